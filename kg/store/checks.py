"""The project's own checks of a build: what no shape can say, because it concerns texts and files.

A check is a function from a build to the violations it finds; `CHECKS` lists them all.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pyoxigraph import BlankNode, QuerySolutions, Store

from kg.graph import BASE, distinct, prefixes
from kg.model.identifiers import claim_id, text_sha256
from kg.schema import ontology
from kg.store.database import open_store
from kg.store.documents import Documents

__all__ = ["CHECKS", "Build", "Check", "Violation"]

_LOCAL = re.compile(r"[a-z]+/[a-z0-9][a-z0-9-]*")
_HASHES = "SELECT ?d ?h WHERE { ?d kg:textSha256 ?h }"
_REBUILD = "build again; if it stays, report it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """What is wrong with `where`, and what to do about it; one line each."""

    where: str
    what: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Build:
    """One build as its parts: the open store, the documents, build.json and the folder they lie in."""

    folder: Path
    report: Mapping[str, Any]
    store: Store
    documents: Documents

    @classmethod
    def at(cls, folder: Path, report: Mapping[str, Any]) -> "Build":
        """The build in a folder."""
        return cls(folder, report, open_store(folder / "store"), Documents(folder / "documents"))

    @property
    def base(self) -> str:
        """What its IRIs begin with."""
        return str(self.report.get("configuration", {}).get("base", BASE))

    def ask(self, query: str) -> Iterator[tuple[str, ...]]:
        """The rows of one of our own queries, unbound as an empty text."""
        solutions = self.store.query(query, prefixes=prefixes(self.base))
        assert isinstance(solutions, QuerySolutions)
        return (tuple("" if value is None else value.value for value in row) for row in solutions)


Check = Callable[[Build], Iterator[Violation]]


def quotes_are_the_text(build: Build) -> Iterator[Violation]:
    """Every quote and every mention is the document's text at its offsets."""
    for extraction in build.documents:
        text, name = extraction.document.text, extraction.document.name
        for claim in extraction.claims:
            if claim.span.of(text) != claim.quote:
                yield Violation(
                    where=f"claim {claim_id(claim)}",
                    what=f"its quote is not the text of {name} at {claim.span.start}–{claim.span.end}",
                    remedy=f"report the extractor {claim.extractor}",
                )
        for mention in extraction.mentions:
            if mention.span.of(text) != mention.text:
                yield Violation(
                    where=f"mention of {mention.entity} in {name}",
                    what=f"its words are not the text at {mention.span.start}–{mention.span.end}",
                    remedy=_REBUILD,
                )


def passages_are_the_text(build: Build) -> Iterator[Violation]:
    """Every passage of the graph holds the words of its document."""
    for extraction in build.documents:
        text = extraction.document.text
        source = f"<{build.base}document/{extraction.document.id}>"
        query = f"""SELECT ?p ?s ?e ?x WHERE {{
            ?p oa:hasSource {source} ; oa:start ?s ; oa:end ?e ; oa:exact ?x }}"""
        for passage, start, end, exact in build.ask(query):
            if text[int(start) : int(end)] != exact:
                what = "its words are not its document's text there"
                yield Violation(where=passage, what=what, remedy=_REBUILD)


def texts_are_unchanged(build: Build) -> Iterator[Violation]:
    """The graph and the documents are of the same texts, by their hashes."""
    hashes = {_local(document): sha256 for document, sha256 in build.ask(_HASHES)}
    for id_ in sorted(hashes.keys() - {extraction.document.id for extraction in build.documents}):
        yield Violation(
            where=f"document {id_}", what="is in the graph, and its text is lost", remedy=_REBUILD
        )
    for extraction in build.documents:
        document = extraction.document
        sha256 = text_sha256(document.text)
        if not sha256 == document.sha256 == hashes.get(document.id):
            yield Violation(
                where=document.name, what="its text is not the one that was read", remedy=_REBUILD
            )


