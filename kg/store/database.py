"""The embedded store: an Oxigraph database in a folder, built once and from then on only read.

It holds each statement in the graph of its document (or of the entities) and once in the default graph.
A query reads the default graph. Oxigraph's own union of named graphs would save the space, but gives a
statement that two documents share twice: counts come out wrong, and each shared node multiplies the rows.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import QuerySolutions, RdfFormat, Store

from kg.errors import OutputError

__all__ = ["build_store", "open_store"]

_GRAPH_END = b"> .\n"
_CHUNK = 10_000_000
"""Bytes loaded at a time: a load holds some 20 times as much (220 MB), and larger ones gain nothing."""


def build_store(parts: Iterable[Path], folder: Path) -> int:
    """Builds a fresh store in `folder` from N-Quads files and returns how many statements it holds.

    Each line of a part is one statement and its graph, as `kg.graph` writes them. Raises OutputError
    where the folder holds anything already, or a part is not N-Quads.
    """
    if folder.is_dir() and any(folder.iterdir()):
        raise OutputError(f"{folder}: a store is built in an empty folder only; remove this one first")
    store = Store(folder)
    try:
        for lines in _chunks(parts):
            store.bulk_load(b"".join([*lines, *map(_without_graph, lines)]), RdfFormat.N_QUADS)
    except SyntaxError as error:
        raise OutputError(f"{folder}: the statements of this build are not N-Quads ({error.msg})") from error
    store.flush()
    store.optimize()
    return _count(store)


def open_store(folder: Path) -> Store:
    """The store in `folder`, for reading; raises OutputError where there is none."""
    if not (folder / "CURRENT").is_file():  # reading would say so too, but in the words of the database
        raise OutputError(f"{folder}: there is no store; run kg build first, or give its output with -o")
    try:
        return Store.read_only(str(folder))
    except OSError as error:
        raise OutputError(f"{folder}: the store cannot be opened ({error}); build it again") from error


def _count(store: Store) -> int:
    solutions = store.query("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")
    assert isinstance(solutions, QuerySolutions)
    return int(next(solutions)["n"].value)


def _chunks(parts: Iterable[Path]) -> Iterator[list[bytes]]:
    """The lines of all parts, as many at a time as are loaded at once: each load writes files of its own."""
    held: list[bytes] = []
    size = 0
    for part in parts:
        with part.open("rb") as file:
            while lines := file.readlines(_CHUNK - size):
                held += lines
                size += sum(map(len, lines))
                if size >= _CHUNK:
                    yield held
                    held, size = [], 0
    if held:
        yield held


def _without_graph(line: bytes) -> bytes:
    """The graph is the last term of a line, and its IRI holds no blank."""
    if not line.endswith(_GRAPH_END):  # half a line would join the next to make another statement
        raise SyntaxError(f"a line does not end with a graph: {line[:80]!r}")
    return line.rpartition(b" <")[0] + b" .\n"
