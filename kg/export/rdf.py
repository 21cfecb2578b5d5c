"""N-Triples and Turtle: one order, no repeats, no graphs, and a last line that counts."""

import shutil
import tempfile
from pathlib import Path
from typing import IO, BinaryIO

from pyoxigraph import RdfFormat, parse, serialize

from kg.export.corpus import Corpus
from kg.export.files import replacing
from kg.export.lines import sorted_lines, triple_lines
from kg.graph import prefixes

__all__ = ["write_ntriples", "write_turtle"]


def write_ntriples(corpus: Corpus, target: Path) -> int:
    """Writes sorted N-Triples, canonical because there are no blank nodes, and returns the count."""
    with replacing(target) as out:
        count = _write_sorted(corpus, out)
        out.write(_ending(count))
    return count


def write_turtle(corpus: Corpus, target: Path) -> int:
    """Writes Turtle, subjects in the order of their IRIs, streamed at any size; returns the count."""
    with replacing(target) as out, tempfile.TemporaryFile() as triples, tempfile.TemporaryFile() as body:
        count = _write_sorted(corpus, triples)
        triples.seek(0)
        names = prefixes(corpus.base)
        ordered = (quad.triple for quad in parse(triples, RdfFormat.N_TRIPLES))
        serialize(ordered, body, RdfFormat.TURTLE, prefixes=names)
        _copy(body, out, header=len(names))
        out.write(_ending(count))
    return count


def _write_sorted(corpus: Corpus, out: IO[bytes]) -> int:
    count = 0
    for line in sorted_lines(triple_lines(corpus.lines)):
        out.write(line.encode())
        count += 1
    return count


def _copy(body: IO[bytes], out: BinaryIO, header: int) -> None:
    """Copies Turtle with the prefixes in order: the serializer's own changes from run to run."""
    body.seek(0)
    out.writelines(sorted(body.readline() for _ in range(header)))
    shutil.copyfileobj(body, out)


def _ending(count: int) -> bytes:
    """The last line: a file that lost its end is valid Turtle too, and only a count tells."""
    return f"# {count} triples\n".encode()
