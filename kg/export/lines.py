"""Lines of text in order without repeats, however many there are; and lines of RDF."""

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from typing import IO

from kg.schema import ontology

__all__ = ["sorted_lines", "triple_lines", "without_derived"]

CHUNK = 16_000_000  # characters sorted at a time: 60 MB of memory, measured


def sorted_lines(lines: Iterable[str], chunk: int = CHUNK) -> Iterator[str]:
    """The distinct lines by code point, sorted `chunk` characters at a time and merged from files."""
    with ExitStack() as files:
        runs: list[Iterable[str]] = []
        for held, more in _chunks(lines, chunk):
            run = sorted(held)
            runs.append(_spilled(files, run) if more or runs else run)
        last = None
        for line in heapq.merge(*runs):
            if line != last:
                yield line
            last = line


def triple_lines(lines: Iterable[str]) -> Iterator[str]:
    """N-Quads lines as N-Triples lines: the same statements without the graph they stand in."""
    for line in lines:
        statement = line.rstrip().removesuffix(".").rstrip()
        subject, predicate, object_ = statement.split(" ", 2)
        head, _, tail = object_.rpartition(" ")
        # A literal that holds blanks ends in a quote, a tag or a type; only a graph is an IRI alone.
        yield f"{subject} {predicate} {head if head and _is_iri(tail) else object_} .\n"


def without_derived(lines: Iterable[str]) -> Iterator[str]:
    """The lines that state what sources say, without the layer computed from them."""
    derived = {f"<{iri}>" for iri in ontology().derived}
    return (line for line in lines if line.split(" ", 2)[1] not in derived)


def _is_iri(token: str) -> bool:
    return token.startswith("<") and token.endswith(">") and '"' not in token


def _chunks(lines: Iterable[str], size: int) -> Iterator[tuple[set[str], bool]]:
    """Distinct lines until `size` characters are held, and whether it was the size that ended it."""
    held: set[str] = set()
    characters = 0
    for line in lines:
        held.add(line)
        characters += len(line)
        if characters >= size:
            yield held, True
            held, characters = set(), 0
    yield held, False


def _spilled(files: ExitStack, run: Iterable[str]) -> IO[str]:
    file = files.enter_context(tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n"))  # noqa: SIM115
    file.writelines(run)
    file.seek(0)
    return file
