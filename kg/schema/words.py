"""Word lists of `ontology/words`: data that a non-programmer can read and edit."""

from functools import cache
from typing import Any

from kg.errors import OntologyError
from kg.schema.folder import ontology_folder

__all__ = ["entries", "table"]


@cache
def entries(name: str) -> frozenset[str]:
    """The words of `ontology/words/NAME.txt`: parted by blanks or lines, `#` starts a comment."""
    return frozenset(
        word for line in _read(f"{name}.txt").splitlines() for word in line.split("#")[0].split()
    )


@cache
def table(name: str) -> dict[str, Any]:
    """The tables of `ontology/words/NAME.toml`."""
    import tomllib

    try:
        return tomllib.loads(_read(f"{name}.toml"))
    except tomllib.TOMLDecodeError as error:
        raise OntologyError(f"ontology/words/{name}.toml: {error}; mend the file") from error


def _read(file: str) -> str:
    path = ontology_folder() / "words" / file
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise OntologyError(f"{path}: word list cannot be read ({error.strerror}); reinstall kg") from error
