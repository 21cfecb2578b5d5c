"""How a statement carries its source. Decided here, and only here.

A statement is a node of its own, never a plain triple: the graph asserts that a source
says it, not that it is so. `kg.graph.reading` is the way back.
"""

from collections.abc import Iterator

from kg.graph import nodes
from kg.graph import vocabulary as v
from kg.graph.nodes import Triple
from kg.graph.terms import Names, decimal, literal
from kg.model import Claim, Document, Polarity, Role, Term
from kg.model.identifiers import claim_id
from kg.schema import ontology

__all__ = ["shortcut", "statement"]

_AFFIRMED = frozenset({Polarity.ASSERTED, Polarity.REPORTED})


def statement(names: Names, document: Document, claim: Claim) -> Iterator[Triple]:
    """A claim of a document, with everything needed to check it."""
    node = names.iri("claim", claim_id(claim))
    predicate = ontology().predicates[claim.kind]
    yield node, v.TYPE, v.CLAIM
    yield node, v.PREDICATE, f"<{predicate.iri}>"
    yield node, v.STANCE, f"<{ontology().stances[claim.polarity]}>"
    yield node, v.CONFIDENCE, decimal(claim.confidence)
    yield from _named(names, node, v.SUBJECT, v.SUBJECT_TEXT, claim.subject)
    yield from _object(names, node, claim, predicate.counts)
    if claim.where is not None:
        yield from _named(names, node, v.WHERE, v.WHERE_TEXT, claim.where)
    if claim.when is not None:
        yield from nodes.time(node, claim.when)
    yield from _voices(names, node, document, claim)
    yield from _linked(node, v.PASSAGE_OF, nodes.passage(names, document.id, claim.span, claim.quote))
    yield from _linked(node, v.GENERATED_BY, nodes.run(names, claim.extractor))


def shortcut(names: Names, claim: Claim) -> Triple | None:
    """The plain link between two entities that a source affirms; none for what is denied or supposed."""
    object_ = claim.object
    if claim.polarity not in _AFFIRMED or not claim.subject.entity or object_ is None or not object_.entity:
        return None
    link = f"<{ontology().predicates[claim.kind].shortcut}>"
    return names.iri("entity", claim.subject.entity), link, names.iri("entity", object_.entity)


def _object(names: Names, node: str, claim: Claim, counts: bool) -> Iterator[Triple]:
    """`rdf:object`: a count where the kind counts, else entity or words, else what the claim does say."""
    if claim.object is not None:
        yield node, v.OBJECT_TEXT, literal(claim.object.text)
    counted = nodes.quantity(names, claim.quantity) if claim.quantity else None
    if counted:
        yield from _linked(node, v.QUANTITY_OF, counted)
    if counted and (counts or claim.object is None):
        yield node, v.OBJECT, counted[0]
        if claim.object is not None and claim.object.entity:
            yield node, v.OBJECT_ENTITY, nodes.term(names, claim.object)
    elif claim.object is not None:
        yield node, v.OBJECT, nodes.term(names, claim.object)
    elif claim.when is not None:
        yield node, v.OBJECT, literal(claim.when)
    elif claim.where is not None:
        yield node, v.OBJECT, nodes.term(names, claim.where)


def _voices(names: Names, node: str, document: Document, claim: Claim) -> Iterator[Triple]:
    """The innermost voice, and every step of the chain that leads to it."""
    for value in claim.attribution:
        yield from _linked(node, v.ATTRIBUTED, nodes.attribution(names, document.id, value))
    if claim.speaker is not None:
        yield node, v.SPEAKER_TEXT, literal(claim.speaker.text)
        yield from _linked(node, v.SPEAKER, nodes.speaker_voice(names, document.id, claim.speaker))
        return
    passed_on = [value for value in claim.attribution if value.role is not Role.SPEAKER]
    if passed_on:
        innermost = max(passed_on, key=lambda value: value.hop)
        own = nodes.agent(names, document.id, innermost)
    else:
        own = nodes.document_voice(names, document)
    yield from _linked(node, v.SPEAKER, own)


def _named(names: Names, node: str, property_: str, words: str, value: Term) -> Iterator[Triple]:
    yield node, property_, nodes.term(names, value)
    yield node, words, literal(value.text)


def _linked(node: str, property_: str, target: nodes.Node) -> Iterator[Triple]:
    yield node, property_, target[0]
    yield from target[1]
