"""`kg query`: named queries on a small graph, what is printed, and what is refused."""

import csv
import io
import json
import os
import pty
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pyoxigraph
import pytest
from handmade import HOSTILE, inquiry, school, write_output
from hypothesis import given, settings
from hypothesis import strategies as st
from small import command, kg

from kg.cli.terminal import safe, wrap
from kg.errors import OntologyError, UsageError
from kg.model import ClaimKind, Entity, EntityType, Polarity
from kg.schema import ontology_folder
from kg.store.named import bound, named_queries, named_query, read_named
from kg.store.names import find, named_entities, resolve
from kg.store.query import ask

ENVIRONMENT = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
QUERIES = [query.name for query in named_queries()]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the output of two documents in `output`."""
    folder = tmp_path_factory.mktemp("query")
    write_output(folder / "output", (school(), inquiry()))
    return folder


@pytest.fixture(scope="module")
def store(folder: Path) -> Path:
    return folder / "output" / "store"


def rows(store: Path, name: str, **values: str) -> list[dict[str, str]]:
    with (answer := ask(store, bound(store, named_query(name), values))).stream:
        return [{column: value.text for column, value in row.items()} for row in answer.rows()]


def table(folder: Path, *words: str, columns: int = 200) -> str:
    done = kg("query", *words, folder=folder, COLUMNS=str(columns))
    assert done.returncode == 0, done.stderr
    return done.stdout


# ------------------------------------------------------------------ named queries


def test_there_are_enough() -> None:
    assert {"about", "aliases", "casualties", "denials", "speakers", "who-did-it"} <= set(QUERIES)


@pytest.mark.parametrize("name", QUERIES)
def test_each_runs_as_a_file_in_any_tool(name: str) -> None:
    text = (ontology_folder() / "queries" / f"{name}.rq").read_text(encoding="utf-8")
    solutions = pyoxigraph.Store().query(text)
    assert isinstance(solutions, pyoxigraph.QuerySolutions)
    assert solutions.variables


@pytest.mark.parametrize("name", QUERIES)
def test_each_says_the_defaults_that_it_has(name: str) -> None:
    query = named_query(name)
    for parameter in query.parameters:
        written = "UNDEF" if parameter.entity else f'"{parameter.default}"'
        assert f"VALUES ?{parameter.name} {{ {written} }}" in query.text


@pytest.mark.parametrize("name", QUERIES)
def test_each_answers(store: Path, name: str) -> None:
    needed = {p.name: "Gradina" for p in named_query(name).parameters if p.default is None}
    assert rows(store, name, **needed)


def test_figures_stand_beside_their_documents_and_speakers(store: Path) -> None:
    found = rows(store, "casualties", category="children", outcome="killed")
    told = ("low", "high", "qualifier", "quote", "speaker", "document", "publisher", "date", "of")
    event = "Shelling, Gradina, 4 May 1993"
    assert [tuple(row[name] for name in told) for row in found] == [
        ("14", "14", "exact", "14 children", "Ana Lukic", "school", "Gradina Courier", "1993-05-05", event),
        (
            *("17", "17", "exact", "17 children", "commission of inquiry"),
            *("inquiry", "Ruthenia Herald", "1994-01-12", event),
        ),
    ]


CASUALTIES = [
    ({}, ["about 9 teachers", "14 children", "17 children", "Up to 31 people may be missing"]),
    ({"category": "CHILDREN"}, ["14 children", "17 children"]),
    ({"category": "child"}, []),
    ({"outcome": "missing"}, ["Up to 31 people may be missing"]),
    ({"event": "gradina", "category": "teachers"}, ["about 9 teachers"]),
    ({"event": "7th brigade"}, []),
]


@pytest.mark.parametrize(("values", "quotes"), CASUALTIES)
def test_figures_can_be_narrowed(store: Path, values: dict[str, str], quotes: list[str]) -> None:
    assert sorted(row["quote"] for row in rows(store, "casualties", **values)) == sorted(quotes)


def test_what_one_voice_denies_another_affirms(tmp_path: Path) -> None:
    """The golden mayor only reports what the brigade did; here another document has her affirm it."""
    said = next(claim for claim in school().claims if claim.kind is ClaimKind.PERPETRATOR)
    affirmed = replace(said, polarity=Polarity.ASSERTED)
    output = write_output(tmp_path / "output", (school(), inquiry(affirmed)))
    found = {
        tuple(row.get(name) for name in ("denied_by", "document", "affirmed_by", "affirming_document"))
        for row in rows(output / "store", "denials")
    }
    assert found == {
        ("7th Brigade", "school", "Ana Lukic", "inquiry"),
        ("Petar Horvát", "inquiry", "Ana Lukic", "inquiry"),
    }


def test_what_one_speaker_says(store: Path) -> None:
    assert {row["quote"] for row in rows(store, "speakers", who="horvat")} == {
        "denied that the 7th Brigade had fired"
    }


def test_labels_keep_their_speaker(store: Path) -> None:
    assert ("a crime", "officials") in {
        (row["called"], row["speaker"]) for row in rows(store, "labels", label="CRIME")
    }


# ------------------------------------------------------------------ parameters


@given(value=st.text(st.characters(exclude_categories=["Cs"])))
@settings(max_examples=300, deadline=None)
def test_no_value_breaks_out_of_its_literal(value: str) -> None:
    store = pyoxigraph.Store()
    text = bound(Path("unused"), named_query("casualties"), {"category": value, "outcome": value})
    head, _, _ = text.partition("\n  ?claim")
    solutions = store.query(f"{head[: head.index('SELECT')]} SELECT * {head[head.index('WHERE') :]} }}")
    assert isinstance(solutions, pyoxigraph.QuerySolutions)
    (row,) = solutions
    assert (row["category"].value, row["outcome"].value) == (value, value)


BREAKOUTS = ['" } #', 'x" } INSERT', "\\u0022 }", 'children" "killed', "}\nVALUES ?event { <a:a> }\n{"]


@pytest.mark.parametrize("value", BREAKOUTS)
def test_a_hostile_value_finds_nothing(store: Path, value: str) -> None:
    assert rows(store, "casualties", category=value) == []


REFUSED = [
    (("--name", "figures"), "no query is named 'figures'; known are about"),
    (("--name", "about"), "needs who: --set who=VALUE"),
    (("--name", "about", "--set", "who=Gradinna"), "nothing here is called 'Gradinna'; near are Gradina"),
    (("--name", "about", "--set", "whom=Gradina"), "no parameter 'whom'; it has who"),
    (("--name", "about", "--set", "who="), "needs who: --set who=VALUE"),
    (("ASK {}", "--seconds", "0"), "give seconds and megabytes above 0"),
    (("ASK {}", "--seconds", "nan"), "give seconds and megabytes above 0"),
    (("--name", "about", "--set", "who"), "give a key and a value"),
    (("ASK {}", "--set", "who=x"), "give one with --name"),
    (("ASK { SERVICE <http://localhost/> {} }",), "SERVICE is refused"),
    (("SELECT",), "not SPARQL"),
    (("CONSTRUCT WHERE { ?s ?p ?o }", "--format", "csv"), "leave out --format"),
    (("--file", "missing.rq"), "missing.rq: No such file"),
    (("ASK {}", "-o", "elsewhere"), "nothing was built there; run kg build"),
    (("ASK {}", "--format", "yaml"), "invalid choice"),
    ((), "see kg query --help"),
]


@pytest.mark.parametrize(("words", "told"), REFUSED)
def test_what_cannot_be_done_is_one_line(folder: Path, words: tuple[str, ...], told: str) -> None:
    done = kg("query", *words, folder=folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_query_file_must_declare_itself(tmp_path: Path) -> None:
    for text in ("ASK {}", "# purpose: x\n# parameter: a = | b\nASK {}"):
        path = tmp_path / "q.rq"
        path.write_text(text)
        with pytest.raises(OntologyError, match=r"q\.rq"):
            read_named(path)


# ------------------------------------------------------------------ names


FOUND = [
    ("person-petar-horvat", ["Petar Horvát"]),
    ("petar horvat", ["Petar Horvát"]),
    ("COLONEL HORVÁT", ["Petar Horvát"]),
    ("horvat", ["Petar Horvát"]),
    ("brigade", ["7th Brigade"]),
    ("rigad", []),
    ("", []),
    ("?", []),
]


@pytest.mark.parametrize(("what", "labels"), FOUND)
def test_entities_are_found_by_any_name(store: Path, what: str, labels: list[str]) -> None:
    entities = named_entities(store)
    assert [entities[key].label for key in find(entities, what)] == labels


def test_a_part_of_several_names_names_them() -> None:
    places = {
        name: Entity(id=name, type=EntityType.PLACE, label=f"Gradina {name}", aliases=(f"Gradina {name}",))
        for name in ("bridge", "town")
    }
    with pytest.raises(
        UsageError, match=r"several names; give one of Gradina bridge \(bridge\), Gradina town"
    ):
        resolve(places, "gradina")


# ------------------------------------------------------------------ what is printed


def test_a_table_has_its_numbers_to_the_right(folder: Path) -> None:
    query = "SELECT ?name ?n { VALUES (?name ?n) { ('one' 1) ('a thousand' 1000) } }"
    assert table(folder, query).splitlines() == [
        "name           n",
        "──────────  ────",
        "one            1",
        "a thousand  1000",
        "2 rows",
    ]


def test_iris_are_shown_by_their_prefix(folder: Path) -> None:
    shown = table(folder, "SELECT ?who (<https://other.example/x> AS ?y) { ?who a kg:Place }")
    assert shown.splitlines()[2] == "ent:place-gradina  <https://other.example/x>"


def test_no_line_is_longer_than_the_terminal(folder: Path) -> None:
    for columns in (60, 80, 110, 160):
        shown = table(folder, "--name", "casualties", columns=columns)
        grid = [line for line in shown.splitlines() if "─" in line]
        assert all(len(line) <= columns for line in shown.splitlines()) or not grid


def test_a_narrow_terminal_gets_a_line_for_each_value(folder: Path) -> None:
    shown = table(folder, "--name", "casualties", "--set", "category=teachers", columns=40).splitlines()
    assert shown[0].split() == ["low", "9"]
    assert "quote      about 9 teachers" in shown


def test_what_all_rows_share_is_told_once(folder: Path) -> None:
    shown = table(folder, "--name", "casualties", "--set", "category=children", columns=100)
    assert shown.count("Affirms") == 1
    assert "stance in all rows: Affirms" in shown


def test_hostile_words_cannot_act_on_the_terminal(folder: Path) -> None:
    shown = table(folder, "SELECT ?label { ent:person-evil rdfs:label ?label }")
    assert shown.splitlines()[2] == "Evil\\x1b]0;title\\x07 <b>\\u202egnp.exe</b> [red]x[/red]"


@pytest.mark.parametrize("format_", ["table", "csv", "tsv", "json", "xml"])
def test_no_format_acts_on_a_terminal(folder: Path, format_: str) -> None:
    outer, inner = pty.openpty()
    query = "SELECT ?label { ent:person-evil rdfs:label ?label }"
    words = command("query", query, "--format", format_)
    subprocess.run(words, cwd=folder, env=ENVIRONMENT, stdout=inner, stdin=inner, check=True)
    os.close(inner)
    shown = b""
    while chunk := _read(outer):
        shown += chunk
    os.close(outer)
    assert b"gnp.exe" in shown
    assert not {0x1B, 0x07} & set(shown)
    assert "\u202e" not in shown.decode()


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 1 << 16)
    except OSError:  # how Linux says that the other end is closed
        return b""


@given(text=st.text())
def test_safe_text_is_printable_and_keeps_letters(text: str) -> None:
    shown = safe(text)
    assert all(c.isprintable() or c in "\u200c\u200d\u00a0\u3000" or c.isspace() for c in shown)
    assert not any(c in shown for c in "\x1b\x07\n\r\u202e\u2066\x9b")


@given(text=st.text(), size=st.integers(2, 30))
def test_wrapping_loses_nothing_but_blanks(text: str, size: int) -> None:
    text = safe(text)
    assert "".join("".join(wrap(text, size)).split()) == "".join(text.split())


def test_formats_are_those_of_the_w3c(folder: Path) -> None:
    query = "SELECT ?label ?missing { ent:person-evil rdfs:label ?label }"
    csv_rows = list(csv.reader(io.StringIO(table(folder, query, "--format", "csv"), newline="")))
    assert csv_rows == [["label", "missing"], [HOSTILE, ""]]
    (binding,) = json.loads(table(folder, query, "--format", "json"))["results"]["bindings"]
    assert binding == {"label": {"type": "literal", "value": HOSTILE}}
    assert table(folder, query, "--format", "tsv").startswith("?label\t?missing\n")
    assert table(folder, query, "--format", "xml").startswith("<?xml")


def test_other_forms_of_answer(folder: Path) -> None:
    assert table(folder, "ASK { ?s a kg:Claim }") == "true\n"
    assert table(folder, "ASK { ?s a kg:Nothing }") == "false\n"
    assert table(folder, "SELECT ?s { ?s a kg:Nothing }").endswith("0 rows\n")
    turtle = table(folder, "CONSTRUCT WHERE { ent:place-gradina a ?type }")
    assert turtle.endswith("ent:place-gradina a kg:Place .\n")
    assert len(list(pyoxigraph.parse(turtle.encode(), pyoxigraph.RdfFormat.TURTLE))) == 1


def test_a_query_comes_from_a_file_or_from_standard_input(folder: Path) -> None:
    (folder / "q.rq").write_text("ASK { ?s a kg:Claim }")
    assert table(folder, "--file", "q.rq") == "true\n"
    done = subprocess.run(
        command("query", "-"),
        cwd=folder,
        env=ENVIRONMENT,
        input="ASK { ?s a kg:Claim }",
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "true\n"


def test_the_list_tells_what_each_can_be_told(tmp_path: Path) -> None:
    """Without a build: one may look first."""
    shown = kg("query", "--list", folder=tmp_path).stdout
    for query in named_queries():
        assert f"{query.name}\n  {query.purpose}" in shown
        assert all(f"--set {parameter.name}=" in shown for parameter in query.parameters)
