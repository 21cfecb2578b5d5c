"""What the graph says of an entity: its type, what it is called; of an event also the act, when and where."""

from collections.abc import Iterator

from kg.graph import nodes
from kg.graph import vocabulary as v
from kg.graph.nodes import Triple
from kg.graph.terms import BASE, Names, literal
from kg.model import Entity
from kg.schema import ontology

__all__ = ["ENTITY_GRAPH", "entity_quads"]

ENTITY_GRAPH = ("graph", "entities")


def entity_quads(entity: Entity, base: str = BASE) -> Iterator[str]:
    """The N-Quads lines of one entity, each ended, in the graph that all entities share."""
    names = Names(base)
    graph = names.iri(*ENTITY_GRAPH)
    for subject, predicate, object_ in _triples(names, entity):
        yield f"{subject} {predicate} {object_} {graph} .\n"


def _triples(names: Names, entity: Entity) -> Iterator[Triple]:
    node = names.iri("entity", entity.id)
    yield node, v.TYPE, f"<{ontology().classes[entity.type]}>"
    yield node, v.LABEL, literal(entity.label)
    yield from ((node, v.ALT_LABEL, literal(a)) for a in entity.aliases if a != entity.label)
    yield from ((node, v.TYPE, f"<{iri}>") for iri in _acts(entity.act))
    if entity.when is not None:
        yield from nodes.time(node, entity.when)
    if entity.where is not None:
        yield node, v.HAS_PLACE, names.iri("entity", entity.where)


def _acts(code: str | None) -> Iterator[str]:
    """The act and every wider act, so that a query for attacks finds ambushes without inference."""
    while code is not None:
        act = ontology().act(code)
        yield act.iri
        code = act.parent
