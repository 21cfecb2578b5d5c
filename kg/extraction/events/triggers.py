"""Words that tell an event: its act, and whether it is told as a fact."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.extraction import lexicon
from kg.extraction.grammar import case_of, children, head
from kg.extraction.references import Reference
from kg.extraction.times import TimeExpression
from kg.language import Annotation, Token

__all__ = ["Trigger", "triggers"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """An event told by the token `index`; `first`..`last` is the phrase that names it (a noun) or the verb.

    `act` is the code of a type of event in the ontology.
    """

    index: int
    first: int
    last: int
    act: str
    verbal: bool


_COMPOUND = ("compound", "amod", "nmod:desc", "nummod")


def triggers(
    annotation: Annotation, times: Iterable[TimeExpression], names: Iterable[Reference]
) -> tuple[Trigger, ...]:
    """All words that tell an event, in order of the text.

    Words of a time ("March") and of the name of somebody or something else ("Liberation Front") tell none.
    """
    barred = {i for time in times for i in range(time.first, time.last + 1) if _is_calendar(annotation, i)}
    barred |= {i for name in names for i in range(name.first, name.last + 1)}
    return tuple(trigger for trigger in _triggers(annotation) if trigger.index not in barred)


def _is_calendar(annotation: Annotation, index: int) -> bool:
    return annotation.tokens[index].tag == "PROPN"


def _triggers(annotation: Annotation) -> Iterator[Trigger]:
    named = {i: n for n in annotation.names if n.label == "EVENT" for i in range(n.first, n.last + 1)}
    for token in annotation.tokens:
        if token.tag in ("NOUN", "PROPN"):
            found = _nominal(annotation, token)
        elif token.tag == "VERB":
            found = _verbal(annotation, token)
        else:
            found = None
        if found is not None and token.index in named and named[token.index].last > token.index:
            # "Rovian War of Independence": the label reaches further than the head
            found = Trigger(
                index=found.index,
                first=found.first,
                last=named[token.index].last,
                act=found.act,
                verbal=False,
            )
        if found is not None:
            yield found


def _nominal(annotation: Annotation, token: Token) -> Trigger | None:
    before = annotation.tokens[token.index - 1] if token.index else None
    lemma = token.lemma.casefold() if token.tag == "NOUN" else _singular(token.text.casefold())
    pair = (
        f"{before.text.casefold()} {lemma}"
        if before is not None and before.sentence == token.sentence
        else lemma
    )
    act = lexicon.act_of_noun(pair, lemma)
    if lemma == "fall" and any(child.tag == "PROPN" for child in children(annotation, token, "nmod")):
        act = "capture"  # "the fall of Alba", not the autumn
    if act is None or (token.relation == "compound" and _is_part_of_name(annotation, token)):
        return None
    return Trigger(
        index=token.index, first=_phrase_start(annotation, token), last=token.index, act=act, verbal=False
    )


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _is_part_of_name(annotation: Annotation, token: Token) -> bool:
    """Whether the noun only modifies another ("peace talks" is one event, "war crimes tribunal" none)."""
    governor = head(annotation, token)
    return governor is not None and governor.tag in ("NOUN", "PROPN") and governor.index > token.index


_COUNTING = {
    "other",
    "another",
    "earlier",
    "previous",
    "such",
    "many",
    "several",
    "recent",
    "more",
    "further",
}
_YEAR_DIGITS = 4


def _is_no_name(token: Token) -> bool:
    """Whether a word before an event's noun counts or points and names nothing, as a year does not."""
    counts = token.tag == "NUM" and not (token.text.isdigit() and len(token.text) == _YEAR_DIGITS)
    return counts or token.tag in ("DET", "PUNCT", "PRON") or token.text.casefold() in _COUNTING


def _phrase_start(annotation: Annotation, token: Token) -> int:
    members = {c.index for c in children(annotation, token, *_COMPOUND) if c.index < token.index}
    for child in list(members):
        members |= {c.index for c in annotation.subtree(annotation.tokens[child])}
    names = {i for n in annotation.names if n.last < token.index for i in range(n.first, n.last + 1)}
    first = token.index
    while first - 1 in members or (first - 1 in names and first - 1 in members):
        first -= 1
    while first < token.index and _is_no_name(annotation.tokens[first]):
        first += 1
    return first


_SHOTS = {
    "fire",
    "round",
    "shot",
    "gun",
    "rocket",
    "shell",
    "missile",
    "mortar",
    "bullet",
    "volley",
    "grenade",
}


def _shot(annotation: Annotation, token: Token) -> Trigger | None:
    """ "fired on the crowd", "fired 20 rounds", "opened fire"; a fired employee is no shooting."""
    at = [
        c
        for c in children(annotation, token, "obl")
        if case_of(annotation, c) in ("on", "at", "into", "upon")
    ]
    shots = [c for c in children(annotation, token, "obj", "nsubj:pass") if c.lemma in _SHOTS]
    told = (shots and (token.lemma == "fire" or shots[0].lemma == "fire")) or (at and token.lemma == "fire")
    if not told:
        return None
    return Trigger(index=token.index, first=token.index, last=token.index, act="shooting", verbal=True)


def _frees_people(annotation: Annotation, token: Token) -> bool:
    """Whether who is released is a person: documents are released too."""
    people = lexicon.words("people", "groups", "roles", "relations")
    done = children(annotation, token, "obj", "nsubj:pass")
    governor = head(annotation, token)
    if not done and token.relation == "acl" and governor is not None:
        done = [governor]
    return any(each.tag in ("PROPN", "PRON", "NUM") or each.lemma in people for each in done)


_MANY_SENSES = {"strike", "target", "free", "burn", "hang", "ram", "abuse", "shell"}


def _verbal(annotation: Annotation, token: Token) -> Trigger | None:
    if token.relation in ("compound", "amod"):
        return None
    if token.lemma in ("fire", "open"):
        return _shot(annotation, token)
    act = lexicon.act_of_verb(token.lemma)
    if act is None:
        return None
    if act == "release" and not _frees_people(annotation, token):
        return None
    if token.lemma in _MANY_SENSES and not children(annotation, token, "obj", "nsubj:pass"):
        return None  # only with someone or something it is done to
    return Trigger(index=token.index, first=token.index, last=token.index, act=act, verbal=True)
