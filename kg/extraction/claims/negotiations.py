"""Talks, agreements and ceasefires, with who was party to them."""

from collections.abc import Iterator

from kg.extraction.grammar import children, clause, obliques, phrase, subjects
from kg.extraction.report import Draft, Report
from kg.model import ClaimKind, EntityType, Term

__all__ = ["VERSION", "negotiations"]

VERSION = "1.0"

_ACTS = {"negotiation", "agreement", "ceasefire"}
_PARTIES = (EntityType.COUNTRY, EntityType.ORGANIZATION, EntityType.UNIT, EntityType.GROUP, EntityType.PERSON)


def negotiations(report: Report) -> Iterator[Draft]:
    """A claim for each party of a negotiation or agreement, or one without party where none is told."""
    for happening in report.happenings:
        if happening.act not in _ACTS:
            continue
        term = report.event_term(happening)
        for index in sorted(happening.tokens):
            token = report.tokens[index]
            verb = clause(report.annotation, token)
            told = subjects(report.annotation, verb) if verb.tag == "VERB" and token.relation == "obj" else []
            told += obliques(report.annotation, token, "between", "with")
            parties = [p for p in told if report.type_of(report.term(p.index)) in _PARTIES]
            first, last = phrase(report.annotation, token)
            when = report.when(index, happening)
            spans = [(first, last), *(phrase(report.annotation, p) for p in parties)]
            targets = [report.term(p.index) for p in parties]
            if not parties and children(report.annotation, token, "amod", "compound", "nmod"):
                targets = [Term(text=when or report.words(first, last))]
            for target in targets:
                yield Draft(
                    kind=ClaimKind.NEGOTIATION,
                    trigger=index,
                    first=min(s[0] for s in spans),
                    last=max(s[1] for s in spans),
                    subject=term,
                    object=target,
                    when=when,
                )
