"""Files that are sorted, whole, the same bytes each time, and read by others as what was written."""

import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from made_claims import claims, extraction_of

from kg.errors import RegistryError
from kg.export import EXPORTERS, Corpus, replacing, triple_lines, without_derived
from kg.export.lines import sorted_lines
from kg.export.records import claim_record
from kg.graph import distinct, document_quads, entity_quads, prefixes
from kg.graph.terms import literal
from kg.model import Claim, Document, Extraction, Mention, Metadata, Span
from kg.model.codec import from_data
from kg.model.entity import EntityType
from kg.model.identifiers import claim_id

ROOT = Path(__file__).parents[1]
GOLDEN = ROOT / "tests" / "golden"
HOSTILE = ROOT.parent / "shared" / "hostile"
FORMATS = EXPORTERS.names()
NO_SURROGATES = st.characters(exclude_categories=["Cs"])


def school() -> Extraction:
    return from_data(Extraction, json.loads((GOLDEN / "school.json").read_text(encoding="utf-8")))


def school_lines() -> list[str]:
    extraction = school()
    return [*document_quads(extraction), *(line for e in extraction.entities for line in entity_quads(e))]


def corpus() -> Corpus:
    extraction = school()
    entities = {entity.id: entity for entity in extraction.entities}
    return Corpus(lines=school_lines(), extractions=[extraction], entities=entities)


def written(format_: str, what: Corpus, folder: Path) -> bytes:
    target = folder / format_
    EXPORTERS.load(format_)(what, target)
    return target.read_bytes()


# ------------------------------------------------------------------ every format


@pytest.mark.parametrize("format_", FORMATS)
def test_same_bytes_in_any_order(format_: str, tmp_path: Path) -> None:
    first = written(format_, corpus(), tmp_path)
    lines, extraction = school_lines(), school()
    random.Random(7).shuffle(lines)
    turned = Extraction(
        document=extraction.document,
        entities=extraction.entities[::-1],
        mentions=extraction.mentions[::-1],
        claims=extraction.claims[::-1],
    )
    again = Corpus(lines=iter(lines * 2), extractions=iter([turned, turned]))
    assert written(format_, again, tmp_path) == first


@pytest.mark.parametrize(("seed", "zone"), [("0", "UTC"), ("1", "Asia/Tokyo"), ("2", "America/Lima")])
def test_same_bytes_under_any_settings(seed: str, zone: str, tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from test_export import *;"
        "[written(format_, corpus(), Path(sys.argv[1])) for format_ in FORMATS]"
    )
    rooms = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
    settings = {
        "PYTHONHASHSEED": seed,
        "TZ": zone,
        "LC_ALL": "C",
        "PYTHONPATH": rooms,
    }
    there, here = tmp_path / "there", tmp_path / "here"
    there.mkdir()
    here.mkdir()
    subprocess.run([sys.executable, "-c", program, there], cwd=ROOT, env=os.environ | settings, check=True)
    for format_ in FORMATS:
        assert (there / format_).read_bytes() == written(format_, corpus(), here)


@pytest.mark.parametrize("format_", FORMATS)
def test_count_is_that_of_the_file(format_: str, tmp_path: Path) -> None:
    target = tmp_path / "file"
    count = EXPORTERS.load(format_)(corpus(), target)
    lines = target.read_text(encoding="utf-8").split("\n")
    if format_ in ("claims", "mentions"):
        assert count == len(lines) - 1 > 0
    else:
        assert lines[-2:] == [f"# {count} triples", ""]


@pytest.mark.parametrize("format_", FORMATS)
def test_an_empty_corpus_is_a_whole_file(format_: str, tmp_path: Path) -> None:
    assert EXPORTERS.load(format_)(Corpus(), tmp_path / "file") == 0
    assert (tmp_path / "file").is_file()


def test_unknown_format_lists_the_known() -> None:
    with pytest.raises(RegistryError, match="claims, mentions, ntriples, turtle"):
        EXPORTERS.load("word")


# ------------------------------------------------------------------ RDF


def by_pyoxigraph(path: Path, format_: pyoxigraph.RdfFormat) -> set[tuple[str, ...]]:
    return {tuple(str(term) for term in quad.triple) for quad in pyoxigraph.parse(path=path, format=format_)}


def by_rdflib(path: Path, format_: str, monkeypatch: pytest.MonkeyPatch) -> set[tuple[str, ...]]:
    # rdflib would make 1.0 of 1 and 0.93 of 0.930: what it read is asked for, not what it makes of it.
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    graph = rdflib.Graph().parse(path, format=format_)
    return {tuple(oxigraph(term) for term in triple) for triple in graph}


