"""People driven out, fleeing, resettled, who are not counted: groups and where they left or went."""

from collections.abc import Iterator

from kg.extraction.grammar import children, is_passive, negated, objects, obliques, phrase, subjects
from kg.extraction.report import Draft, Report
from kg.language import Token
from kg.model import ClaimKind, EntityType, Term

__all__ = ["VERSION", "displacements"]

VERSION = "1.0"

_DRIVING = {
    "deport",
    "displace",
    "evict",
    "evacuate",
    "expel",
    "resettle",
    "uproot",
    "relocate",
    "drive",
    "exile",
    "march",
    "house",
    "shelter",
    "transport",
}
_LEAVING = {"flee", "escape", "settle", "resettle"}
_PLACES = (EntityType.PLACE, EntityType.COUNTRY)
_MOVED = (EntityType.GROUP, EntityType.PERSON)
_WAYS = ("from", "to", "into", "in", "towards", "across", "within")


def displacements(report: Report) -> Iterator[Draft]:
    """A claim for each group that is told to have been moved or to have fled, with the place told."""
    counted = {count.victim for count in report.counts if count.kind is ClaimKind.DISPLACEMENT}
    for verb in report.tokens:
        if verb.tag != "VERB" or negated(report.annotation, verb):
            continue
        for moved in _moved(report, verb):
            if moved.index not in counted and report.type_of(report.term(moved.index)) in _MOVED:
                yield from _draft(report, verb, moved)


def _moved(report: Report, verb: Token) -> list[Token]:
    if verb.lemma in _DRIVING and (
        is_passive(report.annotation, verb) or children(report.annotation, verb, "obj")
    ):
        return objects(report.annotation, verb)
    sheltering = verb.lemma in ("take", "seek", "find") and _has_refuge(report, verb)
    return subjects(report.annotation, verb) if verb.lemma in _LEAVING or sheltering else []


def _has_refuge(report: Report, verb: Token) -> bool:
    return any(o.lemma in ("refuge", "shelter") for o in children(report.annotation, verb, "obj"))


def _draft(report: Report, verb: Token, moved: Token) -> Iterator[Draft]:
    places = [
        w
        for w in obliques(report.annotation, verb, *_WAYS)
        if report.type_of(report.term(w.index)) in _PLACES
    ]
    if verb.lemma in _LEAVING:
        places += [
            o
            for o in children(report.annotation, verb, "obj")
            if report.type_of(report.term(o.index)) in _PLACES
        ]
        if not places:
            return
    first, _ = phrase(report.annotation, moved)
    last = max([verb.index, *(phrase(report.annotation, place)[1] for place in places)])
    yield Draft(
        kind=ClaimKind.DISPLACEMENT,
        trigger=verb.index,
        first=min(first, verb.index),
        last=last,
        subject=report.term(moved.index),
        object=report.term(places[0].index) if places else Term(text=verb.lemma),
        when=report.when(verb.index, report.event_at(verb.index)),
    )
