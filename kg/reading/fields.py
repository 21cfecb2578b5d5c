"""Metadata out of named fields: JSON records, JSON-LD, `NAME.meta.json`."""

from collections.abc import Mapping
from typing import Any

from kg.model import Metadata
from kg.reading.dates import edtf

__all__ = ["FIELDS", "metadata_of", "words"]

FIELDS: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "headline"),
    "date": ("date", "published", "published_at", "publishedAt", "date_published", "datePublished", "pubDate",
             "publication_date", "date_publish"),
    "publisher": ("publisher", "source", "source_name", "site_name", "sitename", "outlet"),
    "author": ("author", "authors", "byline", "creator"),
    "agency": ("agency", "news_agency", "wire"),
    "dateline": ("dateline",),
    "url": ("url", "link", "canonical_url"),
    "language": ("language", "lang", "inLanguage"),
}  # fmt: skip
"""Each field of Metadata with the names that collections give it, the first found counts."""


def metadata_of(record: Mapping[str, Any]) -> Metadata:
    """What the fields of a record say; a date that cannot be read as one says nothing."""
    found: dict[str, str] = {}
    for field, names in FIELDS.items():
        values = (words(record.get(name)) for name in names)
        read = (edtf(value) if field == "date" else value for value in values if value)
        value = next((value for value in read if value), None)
        if value:
            found[field] = value
    author = found.get("author", "")
    if author[:3].lower() == "by ":
        found["author"] = author[3:]
    return Metadata(**found)


def words(value: Any) -> str | None:
    """The words of a JSON value: a text, the `name` of an object, a list of these; else None."""
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, dict):
        return words(value.get("name") or value.get("title"))
    if isinstance(value, list):
        return ", ".join(filter(None, (words(item) for item in value if not isinstance(item, list)))) or None
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value) if abs(value) < 10**15 else None
    return None
