"""Reads files and folders, extracts who claims what, and builds the graph of it.

Text, HTML, PDF, DOCX, JSON and JSON Lines are read; folders with all that is in them. A second
build into the same folder redoes only what changed. A file that cannot be read is one line on
standard error; the others are built. Exit status: 0 all done, 1 some failed, 2 nothing done.
"""

import argparse
import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress

    from kg.pipeline import Built, Failure, Watch

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `kg build`; what is not given is left to `kg.config.Settings`."""
    unset = argparse.SUPPRESS
    parser.add_argument("paths", nargs="+", metavar="PATH", help="a file, or a folder of files")
    parser.add_argument("-o", "--output", default="output", help="folder to build into (default: output)")
    parser.add_argument(
        "--jobs", type=int, metavar="N", default=unset, help="worker processes (default: one a core)"
    )
    parser.add_argument("--engine", default=unset, help="where the work runs (default: local)")
    parser.add_argument("--base", metavar="IRI", default=unset, help="what all IRIs begin with")
    parser.add_argument("--annotator", default=unset, help="what finds grammar and names (default: encoder)")
    parser.add_argument(
        "--document-seconds", type=float, metavar="S", default=unset, help="longest time for one document"
    )
    parser.add_argument(
        "--document-megabytes", type=int, metavar="MB", default=unset, help="most memory for one document"
    )
    parser.add_argument("--timings", action="store_true", help="put seconds into build.json")
    parser.add_argument("--verbose", action="store_true", help="let workers write on standard error")


def run(arguments: argparse.Namespace) -> int:
    """Builds, says what was made, and returns 1 if some documents failed."""
    from kg.config import Settings
    from kg.pipeline import build

    given = vars(arguments)
    settings = Settings(**{name: given[name] for name in Settings.__slots__ if name in given})
    with _watch() as watch:
        built = build(arguments.paths, Path(arguments.output), settings, watch)
    print(_summary(built))
    return 1 if built.failures else 0


def _summary(built: "Built") -> str:
    totals, folder = built.report["totals"], built.output
    made = ", ".join(_count(totals[what], what) for what in ("documents", "claims", "entities"))
    left = [_count(totals[what], what) for what in ("failures", "duplicates") if totals[what]]
    where = "" if str(folder) == "output" else f" -o {shlex.quote(str(folder))}"
    return "\n".join(
        (
            f"{made}{' (' if left else ''}{', '.join(left)}{')' if left else ''}",
            f"page    {folder / 'graph.html'}",
            f"Turtle  {folder / 'graph.ttl'}",
            f"try     kg query --name casualties --set category=children{where}",
        )
    )


_SINGULAR = {"entities": "entity"}


def _count(number: int, what: str) -> str:
    return f"{number:,} {what if number != 1 else _SINGULAR.get(what, what[:-1])}"


@contextmanager
def _watch() -> "Iterator[Watch]":
    """A bar where a person looks on; failures on standard error in any case."""
    if not sys.stderr.isatty():
        yield _Lines()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description:<10}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield _Bar(progress)


class _Lines:
    """Failures only, one line each."""

    def stage(self, name: str, total: int) -> None:
        """Nothing is shown."""

    def step(self) -> None:
        """Nothing is shown."""

    def failed(self, failure: "Failure") -> None:
        """One line, whatever the path holds."""
        print(_line(failure), file=sys.stderr)


class _Bar:
    """One bar, for the stage under way; failures above it."""

    def __init__(self, progress: "Progress") -> None:
        self._progress = progress
        self._task = progress.add_task("Starting", total=None)

    def stage(self, name: str, total: int) -> None:
        """The bar begins anew."""
        self._progress.reset(self._task, description=name, total=total)

    def step(self) -> None:
        """The bar grows."""
        self._progress.advance(self._task)

    def failed(self, failure: "Failure") -> None:
        """One line above the bar."""
        self._progress.console.print(_line(failure), markup=False, highlight=False, soft_wrap=True)


def _line(failure: "Failure") -> str:
    """One line, though the name of a file may hold anything, even what moves a cursor."""
    from kg.cli.terminal import safe

    return safe(" ".join(f"kg: {failure.path}: {failure.reason}".split()))
