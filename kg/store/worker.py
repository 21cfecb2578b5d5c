"""One query, in a process of its own that has no network, bounded memory and bounded time.

Reads a request as JSON on standard input, writes the answer to standard output, and as its last line on
standard error the form of the answer; a refusal is that line with exit status REFUSED. Whatever else ends
the process, the answer is void: only exit status 0 makes it one.
"""

import json
import math
import os
import resource
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, BinaryIO

import pyoxigraph as ox

from kg.errors import KgError, QueryError
from kg.store.database import open_store
from kg.store.protocol import REFUSED, Request
from kg.store.screen import dataset, screen
from kg.store.seal import end_with_parent, refuse_files, refuse_sockets

__all__ = ["main"]

_MEGABYTE = 1 << 20
_MESSAGE_LENGTH = 300  # characters; the parser lists all that it would have accepted


def main() -> int:
    """Answers the request on standard input."""
    end_with_parent()
    request = Request(**json.load(sys.stdin))
    if os.getppid() != request.parent:  # it was gone before we asked to end with it
        return REFUSED
    try:
        form = _answer(request, sys.stdout.buffer)
        sys.stdout.buffer.flush()
    except (KgError, SyntaxError, ValueError, RuntimeError, OSError, MemoryError) as error:
        print(_sentence(error, request), file=sys.stderr)
        return REFUSED
    print(form, file=sys.stderr)
    return 0


def _answer(request: Request, out: BinaryIO) -> str:
    screen(request.query)
    folder = Path(request.store)
    sealed = refuse_sockets()
    store = open_store(folder)
    if not refuse_files(folder) and not sealed:
        raise QueryError("this system cannot keep a query from the network; query the exported graph instead")
    _limit(request)
    return _write(_results(store, request), request, out)


def _limit(request: Request) -> None:
    """Bounds memory and output, and processor time, should no parent watch the clock."""
    memory, size = request.megabytes * _MEGABYTE, request.answer_megabytes * _MEGABYTE
    seconds = math.ceil(request.seconds) + 1
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))  # at the first a signal that tells why
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _results(store: ox.Store, request: Request) -> Any:
    for graph in dataset(request.query, request.prefixes):
        if not store.contains_named_graph(ox.NamedNode(graph)):
            raise QueryError(f"FROM <{graph}>: no such graph here; a query reads only what was built")
    return store.query(request.query, prefixes=request.prefixes)


def _write(results: Any, request: Request, out: BinaryIO) -> str:
    if isinstance(results, ox.QueryTriples):
        out.write(_graph(results, request))
        return "graph"
    results.serialize(out, ox.QueryResultsFormat.from_extension(request.table))
    return "ask" if isinstance(results, ox.QueryBoolean) else "select"


def _graph(triples: Iterable[ox.Triple], request: Request) -> bytes:
    """The triples in order, each once; the engine repeats them, and shuffles the prefixes."""
    format_ = ox.RdfFormat.from_extension(request.graph)
    assert format_ is not None
    ordered = sorted(set(triples), key=str)
    text = ox.serialize(ordered, format=format_, prefixes=request.prefixes) or b""
    if format_ != ox.RdfFormat.TURTLE:
        return text
    lines, header = text.splitlines(keepends=True), len(request.prefixes)
    return b"".join([*sorted(lines[:header]), *lines[header:]])


def _sentence(error: Exception, request: Request) -> str:
    message = " ".join(str(error).split())
    if isinstance(error, MemoryError):
        message = f"the query needs more than {request.megabytes} MB of memory; make it narrower"
    elif isinstance(error, OSError) and "large" in message:
        message = (
            f"the answer is larger than {request.answer_megabytes} MB; narrow it, use LIMIT, or ask for csv"
        )
    elif isinstance(error, UnicodeEncodeError):
        message = "the query is not text: it holds bytes that are not UTF-8"
    elif isinstance(error, SyntaxError):
        message = f"not SPARQL: {message}"
    return message if len(message) <= _MESSAGE_LENGTH else f"{message[:_MESSAGE_LENGTH]}…"


if __name__ == "__main__":
    sys.exit(main())
