"""Worker processes on this machine, restarted when a document ends them."""

import os
import pickle
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, TypeVar

from kg.engine import Done, Failed, Limits, Outcome, Task
from kg.engine import worker as protocol
from kg.errors import WorkerError

__all__ = ["Local"]

T = TypeVar("T")
R = TypeVar("R")

ATTEMPTS = 3
"""How often an item may end its worker: something outside, or what earlier items left in memory, may
be to blame once and even twice. The next worker is fresh, so the third time it is the item."""

ADVICE = "; allow more, or split it"

STARTS = 8
"""How often in a row a worker may end before it is ready: something outside may kill one, not eight."""

STARTING_SECONDS = 300.0
"""To load a model on a machine that is busy with other work; measured at about 2 on an idle one."""

ENVIRONMENT = {
    "OMP_NUM_THREADS": "1",  # the workers are the parallelism
    "OPENBLAS_NUM_THREADS": "1",
    "PYTHONHASHSEED": "0",
    "TZ": "UTC",
}
"""The same in every worker everywhere, so that no library's result can hang on it."""

if sys.getfilesystemencoding() == "utf-8":  # paths go to workers as text: both must spell them alike
    ENVIRONMENT["LC_ALL"] = "C.UTF-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Local:
    """`jobs` processes, each with one item at a time."""

    jobs: int
    limits: Limits
    verbose: bool = False

    def map(self, task: Task[T, R], items: Iterable[T]) -> Iterator[Outcome[R]]:
        """See `Executor.map`; closing the iterator, or any error in it, ends all workers."""
        pool = _Pool(self, pickle.dumps(task), items)
        try:
            yield from pool.run()
        finally:
            pool.end()


@dataclass(slots=True)
class _Job:
    """An item on its way, and how many workers it ended."""

    index: int
    item: bytes
    attempts: int = 0


@dataclass(slots=True)
class _Member:
    """One worker process, the pipe to it, and what it has until `deadline`: to start, or a job."""

    process: subprocess.Popen[bytes]
    connection: Connection
    deadline: float
    job: _Job | None
    ready: bool = False

    def end(self) -> int:
        """Kills the process if it lives; returns its exit status."""
        self.connection.close()
        self.process.kill()
        return self.process.wait()


class _Pool:
    """The members of one map. A member is made for a job, and only where all others have one."""

    def __init__(self, engine: Local, task: bytes, items: Iterable[Any]) -> None:
        self.engine = engine
        self.task = task
        self.items = enumerate(items)
        self.members: list[_Member] = []
        self.returned: deque[_Job] = deque()
        self.failed_starts = 0

    def run(self) -> Iterator[Outcome[Any]]:
        """The outcomes, as they come."""
        while True:
            yield from self._hand_out()
            busy = {member.connection: member for member in self.members if member.job}
            if not busy:
                return
            patience = min(member.deadline for member in busy.values()) - time.monotonic()
            heard = wait(list(busy), timeout=max(0.0, patience))
            for connection, member in busy.items():
                if connection in heard:
                    yield from self._hear(member)
                elif time.monotonic() >= member.deadline and not connection.poll():
                    yield self._late(member)

    def end(self) -> None:
        """Leaves no process behind."""
        for member in self.members:
            member.end()

    def _hand_out(self) -> Iterator[Outcome[Any]]:
        while True:
            idle = next((member for member in self.members if member.job is None), None)
            if idle is None and len(self.members) >= self.engine.jobs:
                return
            job = self._next_job()
            if job is None:
                return
            if idle is None:
                self.members.append(self._start(job))
            else:
                yield from self._send(idle, job)

    def _next_job(self) -> _Job | None:
        if self.returned:
            return self.returned.popleft()
        following = next(self.items, None)
        return following and _Job(following[0], pickle.dumps(following[1]))

    def _start(self, job: _Job) -> _Member:
        ours, theirs = Pipe()
        limit, script = self.engine.limits.megabytes, str(Path(protocol.__file__))
        with theirs:
            process = subprocess.Popen(
                [sys.executable, "-P", script, str(theirs.fileno()), str(os.getpid()), str(limit)],
                pass_fds=[theirs.fileno()],
                env=os.environ | ENVIRONMENT,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=None if self.engine.verbose else subprocess.DEVNULL,
            )
        with suppress(OSError):  # it is dead, as we shall hear
            ours.send((sys.path, self.task))
        return _Member(process, ours, time.monotonic() + STARTING_SECONDS, job)

    def _send(self, member: _Member, job: _Job) -> Iterator[Outcome[Any]]:
        member.job, member.deadline = job, time.monotonic() + self.engine.limits.seconds
        try:
            member.connection.send_bytes(job.item)
        except OSError:
            yield from self._lost(member, _ending(self._dismiss(member)))

    def _hear(self, member: _Member) -> Iterator[Outcome[Any]]:
        try:
            kind, *rest = pickle.loads(member.connection.recv_bytes())
        except (EOFError, OSError):
            yield from self._lost(member, _ending(self._dismiss(member)))
            return
        if kind == protocol.FATAL:
            raise rest[0]
        if kind == protocol.ENDED:
            self._dismiss(member)
            yield from self._lost(
                member, f"needs more than the {self.engine.limits.megabytes} MB allowed{ADVICE}"
            )
        elif not member.ready:
            yield from self._ready(member, kind, rest)
        else:
            yield self._outcome(member, kind, rest)

    def _ready(self, member: _Member, kind: str, rest: list[Any]) -> Iterator[Outcome[Any]]:
        if kind == protocol.FAILED:
            raise WorkerError(f"no worker can be made ready: {rest[0]}")
        assert member.job is not None
        member.ready, self.failed_starts = True, 0
        yield from self._send(member, member.job)

    def _outcome(self, member: _Member, kind: str, rest: list[Any]) -> Outcome[Any]:
        assert member.job is not None
        index, member.job = member.job.index, None
        if kind == protocol.FAILED:
            return Failed(index=index, reason=rest[0])
        try:
            return Done(index=index, value=pickle.loads(rest[0]), seconds=rest[1])
        except Exception as error:
            return Failed(index=index, reason=protocol.reason(error))

    def _late(self, member: _Member) -> Outcome[Any]:
        self._dismiss(member)
        assert member.job is not None
        if not member.ready:
            raise WorkerError(f"no worker was ready within {STARTING_SECONDS:g} seconds; try fewer --jobs")
        reason = f"took longer than the {self.engine.limits.seconds:g} seconds allowed{ADVICE}"
        return Failed(index=member.job.index, reason=reason)

    def _lost(self, member: _Member, reason: str) -> Iterator[Outcome[Any]]:
        """What follows from the end of a member's process: its job comes back, or has failed."""
        job = member.job
        assert job is not None
        if not member.ready:
            self.failed_starts += 1
            if self.failed_starts >= STARTS:
                raise WorkerError(f"no worker can be made ready: each {reason}; --verbose shows what it says")
        else:
            job.attempts += 1
        if job.attempts < ATTEMPTS:
            self.returned.append(job)
        else:
            yield Failed(index=job.index, reason=reason)

    def _dismiss(self, member: _Member) -> int:
        self.members.remove(member)
        return member.end()


def _ending(status: int) -> str:
    how = f"exit status {status}" if status >= 0 else signal.Signals(-status).name
    return f"ended its process ({how})"
