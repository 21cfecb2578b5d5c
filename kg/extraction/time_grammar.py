"""The forms in which reports write a time: patterns over text, each with the parts it found.

Nothing is resolved here: a year that is not written stays None.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from kg.schema.words import table

__all__ = ["Date", "Written", "written"]


@dataclass(frozen=True, slots=True)
class Date:
    """The parts of a date that are written; a season stands as month 21 to 24."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        parts = [f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part is not None)]
        return "-".join(parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One time as written, at half-open offsets.

    `form` is the name of the pattern; `dates` has one date, or the two ends of an interval;
    `lead` is the preposition in lower case; `words` are the named parts of a relative form.
    """

    start: int
    end: int
    form: str
    dates: tuple[Date, ...] = ()
    lead: str = ""
    words: dict[str, str]


def written(text: str) -> Iterator[Written]:
    """The times that `text` writes, left to right, without overlap, the longest form first."""
    found = [item for form, pattern in _patterns() for item in _matches(form, pattern, text)]
    end = 0
    for item in sorted(found, key=lambda item: (item.start, -item.end)):
        if item.start >= end:
            yield item
            end = item.end


def _matches(form: str, pattern: re.Pattern[str], text: str) -> Iterator[Written]:
    for match in pattern.finditer(text):
        parts = {key: value for key, value in match.groupdict().items() if value is not None}
        if _small_month(parts) or (not (dates := _dates(form, parts)) and form in _DATED):
            continue
        yield Written(
            start=match.start(),
            end=match.end(),
            form=form,
            dates=dates,
            lead=" ".join(parts.get("lead", "").split()).casefold(),
            words={key: value.casefold() for key, value in parts.items()},
        )


def _small_month(parts: dict[str, str]) -> bool:
    """Whether a month's name is in lower case: "may 5", "march 10 miles" are no dates."""
    return any(value[0].islower() for key, value in parts.items() if key.startswith("month"))


_DATED = {"days", "dates", "date", "month", "year", "years"}


def _dates(form: str, parts: dict[str, str]) -> tuple[Date, ...]:
    """The dates in the parts of a match, () where they are none of the calendar."""
    if form == "days":
        year, month = _year(parts), _month(parts, "")
        return (Date(year, month, int(parts["first"])), Date(year, month, int(parts["second"])))
    if form == "years":
        first, second = parts["first"], parts["second"]
        last = int(second) if len(second) == 4 else int(first[:2] + second)
        return (Date(int(first)), Date(last)) if last > int(first) else ()
    if form not in _DATED:
        return ()
    ends = tuple(_date(parts, tag) for tag in ("_a", "_b") if any(key.endswith(tag) for key in parts))
    if len(ends) == 2 and ends[1].year is not None and ends[0].year is None:
        year = ends[1].year - (bool(ends[0].month and ends[1].month) and ends[0].month > ends[1].month)
        ends = (Date(year, ends[0].month, ends[0].day), ends[1])
    return ends


def _date(parts: dict[str, str], tag: str) -> Date:
    day = next(
        (int(parts[key]) for key in (f"day1{tag}", f"day2{tag}", f"day3{tag}", f"day4{tag}") if key in parts),
        None,
    )
    return Date(_year(parts, tag), _month(parts, tag), day)


def _year(parts: dict[str, str], tag: str = "") -> int | None:
    return next((int(value) for key, value in parts.items() if re.fullmatch(rf"year\d?{tag}", key)), None)


def _month(parts: dict[str, str], tag: str) -> int | None:
    words = table("calendar")
    for key, value in parts.items():
        if re.fullmatch(rf"month\d{tag}", key):
            return int(words["months"][value.casefold()])
        if re.fullmatch(rf"number\d{tag}", key):
            return int(value)
        if re.fullmatch(rf"season{tag}", key):
            return int(words["seasons"][value.casefold()])
    return None


def _alternatives(words: Any) -> str:
    return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    words = table("calendar")
    month = rf"(?:{_alternatives(words['months'])})"
    weekday = rf"(?:{_alternatives(words['weekdays'])})"
    day, year = r"(?:3[01]|[12]\d|0?[1-9])", r"(?:1[0-9]\d\d|20\d\d)"
    ordinal = r"(?:st|nd|rd|th)?"
    number = rf"(?:\d{{1,3}}|{_alternatives(words['numbers'])}|several)"
    part = r"(?:morning|afternoon|evening|night|nights|day|days|eve|early hours|dawn|noon|midnight)"
    lead = (
        r"(?P<lead>(?:on and after|on or about|on or around|up to|prior to|as of|on|in|at|by|since|until|till|from"
        r"|between|during|before|after|around|circa|about)\s+)?"
    )
    vague = (
        rf"(?:(?:the\s+)?(?:very\s+)?(?:(?:early|late|mid)(?:\s+|-)|(?:beginning|start|middle|end|close)\s+of\s+)"
        rf"|(?:the\s+)?(?:early\s+|late\s+)?{part}\s+(?:of|between|from)\s+)*(?:the\s+)?"
    )
    opening = rf"\b{lead}{vague}(?:{weekday},?\s+)?(?:the\s+)?"
    to = r"\s*(?:[-–—/]|\bto\b|\band\b|\bthrough\b|\buntil\b|\btill\b|\band into\b)\s*(?:the\s+)?"
    comma_year = r"(?:,?\s+(?:of\s+)?{}(?![\d,]\d))"

    def side(tag: str) -> str:
        full = comma_year.format(f"(?P<year1{tag}>{year})")
        us = comma_year.format(f"(?P<year2{tag}>{year})")
        return (
            rf"(?:(?:{weekday},?\s+)?(?:"
            rf"(?P<year3{tag}>{year})-(?P<number1{tag}>0[1-9]|1[0-2])-(?P<day1{tag}>0[1-9]|[12]\d|3[01])(?!\d)"
            rf"|(?P<day2{tag}>0?[1-9]|[12]\d|3[01])\.(?P<number2{tag}>0?[1-9]|1[0-2])\.(?P<year4{tag}>{year})(?!\d)"
            rf"|(?P<day3{tag}>{day}){ordinal}(?:\s+day)?\s+(?:of\s+)?(?P<month1{tag}>{month})\b\.?{full}?"
            rf"|(?P<month2{tag}>{month})\b\.?\s+(?:the\s+)?(?P<day4{tag}>{day}){ordinal}(?![\d:]|,\d{{3}}|\s*(?:%|percent)){us}?"
            rf"|(?P<month3{tag}>{month})\b\.?,?\s+(?:of\s+)?(?P<year5{tag}>{year})(?![\d,]\d)"
            rf"|(?P<season{tag}>{_alternatives(words['seasons'])})\s+(?:of\s+)?(?P<year6{tag}>{year})(?![\d])"
            rf"))"
        )

    def bare(tag: str) -> str:
        return rf"(?:(?P<month7{tag}>{month})\b\.?|(?P<year7{tag}>{year})(?![\d,]\d))"

    def tail(name: str) -> str:
        return rf"(?:,?\s+(?:of\s+)?(?P<{name}>{year})(?![\d,]\d))?"

    forms = {
        "days": rf"{opening}(?P<first>{day}){ordinal}{to}(?P<second>{day}){ordinal}\s+(?:of\s+)?(?P<month1>{month})\b\.?"
        + tail("year1"),
        "days ": rf"{opening}(?P<month1>{month})\b\.?\s+(?P<first>{day}){ordinal}{to}(?P<second>{day}){ordinal}(?![\d:])"
        + tail("year1"),
        "dates": rf"\b(?P<lead>(?:from|between)\s+){vague}(?:{side('_a')}|{bare('_a')}){to}{vague}(?:{side('_b')}|{bare('_b')})",
        "dates ": rf"{opening}{side('_a')}\s*[-–—]\s*{side('_b')}",
        "date": rf"{opening}{side('_a')}",
        "month": rf"\b(?P<lead>(?:in|since|until|till|by|during|from|before|after|throughout|of)\s+){vague}"
        rf"(?P<month1_a>{month})\b(?!\s+\d)",
        "years": rf"{opening}(?<![\d.,-])(?P<first>{year})\s?[-–—/]\s?(?P<second>{year}|\d\d)(?![\d-]|,\d|\.\d)",
        "year": rf"{opening}(?<![\d.,/–-])(?P<year1_a>{year})(?![\d%/–-]|[,.]\d|st\b|nd\b|rd\b|th\b)",
        "decade": rf"{opening}(?P<decade>1\d\d0|20\d0)['’]?s\b",
        "century": rf"{opening}(?:(?P<century>\d\d?)(?:st|nd|rd|th)|(?P<named>{_alternatives(words['centuries'])}))"
        rf"[\s-]+century\b",
        "weekday": rf"\b(?:(?:on|by|since|until|late|early|earlier)\s+)*(?P<which>last|next|this|the following|the next|the previous)?"
        rf"\s*\b(?P<weekday>{weekday})\b(?:['’]s)?(?:\s+(?:morning|afternoon|evening|night))?",
        "deictic": r"\b(?:(?:earlier|later|late|early)\s+)?(?P<deictic>today|yesterday|tomorrow|tonight|this morning|this afternoon"
        r"|this evening|last night|last week|last month|last year|this week|this month|this year|next week|next month|next year)"
        r"\b(?!['’]s)",
        "ago": rf"\b(?P<number>{number})\s+(?P<unit>day|week|month|year|decade)s?\s+ago\b",
        "later": rf"\b(?P<number>{number})\s+(?P<unit>day|week|month|year|decade)s?\s+(?P<way>later|earlier|before|afterwards?"
        rf"|previously)\b",
        "next": r"\b(?:on |in |by )?(?:later |earlier |early |late )?(?:on )?(?:(?=that)|the\s+)(?P<way>next|following|previous|same|that)\s+"
        r"(?P<unit>day|night|morning|afternoon|evening|month|year)\b",
        "eve": r"\b(?:on )?the (?P<unit>day|night|month|year) (?P<way>before|after|earlier|later)\b",
    }
    return tuple((form.strip(), re.compile(pattern, re.IGNORECASE)) for form, pattern in forms.items())
