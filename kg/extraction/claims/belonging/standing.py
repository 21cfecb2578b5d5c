"""How a text stands to a tie or an office it tells: denied, or only alleged."""

from kg.extraction.grammar import children, head, negated
from kg.extraction.report import Report
from kg.language import Token
from kg.model import Polarity

__all__ = ["standing"]

_ALLEGING = {"accuse", "suspect", "charge", "allege", "believe"}
_HANGING = ("acl", "advcl", "xcomp", "obl", "ccomp")


def standing(report: Report, predicate: Token) -> Polarity | None:
    """DENIED for "did not belong", "no longer mayor"; REPORTED for "accused of belonging"; else None."""
    annotation = report.annotation
    governor = head(annotation, predicate)
    chosen = predicate.relation == "xcomp" and governor is not None and negated(annotation, governor)
    if negated(annotation, predicate) or chosen or _is_over(report, predicate):
        return Polarity.DENIED
    hanging = predicate.relation in _HANGING and governor is not None
    return Polarity.REPORTED if hanging and governor is not None and governor.lemma in _ALLEGING else None


def _is_over(report: Report, predicate: Token) -> bool:
    """Whether "no longer" stands on the predicate."""
    adverbs = children(report.annotation, predicate, "advmod")
    return any(a.lemma in ("longer", "long") and _after_no(report, a) for a in adverbs)


def _after_no(report: Report, adverb: Token) -> bool:
    """Whether the adverb is that of "no longer"."""
    before = report.tokens[adverb.index - 1] if adverb.index else None
    return before is not None and before.text.casefold() in ("no", "any")
