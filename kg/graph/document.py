"""Everything that one document gives the graph: itself, its mentions, its claims."""

import re
from collections.abc import Iterable, Iterator, Mapping

from kg.graph import nodes
from kg.graph import vocabulary as v
from kg.graph.nodes import Triple
from kg.graph.statement import shortcut, statement
from kg.graph.terms import BASE, XSD, Names, boolean, literal
from kg.model import Claim, Document, Extraction, Mention, Role, Term
from kg.model.identifiers import claim_id, mention_id

__all__ = ["distinct", "document_quads"]

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def document_quads(extraction: Extraction, base: str = BASE) -> Iterator[str]:
    """The N-Quads lines of one document, each once and ended, in the graph of the document's IRI."""
    names = Names(base)
    graph = names.iri("document", extraction.document.id)
    lines = dict.fromkeys(_triples(names, extraction))
    return (f"{subject} {predicate} {object_} {graph} .\n" for subject, predicate, object_ in lines)


def distinct(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """One claim an identifier: the surest, where two extractors read the same from the same words."""
    best: dict[str, Claim] = {}
    for claim in claims:
        rival = best.setdefault(claim_id(claim), claim)
        if (claim.confidence, claim.extractor) > (rival.confidence, rival.extractor):
            best[claim_id(claim)] = claim
    return tuple(best.values())


def _triples(names: Names, extraction: Extraction) -> Iterator[Triple]:
    document = extraction.document
    yield from _description(names, document, _known_voices(extraction.claims))
    for mention in extraction.mentions:
        yield from _mention(names, mention)
    for claim in distinct(extraction.claims):
        yield from statement(names, document, claim)
        if link := shortcut(names, claim):
            yield link


def _known_voices(claims: Iterable[Claim]) -> dict[str, Term]:
    """Publishers and agencies that are entities, by the name the document gives them."""
    steps = (step for claim in claims for step in claim.attribution if step.role is not Role.SPEAKER)
    return {step.agent.text: step.agent for step in steps if step.agent.entity}


def _description(names: Names, document: Document, known: Mapping[str, Term]) -> Iterator[Triple]:
    """The document, and what it says of itself."""
    node, metadata = names.iri("document", document.id), document.metadata
    yield node, v.TYPE, v.DOCUMENT
    said = (
        (v.IDENTIFIER, document.name),
        (v.TEXT_SHA256, document.sha256),
        (v.FORMAT, document.media_type),
        (v.TITLE, metadata.title),
        (v.DATELINE, metadata.dateline),
        (v.LANGUAGE, metadata.language and metadata.language.lower()),
        (v.SOURCE, metadata.url),
    )
    yield from ((node, property_, literal(text)) for property_, text in said if text is not None)
    if metadata.date is not None:
        yield node, v.ISSUED, _issued(metadata.date)
    agents = ((v.PUBLISHER, metadata.publisher), (v.CREATOR, metadata.author), (v.AGENCY, metadata.agency))
    for property_, name in agents:
        if name is not None:
            agent = known.get(name)
            who, triples = (nodes.term(names, agent), ()) if agent else nodes.voice(names, name)
            yield node, property_, who
            yield from triples


def _issued(date: str) -> str:
    """A day of the calendar as xsd:date, anything less exact as the EDTF it is."""
    return f'"{date}"^^<{XSD}date>' if _DAY.fullmatch(date) else literal(date)


def _mention(names: Names, mention: Mention) -> Iterator[Triple]:
    """Where an entity is named: the evidence for its label and aliases."""
    node = names.iri("mention", mention_id(mention.document, mention.span, mention.entity))
    yield node, v.TYPE, v.MENTION
    yield node, v.REFERS_TO, names.iri("entity", mention.entity)
    if mention.nominal:
        yield node, v.NOMINAL, boolean(True)
    passage, triples = nodes.passage(names, mention.document, mention.span, mention.text)
    yield node, v.PASSAGE_OF, passage
    yield from triples
