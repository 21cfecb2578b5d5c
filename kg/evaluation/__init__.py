"""How well what was built agrees with gold annotation, by the rules of the exchange format."""

from kg.evaluation.gold import Gold, read_gold
from kg.evaluation.measures import Measure
from kg.evaluation.scoring import Miss, Result, score

__all__ = ["Gold", "Measure", "Miss", "Result", "read_gold", "score"]
