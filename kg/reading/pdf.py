"""PDF: the text layer by pypdf, its lines put together to paragraphs."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import multimode, quantiles

from pypdf import PageObject, PdfReader

from kg.model import Metadata
from kg.reading.content import Content, Unreadable

__all__ = ["contents"]

_PLACEHOLDERS = frozenset(
    ("", "anonymous", "(anonymous)", "unspecified", "(unspecified)", "untitled", "unknown")
)

_FILE_NAME = re.compile(r"\.(docx?|html?|indd|odt|pdf|rtf|tex|txt|xml)$", re.IGNORECASE)
"""Programs that print give the name of the printed file as the title."""

_WIDE_GAP = 1.25
"""Of the usual distance of lines: space between paragraphs is a third of a line or more."""

_SENTENCE_END = re.compile(r"[.!?…:]['\"”’»)\]]*$")
_SHORT_LAST_LINE = 0.85
"""Of the usual width: a line that ends a sentence and is shorter ends its paragraph."""
_HEADING = 0.6
"""Of the usual width: a line this short stands alone where the next one begins with a capital."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A printed line; `gap` is the distance down to the next one on its page in points, None if unknown."""

    text: str
    gap: float | None


def contents(data: bytes, encoding: str | None = None) -> Iterator[Content]:  # noqa: ARG001 - a PDF has none
    """The one text of all pages; Unreadable where it is encrypted or has no text layer."""
    reader = PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise Unreadable("is encrypted; save it without a password")
    lines = [line for page in reader.pages for line in _lines(page)]
    if not any(any(map(str.isalnum, line.text)) for line in lines):
        raise Unreadable("has no text layer (a scan?); run text recognition (OCR) over it first")
    yield Content(text="\n\n".join(_paragraphs(lines)), metadata=_metadata(reader))


def _lines(page: PageObject) -> Iterator[Line]:
    """The lines of a page, each with the distance to the next where pypdf tells both places."""
    pieces: list[tuple[str, float]] = []

    def keep(text: str, cm: list[float], tm: list[float], _font: object, _size: float) -> None:
        pieces.append((text, tm[4] * cm[1] + tm[5] * cm[3] + cm[5]))

    page.extract_text(visitor_text=keep)
    placed: list[tuple[str, float | None]] = [("", None)]
    for piece, height in pieces:
        first, *more = piece.split("\n")
        text, place = placed[-1]
        placed[-1] = (text + first, height if place is None and first.strip() else place)
        placed.extend((part, height if part.strip() else None) for part in more)
    while placed and not placed[-1][0].strip():
        placed.pop()  # else the end of a page would end a paragraph
    for (text, place), (_, below) in pairwise([*placed, ("", None)]):
        gap = None if place is None or below is None else place - below
        yield Line(text=text.strip(), gap=gap)


def _paragraphs(lines: list[Line]) -> Iterator[str]:
    """Lines as printed, put together with a blank; a hyphen at the end of a line stays."""
    gaps = [round(line.gap) for line in lines if line.gap and line.gap > 1]
    wide = _WIDE_GAP * min(multimode(gaps), default=float("inf"))
    width = _usual_width(lines)
    paragraph: list[str] = []
    for line, next_line in pairwise([*lines, Line(text="", gap=None)]):
        if line.text:
            paragraph.append(line.text)
        apart = not line.text or not next_line.text or (line.gap is not None and line.gap > wide)
        if paragraph and (apart or _ends_paragraph(line, next_line.text, width)):
            yield " ".join(paragraph)
            paragraph = []


def _usual_width(lines: list[Line]) -> float:
    lengths = [len(line.text) for line in lines if line.text]
    return quantiles(lengths, n=10)[-1] if len(lengths) > 1 else float(sum(lengths))


def _ends_paragraph(line: Line, next_line: str, width: float) -> bool:
    if _SENTENCE_END.search(line.text):
        return len(line.text) < _SHORT_LAST_LINE * width
    return len(line.text) < _HEADING * width and not next_line[0].islower()


def _metadata(reader: PdfReader) -> Metadata:
    """Title and author; not the date of creation, which says when the file was made, not published."""
    information = reader.metadata
    if information is None:
        return Metadata()
    return Metadata(title=_said(information.title), author=_said(information.author))


def _said(value: object) -> str | None:
    text = str(value or "").strip()
    return None if text.lower() in _PLACEHOLDERS or _FILE_NAME.search(text) else text
