"""Claims to RDF and back: nothing is lost, nothing is asserted that a source does not affirm."""

import json
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from made_claims import DOCUMENT_ID, claims, extraction_of
from rdflib.compare import isomorphic

from kg.errors import OntologyError, UsageError
from kg.graph import BASE, distinct, document_quads, entity_quads, prefixes, read_claims
from kg.graph.terms import decimal, literal, number
from kg.model import (
    Attribution,
    Claim,
    ClaimKind,
    Entity,
    EntityType,
    Extraction,
    Polarity,
    Quantity,
    Role,
    Span,
    Term,
)
from kg.model.codec import from_data
from kg.model.identifiers import claim_id
from kg.schema import ontology

GOLDEN = Path(__file__).parent / "golden"
HOSTILE = Path(__file__).parents[2] / "shared" / "hostile"
KG = "https://kg.example/ontology#"


def school() -> Extraction:
    return from_data(Extraction, json.loads((GOLDEN / "school.json").read_text(encoding="utf-8")))


def quads(lines: Iterable[str]) -> list[pyoxigraph.Quad]:
    return list(pyoxigraph.parse("".join(lines), pyoxigraph.RdfFormat.N_QUADS))


def ask(lines: Iterable[str], query: str) -> list[tuple[str, ...]]:
    """Rows of a query over the union of all graphs, sorted, unbound as an empty string."""
    store = pyoxigraph.Store()
    store.bulk_extend(quads(lines))
    header = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in prefixes().items())
    rows = store.query(header + query, use_default_graph_as_union=True)
    assert isinstance(rows, pyoxigraph.QuerySolutions)
    return sorted(tuple(value.value if value else "" for value in row) for row in rows)


def school_lines() -> list[str]:
    extraction = school()
    entities = (line for entity in extraction.entities for line in entity_quads(entity))
    return [*document_quads(extraction), *entities]


# ------------------------------------------------------------------ the golden graph


def test_golden_graph() -> None:
    ours = rdflib.Graph()
    for quad in quads(school_lines()):
        ours.parse(data=f"{quad.triple} .", format="nt")
    golden = rdflib.Graph().parse(GOLDEN / "school.ttl")
    assert isomorphic(ours, golden)


def test_every_term_is_declared() -> None:
    written = {
        term.value
        for quad in quads(school_lines())
        for term in quad.triple
        if isinstance(term, pyoxigraph.NamedNode) and term.value.startswith((KG, prefixes()["rep"]))
    }
    assert written <= ontology().terms


def test_lines_are_those_of_the_store() -> None:
    lines = school_lines()
    assert sorted(lines) == sorted(f"{quad} .\n" for quad in quads(lines))
    assert len(set(lines)) == len(lines)


def test_one_graph_a_document() -> None:
    extraction = school()
    graphs = {quad.graph_name.value for quad in quads(document_quads(extraction))}
    assert graphs == {f"https://kg.example/document/{extraction.document.id}"}


