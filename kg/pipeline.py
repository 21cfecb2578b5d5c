"""The whole flow: files are read, documents extracted, entities resolved, and all of it published.

The same documents in any order, with any engine and number of jobs, give the same bytes: results
are sorted by document before anything looks at them as a whole.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, Protocol, TypeVar

from kg import __version__, tasks
from kg.config import Settings
from kg.engine import Done, Limits, Task, start
from kg.errors import UsageError
from kg.export import EXPORTERS, Corpus
from kg.extraction import fingerprint
from kg.graph import entity_quads
from kg.reading import walk
from kg.reading.decoding import clean
from kg.resolution import entities as resolve
from kg.store.database import build_store
from kg.store.documents import Documents
from kg.store.output import Workshop, building, made_by_kg
from kg.tasks import Sheet, Written
from kg.view import page

__all__ = ["Built", "Failure", "Quiet", "Watch", "build"]

T = TypeVar("T")
R = TypeVar("R")


EXPORTS = {
    "statements": ("turtle", "graph.ttl"),
    "claims": ("claims", "claims.jsonl"),
    "mentions": ("mentions", "mentions.jsonl"),
}
"""What every build writes: what it counts, and the exporter and the file that hold it."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Failure:
    """A file, or a document of it, that is not in the graph, and why, in one line."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a build made: the folder it was published to, and its build.json."""

    output: Path
    report: Mapping[str, Any]
    failures: tuple[Failure, ...]


class Watch(Protocol):
    """Who is told how a build comes on."""

    def stage(self, name: str, total: int) -> None:
        """A stage of so many steps begins."""

    def step(self) -> None:
        """One step of the stage is done."""

    def failed(self, failure: Failure) -> None:
        """Something is left out of the graph."""


class Quiet:
    """Nobody is told."""

    def stage(self, name: str, total: int) -> None:
        """See `Watch`."""

    def step(self) -> None:
        """See `Watch`."""

    def failed(self, failure: Failure) -> None:
        """See `Watch`."""


def build(
    paths: Iterable[str | Path],
    output: str | Path = "output",
    settings: Settings | None = None,
    watch: Watch | None = None,
) -> Built:
    """Builds the graph of the documents at `paths` and publishes it in `output`.

    What fails is left out, told to `watch` and listed in the result. Raises UsageError where
    nothing is left to build; then, as after any other error, the former build is as it was.
    """
    files = _inputs(paths)
    with building(Path(output)) as workshop:
        flow = _Flow(settings or Settings(), watch or Quiet(), workshop)
        sheets, duplicates = _distinct(flow.read(files))
        sheets = flow.extract(sheets)
        documents = flow.write(sheets)
        if not documents:
            raise UsageError(f"nothing was built: none of {len(files)} files gave a document")
        totals = flow.combine()
        report = flow.report(documents, duplicates, totals)
        workshop.publish()
        workshop.cache.prune({sheet.key for sheet in sheets})
    return Built(output=Path(output), report=report, failures=tuple(sorted(flow.failures)))


def _inputs(paths: Iterable[str | Path]) -> tuple[Path, ...]:
    """The files to read; never what a build wrote, should its folder lie within what is given."""
    given = tuple(paths)
    found = walk(given)
    made = {folder for folder in {file.parent for file in found} if made_by_kg(folder)}
    files = tuple(file for file in found if file.parent not in made)
    if not files:
        raise UsageError(
            f"nothing to read in {', '.join(map(str, given))}; give files or folders of documents"
        )
    return files


def _distinct(sheets: Iterable[Sheet]) -> tuple[list[Sheet], list[tuple[str, str]]]:
    """Each document once, in order of id, and (path, path of the first) for every other copy."""
    first: dict[str, Sheet] = {}
    ordered = sorted(sheets, key=lambda sheet: (sheet.id, sheet.path))
    others = [sheet for sheet in ordered if first.setdefault(sheet.id, sheet) is not sheet]
    return list(first.values()), sorted((sheet.path, first[sheet.id].path) for sheet in others)


def _lines(parts: Iterable[Path]) -> Iterator[str]:
    for part in parts:
        with part.open(encoding="utf-8", newline="\n") as file:
            yield from file


