"""Claims back from RDF: the inverse of `kg.graph.statement`, and its proof that nothing is lost."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, Quad, Triple

from kg.graph import vocabulary as v
from kg.graph.terms import BASE, Names
from kg.model import Attribution, Claim, Quantity, Span, Term
from kg.model.identifiers import claim_id
from kg.schema import ontology

__all__ = ["read_claims"]

Object = NamedNode | Literal


@dataclass(frozen=True, slots=True)
class _Graph:
    """What each node says, by property; node and property without angle brackets."""

    names: Names
    said: dict[str, dict[str, list[Object]]] = field(default_factory=dict)

    def all(self, node: str, property_: str) -> list[Object]:
        return self.said.get(node, {}).get(property_[1:-1], [])

    def one(self, node: str, property_: str) -> Object | None:
        """The only value of a property, None where there is none; raises ValueError where there are more."""
        values = self.all(node, property_)
        if len(values) > 1:
            raise ValueError(f"{node} has {len(values)} values of {property_}, can have one")
        return values[0] if values else None

    def need(self, node: str, property_: str) -> str:
        value = self.text(node, property_)
        if value is None:
            raise ValueError(f"{node} has no {property_}")
        return value

    def text(self, node: str, property_: str) -> str | None:
        value = self.one(node, property_)
        return None if value is None else value.value

    def entity(self, value: Object | None) -> str | None:
        """The identifier of an entity, None for anything else."""
        prefix = self.names.prefix("entity")
        if isinstance(value, NamedNode) and value.value.startswith(prefix):
            return value.value.removeprefix(prefix)
        return None

    def term(self, node: str, words: str, *properties: str) -> Term | None:
        """The words, and the first entity among the properties that may hold it."""
        text = self.text(node, words)
        if text is None:
            return None
        entities = (self.entity(self.one(node, property_)) for property_ in properties)
        return Term(text=text, entity=next((entity for entity in entities if entity), None))


def read_claims(statements: Iterable[Quad | Triple], base: str = BASE) -> tuple[Claim, ...]:
    """The claims that triples or quads hold, by document, place and identifier.

    Raises ValueError or KeyError for a claim node that `kg.graph` did not write.
    """
    graph = _Graph(Names(base))
    claims: dict[str, None] = {}
    for subject, predicate, object_ in dict.fromkeys(_plain(statements)):
        graph.said.setdefault(subject, {}).setdefault(predicate, []).append(object_)
        if predicate == v.TYPE[1:-1] and object_.value == v.CLAIM[1:-1]:
            claims[subject] = None
    found = (_claim(graph, node) for node in claims)
    return tuple(sorted(found, key=lambda claim: (claim.document, claim.span, claim_id(claim))))


def _plain(statements: Iterable[Quad | Triple]) -> Iterator[tuple[str, str, Object]]:
    """Statements between IRIs and literals; blank nodes and quoted triples are not ours."""
    for statement in statements:
        subject, object_ = statement.subject, statement.object
        if isinstance(subject, NamedNode) and isinstance(object_, NamedNode | Literal):
            yield subject.value, statement.predicate.value, object_


def _claim(graph: _Graph, node: str) -> Claim:
    passage = graph.need(node, v.PASSAGE_OF)
    subject = graph.term(node, v.SUBJECT_TEXT, v.SUBJECT)
    if subject is None:
        raise ValueError(f"{node} has no {v.SUBJECT_TEXT}")
    return Claim(
        document=graph.need(passage, v.HAS_SOURCE).removeprefix(graph.names.prefix("document")),
        kind={p.iri: kind for kind, p in ontology().predicates.items()}[graph.need(node, v.PREDICATE)],
        subject=subject,
        object=graph.term(node, v.OBJECT_TEXT, v.OBJECT_ENTITY, v.OBJECT),
        quantity=_quantity(graph, graph.text(node, v.QUANTITY_OF)),
        when=graph.text(node, v.EDTF),
        where=graph.term(node, v.WHERE_TEXT, v.WHERE),
        speaker=graph.term(node, v.SPEAKER_TEXT, v.SPEAKER),
        attribution=_attribution(graph, node),
        polarity={iri: polarity for polarity, iri in ontology().stances.items()}[graph.need(node, v.STANCE)],
        span=Span(int(graph.need(passage, v.START)), int(graph.need(passage, v.END))),
        quote=graph.need(passage, v.EXACT),
        confidence=float(graph.need(node, v.CONFIDENCE)),
        extractor=graph.need(graph.need(node, v.GENERATED_BY), v.LABEL),
    )


def _quantity(graph: _Graph, node: str | None) -> Quantity | None:
    if node is None:
        return None
    low, high = graph.text(node, v.LOW), graph.text(node, v.HIGH)
    return Quantity(
        low=None if low is None else float(low),
        high=None if high is None else float(high),
        qualifier=graph.need(node, v.QUALIFIER),
        category=graph.need(node, v.CATEGORY),
        outcome=graph.text(node, v.OUTCOME),
        surface=graph.need(node, v.SURFACE),
    )


def _attribution(graph: _Graph, node: str) -> tuple[Attribution, ...]:
    """The chain of voices, the nearest to the reader first."""
    steps = (_step(graph, step.value) for step in graph.all(node, v.ATTRIBUTED))
    return tuple(sorted(steps, key=lambda step: (step.hop, step.role.value, step.agent.text)))


def _step(graph: _Graph, node: str) -> Attribution:
    roles = {iri: role for role, iri in ontology().roles.items()}
    agent = graph.term(node, v.AGENT_TEXT, v.AGENT)
    if agent is None:
        raise ValueError(f"{node} has no {v.AGENT_TEXT}")
    return Attribution(
        hop=int(graph.need(node, v.HOP)), role=roles[graph.need(node, v.HAD_ROLE)], agent=agent
    )
