"""Figures of several events that may be one: shown together, joined by nobody.

Whether two documents speak of one event is for resolution, and for people, to judge.
Until somebody has, a reader should not miss that the figures differ.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from itertools import combinations, product

import networkx as nx

from kg.model import Claim, ClaimKind, Entity
from kg.model.dates import bounds, is_edtf
from kg.view.figures import Figure, differ

__all__ = ["comparisons"]


def comparisons(
    figures: Sequence[Figure], claims: Sequence[Claim], entities: Mapping[str, Entity]
) -> tuple[tuple[int, ...], ...]:
    """Numbers of the figures that answer one question of events that may be one, and differ.

    Two events may be one where they are of one act, no date tells them apart, and both
    have one place, or some source says that the one place lies in the other.
    """
    asked: defaultdict[tuple[str, ...], defaultdict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, figure in enumerate(figures):
        event = entities.get(figure.event.entity or "")
        if event is not None and event.act and event.where:
            asked[figure.category, figure.outcome, event.act][event.where].append(number)
    dates = [event.when if (event := entities.get(figure.event.entity or "")) else None for figure in figures]
    within = _containment(claims)
    return tuple(
        tuple(numbers)
        for _, placed in sorted(asked.items())
        for numbers in _maybe_one(_pairs(placed, within), dates)
        if differ(claims[i] for number in numbers for value in figures[number].values for i in value.claims)
    )


def _pairs(
    placed: Mapping[str, list[int]], within: Collection[tuple[str | None, str | None]]
) -> Iterable[tuple[int, int]]:
    for numbers in placed.values():
        yield from combinations(numbers, 2)
    for inner, outer in within:
        yield from product(placed.get(inner or "", ()), placed.get(outer or "", ()))


def _maybe_one(pairs: Iterable[tuple[int, int]], dates: Sequence[str | None]) -> Iterable[list[int]]:
    """Sets of two or more figures, linked by pairs of events whose dates agree."""
    linked: nx.Graph[int] = nx.Graph()
    linked.add_edges_from((a, b) for a, b in pairs if a != b and _dates_agree(dates[a], dates[b]))
    return sorted(sorted(part) for part in nx.connected_components(linked))


def _dates_agree(one: str | None, other: str | None) -> bool:
    """Whether a day exists on which both may have happened; an unknown date excludes nothing."""
    first, second = (bounds(when) if when and is_edtf(when) else (None, None) for when in (one, other))
    return not _before(first[1], second[0]) and not _before(second[1], first[0])


def _before(end: date | None, start: date | None) -> bool:
    return end is not None and start is not None and end < start


def _containment(claims: Iterable[Claim]) -> set[tuple[str | None, str | None]]:
    """Pairs of entities of which some source says that the first lies in the second."""
    return {
        (claim.subject.entity, claim.object.entity)
        for claim in claims
        if claim.kind is ClaimKind.LOCATION and claim.object is not None
    }
