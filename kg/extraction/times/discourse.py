"""What a written time means where it stands: years not written, weekdays, "two days later".

A year that is not written comes from the text before it, a weekday from the document's
own date. What neither can tell stays unresolved; nothing is guessed.
"""

from collections.abc import Callable
from datetime import date, timedelta

from kg.extraction.times.written import Date, Written
from kg.model.dates import is_edtf
from kg.schema.words import table

__all__ = ["Discourse"]

_NEAR = timedelta(days=60)
_REPORTING_NEAR = timedelta(days=14)
_ANCHOR_REACH = 2
_WEEK = 7


class Discourse:
    """The dates said so far in one document; ask it left to right, once a written time.

    `published` is the document's own date as EDTF; only its certain parts are used.
    """

    def __init__(self, published: str | None) -> None:
        self._today = _day(published)
        self._this_year = self._today.year if self._today else _leading_year(published)
        self._anchor: Date | None = None
        self._anchor_end: Date | None = None
        self._anchor_paragraph = 0
        self._years: dict[tuple[int | None, int | None], int] = {}
        self._year: int | None = None
        self._passing: int | None = (
            None  # the paragraph of a bare year ("in 1991"), which need not be the story's
        )

    def resolve(self, item: Written, *, paragraph: int, present: bool, reporting: bool) -> str | None:
        """The EDTF value of a written time, None where the text does not tell it.

        `present` says that its clause is in the present or future, `reporting` that its
        verb is one of saying: both tie a bare date to the day of the document.
        """
        if item.dates:
            return self._calendar(item, paragraph, present, reporting)
        value = _FORMS[item.form](self, item.words, paragraph, reporting)
        backward = item.words.get("way") in ("earlier", "before", "previously", "previous")
        if value is not None and item.form in ("later", "next", "weekday", "deictic") and not backward:
            self._remember(value, paragraph)
        return value if value is not None and is_edtf(value) else None

    def _calendar(self, item: Written, paragraph: int, present: bool, reporting: bool) -> str | None:
        dates = [self._with_year(each, paragraph, present, reporting) for each in item.dates]
        if not all(_on_calendar(each) for each in dates):
            return None
        first, last = dates[0], dates[-1]
        value = str(first) if first == last else f"{first}/{last}"
        if not is_edtf(value):
            return None
        if "eve" in item.words:
            return _moved(first, "day", -1) if first == last else None
        if (
            item.lead != "since"
            and item.form not in ("years", "year")
            and item.lead not in ("before", "prior to")
        ) or (item.form == "year" and item.lead in ("in", "during", "")):
            self._keep(first, last, paragraph)
        return _open(value, item.lead)

    def _keep(self, first: Date | None, last: Date | None, paragraph: int) -> None:
        if first is None or first.year is None:
            return
        self._anchor, self._anchor_end, self._anchor_paragraph = first, last, paragraph
        self._year = last.year if last is not None else first.year
        self._passing = paragraph if first.month is None else None
        for each in (first, last):
            if each is not None and each.day is not None and each.year is not None:
                self._years[each.month, each.day] = each.year

    def hint(self, year: int) -> None:
        """A year that only names a thing ("the 1947 massacre"): the year of the text until one is told."""
        if self._year is None:
            self._year = year

    def _remember(self, value: str, paragraph: int) -> None:
        parts = [int(part) for part in value.partition("/")[0].rstrip("~").split("-")]
        if "/" not in value and not value.endswith("~"):
            one = Date(*parts)
            self._keep(one, one, paragraph)

    def _with_year(self, written: Date, paragraph: int, present: bool, reporting: bool) -> Date | None:
        if written.year is not None:
            return written
        year = self._year_of(written, paragraph, present, reporting)
        return None if year is None else Date(year, written.month, written.day)

    def _year_of(self, written: Date, paragraph: int, present: bool, reporting: bool) -> int | None:
        current = self._current_year(written, _NEAR if present else _REPORTING_NEAR)
        if current is not None and (
            (present and self._distance(current, written) <= _NEAR)
            or (reporting and self._distance(current, written) <= _REPORTING_NEAR)
        ):
            return current
        if (written.month, written.day) in self._years:
            return self._years[written.month, written.day]
        if self._year is None or (current is not None and self._passing not in (None, paragraph)):
            return current
        year = self._year + self._turns(written, paragraph)
        day = _first_day(Date(year, written.month, written.day))
        ahead = day is not None and self._today is not None and day > self._today + _REPORTING_NEAR
        # No report tells of days after its own, except as plans.
        return current if ahead and not present else year

    def _turns(self, written: Date, paragraph: int) -> bool:
        """Whether the story passed New Year since its last date: January after a December."""
        anchor = self._anchor
        return (
            anchor is not None
            and anchor.month in (11, 12)
            and written.month in (1, 2)
            and paragraph - self._anchor_paragraph <= 1
        )

    def _current_year(self, written: Date, reach: timedelta) -> int | None:
        """The year that puts a date last before the document's, or within `reach` after it."""
        if self._today is None or written.month is None or written.month > 12:
            return None
        for year in (self._today.year + 1, self._today.year, self._today.year - 1):
            day = _first_day(Date(year, written.month, written.day))
            if day is not None and day <= self._today + reach:
                return year
        return None

    def _distance(self, year: int, written: Date) -> timedelta:
        day = _first_day(Date(year, written.month, written.day))
        return abs(day - self._today) if day and self._today else timedelta.max

    def _in_the_past(self) -> bool:
        """Whether the text tells of a time far from the document's own."""
        anchor = _first_day(self._anchor) if self._anchor else None
        return anchor is not None and self._today is not None and abs(anchor - self._today) > _NEAR

    def _weekday(self, words: dict[str, str], paragraph: int, reporting: bool) -> str | None:
        wanted = int(table("calendar")["weekdays"][words["weekday"]])
        which = words.get("which", "")
        if which.startswith("the "):
            start = self._anchor_day(paragraph)
            forward = which != "the previous"
        else:
            start = None if self._in_the_past() and not reporting else self._today
            forward = which == "next"
        if start is None or which == "this":
            return None
        step = 1 if forward else -1
        day = start if not which else start + timedelta(days=step)
        while day.weekday() != wanted:
            day += timedelta(days=step)
        return day.isoformat()

    def _deictic(self, words: dict[str, str], _paragraph: int, _reporting: bool) -> str | None:
        word, today = words["deictic"], self._today
        step = {"last": -1, "yesterday": -1, "next": 1, "tomorrow": 1}.get(word.split()[0], 0)
        if word.endswith("year"):
            return None if self._this_year is None else f"{self._this_year + step:04}"
        if today is None:
            return None
        if word.endswith("month"):
            return str(_months(Date(today.year, today.month), step))
        if word.endswith("week"):
            monday = today - timedelta(days=today.weekday() - _WEEK * step)
            return f"{monday}/{monday + timedelta(days=_WEEK - 1)}"
        return (today + timedelta(days=step)).isoformat()

    def _ago(self, words: dict[str, str], _paragraph: int, _reporting: bool) -> str | None:
        today = self._today
        start = Date(today.year, today.month, today.day) if today else Date(self._this_year)
        return _moved(start, words["unit"], _number(words["number"], -1))

    def _later(self, words: dict[str, str], paragraph: int, _reporting: bool) -> str | None:
        sign = 1 if words["way"] in ("later", "after", "afterward", "afterwards") else -1
        return _moved(self._near_anchor(paragraph), words["unit"], _number(words["number"], sign))

    def _next(self, words: dict[str, str], paragraph: int, _reporting: bool) -> str | None:
        unit = words["unit"] if words["unit"] in ("month", "year") else "day"
        if words["way"] in ("same", "that") and unit == "day" and self._anchor != self._anchor_end:
            interval = f"{self._anchor}/{self._anchor_end}"
            return interval if self._near_anchor(paragraph, whole=False) else None
        step = {"next": 1, "following": 1, "previous": -1}.get(words["way"], 0)
        if step and unit == "day" and self._is_night():
            # "On the night of 3 to 4 March. The next morning": the 4th.
            return _moved(self._near_anchor(paragraph, whole=False), unit, step)
        return _moved(self._near_anchor(paragraph), unit, step)

    def _eve(self, words: dict[str, str], paragraph: int, reporting: bool) -> str | None:
        unit = "day" if words["unit"] == "night" else words["unit"]
        return self._later({**words, "unit": unit, "number": "one"}, paragraph, reporting)

    def _is_night(self) -> bool:
        first, last = (
            _first_day(each) if each and each.day else None for each in (self._anchor, self._anchor_end)
        )
        return first is not None and last is not None and last - first == timedelta(days=1)

    def _near_anchor(self, paragraph: int, *, whole: bool = True) -> Date | None:
        """The last date told, if it stands near; None where it is an interval and `whole` is asked."""
        near = paragraph - self._anchor_paragraph <= _ANCHOR_REACH
        return self._anchor if near and (not whole or self._anchor == self._anchor_end) else None

    def _anchor_day(self, paragraph: int) -> date | None:
        anchor = self._near_anchor(paragraph)
        return _first_day(anchor) if anchor and anchor.day is not None else None

    def _decade(self, words: dict[str, str], _paragraph: int, _reporting: bool) -> str | None:
        decade = words["decade"]
        return f"{decade[:2]}XX" if decade.endswith("00") and decade < "2000" else f"{decade[:3]}X"

    def _century(self, words: dict[str, str], _paragraph: int, _reporting: bool) -> str | None:
        number = int(words.get("century") or table("calendar")["centuries"][words["named"]])
        return f"{number - 1:02}XX" if number > 1 else None


