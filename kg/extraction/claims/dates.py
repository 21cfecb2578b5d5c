"""When events happened, as the words of their clause tell it."""

from collections.abc import Iterator

from kg.extraction.grammar import clause
from kg.extraction.report import Draft, Report
from kg.extraction.times import TimeExpression, TimeSort
from kg.model import ClaimKind, Term

__all__ = ["VERSION", "dates"]

VERSION = "1.0"


def dates(report: Report) -> Iterator[Draft]:
    """A claim for each time that dates an event of its own clause; times that only frame others give none."""
    for time in report.times:
        event = _dated(report, time)
        if event is not None:
            index, term = event
            yield Draft(
                kind=ClaimKind.DATE,
                trigger=index,
                first=time.first,
                last=time.last,
                subject=term,
                object=Term(text=time.value),
                when=time.value,
            )


def _dated(report: Report, time: TimeExpression) -> tuple[int, Term] | None:
    """The event that a time dates: the one its phrase hangs on, else the nearest told in its clause."""
    annotation = report.annotation
    inside = [i for i in range(time.first, time.last + 1) if report.event_at(i) is not None]
    top = next(
        (t for t in report.tokens[time.first : time.last + 1] if not time.first <= t.head <= time.last), None
    )
    if top is None:
        return None
    governor = annotation.tokens[top.head]
    verb = clause(annotation, governor)
    near = [t.index for t in annotation.subtree(verb) if report.event_at(t.index) is not None]
    around = [governor.index, verb.index]
    told = (
        [i for i in around if report.event_at(i) is not None]
        or sorted(near, key=lambda i: abs(i - time.first))
        or inside
    )
    if not told:
        sentence = annotation.sentence_of(governor)
        told = [t.index for t in sentence if report.event_at(t.index) is not None]
    if not told or (time.sort is TimeSort.BACKGROUND and told[0] not in around):
        return None
    event = report.event_at(told[0])
    return None if event is None else (told[0], report.event_term(event))
