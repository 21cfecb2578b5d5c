"""Whether two times, or two places, can be of one event."""

from collections.abc import Sequence
from itertools import pairwise

from kg.extraction import lexicon
from kg.extraction.references import Reference
from kg.language import Annotation
from kg.model import EntityType
from kg.model.dates import bounds

__all__ = ["agree", "containments", "same_place"]

_PLACES = (EntityType.PLACE, EntityType.COUNTRY)


def agree(left: str | None, right: str | None) -> bool:
    """Whether two times, EDTF or None, can be of one event: unknown, or overlapping."""
    if left is None or right is None:
        return True
    (a, b), (c, d) = bounds(left), bounds(right)
    return (b is None or c is None or c <= b) and (d is None or a is None or a <= d)


def same_place(left: Reference | None, right: Reference | None, inside: frozenset[tuple[str, str]]) -> bool:
    """Whether two places can be of one event: equal, or one said to lie in the other."""
    if left is None or right is None or left.entity == right.entity:
        return True
    return (left.entity, right.entity) in inside or (right.entity, left.entity) in inside


def containments(annotation: Annotation, references: Sequence[Reference]) -> frozenset[tuple[str, str]]:
    """Pairs of places, inner and outer, that the text puts side by side: "Alba, Rovia", "Alba in Rovia"."""
    places = sorted((r for r in references if r.type in _PLACES and not r.nominal), key=lambda r: r.first)
    pairs = set()
    for left, right in pairwise(places):
        between = [t.text.casefold() for t in annotation.tokens[left.last + 1 : right.first]]
        words = [
            w for w in between if w not in ("the", "northern", "southern", "eastern", "western", "central")
        ]
        plain = [w for w in words if w not in lexicon.words("places", "settlements", "areas")]
        if plain in ([","], ["in"], ["of"], ["in", "of"]):
            pairs.add((left.entity, right.entity))
        elif plain in (["'s"], ["’s"]):
            pairs.add((right.entity, left.entity))
    direct = frozenset(pairs)
    return direct | {(a, d) for a, b in direct for c, d in direct if b == c}
