"""kg from Python: build or open a graph, go through its values, ask it, hand it to other libraries."""

import json
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from kg.config import Settings
from kg.graph import distinct, prefixes
from kg.model import Claim, Document, Entity, Extraction, Mention
from kg.model.identifiers import claim_id
from kg.store.documents import Documents
from kg.store.output import reading
from kg.store.query import Limits, Value, ask

if TYPE_CHECKING:
    import networkx
    import rdflib

__all__ = ["Graph", "build", "open"]

Row = dict[str, str | int | Decimal | bool | None]

_XSD = "http://www.w3.org/2001/XMLSchema#"
_PLAIN: dict[str, Callable[[str], str | int | Decimal | bool]] = {
    f"{_XSD}boolean": lambda text: text == "true",
    f"{_XSD}decimal": Decimal,
    f"{_XSD}integer": int,
}


def build(paths: Iterable[str | Path], *, output: str | Path = "output", **settings: Any) -> "Graph":
    """Builds the graph of the files and folders `paths` in the folder `output`, and opens it.

    `settings` are fields of `kg.config.Settings`, such as `jobs`. What failed is in the
    graph's `failures`. Raises UsageError where nothing could be built.
    """
    from kg.pipeline import build as run

    run(paths, output, Settings(**settings))
    return Graph(output)


def open(output: str | Path = "output") -> "Graph":
    """The graph that was last built in the folder `output`; raises OutputError where none was."""
    return Graph(output)


class Graph:
    """One build, which stays as it is while this is open, whatever is built meanwhile.

    Closed at the end of a `with` block, by `close`, or when nothing refers to it any more.
    """

    def __init__(self, output: str | Path) -> None:
        self._held = ExitStack()
        self._folder = self._held.enter_context(reading(Path(output)))

    @cached_property
    def report(self) -> dict[str, Any]:
        """What build.json says."""
        report: dict[str, Any] = json.loads((self._folder / "build.json").read_bytes())
        return report

    @property
    def failures(self) -> tuple[tuple[str, str], ...]:
        """Path and reason of what is not in the graph."""
        return tuple((failure["path"], failure["reason"]) for failure in self.report["failures"])

    def extractions(self) -> Documents:
        """All that is known of each document, read one at a time: for a corpus larger than memory."""
        return Documents(self._folder / "documents")

    def documents(self) -> tuple[Document, ...]:
        """The documents, by identifier."""
        return tuple(extraction.document for extraction in self.extractions())

    def claims(self) -> tuple[Claim, ...]:
        """The claims, by document and place."""
        return tuple(claim for extraction in self.extractions() for claim in _claims(extraction))

    def mentions(self) -> tuple[Mention, ...]:
        """The mentions, by document and place."""
        return tuple(mention for extraction in self.extractions() for mention in extraction.mentions)

    def entities(self) -> tuple[Entity, ...]:
        """The entities of all documents together, by identifier."""
        return self._entities

    @cached_property
    def _entities(self) -> tuple[Entity, ...]:
        from kg.resolution import entities

        return tuple(entity for _, entity in sorted(entities(self.extractions()).items()))

    def query(self, sparql: str, *, limits: Limits | None = None) -> tuple[Row, ...] | bool | str:
        """The answer to a SPARQL query, asked in a process with limits and without network.

        Rows for SELECT, a truth value for ASK, N-Triples for CONSTRUCT and DESCRIBE. Raises
        QueryError for a query that is malformed, refused, or reaches a limit.
        """
        names = prefixes(self.report["configuration"]["base"])
        answer = ask(self._folder / "store", sparql, graph="ntriples", limits=limits, prefixes=names)
        with answer.stream:
            if answer.form == "select":
                return tuple(_row(row, answer.variables()) for row in answer.rows())
            return answer.truth() if answer.form == "ask" else answer.stream.read().decode()

    def named(self, name: str, **values: str) -> tuple[Row, ...] | bool | str:
        """The answer to a named query of `ontology/queries`, its parameters set to `values`.

        Raises UsageError for a name or parameter that is not known.
        """
        from kg.store.named import bound, named_query

        return self.query(bound(self._folder / "store", named_query(name), values))

    def to_rdflib(self) -> "rdflib.Graph":
        """The statements of graph.ttl as an rdflib graph of their own, held in memory by Oxigraph.

        Free to change, and not the build's. rdflib itself limits neither time nor network:
        for a query that somebody else wrote, use `query`.
        """
        import pyoxigraph
        import rdflib
        from oxrdflib import OxigraphStore
        from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

        store = pyoxigraph.Store()
        store.bulk_load(path=str(self._folder / "graph.ttl"), format=pyoxigraph.RdfFormat.TURTLE)
        graph = rdflib.Graph(OxigraphStore(store=store), identifier=DATASET_DEFAULT_GRAPH_ID)
        for prefix, iri in prefixes(self.report["configuration"]["base"]).items():
            graph.bind(prefix, iri, replace=True)
        return graph

    def to_networkx(self) -> "networkx.MultiDiGraph[str]":
        """Entities as nodes, and one edge, keyed by its identifier, for each claim between two.

        Attributes are strings and numbers, so every format of networkx can hold them.
        """
        import networkx

        graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
        for entity in self.entities():
            graph.add_node(entity.id, **_node(entity))
        labels = {entity.id: entity.label for entity in self.entities()}
        for extraction in self.extractions():
            for claim in _claims(extraction):
                subject, object_ = claim.subject.entity, claim.object.entity if claim.object else None
                if subject and object_:
                    graph.add_edge(
                        subject, object_, key=claim_id(claim), **_edge(claim, extraction.document, labels)
                    )
        return graph

    def close(self) -> None:
        """Lets the build go: a later build may remove it."""
        self._held.close()

    def __enter__(self) -> "Graph":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _claims(extraction: Extraction) -> tuple[Claim, ...]:
    """The claims as the graph has them, each identifier once, by place."""
    return tuple(sorted(distinct(extraction.claims), key=lambda claim: (claim.span, claim_id(claim))))


def _node(entity: Entity) -> dict[str, str]:
    values = {
        "label": entity.label,
        "type": entity.type.value,
        "aliases": "; ".join(entity.aliases),
        "act": entity.act,
        "when": entity.when,
        "where": entity.where,
    }
    return {name: value for name, value in values.items() if value is not None}


def _edge(claim: Claim, document: Document, labels: dict[str, str]) -> dict[str, str | float]:
    speaker = claim.speaker
    values = {
        "kind": claim.kind.value,
        "polarity": claim.polarity.value,
        "speaker": labels.get(speaker.entity or "", speaker.text) if speaker else None,
        "when": claim.when,
        "quote": claim.quote,
        "document": document.name,
        "publisher": document.metadata.publisher,
        "date": document.metadata.date,
        "confidence": claim.confidence,
    }
    return {name: value for name, value in values.items() if value is not None}


def _row(row: dict[str, Value], columns: tuple[str, ...]) -> Row:
    return {column: _plain(row[column]) if column in row else None for column in columns}


def _plain(value: Value) -> str | int | Decimal | bool:
    """Numbers and truth values as such, all else as text; so too a number that is none."""
    try:
        return _PLAIN.get(value.datatype, str)(value.text)
    except (ArithmeticError, ValueError):
        return value.text
