"""Where the work runs: one contract, several engines.

An engine maps a task over items in processes that may die. Whatever an item does to its process
(ends it, fills its memory, never returns), the item's failure is a value and the others finish.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from kg.registry import Registry

__all__ = ["ENGINES", "Done", "Executor", "Failed", "Limits", "Outcome", "Task", "start"]

T = TypeVar("T")
R = TypeVar("R")

Task = Callable[[], Callable[[T], R]]
"""Makes a worker ready, once, and gives the function that the worker then calls for each item.
Sent by pickle, so a function of a module, or a `functools.partial` of one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one item may take: `seconds` on the clock, `megabytes` of a worker's data memory."""

    seconds: float
    megabytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Done(Generic[R]):
    """The result for the item at `index`; `seconds` on the clock."""

    index: int
    value: R
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """Why the item at `index` has no result: one line, without times, process numbers or addresses."""

    index: int
    reason: str


Outcome = Done[R] | Failed


class Executor(Protocol):
    """What an engine is."""

    def map(self, task: Task[T, R], items: Iterable[T]) -> Iterator[Outcome[R]]:
        """One outcome an item, as they come; items are drawn only as workers get free.

        A KgError other than ReadingError is no fault of the item (a missing model, a full disk):
        it ends the map and is raised. WorkerError is raised where no worker can be made ready.
        """


ENGINES = Registry("engine", {"local": "kg.engine.local:Local"}, "kg.engines")


def start(name: str, *, jobs: int, limits: Limits, verbose: bool = False) -> Executor:
    """The engine `name` with `jobs` workers; `verbose` lets workers write on standard error.

    Raises RegistryError for an unknown name.
    """
    engine: Executor = ENGINES.load(name)(jobs=jobs, limits=limits, verbose=verbose)
    return engine
