"""Numbers as written: values, bounds, and the many numbers that count nothing."""

import pytest

from kg.extraction.counts import numerals
from kg.language.encoder import Encoder


@pytest.fixture(scope="module")
def annotator() -> Encoder:
    return Encoder()


COUNTED = [
    ("Some 1,345 residents left.", "Some 1,345", 1345, 1345, "about"),
    ("The 1,00,000 pilgrims left.", "The 1,00,000", 100000, 100000, "exact"),
    ("1 345 people left.", "1 345", 1345, 1345, "exact"),
    ("1.345 people left.", "1.345", 1345, 1345, "exact"),
    ("Seventy-one of the men left.", "Seventy-one", 71, 71, "exact"),
    ("Two hundred and ten people left.", "Two hundred and ten", 210, 210, "exact"),
    ("One hundred forty-five people left.", "One hundred forty-five", 145, 145, "exact"),
    ("Twelve thousand five hundred people left.", "Twelve thousand five hundred", 12500, 12500, "exact"),
    ("About 2.5 million people left.", "About 2.5 million", 2500000, 2500000, "about"),
    ("Almost half a million people left.", "Almost half a million", 500000, 500000, "nearly"),
    ("Half a dozen boys left.", "Half a dozen", 6, 6, "exact"),
    ("More than two dozen boys left.", "More than two dozen", 24, None, "more than"),
    ("A couple of boys left.", "A couple", 2, 2, "exact"),
    ("The gunmen shot both of them.", "both", 2, 2, "exact"),
    ("No fewer than 12 people left.", "No fewer than 12", 12, None, "at least"),
    ("At least another 20 soldiers left.", "At least another 20", 20, None, "at least"),
    ("Upwards of 300 people left.", "Upwards of 300", 300, None, "more than"),
    ("As many as 417 people left.", "As many as 417", 417, 417, "as many as"),
    ("Up to 40 people left.", "Up to 40", 40, 40, "as many as"),
    ("No more than 40 people left.", "No more than 40", None, 40, "at most"),
    ("Fewer than 40 people left.", "Fewer than 40", None, 40, "less than"),
    ("20 or more people left.", "20 or more", 20, None, "at least"),
    ("Between 30 and 40 people left.", "Between 30 and 40", 30, 40, "exact"),
    ("Around 3000–4000 families left.", "Around 3000–4000", 3000, 4000, "about"),
    ("Dozens of people left.", "Dozens", 12, None, "dozens"),
    ("Hundreds of thousands of people left.", "Hundreds of thousands", 100000, None, "thousands"),
    ("Several thousand people left.", "Several thousand", 1000, None, "thousands"),
    ("Several people left.", "Several", None, None, "several"),
    ("Many people left.", "Many", None, None, "many"),
    ("In 1999, 1800 people left.", "1800", 1800, 1800, "exact"),
    ("On 12 March, 14 men left.", "14", 14, 14, "exact"),
    ("He came in May. 12 people left.", "12", 12, 12, "exact"),
]


@pytest.mark.parametrize(("text", "surface", "low", "high", "qualifier"), COUNTED)
def test_one_number_with_its_bounds(
    text: str, surface: str, low: float, high: float | None, qualifier: str, annotator: Encoder
) -> None:
    found = [(n.surface, n.low, n.high, n.qualifier) for n in numerals(annotator(text))]
    assert found == [(surface, low, high, qualifier)]


@pytest.mark.parametrize(
    "text",
    [
        "The 20-year-old driver of the 52nd Regiment came first.",
        "Ana Lukic (59) left.",
        "Marko Ilic, 22, left.",
        "A teacher aged 30 left.",
        "It happened on Feb. 3-4, 1987.",
        "It happened on 3 and 4 February 1987.",
        "He died between 1991 and 1995.",
        "In 1991 he left.",
        "The meeting began at 14:26 and ended at 5 p.m.",
        "He paid $5 for 20 percent of it.",
        "Flight 417 left Gate 12.",
        "Resolution 940 was adopted.",
        "An M-16 was found.",
        "Nobody left; no one came.",
        "As many as could left.",
    ],
)
def test_what_names_dates_or_measures_counts_nothing(text: str, annotator: Encoder) -> None:
    assert numerals(annotator(text)) == ()
