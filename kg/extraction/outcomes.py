"""What befell people: the words that say so, and the tokens they say it of."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from kg.extraction import grammar
from kg.language import Annotation, Token
from kg.model import ClaimKind, Polarity
from kg.schema.words import table

__all__ = ["Trigger", "kind_of", "outcome_noun", "polarity", "triggers"]

_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
_COMPANION_REACH = 9
"""A companion word ("took 12 residents of the town hostage") stands at most so many words behind its verb."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """A word at `index` (its phrase runs to `last`) by which `outcome` befell each of `victims`.

    `outcome` is None where it is left open ("shot"); `certain` tells words that befall people alone.
    """

    index: int
    last: int
    outcome: str | None
    kind: ClaimKind
    victims: tuple[int, ...]
    agents: tuple[int, ...]


def triggers(annotation: Annotation) -> tuple[Trigger, ...]:
    """All words of the text that say what befell somebody, in order."""
    found = [trigger for token in annotation.tokens for trigger in _of(annotation, token)]
    return tuple(sorted(found, key=lambda t: (t.index, t.outcome or "", t.victims)))


def kind_of(outcome: str | None) -> ClaimKind:
    """The kind of claim that an outcome makes."""
    return ClaimKind(table("outcomes")[outcome or "shot"]["kind"])


def outcome_noun(noun: Token) -> str | None:
    """The outcome that a noun for a person carries by itself ("paraplegic")."""
    return _index("counted").get(noun.lemma.casefold()) if noun.tag == "NOUN" else None


@cache
def _index(section: str) -> dict[str, str]:
    """Word to outcome for one section over all outcomes; the first outcome that lists a word has it."""
    found: dict[str, str] = {}
    for outcome, entry in table("outcomes").items():
        if isinstance(entry, dict) and "kind" in entry:
            for word in entry.get(section, ()):
                found.setdefault(word, outcome)
    return found


@cache
def _phrases() -> tuple[dict[str, Any], ...]:
    return tuple(table("outcomes")["phrases"])


def _general(name: str) -> frozenset[str]:
    return frozenset(table("outcomes")["general"][name])


def _open(outcome: str) -> str | None:
    return None if outcome == "shot" else outcome


def _made(
    annotation: Annotation,
    token: Token,
    outcome: str,
    victims: Iterable[Token],
    last: int | None = None,
    *,
    agents: Iterable[Token] = (),
) -> Iterator[Trigger]:
    heads = tuple(dict.fromkeys(v.index for v in victims))
    if heads:
        yield Trigger(
            index=token.index,
            last=token.index if last is None else last,
            outcome=_open(outcome),
            kind=kind_of(outcome),
            victims=heads,
            agents=tuple(dict.fromkeys(a.index for a in agents)),
        )


def _of(annotation: Annotation, token: Token) -> Iterator[Trigger]:
    if token.tag == "VERB" or (
        token.tag in ("ADJ", "NOUN") and token.text.casefold().endswith(("ed", "ing"))
    ):
        yield from _verb(annotation, token)
    if token.tag in ("ADJ", "NOUN", "ADV") or (
        token.tag == "VERB" and token.lemma.casefold() not in _index("objects")
    ):
        yield from _state(annotation, token)
    if token.tag in ("NOUN", "VERB", "PROPN"):
        yield from _nominal(annotation, token)
    yield from _gathered(annotation, token)


# Verbs


def _verb(annotation: Annotation, verb: Token) -> Iterator[Trigger]:
    phrase = _phrase(annotation, verb)
    if phrase is not None:
        entry, last = phrase
        who = _objects(annotation, verb) if entry["who"] == "object" else grammar.subjects(annotation, verb)
        if entry["who"] == "object" and not who:
            who = grammar.subjects(annotation, verb)
        agents = grammar.agents(annotation, verb) if entry["who"] == "object" else []
        yield from _made(annotation, verb, entry["outcome"], who, last, agents=agents)
        return
    lemma = verb.lemma.casefold()
    outcome = _index("objects").get(lemma)
    if outcome is not None:
        yield from _made(
            annotation, verb, outcome, _objects(annotation, verb), agents=grammar.agents(annotation, verb)
        )
        return
    outcome = _index("subjects").get(lemma)
    if outcome is not None and not grammar.is_passive(annotation, verb):
        yield from _made(annotation, verb, outcome, _subjects(annotation, verb))
    if lemma in _general("life_takers"):
        yield from _lives(annotation, verb)
    if lemma in _general("families_killed"):
        families = [o for o in _objects(annotation, verb) if o.lemma.casefold() in ("family", "household")]
        yield from _made(annotation, verb, "killed", families)
    if lemma == "include":
        for subject in grammar.subjects(annotation, verb):
            yield from (
                _made(annotation, verb, _gathering(annotation, subject) or "", _objects(annotation, verb))
                if _gathering(annotation, subject)
                else ()
            )


def _phrase(annotation: Annotation, verb: Token) -> tuple[dict[str, Any], int] | None:
    """The phrase of a verb and a companion word that stands here, and its last token."""
    lemma = verb.lemma.casefold()
    for entry in _phrases():
        if lemma in entry["verbs"]:
            last = _companion(annotation, verb, entry["words"])
            if last is not None:
                return entry, last
    return None


def _companion(annotation: Annotation, verb: Token, words: list[str]) -> int | None:
    wanted = {tuple(word.split()) for word in words}
    for index in range(verb.index + 1, min(verb.index + 1 + _COMPANION_REACH, len(annotation.tokens))):
        token = annotation.tokens[index]
        if (
            token.sentence != verb.sentence
            or token.text in (";", ":", ".")
            or (token.tag == "VERB" and token.head != verb.index)
        ):
            return None
        for phrase in wanted:
            if tuple(t.text.casefold() for t in annotation.tokens[index : index + len(phrase)]) == phrase:
                if _belongs(annotation, verb, token):
                    return index + len(phrase) - 1
    return None


def _belongs(annotation: Annotation, verb: Token, token: Token) -> bool:
    """Whether a companion hangs under the verb, however the parser hung it, and not under another one."""
    current: Token | None = token
    while current is not None and current.index != verb.index:
        if current.tag == "VERB" and current.index > verb.index:
            return False
        current = grammar.head(annotation, current)
    return current is not None or token.index == verb.index + 1


def _objects(annotation: Annotation, verb: Token) -> list[Token]:
    """Whom a verb befalls: objects, passive subjects, and what a slip of the parser left right behind it."""
    found = grammar.objects(annotation, verb)
    passive = grammar.is_passive(annotation, verb)
    if passive and not any(t.index < verb.index and t.tag == "NUM" for t in found):
        bare = [t for t in _left_of(annotation, verb) if t.tag == "NUM"]
        found = bare or found
    if found:
        return found
    if not passive:
        found = [
            c
            for c in grammar.children(annotation, verb, "ccomp", "xcomp", "dep", "nsubj", "obl:unmarked")
            if c.index > verb.index and c.tag in ("NOUN", "NUM", "PROPN", "ADJ")
        ]
        if found:
            return found
    return _left_of(annotation, verb)


def _left_of(annotation: Annotation, verb: Token) -> list[Token]:
    """What stands right before a passive verb and its auxiliaries."""
    left = verb.index - 1
    while left >= 0 and annotation.tokens[left].tag in ("AUX", "ADV", "PART"):
        left -= 1
    aux = any(t.tag == "AUX" and t.lemma in ("be", "get") for t in annotation.tokens[left + 1 : verb.index])
    token = annotation.tokens[left]
    if (
        (aux or verb.tag == "ADJ")
        and left >= 0
        and token.sentence == verb.sentence
        and token.tag in ("NOUN", "NUM", "PROPN", "PRON")
    ):
        return [token]
    return []


def _subjects(annotation: Annotation, verb: Token) -> list[Token]:
    return grammar.subjects(annotation, verb)


def _lives(annotation: Annotation, verb: Token) -> Iterator[Trigger]:
    """Claimed 20 lives, cost the lives of 20."""
    for thing in _objects(annotation, verb):
        if thing.lemma.casefold() == "life":
            inner = grammar.obliques(annotation, thing, "of") or [thing]
            yield from _made(
                annotation, verb, "killed", inner, thing.index, agents=grammar.subjects(annotation, verb)
            )


# States


def _state(annotation: Annotation, token: Token) -> Iterator[Trigger]:
    outcome = _index("states").get(token.text.casefold())
    if outcome is None:
        return
    counted = [c for c in grammar.children(annotation, token, "nummod") if c.index < token.index]
    if counted:
        yield from _made(annotation, token, outcome, counted)
        return
    who = grammar.children(annotation, token, "nsubj", "nsubj:pass")
    governor = grammar.head(annotation, token)
    if (
        not who
        and governor is not None
        and token.relation in ("xcomp", "conj", "acl", "advcl", "amod")
        and token.tag != "VERB"
    ):
        who = _small_clause(annotation, token, governor)
    yield from _made(
        annotation, token, outcome, [each for w in who for each in grammar.conjuncts(annotation, w)]
    )


def _small_clause(annotation: Annotation, token: Token, governor: Token) -> list[Token]:
    """Left 9 people dead; 12 people dead; two dead soldiers."""
    if token.relation == "xcomp":
        return [
            o for o in grammar.children(annotation, governor, "obj") if o.index < token.index
        ] or grammar.subjects(annotation, governor)
    if token.relation == "conj":
        between = [t for t in annotation.tokens[governor.index : token.index] if t.tag == "NUM"]
        if between:
            return [between[-1]]
        return grammar.children(annotation, governor, "nsubj", "nsubj:pass")
    return [governor] if governor.tag in ("NOUN", "PROPN", "NUM") else []


# Nouns


def _nominal(annotation: Annotation, noun: Token) -> Iterator[Trigger]:
    lemma = noun.lemma.casefold() if noun.tag != "VERB" else noun.text.casefold()
    outcome = _index("nouns").get(lemma) or _index("nouns").get(noun.text.casefold())
    if outcome is not None and noun.relation != "amod":
        who = list(grammar.obliques(annotation, noun, "of"))
        if noun.tag in ("NOUN", "PROPN") and not who and noun.index + 1 < len(annotation.tokens):
            who = [
                c
                for c in grammar.children(annotation, noun, "obj", "nmod", "nummod")
                if c.index > noun.index and grammar.case_of(annotation, c) in ("", "of")
            ]
        agents = grammar.obliques(annotation, noun, "by")
        yield from _made(annotation, noun, outcome, who, agents=agents)
    counted = _index("counted").get(lemma)
    if counted is not None and noun.tag == "NOUN":
        numbers = [
            c
            for c in grammar.children(annotation, noun, "nummod", "amod", "det", "nmod", "compound")
            if c.index < noun.index and not _YEAR.fullmatch(c.text)
        ]
        yield from _made(annotation, noun, counted, numbers)
    if noun.lemma.casefold() in _general("fates"):
        yield from _fate(annotation, noun)
    if noun.lemma.casefold() == "toll" or _stands(annotation, noun, "tolls"):
        yield from _toll(annotation, noun)


def _fate(annotation: Annotation, noun: Token) -> Iterator[Trigger]:
    """The fate of 150 people remains unknown."""
    after = list(annotation.tokens[noun.index : annotation.sentences[noun.sentence][1] + 1])[:20]
    unknown = next((t for t in after if t.text.casefold() in _general("unknown")), None)
    if unknown is None or (
        unknown.text.casefold()
        not in ("unknown", "unclear", "uncertain", "mystery", "unresolved", "undetermined")
        and not any(t.lemma in ("not", "never", "n't") for t in after)
    ):
        return
    yield from _made(annotation, noun, "missing", grammar.obliques(annotation, noun, "of"), unknown.index)


def _stands(annotation: Annotation, noun: Token, name: str) -> bool:
    words = {tuple(phrase.split()) for phrase in _general(name) if " " in phrase}
    return any(
        tuple(t.text.casefold() for t in annotation.tokens[noun.index : noun.index + len(phrase)]) == phrase
        for phrase in words
    )


def _toll(annotation: Annotation, noun: Token) -> Iterator[Trigger]:
    """The death toll has risen to at least 14."""
    joins = _general("toll_joins")
    end = annotation.sentences[noun.sentence][1]
    for token in annotation.tokens[noun.index + 1 : end + 1]:
        if token.tag == "VERB" and _index("objects").get(token.lemma.casefold()):
            return
        if token.tag == "NUM" and any(
            t.text.casefold() in joins
            for t in annotation.tokens[max(noun.index, token.index - 6) : token.index]
        ):
            yield from _made(annotation, noun, "killed", [token])
            return


# Victims gathered in a noun: "among the dead were", "are among the dead"


def _gathering(annotation: Annotation, token: Token) -> str | None:
    words = {token.lemma.casefold(), token.text.casefold()}
    if token.text.casefold() == "those":
        words |= {c.text.casefold() for c in grammar.children(annotation, token, "acl")}
    for outcome in ("killed", "wounded", "missing", "captured", "arrested"):
        if words & _general(f"victims_{outcome}"):
            return outcome
    return None


def _gathered(annotation: Annotation, token: Token) -> Iterator[Trigger]:
    if not token.index or "among" not in (
        t.text.casefold() for t in annotation.tokens[max(0, token.index - 3) : token.index]
    ):
        return
    outcome = _gathering(annotation, token)
    if outcome is None:
        return
    who = grammar.children(annotation, token, "nsubj")
    governor = grammar.head(annotation, token)
    if not who and governor is not None:
        who = (
            grammar.children(annotation, governor, "nsubj")
            if governor.tag in ("AUX", "VERB", "ADJ")
            else [governor]
        )
        if governor.tag in ("NOUN", "PROPN", "NUM") and governor.index > token.index:
            who = [governor]
    yield from _made(
        annotation, token, outcome, [each for w in who for each in grammar.conjuncts(annotation, w)]
    )


# Whether it happened


def polarity(annotation: Annotation, token: Token) -> Polarity:
    """Whether the word is said to have happened, is denied, or only supposed."""
    realis = table("outcomes")["realis"]
    current: Token | None = token
    first = True
    while current is not None:
        if grammar.negated(annotation, current) and (first or current.relation in ("conj",)):
            return Polarity.DENIED
        if _supposed(annotation, current, realis):
            return Polarity.HYPOTHETICAL
        if current.relation not in ("conj", "xcomp", "advcl", "acl", "ccomp", "nmod", "obl", "obj", "nsubj"):
            break
        if current.relation in ("obl", "nmod", "nsubj", "ccomp", "advcl") and not first:
            break
        parent = grammar.head(annotation, current)
        if parent is not None and current.tag == "VERB" and _governed(annotation, current, parent, realis):
            return Polarity.HYPOTHETICAL
        if parent is None or current.relation not in ("conj",):
            break
        current, first = parent, False
    return Polarity.HYPOTHETICAL if annotation.sentence_of(token)[-1].text == "?" else Polarity.ASSERTED


def _supposed(annotation: Annotation, verb: Token, realis: dict[str, list[str]]) -> bool:
    for child in grammar.children(annotation, verb, "aux", "mark"):
        word = child.text.casefold()
        if child.relation == "aux" and word in realis["modals"]:
            return True
        if child.relation == "mark" and word in realis["conditions"]:
            return True
    return False


def _governed(annotation: Annotation, verb: Token, parent: Token, realis: dict[str, list[str]]) -> bool:
    to = any(c.text.casefold() == "to" for c in grammar.children(annotation, verb, "mark"))
    perfect = any(c.text.casefold() == "have" for c in grammar.children(annotation, verb, "aux"))
    if to and perfect:
        return False
    lemma = parent.lemma.casefold()
    if verb.relation in ("xcomp", "acl", "ccomp", "advcl") and to:
        return lemma in realis["irrealis"] or lemma in realis["irrealis_nouns"] or verb.relation == "advcl"
    return False
