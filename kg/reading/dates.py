"""Dates as reports write them, to EDTF; what is not said is not invented."""

import re

from kg.model.dates import is_edtf

__all__ = ["WRITTEN", "edtf", "month_and_day"]

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
            "august aug", "september sept sep", "october oct", "november nov", "december dec",
        ), 1,
    )
    for name in names.split()
}  # fmt: skip
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_MONTH_NAME = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY_NUMBER = r"\d{1,2}(?:st|nd|rd|th)?"
_MONTH = rf"(?P<month>{_MONTH_NAME})\b\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>[12]\d{3})"

WRITTEN = (
    rf"(?i:{_WEEKDAY}(?:{_DAY_NUMBER}\s+(?:of\s+)?(?:{_MONTH_NAME})\b\.?|(?:{_MONTH_NAME})\b\.?\s+{_DAY_NUMBER})"
    r"(?:,?\s+[12]\d{3})?(?!\w))"
)
"""Pattern without groups of a written day, with or without its year: "Feb. 25", "25 February 2020"."""

_TIME = r"(?:,?\s+(?:mon|tues|wednes|thurs|fri|satur|sun)day)?(?:(?:[T\s,]|\s+at)\s*\d{1,2}[:.]\d{2}.*)?"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_YEAR}-(?P<month>\d{{2}})-(?P<day>\d{{2}}){_TIME}",
        rf"{_YEAR}/(?P<month>\d{{2}})/(?P<day>\d{{2}}){_TIME}",
        rf"{_YEAR}(?P<month>\d{{2}})(?P<day>\d{{2}})(?:T\d{{4,6}}Z?)?",
        rf"(?P<day>\d{{1,2}})\.\s?(?P<month>\d{{1,2}})\.\s?{_YEAR}\.?{_TIME}",
        rf"{_WEEKDAY}{_DAY}\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR})?{_TIME}",
        rf"{_WEEKDAY}{_MONTH}\s+{_DAY}(?:,?\s+{_YEAR})?{_TIME}",
        rf"{_MONTH},?\s+{_YEAR}",
    )
)
_SLASHED = re.compile(rf"(\d{{1,2}})/(\d{{1,2}})/{_YEAR}{_TIME}")


def edtf(written: str) -> str | None:
    """The EDTF of a text that is a date and nothing else (a time of day is dropped), or None.

    "25 February 2020", "Feb. 25, 2020", "2020-02-25T10:00:00Z", "25.02.2020", "February 2020",
    and EDTF itself. A day without a year is None, and so is 3/4/2020, which has two readings.
    """
    written = " ".join(written.split()).rstrip(".")
    if is_edtf(written):
        return written
    match = next((match for form in _FORMS if (match := form.fullmatch(written))), None)
    parts = match.groupdict() if match else _slashed(written)
    if not parts or not parts.get("year"):
        return None
    return _joined(parts["year"], parts["month"], parts.get("day"))


def month_and_day(written: str, year: str) -> str | None:
    """The EDTF of a day written without its year, in the year given; None for anything else."""
    return edtf(f"{written.strip().rstrip('.,')}, {year}")


def _slashed(written: str) -> dict[str, str] | None:
    match = _SLASHED.fullmatch(written)
    if match is None:
        return None
    first, second = match[1], match[2]
    if int(first) == int(second) or int(second) > 12 >= int(first):
        return {"year": match["year"], "month": first, "day": second}
    if int(first) > 12 >= int(second):
        return {"year": match["year"], "month": second, "day": first}
    return None


def _joined(year: str, month: str, day: str | None) -> str | None:
    number = _MONTHS.get(month.lower()) or int(month)
    value = f"{year}-{number:02}" + (f"-{int(day):02}" if day else "")
    return value if is_edtf(value) else None
