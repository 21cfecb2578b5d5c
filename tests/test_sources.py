"""The documents that the project ships: readable, our own words, and disagreeing where we say they do."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.model import Document
from kg.reading import read, walk

ROOT = Path(__file__).resolve().parents[1]
SEEDS = ROOT.parent / "shared" / "seeds"
RUN = 9  # words in a row that two texts of different origin hardly share by chance
FORMATS = {".docx", ".html", ".jsonl", ".pdf", ".txt"}


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())


def runs(text: str) -> Iterator[tuple[str, ...]]:
    found = words(text)
    return (tuple(found[i : i + RUN]) for i in range(len(found) - RUN + 1))


def paragraphs(document: Document) -> list[str]:
    return [p.strip() for p in re.split(r"\n\s*\n", document.text) if p.strip()]


@pytest.fixture(scope="module")
def documents() -> dict[str, Document]:
    found = [document for path in walk([ROOT / "sources"]) for document in read(path)]
    return {document.name: document for document in found}


def test_formats(documents: dict[str, Document]) -> None:
    assert {Path(document.path).suffix for document in documents.values()} == FORMATS


def test_documents_say_who_published_them_and_when(documents: dict[str, Document]) -> None:
    silent = [
        name
        for name, d in documents.items()
        if not (d.metadata.publisher or d.metadata.agency) or not d.metadata.date
    ]
    assert silent == []


def test_lengths(documents: dict[str, Document]) -> None:
    counts = {name: len(words(document.text)) for name, document in documents.items()}
    assert {name: count for name, count in counts.items() if not 100 <= count <= 400} == {}


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the texts to compare with are not here")
def test_no_sentence_is_taken_from_elsewhere(documents: dict[str, Document]) -> None:
    theirs = {run for path in SEEDS.glob("*.txt") for run in runs(path.read_text("utf-8"))}
    assert theirs
    copied = {name: set(runs(document.text)) & theirs for name, document in documents.items()}
    assert {name: found for name, found in copied.items() if found} == {}


def test_two_reports_share_two_paragraphs(documents: dict[str, Document]) -> None:
    first = paragraphs(documents["khojaly-2020-community"])
    second = paragraphs(documents["khojaly-2020-recognition"])
    shared = [paragraph for paragraph in first if paragraph in second]
    assert len(shared) == 2
    assert all(len(words(paragraph)) > RUN for paragraph in shared)


def test_nobody_is_quoted(documents: dict[str, Document]) -> None:
    quoted = {
        name: [q for q in re.findall(r"[\"“]([^\"“”]*)[\"”]", document.text) if len(words(q)) > 4]
        for name, document in documents.items()
    }
    assert {name: found for name, found in quoted.items() if found} == {}


def test_every_file_is_described() -> None:
    described = set(
        re.findall(r"^\| `([^`]+)`", (ROOT / "docs" / "sources.md").read_text("utf-8"), re.MULTILINE)
    )
    assert described == {path.name for path in walk([ROOT / "sources"])}
