"""Takes from this process what a query must not have, for good: the network, and a life of its own.

The engine makes an HTTP request for every SERVICE, has no switch against it, and its requests pass by
Python's own sockets unseen. So the kernel must refuse: a seccomp filter under which `socket` fails, set
before the engine starts its threads; and, where the store's files are all open, a limit of open files
under which nothing more can be opened. Either suffices.
"""

import ctypes
import platform
import resource
import signal
import struct
import sys
from pathlib import Path

__all__ = ["end_with_parent", "refuse_files", "refuse_sockets"]

_SOCKET_CALL = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
"""Machine to its audit architecture and the number of its system call `socket`."""

_SIGNAL_AT_PARENTS_DEATH, _SET_SECCOMP, _NO_NEW_PRIVILEGES = 1, 22, 38  # linux/prctl.h
_FILTER_MODE = 2  # linux/seccomp.h
_LOAD, _IF_EQUAL, _IF_AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06  # linux/bpf_common.h
_ARCHITECTURE_AT, _NUMBER_AT = 4, 0  # offsets in struct seccomp_data
_REFUSE, _ALLOW = 0x0005000D, 0x7FFF0000  # with EACCES
_FOREIGN_NUMBERS = 0x40000000  # x32, another numbering on the same architecture

FILES_OPENED_AT_START = 16
"""RocksDB opens no more files than this with a store, the rest when first needed (measured)."""


def refuse_sockets() -> bool:
    """Whether from now on no thread of this process can open a socket. Irreversible."""
    call = _SOCKET_CALL.get(platform.machine())
    if sys.platform != "linux" or call is None:
        return False
    architecture, number = call
    rules = (
        (_LOAD, 0, 0, _ARCHITECTURE_AT),
        (_IF_EQUAL, 0, 3, architecture),
        (_LOAD, 0, 0, _NUMBER_AT),
        (_IF_EQUAL, 1, 0, number),
        (_IF_AT_LEAST, 0, 1, _FOREIGN_NUMBERS),
        (_RETURN, 0, 0, _REFUSE),
        (_RETURN, 0, 0, _ALLOW),
    )
    return _install(b"".join(struct.pack("=HBBI", *rule) for rule in rules), len(rules))


def refuse_files(store: Path) -> bool:
    """Whether from now on this process can open nothing more, neither file nor socket. Irreversible.

    Only where every file of the open `store` is open already: else its queries would fail.
    """
    if len(list(store.glob("*.sst"))) > FILES_OPENED_AT_START:
        return False
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
    return True


def end_with_parent() -> bool:
    """Whether this process will be killed as soon as the thread that started it is gone."""
    return sys.platform == "linux" and _prctl(_SIGNAL_AT_PARENTS_DEATH, signal.SIGKILL)


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("rules", ctypes.c_char_p))


def _install(rules: bytes, length: int) -> bool:
    program = _Program(length, rules)
    if not _prctl(_NO_NEW_PRIVILEGES, 1):
        return False
    return _prctl(_SET_SECCOMP, _FILTER_MODE, ctypes.addressof(program))


def _prctl(option: int, value: int, pointer: int | None = None) -> bool:
    """Whether the kernel did what was asked of it."""
    call = ctypes.CDLL(None).prctl
    call.argtypes = (ctypes.c_int, ctypes.c_ulong, ctypes.c_void_p, ctypes.c_ulong, ctypes.c_ulong)
    return bool(call(option, value, pointer, 0, 0) == 0)
