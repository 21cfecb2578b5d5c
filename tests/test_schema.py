"""The ontology is whole, and its shapes tell a good graph from a broken one."""

import json
from collections.abc import Callable
from pathlib import Path

import pyoxigraph
import pyshacl
import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, SKOS, Namespace, URIRef
from rdflib.compare import isomorphic

from kg.errors import OntologyError
from kg.model import ClaimKind, EntityType, Polarity, Role
from kg.schema import load, ontology, ontology_folder

GOLDEN = Path(__file__).parent / "golden"
FILES = ("kg.ttl", "shapes.ttl")
KG = Namespace("https://kg.example/ontology#")
OA = Namespace("http://www.w3.org/ns/oa#")
PROV = Namespace("http://www.w3.org/ns/prov#")
REP = Namespace("https://kg.example/rep#")


def turtle(name: str) -> rdflib.Graph:
    return rdflib.Graph().parse(ontology_folder() / name)


# ------------------------------------------------------------------ the ontology


@pytest.mark.parametrize("name", FILES)
def test_two_parsers_agree(name: str) -> None:
    path = ontology_folder() / name
    assert len(turtle(name)) == len(set(pyoxigraph.parse(path=path)))


def test_every_term_is_explained() -> None:
    graph = turtle("kg.ttl")
    terms = set(graph.subjects(RDF.type))
    assert terms
    assert [t for t in sorted(terms) for p in (RDFS.label, RDFS.comment) if not graph.value(t, p)] == []


def test_header_states_licence_and_version() -> None:
    graph, header = turtle("kg.ttl"), URIRef(str(KG).rstrip("#"))
    assert graph.value(header, RDF.type) == OWL.Ontology
    assert graph.value(header, rdflib.DCTERMS.license)
    assert str(graph.value(header, OWL.versionInfo)) == ontology().version


def test_every_used_term_of_ours_is_declared() -> None:
    graph, declared = turtle("kg.ttl"), ontology().terms
    used = {str(t) for name in FILES for triple in turtle(name) for t in triple if t.startswith((KG, REP))}
    assert used <= declared
    assert set(graph.objects(None, SKOS.closeMatch))


def test_every_kind_type_stance_and_part_has_its_term() -> None:
    terms = ontology()
    for table, codes in (
        (terms.predicates, ClaimKind),
        (terms.classes, EntityType),
        (terms.stances, Polarity),
        (terms.roles, Role),
    ):
        assert set(table) == set(codes)
        assert len(set(table.values())) == len(codes)


def test_shortcuts_are_derived() -> None:
    assert {predicate.shortcut for predicate in ontology().predicates.values()} <= ontology().derived


ACTS = [
    ("killing", None),
    ("execution", "killing"),
    ("shelling", "attack"),
    ("air-strike", "attack"),
    ("capture", None),
    ("hostage-taking", "abduction"),
    ("ceasefire", "agreement"),
    ("commemoration", None),
]


@pytest.mark.parametrize(("code", "parent"), ACTS)
def test_acts(code: str, parent: str | None) -> None:
    assert ontology().act(code).parent == parent


@pytest.mark.parametrize("code", ["massacre", "genocide", "liberation", "terrorism"])
def test_judgements_are_no_acts(code: str) -> None:
    with pytest.raises(OntologyError, match="no type of event has the code"):
        ontology().act(code)


DAMAGE: dict[str, tuple[Callable[[str], str], str]] = {
    "broken": (lambda text: text + "kg:", "mend the file"),
    "a kind is missing": (
        lambda text: text.replace('"casualty"', '"losses"'),
        "no term has the code 'casualty'",
    ),
    "two kinds share a code": (
        lambda text: text.replace('"casualty"', '"capture"'),
        "share the code 'capture'",
    ),
    "an act has no code": (lambda text: text.replace('; kg:code "siege"', ""), "Siege needs one"),
    "two acts share a code": (lambda text: text.replace('"siege"', '"war"'), "share the code 'war'"),
    "no version": (lambda text: text.replace("owl:versionInfo", "owl:priorVersion"), "needs one"),
}


