"""The patterns of written times, put together from the words of `ontology/words/calendar.toml`."""

import re
from collections.abc import Iterable
from functools import cache

from kg.schema.words import table

__all__ = ["forms"]

_YEAR = r"(?:1\d\d\d|20\d\d)"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_ORDINAL = r"(?:st|nd|rd|th)?"
_NO_NUMBER = r"(?![\d,]\d)"
_TO = r"\s*(?P<to>[-–—/]|\b(?:to|and|through|until|till|and into)\b)\s*(?:the\s+)?"
_PART = r"(?:morning|afternoon|evening|nights?|days?|early hours|dawn|noon|midnight)"
_LEAD = (
    r"(?P<lead>(?:on and after|on or about|on or around|up to|prior to|as of|on|in|at|by|since|until|till"
    r"|from|between|during|before|after|around|circa|about)\s+)?"
)
_VAGUE = (
    r"(?:(?:the\s+)?(?:very\s+)?(?:(?:early|late|mid)(?:\s+|-)|(?:beginning|start|middle|end|close)\s+of\s+)"
    rf"|(?:the\s+)?(?:early\s+|late\s+)?{_PART}\s+(?:of|between|from)\s+){{0,2}}(?:the\s+)?"
)


@cache
def forms() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Name and pattern of each form; a name may stand twice.

    Groups of dates: `year`, `month`, `number` (a month in digits), `season`, `day`, each with a
    digit (one of several ways of writing) and `_a` or `_b` (first or second end of an interval).
    """
    found = [*_calendar(), *_relative()]
    return tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in found)


def _any(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))})"


def _words(name: str) -> str:
    return _any(table("calendar")[name])


def _opening() -> str:
    """What may lead a date: "on the night of Friday, the"."""
    return rf"\b{_LEAD}(?:(?:the\s+)?(?P<eve>eve)\s+of\s+)?{_VAGUE}(?:{_words('weekdays')},?\s+)?(?:the\s+)?"


def _after(group: str) -> str:
    """A year after day and month, with "of" or a comma or neither."""
    return rf"(?:,?\s+(?:of\s+)?(?P<{group}>{_YEAR}){_NO_NUMBER})?"


def _date(tag: str) -> str:
    """One date with its month: day first, month first, in digits, without day, or a season."""
    month = _words("months")
    ways = (
        rf"(?P<year3{tag}>{_YEAR})-(?P<number1{tag}>0[1-9]|1[0-2])-(?P<day1{tag}>0[1-9]|[12]\d|3[01])(?!\d)",
        rf"(?P<day2{tag}>{_DAY})\.(?P<number2{tag}>0?[1-9]|1[0-2])\.(?P<year4{tag}>{_YEAR})(?!\d)",
        rf"(?P<day3{tag}>{_DAY}){_ORDINAL}(?:\s+day)?\s+(?:of\s+)?(?P<month1{tag}>{month})\b\.?"
        + _after(f"year1{tag}"),
        rf"(?P<month2{tag}>{month})\b\.?\s+(?:the\s+)?(?P<day4{tag}>{_DAY}){_ORDINAL}"
        rf"(?![\d:]|,\d{{3}}|\s*(?:%|percent)){_after(f'year2{tag}')}",
        rf"(?P<month3{tag}>{month})\b\.?,?\s+(?:of\s+)?(?P<year5{tag}>{_YEAR}){_NO_NUMBER}",
        rf"(?P<season{tag}>{_words('seasons')})\s+(?:of\s+)?(?P<year6{tag}>{_YEAR})(?!\d)",
    )
    return rf"(?:(?:{_words('weekdays')},?\s+)?(?:{'|'.join(ways)}))"


def _end(tag: str) -> str:
    """One end of "from ... to ...": a date, or a month or year alone."""
    bare = rf"(?P<month7{tag}>{_words('months')})\b\.?|(?P<year7{tag}>{_YEAR}){_NO_NUMBER}"
    return rf"{_VAGUE}(?:{_date(tag)}|{bare})"


def _calendar() -> list[tuple[str, str]]:
    opening, month = _opening(), _words("months")
    two_days = rf"(?P<first>{_DAY}){_ORDINAL}{_TO}(?P<second>{_DAY}){_ORDINAL}"
    lead = r"\b(?P<lead>(?:in|since|until|till|by|during|from|before|after|throughout|of)\s+)"
    ordinal = rf"(?:(?P<century>\d\d?)(?:st|nd|rd|th)|(?P<named>{_words('centuries')}))"
    return [
        ("days", rf"{opening}{two_days}\s+(?:of\s+)?(?P<month1>{month})\b\.?{_after('year1')}"),
        ("days", rf"{opening}(?P<month1>{month})\b\.?\s+{two_days}(?![\d:]){_after('year1')}"),
        ("dates", rf"\b(?P<lead>(?:from|between)\s+){_end('_a')}{_TO}{_end('_b')}"),
        ("dates", rf"{opening}{_date('_a')}\s*[-–—]\s*{_date('_b')}"),
        ("dates", rf"{lead}{_VAGUE}(?P<month7_a>{month})\b\.?\s+(?:and|through)\s+{_date('_b')}"),
        ("date", rf"{opening}{_date('_a')}"),
        ("month", rf"{lead}{_VAGUE}(?P<month1_a>{month})\b(?!\s+\d)"),
        (
            "years",
            rf"{opening}(?<![\d.,-])(?P<first>{_YEAR})\s?[-–—/]\s?(?P<second>{_YEAR}|\d\d)(?![\d-]|[,.]\d)",
        ),
        ("year", rf"{opening}(?<![\d.,/–-])(?P<year1_a>{_YEAR})(?![\d%/–-]|[,.]\d|(?:st|nd|rd|th)\b)"),
        ("decade", rf"{opening}(?P<decade>1\d\d0|20\d0)['’]?s\b"),
        ("century", rf"{opening}{ordinal}[\s-]+century\b"),
    ]


def _relative() -> list[tuple[str, str]]:
    number = rf"(?P<number>\d{{1,3}}|{_words('numbers')}|several)"
    count = rf"\b{number}\s+(?P<unit>day|week|month|year|decade)s?\s+"
    way = r"(?P<way>later|earlier|before|afterwards?|previously)"
    which = r"(?P<which>last|next|this|the following|the next|the previous)"
    part = r"(?:morning|afternoon|evening|night)"
    turns = "|".join(
        f"{one} {unit}" for one in ("last", "this", "next") for unit in ("week", "month", "year")
    )
    deictic = f"today|yesterday|tomorrow|tonight|this morning|this afternoon|this evening|last night|{turns}"
    return [
        (
            "weekday",
            rf"\b(?:(?:on|by|since|until|late|early|earlier)\s+){{0,2}}{which}?\s*\b"
            rf"(?P<weekday>{_words('weekdays')})\b(?:['’]s)?(?:\s+{part})?",
        ),
        ("deictic", rf"\b(?:(?:earlier|later|late|early)\s+)?(?P<deictic>{deictic})\b(?!['’]s)"),
        ("ago", rf"{count}ago\b"),
        ("later", rf"{count}{way}\b"),
        (
            "next",
            r"\b(?:on |in |by )?(?:later |earlier |early |late )?(?:on )?(?:(?=that)|the\s+)"
            r"(?P<way>next|following|previous|same|that)\s+"
            rf"(?P<unit>day|{part}|month|year)\b",
        ),
        ("eve", r"\b(?:on )?the (?P<unit>day|night|month|year) (?P<way>before|after|earlier|later)\b"),
    ]
