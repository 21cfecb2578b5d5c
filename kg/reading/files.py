"""Which files there are to read: files and folders into one list, in an order that never varies."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.errors import UsageError
from kg.reading.sidecar import check

__all__ = ["COMPANIONS", "walk"]

COMPANIONS = {
    "source.toml": "metadata of the files of its folder",
    ".meta.json": "metadata of the text with the same stem",
    ".gold.json": "annotation of the text with the same stem",
}
"""Endings of names that accompany documents and are none themselves."""


def walk(paths: Iterable[str | Path]) -> tuple[Path, ...]:
    """Every document at or below the paths, once, sorted by the parts of its path.

    The order depends neither on the order given nor on locale or file system. In folders,
    hidden names are passed over; companions (see COMPANIONS) always are. A folder is entered
    once however many links lead to it. A folder that cannot be listed stands in the result
    itself, so that reading it reports why.

    Raises UsageError for a path that does not exist, and for a wrong `source.toml`.
    """
    starts = sorted({Path(path) for path in paths}, key=_order)
    for start in starts:
        if not os.path.lexists(start):
            raise UsageError(f"{str(start)!r} does not exist; give files or folders to read")
    seen: set[object] = set()
    found = [file for start in starts for file in _below(start, seen)]
    for folder in sorted({file.parent for file in found}, key=_order):
        check(folder)
    return tuple(sorted(found, key=_order))


def _order(path: Path) -> tuple[str, ...]:
    return path.parts


def _below(start: Path, seen: set[object]) -> Iterator[Path]:
    waiting = [start]
    while waiting:
        path = waiting.pop()
        identity = _identity(path)
        if identity in seen or _is_companion(path.name):
            continue
        seen.add(identity)
        children = _children(path)
        if children is None:
            yield path
        else:
            waiting.extend(child for child in reversed(children) if not child.name.startswith("."))


def _identity(path: Path) -> object:
    """The same for every link to one file or folder; of a broken link, its path."""
    try:
        status = path.stat()
    except OSError:
        return path
    return status.st_dev, status.st_ino


def _children(path: Path) -> list[Path] | None:
    """What a folder holds, in order; None for all else, and for a folder that cannot be listed."""
    try:
        return sorted(path.iterdir(), key=_order)
    except OSError:
        return None


def _is_companion(name: str) -> bool:
    return any(name == end or (end[0] == "." and name.endswith(end)) for end in COMPANIONS)
