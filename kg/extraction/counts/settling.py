"""One outcome where the tree says two by a slip; what is left open yields to what is said."""

from dataclasses import replace

from kg.extraction.counts.count import Count
from kg.language import Annotation

__all__ = ["settled"]

_SURVIVED = frozenset(["captured", "arrested", "tortured", "raped", "released"])
"""Outcomes beside which it is still told that somebody was shot."""


def settled(annotation: Annotation, found: list[Count]) -> list[Count]:
    """One outcome where the tree says two by a slip; what is left open yields to what is said."""
    groups: dict[int, list[Count]] = {}
    for count in (_nearest(annotation, each, found) for each in found):
        groups.setdefault(count.key, []).append(count)
    return [kept for group in groups.values() for kept in _said(annotation, group)]


def _nearest(annotation: Annotation, count: Count, found: list[Count]) -> Count:
    """Three were captured, 40 were hurt, 7 girls: what trails behind goes with the last."""
    start = count.numeral[0] if count.numeral else count.victim
    trails = any(c.trigger == count.trigger and c.victim < c.trigger < start for c in found)
    between = [c for c in found if count.trigger < c.victim < c.trigger < start]
    if (
        not trails
        or not between
        or annotation.tokens[start].sentence != annotation.tokens[between[-1].trigger].sentence
    ):
        return count
    last = max(between, key=lambda c: c.trigger)
    quantity = replace(count.quantity, outcome=last.quantity.outcome)
    return replace(
        last,
        first=start,
        last=max(start, count.victim),
        numeral=count.numeral,
        victim=count.victim,
        quantity=quantity,
    )


def _said(annotation: Annotation, group: list[Count]) -> list[Count]:
    near = [count for count in group if _adjacent(annotation, count)]
    if near:
        at = near[0].trigger
        group = [
            c
            for c in group
            if c in near
            or c.trigger > at
            or annotation.tokens[c.trigger].tag == "NOUN"
            or _coordinated(annotation, c.trigger, at)
        ]
    if any(c.quantity.outcome == "killed" for c in group):
        group = [c for c in group if not _attributive(annotation, c)] or group
    said = [count for count in group if count.quantity.outcome is not None] or group
    if {c.quantity.outcome for c in said} <= _SURVIVED:
        said = group
    first = min(said, key=lambda c: c.trigger)
    either = [c for c in said if c is not first and _alternative(annotation, first.trigger, c.trigger)]
    if either or _either(annotation, first):
        first = replace(first, quantity=replace(first.quantity, outcome=None))
    return [first, *(c for c in said if c is not first and c not in either and c.trigger != first.trigger)]


def _attributive(annotation: Annotation, count: Count) -> bool:
    """The missing of "found the bodies of the two missing soldiers"."""
    between = count.numeral is not None and count.numeral[0] < count.trigger < count.victim
    return between and annotation.tokens[count.trigger].relation == "amod"


def _adjacent(annotation: Annotation, count: Count) -> bool:
    """Killing two, two killed, two were killed: nothing but auxiliaries between."""
    if count.trigger < count.victim:
        start = count.numeral[0] if count.numeral else count.victim
        between = annotation.tokens[count.trigger + 1 : start]
        if count.numeral is not None and count.numeral[0] < count.trigger:
            return False  # "two missing soldiers"
    else:
        between = annotation.tokens[count.victim + 1 : count.trigger]
    return all(token.tag in ("AUX", "ADV", "PART") for token in between)


def _coordinated(annotation: Annotation, left: int, right: int) -> bool:
    """Abducted and killed: two verbs with nothing of weight between."""
    low, high = sorted((left, right))
    light = ("CCONJ", "PUNCT", "ADV", "AUX", "ADP", "PART")
    return all(token.tag in light for token in annotation.tokens[low + 1 : high])


def _either(annotation: Annotation, count: Count) -> bool:
    """Killed or wounded 60: which of the two is left open."""
    after = annotation.tokens[count.trigger + 1 : count.trigger + 3]
    return len(after) == 2 and after[0].text.casefold() == "or" and after[1].text.casefold().endswith("ed")


def _alternative(annotation: Annotation, left: int, right: int) -> bool:
    """Killed or taken captive: the number is of both together."""
    low, high = sorted((left, right))
    return any(token.text.casefold() == "or" for token in annotation.tokens[low + 1 : high])
