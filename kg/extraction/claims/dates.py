"""When events happened, as the words of their clause tell it."""

from collections.abc import Iterator

from kg.extraction.report import Draft, Report
from kg.model import ClaimKind, Term

__all__ = ["VERSION", "dates"]

VERSION = "1.1"


def dates(report: Report) -> Iterator[Draft]:
    """A claim for each time that dates an event, once a time; times that only frame others give none."""
    for happening in report.happenings:
        seen = set()
        for index, time in happening.dated:
            if time.first not in seen:
                seen.add(time.first)
                yield Draft(
                    kind=ClaimKind.DATE,
                    trigger=index,
                    first=time.first,
                    last=time.last,
                    subject=report.event_term(happening),
                    object=Term(text=time.value),
                    when=time.value,
                )
