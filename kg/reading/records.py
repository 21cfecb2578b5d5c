"""JSON and JSON Lines: one record a document, its text and metadata in named fields."""

import json
from collections.abc import Iterator
from typing import Any

from kg.reading.content import Content, Unreadable
from kg.reading.decoding import decode
from kg.reading.fields import metadata_of, words

__all__ = ["TEXT_FIELDS", "of_json", "of_lines"]

TEXT_FIELDS = (
    "text",
    "body",
    "content",
    "article",
    "article_body",
    "articleBody",
    "full_text",
    "maintext",
    "story",
)
"""Names of the field that holds a record's text, the first found counts."""

_NAME_FIELDS = ("id", "name")


def of_json(data: bytes, encoding: str | None = None) -> Iterator[Content | Unreadable]:
    """The record of a JSON object, or the records of a list of objects."""
    parsed = _parsed(_text_of(data, encoding))
    if not isinstance(parsed, list):
        yield _record(parsed)
        return
    if not parsed:
        raise Unreadable("is an empty list; remove it or give it records")
    for number, record in enumerate(parsed, 1):
        yield _numbered(record, number, f"record {number}")


def of_lines(data: bytes, encoding: str | None = None) -> Iterator[Content | Unreadable]:
    """One record a line; blank lines are passed over."""
    lines = [(n, line) for n, line in enumerate(_text_of(data, encoding).split("\n"), 1) if line.strip()]
    if not lines:
        raise Unreadable("holds only white space; remove it or give it records")
    records = [_of_line(line, number, line_number) for number, (line_number, line) in enumerate(lines, 1)]
    if len(records) > 1 and all(isinstance(record, Unreadable) for record in records):
        raise Unreadable(f"holds no record on any line; the first: {records[0]}")
    yield from records


def _of_line(line: str, number: int, line_number: int) -> Content | Unreadable:
    where = f"line {line_number}"
    try:
        return _numbered(_parsed(line), number, where)
    except Unreadable as error:
        return Unreadable(f"{where} {error}")


def _text_of(data: bytes, encoding: str | None) -> str:
    return decode(data, said=encoding).removeprefix("\ufeff")


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise Unreadable(f"is not valid JSON ({error.msg} at column {error.colno}); correct it") from error
    except (RecursionError, ValueError) as error:
        raise Unreadable("is JSON nested too deep or with too large a number; simplify it") from error


def _numbered(record: Any, number: int, where: str) -> Content | Unreadable:
    """The record with its own name, or why it cannot be read."""
    try:
        content = _record(record)
    except Unreadable as error:
        return Unreadable(f"{where} {error}")
    name = next((said for field in _NAME_FIELDS if (said := words(record.get(field)))), None)
    return Content(text=content.text, metadata=content.metadata, name=name, number=number)


def _record(record: Any) -> Content:
    if not isinstance(record, dict):
        raise Unreadable("is no JSON object; give objects with a field 'text'")
    for field in TEXT_FIELDS:
        if text := _text(record.get(field)):
            return Content(text=text, metadata=metadata_of(record))
    raise Unreadable(f"has no text in any of the fields {', '.join(TEXT_FIELDS)}; name the field 'text'")


def _text(value: Any) -> str | None:
    """A text, or a list of paragraphs."""
    if isinstance(value, list) and value and all(isinstance(item, str) for item in value):
        return "\n\n".join(value)
    return value if isinstance(value, str) else None
