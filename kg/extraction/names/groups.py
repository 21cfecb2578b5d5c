"""Groups of people without a name: "masked gunmen", "Ruritanian soldiers", "residents of Alba"."""

from collections.abc import Iterator

from kg.extraction import lexicon
from kg.extraction.grammar import modifiers
from kg.extraction.names.spans import Named
from kg.language import Annotation, Token
from kg.model import EntityType

__all__ = ["groups"]

_COUNTED_OUT = {"nummod", "det"}
_VAGUE = {
    "many",
    "several",
    "other",
    "more",
    "few",
    "such",
    "same",
    "own",
    "further",
    "additional",
    "first",
    "last",
}


def groups(annotation: Annotation) -> tuple[Named, ...]:
    """Plural and collective nouns for people with what describes them, numbers and articles left out."""
    return tuple(_groups(annotation))


def _groups(annotation: Annotation) -> Iterator[Named]:
    for token in annotation.tokens:
        if _is_group(annotation, token):
            yield Named(first=_start(annotation, token), last=token.index, type=EntityType.GROUP)


def _is_group(annotation: Annotation, token: Token) -> bool:
    if token.tag not in ("NOUN", "PROPN", "ADJ"):
        return False
    lower = token.text.casefold()
    if _is_people(annotation, token):
        return True
    if token.relation in ("compound", "amod", "nmod:poss") and token.tag != "PROPN":
        return False
    if lower in lexicon.words("people", "collectives"):
        return True
    plural = lower != token.lemma or lower in ("people", "police")
    return token.tag == "NOUN" and plural and token.lemma in lexicon.words("people", "groups")


def _is_people(annotation: Annotation, token: Token) -> bool:
    """Whether the word is a nation, people or faith in the plural: "Ruritanians", "Catholics"."""
    if not token.text[:1].isupper() or not token.text.endswith("s") or token.relation in ("compound", "amod"):
        return False
    label = next((name.label for name in annotation.names if name.first <= token.index <= name.last), None)
    return lexicon.demonym_country(token.text) is not None or label == "NORP"


def _start(annotation: Annotation, token: Token) -> int:
    """Where the run of describing words before the noun begins."""
    before = {child.index for child in modifiers(annotation, token) if child.relation not in _COUNTED_OUT}
    barred = {c.index for c in modifiers(annotation, token) if c.tag == "NUM" or c.text.casefold() in _VAGUE}
    first = token.index
    while first - 1 in before - barred:
        first -= 1
    return first
