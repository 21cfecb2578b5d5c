"""The nodes that statements share: passages, quantities, times, voices, runs."""

from collections.abc import Iterator

from kg.graph import vocabulary as v
from kg.graph.terms import Names, day, integer, literal, number
from kg.model import Attribution, Document, Quantity, Role, Span, Term
from kg.model.dates import bounds, is_edtf
from kg.model.identifiers import digest, passage_id
from kg.schema import ontology

__all__ = [
    "Node",
    "Triple",
    "agent",
    "attribution",
    "document_voice",
    "passage",
    "quantity",
    "run",
    "speaker_voice",
    "term",
    "time",
    "voice",
]

Triple = tuple[str, str, str]
Node = tuple[str, tuple[Triple, ...]]


def term(names: Names, value: Term) -> str:
    """An entity where there is one, words where there is none."""
    return names.iri("entity", value.entity) if value.entity else literal(value.text)


def passage(names: Names, document: str, span: Span, exact: str) -> Node:
    """A stretch of a document and the words there."""
    node = names.iri("passage", passage_id(document, span))
    return node, (
        (node, v.TYPE, v.PASSAGE),
        (node, v.HAS_SOURCE, names.iri("document", document)),
        (node, v.START, integer(span.start)),
        (node, v.END, integer(span.end)),
        (node, v.EXACT, literal(exact)),
    )


def quantity(names: Names, value: Quantity) -> Node:
    """A count; equal counts in equal words are one node."""
    said = (
        (v.LOW, None if value.low is None else number(value.low)),
        (v.HIGH, None if value.high is None else number(value.high)),
        (v.QUALIFIER, literal(value.qualifier)),
        (v.CATEGORY, literal(value.category)),
        (v.OUTCOME, None if value.outcome is None else literal(value.outcome)),
        (v.SURFACE, literal(value.surface)),
    )
    node = names.iri("quantity", digest(*(object_ for _, object_ in said)))
    return node, (
        (node, v.TYPE, v.QUANTITY),
        *((node, predicate, object_) for predicate, object_ in said if object_ is not None),
    )


def time(node: str, edtf: str) -> Iterator[Triple]:
    """The exact meaning as EDTF, and the first and last day it can mean."""
    yield node, v.EDTF, literal(edtf)
    earliest, latest = bounds(edtf) if is_edtf(edtf) else (None, None)
    if earliest is not None:
        yield node, v.EARLIEST, day(earliest)
    if latest is not None:
        yield node, v.LATEST, day(latest)


def run(names: Names, extractor: str) -> Node:
    """The reading by one version of one extractor; no time, for the same version reads the same."""
    node = names.iri("run", digest(extractor))
    return node, ((node, v.TYPE, v.RUN), (node, v.LABEL, literal(extractor)))


def voice(names: Names, name: str) -> Node:
    """Someone known by a name of their own: one node wherever the name is the same."""
    return _voice(names, digest(name), name)


def speaker_voice(names: Names, document: str, agent: Term) -> Node:
    """A speaker: an entity, or words that mean someone in this one document ("officials")."""
    if agent.entity:
        return names.iri("entity", agent.entity), ()
    return _voice(names, digest(document, agent.text), agent.text)


def document_voice(names: Names, document: Document) -> Node:
    """The document's own voice: the agency it credits, its publisher, or itself."""
    metadata = document.metadata
    if name := metadata.agency or metadata.publisher:
        return voice(names, name)
    return _voice(names, document.id, metadata.title or document.name)


def agent(names: Names, document: str, value: Attribution) -> Node:
    """The voice of one step: publishers and agencies go by name, speakers by document."""
    if value.role is Role.SPEAKER or value.agent.entity:
        return speaker_voice(names, document, value.agent)
    return voice(names, value.agent.text)


def attribution(names: Names, document: str, value: Attribution) -> Node:
    """One step of a chain of voices; the same step is one node in every document."""
    who, triples = agent(names, document, value)
    node = names.iri("attribution", digest(who, value.agent.text, value.role.value, value.hop))
    return node, (
        *triples,
        (node, v.TYPE, v.ATTRIBUTION),
        (node, v.AGENT, who),
        (node, v.AGENT_TEXT, literal(value.agent.text)),
        (node, v.HAD_ROLE, f"<{ontology().roles[value.role]}>"),
        (node, v.HOP, integer(value.hop)),
    )


def _voice(names: Names, local: str, label: str) -> Node:
    node = names.iri("voice", local)
    return node, ((node, v.TYPE, v.VOICE), (node, v.LABEL, literal(label)))