_Form = Callable[[Discourse, dict[str, str], int, bool], str | None]
_FORMS: dict[str, _Form] = {
    "weekday": Discourse._weekday,
    "deictic": Discourse._deictic,
    "ago": Discourse._ago,
    "later": Discourse._later,
    "next": Discourse._next,
    "eve": Discourse._eve,
    "decade": Discourse._decade,
    "century": Discourse._century,
}


def _open(value: str, lead: str) -> str:
    """An interval with an open side where the preposition makes one."""
    if "/" in value:
        return value
    if lead in ("since", "on and after", "after"):
        return f"{value}/.."
    return f"../{value}" if lead in ("before", "prior to") else value


def _moved(start: Date | None, unit: str, steps: int | None) -> str | None:
    """`start` moved by days, weeks, months or years, as precise as the unit; None where it cannot be."""
    if start is None or start.year is None or steps is None:
        return None
    if unit == "year":
        return f"{start.year + steps:04}"
    if unit == "month":
        return str(_months(start, steps)) if start.month and start.month <= 12 else None
    day = _first_day(start) if start.day is not None else None
    if day is None or unit not in ("day", "week"):
        return None
    # "Two weeks later" is seldom meant to the day.
    moved = day + timedelta(days=steps * (_WEEK if unit == "week" else 1))
    return f"{moved}~" if unit == "week" else f"{moved}"


def _months(start: Date, steps: int) -> Date:
    assert start.year is not None and start.month is not None
    years, month = divmod(start.month - 1 + steps, 12)
    return Date(start.year + years, month + 1)


def _number(word: str, sign: int) -> int | None:
    known = table("calendar")["numbers"].get(word)
    value = int(word) if word.isdecimal() else known
    return None if value is None else sign * value


def _on_calendar(each: Date | None) -> bool:
    return each is not None and each.year is not None and is_edtf(str(each))


def _first_day(each: Date) -> date | None:
    if each.year is None or (each.month or 1) > 12:
        return None
    try:
        return date(each.year, each.month or 1, each.day or 1)
    except ValueError:
        return None


def _day(value: str | None) -> date | None:
    try:
        return date.fromisoformat(value) if value and len(value) == 10 else None
    except ValueError:
        return None


def _leading_year(value: str | None) -> int | None:
    return int(value[:4]) if value and value[:4].isdecimal() else None
