"""Claims to RDF, and back."""

from kg.graph.document import distinct, document_quads
from kg.graph.entity import entity_quads
from kg.graph.reading import read_claims
from kg.graph.terms import BASE
from kg.graph.vocabulary import prefixes

__all__ = ["BASE", "distinct", "document_quads", "entity_quads", "prefixes", "read_claims"]
