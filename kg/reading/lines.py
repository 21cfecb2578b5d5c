"""The forms of single header lines: labels, bylines, titles, credits."""

import re
from collections.abc import Mapping, Sequence

from kg.reading.agencies import is_agency
from kg.reading.dates import edtf

__all__ = ["byline", "is_title", "labelled", "post_or_agency", "reporting_agency"]

_LABELS: Mapping[str, str] = {  # "" is for lines that are headers, and tell nothing that is kept
    "agency": "agency",
    "author": "author",
    "authors": "author",
    "body": "",
    "byline": "author",
    "caption": "",
    "category": "",
    "copyright": "",
    "credit": "agency",
    "date": "date",
    "dated": "date",
    "dateline": "dateline",
    "edition": "",
    "headline": "title",
    "image": "",
    "lang": "language",
    "language": "language",
    "last updated": "",
    "length": "",
    "link": "url",
    "modified": "",
    "photo": "",
    "posted on": "date",
    "posted": "date",
    "publication date": "date",
    "publication": "publisher",
    "published by": "publisher",
    "published on": "date",
    "published": "date",
    "publisher": "publisher",
    "section": "",
    "source": "agency",
    "tags": "",
    "title": "title",
    "updated": "",
    "url": "url",
    "written by": "author",
}
_LABEL = re.compile(
    r"[*_]{0,2}(?P<name>[A-Za-z]+(?: [A-Za-z]+)?)[*_]{0,2}\s*(?P<colon>:)[*_]{0,2}\s*(?P<value>\S.*)"
)
_LEADING_BY = re.compile(r"by\s+", re.IGNORECASE)
_PUBLISHED = re.compile(r"(?:published|posted)(?: on)?,?\s+(?P<value>.+)", re.IGNORECASE)

_BY = re.compile(r"(?:by|BY|By)(?::\s*|\s+)(?P<names>[^:]{3,150}?)\s*:?")
_BREAK = re.compile(r"\s+[-–—]+\s+|\s+for\s+|\s*[()]\s*|\s*\|\s*|\s*/\s*|\s*[–—]\s*")
_PLACE_OF_WRITING = re.compile(r"\s+in\s+[^\W\d_a-z].*")
_AND = re.compile(r",?\s+(?:and|&)\s+|;\s*")
_PARTICLES = frozenset(
    ("al", "bin", "da", "de", "del", "den", "der", "di", "du", "el", "ibn", "la", "le", "van", "von")
)
_POSTS = frozenset(
    (
        "correspondent",
        "editor",
        "journalist",
        "reporter",
        "staff",
        "writer",
        "contributor",
        "special",
        "stringer",
    )
)

_POST_WORDS = 6

_TITLE_LENGTH = 150
_FULL_STOPS = (".", "。", "．", "।", "。”", '."', ".”", ",", ";", ":", "،")
_PARAGRAPH_LENGTH = 120

_CAPITALISED = r"[^\W\d_a-z][\w.&’'-]*"
_REPORTS = re.compile(
    rf",\s+(?P<name>{_CAPITALISED}(?:\s{_CAPITALISED}){{0,3}})\s+(?:reports|reported)"
    r"(?=\s*(?:[.,]|$|citing|quoting|referring|with\s+reference))"
)


def labelled(line: str) -> tuple[str, str] | None:
    """Field and value of a line such as `Headline: ...`, or None; the field is "" where nothing is kept."""
    match = _LABEL.fullmatch(line)
    if match and (field := _LABELS.get(match["name"].lower())) is not None:
        value = match["value"].strip()
        if field == "author":
            value = _LEADING_BY.sub("", value)
        if field == "agency" and value.startswith(("http://", "https://")):
            return "url", value
        return field, value
    match = _PUBLISHED.fullmatch(line)
    if match and edtf(match["value"]):
        return "date", match["value"]
    return None


def byline(line: str) -> dict[str, str] | None:
    """Author, agency and date of a line `By NAME - AGENCY:`, `By NAME, AGENCY`, `By AGENCY`; or None.

    Nothing at all of `By our correspondent`, which is a byline without a name.
    """
    match = _BY.fullmatch(line)
    if match is None:
        return None
    names, *after = _BREAK.split(match["names"])
    names, *more = _split_agency(_PLACE_OF_WRITING.sub("", names))
    people = [part for part in _AND.split(names) for part in part.split(", ")]
    if len(people) == 1 and is_agency(names):
        return {"agency": names}
    if len(names.split()) <= _POST_WORDS and not _POSTS.isdisjoint(names.lower().split()):
        return {}
    if not people or not all(map(_is_name, people)):
        return None
    said = {"author": names}
    for part in filter(None, (*more, *after)):
        if date := edtf(part):
            said.setdefault("date", date)
        elif _POSTS.isdisjoint(part.lower().split()):
            said.setdefault("agency", part.strip())
    return said


def post_or_agency(line: str) -> str | None:
    """The agency of a line below a byline, "" for a mere post ("Staff Writer"), None for any other line."""
    parts = line.split()
    bare = [part for part in parts if part.lower().strip(",") not in _POSTS]
    name = " ".join(bare).strip(",")
    if len(parts) > _POST_WORDS or line.endswith(_FULL_STOPS):
        return None
    if is_agency(name):
        return name
    return "" if len(bare) < len(parts) and not bare else None


def _split_agency(names: str) -> list[str]:
    """ "NAME, AGENCY" in two; "A, B and C" stays whole: with an "and", commas part authors."""
    if _AND.search(names) and not is_agency(names.rpartition(",")[2]):
        return [names]
    return [part.strip() for part in names.split(",", maxsplit=1)]


def _is_name(text: str) -> bool:
    parts = text.split()
    if not 2 <= len(parts) <= 6:
        return False
    return all(
        part.lower() in _PARTICLES or (part[0].isupper() and not any(map(str.isdigit, part)))
        for part in parts
    )


def is_title(line: str, following: Sequence[str]) -> bool:
    """Whether a line heads what follows: short, without a full stop, apart from the next paragraph."""
    line = line.strip()
    if len(line) > _TITLE_LENGTH or line.endswith(_FULL_STOPS) or sum(map(str.isalpha, line)) < 3:
        return False
    if not any(text.strip() for text in following):
        return False
    next_line = following[0].strip()
    return not next_line or len(next_line) > max(_PARAGRAPH_LENGTH, 2 * len(line))


def reporting_agency(paragraph: str) -> str | None:
    """The agency of a paragraph that ends with ", AGENCY reports."; people and offices are none.

    A name of one word, or one that says it is an agency; two plain words are a reporter's name.
    """
    for match in _REPORTS.finditer(paragraph):
        name = match["name"]
        if is_agency(name) or " " not in name:
            return name
    return None
