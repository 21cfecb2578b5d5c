"""The output folder: builds go in whole or not at all, and readers keep what they opened.

    output/.kg                  marks the folder as ours; locked while a build runs
    output/cache/               finished documents of this and of killed builds
    output/generations/7/       one whole build
    output/current              -> generations/7, switched by one rename
    output/graph.ttl ...        -> current/graph.ttl, never changed

A build is written under a hidden name, flushed to disk, renamed, and only then pointed to, so
whatever kills it leaves the former build whole. A reader locks the generation it reads, and a
builder removes only generations that nobody has locked: an Oxigraph store whose files vanish
while it is open is a broken store.
"""

import fcntl
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from kg.errors import OutputError
from kg.store.cache import Cache

__all__ = ["PARTS", "Workshop", "building", "made_by_kg", "reading"]

PARTS = ("build.json", "claims.jsonl", "documents", "graph.html", "graph.ttl", "mentions.jsonl", "store")
"""What a generation holds, each reachable from the output folder under the same name."""

MARKER = ".kg"
MARKER_TEXT = b"This folder was made by kg, which may replace anything in it.\n"
CURRENT, GENERATIONS, UNFINISHED, CACHE = "current", "generations", ".unfinished-", "cache"
ATTEMPTS = 10  # a reader loses the race for a generation only against as many builds in a row


@dataclass(frozen=True, slots=True)
class Workshop:
    """One build under way: what it writes to `folder` is unseen until `publish`, to `scratch` for ever."""

    output: Path
    folder: Path
    scratch: Path
    cache: Cache

    def publish(self) -> Path:
        """Makes the finished build the current one and removes the old ones that nobody reads."""
        _flush(self.folder)
        generations = self.output / GENERATIONS
        number = 1 + max((int(path.name) for path in _numbered(generations)), default=0)
        finished = generations / str(number)
        self.folder.rename(finished)
        _flush_one(generations)
        for name in PARTS:
            _point(self.output / name, Path(CURRENT, name))
        _point(self.output / CURRENT, Path(GENERATIONS, str(number)))
        _flush_one(self.output)
        for path in _numbered(generations):
            if path != finished:
                _remove_unless_read(path)
        return finished


@contextmanager
def building(output: Path) -> Iterator[Workshop]:
    """The output folder, made if need be and locked against other builds, with a place to build in.

    Raises OutputError where the folder is a user's own, cannot be written, or is being built.
    """
    marker = _claim(output)
    try:
        _remove_leftovers(output)
        place = output / GENERATIONS / f"{UNFINISHED}{secrets.token_hex(4)}"
        folder, scratch = place / "build", place / "scratch"
        try:
            for path in (folder, scratch):
                path.mkdir(parents=True)
            yield Workshop(output, folder, scratch, Cache(output / CACHE))
        finally:
            shutil.rmtree(place, ignore_errors=True)
    finally:
        os.close(marker)


@contextmanager
def reading(output: Path) -> Iterator[Path]:
    """The folder of the current build, kept from removal while the context is open.

    Raises OutputError where nothing was built.
    """
    for _ in range(ATTEMPTS):
        try:
            folder = (output / CURRENT).resolve(strict=True)
            descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        except FileNotFoundError:
            continue
        except OSError as error:
            raise OutputError(f"{output}: {error.strerror}; give the folder of a build with -o") from error
        try:
            fcntl.flock(descriptor, fcntl.LOCK_SH)
            if folder.exists():
                yield folder
                return
        finally:
            os.close(descriptor)
    raise OutputError(f"{output}: nothing was built there; run kg build PATH -o {output}")


def made_by_kg(folder: Path) -> bool:
    """Whether the folder is the output folder of some build, or lies in one."""
    return any(_is_ours(path) for path in (folder.resolve() / MARKER).parents)


def _is_ours(folder: Path) -> bool:
    try:
        return MARKER_TEXT.startswith((folder / MARKER).read_bytes())
    except OSError:
        return False


def _claim(output: Path) -> int:
    """The open and locked marker of a folder that is ours, or is made ours because it is empty."""
    marker = output / MARKER
    try:
        output.mkdir(parents=True, exist_ok=True)
        if any(output.iterdir()) and not _is_ours(output):
            raise OutputError(
                f"{output}: holds files that kg did not make; give another or an empty folder with -o"
            )
        descriptor = os.open(marker, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    except OSError as error:
        raise OutputError(f"{output}: {error.strerror}; give another folder with -o") from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.pwrite(descriptor, MARKER_TEXT, 0)
    except BlockingIOError as error:
        os.close(descriptor)
        raise OutputError(
            f"{output}: another build is writing there; wait for it, or give another folder"
        ) from error
    except OSError as error:
        os.close(descriptor)
        raise OutputError(f"{output}: {error.strerror}; give another folder with -o") from error
    return descriptor


def _remove_leftovers(output: Path) -> None:
    """Clears what killed builds left; under the lock, so nobody is at work on it."""
    for path in (output / GENERATIONS).glob(f"{UNFINISHED}*"):
        shutil.rmtree(path)
    for path in output.glob(f"{UNFINISHED}*"):
        path.unlink()


def _remove_unless_read(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        with suppress(BlockingIOError):
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder)
    finally:
        os.close(descriptor)


def _numbered(generations: Path) -> list[Path]:
    return [path for path in generations.iterdir() if path.name.isdecimal()]


def _point(link: Path, target: Path) -> None:
    """Makes `link` lead to `target` by one rename: at every moment it leads to the old or the new."""
    if link.is_symlink() and link.readlink() == target:
        return
    fresh = link.with_name(f"{UNFINISHED}{link.name}")
    fresh.symlink_to(target)
    fresh.replace(link)


def _flush(folder: Path) -> None:
    """Files, then the folders that name them, to disk."""
    for parent, _, names in os.walk(folder):
        for name in names:
            _flush_one(Path(parent, name))
        _flush_one(Path(parent))


def _flush_one(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
