"""Finished work kept between builds under the hash of what it was made from."""

import hashlib
import os
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Cache"]

_HEAD, _MIDDLE, _TAIL = b'{"sha256":"', b'","value":', b"}\n"
_DIGEST_LENGTH = 64
_VALUE_START = len(_HEAD) + _DIGEST_LENGTH + len(_MIDDLE)


@dataclass(frozen=True, slots=True)
class Cache:
    """A folder of JSON values, each beside its own hash: a torn or altered one is as good as absent.

    The hash spares a flush to disk for each entry: what a crash tore is found out and made again.
    """

    folder: Path

    def load(self, key: str) -> bytes | None:
        """The JSON text saved under `key`, or None."""
        try:
            data = self._path(key).read_bytes()
        except FileNotFoundError:
            return None
        value = data[_VALUE_START : -len(_TAIL)]
        return value if data == _sealed(value) else None

    def save(self, key: str, value: bytes) -> None:
        """Keeps the JSON text `value`; whoever reads meanwhile sees the old or the new."""
        self.folder.mkdir(exist_ok=True)
        fresh = self.folder / f".{secrets.token_hex(8)}"
        fresh.write_bytes(_sealed(value))
        fresh.replace(self._path(key))

    def prune(self, keys: Collection[str]) -> None:
        """Removes all but `keys`, and what killed builds left half written."""
        wanted = {self._path(key).name for key in keys}
        if not self.folder.is_dir():
            return
        for entry in os.scandir(self.folder):
            if entry.name not in wanted:
                Path(entry.path).unlink()

    def _path(self, key: str) -> Path:
        return self.folder / f"{key}.json"


def _sealed(value: bytes) -> bytes:
    return b"".join((_HEAD, hashlib.sha256(value).hexdigest().encode(), _MIDDLE, value, _TAIL))
