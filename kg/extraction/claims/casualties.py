"""Counts of people and what befell them: killed, wounded, missing, captured, sentenced."""

from collections.abc import Iterator

from kg.extraction.counts import Count
from kg.extraction.events import Happening, agree
from kg.extraction.grammar import clause, is_passive, subjects
from kg.extraction.report import Draft, Report
from kg.extraction.speech import speaker_at
from kg.model import ClaimKind, EntityType, Polarity, Term
from kg.schema import entries

__all__ = ["VERSION", "casualties"]

VERSION = "1.2"

_AFTER = 2
"""A time so close behind a bare number is the number's own: "61 in 1986"."""
_BETWEEN = 8
"""Between "1983, when" and the word of the outcome stand at most so many words."""


def casualties(report: Report) -> Iterator[Draft]:
    """A claim for each count; its subject is the event, its object the outcome or the person it befell."""
    for count in report.counts:
        if count.kind is ClaimKind.DISPLACEMENT:  # those who tell displacement tell its numbers too
            continue
        own = _own_time(report, count)
        event = report.event_of(count.trigger)
        if event is not None and own is not None and not agree(own, event.when):
            event = None
        outcome = _fate(report, count)
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
            when=own if own is not None else report.when(count.trigger, event),
            where=report.where(event, count.trigger) if own is None or event is not None else None,
            speaker=_counter(report, count),
            polarity=count.polarity if count.polarity is not Polarity.ASSERTED else None,
        )


def _fate(report: Report, count: Count) -> str:
    """What befell them, in words: children who lost one parent and those who lost both are two questions."""
    outcome = count.quantity.outcome or count.kind.value
    words = {token.text.casefold() for token in report.tokens[count.first : count.last + 1]}
    if outcome != "orphaned" or not words & {"one", "both"}:
        return outcome
    return "orphaned of both parents" if "both" in words else "orphaned of one parent"


def _counter(report: Report, count: Count) -> Term | None:
    """Who is told to have counted, where nobody is told to say it: "the prosecutor counted 46 dead"."""
    if speaker_at(report.acts, count.trigger):
        return None
    counted = report.tokens[count.numeral[0] if count.numeral is not None else count.victim]
    verb = clause(report.annotation, counted)
    if verb.lemma not in entries("counting") or is_passive(report.annotation, verb):
        return None
    counters = subjects(report.annotation, verb)
    return report.term(counters[0].index) if counters else None


def _own_time(report: Report, count: Count) -> str | None:
    """The time that goes with this figure alone: "61 in 1986"; "the worst since 1983, when 58 died"."""
    if count.numeral is None:
        return None
    bare = count.victim <= count.numeral[1]
    for time in report.times:
        if bare and count.numeral[1] < time.first <= count.numeral[1] + _AFTER and count.last <= time.last:
            return time.value
        following = [t.text.casefold() for t in report.tokens[time.last + 1 : time.last + 3]]
        when = following[:1] in (["when"], ["in"]) or following == [",", "when"]
        when = when and (following[0] != "in" or following[1:] == ["which"])
        start = min(count.trigger, count.numeral[0])
        if when and time.last < start <= time.last + _BETWEEN:
            same = report.tokens[time.last].sentence == report.tokens[count.trigger].sentence
            return time.value.removesuffix("/..") if same else None  # "since 1983, when" tells of 1983
    return None


def _event(report: Report, trigger: int, event: Happening | None) -> Term:
    """The event that the outcome belongs to, or the outcome's own word where no event is told."""
    return report.event_term(event) if event is not None else Term(text=report.words(trigger, trigger))
