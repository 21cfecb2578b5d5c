"""What a named person, place or body is told to have done, where no other kind of claim tells it."""

from collections.abc import Iterator

from kg.extraction.grammar import children, conjuncts, is_passive, negated, obliques, phrase
from kg.extraction.report import Draft, Report
from kg.language import Token
from kg.model import ClaimKind, EntityType, Term

__all__ = ["VERSION", "others"]

VERSION = "1.0"

_NAMED = (EntityType.PERSON, EntityType.ORGANIZATION, EntityType.UNIT, EntityType.COUNTRY, EntityType.PLACE)
_LOOSE = (
    "punct",
    "nsubj",
    "nsubj:pass",
    "cc",
    "conj",
    "parataxis",
    "advcl",
    "mark",
    "discourse",
    "aux",
    "aux:pass",
)
_LONGEST = 20  # tokens: a longer predicate is more than one fact
_EMPTY = {"say", "be", "have", "do"}


def others(report: Report) -> Iterator[Draft]:
    """A claim for each clause that ties a named subject to something named, told as a fact."""
    for verb in report.tokens:
        if verb.tag != "VERB" or verb.lemma in _EMPTY or negated(report.annotation, verb):
            continue
        if verb.relation in ("xcomp", "amod", "acl", "advcl") or not _ties(report, verb):
            continue
        for subject in children(report.annotation, verb, "nsubj", "nsubj:pass"):
            for each in conjuncts(report.annotation, subject):
                reference = report.reference(each.index)
                if reference is not None and reference.type in _NAMED:
                    yield from _draft(report, verb, each)


def _ties(report: Report, verb: Token) -> bool:
    """Whether the clause reaches another named entity by its object or its obliques."""
    words = children(report.annotation, verb, "obj") or []
    words += obliques(
        report.annotation, verb, "to", "into", "with", "from", "against", "for", "in", "by", "at"
    )
    named = [report.reference(word.index) for word in words]
    found = any(r is not None and not r.nominal and r.type in _NAMED for r in named)
    return found and (bool(children(report.annotation, verb, "obj")) or is_passive(report.annotation, verb))


def _draft(report: Report, verb: Token, subject: Token) -> Iterator[Draft]:
    first, last = phrase(report.annotation, verb, without=_LOOSE)
    if last - first < _LONGEST:
        yield Draft(
            kind=ClaimKind.OTHER,
            trigger=verb.index,
            first=min(first, phrase(report.annotation, subject)[0]),
            last=last,
            subject=report.term(subject.index),
            object=Term(text=report.words(first, last)),
            when=report.when(verb.index),
        )
