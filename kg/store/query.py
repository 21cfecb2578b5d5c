"""Asks a store: each query in a worker process, which its parent ends when it takes too long."""

import json
import math
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

import kg
from kg.errors import QueryError, UsageError
from kg.graph import prefixes as prefixes_of
from kg.store.protocol import REFUSED, Request

__all__ = ["Answer", "Limits", "Value", "ask"]


GRAPH_FORMATS = {"turtle": "ttl", "ntriples": "nt", "xml": "rdf", "jsonld": "jsonld"}
TABLE_FORMATS = {"csv": "csv", "json": "srj", "tsv": "tsv", "xml": "srx"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one query may use: seconds of waiting, megabytes of memory and of answer."""

    seconds: float = 60
    megabytes: int = 2048
    answer_megabytes: int = 1024

    def __post_init__(self) -> None:
        if not (0 < self.seconds < math.inf and self.megabytes > 0 and self.answer_megabytes > 0):
            raise UsageError(f"{self} cannot work; give seconds and megabytes above 0")


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One cell of a table: `kind` is iri, literal or bnode; `datatype` an IRI, "" for plain strings."""

    kind: str
    text: str
    datatype: str = ""
    language: str = ""


Row = dict[str, Value]


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer: its form is select, ask or graph, `stream` its bytes in the format asked for."""

    form: str
    stream: IO[bytes]

    def variables(self) -> tuple[str, ...]:
        """The columns of a SELECT that was asked for as json."""
        return tuple(self._json()["head"].get("vars", ()))

    def rows(self) -> Iterator[Row]:
        """The rows of a SELECT that was asked for as json; a row lacks the columns it has no value for."""
        for binding in self._json()["results"]["bindings"]:
            yield {name: _value(cell) for name, cell in binding.items()}

    def truth(self) -> bool:
        """The answer to an ASK that was asked for as json."""
        return bool(self._json()["boolean"])

    def _json(self) -> Any:
        self.stream.seek(0)
        return json.load(self.stream)


def ask(
    store: Path,
    query: str,
    *,
    table: str = "json",
    graph: str = "turtle",
    limits: Limits | None = None,
    prefixes: Mapping[str, str] | None = None,
) -> Answer:
    """The answer of the store in folder `store`, all of it.

    A SELECT or ASK is written as `table` (csv, json, tsv, xml), a CONSTRUCT or DESCRIBE as `graph`
    (jsonld, ntriples, turtle, xml); `prefixes` need no PREFIX in the query, and are the graph's own
    where none are given. Raises QueryError for a query that is malformed, refused, or reaches a limit:
    an answer is never a part of one.
    """
    limits = limits or Limits()
    request = Request(
        parent=os.getpid(),
        store=str(store.resolve()),
        query=query,
        table=TABLE_FORMATS[table],
        graph=GRAPH_FORMATS[graph],
        prefixes=dict(prefixes_of() if prefixes is None else prefixes),
        seconds=limits.seconds,
        megabytes=limits.megabytes,
        answer_megabytes=limits.answer_megabytes,
    )
    stream = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as the answer
    try:
        return Answer(_work(request, stream, limits), stream)
    except BaseException:
        stream.close()
        raise


def _work(request: Request, stream: IO[bytes], limits: Limits) -> str:
    """Has a worker write the answer to `stream`; returns its form."""
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "kg.store.worker"],
            input=json.dumps(asdict(request)).encode(),
            stdout=stream,
            stderr=subprocess.PIPE,
            timeout=limits.seconds,
            env={**os.environ, "PYTHONPATH": str(Path(kg.__file__).resolve().parent.parent)},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise QueryError(_too_slow(limits)) from error
    said = done.stderr.decode("utf-8", "replace").strip().splitlines()
    if done.returncode == 0:
        stream.seek(0)
        return said[-1]
    raise QueryError(said[-1] if done.returncode == REFUSED else _broken(done.returncode, said, limits))


def _too_slow(limits: Limits) -> str:
    return f"the query was ended after {limits.seconds:g} seconds; make it narrower, or raise the limit"


def _broken(status: int, said: list[str], limits: Limits) -> str:
    """What to tell of a worker that did not end by itself."""
    if status in (-signal.SIGABRT, -signal.SIGKILL):  # by the engine, or by a system that runs out of it
        return f"the query was ended: it needs more than {limits.megabytes} MB of memory; make it narrower"
    if status == -signal.SIGXCPU:
        return _too_slow(limits)
    if status == -signal.SIGSEGV:
        return "the query broke the engine, most likely by being nested too deeply; make it simpler"
    return f"the query's worker failed ({said[-1] if said else f'status {status}'}); please report the query"


def _value(cell: Mapping[str, str]) -> Value:
    return Value(
        kind={"uri": "iri"}.get(cell["type"], cell["type"]),
        text=cell["value"],
        datatype=cell.get("datatype", ""),
        language=cell.get("xml:lang", ""),
    )
