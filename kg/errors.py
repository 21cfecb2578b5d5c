"""The one tree of errors that kg raises on purpose.

KgError
├── UsageError           what was asked cannot be done as asked
├── ReadingError         one document cannot be read; the others are
├── WorkerError          one document broke, outran or outgrew its worker
├── RegistryError        a name that no table, entry point or file answers to
├── OntologyError        the ontology folder is missing or inconsistent
├── OutputError          an output folder that is not ours, unreadable or not yet built
└── QueryError           a query that is malformed, refused, or ended at its limit

A message names the thing, the reason and what to do, in one line.
"""

__all__ = [
    "KgError",
    "OntologyError",
    "OutputError",
    "QueryError",
    "ReadingError",
    "RegistryError",
    "UsageError",
    "WorkerError",
]


class KgError(Exception):
    """Root of every error that kg raises on purpose."""


class UsageError(KgError):
    """What was asked cannot be done as asked."""


class ReadingError(KgError):
    """One document cannot be read; `reason` is one line without the path."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(path, reason)
        self.path = path
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"


class WorkerError(KgError):
    """One document broke, outran or outgrew the worker process that held it."""


class RegistryError(KgError):
    """A name that no table, entry point or file answers to."""


class OntologyError(KgError):
    """The ontology folder is missing or contradicts itself."""


class OutputError(KgError):
    """An output folder that is not ours, cannot be read, or was not built yet."""


class QueryError(KgError):
    """A query that is malformed, refused, or ended at its limit."""
