"""A worker process: waits for items on a pipe, answers each, ends when its parent does.

Run by path as a script, before the parent's import path is known: so not `multiprocessing.spawn`,
which would run a user's unguarded main module again in every worker.
"""

import ctypes
import os
import pickle
import re
import resource
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any

__all__ = ["DONE", "ENDED", "FAILED", "FATAL", "READY", "main", "reason"]

READY, DONE, FAILED, FATAL, ENDED = "ready", "done", "failed", "fatal", "ended"
"""First part of each message to the parent. ENDED: out of memory, so not fit for another item."""

_REASON_LENGTH = 300
_PR_SET_PDEATHSIG = 1
_ADDRESS = re.compile(r" at 0x[0-9a-f]+")


def main(descriptor: int, parent: int, megabytes: int) -> None:
    """Serves until the pipe closes."""
    _die_with(parent)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches us too; the parent decides
    _limit(megabytes)
    connection: Connection = Connection(descriptor)
    with suppress(EOFError, ConnectionError):
        path, task = connection.recv()
        sys.path[:] = path
        work = _attempt(lambda: pickle.loads(task)())
        if work[0] != DONE:
            connection.send_bytes(pickle.dumps(work))
            return
        connection.send_bytes(pickle.dumps((READY,)))
        while True:
            item = connection.recv_bytes()
            answer = _answer(work[1], item)
            connection.send_bytes(answer)


def _answer(function: Callable[[Any], Any], item: bytes) -> bytes:
    started = time.perf_counter()
    result = _attempt(lambda: pickle.dumps(function(pickle.loads(item))))
    return pickle.dumps((*result, time.perf_counter() - started))


def _attempt(work: Callable[[], Any]) -> tuple[str, Any]:
    from kg.errors import KgError, ReadingError

    try:
        return DONE, work()
    except ReadingError as error:
        return FAILED, error.reason
    except KgError as error:
        return FATAL, error
    except MemoryError:
        return ENDED, None
    except BaseException as error:
        import traceback

        traceback.print_exc()
        return FAILED, reason(error)


def reason(error: BaseException) -> str:
    """What an error says, on one line, the same in every run."""
    words = " ".join(_ADDRESS.sub("", str(error)).split())
    return f"{type(error).__name__}: {words}"[:_REASON_LENGTH] if words else type(error).__name__


def _die_with(parent: int) -> None:
    """Where Linux allows, no worker outlives a parent that was killed, not even in an endless loop."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        sys.exit()


def _limit(megabytes: int) -> None:
    """Caps data memory, which unlike address space does not count what is merely reserved."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    wanted = megabytes * 1024 * 1024
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    allowed = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    with suppress(ValueError, OSError):  # a system without this limit still has the time limit
        resource.setrlimit(resource.RLIMIT_DATA, (allowed, allowed))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