def oxigraph(term: rdflib.term.Node) -> str:
    if isinstance(term, rdflib.Literal):
        type_ = pyoxigraph.NamedNode(str(term.datatype)) if term.datatype else None
        return str(pyoxigraph.Literal(str(term), datatype=type_))
    return str(pyoxigraph.NamedNode(str(term)))


@pytest.mark.parametrize(
    ("format_", "theirs", "ours"),
    [
        ("turtle", "turtle", pyoxigraph.RdfFormat.TURTLE),
        ("ntriples", "nt", pyoxigraph.RdfFormat.N_TRIPLES),
    ],
)
def test_two_readers_agree(
    format_: str,
    theirs: str,
    ours: pyoxigraph.RdfFormat,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    extraction = hostile_extraction()
    lines = [*school_lines(), *document_quads(extraction)]
    target = tmp_path / "file"
    count = EXPORTERS.load(format_)(Corpus(lines=lines), target)
    expected = {
        tuple(str(term) for term in quad.triple)
        for quad in pyoxigraph.parse("".join(lines), pyoxigraph.RdfFormat.N_QUADS)
    }
    assert by_pyoxigraph(target, ours) == expected
    assert by_rdflib(target, theirs, monkeypatch) == expected
    assert count == len(expected)


def hostile_extraction() -> Extraction:
    """A document all of whose words are hostile, on one line of text each."""
    strings = [
        "a <b> .",
        'x "y"',
        "z\\",
        "<http://a/b>",
        "'''",
        '"""',
        "\u0000\u0085\u2028",
        "a\tb",
        "\U0001f56f",
        "\u202eabc",
    ]
    if HOSTILE.is_dir():
        strings += json.loads((HOSTILE / "naughty-strings.json").read_text(encoding="utf-8"))
    strings = [string for string in strings if string]
    text = "\n".join(strings)
    starts = [0]
    for string in strings:
        starts.append(starts[-1] + len(string) + 1)
    document = Document(
        id="fedcba9876543210",
        name="".join(strings[:5]),
        path="x",
        text=text,
        sha256="0" * 64,
        media_type="text/plain",
        metadata=Metadata(title=strings[0], publisher=strings[1], author=strings[2], url=strings[3]),
    )
    mentions = tuple(
        Mention(
            document=document.id,
            entity="group-x",
            type=EntityType.GROUP,
            span=Span(start, start + len(string)),
            text=string,
        )
        for string, start in zip(strings, starts, strict=False)
    )
    return Extraction(document=document, entities=(), mentions=mentions, claims=())


@pytest.mark.parametrize("format_", ["turtle", "ntriples"])
def test_the_store_gives_the_same_file(format_: str, tmp_path: Path) -> None:
    store = pyoxigraph.Store()
    lines = [*school_lines(), *document_quads(hostile_extraction())]
    store.bulk_load("".join(lines), pyoxigraph.RdfFormat.N_QUADS)
    stored = Corpus(lines=(f"{quad} .\n" for quad in store))
    assert written(format_, stored, tmp_path) == written(format_, Corpus(lines=lines), tmp_path)


def test_turtle_is_the_golden_one(tmp_path: Path) -> None:
    assert written("turtle", corpus(), tmp_path) == (GOLDEN / "school.ttl").read_bytes()


def test_without_derived() -> None:
    lines = school_lines()
    kept = list(without_derived(lines))
    assert {line.split(" ")[1] for line in lines if line not in kept} == {
        f"<{prefixes()['rep']}{name}>" for name in ("locatedIn", "perpetrated")
    }


LINES = [
    "<http://a/s> <http://a/p> <http://a/o>",
    '<http://a/s> <http://a/p> "x"',
    '<http://a/s> <http://a/p> "x <http://a/g>"',
    '<http://a/s> <http://a/p> "x <http://a/g>"@en',
    '<http://a/s> <http://a/p> "x <y"^^<http://a/t>',
    '<http://a/s> <http://a/p> "5"^^<http://a/t>',
]


@pytest.mark.parametrize("triple", LINES)
@pytest.mark.parametrize("end", [" .\n", " .", ".", ""])
@pytest.mark.parametrize("graph", ["", " <http://a/g>"])
def test_graphs_are_dropped(triple: str, graph: str, end: str) -> None:
    assert list(triple_lines([f"{triple}{graph}{end}"])) == [f"{triple} .\n"]


@given(st.text(NO_SURROGATES), st.booleans())
def test_graphs_are_dropped_after_any_words(words: str, named: bool) -> None:
    triple = f"<http://a/s> <http://a/p> {literal(words)}"
    assert list(triple_lines([f"{triple}{' <http://a/g>' if named else ''} .\n"])) == [f"{triple} .\n"]


# ------------------------------------------------------------------ sorting


@given(st.lists(st.text(NO_SURROGATES.filter(lambda c: c != "\n"), max_size=4)), st.integers(1, 30))
def test_sorting_in_parts_is_sorting(lines: list[str], chunk: int) -> None:
    ended = [f"{line}\n" for line in lines]
    assert list(sorted_lines(ended, chunk)) == sorted(set(ended))


# ------------------------------------------------------------------ JSON Lines

CLAIM_KEYS = [
    *("id", "document", "kind", "subject", "object", "quantity", "when", "where", "speaker", "attribution"),
    *("polarity", "quote", "start", "end", "confidence", "extractor", "key", "document_id"),
]
MENTION_KEYS = ["document", "type", "text", "start", "end", "entity", "id", "document_id"]


def records(format_: str, what: Corpus, folder: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in written(format_, what, folder).decode("utf-8").splitlines()]


@pytest.mark.parametrize(("format_", "keys"), [("claims", CLAIM_KEYS), ("mentions", MENTION_KEYS)])
def test_keys(format_: str, keys: list[str], tmp_path: Path) -> None:
    assert {tuple(record) for record in records(format_, corpus(), tmp_path)} == {tuple(keys)}


def test_a_claim_as_others_read_it(tmp_path: Path) -> None:
    found = {record["quote"]: record for record in records("claims", corpus(), tmp_path)}
    whole, crime = found["14 children"], found["It was a crime"]
    assert whole["quantity"] == {
        "low": 14,
        "high": 14,
        "category": "children",
        "outcome": "killed",
        "qualifier": "exact",
        "surface": "14",
    }
    assert isinstance(whole["quantity"]["low"], int)  # type: ignore[index]
    assert whole["where"] == {
        "id": "place-gradina",
        "type": "Place",
        "label": "Gradina",
        "text": "Gradina",
        "aliases": ["GRADINA", "Gradina"],
    }
    assert whole["attribution"] == ["Gradina Courier", "Agency Nord", "Ana Lukic"]
    assert (whole["object"], crime["object"], crime["speaker"]) == (
        None,
        {"value": "a crime"},
        {"text": "officials"},
    )
    assert {record["id"] for record in found.values()} == {claim_id(claim) for claim in school().claims}


@pytest.mark.parametrize("format_", ["claims", "mentions"])
def test_quotes_are_the_text_at_their_offsets(format_: str, tmp_path: Path) -> None:
    text = school().document.text
    for record in records(format_, corpus(), tmp_path):
        assert text[record["start"] : record["end"]] == record.get("quote", record.get("text"))  # type: ignore[misc]


def test_records_stand_by_document_and_place(tmp_path: Path) -> None:
    found = records("claims", corpus(), tmp_path)
    assert [r["start"] for r in found] == sorted(claim.span.start for claim in school().claims)


def test_descriptions_are_no_mentions(tmp_path: Path) -> None:
    assert "it" not in {record["text"] for record in records("mentions", corpus(), tmp_path)}


def test_hostile_mentions_are_read_again(tmp_path: Path) -> None:
    extraction = hostile_extraction()
    found = records("mentions", Corpus(extractions=[extraction]), tmp_path)
    assert [record["text"] for record in found] == [mention.text for mention in extraction.mentions]
    assert {record["document"] for record in found} == {extraction.document.name}


@given(st.lists(claims(), max_size=4))
def test_made_claims_are_read_again(found: list[Claim]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        read = records("claims", Corpus(extractions=[extraction_of(found)]), Path(folder))
    expected = {claim_id(claim): claim for claim in distinct(found)}
    assert [record["id"] for record in read] == sorted(
        expected, key=lambda id_: (expected[id_].span.start, expected[id_].span.end, id_)
    )
    for record in read:
        claim = expected[str(record["id"])]
        assert record == json.loads(json.dumps(claim_record(claim, extraction_of(found).document, {})))
        assert (record["quote"], record["when"], record["confidence"]) == (
            claim.quote,
            claim.when,
            claim.confidence,
        )


# ------------------------------------------------------------------ replaced whole or not at all


def test_a_failure_leaves_the_former_file(tmp_path: Path) -> None:
    target = tmp_path / "graph.ttl"
    target.write_text("former")

    def broken() -> Iterator[str]:
        yield from school_lines()
        raise RuntimeError("the source ended")

    for format_ in ("turtle", "ntriples"):
        with pytest.raises(RuntimeError, match="the source ended"):
            EXPORTERS.load(format_)(Corpus(lines=broken()), target)
    assert target.read_text() == "former"
    assert [path.name for path in tmp_path.iterdir()] == ["graph.ttl"]


def test_the_new_file_shows_when_it_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "file"
    target.write_text("former")
    with replacing(target) as out:
        out.write(b"new")
        assert target.read_text() == "former"
    assert target.read_text() == "new"
    assert target.stat().st_mode & 0o777 == 0o644
