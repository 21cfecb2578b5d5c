"""The metric: its rules one by one, and the same figures as the shared scorer where that is present."""

import json
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from handmade import inquiry, school, write_output
from small import kg

from kg.cli.evaluate import figures
from kg.errors import UsageError
from kg.evaluation import read_gold, score
from kg.evaluation.words import alike, count, normal

SHARED = Path(__file__).parents[2] / "shared"
SCORER = SHARED / "gold" / "score.py"

TEXT = "At Gradina 12 children were killed. Mayor Ana Lukic blamed the 7th Brigade."
GOLD = {
    "document": {},
    "entities": [
        {"id": "e", "type": "Event", "name": "the shelling of Gradina", "mentions": ["shelling"]},
        {"id": "a", "type": "Person", "name": "Ana Lukic", "mentions": ["Ana Lukic"]},
        {"id": "b", "type": "MilitaryUnit", "name": "7th Brigade", "mentions": ["7th Brigade"]},
        {"id": "g", "type": "Place", "name": "Gradina", "mentions": ["Gradina"]},
    ],
    "claims": [
        {
            "kind": "casualty",
            "subject": "e",
            "object": None,
            "value": {"number": 12, "category": "children", "outcome": "killed"},
            "when": None,
            "where": "g",
            "speaker": None,
            "polarity": "asserted",
            "quote": "12 children were killed",
        },
        {
            "kind": "accusation",
            "subject": "b",
            "object": "e",
            "value": None,
            "when": None,
            "where": None,
            "speaker": "a",
            "polarity": "asserted",
            "quote": "Mayor Ana Lukic blamed the 7th Brigade",
        },
    ],
}


def stated(kind: str, quote: str, **more: Any) -> dict[str, Any]:
    start = TEXT.index(quote)
    place = {"start": start, "end": start + len(quote), "quote": quote}
    return {"document": "d", "kind": kind, "polarity": "asserted", **place, **more}


COUNT = {"low": 12, "high": 12, "category": "children", "outcome": "killed"}
RIGHT = stated("casualty", "12 children", quantity=COUNT, where={"text": "Gradina"})
BLAME = stated("accusation", "Ana Lukic blamed the 7th Brigade", subject={"text": "the 7th Brigade"})


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    (tmp_path / "d.gold.json").write_text(json.dumps(GOLD))
    (tmp_path / "d.txt").write_text(TEXT)
    return tmp_path


def scored(gold: Path, *claims: dict[str, Any], mentions: tuple[dict[str, Any], ...] = ()) -> dict[str, Any]:
    return figures(score(read_gold(gold, lambda _: TEXT), claims, mentions))


RULES = [
    (RIGHT, "casualty", 1),
    ({**RIGHT, "quantity": COUNT | {"low": 13, "high": 13}}, "casualty", 0),
    ({**RIGHT, "quantity": COUNT | {"category": "minors"}}, "casualty", 1),
    ({**RIGHT, "quantity": COUNT | {"category": "people"}}, "casualty", 0),
    ({**RIGHT, "quantity": COUNT | {"outcome": None}}, "casualty", 1),
    ({**RIGHT, "quantity": COUNT | {"outcome": "wounded"}}, "casualty", 0),
    ({**RIGHT, "quantity": None}, "casualty", 0),
    ({**RIGHT, "kind": "capture"}, "casualty", 1),
    ({**RIGHT, "kind": "role"}, "casualty", 0),
    ({**RIGHT, "start": 40, "end": 51}, "casualty", 0),
    (BLAME, "involvement", 1),
    ({**BLAME, "kind": "perpetrator"}, "involvement", 1),
    ({**BLAME, "subject": {"label": "Shelling"}}, "involvement", 1),
    ({**BLAME, "subject": {"text": "Agency Nord"}}, "involvement", 0),
    ({**BLAME, "subject": {"text": "they", "aliases": ["7th brigade"]}}, "involvement", 1),
]


@pytest.mark.parametrize(("claim", "family", "hits"), RULES)
def test_when_a_claim_matches(gold: Path, claim: dict[str, Any], family: str, hits: int) -> None:
    assert scored(gold, claim)["claims"][family]["recall"] == hits


