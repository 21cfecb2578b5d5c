"""What a build can be told, with a reason for each default."""

import os
from dataclasses import dataclass, field

from kg.errors import UsageError
from kg.graph.terms import BASE, Names

__all__ = ["Settings"]

DOCUMENT_SECONDS = 300.0
"""The longest text that is read, 4 million characters, was measured at 17,000 a second and core."""

DOCUMENT_MEGABYTES = 2048
"""A worker with its model holds about 200; a long text some 100 bytes a character."""


def _cores() -> int:
    """How many processors this process may use, which in a container are fewer than there are."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How to build. Raises UsageError for values that cannot work.

    `base` begins every IRI made; `annotator` and `engine` are names of their registries; the
    limits hold for each document; `timings` puts seconds into build.json, which then differs
    from run to run; `verbose` lets workers write on standard error.
    """

    base: str = BASE
    annotator: str = "encoder"
    engine: str = "local"
    jobs: int = field(default_factory=_cores)
    document_seconds: float = DOCUMENT_SECONDS
    document_megabytes: int = DOCUMENT_MEGABYTES
    timings: bool = False
    verbose: bool = False

    def __post_init__(self) -> None:
        Names(self.base)  # refuses a base that some RDF library would misread
        for name in ("jobs", "document_seconds", "document_megabytes"):
            if not getattr(self, name) > 0:
                raise UsageError(f"{name} is {getattr(self, name)}; give a number above 0")
