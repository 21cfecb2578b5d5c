"""From one document to its mentions and claims."""

import sys
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

from kg.extraction.assembly import assembled, entities, is_index, mentions
from kg.extraction.claims import EXTRACTORS, Extractor
from kg.extraction.report import report
from kg.language import ANNOTATORS, Annotator
from kg.model import Claim, ClaimKind, Document, Extraction
from kg.model.identifiers import claim_id, digest
from kg.schema import ontology_folder

__all__ = ["extract", "fingerprint", "load"]


def load(annotator: str = "encoder") -> Callable[[Document], Extraction]:
    """A function that extracts from one document; loading the annotator is the slow part, once."""
    annotate: Annotator = ANNOTATORS.load(annotator)()

    def extracted(document: Document) -> Extraction:
        return extract(document, annotate)

    return extracted


def extract(document: Document, annotate: Annotator) -> Extraction:
    """Everything the extractors find in one document, in an order that depends on the text alone."""
    seen = report(document, annotate(document.text))
    claims: dict[str, Claim] = {}
    for label, extractor in _extractors():
        for draft in extractor(seen):
            if not is_index(seen, draft):
                claim = assembled(seen, draft, label)
                claims.setdefault(claim_id(claim), claim)
    ordered = sorted(_particular(claims.values()), key=lambda c: (c.span, c.kind.value, claim_id(c)))
    return Extraction(
        document=document,
        entities=entities(seen, ordered),
        mentions=tuple(mentions(seen)),
        claims=tuple(ordered),
    )


@cache
def _extractors() -> tuple[tuple[str, Extractor], ...]:
    """Every extractor with its name and version, by name."""
    loaded = ((name, EXTRACTORS.load(name)) for name in EXTRACTORS.names())
    return tuple((f"{name} {_version(extractor)}", extractor) for name, extractor in loaded)


def _particular(claims: Iterable[Claim]) -> list[Claim]:
    """The claims without those of no particular kind whose words a particular one tells already."""
    found = list(claims)
    told = [claim for claim in found if claim.kind is not ClaimKind.OTHER]
    return [c for c in found if c.kind is not ClaimKind.OTHER or not _is_told(c, told)]


def _is_told(claim: Claim, others: Iterable[Claim]) -> bool:
    same = (other for other in others if other.subject.entity == claim.subject.entity)
    return any(claim.span.overlaps(other.span) for other in same)


def fingerprint(annotator: str = "encoder") -> str:
    """A hash of all that an extraction depends on beside the document: rules, word lists, annotator."""
    rooms = [Path(__file__).parent, Path(str(sys.modules["kg.language"].__file__)).parent]
    rules = [path.read_text(encoding="utf-8") for room in rooms for path in sorted(room.rglob("*.py"))]
    words = [path.read_text(encoding="utf-8") for path in sorted((ontology_folder() / "words").iterdir())]
    return digest(ANNOTATORS.load(annotator).fingerprint(), EXTRACTORS.names(), rules, words)


def _version(extractor: Extractor) -> str:
    return str(getattr(sys.modules[extractor.__module__], "VERSION", "0"))
