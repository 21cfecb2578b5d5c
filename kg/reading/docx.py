"""DOCX: the paragraphs of the body, tables, text boxes and insertions among them, in their order."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from kg.model import Metadata
from kg.reading.content import Content, Unreadable

__all__ = ["contents"]

MAX_XML_BYTES = 24 * 2**20
"""Unpacked XML of one file; python-docx holds some ten times as much; a book has about 10 MiB."""

MAX_TOTAL_BYTES = 256 * 2**20
"""Unpacked, pictures included."""

MAX_PARTS = 5_000

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MARKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_TEMPLATE_AUTHOR = "python-docx"


def contents(data: bytes, encoding: str | None = None) -> Iterator[Content]:  # noqa: ARG001 - XML says its own
    """The one text of the document; Unreadable where it is no docx or would not fit in memory."""
    _refuse_bomb(data)
    from docx import Document

    document = Document(io.BytesIO(data))
    body = document.element.body
    for copy in list(body.iter(_FALLBACK)):  # the same text box once more, for older programs
        copy.getparent().remove(copy)
    paragraphs = (_text(paragraph).strip() for paragraph in body.iter(f"{_W}p"))
    yield Content(
        text="\n\n".join(filter(None, paragraphs)),
        metadata=_metadata(document.core_properties),
    )


def _refuse_bomb(data: bytes) -> None:
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable("is encrypted or in the old Word format; save it as docx without a password")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except zipfile.BadZipFile as error:
        raise Unreadable("is broken or no docx file; open it in a word processor and save it anew") from error
    xml = sum(part.file_size for part in parts if part.filename.lower().endswith((".xml", ".rels")))
    total = sum(part.file_size for part in parts)
    if xml > MAX_XML_BYTES or total > MAX_TOTAL_BYTES or len(parts) > MAX_PARTS:
        raise Unreadable(f"unpacks to {total // 2**20} MiB in {len(parts)} parts, too much to hold; split it")


def _text(paragraph: Any) -> str:
    """The words of one paragraph as it would be with all changes accepted; not those of text boxes in it."""
    return "".join(_pieces(paragraph))


def _pieces(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in _MARKS:
            yield _MARKS[child.tag]
        elif child.tag not in (f"{_W}p", f"{_W}pPr", f"{_W}rPr", f"{_W}del", f"{_W}moveFrom"):
            yield from _pieces(child)


def _metadata(properties: Any) -> Metadata:
    """Title, author, language; not the dates, which say when the file was made, not published."""
    if properties.author == _TEMPLATE_AUTHOR:
        return Metadata()
    return Metadata(
        title=properties.title or None, author=properties.author or None, language=properties.language or None
    )
