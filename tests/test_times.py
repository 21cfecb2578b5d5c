"""Written times to EDTF, and which time governs a word: cases are data."""

import tomllib
from functools import cache
from pathlib import Path

import pytest

from kg.extraction.times import time_of, times
from kg.language import Annotation
from kg.language.encoder import Encoder
from kg.model.dates import is_edtf

DATA = tomllib.loads((Path(__file__).parent / "data" / "times.toml").read_text(encoding="utf-8"))


@cache
def encoder() -> Encoder:
    return Encoder()


def words(annotation: Annotation, first: int, last: int) -> str:
    return annotation.text[annotation.tokens[first].start : annotation.tokens[last].end]


@pytest.mark.parametrize("case", DATA["case"], ids=lambda case: case["name"])
def test_times(case: dict) -> None:
    annotation = encoder()(case["text"])
    found = times(annotation, case.get("published"))
    assert [[words(annotation, t.first, t.last), t.value, t.sort.value] for t in found] == case["times"]
    assert all(is_edtf(t.value) for t in found)


@pytest.mark.parametrize("case", DATA["governed"], ids=lambda case: f"{case['word']}: {case['text']}")
def test_time_of(case: dict) -> None:
    annotation = encoder()(case["text"])
    index = next(token.index for token in annotation.tokens if token.text == case["word"])
    governing = time_of(annotation, times(annotation, None), index)
    assert (governing and governing.value) == case.get("value")
