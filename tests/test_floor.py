"""The quality of extraction on annotated documents that lie beside the checkout, as pinned floors."""

import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from kg.evaluation import Result, read_gold, score
from kg.export.records import claim_record, mention_record
from kg.extraction import load
from kg.model import Document, Extraction
from kg.reading import read

SHARED = Path(__file__).resolve().parents[2] / "shared"
FLOORS = tomllib.loads((Path(__file__).parent / "data" / "floors.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def extract() -> Callable[[Document], Extraction]:
    return load()


def _result(floor: Mapping[str, Any], extract: Callable[[Document], Extraction]) -> Result:
    documents = [read(path)[0] for path in sorted((SHARED / floor["texts"]).glob("*.txt"))]
    texts = {document.name: document.text for document in documents}
    extractions = [extract(document) for document in documents]
    claims = [
        claim_record(claim, each.document, {entity.id: entity for entity in each.entities})
        for each in extractions
        for claim in each.claims
    ]
    mentions = [
        mention_record(m, each.document) for each in extractions for m in each.mentions if not m.nominal
    ]
    return score(read_gold(SHARED / floor["folder"], texts.get), claims, mentions)


@pytest.mark.parametrize("name", FLOORS)
def test_extraction_keeps_its_floor(name: str, extract: Callable[[Document], Extraction]) -> None:
    floor = FLOORS[name]
    if not (SHARED / floor["folder"]).is_dir():
        pytest.skip(f"no annotated documents at {SHARED / floor['folder']}")
    result = _result(floor, extract)
    reached = {
        "closed_f1": result.closed.f1,
        "closed_precision": result.closed.precision,
        "named_f1": result.entities["named"].f1,
        "casualty_f1": result.families["casualty"].f1,
        "speaker": result.facets["speaker"],
    }
    below = {key: (value, floor[key]) for key, value in reached.items() if value < floor[key]}
    assert not below, f"reached and floor: {below}"
    assert result.ungrounded == 0
