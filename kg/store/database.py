"""The embedded store: an Oxigraph database in a folder, built once and from then on only read.

It holds each statement in the graph of its document (or of the entities) and once in the default graph.
A query reads the default graph. Oxigraph's own union of named graphs would save the space, but gives a
statement that two documents share twice: counts come out wrong, and each shared node multiplies the rows.
"""

from collections.abc import Iterable, Iterator
from io import BufferedReader, RawIOBase
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import QuerySolutions, RdfFormat, Store

from kg.errors import OutputError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

__all__ = ["build_store", "open_store"]

_GRAPH_END = b"> .\n"
_CHUNK = 1 << 20  # bytes of a part at a time


def build_store(parts: Iterable[Path], folder: Path) -> int:
    """Builds a fresh store in `folder` from N-Quads files and returns how many statements it holds.

    Each line of a part is one statement and its graph, as `kg.graph` writes them. Raises OutputError
    where the folder holds anything already, or a part is not N-Quads.
    """
    if folder.is_dir() and any(folder.iterdir()):
        raise OutputError(f"{folder}: a store is built in an empty folder only; remove this one first")
    store = Store(folder)
    try:
        # One load for all parts: each load writes files of its own, and a store of few files opens fast.
        store.bulk_load(BufferedReader(_Stream(_statements(parts)), _CHUNK), RdfFormat.N_QUADS)
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


def _statements(parts: Iterable[Path]) -> Iterator[bytes]:
    """The lines of all parts, and each once more without its graph."""
    for part in parts:
        with part.open("rb") as file:
            while lines := file.readlines(_CHUNK):
                bare = b"".join(map(_without_graph, lines))
                yield b"".join(lines)
                yield bare


def _without_graph(line: bytes) -> bytes:
    """The graph is the last term of a line, and its IRI holds no blank."""
    if not line.endswith(_GRAPH_END):  # half a line would join the next to make another statement
        raise SyntaxError(f"a line does not end with a graph: {line[:80]!r}")
    return line.rpartition(b" <")[0] + b" .\n"


class _Stream(RawIOBase):
    """Chunks of bytes as a file to read from."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        super().__init__()
        self._chunks = chunks
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        target = memoryview(buffer)
        if not self._rest:
            self._rest = memoryview(next(self._chunks, b""))
        size = min(len(target), len(self._rest))
        target[:size], self._rest = self._rest[:size], self._rest[size:]
        return size
