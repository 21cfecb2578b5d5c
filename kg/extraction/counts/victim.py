"""A victim: people that are counted, or one person."""

from dataclasses import dataclass

from kg.extraction.counts.numerals import Numeral
from kg.language import Name

__all__ = ["Victim"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Victim:
    """Somebody counted, over tokens `first` to `last`, `head` the noun, name or bare number.

    `numeral` is None for a single person; `category` is None where the noun is left out and
    the context must say it ("17 more", "15 of them").
    """

    head: int
    first: int
    last: int
    numeral: Numeral | None
    category: str | None
    name: Name | None = None
