"""Figures of several events that may be one: shown together, joined by nobody.

Whether two documents speak of one event is for resolution, and for people, to judge.
Until somebody has, a reader should not miss that the figures differ.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from itertools import combinations

import networkx as nx

from kg.model import Claim, ClaimKind, Entity
from kg.model.dates import bounds, is_edtf
from kg.view.figures import Figure, differ

__all__ = ["comparisons"]


def comparisons(
    figures: Sequence[Figure], claims: Sequence[Claim], entities: Mapping[str, Entity]
) -> tuple[tuple[int, ...], ...]:
    """Numbers of the figures that answer one question of events that may be one, and differ."""
    asked: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for number, figure in enumerate(figures):
        if figure.event.entity in entities:
            asked[figure.category, figure.outcome].append(number)
    within = _containment(claims)
    return tuple(
        tuple(numbers)
        for _, alike in sorted(asked.items())
        for numbers in _maybe_one(alike, figures, entities, within)
        if differ(claims[i] for number in numbers for value in figures[number].values for i in value.claims)
    )


def _maybe_one(
    numbers: Sequence[int],
    figures: Sequence[Figure],
    entities: Mapping[str, Entity],
    within: Collection[frozenset[str | None]],
) -> Iterable[list[int]]:
    """Sets of two or more figures that are linked by events of which each two may be one."""
    linked: nx.Graph[int] = nx.Graph()
    for one, other in combinations(numbers, 2):
        first, second = (entities[figures[number].event.entity or ""] for number in (one, other))
        if first.act == second.act and _places_agree(first, second, within) and _dates_agree(first, second):
            linked.add_edge(one, other)
    return sorted(sorted(part) for part in nx.connected_components(linked))


def _places_agree(one: Entity, other: Entity, within: Collection[frozenset[str | None]]) -> bool:
    """Whether both have one place, or some source says that the one place lies in the other."""
    if one.where is None or other.where is None:
        return False
    return one.where == other.where or frozenset((one.where, other.where)) in within


def _dates_agree(one: Entity, other: Entity) -> bool:
    """Whether a day exists on which both may have happened; an unknown date excludes nothing."""
    first, second = (
        bounds(entity.when) if entity.when and is_edtf(entity.when) else (None, None)
        for entity in (one, other)
    )
    return not _before(first[1], second[0]) and not _before(second[1], first[0])


def _before(end: date | None, start: date | None) -> bool:
    return end is not None and start is not None and end < start


def _containment(claims: Iterable[Claim]) -> set[frozenset[str | None]]:
    return {
        frozenset((claim.subject.entity, claim.object.entity))
        for claim in claims
        if claim.kind is ClaimKind.LOCATION and claim.object is not None
    }
