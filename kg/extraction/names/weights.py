"""How much a sign of a name's type weighs."""

from collections.abc import Iterator

from kg.model import EntityType

__all__ = ["CLEAR", "LABEL", "SURE", "THING", "WEAK", "Signs"]

LABEL = 3  # what the annotator's labels of one form weigh together
WEAK, CLEAR, SURE = 1, 4, 8  # a clear sign outweighs the labels, a sure one two clear ones
THING = EntityType.EVENT  # stands for whatever is no person, place or body

Signs = Iterator[tuple[EntityType, int]]
