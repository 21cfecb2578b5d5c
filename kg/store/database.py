"""The embedded store: an Oxigraph database in a folder, built once and from then on only read.

One named graph a document and one for the entities; a query reads their union.
"""

from collections.abc import Iterable, Iterator
from io import RawIOBase
from pathlib import Path

from pyoxigraph import RdfFormat, Store

from kg.errors import OutputError

__all__ = ["build_store", "open_store"]

_CHUNK = 1 << 20  # bytes read from a part at a time


def build_store(parts: Iterable[Path], folder: Path) -> int:
    """Builds a fresh store in `folder` from N-Quads files and returns how many statements it holds.

    Raises OutputError where the folder holds anything already, or a part is not N-Quads.
    """
    if folder.is_dir() and any(folder.iterdir()):
        raise OutputError(f"{folder}: a store is built in an empty folder only; remove this one first")
    store = Store(folder)
    try:
        # One load for all parts: each load writes files of its own, and a store of few files opens fast.
        store.bulk_load(_Joined(parts), RdfFormat.N_QUADS)
    except SyntaxError as error:
        raise OutputError(f"{folder}: the statements of this build are not N-Quads ({error.msg})") from error
    store.flush()
    store.optimize()
    return len(store)


def open_store(folder: Path) -> Store:
    """The store in `folder`, for reading; raises OutputError where there is none."""
    if not (folder / "CURRENT").is_file():  # reading would say so too, but in the words of the database
        raise OutputError(f"{folder}: there is no store; run kg build first, or give its output with -o")
    try:
        return Store.read_only(str(folder))
    except OSError as error:
        raise OutputError(f"{folder}: the store cannot be opened ({error}); build it again") from error


class _Joined(RawIOBase):
    """The files one after the other, as one stream of bytes."""

    def __init__(self, paths: Iterable[Path]) -> None:
        super().__init__()
        self._chunks = _chunks(paths)
        self._rest = b""

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        if not self._rest:
            self._rest = next(self._chunks, b"")
        if size < 0:
            size = len(self._rest)
        head, self._rest = self._rest[:size], self._rest[size:]
        return head


def _chunks(paths: Iterable[Path]) -> Iterator[bytes]:
    for path in paths:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                yield chunk
        yield b"\n"  # should a part not end its last line
