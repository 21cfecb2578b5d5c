"""A count: a number of people, or one person, and what befell them."""

from dataclasses import dataclass

from kg.model import ClaimKind, Polarity, Quantity

__all__ = ["Count"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A number of people, or one person, and what befell them.

    Token indices: `first` to `last` is the shortest text that states it, `numeral` the number
    (None for one person), `trigger` the word of the outcome, `victim` the noun, name or bare
    number that is counted, `agents` those who did it if the verb says so.
    """

    first: int
    last: int
    numeral: tuple[int, int] | None
    trigger: int
    victim: int
    agents: tuple[int, ...]
    kind: ClaimKind
    polarity: Polarity
    quantity: Quantity

    @property
    def key(self) -> int:
        """The token by which one and the same count is known: its number, or the one person."""
        return self.numeral[0] if self.numeral else self.victim

    @property
    def place(self) -> tuple[int, int, str]:
        """Where a count stands among others."""
        return self.victim, self.trigger, self.quantity.outcome or ""
