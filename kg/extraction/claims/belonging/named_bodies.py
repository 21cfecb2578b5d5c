"""Named bodies by where they begin and end, and the claim that ties one to another."""

from kg.extraction.grammar import children, phrase
from kg.extraction.references import Reference
from kg.extraction.report import Draft, Report
from kg.language import Token
from kg.model import ClaimKind, EntityType, Polarity, Term

__all__ = ["BODIES", "OWNERS", "body_from", "body_to", "described", "named_after", "tie"]

BODIES = (EntityType.ORGANIZATION, EntityType.UNIT)
OWNERS = (*BODIES, EntityType.COUNTRY, EntityType.GROUP)
_SKIPPED = {"the", "a", "an", "former", "local", "so", "-", "called", '"', "“"}


def tie(
    trigger: int, subject: Term, target: Term, first: int, last: int, polarity: Polarity | None = None
) -> Draft:
    """A claim that `subject` belongs to `target`, told at `trigger` in tokens `first`..`last`."""
    return Draft(
        kind=ClaimKind.AFFILIATION,
        trigger=trigger,
        first=first,
        last=last,
        subject=subject,
        object=target,
        polarity=polarity,
    )


def body_from(report: Report, index: int) -> Reference | None:
    """The longest named body that begins at a token."""
    found = [r for r in report.references if r.first == index and r.type in BODIES and not r.nominal]
    return max(found, key=lambda reference: reference.last, default=None)


def body_to(report: Report, index: int) -> Reference | None:
    """The longest named body that ends at a token."""
    found = [r for r in report.references if r.last == index and r.type in BODIES and not r.nominal]
    return min(found, key=lambda reference: reference.first, default=None)


def described(report: Report, noun: Token) -> Reference | None:
    """The name that a description only adds to: "the Front, a group linked to X", "the Front is a group"."""
    if noun.relation == "appos" and noun.text.casefold() == noun.lemma:
        first, _ = phrase(report.annotation, noun)
        mark = next(
            (i for i in (first - 1, first - 2) if i > 0 and report.tokens[i].text in (",", "(", "–")), None
        )
        beside = body_to(report, mark - 1) if mark is not None else None
        if beside is not None:
            return beside
    named = [report.tokens[noun.head]] if noun.relation == "appos" else []
    named += children(report.annotation, noun, "nsubj") if children(report.annotation, noun, "cop") else []
    found = [report.reference(name.index) for name in named]
    return next((r for r in found if r is not None and r.type in (EntityType.PERSON, *BODIES)), None)


def named_after(report: Report, index: int, *marks: str) -> list[Reference]:
    """The named bodies of "of the X and the Y" that begins at a token with one of `marks`."""
    tokens, found, row = report.tokens, list[Reference](), False
    if index >= len(tokens) or tokens[index].text not in marks:
        return []
    index += 1
    while index < len(tokens):
        while index < len(tokens) and tokens[index].text.casefold() in _SKIPPED:
            index += 1
        body = body_from(report, index)
        if body is None:
            break
        found.append(body)
        index = body.last + 1
        row = row or (index < len(tokens) and tokens[index].text == "and")
        if index >= len(tokens) or tokens[index].text not in (",", "and"):
            break
        index += 1
    return found if row else found[:1]