QUESTIONS = {
    "children killed, according to whom, in which words": (
        """SELECT ?low ?who ?words {
            ?claim kg:quantity ?q ; kg:speaker/rdfs:label ?who ; kg:passage/oa:exact ?words .
            ?q kg:category "children" ; kg:outcome "killed" ; kg:low ?low }""",
        [("14", "Ana Lukic", "14 children")],
    ),
    "denied": (
        "SELECT ?name { ?claim kg:stance kg:Denies ; rdf:subject/rdfs:label ?name }",
        [("7th Brigade",)],
    ),
    "an attack is found as such without inference": (
        "SELECT ?label { ?event a kg:Attack ; rdfs:label ?label }",
        [("Shelling, Gradina, 4 May 1993",)],
    ),
    "a document's own voice is the agency it credits": (
        """SELECT DISTINCT ?name {
            ?claim kg:speaker/rdfs:label ?name FILTER NOT EXISTS { ?claim kg:speakerText ?t } }""",
        [("Agency Nord",)],
    ),
    "the publisher by name, the agency as the entity that it is": (
        "SELECT ?publisher ?agency { ?d dcterms:publisher/rdfs:label ?publisher ; kg:agency ?agency }",
        [("Gradina Courier", "https://kg.example/entity/organization-agency-nord")],
    ),
    "the chain of voices": (
        """SELECT ?hop ?name { ?claim kg:objectText "a crime" ; prov:qualifiedAttribution ?step .
            ?step kg:hop ?hop ; prov:agent/rdfs:label ?name }""",
        [("0", "Gradina Courier"), ("1", "Agency Nord"), ("2", "officials")],
    ),
    "affirmed links, none of what is only denied or supposed": (
        """SELECT ?link ?to { ?from ?link ?to . FILTER(STRSTARTS(STR(?link), STR(rep:))) }""",
        [
            (
                "https://kg.example/rep#locatedIn",
                "https://kg.example/entity/place-gradina",
            ),
            (
                "https://kg.example/rep#perpetrated",
                "https://kg.example/entity/event-gradina-shelling-1993-05-04",
            ),
        ],
    ),
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_questions(question: str) -> None:
    query, rows = QUESTIONS[question]
    assert ask(school_lines(), query) == rows


def test_denied_alone_gives_no_link() -> None:
    extraction = school()
    denied = tuple(c for c in extraction.claims if c.polarity in (Polarity.DENIED, Polarity.HYPOTHETICAL))
    assert any(c.subject.entity and c.object and c.object.entity for c in denied)
    lines = document_quads(Extraction(document=extraction.document, entities=(), mentions=(), claims=denied))
    assert not any(prefixes()["rep"] in line for line in lines)


# ------------------------------------------------------------------ round trips


def in_order(found: Iterable[Claim]) -> tuple[Claim, ...]:
    return tuple(sorted(distinct(found), key=lambda c: (c.document, c.span, claim_id(c))))


@given(st.lists(claims(), max_size=4, unique_by=lambda claim: claim.span))
def test_claims_survive_rdf(found: list[Claim]) -> None:
    assert read_claims(quads(document_quads(extraction_of(found)))) == in_order(found)


@given(claims(), st.sampled_from(["http://localhost:8000/", "https://data.example.org/kg/v1/"]))
def test_claims_survive_under_another_base(claim: Claim, base: str) -> None:
    found = quads(document_quads(extraction_of([claim]), base))
    assert read_claims(found, base) == (claim,)
    assert not any(quad.subject.value.startswith(BASE) for quad in found)


@given(claims())
def test_claims_survive_the_store(claim: Claim) -> None:
    store = pyoxigraph.Store()
    store.bulk_load("".join(document_quads(extraction_of([claim]))), pyoxigraph.RdfFormat.N_QUADS)
    assert read_claims(store) == (claim,)


def hostile() -> list[str]:
    if not HOSTILE.is_dir():
        pytest.skip("the hostile strings are not beside this checkout")
    strings = json.loads((HOSTILE / "naughty-strings.json").read_text(encoding="utf-8"))
    for path in sorted(HOSTILE.glob("*.txt")):
        strings += path.read_text(encoding="utf-8").split("\n")
    return [string for string in strings if isinstance(string, str)]


def test_hostile_words_survive() -> None:
    strings = hostile()
    found = [
        Claim(
            document=DOCUMENT_ID,
            kind=ClaimKind.STATEMENT,
            subject=Term(text=string),
            object=Term(text=string),
            speaker=Term(text=string),
            where=Term(text=string),
            when=string,
            attribution=(Attribution(hop=0, role=Role.PUBLISHER, agent=Term(text=string)),),
            quantity=Quantity(
                low=None, high=None, qualifier=string, category=string, outcome=string, surface=string
            ),
            span=Span(place, place + 1),
            quote=string,
            confidence=0.5,
            extractor=string,
        )
        for place, string in enumerate(strings)
    ]
    lines = list(document_quads(extraction_of(found, name=strings[len(strings) // 2])))
    assert read_claims(quads(lines)) == in_order(found)
    assert len(found) > 500


# ------------------------------------------------------------------ terms

NUMBERS = [
    (12.0, '"12"', "integer"),
    (-0.0, '"0"', "integer"),
    (1e21, '"1000000000000000000000"', "integer"),
    (2.5, '"2.5"', "decimal"),
    (1e-7, '"0.0000001"', "decimal"),
    (0.1, '"0.1"', "decimal"),
]


@pytest.mark.parametrize(("value", "lexical", "type_"), NUMBERS)
def test_numbers(value: float, lexical: str, type_: str) -> None:
    assert number(value) == f"{lexical}^^<http://www.w3.org/2001/XMLSchema#{type_}>"


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_no_decimal_holds(value: float) -> None:
    with pytest.raises(ValueError, match="not a number"):
        decimal(value)


def test_every_character_is_escaped_as_the_store_does() -> None:
    characters = [chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000]
    text = "".join(characters)
    assert literal(text) == str(pyoxigraph.Literal(text))


@pytest.mark.parametrize(
    "base", ["", "kg.example/", "https://kg.example", "https://kg.example/a b/", "file:///"]
)
def test_unusable_base(base: str) -> None:
    with pytest.raises(UsageError, match="base IRI"):
        list(document_quads(school(), base))


@pytest.mark.parametrize("entity", ["Ana", "ana.lukic", "-ana", "ana>", "ä"])
def test_unusable_identifier(entity: str) -> None:
    with pytest.raises(ValueError, match="not an identifier"):
        list(entity_quads(Entity(id=entity, type=EntityType.PERSON, label="Ana")))


def test_unknown_act() -> None:
    with pytest.raises(OntologyError, match="'massacre'; known are abduction"):
        list(entity_quads(Entity(id="event-x", type=EntityType.EVENT, label="x", act="massacre")))


# ------------------------------------------------------------------ one node a claim


def test_the_surest_reading_wins() -> None:
    sure, *_ = school().claims
    unsure = Claim(
        **{name: getattr(sure, name) for name in sure.__slots__} | {"confidence": 0.1, "extractor": "z 1"}
    )
    assert distinct([unsure, sure]) == distinct([sure, unsure]) == (sure,)


BROKEN = {
    "no passage": ("kg:passage", "has no"),
    "no stance": ("kg:stance", "has no"),
    "no subject": ("kg:subjectText", "has no"),
    "no attribution words": ("kg:agentText", "has no"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_reading_what_is_not_ours(case: str) -> None:
    name, message = BROKEN[case]
    lost = f"<{KG}{name.removeprefix('kg:')}>"
    with pytest.raises(ValueError, match=message):
        read_claims(quads(line for line in school_lines() if line.split(" ")[1] != lost))


def test_reading_two_values_of_one() -> None:
    lines = school_lines()
    doubled = next(line for line in lines if f"<{KG}edtf>" in line and "/claim/" in line)
    with pytest.raises(ValueError, match="has 2 values"):
        read_claims(quads([*lines, doubled.replace('"1993-05-04"', '"1994"').replace('"199X"', '"1994"')]))
