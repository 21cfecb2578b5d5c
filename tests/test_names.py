"""Names as data: a text, the typed names it must give, and those it must not give."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from kg.extraction.names import form, named
from kg.extraction.references import name_references, words_of
from kg.language.encoder import Encoder
from kg.model import Metadata

CASES = tomllib.loads((Path(__file__).parent / "data" / "names.toml").read_text(encoding="utf-8"))["case"]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder()


@pytest.mark.parametrize("case", [pytest.param(case, id=case["text"][:30]) for case in CASES])
def test_names_of_a_text(case: dict[str, Any], encoder: Encoder) -> None:
    annotation = encoder(case["text"])
    names = named(annotation, Metadata())
    found = {
        f"{r.type.value}: {words_of(annotation, r.first, r.last)}"
        for r in name_references(annotation, names, "0" * 16)
    }
    assert set(case.get("names", ())) <= found
    assert not set(case.get("none", ())) & found


def test_names_are_in_order_and_inside_the_text(encoder: Encoder) -> None:
    for case in CASES:
        annotation = encoder(case["text"])
        names = named(annotation, Metadata())
        assert [(n.first, -n.last) for n in names] == sorted((n.first, -n.last) for n in names)
        assert all(form(annotation, name) in case["text"] for name in names)
        assert len({(n.first, n.last) for n in names}) == len(names)
