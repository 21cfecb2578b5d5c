"""Parts of a counted whole: "including 12 children", "of whom 30 were women", "compared to 62 in 1986"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from kg.extraction.counts.victims import People, Victim
from kg.language import Annotation
from kg.schema.words import table

__all__ = ["Part", "parts", "people_row"]

_REACH = 12
"""How far behind "of whom" the parts are told ("of whom 17 were women and 5 were under ten")."""
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """People counted in a list that opens at token `opening`; the text that counts them ends at `last`.

    `own_time` tells a figure that is set beside the whole with a year of its own.
    """

    victim: Victim
    opening: int
    last: int
    own_time: bool = False


def people_row(annotation: Annotation, people: People, start: int) -> tuple[Victim, ...]:
    """Those counted in a row that opens at a token: "5 soldiers, 2 policemen and a boy"."""
    return tuple(part.victim for part in _row(annotation, people, start, start, own_time=False))


def parts(annotation: Annotation, people: People) -> Iterator[Part]:
    """Every counted phrase in a list that names parts of a whole, in order."""
    words = [token.text.casefold() for token in annotation.tokens]
    for index in range(len(words)):
        for length in _openings("openings", words, index):
            found = list(_predicated(annotation, people, index, index + length))
            row = _row(annotation, people, index, index + length, own_time=False)
            yield from found or (
                part for part in row if not _acts(annotation, words, index + length - 1, part)
            )
        if words[index] in (":", "(", "–", "—"):
            told = list(_row(annotation, people, index, index + 1, own_time=False))
            counted = bool(told) and told[0].victim.numeral is not None
            every = counted and all(part.victim.category for part in told)
            yield from told if len(told) > 1 and every else ()
        yield from _of_whole(annotation, people, index)
        yield from _trailing(annotation, people, index)
        yield from _of_them(annotation, people, index)
        for length in _openings("comparisons", words, index):
            yield from _row(annotation, people, index, index + length, own_time=True)


def _acts(annotation: Annotation, words: list[str], opening: int, part: Part) -> bool:
    """Whether a verb tells something else of a part: "of whom 400 returned"."""
    after = annotation.tokens[part.last + 1 : part.last + 2]
    return words[opening] in ("whom", "which", "them") and bool(after) and after[0].tag in ("VERB", "AUX")


@cache
def _phrases(name: str) -> tuple[tuple[str, ...], ...]:
    phrases = (tuple(phrase.split()) for phrase in table("outcomes")["parts"][name])
    return tuple(sorted(phrases, key=len, reverse=True))


def _openings(name: str, words: list[str], index: int) -> list[int]:
    return [len(p) for p in _phrases(name) if tuple(words[index : index + len(p)]) == p][:1]


def _row(
    annotation: Annotation, people: People, opening: int, start: int, *, own_time: bool
) -> Iterator[Part]:
    """The counted phrases that follow one another from token `start` on."""
    at: int | None = start
    alone = False
    while at is not None and at < len(annotation.tokens):
        victim = _starting(annotation, people, at)
        named_again = victim is not None and victim.name is not None and alone
        if (
            victim is None
            or named_again
            or annotation.tokens[at].sentence != annotation.tokens[start].sentence
        ):
            return
        year = _year_after(annotation, victim.last)
        if own_time and year is None:
            return
        yield Part(victim=victim, opening=opening, last=year or victim.last, own_time=own_time)
        alone = victim.numeral is not None and victim.numeral.high == 1
        at = _past_join(annotation, (year or victim.last) + 1)


def _starting(annotation: Annotation, people: People, at: int) -> Victim | None:
    numeral = people.opening_at.get(at) or people.numeral_at.get(at)
    if numeral is not None:
        return people.counted(numeral)
    for token in annotation.tokens[at : at + 6]:
        victim = people.victim(token) if token.tag in ("NOUN", "PROPN") else None
        if victim is not None and victim.numeral is None and victim.first == at:
            return victim
    return None


def _past_join(annotation: Annotation, at: int) -> int | None:
    words = tuple(token.text.casefold() for token in annotation.tokens[at : at + 5])
    return next((at + len(join) for join in _phrases("joins") if words[: len(join)] == join), None)


def _year_after(annotation: Annotation, last: int) -> int | None:
    """The year of "62 in 1986"."""
    words = [token.text for token in annotation.tokens[last + 1 : last + 3]]
    return last + 2 if len(words) == 2 and words[0] in ("in", "for") and _YEAR.fullmatch(words[1]) else None


def _of_whole(annotation: Annotation, people: People, index: int) -> Iterator[Part]:
    """Of the 45 dead, 12 were children."""
    start = annotation.sentences[annotation.tokens[index].sentence][0]
    opened = annotation.tokens[start].text in ("Of", "Among", "Amongst", "Out")
    if (
        opened
        and index > start + 2
        and index in people.opening_at
        and annotation.tokens[index - 1].text == ","
    ):
        yield from _predicated(annotation, people, index, index)


def _trailing(annotation: Annotation, people: People, index: int) -> Iterator[Part]:
    """48 residents were disabled, 7 underage girls, ...: a phrase without a verb, between commas."""
    numeral = people.opening_at.get(index)
    before = annotation.tokens[max(0, index - 2) : index]
    if numeral is None or len(before) < 2 or before[1].text != "," or before[0].tag != "VERB":
        return
    victim = people.counted(numeral)
    after = annotation.tokens[victim.last + 1 : victim.last + 2] if victim and victim.category else ()
    if victim is not None and after and after[0].text in (",", ".", ";", ")"):
        yield Part(victim=victim, opening=index, last=victim.last)


def _of_them(annotation: Annotation, people: People, index: int) -> Iterator[Part]:
    """27 wounded, 5 of them seriously; 40 people, 12 of them children."""
    numeral = people.opening_at.get(index)
    if numeral is None or index == 0 or annotation.tokens[index - 1].text not in (",", "(", "–", "-", "—"):
        return
    after = annotation.tokens[numeral.last + 1 : numeral.last + 6]
    if [t.text.casefold() for t in after[:2]] not in (["of", "them"], ["of", "whom"]) or len(after) < 3:
        return
    rest = [t for t in after[2:] if t.tag != "ADV" and t.text not in (",", ".", ")", ";")]
    named = next((t for t in rest[:2] if t.tag == "NOUN"), None)
    victim = people.counted(numeral)
    if rest and rest[0].lemma == "be" and victim is not None:
        told = people.said_to_be(rest[0].index - 1)
        category = people.category(told) if told else None
        if told is not None and category:
            yield Part(victim=replace(victim, category=category), opening=index, last=told.index)
        return
    if victim is None or (rest and rest[0].tag in ("AUX", "VERB")):
        return
    category = people.category(named) if named is not None else None
    last = named.index if named is not None and category else victim.last
    yield Part(victim=replace(victim, category=category or victim.category), opening=index, last=last)


def _predicated(annotation: Annotation, people: People, opening: int, start: int) -> Iterator[Part]:
    """Of whom 30 were children; of the 45 dead, 12 were children."""
    end = annotation.sentences[annotation.tokens[opening].sentence][1]
    for index in range(start, min(end, start + _REACH)):
        numeral = people.opening_at.get(index)
        victim = people.counted(numeral) if numeral else None
        after = annotation.tokens[numeral.last + 1 : numeral.last + 2] if numeral else ()
        if numeral is None or victim is None or not after or after[0].lemma != "be":
            continue
        for noun in annotation.tokens[numeral.last + 2 : numeral.last + 6]:
            category = people.category(noun) if noun.tag == "NOUN" and noun.text != noun.lemma else None
            if category is not None:
                yield Part(victim=replace(victim, category=category), opening=index, last=noun.index)
                break
