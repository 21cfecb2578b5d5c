"""The times that a text writes, with the parts that are written; nothing is resolved here."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extraction.times.forms import forms
from kg.schema.words import table

__all__ = ["Date", "Written", "written"]

_DATED = {"days", "dates", "date", "month", "year", "years"}


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
    `lead` is the preposition in lower case; `words` are the named parts in lower case.
    """

    start: int
    end: int
    form: str
    dates: tuple[Date, ...] = ()
    lead: str = ""
    words: dict[str, str]


def written(text: str) -> Iterator[Written]:
    """The times that `text` writes, left to right, without overlap, the longest form first."""
    found = [item for form, pattern in forms() for item in _matches(form, pattern, text)]
    end = 0
    for item in sorted(found, key=lambda item: (item.start, -item.end)):
        if item.start >= end:
            yield item
            end = item.end


def _matches(form: str, pattern: re.Pattern[str], text: str) -> Iterator[Written]:
    for match in pattern.finditer(text):
        parts = {key: value for key, value in match.groupdict().items() if value is not None}
        dates = _dates(form, parts)
        if _small_month(parts) or (form in _DATED and not dates):
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


def _dates(form: str, parts: dict[str, str]) -> tuple[Date, ...]:
    """The dates in the parts of a match, () where the form has none."""
    if form == "days":
        return _days(parts)
    if form == "years":
        first, second = parts["first"], parts["second"]
        last = int(second) if len(second) == len(first) else int(first[:2] + second)
        return (Date(int(first)), Date(last)) if last > int(first) else ()
    if form not in _DATED:
        return ()
    ends = [_date(parts, tag) for tag in ("_a", "_b") if any(key.endswith(tag) for key in parts)]
    return (_dated_by(*ends), ends[1]) if len(ends) == 2 else tuple(ends)


def _days(parts: dict[str, str]) -> tuple[Date, ...]:
    whole, first, second = _date(parts, ""), int(parts["first"]), int(parts["second"])
    between = parts.get("lead", "").strip().casefold() == "between"
    if parts["to"] == "and" and second - first > 1 and not between:
        return ()  # "on 3 and 20 May": two days, no interval
    return Date(whole.year, whole.month, first), Date(whole.year, whole.month, second)


def _dated_by(first: Date, second: Date) -> Date:
    """The first end of an interval, with the year that is written at the second: "from March to May 1988"."""
    if first.year is not None or second.year is None:
        return first
    turns = first.month is not None and second.month is not None and first.month > second.month
    return Date(second.year - turns, first.month, first.day)


def _date(parts: dict[str, str], tag: str) -> Date:
    """The date in the groups with that tag, whichever way of writing matched."""
    words = table("calendar")
    month = _part(parts, "month", tag)
    season = _part(parts, "season", tag)
    named = (
        words["months"][month.casefold()]
        if month
        else words["seasons"][season.casefold()]
        if season
        else None
    )
    year, day, number = (_part(parts, name, tag) for name in ("year", "day", "number"))
    return Date(int(year) if year else None, int(number) if number else named, int(day) if day else None)


def _part(parts: dict[str, str], name: str, tag: str) -> str | None:
    return next((value for key, value in parts.items() if re.fullmatch(rf"{name}\d?{tag}", key)), None)