@pytest.mark.parametrize("case", DAMAGE)
def test_inconsistent_ontology(case: str, tmp_path: Path) -> None:
    damage, message = DAMAGE[case]
    whole = (ontology_folder() / "kg.ttl").read_text(encoding="utf-8")
    assert damage(whole) != whole
    (tmp_path / "kg.ttl").write_text(damage(whole), encoding="utf-8")
    with pytest.raises(OntologyError, match=message):
        load(tmp_path / "kg.ttl")


def test_missing_ontology(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match="reinstall kg"):
        load(tmp_path / "kg.ttl")


def test_classes_in_a_circle_end(tmp_path: Path) -> None:
    whole = (ontology_folder() / "kg.ttl").read_text(encoding="utf-8")
    (tmp_path / "kg.ttl").write_text(whole + "kg:Attack rdfs:subClassOf kg:Ambush .\n", encoding="utf-8")
    assert set(load(tmp_path / "kg.ttl").acts) == set(ontology().acts)


# ------------------------------------------------------------------ the JSON-LD context


def test_context_carries_the_golden_graph() -> None:
    whole = json.loads((ontology_folder() / "context.jsonld").read_text(encoding="utf-8"))
    graph = school()
    written = graph.serialize(format="json-ld", context=whole["@context"], auto_compact=False)
    again = rdflib.Graph()
    for quad in pyoxigraph.parse(written, pyoxigraph.RdfFormat.JSON_LD):
        again.parse(data=f"{quad.triple} .", format="nt")
    assert isomorphic(again, graph)
    names = set(json.loads(written)["@graph"][0])
    assert names.isdisjoint({"@id", "@type"})
    assert not {name for node in json.loads(written)["@graph"] for name in node if "http" in name}


