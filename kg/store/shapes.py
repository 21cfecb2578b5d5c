"""Validates the graph of a build against `ontology/shapes.ttl`, some documents at a time."""

import re
from collections.abc import Iterable, Iterator

import pyshacl
import rdflib
from pyoxigraph import NamedNode, RdfFormat, Triple, serialize
from rdflib.namespace import SH

from kg.schema import ontology_folder
from kg.store.checks import Build, Violation

__all__ = ["shapes_are_kept"]

_LIST = re.compile(r"not in list \[.*\]", re.DOTALL)  # in an order that changes from run to run
_BATCH = 20_000  # triples validated at a time: about 300 MB, and long enough to make up for the ontology


def shapes_are_kept(build: Build) -> Iterator[Violation]:
    """Every node of the graph has the shape that the ontology demands."""
    shapes, terms = (rdflib.Graph().parse(ontology_folder() / name) for name in ("shapes.ttl", "kg.ttl"))
    for triples in _batches(build):
        _, report, _ = pyshacl.validate(_graph(triples) + terms, shacl_graph=shapes, inplace=True)
        yield from sorted(_violations(report, shapes), key=lambda v: (v.where, v.what))


def _batches(build: Build) -> Iterator[set[Triple]]:
    """The statements of documents, with those about the entities they speak of."""
    entities = NamedNode(f"{build.base}graph/entities")
    batch: set[Triple] = set()
    for graph in sorted(build.store.named_graphs(), key=str):
        if graph != entities:
            batch.update(quad.triple for quad in build.store.quads_for_pattern(None, None, None, graph))
        if len(batch) >= _BATCH:
            yield batch | _about(build, batch, entities)
            batch = set()
    if batch:
        yield batch | _about(build, batch, entities)


def _about(build: Build, triples: Iterable[Triple], graph: NamedNode) -> set[Triple]:
    """What the graph of entities says of all that the triples speak of, and of their places in turn."""
    prefix = f"{build.base}entity/"
    found: set[Triple] = set()
    new = {triple.object for triple in triples} | {triple.subject for triple in triples}
    while new := {term for term in new if isinstance(term, NamedNode) and term.value.startswith(prefix)}:
        quads = [quad for term in new for quad in build.store.quads_for_pattern(term, None, None, graph)]
        said = {quad.triple for quad in quads} - found
        found |= said
        new = {triple.object for triple in said}
    return found


def _graph(triples: Iterable[Triple]) -> rdflib.Graph:
    text = serialize(triples, format=RdfFormat.N_TRIPLES)
    return rdflib.Graph().parse(data=text, format="nt")


def _violations(report: rdflib.Graph, shapes: rdflib.Graph) -> Iterator[Violation]:
    for result in report.objects(None, SH.result):
        path, value = report.value(result, SH.resultPath), report.value(result, SH.value)
        told = f"{shapes.namespace_manager.qname(path)}: " if isinstance(path, rdflib.URIRef) else ""
        message = _LIST.sub("is not among those allowed", str(report.value(result, SH.resultMessage)))
        found = "" if value is None else f", found {value}"
        yield Violation(
            where=str(report.value(result, SH.focusNode)),
            what=" ".join(f"{told}{message}{found}".split()),
            remedy="build again; if it stays, report it",
        )
