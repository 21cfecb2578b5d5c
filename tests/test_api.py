"""kg from Python: what is public, and that it agrees with what the command wrote."""

import json
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import networkx
import pytest
import rdflib
from small import kg as command
from small import write_corpus

import kg
from kg.errors import OutputError, QueryError, UsageError
from kg.model.identifiers import claim_id

XSD_STRING = rdflib.XSD.string


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("api")
    write_corpus(folder / "in")
    (folder / "in" / "empty.txt").touch()
    assert command("build", "in", folder=folder).returncode == 1
    return folder


@pytest.fixture
def graph(folder: Path) -> Iterator[kg.Graph]:
    with kg.open(folder / "output") as graph:
        yield graph


def test_the_public_names() -> None:
    assert kg.__all__ == sorted(kg.__all__) == dir(kg)
    assert [name for name in kg.__all__ if not hasattr(kg, name)] == []
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = kg.nothing


def test_import_is_nearly_free() -> None:
    script = "import kg, sys; print(*sorted(name for name in sys.modules if name.split('.')[0] == 'kg'))"
    assert subprocess.check_output([sys.executable, "-c", script], text=True).split() == ["kg"]


def test_values_are_what_was_written(graph: kg.Graph, folder: Path) -> None:
    output = folder / "output"
    lines = (output / "claims.jsonl").read_text(encoding="utf-8").splitlines()
    assert sorted(claim_id(claim) for claim in graph.claims()) == sorted(
        json.loads(line)["id"] for line in lines
    )
    mentions = [mention for mention in graph.mentions() if not mention.nominal]
    assert len(mentions) == len((output / "mentions.jsonl").read_text(encoding="utf-8").splitlines())
    assert len(graph.documents()) == len(graph.extractions()) == 5
    identifiers = [entity.id for entity in graph.entities()]
    assert identifiers == sorted(set(identifiers))
    assert {mention.entity for mention in graph.mentions()} <= set(identifiers)
    assert {claim.subject.entity for claim in graph.claims()} - {None} <= set(identifiers)
    assert [path for path, _ in graph.failures] == ["in/empty.txt"]
    first = graph.documents()[0]
    assert graph.extractions().load(first.id).document == first


def test_build_opens_what_it_built(folder: Path, tmp_path: Path) -> None:
    graph = kg.build([folder / "in"], output=tmp_path / "new", jobs=1, base="https://press.example/")
    assert len(graph.documents()) == 5
    subjects = {str(subject) for subject in graph.to_rdflib().subjects()}
    assert all(subject.startswith("https://press.example/") for subject in subjects)


def test_a_graph_stays_while_others_are_built(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("Ana Lukic is the mayor of Gradina.", encoding="utf-8")
    with kg.build([tmp_path / "one.txt"], output=tmp_path / "new") as first:
        with kg.build([folder / "in"], output=tmp_path / "new") as second:
            assert [len(first.documents()), len(second.documents())] == [1, 5]
        assert first.query("ASK { ?s ?p ?o }") is True


def test_queries_give_plain_values(graph: kg.Graph) -> None:
    [row] = graph.query(
        """SELECT ?n ?high ?none (1 = 1 AS ?yes) ?text {
             { SELECT (COUNT(*) AS ?n) (MAX(?c) AS ?high) (MIN(STR(?s)) AS ?text) { ?s kg:confidence ?c } }
             OPTIONAL { ?text a ?none }
           }"""
    )
    assert {name: type(value) for name, value in row.items()} == {
        "n": int,
        "high": Decimal,
        "none": type(None),
        "yes": bool,
        "text": str,
    }
    assert row["n"] == len(graph.claims())
    assert graph.query("ASK { ?s a <https://kg.example/none> }") is False
    triples = graph.query("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }")
    assert set(rdflib.Graph().parse(data=triples, format="nt")) == as_read(graph.to_rdflib())
    with pytest.raises(QueryError, match="not SPARQL"):
        graph.query("SELECT everything")


def as_read(graph: rdflib.Graph) -> set[tuple[object, ...]]:
    """The triples as rdflib reads them: Oxigraph gives plain strings their type, rdflib none."""
    return {
        (
            subject,
            predicate,
            rdflib.Literal(str(value)) if getattr(value, "datatype", None) == XSD_STRING else value,
        )
        for subject, predicate, value in graph
    }


def test_rdflib_holds_the_triples_of_the_file(graph: kg.Graph, folder: Path) -> None:
    ours = graph.to_rdflib()
    theirs = rdflib.Graph().parse(folder / "output" / "graph.ttl")
    assert as_read(ours) == set(theirs)
    assert len(ours) == len(theirs)
    found = ours.query("SELECT (COUNT(*) AS ?n) { ?claim a kg:Claim }")
    assert [int(row.n) for row in found] == [len(graph.claims())]


def test_networkx_has_an_edge_for_each_claim_between_entities(graph: kg.Graph, tmp_path: Path) -> None:
    network = graph.to_networkx()
    claims = {
        (claim.subject.entity, claim.object.entity, claim_id(claim))
        for claim in graph.claims()
        if claim.subject.entity and claim.object and claim.object.entity
    }
    assert claims
    assert set(network.edges(keys=True)) == claims
    assert set(network) == {entity.id for entity in graph.entities()}
    networkx.write_graphml(network, tmp_path / "graph.graphml")
    assert (
        set(networkx.read_graphml(tmp_path / "graph.graphml", force_multigraph=True).edges(keys=True))
        == claims
    )


def test_what_cannot_be_done_is_an_error_of_kg(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="nothing was built there"):
        kg.open(tmp_path)
    with pytest.raises(UsageError, match="nothing to read"):
        kg.build([tmp_path], output=tmp_path / "new")
