"""The work on one document, as functions that an engine sends to its workers.

Each makes a worker ready, once, and returns what is then called for every item. Documents pass
between workers through files, so the parent never holds a text.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kg.errors import OutputError, ReadingError
from kg.graph import distinct, document_quads
from kg.model import Document, Extraction
from kg.model.codec import from_data, to_data
from kg.model.identifiers import digest
from kg.store.cache import Cache

__all__ = ["Found", "Sheet", "Written", "extractor", "reader", "writer"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A document on its way through a build: `file` holds it as it was read.

    `key` tells all that its extraction depends on, `seconds` what that took if it was done now.
    """

    id: str
    path: str
    key: str
    file: Path
    seconds: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What one file gave: documents, and reasons why some or all of it could not be read."""

    sheets: tuple[Sheet, ...]
    complaints: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One document as build.json tells of it."""

    id: str
    path: str
    sha256: str
    title: str | None
    date: str | None
    publisher: str | None
    author: str | None
    mentions: int
    claims: int
    seconds: float | None


def reader(folder: Path, fingerprint: str) -> Callable[[tuple[int, Path]], Found]:
    """Reads a numbered file into one sheet a document, kept in `folder`."""
    from kg.reading import attempts

    def read(numbered: tuple[int, Path]) -> Found:
        number, path = numbered
        sheets, complaints = [], []
        for part, document in enumerate(attempts(path)):
            if isinstance(document, ReadingError):
                complaints.append(document.reason)
                continue
            file = folder / f"{number}-{part}.json"
            _write(file, _dump(document))
            key = digest(document.id, document.sha256, document.name, to_data(document.metadata), fingerprint)
            sheets.append(Sheet(id=document.id, path=document.path, key=key, file=file))
        return Found(sheets=tuple(sheets), complaints=tuple(complaints))

    return read


def extractor(annotator: str, cache: Cache) -> Callable[[Sheet], None]:
    """Extracts what a document says and keeps it in the cache; loads the model once."""
    from kg.extraction import load

    extract = load(annotator)

    def work(sheet: Sheet) -> None:
        extraction = extract(from_data(Document, json.loads(sheet.file.read_bytes())))
        try:
            cache.save(sheet.key, _dump(extraction))
        except OSError as error:
            raise _unwritable(cache.folder, error) from error

    return work


def writer(base: str, cache: Cache, documents: Path, parts: Path) -> Callable[[Sheet], Written]:
    """Writes what is known of one document: the extraction as JSON, its statements as N-Quads."""

    def write(sheet: Sheet) -> Written:
        cached = cache.load(sheet.key)
        if cached is None:
            raise OutputError(f"{cache.folder}: entries vanish while they are needed; build again")
        document = from_data(Document, json.loads(sheet.file.read_bytes()))
        extraction = replace(from_data(Extraction, json.loads(cached)), document=document)
        _write(documents / f"{document.id}.json", _dump(extraction))
        _write(parts / f"{document.id}.nq", "".join(document_quads(extraction, base)).encode())
        return _summary(extraction, sheet.seconds)

    return write


def _summary(extraction: Extraction, seconds: float | None) -> Written:
    document = extraction.document
    return Written(
        id=document.id,
        path=document.path,
        sha256=document.sha256,
        title=document.metadata.title,
        date=document.metadata.date,
        publisher=document.metadata.publisher,
        author=document.metadata.author,
        mentions=sum(not mention.nominal for mention in extraction.mentions),
        claims=len(distinct(extraction.claims)),
        seconds=seconds,
    )


def _dump(value: Any) -> bytes:
    return json.dumps(to_data(value), ensure_ascii=False, separators=(",", ":")).encode()


def _write(file: Path, data: bytes) -> None:
    try:
        file.write_bytes(data)
    except OSError as error:
        raise _unwritable(file.parent, error) from error


def _unwritable(folder: Path, error: OSError) -> OutputError:
    """A full disk is no fault of the document, so it must end the build."""
    return OutputError(f"{folder}: cannot be written ({error.strerror}); the former build is untouched")
