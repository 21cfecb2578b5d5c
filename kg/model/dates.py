"""Partial dates in EDTF: what is said of a time, and the days it can mean.

The subset of EDTF (ISO 8601-2, levels 0 and 1, and the decade) that reports need:
`1992`, `199X`, `19XX`, `1992-02`, `1992-02-25`, seasons `1992-21` to `1992-24`,
intervals `A/B` with an open side `..` or unknown side ``, and the marks `~ ? %`.
"""

import calendar
import re
from datetime import date

__all__ = ["bounds", "is_edtf", "spelt"]

_SIDE = re.compile(r"(?P<year>\d{4}|\d{3}X|\d{2}XX)(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?[~?%]?")
_MONTHS = tuple(calendar.month_name)  # of the C locale: nothing here sets another
_SEASON_NAMES = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 12)}


def is_edtf(value: str) -> bool:
    """Whether `value` is a date of the subset, on the calendar."""
    try:
        bounds(value)
    except ValueError:
        return False
    return True


def bounds(value: str) -> tuple[date | None, date | None]:
    """The first and last day that `value` can mean, None on an open or unknown side.

    Raises ValueError for anything that is no EDTF date of the subset.
    """
    left, slash, right = value.partition("/")
    if not slash:
        return _side(value)
    if left in ("", "..") and right in ("", ".."):
        raise ValueError(f"an interval without an end: {value!r}")
    first = None if left in ("", "..") else _side(left)[0]
    last = None if right in ("", "..") else _side(right)[1]
    if first and last and first > last:
        raise ValueError(f"an interval that runs backwards: {value!r}")
    return first, last


def spelt(value: str) -> str:
    """An EDTF date of the subset in words for a reader: "25 to 26 February 1992", "the 1970s", "since 1947".

    Raises ValueError for anything that is no EDTF date of the subset.
    """
    bounds(value)
    left, slash, right = value.partition("/")
    if not slash:
        return _spelt_side(value)
    if right in ("", ".."):
        return f"since {_spelt_side(left)}"
    if left in ("", ".."):
        return f"until {_spelt_side(right)}"
    first, last = _spelt_side(left).split(), _spelt_side(right).split()
    same = next(
        (n for n, (a, b) in enumerate(zip(reversed(first), reversed(last), strict=False)) if a != b), 0
    )
    if len(first) == len(last):
        first = first[: len(first) - same]  # "25 to 26 February 1992"
    return f"{' '.join(first)} to {' '.join(last)}"


def _spelt_side(value: str) -> str:
    match = _SIDE.fullmatch(value)
    if match is None:
        raise ValueError(f"not an EDTF date: {value!r}")
    year, month, day = match["year"], match["month"], match["day"]
    about = "about " if value.endswith(("~", "%")) else ""
    if year.endswith("XX"):
        return f"{about}the {year[:2]}00s"
    if year.endswith("X"):
        return f"{about}the {year[:3]}0s"
    parts = [str(int(day))] if day else []
    parts += [_SEASON_NAMES.get(int(month)) or _MONTHS[int(month)]] if month else []
    return about + " ".join([*parts, str(int(year))])


def _side(value: str) -> tuple[date, date]:
    match = _SIDE.fullmatch(value)
    if match is None:
        raise ValueError(f"not an EDTF date: {value!r}")
    year, month, day = match["year"], match["month"], match["day"]
    if year.endswith("X"):
        if month:
            raise ValueError(f"a month in an unspecified year: {value!r}")
        return date(int(year.replace("X", "0")) or 1, 1, 1), date(int(year.replace("X", "9")), 12, 31)
    if month is None:
        return date(int(year), 1, 1), date(int(year), 12, 31)
    if int(month) in _SEASONS and day is None:
        first, last = _SEASONS[int(month)]
        return date(int(year), first, 1), _last_day(int(year), last)
    if day is None:
        return date(int(year), int(month), 1), _last_day(int(year), int(month))
    exact = date(int(year), int(month), int(day))
    return exact, exact


def _last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])
