"""A document as it was read, and what it says of itself."""

from dataclasses import dataclass

__all__ = ["Document", "Metadata"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What a document, or the `source.toml` beside it, says of the document itself.

    Every field is None where nothing is said. `date` is EDTF and is the date of
    publication; `agency` is the news agency credited; `dateline` is the line as written.
    """

    title: str | None = None
    date: str | None = None
    publisher: str | None = None
    author: str | None = None
    agency: str | None = None
    dateline: str | None = None
    url: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One report: the text that all offsets refer to, stored unchanged, and its metadata.

    `id` is 16 hexadecimal digits (see `identifiers.document_id`); `name` is the file's
    name without its ending (for records of a collection, the record's own name);
    `path` is the path as the user gave it; `sha256` is that of the text in UTF-8.
    """

    id: str
    name: str
    path: str
    text: str
    sha256: str
    media_type: str
    metadata: Metadata
