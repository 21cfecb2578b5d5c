"""Writes what was built in another format, whole and in order.

    kg export --format turtle --out graph.ttl
    kg export --format claims | head

turtle and ntriples hold the graph, claims and mentions one JSON object a line.
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `kg export`."""
    parser.add_argument(
        "--format", required=True, help="turtle, ntriples, claims or mentions; or one that was installed"
    )
    parser.add_argument(
        "--out", default="-", metavar="FILE", help="the file to write (default: -, standard output)"
    )
    parser.add_argument(
        "--without-derived", action="store_true", help="leave out links that are computed from claims"
    )
    parser.add_argument("-o", "--output", default="output", help="the output folder (default: output)")


def run(arguments: argparse.Namespace) -> int:
    """Exports, and says on standard error how much where a file was written."""
    from kg.cli.built import base
    from kg.export import EXPORTERS, Corpus, without_derived
    from kg.resolution import entities
    from kg.store.documents import Documents
    from kg.store.output import reading

    exporter = EXPORTERS.load(arguments.format)
    with reading(Path(arguments.output)) as folder, _statements(folder / "store") as lines:
        documents = Documents(folder / "documents")
        corpus = Corpus(
            lines=without_derived(lines) if arguments.without_derived else lines,
            extractions=documents,
            entities=entities(documents),
            base=base(folder),
        )
        if arguments.out != "-":
            count = exporter(corpus, Path(arguments.out))
            print(f"{arguments.out}: {count:,} written", file=sys.stderr)
            return 0
        with tempfile.TemporaryDirectory() as scratch:
            exporter(corpus, Path(scratch, "export"))
            with Path(scratch, "export").open("rb") as file:
                _print(file)
    return 0


@contextmanager
def _statements(store: Path) -> Iterator[IO[str]]:
    """The statements of a store as lines of N-Triples."""
    from pyoxigraph import DefaultGraph, RdfFormat

    from kg.store.database import open_store

    with tempfile.TemporaryFile() as file:
        open_store(store).dump(file, RdfFormat.N_TRIPLES, from_graph=DefaultGraph())
        file.seek(0)
        with open(file.fileno(), encoding="utf-8", newline="\n", closefd=False) as lines:
            yield lines


def _print(file: IO[bytes]) -> None:
    from kg.cli.terminal import out_bytes

    if sys.stdout.isatty():
        out_bytes(file)
    else:
        shutil.copyfileobj(file, sys.stdout.buffer)
