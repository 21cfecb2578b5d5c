"""`kg explain` and `kg export`: evidence in context, rivals, and the graph as it was built."""

from pathlib import Path

import pytest
from handmade import inquiry, school, write_output
from small import kg

from kg.cli.terminal import safe
from kg.graph import BASE
from kg.model import Document, Entity
from kg.model.identifiers import claim_id
from kg.store.evidence import explain


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the output of two documents in `output`."""
    folder = tmp_path_factory.mktemp("explain")
    write_output(folder / "output", (school(), inquiry()))
    return folder


def shown(folder: Path, what: str, columns: int = 200) -> str:
    done = kg("explain", what, folder=folder, COLUMNS=str(columns))
    assert done.returncode == 0, done.stderr
    return done.stdout


COUNTED = claim_id(inquiry().claims[0])


def test_a_count_in_full(folder: Path) -> None:
    (rival,) = [claim_id(claim) for claim in school().claims if claim.quote == "14 children"]
    expected = f"""\
1 claim

casualty: Shelling, Gradina, 4 May 1993 · 17 children · killed  [{COUNTED}]
    The commission of inquiry into the shelling of Gradina counted ⟦17 children⟧ among the dead. \
Colonel Petar Horvát denied that the 7th Brigade had fired.
    The brigade was part of the Ruthenian Army.
    affirms: commission of inquiry (speaker), passed on by Ruthenia Herald (publisher)
    in: inquiry, Ruthenia Herald, 1994-01-12, characters 63–74
    read by: by hand 1, confidence 0.75
    but: 14 · Ana Lukic affirms ⟦14 children⟧ · school [{rival}]
"""
    assert shown(folder, COUNTED, columns=158) == expected


ENTITIES = [
    *("Petar Horvát", "petar HORVAT", "colonel horvat", "horvat"),
    *("person-petar-horvat", "ent:person-petar-horvat"),
]


@pytest.mark.parametrize("what", ENTITIES)
def test_an_entity_by_any_name(folder: Path, what: str) -> None:
    lines = shown(folder, what).splitlines()
    assert lines[:3] == [
        "Petar Horvát · Person · person-petar-horvat",
        "also called: Colonel Horvát",
        "2 claims",
    ]
    assert any("denies: Petar Horvát (speaker)" in line for line in lines)


def test_what_an_entity_says_and_what_is_said_of_it(folder: Path) -> None:
    explanation = explain(folder / "output", "7th Brigade", BASE)
    assert isinstance(explanation.of[0], Entity)
    quotes = {evidence.claim.quote for evidence in explanation.evidence}
    assert quotes == {
        "the 7th Brigade shelled the school at Gradina",
        "denied that it had fired",
        "denied that the 7th Brigade had fired",
        "part of the Ruthenian Army",
    }


@pytest.mark.parametrize("what", ["inquiry", inquiry().document.id])
def test_a_document_by_name_or_id(folder: Path, what: str) -> None:
    explanation = explain(folder / "output", what, BASE)
    assert isinstance(explanation.of[0], Document)
    assert len(explanation.evidence) == len(inquiry().claims)


def test_a_claim_by_id(folder: Path) -> None:
    for extraction in (school(), inquiry()):
        for claim in extraction.claims:
            for what in (claim_id(claim), f"claim:{claim_id(claim)}", f"{BASE}claim/{claim_id(claim)}"):
                explanation = explain(folder / "output", what, BASE)
                assert explanation.of == (claim,)
                assert [evidence.claim for evidence in explanation.evidence] == [claim]


def test_every_passage_stands_in_its_text(folder: Path) -> None:
    for what in ("school", "inquiry"):
        for evidence in explain(folder / "output", what, BASE).evidence:
            around = (
                evidence.before.removeprefix("…") + evidence.claim.quote + evidence.after.removesuffix("…")
            )
            assert around in evidence.document.text


def test_equal_answers_and_other_questions_are_no_rivals(folder: Path) -> None:
    found = {
        evidence.claim.quote: [rival.quote for rival in evidence.rivals]
        for name in ("school", "inquiry")
        for evidence in explain(folder / "output", name, BASE).evidence
        if evidence.claim.quantity
    }
    assert found == {
        "14 children": ["17 children"],
        "17 children": ["14 children"],
        "about 9 teachers": [],
        "Up to 31 people may be missing": [],
    }


def test_hostile_names_are_shown_and_nothing_more(folder: Path) -> None:
    text = shown(folder, "person-evil", columns=60)
    assert "Evil\\x1b]0;title\\x07" in text
    assert safe(text, keep="\n") == text


UNKNOWN = [
    ("Gradinna", "near are Gradina"),
    ("0123456789abcdef", "no claim has the id 0123456789abcdef"),
    ("", "nothing here is called ''"),
]


@pytest.mark.parametrize(("what", "told"), UNKNOWN)
def test_what_is_not_there_is_one_line(folder: Path, what: str, told: str) -> None:
    done = kg("explain", what, folder=folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr
    assert done.stderr.count("\n") == 1


# ------------------------------------------------------------------ export


@pytest.mark.parametrize(
    ("format_", "file"), [("turtle", "graph.ttl"), ("claims", "claims.jsonl"), ("mentions", "mentions.jsonl")]
)
def test_an_export_is_what_the_build_wrote(folder: Path, format_: str, file: str) -> None:
    built = (folder / "output" / file).read_text(encoding="utf-8")
    assert kg("export", "--format", format_, folder=folder).stdout == built
    done = kg("export", "--format", format_, "--out", "copy", folder=folder)
    assert (folder / "copy").read_text(encoding="utf-8") == built
    assert done.stdout == ""


def test_an_export_without_what_is_derived(folder: Path) -> None:
    whole = kg("export", "--format", "ntriples", folder=folder).stdout.splitlines()[:-1]
    bare = kg("export", "--format", "ntriples", "--without-derived", folder=folder).stdout.splitlines()[:-1]
    dropped = set(whole) - set(bare)
    assert dropped
    assert all("<https://kg.example/rep#" in line for line in dropped)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--format", "docx"), "'docx' is not known; known are claims, mentions, ntriples, turtle"),
        (("--format", "turtle", "--out", "no/such/folder.ttl"), "No such file or directory"),
        (("--format", "turtle", "-o", "elsewhere"), "run kg build"),
    ],
)
def test_an_export_that_cannot_be_is_one_line(folder: Path, words: tuple[str, ...], told: str) -> None:
    done = kg("export", *words, folder=folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr
    assert done.stderr.count("\n") == 1


def test_the_page_starts_where_it_is_told(folder: Path) -> None:
    assert kg("view", "--focus", "colonel horvat", "--out", "page.html", folder=folder).returncode == 0
    assert '"focus":"person-petar-horvat"' in (folder / "page.html").read_text(encoding="utf-8")
    assert kg("view", "--focus", "nobody", folder=folder).returncode == 2
