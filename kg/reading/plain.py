"""Plain text and Markdown: the text is the file, unchanged."""

from collections.abc import Iterator

from kg.reading.content import Content
from kg.reading.decoding import decode

__all__ = ["contents"]


def contents(data: bytes, encoding: str | None = None) -> Iterator[Content]:
    """The one text of the file, with its line ends and byte order mark as they stand."""
    yield Content(text=decode(data, said=encoding))
