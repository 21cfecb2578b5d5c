"""What a page says of itself: JSON-LD, meta elements, then trafilatura's reading of the rest.

Dates and publishers are read here alone: trafilatura knows no date before 1995, takes the last
day of today from the clock, and guesses a publisher from the page's address.
"""

import json
from collections.abc import Iterator
from typing import Any

from kg.model import Metadata
from kg.reading.dates import edtf
from kg.reading.fields import metadata_of
from kg.reading.metadata import merged

__all__ = ["metadata_of_page"]

_META = {
    "title": ("og:title", "dc.title", "dcterms.title", "headline", "twitter:title"),
    "date": ("article:published_time", "og:published_time", "datepublished", "dc.date.issued",
             "dcterms.issued", "dc.date", "dcterms.date", "dcterms.created", "citation_publication_date",
             "citation_date",
             "publishdate", "publish-date", "pubdate", "parsely-pub-date", "sailthru.date", "date"),
    "publisher": ("og:site_name", "dc.publisher", "dcterms.publisher", "citation_journal_title", "publisher"),
    "author": ("author", "dc.creator", "dcterms.creator", "article:author", "byl", "citation_author",
               "parsely-author", "sailthru.author"),
    "url": ("og:url",),
    "language": ("dc.language", "dcterms.language"),
}  # fmt: skip

_ARTICLES = (
    "Article",
    "NewsArticle",
    "ReportageNewsArticle",
    "Report",
    "BlogPosting",
    "ScholarlyArticle",
    "WebPage",
)


def metadata_of_page(tree: Any) -> Metadata:
    """The metadata of a parsed page; fields of the page's own data before its visible marks."""
    said = merged(*map(metadata_of, _articles(tree)), _from_meta(tree), _from_marks(tree))
    return said if said.title and said.author else merged(said, _by_trafilatura(tree))


def _articles(tree: Any) -> Iterator[dict[str, Any]]:
    """JSON-LD nodes that describe the page's text, articles before the page that holds them."""
    nodes = [
        node for script in tree.xpath('//script[@type="application/ld+json"]') for node in _nodes(script)
    ]
    for type_ in _ARTICLES:
        yield from (node for node in nodes if type_ in _listed(node.get("@type")))


def _nodes(script: Any) -> Iterator[dict[str, Any]]:
    try:
        data = json.loads(script.text or "")
    except (ValueError, RecursionError):
        return
    for node in _listed(data):
        if isinstance(node, dict):
            yield node
            yield from (inner for inner in _listed(node.get("@graph")) if isinstance(inner, dict))


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _from_meta(tree: Any) -> Metadata:
    values: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("name") or element.get("property") or element.get("itemprop") or ""
        if (content := (element.get("content") or "").strip()) and not _is_address(name, content):
            values.setdefault(name.strip().lower(), content)
    return metadata_of(
        {
            field: next((values[name] for name in names if name in values), None)
            for field, names in _META.items()
        }
    )


def _is_address(name: str, content: str) -> bool:
    return "url" not in name.lower() and content.startswith(("http://", "https://"))


def _from_marks(tree: Any) -> Metadata:
    """Language and address of the page, and the date marked in its text where it is one and the same."""
    marked = tree.xpath('//time[@pubdate or @itemprop="datePublished"]') or tree.xpath(
        "//article//time|//header//time"
    )
    dates = {date for time in marked if (date := edtf(time.get("datetime") or time.text_content()))}
    link = tree.xpath('string(//link[@rel="canonical"]/@href)')
    return Metadata(
        date=dates.pop() if len(dates) == 1 else None,
        url=link or None,
        language=tree.xpath("string(/html/@lang)") or None,
    )


def _by_trafilatura(tree: Any) -> Metadata:
    from trafilatura.metadata import extract_metadata

    found = extract_metadata(tree, extensive=False)
    return Metadata(title=found.title or None, author=found.author or None)
