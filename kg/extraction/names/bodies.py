"""Organisations and built places, by the way their names are built."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extraction import lexicon
from kg.extraction.names.spans import Named
from kg.language import Annotation, Token
from kg.model import EntityType

__all__ = ["abbreviated", "bodies", "with_place", "with_tail"]

_SMALL_WORDS = {"of", "the", "and", "for", "in", "on", "to", "de", "da", "del", "al"}
_SHORTEST, _LONGEST = 2, 8  # letters of an abbreviation in brackets


def bodies(annotation: Annotation, names: Sequence[Named]) -> Iterator[Named]:
    """Common nouns of bodies after a nation or place: "Ruritanian parliament", "Alba government"."""
    places = {name.last: name for name in names if name.type is EntityType.PLACE}
    for token in annotation.tokens[1:]:
        if token.text.casefold() in lexicon.words("bodies", "bodies") and token.tag in ("NOUN", "PROPN"):
            first = _nation_before(annotation, token, places)
            if first is not None:
                yield Named(first=first, last=token.index, type=EntityType.ORGANIZATION)


def _nation_before(annotation: Annotation, token: Token, places: dict[int, Named]) -> int | None:
    tokens = annotation.tokens
    before = tokens[token.index - 1]
    if before.sentence != token.sentence:
        return None
    if lexicon.demonym_country(before.text):
        article = before.index == 0 or tokens[before.index - 1].text.casefold() == "the"
        two = "" if article else f"{tokens[before.index - 1].text} {before.text}"
        return before.index - 1 if lexicon.demonym_country(two) else before.index
    place = places.get(before.index)
    return place.first if place is not None else None


def with_tail(annotation: Annotation, name: Named, names: Sequence[Named]) -> Named:
    """A body together with the place or body it is "of": "parliament of Ruritania"."""
    tokens = annotation.tokens
    starts = {other.first: other for other in names}
    index = name.last + 1
    while index + 1 < len(tokens) and tokens[index].text == "of":
        start = index + 1
        while start < len(tokens) and tokens[start].text.casefold() in ("the", "former"):
            start += 1
        other = starts.get(start)
        if other is None or other.type is EntityType.PERSON:
            break
        last = other.last
        if last + 1 < len(tokens) and tokens[last + 1].text in lexicon.words(
            "places", "settlements", "areas"
        ):
            last += 1
        name = replace(name, last=last)
        index = last + 1
        owned = starts.get(index + 1)
        if owned is not None and tokens[index].text in ("'s", "’s"):  # "community of Rovia's Alba region"
            name = replace(name, last=owned.last)
            index = owned.last + 1
    return name


def with_place(annotation: Annotation, name: Named) -> Named | None:
    """A place with the common noun that belongs to it: "Alba district", "Alba shrine"."""
    tokens = annotation.tokens
    after = tokens[name.last + 1] if name.last + 1 < len(tokens) else None
    joined = after is not None and after.sentence == tokens[name.last].sentence
    if (
        joined
        and after is not None
        and after.text in lexicon.words("places", "settlements", "areas", "facilities")
    ):
        following = tokens[after.index + 1].text if after.index + 1 < len(tokens) else ""
        return (
            None
            if following == "of"
            else replace(name, first=_with_saint(annotation, name), last=after.index)
        )  # "the Alba suburb of Brod"
    return None


def _with_saint(annotation: Annotation, name: Named) -> int:
    """Where a place named after a person begins, with the title it bears: "Imam Ali shrine"."""
    before = annotation.tokens[name.first - 1] if name.first else None
    titled = before is not None and before.text in (
        "Imam",
        "Saint",
        "St.",
        "St",
        "King",
        "Queen",
        "Prince",
        "Sheikh",
    )
    return name.first - (name.type is EntityType.PERSON and titled)


def abbreviated(annotation: Annotation) -> Iterator[Named]:
    """The long form before an abbreviation in brackets, by its initials: "Alba Relief Committee (ARC)"."""
    tokens = annotation.tokens
    for token in tokens[2:-1]:
        letters = token.text.replace(".", "")
        if tokens[token.index - 1].text != "(" or tokens[token.index + 1].text != ")":
            continue
        if letters.isupper() and letters.isalpha() and _SHORTEST <= len(letters) <= _LONGEST:
            first = _long_form(annotation, token.index - 2, letters)
            if first is not None:
                yield Named(first=first, last=token.index - 2, type=EntityType.ORGANIZATION)
                yield Named(first=token.index, last=token.index, type=EntityType.ORGANIZATION)


def _long_form(annotation: Annotation, last: int, letters: str) -> int | None:
    """Where the words begin whose initials, read backwards from `last`, spell `letters`."""
    tokens, index, wanted = annotation.tokens, last, list(letters)
    while wanted and index >= 0 and tokens[index].sentence == tokens[last].sentence:
        word = tokens[index].text
        if word[0] == wanted[-1]:
            wanted.pop()
        elif word.casefold() not in _SMALL_WORDS and word not in ("-", "'s", "’s"):
            return None
        index -= 1
    return None if wanted else index + 1
