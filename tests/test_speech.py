"""Acts of speech, chains of voices, hearsay: cases are data. Quotation marks pair and nest in any text."""

import tomllib
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extraction.modality import hedged, hypothetical
from kg.extraction.speech import acts, speaker_at
from kg.extraction.speech.quotations import quotations
from kg.language import Annotation
from kg.language.encoder import Encoder

DATA = tomllib.loads((Path(__file__).parent / "data" / "speech.toml").read_text(encoding="utf-8"))


@cache
def annotate(text: str) -> Annotation:
    return encoder()(text)


@cache
def encoder() -> Encoder:
    return Encoder()


def words(annotation: Annotation, first: int, last: int) -> str:
    return annotation.text[annotation.tokens[first].start : annotation.tokens[last].end]


def name(annotation: Annotation, token: int | None) -> str | None:
    return None if token is None else annotation.tokens[token].text


def place(annotation: Annotation, word: str) -> int:
    return next(token.index for token in annotation.tokens if token.text == word)


@pytest.mark.parametrize("case", DATA["case"], ids=lambda case: case["name"])
def test_acts(case: dict) -> None:
    annotation = annotate(case["text"])
    found = [
        [
            name(annotation, act.cue),
            name(annotation, act.speaker),
            " | ".join(words(annotation, *each) for each in act.contents),
            act.mode.value,
            act.stance,
        ]
        for act in acts(annotation)
    ]
    assert found == case["acts"]


@pytest.mark.parametrize("case", DATA["chain"], ids=lambda case: case["text"])
def test_speaker_at(case: dict) -> None:
    annotation = annotate(case["text"])
    chain = speaker_at(acts(annotation), place(annotation, case["word"]))
    assert [name(annotation, act.speaker) for act in chain] == case["speakers"]


@pytest.mark.parametrize("case", DATA["modality"], ids=lambda case: f"{case['word']}: {case['text']}")
def test_modality(case: dict) -> None:
    annotation = annotate(case["text"])
    at = place(annotation, case["word"])
    assert hedged(annotation, at) == case["hedged"]
    assert hypothetical(annotation, at) == case["hypothetical"]


MARKED = st.text(alphabet=st.sampled_from("ab .\n\"'“”‘’«»„"), max_size=60)


@given(MARKED)
def test_quotations_lie_inside_their_line_and_nest(text: str) -> None:
    found = quotations(text)
    assert all("\n" not in text[each.start : each.end] for each in found)
    for left in found:
        for right in found:
            apart = left.end <= right.start or right.end <= left.start
            nested = left.start <= right.start <= right.end <= left.end
            assert apart or nested or right.start <= left.start <= left.end <= right.end


@pytest.mark.parametrize("case", DATA["chain"] + DATA["case"], ids=lambda case: case["text"][:60])
def test_a_parent_holds_the_cue_of_its_child(case: dict) -> None:
    annotation = annotate(case["text"])
    found = acts(annotation)
    for act in found:
        assert all(0 <= first <= last < len(annotation.tokens) for first, last in [*act.contents, act.quote])
        if act.parent is not None:
            assert act in found and any(a <= act.cue <= b for a, b in found[act.parent].contents)
