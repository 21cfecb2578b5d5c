"""What the parent of a query and its worker tell each other."""

from dataclasses import dataclass

__all__ = ["REFUSED", "Request"]

REFUSED = 3
"""Exit status of a worker that refuses a query, in a sentence; 1 is how Python ends after a fault of ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One query of one store, as JSON on the worker's standard input.

    `parent` is the process that waits; `table` and `graph` are the file endings of the formats to
    answer in; `seconds` bounds processor time, though it is the parent's clock that ends the worker.
    """

    parent: int
    store: str
    query: str
    table: str
    graph: str
    prefixes: dict[str, str]
    seconds: float
    megabytes: int
    answer_megabytes: int
