"""What somebody is said to have said, and what somebody denies."""

from collections.abc import Iterator

from kg.extraction.report import Draft, Report
from kg.extraction.speech import SpeechAct
from kg.model import ClaimKind, Term

__all__ = ["VERSION", "statements"]

VERSION = "1.0"


def statements(report: Report) -> Iterator[Draft]:
    """A claim for each act of speech whose speaker the text names: a denial, or a statement."""
    for act in report.acts:
        speaker = report.voice(act)
        if speaker is not None and not act.agency:
            yield _draft(report, act, speaker)


def _draft(report: Report, act: SpeechAct, speaker: Term) -> Draft:
    first, last = act.contents[0][0], act.contents[-1][1]
    return Draft(
        kind=ClaimKind.DENIAL if act.stance == "denies" else ClaimKind.STATEMENT,
        trigger=act.cue,
        first=act.quote[0],
        last=act.quote[1],
        subject=speaker,
        object=Term(text=report.words(first, last)),
        speaker=speaker,
    )