def test_every_property_of_the_graph_has_a_short_name() -> None:
    context = json.loads((ontology_folder() / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    short = {term if isinstance(term, str) else term["@id"] for term in context.values() if term != 1.1}
    graph = school()
    graph.bind("rep", REP)
    used = {graph.qname(p) for p in graph.predicates() if not p.startswith(REP) and p != RDF.type}
    assert used <= short


# ------------------------------------------------------------------ the shapes


@pytest.fixture(scope="module")
def shapes() -> rdflib.Graph:
    return turtle("shapes.ttl")


@pytest.fixture(scope="module")
def terms() -> rdflib.Graph:
    return turtle("kg.ttl")


def violated(data: rdflib.Graph, shapes: rdflib.Graph, terms: rdflib.Graph) -> set[str]:
    """The paths of what is violated, "node" where it is the node itself."""
    _, report, _ = pyshacl.validate(data + terms, shacl_graph=shapes)
    sh = Namespace("http://www.w3.org/ns/shacl#")
    results = report.objects(None, sh.result)
    return {str(report.value(r, sh.resultPath) or "node").rpartition("#")[2] for r in results}


def school() -> rdflib.Graph:
    return rdflib.Graph().parse(GOLDEN / "school.ttl")


def test_the_golden_graph_conforms(shapes: rdflib.Graph, terms: rdflib.Graph) -> None:
    assert violated(school(), shapes, terms) == set()


CLAIM = URIRef("https://kg.example/claim/7f0cd28083f70ee3")
PASSAGE = URIRef("https://kg.example/passage/738f3bee1597a28b-17-28")
ATTRIBUTION = URIRef("https://kg.example/attribution/f31e8c59bf596192")
QUANTITY = URIRef("https://kg.example/quantity/d9242d4444558e8d")
PERSON = URIRef("https://kg.example/entity/person-ana-lukic")
DOCUMENT = URIRef("https://kg.example/document/738f3bee1597a28b")
VOICE = URIRef("https://kg.example/voice/06acca7ddc5ef3c8")

Change = tuple[URIRef, URIRef, object]


def literal(value: object, type_: str | None = None) -> rdflib.Literal:
    return rdflib.Literal(value, datatype=type_ and rdflib.XSD[type_])


# What is set (a value) or taken away (None), and where that must be noticed.
VARIANTS: dict[str, tuple[Change, set[str]]] = {
    "no subject": ((CLAIM, RDF.subject, None), {"subject"}),
    "no predicate": ((CLAIM, RDF.predicate, None), {"predicate"}),
    "a predicate not ours": ((CLAIM, RDF.predicate, RDFS.label), {"predicate"}),
    "no object": ((CLAIM, RDF.object, None), {"object"}),
    "an object that is no entity": ((CLAIM, RDF.object, DOCUMENT), {"object"}),
    "no stance": ((CLAIM, KG.stance, None), {"stance"}),
    "a stance not ours": ((CLAIM, KG.stance, KG.Doubts), {"stance"}),
    "no speaker": ((CLAIM, KG.speaker, None), {"speaker"}),
    "an unknown speaker": ((CLAIM, KG.speaker, URIRef("https://kg.example/voice/0")), {"speaker"}),
    "no passage": ((CLAIM, KG.passage, None), {"passage"}),
    "no run": ((CLAIM, PROV.wasGeneratedBy, None), {"wasGeneratedBy"}),
    "no confidence": ((CLAIM, KG.confidence, None), {"confidence"}),
    "more than sure": ((CLAIM, KG.confidence, literal("1.1", "decimal")), {"confidence"}),
    "floating confidence": ((CLAIM, KG.confidence, literal("0.5", "double")), {"confidence"}),
    "a date that is no EDTF": ((CLAIM, KG.edtf, literal("last spring")), {"edtf"}),
    "days the wrong way": ((CLAIM, KG.latest, literal("1990-01-01", "date")), {"earliest"}),
    "no source": ((PASSAGE, OA.hasSource, None), {"hasSource"}),
    "no words": ((PASSAGE, OA.exact, None), {"exact"}),
    "an empty passage": ((PASSAGE, OA.end, literal(17)), {"start"}),
    "a passage before the text": ((PASSAGE, OA.start, literal(-1)), {"start"}),
    "no hop": ((ATTRIBUTION, KG.hop, None), {"hop"}),
    "no agent": ((ATTRIBUTION, PROV.agent, None), {"agent"}),
    "an unknown qualifier": ((QUANTITY, KG.qualifier, literal("perhaps")), {"qualifier"}),
    "low above high": ((QUANTITY, KG.low, literal(15)), {"low"}),
    "floating count": ((QUANTITY, KG.low, literal("1e1", "double")), {"low"}),
    "an entity without a label": ((PERSON, RDFS.label, None), {"label", "speaker", "agent"}),
    "a hash that is none": ((DOCUMENT, KG.textSha256, literal("abc")), {"textSha256"}),
}


@pytest.mark.parametrize("variant", VARIANTS)
def test_broken_variants_are_noticed(variant: str, shapes: rdflib.Graph, terms: rdflib.Graph) -> None:
    (subject, property_, value), noticed = VARIANTS[variant]
    data = school()
    assert (subject, property_, None) in data
    data.remove((subject, property_, None))
    if isinstance(value, rdflib.term.Identifier):
        data.add((subject, property_, value))
    assert violated(data, shapes, terms) == noticed


ADDITIONS: dict[str, tuple[tuple[rdflib.term.Node, URIRef, rdflib.term.Node], set[str]]] = {
    "two subjects": ((CLAIM, RDF.subject, literal("someone")), {"subject"}),
    "two speakers": ((CLAIM, KG.speaker, VOICE), {"speaker"}),
    "two types": ((PERSON, RDF.type, KG.Group), {"node"}),
    "a blank node": ((rdflib.BNode(), RDF.type, KG.Run), {"node", "label"}),
    "an unsafe identifier": ((URIRef("https://kg.example/voice/A.b"), RDF.type, KG.Voice), {"node", "label"}),
    "two labels": ((VOICE, RDFS.label, literal("other officials")), {"label", "speaker", "agent"}),
}


@pytest.mark.parametrize("addition", ADDITIONS)
def test_what_does_not_belong_is_noticed(addition: str, shapes: rdflib.Graph, terms: rdflib.Graph) -> None:
    triple, noticed = ADDITIONS[addition]
    data = school()
    data.add(triple)
    assert violated(data, shapes, terms) == noticed
