"""Precision, recall and their mean."""

from dataclasses import dataclass

__all__ = ["Measure", "share"]

_DIGITS = 3


@dataclass(frozen=True, slots=True)
class Measure:
    """How many of `gold` were hit, and how many of `found` hit one."""

    gold_hit: int = 0
    gold: int = 0
    found_hit: int = 0
    found: int = 0

    def __add__(self, other: "Measure") -> "Measure":
        return Measure(
            self.gold_hit + other.gold_hit,
            self.gold + other.gold,
            self.found_hit + other.found_hit,
            self.found + other.found,
        )

    @property
    def precision(self) -> float:
        """The part of what was found that is right, 0 where nothing was found."""
        return round(_ratio(self.found_hit, self.found), _DIGITS)

    @property
    def recall(self) -> float:
        """The part of the gold that was found, 0 where there is none."""
        return round(_ratio(self.gold_hit, self.gold), _DIGITS)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        precision, recall = _ratio(self.found_hit, self.found), _ratio(self.gold_hit, self.gold)
        both = precision + recall
        return round(2 * precision * recall / both, _DIGITS) if both else 0.0


def share(hits: int, of: int) -> float:
    """A rounded part of a whole, 0 of nothing."""
    return round(_ratio(hits, of), _DIGITS)


def _ratio(hits: int, of: int) -> float:
    return hits / of if of else 0.0
