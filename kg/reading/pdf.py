"""PDF: the text layer by pypdf, its lines put together to paragraphs."""

import io
import re
from collections.abc import Iterator
from statistics import quantiles

from pypdf import PdfReader

from kg.model import Metadata
from kg.reading.content import Content, Unreadable

__all__ = ["contents"]

_PLACEHOLDERS = frozenset(
    ("", "anonymous", "(anonymous)", "unspecified", "(unspecified)", "untitled", "unknown")
)

_SENTENCE_END = re.compile(r"[.!?…:]['\"”’»)\]]*$")
_SHORT_LAST_LINE = 0.85
"""Of the usual width: a line that ends a sentence and is shorter ends its paragraph."""
_HEADING = 0.6
"""Of the usual width: a line this short stands alone where the next one begins with a capital."""


def contents(data: bytes, encoding: str | None = None) -> Iterator[Content]:  # noqa: ARG001 - a PDF has none
    """The one text of all pages; Unreadable where it is encrypted or has no text layer."""
    reader = PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise Unreadable("is encrypted; save it without a password")
    lines = [line.strip() for page in reader.pages for line in page.extract_text().splitlines()]
    if not any(map(str.isalnum, "".join(lines))):
        raise Unreadable("has no text layer (a scan?); run text recognition (OCR) over it first")
    yield Content(text="\n\n".join(_paragraphs(lines)), metadata=_metadata(reader))


def _paragraphs(lines: list[str]) -> Iterator[str]:
    """Lines as printed, put together with a blank; a hyphen at the end of a line stays."""
    width = _usual_width(lines)
    paragraph: list[str] = []
    for line, next_line in zip(lines, [*lines[1:], ""], strict=True):
        if line:
            paragraph.append(line)
        if paragraph and (not line or not next_line or _ends_paragraph(line, next_line, width)):
            yield " ".join(paragraph)
            paragraph = []


def _usual_width(lines: list[str]) -> float:
    lengths = [len(line) for line in lines if line]
    return quantiles(lengths, n=10)[-1] if len(lengths) > 1 else float(sum(lengths))


def _ends_paragraph(line: str, next_line: str, width: float) -> bool:
    if _SENTENCE_END.search(line):
        return len(line) < _SHORT_LAST_LINE * width
    return len(line) < _HEADING * width and not next_line[0].islower()


def _metadata(reader: PdfReader) -> Metadata:
    """Title and author; not the date of creation, which says when the file was made, not published."""
    information = reader.metadata
    if information is None:
        return Metadata()
    return Metadata(title=_said(information.title), author=_said(information.author))


def _said(value: object) -> str | None:
    text = str(value or "").strip()
    return None if text.lower() in _PLACEHOLDERS else text
