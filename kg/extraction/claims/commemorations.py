"""Who keeps the memory of what: anniversaries, ceremonies, monuments."""

import re
from collections.abc import Iterator

from kg.extraction.events import VIOLENT, Happening
from kg.extraction.grammar import agents, children, head, objects, obliques, phrase
from kg.extraction.report import Draft, Report
from kg.language import Token
from kg.model import ClaimKind, Quantity, Term

__all__ = ["VERSION", "commemorations"]

VERSION = "1.0"

_VERBS = {"commemorate", "mark", "remember", "mourn", "honour", "honor", "observe"}
_KEPT = {"anniversary", "memory", "victim", "ceremony", "commemoration", "memorial", "monument"}
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")


def commemorations(report: Report) -> Iterator[Draft]:
    """A claim for each act of remembrance with the event remembered and, of an anniversary, its number."""
    for token in report.tokens:
        if token.tag == "VERB" and token.lemma in _VERBS:
            yield from _kept(report, token)
        elif token.tag in ("NOUN", "PROPN") and token.lemma.casefold() in (
            "anniversary",
            "ceremony",
            "monument",
            "memorial",
        ):
            yield from _noun(report, token)


def _kept(report: Report, verb: Token) -> Iterator[Draft]:
    for kept in objects(report.annotation, verb):
        event = _remembered(report, kept)
        if event is None or (kept.lemma not in _KEPT and verb.lemma in ("mark", "observe")):
            continue
        who = agents(report.annotation, verb)
        subject = report.term(who[0].index) if who else Term(text=verb.text)
        spans = [phrase(report.annotation, t) for t in (*who[:1], kept)]
        yield _draft(
            report, verb.index, subject, event, kept, (min(s[0] for s in spans), max(s[1] for s in spans))
        )


def _noun(report: Report, noun: Token) -> Iterator[Draft]:
    """A ceremony or monument of its own; an anniversary that a verb keeps was told there."""
    governor = head(report.annotation, noun)
    if governor is not None and governor.lemma in _VERBS:
        return
    event = _remembered(report, noun)
    if event is not None:
        yield _draft(
            report, noun.index, report.term(noun.index), event, noun, phrase(report.annotation, noun)
        )


def _draft(
    report: Report, trigger: int, subject: Term, event: Happening, kept: Token, span: tuple[int, int]
) -> Draft:
    return Draft(
        kind=ClaimKind.COMMEMORATION,
        trigger=trigger,
        first=min(span[0], trigger),
        last=max(span[1], trigger),
        subject=subject,
        object=report.event_term(event),
        quantity=_years(report, kept),
        when=report.when(trigger),
    )


def _remembered(report: Report, token: Token) -> Happening | None:
    """The violent event that is "of" or "to the victims of" what is kept."""
    stack = [token]
    while stack:
        word = stack.pop()
        told = report.event_at(word.index)
        if told is not None and told.act in VIOLENT:
            return told
        stack += obliques(report.annotation, word, "of", "to", "for")
    return None


def _years(report: Report, token: Token) -> Quantity | None:
    """The number of an anniversary."""
    for child in children(report.annotation, token, "amod", "nummod", "compound"):
        match = _ORDINAL.fullmatch(child.text)
        if match and token.lemma == "anniversary":
            number = float(match[1])
            return Quantity(
                low=number,
                high=number,
                qualifier="exact",
                category="anniversary",
                outcome=None,
                surface=child.text,
            )
    return None
