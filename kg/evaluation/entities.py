"""Scores names: the distinct forms of each type in each document."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kg.evaluation.gold import Gold
from kg.evaluation.measures import Measure, share
from kg.evaluation.words import normal

__all__ = ["score_entities"]

_NAMED = ("Person", "Place", "MilitaryUnit", "Organization")
_TYPES = (*_NAMED, "Group", "Event")
_ARMED = ("MilitaryUnit", "Organization", "Group")
"""Which of these an armed body is, is a fine line: a form found under another of them is found."""

Form = tuple[str, str]


def score_entities(
    golds: Sequence[Gold], mentions: Iterable[Mapping[str, Any]]
) -> tuple[dict[str, Measure], float | None]:
    """A measure a type, and one of all named types; and how often the type of armed bodies is right."""
    forms: defaultdict[str, set[Form]] = defaultdict(set)
    for mention in mentions:
        forms[mention["document"]].add(_form(mention["type"], mention["text"]))
    by_type: defaultdict[str, Measure] = defaultdict(Measure)
    right = of = 0
    for gold in golds:
        want = {_form(type_, text) for type_, text in gold.forms}
        have, hits, armed = _armed_alike(want, forms[gold.name])
        right, of = right + hits, of + armed
        for type_ in _TYPES:
            by_type[type_] += _measure(type_, want, have)
    named = sum((by_type[type_] for type_ in _NAMED), Measure())
    found = {"named": named, **{type_: measure for type_, measure in by_type.items() if measure.gold}}
    return found, share(right, of) if of else None


def _form(type_: str, text: str) -> Form:
    return ("Place" if type_ == "Country" else type_), normal(text)


def _armed_alike(want: set[Form], forms: set[Form]) -> tuple[set[Form], int, int]:
    """The forms found with the gold's type for armed bodies; how many had it already, of how many found."""
    have, right, of = set(forms), 0, 0
    for type_, text in sorted(want):
        same = {(other, text) for other in _ARMED} & have
        if type_ in _ARMED and same:
            right, of = right + ((type_, text) in have), of + 1
            have = have - same | {(type_, text)}
    return have, right, of


def _measure(type_: str, want: set[Form], have: set[Form]) -> Measure:
    wanted = {form for form in want if form[0] == type_}
    given = {form for form in have if form[0] == type_}
    hits = len(wanted & given)
    return Measure(hits, len(wanted), hits, len(given))