class _Flow:
    """The stages of one build, each done by workers but the last, which looks at all documents."""

    def __init__(self, settings: Settings, watch: Watch, workshop: Workshop) -> None:
        self.settings = settings
        self.watch = watch
        self.cache = workshop.cache
        self.folder = workshop.folder
        self.fingerprint = fingerprint(settings.annotator)
        self.failures: list[Failure] = []
        limits = Limits(seconds=settings.document_seconds, megabytes=settings.document_megabytes)
        self.engine = start(settings.engine, jobs=settings.jobs, limits=limits, verbose=settings.verbose)
        self.scratch = workshop.scratch
        self.parts = workshop.scratch / "parts"
        self.documents = Documents(self.folder / "documents")
        for folder in (self.parts, self.documents.folder):
            folder.mkdir()

    def read(self, files: Sequence[Path]) -> list[Sheet]:
        """The documents of the files, one sheet each."""
        task = partial(tasks.reader, self.scratch, self.fingerprint)
        sheets: list[Sheet] = []
        for (_, path), done in self._each(
            "Reading", task, list(enumerate(files)), lambda item: clean(str(item[1]))
        ):
            sheets.extend(done.value.sheets)
            for reason in done.value.complaints:
                self._failed(clean(str(path)), reason)
        return sheets

    def extract(self, sheets: Sequence[Sheet]) -> list[Sheet]:
        """The sheets whose extraction is in the cache, after those that were not were worked on."""
        missing = [sheet for sheet in sheets if self.cache.load(sheet.key) is None]
        task = partial(tasks.extractor, self.settings.annotator, self.cache)
        done = self._each("Extracting", task, missing, lambda sheet: sheet.path)
        timed = self.settings.timings
        fresh = {
            sheet.id: replace(sheet, seconds=round(result.seconds, 3) if timed else None)
            for sheet, result in done
        }
        lost = {sheet.id for sheet in missing} - set(fresh)
        return [fresh.get(sheet.id, sheet) for sheet in sheets if sheet.id not in lost]

    def write(self, sheets: Sequence[Sheet]) -> list[Written]:
        """Writes each document as JSON and as statements, and tells what is in it."""
        task = partial(tasks.writer, self.settings.base, self.cache, self.documents.folder, self.parts)
        done = self._each("Writing", task, sheets, lambda sheet: sheet.path)
        return sorted((result.value for _, result in done), key=lambda document: (document.path, document.id))

    def combine(self) -> dict[str, int]:
        """What needs all documents together: entities, store, files for people; how much there is."""
        self.watch.stage("Combining", len(EXPORTS) + 3)
        base = self.settings.base
        entities = resolve(self.documents)
        with (self.parts / "entities.nq").open("w", encoding="utf-8") as file:
            for _, entity in sorted(entities.items()):
                file.writelines(entity_quads(entity, base))
        self.watch.step()
        parts = sorted(self.parts.iterdir())
        build_store(parts, self.folder / "store")
        self.watch.step()
        totals = {"entities": len(entities)}
        for what, (format_, name) in EXPORTS.items():
            corpus = Corpus(lines=_lines(parts), extractions=self.documents, entities=entities, base=base)
            totals[what] = EXPORTERS.load(format_)(corpus, self.folder / name)
            self.watch.step()
        (self.folder / "graph.html").write_text(page(self.documents, entities), encoding="utf-8")
        self.watch.step()
        return totals

    def report(
        self, documents: Sequence[Written], duplicates: Sequence[tuple[str, str]], totals: Mapping[str, int]
    ) -> dict[str, Any]:
        """Writes build.json."""
        settings = self.settings
        report = {
            "version": __version__,
            "configuration": {
                "annotator": settings.annotator,
                "base": settings.base,
                "document_megabytes": settings.document_megabytes,
                "document_seconds": settings.document_seconds,
                "extraction": self.fingerprint,
            },
            "documents": [asdict(document) for document in documents],
            "duplicates": [{"path": path, "same_as": first} for path, first in duplicates],
            "failures": [asdict(failure) for failure in sorted(self.failures)],
            "totals": {
                "documents": len(documents),
                "duplicates": len(duplicates),
                "failures": len(self.failures),
                **totals,
            },
        }
        text = json.dumps(report, ensure_ascii=False, indent=2) + "\n"
        (self.folder / "build.json").write_text(text, encoding="utf-8")
        return report

    def _each(
        self, stage: str, task: Task[T, R], items: Sequence[T], path: Callable[[T], str]
    ) -> Iterator[tuple[T, Done[R]]]:
        """One stage: the items that were done with their results, as they come."""
        self.watch.stage(stage, len(items))
        for outcome in self.engine.map(task, items):
            self.watch.step()
            if isinstance(outcome, Done):
                yield items[outcome.index], outcome
            else:
                self._failed(path(items[outcome.index]), outcome.reason)

    def _failed(self, path: str, reason: str) -> None:
        failure = Failure(path=path, reason=reason)
        self.failures.append(failure)
        self.watch.failed(failure)