def test_spare_claims_cost_precision_in_closed_kinds_only(gold: Path) -> None:
    spare = {**RIGHT, "quantity": COUNT | {"low": 99, "high": 99}}
    other = stated("location", "At Gradina", subject={"text": "x"})
    result = scored(gold, RIGHT, BLAME, spare, other)
    assert result["closed kinds"] == {"precision": 0.667, "recall": 1.0, "f1": 0.8, "gold": 2, "found": 3}


def test_facets_are_told_of_what_matches(gold: Path) -> None:
    result = scored(gold, RIGHT, {**BLAME, "kind": "command", "speaker": {"text": "Lukic"}})
    assert result["facets on matched claims"] == {"where": 1.0, "polarity": 1.0, "speaker": 1.0}
    assert result["exact kind on matched claims"] == 0.5
    voiceless = scored(gold, RIGHT, BLAME)
    assert voiceless["facets on matched claims"]["speaker"] == 0.5


def test_a_quote_that_is_not_the_text_is_counted(gold: Path) -> None:
    assert scored(gold, RIGHT, {**BLAME, "quote": "no"})["quotes that are not the document's text"] == 1


def test_names_count_once_a_form_and_armed_bodies_match_each_other(gold: Path) -> None:
    found = (
        ("Person", "Ana Lukic"),
        ("Person", "ana lukic"),
        ("Country", "Gradina"),
        ("Group", "the 7th Brigade"),
    )
    mentions = tuple({"document": "d", "type": type_, "text": text} for type_, text in found)
    entities = scored(gold, mentions=mentions)["entities"]
    assert entities["named"] == {
        "precision": 1.0,
        "recall": 1.0,
        "f1": 1.0,
        "gold": 3,
        "found": 3,
        "armed type right": 0.0,
    }


ALIKE = [
    ("7th Brigade", "the brigade", True),
    ("Ana Lukić", "Lukic", True),
    ("army of Ruthenia", "Ruthenia's army", True),
    ("Ana Lukic", "Petar Horvat", False),
    ("the", "the", False),
    ("", "x", False),
]


@pytest.mark.parametrize(("one", "other", "same"), ALIKE)
def test_what_is_alike(one: str, other: str, same: bool) -> None:
    assert alike(one, other) is same
    assert alike(other, one) is same


def test_words_and_counts_in_their_common_form() -> None:
    assert normal("The  ’Ćuprija’ (bridge)") == "'cuprija' bridge"
    assert count(None) is None
    assert count({"number": None, "category": "x"}) is None
    assert count({"number": 3, "number_max": 5}) == count({"low": 3, "high": 5, "category": "civilians"})


def test_gold_without_a_text_is_refused(gold: Path) -> None:
    with pytest.raises(UsageError, match="--texts"):
        read_gold(gold, lambda _: None)
    (gold / "d.gold.json").write_text("{}")
    with pytest.raises(UsageError, match=r"d\.gold\.json: not gold"):
        read_gold(gold, lambda _: TEXT)


# ------------------------------------------------------------------ the shared scorer


