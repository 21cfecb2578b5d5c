"""Counts of people: numbers as written, who is counted, and what befell them."""

from kg.extraction.counts.categories import Categories
from kg.extraction.counts.count import Count
from kg.extraction.counts.numerals import Numeral, numerals
from kg.extraction.counts.reading import counts

__all__ = ["Categories", "Count", "Numeral", "counts", "numerals"]
