"""The engine: whatever an item does to its worker, it is one failure and the others finish."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from kg.engine import Done, Failed, Limits, Outcome, start
from kg.errors import OutputError, ReadingError, RegistryError, WorkerError

LIMITS = Limits(seconds=3, megabytes=300)


def hog() -> bytes:
    return b"x" * 500_000_000


def burst() -> int:
    """Memory asked for in C, where the answer to a refusal is often a crash."""
    libc = ctypes.CDLL(None)
    libc.malloc.restype = ctypes.c_void_p
    ctypes.memset(libc.malloc(ctypes.c_size_t(500_000_000)), 1, 500_000_000)
    return 0


def spin() -> None:
    while True:
        pass


def deep() -> object:
    nest: list[object] = []
    for _ in range(100_000):
        nest = [nest]
    return nest


def complain() -> None:
    raise ValueError(f"odd\nvalue {object()}")


def unreadable() -> None:
    raise ReadingError("a.pdf", "is broken")


ACTS: dict[str, Callable[[], object]] = {
    "kill": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "segfault": lambda: ctypes.string_at(0),
    "exit": lambda: os._exit(3),
    "leave": lambda: sys.exit("good bye"),
    "close": lambda: os.closerange(3, 100),
    "spin": spin,
    "hog": hog,
    "burst": burst,
    "complain": complain,
    "unreadable": unreadable,
    "unpicklable": lambda: lambda: 0,
    "deep": deep,
}

REASONS = {
    "kill": "ended its process (SIGKILL)",
    "segfault": "ended its process (SIGSEGV)",
    "exit": "ended its process (exit status 3)",
    "leave": "SystemExit: good bye",
    "close": "ended its process",
    "spin": "took longer than the 3 seconds allowed",
    "hog": "needs more than the 300 MB allowed",
    "burst": "ended its process (SIGSEGV)",
    "complain": "ValueError: odd value <object object>",
    "unreadable": "is broken",
    "unpicklable": "AttributeError: Can't pickle",
    "deep": "RecursionError: maximum recursion depth exceeded",
}


def perform(word: str) -> object:
    """A worker's function: does what `word` says, or returns it in capitals."""
    return ACTS[word]() if word in ACTS else word.upper()


def performer() -> Callable[[str], object]:
    return perform


def as_made(value: object) -> object:
    return value


def outcomes(words: list[str], jobs: int) -> list[Outcome[object]]:
    found = start("local", jobs=jobs, limits=LIMITS).map(performer, words)
    return sorted(found, key=lambda outcome: outcome.index)


@pytest.mark.parametrize("jobs", [1, 2])
def test_hostile_items_fail_and_the_others_finish(jobs: int) -> None:
    words = [word for act in ACTS for word in (f"before {act}", act)] + ["last"]
    found = outcomes(words, jobs)
    assert [outcome.index for outcome in found] == list(range(len(words)))
    for word, outcome in zip(words, found, strict=True):
        if word in ACTS:
            assert isinstance(outcome, Failed), word
            assert outcome.reason.startswith(REASONS[word]), outcome.reason
            assert "\n" not in outcome.reason
        else:
            assert isinstance(outcome, Done), outcome
            assert outcome.value == word.upper()


def die_once(flag: Path) -> str:
    if flag.exists():
        return "done"
    flag.touch()
    os.kill(os.getpid(), signal.SIGKILL)
    return "unreachable"


def fill_up(kept: list[bytes], megabytes: int) -> int:
    kept.append(b"x" * megabytes * 1_000_000)
    return megabytes


def test_a_killed_worker_is_no_fault_of_its_item(tmp_path: Path) -> None:
    found = start("local", jobs=1, limits=LIMITS).map(partial(partial, die_once), [tmp_path / "flag"])
    assert [outcome.value for outcome in found if isinstance(outcome, Done)] == ["done"]


def ready_at_second(flag: Path) -> Callable[[object], object]:
    die_once(flag)
    return as_made


def test_a_worker_that_is_killed_while_it_gets_ready_is_replaced(tmp_path: Path) -> None:
    task = partial(ready_at_second, tmp_path / "flag")
    found = start("local", jobs=1, limits=LIMITS).map(task, ["a", "b"])
    assert [outcome.value for outcome in found if isinstance(outcome, Done)] == ["a", "b"]


def test_what_earlier_items_left_in_memory_is_no_fault_of_a_later_one() -> None:
    found = list(start("local", jobs=1, limits=LIMITS).map(partial(partial, fill_up, []), [60] * 10))
    assert [outcome.index for outcome in found if isinstance(outcome, Done)] == list(range(10))


def test_items_are_drawn_only_as_workers_get_free() -> None:
    drawn: list[int] = []

    def items() -> Iterator[int]:
        for number in range(100):
            drawn.append(number)
            yield number

    found = start("local", jobs=2, limits=LIMITS).map(partial(partial, as_made), items())
    for count, _ in zip(range(1, 20), found, strict=False):
        assert len(drawn) <= count + 2
    found.close()  # type: ignore[attr-defined]


def refuse(*_: object) -> Callable[[object], object]:
    raise OutputError("the disk is full; make room")


def break_down() -> Callable[[object], object]:
    raise ValueError("no such model")


def die_at_once() -> Callable[[object], object]:
    os._exit(1)


@pytest.mark.parametrize(
    ("task", "error", "words"),
    [
        (refuse, OutputError, "the disk is full; make room"),
        (partial(partial, refuse), OutputError, "the disk is full; make room"),
        (break_down, WorkerError, "no worker can be made ready: ValueError: no such model"),
        (die_at_once, WorkerError, "no worker can be made ready: each ended its process \\(exit status 1\\)"),
    ],
)
def test_what_no_item_is_to_blame_for_ends_the_map(task: object, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        list(start("local", jobs=2, limits=LIMITS).map(task, ["a", "b"]))  # type: ignore[arg-type]


def test_an_unknown_engine_is_told_with_the_known_ones() -> None:
    with pytest.raises(RegistryError, match="engine 'dask' is not known; known are local"):
        start("dask", jobs=1, limits=LIMITS)


SCRIPT = """
import sys
from functools import partial
from kg.engine import Limits, start
from test_engine import report_and_spin
engine = start("local", jobs=2, limits=Limits(seconds=600, megabytes=300))
list(engine.map(partial(partial, report_and_spin), [sys.argv[1] + "/a", sys.argv[1] + "/b"]))
"""


def report_and_spin(file: str) -> None:
    Path(file).write_text(str(os.getpid()), encoding="ascii")
    spin()


def alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="ascii").split()[2] not in "ZX"
    except FileNotFoundError:
        return False


@pytest.mark.skipif(sys.platform != "linux", reason="asks the Linux kernel to end orphans")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_no_worker_outlives_its_parent(number: signal.Signals, tmp_path: Path) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(tmp_path)],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        stderr=subprocess.DEVNULL,
    )
    workers = [int(wait_for(tmp_path / name)) for name in "ab"]
    assert all(map(alive, workers))
    parent.send_signal(number)
    assert parent.wait() != 0
    for _ in range(1000):
        if not any(map(alive, workers)):
            return
        time.sleep(0.01)
    raise AssertionError(f"left behind: {workers}")


def wait_for(file: Path) -> str:
    for _ in range(3000):
        if file.exists() and (text := file.read_text(encoding="ascii")):
            return text
        time.sleep(0.01)
    raise AssertionError(f"{file.name} was never written")
