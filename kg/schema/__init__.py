"""What exists: the ontology and the word lists, read into values that the code can ask."""

from kg.schema.folder import ontology_folder
from kg.schema.ontology import Act, Ontology, Predicate, load, ontology
from kg.schema.words import entries, table

__all__ = ["Act", "Ontology", "Predicate", "entries", "load", "ontology", "ontology_folder", "table"]
