"""What an exporter may draw on, and what it is."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kg.graph import BASE
from kg.model import Entity, Extraction

__all__ = ["Corpus", "Exporter"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """A built corpus in its two forms: statements, and the values behind them.

    `lines` are N-Quads or N-Triples lines, each ended, in any order, repeats allowed, in
    the escapes of canonical N-Triples (as kg.graph and the store write them); `entities`
    is the corpus-wide view by id. An exporter goes over each at most once, so both may
    be iterators.
    """

    lines: Iterable[str] = ()
    extractions: Iterable[Extraction] = ()
    entities: Mapping[str, Entity] = field(default_factory=dict)
    base: str = BASE


Exporter = Callable[[Corpus, Path], int]
"""Writes a corpus to a file and returns how many triples or records the file holds."""
