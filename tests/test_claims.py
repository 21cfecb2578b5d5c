"""Cases as data: a text, the claims it must give and those it must not. One file a kind in data/claims."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from kg.extraction import load
from kg.model import Claim, Document, Extraction, Metadata, Term

CASES = [
    pytest.param(case, id=f"{path.stem}-{number}")
    for path in sorted((Path(__file__).parent / "data" / "claims").glob("*.toml"))
    for number, case in enumerate(tomllib.loads(path.read_text(encoding="utf-8"))["case"])
]


@pytest.fixture(scope="module")
def extract() -> Any:
    return load()


def _document(case: dict[str, Any]) -> Document:
    metadata = Metadata(date=case.get("date"), publisher=case.get("publisher"), agency=case.get("agency"))
    return Document(
        id="0" * 16,
        name="case",
        path="case.txt",
        text=case["text"],
        sha256="",
        media_type="text/plain",
        metadata=metadata,
    )


def _words(extraction: Extraction, term: Term | None) -> str:
    """An entity's label (for events: the words of the passage), or the words of a value."""
    if term is None:
        return "-"
    labels = {entity.id: entity.label for entity in extraction.entities if entity.type != "Event"}
    return labels.get(term.entity or "", term.text)


def _shown(extraction: Extraction, claim: Claim) -> dict[str, object]:
    quantity = claim.quantity
    return {
        "kind": claim.kind.value,
        "subject": _words(extraction, claim.subject),
        "object": _words(extraction, claim.object),
        "speaker": _words(extraction, claim.speaker),
        "polarity": claim.polarity.value,
        "when": claim.when or "-",
        "low": None if quantity is None else quantity.low,
        "category": None if quantity is None else quantity.category,
        "outcome": None if quantity is None else quantity.outcome,
        "quote": claim.quote,
    }


@pytest.mark.parametrize("case", CASES)
def test_claims_of_a_text(case: dict[str, Any], extract: Any) -> None:
    extraction = extract(_document(case))
    shown = [_shown(extraction, claim) for claim in extraction.claims]
    for wanted in case.get("claims", []):
        assert any(wanted.items() <= claim.items() for claim in shown), (wanted, shown)
    for barred in case.get("none", []):
        assert not [claim for claim in shown if barred.items() <= claim.items()], barred
    for claim in extraction.claims:
        assert claim.span.of(case["text"]) == claim.quote