def claims_are_everywhere(build: Build) -> Iterator[Violation]:
    """The documents, the store and claims.jsonl hold the same claims."""
    read = {claim_id(claim) for extraction in build.documents for claim in distinct(extraction.claims)}
    stored = {_local(iri) for (iri,) in build.ask("SELECT ?c WHERE { ?c a kg:Claim }")}
    with (build.folder / "claims.jsonl").open(encoding="utf-8") as lines:
        listed = {json.loads(line)["id"] for line in lines}
    for place, held in (("the store", stored), ("claims.jsonl", listed)):
        for id_ in sorted(read ^ held):
            lacks, has = (place, "the documents") if id_ in read else ("the documents", place)
            yield Violation(where=f"claim {id_}", what=f"is in {has}, not in {lacks}", remedy=_REBUILD)


def claims_are_whole(build: Build) -> Iterator[Violation]:
    """Every claim has a passage, a run, a speaker and a stance, one of each."""
    for property_ in ("kg:passage", "prov:wasGeneratedBy", "kg:speaker", "kg:stance", "rdf:subject"):
        query = f"""SELECT ?c (COUNT(?v) AS ?n) WHERE {{ ?c a kg:Claim . OPTIONAL {{ ?c {property_} ?v }} }}
                    GROUP BY ?c HAVING (COUNT(?v) != 1)"""
        for claim, number in build.ask(query):
            yield Violation(where=claim, what=f"has {number} {property_}, needs one", remedy=_REBUILD)


def entities_are_known(build: Build) -> Iterator[Violation]:
    """Whatever entity a claim or a mention speaks of has a label."""
    query = f"""SELECT DISTINCT ?e WHERE {{
        ?c rdf:subject|rdf:object|kg:objectEntity|kg:where|kg:speaker|kg:refersTo ?e
        FILTER (STRSTARTS(STR(?e), "{build.base}entity/")) FILTER NOT EXISTS {{ ?e rdfs:label ?l }} }}"""
    for (entity,) in build.ask(query):
        yield Violation(where=entity, what="is spoken of and has no label", remedy=_REBUILD)


def links_are_affirmed(build: Build) -> Iterator[Violation]:
    """Every derived link stands on a claim that a source affirms."""
    for predicate in ontology().predicates.values():
        query = f"""SELECT ?s ?o WHERE {{ ?s <{predicate.shortcut}> ?o FILTER NOT EXISTS {{
            ?c rdf:predicate <{predicate.iri}> ; rdf:subject ?s ; rdf:object|kg:objectEntity ?o ; kg:stance ?t
            FILTER (?t IN (kg:Affirms, kg:Reports)) }} }}"""
        for subject, object_ in build.ask(query):
            what = f"is linked by {predicate.shortcut} to {object_}, which no source affirms"
            yield Violation(where=subject, what=what, remedy=_REBUILD)


def names_are_safe(build: Build) -> Iterator[Violation]:
    """Nothing is a blank node, and what the graph names itself is base/kind/local in a-z, 0-9 and -."""
    seen: set[str] = set()
    for quad in build.store:
        for term in (quad.subject, quad.object):
            if isinstance(term, BlankNode):
                yield Violation(where=str(term), what="is a blank node", remedy=_REBUILD)
        subject = quad.subject.value if not isinstance(quad.subject, BlankNode) else ""
        if subject and subject not in seen:
            seen.add(subject)
            if not (subject.startswith(build.base) and _LOCAL.fullmatch(subject.removeprefix(build.base))):
                yield Violation(where=subject, what="is no name of this graph", remedy=_REBUILD)


def files_are_whole(build: Build) -> Iterator[Violation]:
    """graph.ttl ends with the number of statements that the store holds."""
    ((count,),) = build.ask("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")
    lines = _tail(build.folder / "graph.ttl")
    if f"# {count} triples" not in lines:
        yield Violation(
            where="graph.ttl",
            what=f"does not end with '# {count} triples', which the store holds",
            remedy="build again; the file was cut or changed",
        )


CHECKS: tuple[Check, ...] = (
    quotes_are_the_text,
    passages_are_the_text,
    texts_are_unchanged,
    claims_are_everywhere,
    claims_are_whole,
    entities_are_known,
    links_are_affirmed,
    names_are_safe,
    files_are_whole,
)


def _local(iri: str) -> str:
    return iri.rpartition("/")[2]


def _tail(path: Path) -> list[str]:
    """The last lines of a file, without reading all of it."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 200))
        return file.read().decode("utf-8", "replace").splitlines()[-1:]
