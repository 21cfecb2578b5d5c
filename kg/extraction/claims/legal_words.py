"""The words of a step at law: the verb with what completes it, and how many or how long."""

from collections.abc import Sequence

from kg.extraction.counts import numerals
from kg.extraction.grammar import case_of, children, conjuncts, phrase
from kg.extraction.report import Report
from kg.language import Token
from kg.model import Quantity, Term

__all__ = ["counted_by", "extent", "noun_words", "step_span", "step_words", "term_served"]

_TIMES = (
    "year",
    "month",
    "day",
    "week",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)
_COMPLEMENTS = (
    "of",
    "with",
    "to",
    "for",
    "on",
    "as",
    "in",
    "over",
    "under",
    "against",
    "into",
    "at",
    "from",
    "about",
)


def step_words(
    report: Report, verb: Token, *, without: Token | None = None, beside: Sequence[Token] = ()
) -> Term:
    """The verb with what completes it: "sentenced to three years in prison"; the time is told elsewhere.

    The words of `without` right behind the verb are left out, those of `beside` added.
    """
    first, last = step_span(report, verb)
    words = [report.words(first, first)]
    start = first + 1
    if without is not None and first < without.index <= last:
        start = max(extent(report, each)[1] for each in conjuncts(report.annotation, without)) + 1
    words += [report.words(*extent(report, token)) for token in beside]
    if start <= last:
        words.append(report.words(start, last))
    return Term(text=" ".join(words))


def step_span(report: Report, verb: Token) -> tuple[int, int]:
    annotation = report.annotation
    last = verb.index
    for child in children(
        annotation, verb, "obj", "obl", "xcomp", "advcl", "compound:prt", "advmod", "obl:unmarked"
    ):
        if child.index < verb.index or (child.relation == "obl" and _is_time(report, child)):
            continue
        if child.relation == "advmod" and child.index != verb.index + 1:
            continue
        if child.relation in ("obl", "advcl") and _mark(report, child) not in _COMPLEMENTS:
            continue
        start, end = extent(report, child)
        between = annotation.tokens[last + 1 : start]
        if any(t.text in (",", ";", ":") for t in between):
            break
        last = max(last, end)
    return verb.index, last


def extent(report: Report, token: Token) -> tuple[int, int]:
    return phrase(
        report.annotation,
        token,
        without=("punct", "parataxis", "acl:relcl", "conj", "cc", "appos", "advcl:relcl"),
    )


def _mark(report: Report, token: Token) -> str:
    marks = children(report.annotation, token, "mark")
    return case_of(report.annotation, token) or (marks[0].text.casefold() if marks else "")


def _is_time(report: Report, token: Token) -> bool:
    case = case_of(report.annotation, token)
    at = any(t.first <= token.index <= t.last for t in report.times)
    return (at and case in ("in", "on", "at", "from", "for", "under")) or (
        token.lemma.casefold() in _TIMES and case == "on"
    )


def counted_by(report: Report, noun: Token) -> Quantity | None:
    """How many: "questioned 94 people", "four resolutions"."""
    numbers = {n.first: n for n in numerals(report.annotation)} | {
        n.last: n for n in numerals(report.annotation)
    }
    found = next(
        (numbers[c.index] for c in children(report.annotation, noun, "nummod") if c.index in numbers), None
    )
    if found is None:
        return None
    return Quantity(
        low=found.low,
        high=found.high,
        qualifier=found.qualifier,
        category=noun.text.casefold(),
        outcome=None,
        surface=found.surface,
    )


def term_served(report: Report, verb: Token) -> Quantity | None:
    """The length of a sentence: "to three years in prison"."""
    first, last = step_span(report, verb)
    terms = [t for t in report.tokens[first : last + 1] if t.lemma in ("year", "month")]
    return next((q for t in terms if (q := counted_by(report, t)) is not None), None)


def noun_words(report: Report, noun: Token) -> str:
    first, last = phrase(report.annotation, noun)
    return report.words(report.without_article(first, last), last)
