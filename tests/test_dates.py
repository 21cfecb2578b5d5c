"""Partial dates: the days they can mean, and how a reader sees them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model.dates import bounds, is_edtf, spelt

CASES = [
    ("1992", date(1992, 1, 1), date(1992, 12, 31), "1992"),
    ("1992-02", date(1992, 2, 1), date(1992, 2, 29), "February 1992"),
    ("1992-02-25", date(1992, 2, 25), date(1992, 2, 25), "25 February 1992"),
    ("1992-02-25/1992-02-26", date(1992, 2, 25), date(1992, 2, 26), "25 to 26 February 1992"),
    ("1992-02-28/1992-03-01", date(1992, 2, 28), date(1992, 3, 1), "28 February to 1 March 1992"),
    ("1991-12-31/1992-01-01", date(1991, 12, 31), date(1992, 1, 1), "31 December 1991 to 1 January 1992"),
    ("1988-03/1988-05", date(1988, 3, 1), date(1988, 5, 31), "March to May 1988"),
    ("2015/2016", date(2015, 1, 1), date(2016, 12, 31), "2015 to 2016"),
    ("197X", date(1970, 1, 1), date(1979, 12, 31), "the 1970s"),
    ("18XX", date(1800, 1, 1), date(1899, 12, 31), "the 1800s"),
    ("1993-21", date(1993, 3, 1), date(1993, 5, 31), "spring 1993"),
    ("1947-11-25/..", date(1947, 11, 25), None, "since 25 November 1947"),
    ("../1994", None, date(1994, 12, 31), "until 1994"),
    ("1945~", date(1945, 1, 1), date(1945, 12, 31), "about 1945"),
]


@pytest.mark.parametrize(("value", "first", "last", "words"), CASES)
def test_a_date_means_days_and_can_be_read(
    value: str, first: date | None, last: date | None, words: str
) -> None:
    assert bounds(value) == (first, last)
    assert spelt(value) == words


@pytest.mark.parametrize(
    "value", ["", "..", "../..", "1992-13", "1992-02-30", "02-25", "1993/1992", "yesterday", "199X-02"]
)
def test_what_is_no_date_is_refused(value: str) -> None:
    assert not is_edtf(value)
    with pytest.raises(ValueError):
        spelt(value)


@given(st.dates(), st.dates())
def test_intervals_of_days_are_spelt_with_both_ends(one: date, other: date) -> None:
    first, last = sorted((one, other))
    words = spelt(f"{first.isoformat()}/{last.isoformat()}")
    assert str(first.day) in words.split() and words.endswith(f"{last.day} {last:%B} {last.year}")
