"""Who is counted, what befell them and in which words: cases as data, read by the shipped annotator."""

import tomllib
from pathlib import Path

import pytest

from kg.extraction.counts import Count, counts
from kg.language import Annotation
from kg.language.encoder import Encoder

CASES = [
    case
    for name in ("counts.toml", "counts_in_prose.toml")
    for case in tomllib.loads((Path(__file__).parent / "data" / name).read_text(encoding="utf-8"))["cases"]
]


@pytest.fixture(scope="module")
def annotator() -> Encoder:
    return Encoder()


def line(annotation: Annotation, count: Count) -> str:
    """A count as a line of the data."""
    low, high = (
        "?" if bound is None else f"{bound:.0f}" for bound in (count.quantity.low, count.quantity.high)
    )
    quantity = count.quantity
    words = annotation.text[annotation.tokens[count.first].start : annotation.tokens[count.last].end]
    what = f"{low}..{high} {quantity.qualifier} {quantity.category} {quantity.outcome or 'open'}"
    return f"{count.kind.value} | {what} | {count.polarity.value} | {words}"


@pytest.mark.parametrize("case", CASES, ids=[case["text"].strip()[:50] for case in CASES])
def test_finds_these_counts_and_no_other(case: dict[str, object], annotator: Encoder) -> None:
    annotation = annotator(str(case["text"]))
    assert [line(annotation, count) for count in counts(annotation)] == case["counts"]


def test_a_count_points_at_its_number_its_victims_its_verb_and_who_did_it(annotator: Encoder) -> None:
    annotation = annotator("Soldiers of the 7th Brigade killed at least twelve villagers at Gradina.")
    (count,) = counts(annotation)
    words = [token.text for token in annotation.tokens]
    assert count.numeral is not None
    assert words[slice(count.numeral[0], count.numeral[1] + 1)] == ["twelve"]
    assert (words[count.victim], words[count.trigger]) == ("villagers", "killed")
    assert [words[agent] for agent in count.agents] == ["Soldiers"]
    assert count.quantity.surface == "at least twelve"


@pytest.mark.parametrize(
    "text", ["", " \n", "12", "killed", "Twelve of.", "including", "of whom 30", "- 1\n- 2\n"]
)
def test_scraps_of_text_are_no_error(text: str, annotator: Encoder) -> None:
    assert counts(annotator(text)) == ()