def noisy(gold: Path, texts: Path, seed: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """What a system might find that had read the gold and is wrong here and there."""
    chance = random.Random(seed)
    claims: list[dict[str, Any]] = []
    mentions: list[dict[str, Any]] = []
    for path in sorted(gold.glob("*.gold.json")):
        name = path.name.removesuffix(".gold.json")
        if (texts / f"{name}.txt").exists():
            text = (texts / f"{name}.txt").read_bytes().decode()
            data = json.loads(path.read_text(encoding="utf-8"))
            claims += _noisy_claims(chance, name, text, data)
            mentions += _noisy_mentions(chance, name, data)
    return claims, mentions


def _noisy_claims(chance: random.Random, name: str, text: str, data: Any) -> Iterator[dict[str, Any]]:
    entities = {entity["id"]: entity for entity in data["entities"]}
    kinds = sorted({claim["kind"] for claim in data["claims"]})
    for claim in data["claims"]:
        start = text.find(claim["quote"])
        if start < 0 or chance.random() < 0.15:
            continue
        shift = chance.choice([0, 0, 0, len(claim["quote"]) // 3, len(claim["quote"])])
        end = min(len(text), start + shift + len(claim["quote"]))
        start = min(start + shift, end)
        yield {
            "document": name,
            "kind": claim["kind"] if chance.random() < 0.8 else chance.choice(kinds),
            **{
                side: _noisy_term(chance, claim.get(side), entities)
                for side in ("subject", "object", "where", "speaker")
            },
            "quantity": _noisy_quantity(chance, claim.get("value")),
            "when": claim.get("when") if chance.random() < 0.8 else "1990",
            "polarity": chance.choice([claim["polarity"], "asserted"]),
            "quote": text[start:end] if chance.random() < 0.98 else "?",
            "start": start,
            "end": end,
        }


def _noisy_term(chance: random.Random, value: Any, entities: dict[str, Any]) -> Any:
    if not value or chance.random() < 0.1:
        return None
    if value not in entities:
        return chance.choice([{"value": value}, {"text": value}, {"label": " ".join(value.split()[:2])}])
    entity = entities[value]
    names = [entity["name"], *entity["mentions"]]
    return {"label": chance.choice(names), "aliases": chance.choice([[], entity["mentions"]])}


def _noisy_quantity(chance: random.Random, value: Any) -> Any:
    if not value or value.get("number") is None:
        return None
    return {
        "low": value["number"] + (chance.random() < 0.1),
        "high": value.get("number_max") or value["number"],
        "category": chance.choice([value.get("category"), "people"]),
        "outcome": chance.choice([value.get("outcome"), None, "killed"]),
    }


def _noisy_mentions(chance: random.Random, name: str, data: Any) -> Iterator[dict[str, Any]]:
    for entity in data["entities"]:
        for text in entity["mentions"]:
            if chance.random() < 0.85:
                other = chance.choice(["Person", "Group", "Organization", "MilitaryUnit", "Country"])
                type_ = entity["type"] if chance.random() < 0.85 else other
                yield {"document": name, "type": type_, "text": text}


FOLDERS = [
    ("gold/seeds", "seeds"),
    ("gold/dev/tune", "gold/dev/tune"),
    ("gold/dev/measure", "gold/dev/measure"),
]


@pytest.mark.skipif(not SCORER.exists(), reason="the shared scorer is not here")
@pytest.mark.parametrize(("gold_folder", "texts_folder"), FOLDERS)
@pytest.mark.parametrize("seed", [1, 2])
def test_figures_are_those_of_the_shared_scorer(
    tmp_path: Path, gold_folder: str, texts_folder: str, seed: int
) -> None:
    gold, texts = SHARED / gold_folder, SHARED / texts_folder
    claims, mentions = noisy(gold, texts, seed)
    for name, records in (("claims", claims), ("mentions", mentions)):
        (tmp_path / name).write_text("".join(f"{json.dumps(record)}\n" for record in records))
    command = [sys.executable, str(SCORER), "--json", "--gold", str(gold), "--texts", str(texts)]
    command += ["--claims", str(tmp_path / "claims"), "--mentions", str(tmp_path / "mentions")]
    theirs = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)

    def text_of(name: str) -> str | None:
        path = texts / f"{name}.txt"
        return path.read_bytes().decode() if path.exists() else None

    assert figures(score(read_gold(gold, text_of), claims, mentions)) == theirs
    assert 0.2 < theirs["closed kinds"]["f1"] < 0.9


# ------------------------------------------------------------------ the command


def test_the_command_scores_what_was_built(tmp_path: Path) -> None:
    write_output(tmp_path / "output", (school(), inquiry()))
    claim = dict(GOLD["claims"][0], quote="17 children", value={"number": 17, "category": "children"})
    lost = dict(claim, quote="among the dead", value={"number": 18, "category": "children"})
    gold = {**GOLD, "claims": [claim, lost]}
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "inquiry.gold.json").write_text(json.dumps(gold))
    done = kg("evaluate", "gold", "--json", folder=tmp_path)
    assert json.loads(done.stdout)["claims"] == {
        "casualty": {"precision": 1.0, "recall": 0.5, "f1": 0.667, "gold": 2, "found": 1}
    }
    shown = kg("evaluate", "gold", "--misses", "casualty", folder=tmp_path).stdout.splitlines()
    assert shown[0].split() == ["missed", "inquiry", "casualty", "among", "the", "dead"]
    assert ["claims:", "casualty", "1.000", "0.500", "0.667", "2", "1"] in [line.split() for line in shown]
    assert "quotes that are not the document's text: 0" in shown
    assert kg("evaluate", "elsewhere", folder=tmp_path).returncode == 2
