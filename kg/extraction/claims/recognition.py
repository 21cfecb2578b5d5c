"""Formal recognition: who recognised what, as what."""

from collections.abc import Iterator

from kg.extraction.counts import Numeral, numerals
from kg.extraction.grammar import (
    agents,
    case_of,
    children,
    conjuncts,
    is_passive,
    negated,
    objects,
    obliques,
    phrase,
)
from kg.extraction.report import Draft, Report
from kg.language import Token
from kg.model import ClaimKind, EntityType, Polarity, Quantity

__all__ = ["VERSION", "recognition"]

VERSION = "1.0"

_RECOGNISING = {"recognize", "recognise", "acknowledge"}
_BODIES = (EntityType.ORGANIZATION, EntityType.COUNTRY, EntityType.UNIT)
_NOUNS = {
    "country",
    "state",
    "parliament",
    "government",
    "legislature",
    "senate",
    "congress",
    "committee",
    "assembly",
    "council",
    "nation",
    "court",
}


def recognition(report: Report) -> Iterator[Draft]:
    """A claim for each body that is told to have recognised an event, a state or a status."""
    for verb in report.tokens:
        if verb.tag == "VERB" and verb.lemma in _RECOGNISING and _is_done(report, verb):
            yield from _recognised(report, verb)


def _is_done(report: Report, verb: Token) -> bool:
    annotation = report.annotation
    unreal = {c.lemma for c in children(annotation, verb, "aux")} & {
        "will",
        "would",
        "should",
        "could",
        "may",
        "might",
        "must",
    }
    infinitive = any(c.text == "to" for c in children(annotation, verb, "mark"))
    says = bool(children(annotation, verb, "ccomp"))  # "acknowledged that": speech, not recognition
    return not (unreal or infinitive or says)


def _recognised(report: Report, verb: Token) -> Iterator[Draft]:
    counted = {n.last: n for n in numerals(report.annotation)} | {
        n.first: n for n in numerals(report.annotation)
    }
    statuses = _statuses(report, verb)
    by = agents(report.annotation, verb)
    if not by and is_passive(report.annotation, verb):  # "as genocide by the parliament": hung on the status
        by = [t for status in statuses for t in obliques(report.annotation, status, "by")]
    for target in objects(report.annotation, verb)[:1]:
        if verb.lemma == "acknowledge" and not _is_recognisable(report, target, statuses):
            continue
        for agent in by:
            subject = report.term(agent.index)
            if report.type_of(subject) not in _BODIES and agent.lemma not in _NOUNS:
                continue
            numbers = [c for c in children(report.annotation, agent, "nummod") if c.index in counted]
            spans = [phrase(report.annotation, t) for t in (agent, target, *statuses)]
            event = report.event_at(target.index)
            yield Draft(
                kind=ClaimKind.RECOGNITION,
                trigger=verb.index,
                first=min(verb.index, *(first for first, _ in spans)),
                last=max(verb.index, *(last for _, last in spans)),
                subject=subject,
                object=report.event_term(event) if event is not None else report.term(target.index),
                quantity=_quantity(counted[numbers[0].index], agent) if numbers else None,
                when=report.when(verb.index),
                polarity=Polarity.DENIED if negated(report.annotation, verb) else None,
            )


def _is_recognisable(report: Report, target: Token, statuses: list[Token]) -> bool:
    """Whether to acknowledge it is to recognise it: an event, a state, or something "as" something."""
    kinds = (EntityType.EVENT, EntityType.COUNTRY, EntityType.PLACE)
    return bool(statuses) or report.type_of(report.term(target.index)) in kinds


def _statuses(report: Report, verb: Token) -> list[Token]:
    """What it was recognised "as"."""
    words = children(report.annotation, verb, "obl", "xcomp", "advcl")
    return [
        each
        for w in words
        if case_of(report.annotation, w) == "as"
        for each in conjuncts(report.annotation, w)
    ]


def _quantity(number: Numeral, noun: Token) -> Quantity:
    return Quantity(
        low=number.low,
        high=number.high,
        qualifier=number.qualifier,
        category=noun.text.casefold(),
        outcome=None,
        surface=number.surface,
    )
