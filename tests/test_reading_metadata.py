"""What a document says of itself: cases as data; and agreement with the gold annotation, all of it."""

import json
from pathlib import Path
from typing import Any

import pytest

from kg.errors import ReadingError, UsageError
from kg.model import Metadata
from kg.model.dates import is_edtf
from kg.reading import read, walk
from kg.reading.dates import edtf
from kg.reading.metadata import from_text, merged

DATA = Path(__file__).parent / "data" / "reading"
SHARED = Path(__file__).resolve().parents[2] / "shared"
HEADERS = json.loads((DATA / "headers.json").read_text("utf-8"))
DATES = json.loads((DATA / "dates.json").read_text("utf-8"))


def said(metadata: Metadata) -> dict[str, str]:
    return {name: value for name in Metadata.__slots__ if (value := getattr(metadata, name))}


@pytest.mark.parametrize("case", HEADERS, ids=lambda case: case["text"][:40].strip())
def test_text(case: dict[str, Any]) -> None:
    assert said(from_text(case["text"])) == case["says"]


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
@pytest.mark.parametrize("case", HEADERS[:6], ids=lambda case: case["text"][:40].strip())
def test_text_with_other_line_ends(case: dict[str, Any], ends: str) -> None:
    assert said(from_text(case["text"].replace("\n", ends))) == case["says"]


@pytest.mark.parametrize(("written", "date"), DATES.items())
def test_dates(written: str, date: str | None) -> None:
    assert edtf(written) == date
    assert date is None or is_edtf(date)


def test_the_first_layer_that_speaks_counts() -> None:
    layers = (Metadata(title="A"), Metadata(title="B", author="C"), Metadata(author="D", url="E"))
    assert said(merged(*layers)) == {"title": "A", "author": "C", "url": "E"}


SOURCE = """
publisher = "Nord Times"
language = "en"

["a.txt"]
author = "Ana Lukic"
date = 1993-03-03

["b.txt"]
encoding = "windows-1250"
publisher = "Gradina Herald"
date = "1993-03"
"""


def test_source_toml_goes_before_what_files_say(tmp_path: Path) -> None:
    (tmp_path / "source.toml").write_text(SOURCE, "utf-8")
    (tmp_path / "a.txt").write_text("date 1992-01-01 Shells fell.", "utf-8")
    (tmp_path / "b.txt").write_bytes("Načelnik Petar Šimić je žurno otišao.".encode("cp1250"))
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "a.txt").write_text("Nothing is inherited.", "utf-8")
    found = {str(path.relative_to(tmp_path)): read(path)[0] for path in walk([tmp_path])}
    assert {name: said(document.metadata) for name, document in found.items()} == {
        "a.txt": {"publisher": "Nord Times", "language": "en", "author": "Ana Lukic", "date": "1993-03-03"},
        "b.txt": {"publisher": "Gradina Herald", "language": "en", "date": "1993-03"},
        "inner/a.txt": {},
    }
    assert found["b.txt"].text == "Načelnik Petar Šimić je žurno otišao."


WRONG = {
    "colour = 'red'": "'colour'",
    "publisher = 3": "'publisher'",
    "publisher = ''": "'publisher'",
    "date = 'Monday'": "no EDTF date",
    "date = 1993-02-30": "not valid TOML",
    "['c.txt']\ntitle = 'x'": "'c.txt'",
    "['../a.txt']\ntitle = 'x'": "'../a.txt'",
    "['a.txt']\ncolour = 'red'": "'colour' of 'a.txt'",
    "title = ": "not valid TOML",
    "['a.txt'.inner]\ntitle = 'x'": "'inner'",
    "title = [1]": "'title'",
    "\udcff": "not valid TOML",
}


@pytest.mark.parametrize(("toml", "names"), WRONG.items())
def test_a_wrong_source_toml_is_refused_before_any_work(tmp_path: Path, toml: str, names: str) -> None:
    (tmp_path / "source.toml").write_text(toml, "utf-8", errors="surrogateescape")
    (tmp_path / "a.txt").write_text("Shells fell.", "utf-8")
    with pytest.raises(UsageError) as refused:
        walk([tmp_path])
    with pytest.raises(ReadingError) as failed:
        read(tmp_path / "a.txt")
    assert str(refused.value) == str(failed.value)
    assert "source.toml" in str(failed.value) and names in str(failed.value)
    assert "\n" not in str(failed.value)


def test_source_toml_names_an_unknown_encoding(tmp_path: Path) -> None:
    (tmp_path / "source.toml").write_text("encoding = 'rot13'", "utf-8")
    (tmp_path / "a.txt").write_text("Shells fell.", "utf-8")
    with pytest.raises(ReadingError, match="'rot13'"):
        read(tmp_path / "a.txt")


def test_meta_json_speaks_for_the_text_of_the_same_stem(tmp_path: Path) -> None:
    meta = {"title": "The fall", "source": "Nord Times", "licence": "public domain", "date": None}
    (tmp_path / "a.txt").write_text("Shells fell.", "utf-8")
    (tmp_path / "a.meta.json").write_text(json.dumps(meta), "utf-8")
    (tmp_path / "a.gold.json").write_text("{}", "utf-8")
    assert walk([tmp_path]) == (tmp_path / "a.txt",)
    (document,) = read(tmp_path / "a.txt")
    assert said(document.metadata) == {"title": "The fall", "publisher": "Nord Times"}


@pytest.mark.parametrize("broken", ["{", "[]", "[" * 100_000, "\xff"])
def test_a_broken_meta_json_is_named(tmp_path: Path, broken: str) -> None:
    (tmp_path / "a.txt").write_text("Shells fell.", "utf-8")
    (tmp_path / "a.meta.json").write_bytes(broken.encode("latin-1"))
    with pytest.raises(ReadingError, match=r"a\.meta\.json"):
        read(tmp_path / "a.txt")


GOLD = sorted((SHARED / "gold" / "seeds").glob("*_*.gold.json"))


@pytest.mark.skipif(not GOLD, reason="the gold annotation is not here")
def test_gold_documents_say_of_themselves_what_we_read() -> None:
    """date, author and dateline agree; a publisher known from the byline alone is our agency."""
    differing = []
    for path in GOLD:
        gold = json.loads(path.read_text("utf-8"))["document"]
        stem = path.name.removesuffix(".gold.json")
        (document,) = read(SHARED / "seeds" / f"{stem}.txt")
        ours = document.metadata
        agree = (
            ours.date == gold["date"],
            ours.author == gold["author"],
            (ours.publisher or ours.agency) == gold["publisher"],
            (gold["dateline"] or "").casefold() in (ours.dateline or "").casefold(),
            bool(gold["dateline"]) == bool(ours.dateline),
        )
        if not all(agree):
            differing.append((stem, gold, ours))
    assert differing == []


TUNE = SHARED / "gold" / "dev" / "tune"


@pytest.mark.skipif(not TUNE.is_dir(), reason="the development texts are not here")
def test_development_texts_are_read_as_they_stand() -> None:
    documents = [document for path in walk([TUNE]) for document in read(path)]
    assert len(documents) == len(list(TUNE.glob("*.txt")))
    for document in documents:
        gold = json.loads((TUNE / f"{document.name}.gold.json").read_text("utf-8"))["document"]
        assert document.text == Path(document.path).read_bytes().decode("utf-8")
        assert (document.metadata.date, document.metadata.author) == (gold["date"], gold["author"])
