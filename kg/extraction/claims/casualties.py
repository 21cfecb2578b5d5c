"""Counts of people and what befell them: killed, wounded, missing, captured, sentenced."""

from collections.abc import Iterator

from kg.extraction.events import Happening
from kg.extraction.report import Draft, Report
from kg.model import ClaimKind, EntityType, Polarity, Term

__all__ = ["VERSION", "casualties"]

VERSION = "1.1"


def casualties(report: Report) -> Iterator[Draft]:
    """A claim for each count; its subject is the event, its object the outcome or the person it befell."""
    for count in report.counts:
        if count.kind is ClaimKind.DISPLACEMENT:  # those who tell displacement tell its numbers too
            continue
        event = report.event_of(count.trigger)
        outcome = count.quantity.outcome or count.kind.value
        victim = report.reference(count.victim)
        named = victim is not None and victim.type is EntityType.PERSON and count.numeral is None
        yield Draft(
            kind=count.kind,
            trigger=count.trigger,
            first=count.first,
            last=count.last,
            subject=_event(report, count.trigger, event),
            object=report.named(victim) if named and victim is not None else Term(text=outcome),
            quantity=count.quantity,
            when=report.when(count.trigger, event),
            where=report.where(event, count.trigger),
            polarity=count.polarity if count.polarity is not Polarity.ASSERTED else None,
        )


def _event(report: Report, trigger: int, event: Happening | None) -> Term:
    """The event that the outcome belongs to, or the outcome's own word where no event is told."""
    return report.event_term(event) if event is not None else Term(text=report.words(trigger, trigger))
