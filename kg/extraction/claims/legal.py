"""The course of law: charged, tried, sentenced, acquitted, investigated, banned, demanded of or by a body."""

from collections.abc import Iterator

from kg.extraction.grammar import children, is_passive, negated, objects, phrase, subjects
from kg.extraction.report import Draft, Report
from kg.language import Token
from kg.model import ClaimKind, EntityType, Term

__all__ = ["VERSION", "legal"]

VERSION = "1.0"

_STEPS = {
    "acquit": "acquitted",
    "arraign": "arraigned",
    "ban": "banned",
    "convict": "convicted",
    "exonerate": "exonerated",
    "extradite": "extradited",
    "indict": "indicted",
    "investigate": "investigated",
    "outlaw": "outlawed",
    "pardon": "pardoned",
    "prosecute": "prosecuted",
    "sentence": "sentenced",
    "sue": "sued",
}
_PLEAS = {"plead"}
_PARTIES = (EntityType.PERSON, EntityType.ORGANIZATION, EntityType.UNIT, EntityType.GROUP, EntityType.COUNTRY)


def legal(report: Report) -> Iterator[Draft]:
    """A claim for each step at law with whom it concerns."""
    for verb in report.tokens:
        if verb.tag != "VERB":
            continue
        if verb.lemma == "implement":
            yield from _resolution(report, verb)
        elif negated(report.annotation, verb):
            continue
        elif verb.lemma in _STEPS and not _is_wished(report, verb):
            yield from _step(report, verb)
        elif verb.lemma in _PLEAS:
            yield from _plea(report, verb)


def _is_wished(report: Report, verb: Token) -> bool:
    modal = {c.lemma for c in children(report.annotation, verb, "aux")}
    infinitive = any(c.text == "to" for c in children(report.annotation, verb, "mark"))
    return infinitive or bool(modal & {"will", "would", "should", "could", "may", "might", "must"})


def _step(report: Report, verb: Token) -> Iterator[Draft]:
    """ "Novak was convicted of murder", "the court sentenced Novak to three years"."""
    for party in objects(report.annotation, verb):
        term = report.term(party.index)
        if report.type_of(term) not in _PARTIES:
            continue
        outcome = Term(text=_STEPS[verb.lemma])
        yield _draft(report, verb, party, term, outcome)
        for court in [] if is_passive(report.annotation, verb) else subjects(report.annotation, verb)[:1]:
            judge = report.term(court.index)
            if report.type_of(judge) is EntityType.ORGANIZATION:
                yield _draft(report, verb, party, judge, outcome)


def _draft(report: Report, verb: Token, party: Token, subject: Term, outcome: Term) -> Draft:
    spans = [phrase(report.annotation, party), (verb.index, verb.index)]
    spans += [
        phrase(report.annotation, t)
        for t in children(report.annotation, verb, "obl", "nsubj")
        if t.tag != "PRON"
    ]
    event = report.event_at(verb.index)
    return Draft(
        kind=ClaimKind.LEGAL,
        trigger=verb.index,
        first=min(first for first, _ in spans),
        last=max(last for _, last in spans),
        subject=subject,
        object=outcome,
        when=report.when(verb.index, event),
    )


def _plea(report: Report, verb: Token) -> Iterator[Draft]:
    first, last = phrase(report.annotation, verb, without=("punct", "nsubj", "advcl", "parataxis"))
    for party in subjects(report.annotation, verb):
        yield Draft(
            kind=ClaimKind.LEGAL,
            trigger=verb.index,
            first=min(first, party.index),
            last=last,
            subject=report.term(party.index),
            object=Term(text=report.words(first, last)),
        )


def _resolution(report: Report, verb: Token) -> Iterator[Draft]:
    """ "Rovia has not implemented four Security Council resolutions"."""
    for act in objects(report.annotation, verb):
        if act.lemma not in ("resolution", "ruling", "verdict", "judgment", "judgement", "order"):
            continue
        inner = [
            report.reference(t.index)
            for t in children(report.annotation, act, "compound", "nmod", "nmod:poss", "amod")
        ]
        body = next((r for r in inner if r is not None and r.type is EntityType.ORGANIZATION), None)
        first, last = phrase(report.annotation, act)
        for party in subjects(report.annotation, verb):
            yield Draft(
                kind=ClaimKind.LEGAL,
                trigger=verb.index,
                first=min(first, party.index),
                last=last,
                subject=report.term(party.index),
                object=report.named(body) if body is not None else Term(text=report.words(first, last)),
            )
