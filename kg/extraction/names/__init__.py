"""Names and descriptions of persons, places, bodies and groups: where they stand, and of what type."""

from kg.extraction.names.finding import named
from kg.extraction.names.groups import groups
from kg.extraction.names.spans import Named, form

__all__ = ["Named", "form", "groups", "named"]
