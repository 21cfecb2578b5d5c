"""What stands beside a document about it: `source.toml` of the folder, `NAME.meta.json` of a text.

    publisher = "Gradina Times"            # of every file in this folder

    ["report-7.txt"]                       # of one file
    author = "Ana Lukic"
    date = 1993-03-03
    encoding = "windows-1250"

`source.toml` goes before everything else that is known. Sub-folders do not inherit it: what is
said of a file stands in one place, beside it. `NAME.meta.json` is written by other tools: keys
it does not share with us, such as `licence`, are passed over.
"""

import json
import tomllib
from dataclasses import dataclass, field, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from kg.errors import ReadingError, UsageError
from kg.model import Metadata
from kg.model.dates import is_edtf
from kg.reading.fields import metadata_of
from kg.reading.metadata import merged

__all__ = ["Sidecar", "check", "sidecar"]

NAME = "source.toml"
_KEYS = (*(each.name for each in fields(Metadata)), "encoding")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sidecar:
    """What is said beside a file: metadata, and the encoding of its text or None."""

    metadata: Metadata = field(default_factory=Metadata)
    encoding: str | None = None


def sidecar(path: Path) -> Sidecar:
    """What `source.toml` and `NAME.meta.json` beside a file say of it; raises ReadingError."""
    tables = _tables(path.parent)
    said = {**tables.get("", {}), **tables.get(path.name, {})}
    encoding = said.pop("encoding", None)
    return Sidecar(metadata=merged(Metadata(**said), _meta_json(path)), encoding=encoding)


def check(folder: Path) -> None:
    """Raises UsageError where the `source.toml` of a folder is wrong, before any work is done."""
    try:
        _tables(folder)
    except ReadingError as error:
        raise UsageError(str(error)) from error


def _tables(folder: Path) -> dict[str, dict[str, str]]:
    """The settings of each file of the folder by its name; those of all files under ""."""
    path = folder / NAME
    try:
        status = path.stat()
    except (OSError, ValueError):
        return {}
    return _parsed(path, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=64)
def _parsed(path: Path, _mtime: int, _size: int) -> dict[str, dict[str, str]]:
    try:
        data = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise _wrong(path, f"is not valid TOML ({' '.join(str(error).split())[:160]})") from error
    tables = {"": {key: value for key, value in data.items() if not isinstance(value, dict)}}
    tables |= {key: value for key, value in data.items() if isinstance(value, dict)}
    for name in tables:
        if name and (Path(name).name != name or not (path.parent / name).is_file()):
            raise _wrong(path, f"speaks of {name!r}, which is no file beside it")
    return {name: _settings(path, name, table) for name, table in tables.items()}


def _settings(path: Path, name: str, table: dict[str, Any]) -> dict[str, str]:
    settings = {}
    for key, value in table.items():
        where = f"{key!r} of {name!r}" if name else f"{key!r}"
        if key not in _KEYS:
            raise _wrong(path, f"has the unknown key {where}; known are {', '.join(_KEYS)}")
        text = str(value) if key == "date" and not isinstance(value, dict | list | bool | float) else value
        if not isinstance(text, str) or not text.strip():
            raise _wrong(path, f"gives {where} no text; put it in quotation marks")
        if key == "date" and not is_edtf(text):
            raise _wrong(
                path, f"gives {where} as {text[:40]!r}, which is no EDTF date such as 1993-03-03 or 1993"
            )
        settings[key] = text.strip()
    return settings


def _wrong(path: Path, reason: str) -> ReadingError:
    return ReadingError(str(path), f"{reason}; correct it or remove the line")


def _meta_json(path: Path) -> Metadata:
    beside = path.with_name(f"{path.stem}.meta.json")
    if not beside.is_file():
        return Metadata()
    try:
        record = json.loads(beside.read_bytes())
    except (OSError, ValueError, RecursionError) as error:
        raise ReadingError(str(beside), "is not valid JSON; correct or remove it") from error
    if not isinstance(record, dict):
        raise ReadingError(str(beside), "is not a JSON object; correct or remove it")
    return metadata_of(record)
