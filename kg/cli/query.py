"""Asks what was built: in SPARQL 1.1, or by the name of a query that comes with kg.

    kg query 'SELECT ?label WHERE { ?who a kg:Person ; rdfs:label ?label }'
    kg query --name casualties --set category=children
    kg query --list

The prefixes of graph.ttl need not be declared. A query runs in a process of its own, without network
and with limits; what it prints is the whole answer, or one line that says why there is none.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from kg.store.named import NamedQuery
    from kg.store.query import Answer, Value

__all__ = ["add_arguments", "run"]

_XSD = "http://www.w3.org/2001/XMLSchema#"
_NUMBERS = frozenset(f"{_XSD}{name}" for name in ("integer", "decimal", "double", "float"))
_CHUNK = 1 << 20
_TABLE_MEGABYTES = 64  # of JSON, which a table needs whole in memory, ten times as large; csv is streamed


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `kg query`."""
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("query", nargs="?", help="the query in SPARQL; - reads it from standard input")
    what.add_argument("--file", metavar="FILE", help="a file that holds the query")
    what.add_argument("--name", help="a query that comes with kg; see --list")
    what.add_argument("--list", action="store_true", help="show the named queries and what each can be told")
    parser.add_argument(
        "--set", action="append", default=[], metavar="KEY=VALUE", help="tell a named query something"
    )
    parser.add_argument(
        "--format",
        choices=("table", "csv", "tsv", "json", "xml"),
        default="table",
        help="how to print the answer (default: table; a graph is printed as Turtle)",
    )
    parser.add_argument("--seconds", type=float, default=60, help="the longest time to take (default: 60)")
    parser.add_argument("--megabytes", type=int, default=2048, help="the most memory to use (default: 2048)")
    parser.add_argument("-o", "--output", default="output", help="the output folder (default: output)")


def run(arguments: argparse.Namespace) -> int:
    """Prints the answer."""
    if arguments.list:
        return _list()
    from kg.cli.built import prefixes
    from kg.store.output import reading
    from kg.store.query import Limits, ask

    size = _TABLE_MEGABYTES if arguments.format == "table" else Limits().answer_megabytes
    limits = Limits(seconds=arguments.seconds, megabytes=arguments.megabytes, answer_megabytes=size)
    with reading(Path(arguments.output)) as folder:
        store = folder / "store"
        names = prefixes(folder)
        table = "json" if arguments.format == "table" else arguments.format
        answer = ask(store, _text(arguments, store), table=table, limits=limits, prefixes=names)
    with answer.stream:
        _print(answer, arguments.format, names)
    return 0


def _text(arguments: argparse.Namespace, store: Path) -> str:
    """The query itself, however it was given."""
    from kg.errors import UsageError

    if arguments.name is None and arguments.set:
        raise UsageError("--set tells a named query something; give one with --name")
    if arguments.name is not None:
        from kg.store.named import bound, named_query

        return bound(store, named_query(arguments.name), _settings(arguments.set))
    if "-" in (arguments.query, arguments.file):
        import sys

        return sys.stdin.read()
    if arguments.file is None:
        return str(arguments.query)
    try:
        return Path(arguments.file).read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise UsageError(f"{arguments.file}: not UTF-8; save the query as UTF-8") from error


def _settings(pairs: list[str]) -> dict[str, str]:
    from kg.errors import UsageError

    settings = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals or not key:
            raise UsageError(f"--set {pair}: give a key and a value, as in --set category=children")
        settings[key] = value
    return settings


def _list() -> int:
    from kg.store.named import named_queries

    for query in named_queries():
        print(f"{query.name}\n  {query.purpose}")
        for line in _parameters(query):
            print(f"    {line}")
    return 0


def _parameters(query: "NamedQuery") -> Iterator[str]:
    for parameter in query.parameters:
        given = (
            "must be given" if parameter.default is None else parameter.default and f"={parameter.default}"
        )
        yield f"--set {parameter.name}=…  {parameter.purpose}{f' ({given})' if given else ''}"


def _print(answer: "Answer", format_: str, names: dict[str, str]) -> None:
    from kg.cli.terminal import out_bytes, print_table
    from kg.errors import QueryError

    if answer.form == "graph" and format_ != "table":
        raise QueryError(
            f"the answer is a graph, which has no form as {format_}; leave out --format for Turtle"
        )
    if answer.form == "graph" or format_ != "table":
        out_bytes(_chunks(answer.stream))
    elif answer.form == "ask":
        print("true" if answer.truth() else "false")
    else:
        columns = answer.variables()
        rows = list(answer.rows())
        numbers = [place for place, name in enumerate(columns) if _counts(row.get(name) for row in rows)]
        cells = [[_cell(row.get(name), names) for name in columns] for row in rows]
        print_table([column.replace("_", " ") for column in columns], cells, numbers)


def _chunks(stream: IO[bytes]) -> Iterator[bytes]:
    while chunk := stream.read(_CHUNK):
        yield chunk


def _counts(values: Iterator["Value | None"]) -> bool:
    """Whether a column holds numbers and nothing else."""
    types = {value.datatype for value in values if value is not None}
    return bool(types) and types <= _NUMBERS


def _cell(value: "Value | None", names: dict[str, str]) -> str:
    """A value as people read it: IRIs by their prefix, words as they are."""
    if value is None:
        return ""
    if value.kind == "bnode":
        return f"_:{value.text}"
    if value.kind == "literal":
        return value.text
    best = max(
        (p for p in names if value.text.startswith(names[p])), key=lambda p: len(names[p]), default=None
    )
    return f"<{value.text}>" if best is None else f"{best}:{value.text.removeprefix(names[best])}"
