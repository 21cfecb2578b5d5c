"""What a report says of itself in its first lines and its last: date, dateline, byline, credit, title.

The head of a text is read line by line until one is plain text; each rule sees a line, takes
what it recognises, and hands back the rest. The order of the rules matters and is the order of
`_RULES`. Rules know forms ("By NAME - AGENCY:"), never names.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import fields

from kg.model import Metadata
from kg.reading.agencies import is_agency
from kg.reading.dates import WRITTEN, edtf, month_and_day
from kg.reading.lines import byline, is_title, labelled, post_or_agency, reporting_agency

__all__ = ["from_text", "merged"]

_HEAD_LINES = 12
_TAIL_LINES = 3
_LINE_LENGTH = 400
"""Characters of a line that a rule may see: headers are shorter, and no pattern can be made to run away."""

_IGNORED = re.compile(r"[\W_]*")
_DATE_LINE = re.compile(r"date:?\s+(?P<date>\d{4}(?:-\d{2}(?:-\d{2})?)?)(?!\S)\s*(?P<rest>.*)", re.IGNORECASE)
_REGION = r"(?:,\s*[^\W\d][^,()\d:]{1,30}?){0,2}"
_DATELINE = re.compile(
    rf"(?P<line>(?P<place>[^\W\d](?:(?!\s[-–—]|--|—)[^,(:\d]){{1,40}}?)(?P<region>{_REGION})"
    rf"(?:,?\s+(?P<date>{WRITTEN}))?)"
    r"(?:\s+\((?P<agency>[^()]{2,40})\)|\s+/(?P<slashed>[^/]{2,40})/)?"
    r"(?:\s*(?P<dash>--+|—|\s[-–](?=\s|$)|(?<=[)/]):(?=\s)|[.:](?=\s*$))\s*|\s*$)(?P<rest>.*)"
)
_CREDIT_AT_HEAD = re.compile(r"\((?P<agency>[^()]{2,40})\)\s*(?:--+|[-–—])\s*(?P<rest>.*)")
_CREDIT_AT_END = re.compile(r"(?:.*[.!?\"”])?\s*[(\[–—-]\s*(?P<agency>[^()\[\]]{2,40}?)\s*[)\]]?")

_NO_PLACES = frozenset(("after", "at", "before", "by", "from", "in", "near", "on", "since", "the", "until"))
"""Words that open a sentence, not a dateline, though they too stand before a place."""

Found = dict[str, str]
Rule = Callable[[str, Found], str | None]


def merged(*layers: Metadata) -> Metadata:
    """Each field from the first layer that says something of it."""
    chosen = {}
    for field in fields(Metadata):
        chosen[field.name] = next((v for layer in layers if (v := getattr(layer, field.name))), None)
    return Metadata(**chosen)


def from_text(text: str) -> Metadata:
    """What the head and the end of a report say; a field is None where nothing is said."""
    found: Found = {}
    lines = [line.strip(" \t\ufeff\xa0") for line in text[: _HEAD_LINES * _LINE_LENGTH * 4].splitlines()]
    _read_head(lines, found)
    _read_tail(text, found)
    _date_the_dateline(found)
    return Metadata(**{key: value for key, value in found.items() if not key.startswith("_")})


def _read_head(lines: list[str], found: Found) -> None:
    seen = 0
    for number, line in enumerate(lines):
        if _IGNORED.fullmatch(line):
            continue
        seen += 1
        if seen > _HEAD_LINES:
            return
        rest = _reduced(line, found)
        if rest is None:
            continue
        following = lines[number + 1 :]
        if "title" not in found and (is_title(rest, following) or _heads_headers(rest, following)):
            found["title"] = rest.lstrip("# ")
            continue
        _keep(found, "agency", reporting_agency(rest) or "")
        return


def _heads_headers(line: str, following: list[str]) -> bool:
    """Whether a short line stands right above a date, byline or label."""
    return bool(following) and is_title(line, ["", *following]) and _reduced(following[0], {}) is None


def _reduced(line: str, found: Found) -> str | None:
    """What is left of a line when every rule took its part, None when nothing is."""
    rest: str | None = line[:_LINE_LENGTH]
    for rule in _RULES:
        if rest:
            rest = rule(rest, found)
    return rest or None


def _read_tail(text: str, found: Found) -> None:
    lines = [line for line in text[-_TAIL_LINES * _LINE_LENGTH :].split("\n") if line.strip()]
    for line in map(str.strip, reversed(lines[-_TAIL_LINES:])):
        match = _CREDIT_AT_END.fullmatch(line[-_LINE_LENGTH:])
        if match and is_agency(match["agency"]):
            _keep(found, "agency", match["agency"])
        elif (label := labelled(line[:_LINE_LENGTH])) and label[0] in ("agency", "url"):
            _keep(found, *label)


def _keep(found: Found, field: str, value: str) -> None:
    value = value.strip()
    if value and not found.get(field):
        found[field] = value


def _date_line(line: str, found: Found) -> str | None:
    """`date 2020-02-25`, whatever follows."""
    match = _DATE_LINE.match(line)
    if match is None or not edtf(match["date"]):
        return line
    _keep(found, "date", match["date"])
    return match["rest"]


def _label(line: str, found: Found) -> str | None:
    """`Headline: ...`, `Published: ...`."""
    label = labelled(line)
    if label is None:
        return line
    field, value = label
    if field == "date":
        value = edtf(value) or ""
    if field:
        _keep(found, field, value)
    return None


def _bare_date(line: str, found: Found) -> str | None:
    """A line that is a date and nothing else."""
    date = edtf(line.strip("()[] "))
    if date is None:
        return line
    _keep(found, "date", date)
    return None


def _byline(line: str, found: Found) -> str | None:
    """`By NAME - AGENCY:`."""
    said = byline(line)
    if said is None:
        return line
    for field, value in said.items():
        _keep(found, field, value)
    return None


def _below_byline(line: str, found: Found) -> str | None:
    """`Staff Writer` or `AGENCY Correspondent` in the line below a byline."""
    agency = post_or_agency(line) if found.get("author") else None
    if agency is None:
        return line
    _keep(found, "agency", agency)
    return None


def _dateline(line: str, found: Found) -> str | None:
    """`PLACE, Region, Feb. 25 (AGENCY) - ` at the head of the first paragraph, or alone on a line."""
    if (credit := _CREDIT_AT_HEAD.fullmatch(line)) and is_agency(credit["agency"]):
        _keep(found, "agency", credit["agency"])
        return credit["rest"]
    match = _DATELINE.match(line)
    if match is None or found.get("dateline") or not _is_dateline(match.groupdict()):
        return line
    if is_agency(match["line"]):
        _keep(found, "agency", match["line"])
        return match["rest"]
    found["dateline"] = match["line"].strip()
    _keep(found, "agency", match["agency"] or match["slashed"] or "")
    found["_day"] = match["date"] or ""
    return match["rest"]


def _is_dateline(parts: Mapping[str, str | None]) -> bool:
    place, rest = parts["place"] or "", parts["rest"] or ""
    if len(place.split()) > 4 or (rest and (not parts["dash"] or rest.isupper())):
        return False
    agency = parts["agency"] or parts["slashed"]
    signs = (bool(parts["date"]), bool(agency), bool(parts["dash"] and rest))
    if place.isupper():
        return any(signs)
    words = place.split()
    if words[0].lower() in _NO_PLACES or not all(word[:1].isupper() for word in (*words, *_regions(parts))):
        return False
    return (sum(signs) > 1 or signs[0]) and bool(parts["dash"] or agency or not rest)


def _regions(parts: Mapping[str, str | None]) -> list[str]:
    """The first word of each region: that of "Bosnia and Herzegovina" is large, that of "on Monday" small."""
    return [region.split()[0] for region in (parts["region"] or "").split(",") if region.strip()]


def _date_the_dateline(found: Found) -> None:
    """A dateline's day dates the report where nothing else does; its year is never made up."""
    day = found.get("_day", "")
    date = found.get("date", "")
    full = month_and_day(day, date) if re.fullmatch(r"\d{4}", date) else None if date else edtf(day)
    if full:
        found["date"] = full


_RULES: tuple[Rule, ...] = (_date_line, _label, _bare_date, _byline, _below_byline, _dateline)
