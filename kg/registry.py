"""Named implementations: built in, installed, or `file.py:name`."""

import importlib
import importlib.metadata
import importlib.util
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import RegistryError

__all__ = ["Registry"]


@dataclass(frozen=True, slots=True)
class Registry:
    """A readable table of name to `module:object`, open to entry points and files.

    A name is looked up in `table`, then in the entry-point group `group`, then taken
    as `package.module:object` or `path/file.py:object`. Nothing is imported before `load`.
    """

    what: str
    table: Mapping[str, str]
    group: str

    def names(self) -> tuple[str, ...]:
        """Every name that can be loaded without a path, sorted."""
        return tuple(sorted({*self.table, *(entry.name for entry in self._installed())}))

    def load(self, name: str) -> Any:
        """The object behind `name`; raises RegistryError that lists the known names."""
        if name in self.table:
            return _resolve(self.table[name])
        for entry in self._installed():
            if entry.name == name:
                return entry.load()
        if ":" in name:
            try:
                return _resolve(name)
            except (ImportError, AttributeError, OSError) as error:
                raise RegistryError(f"{self.what} {name!r} cannot be loaded: {error}") from error
        known = ", ".join(self.names())
        raise RegistryError(f"{self.what} {name!r} is not known; known are {known}, or give module:object")

    def _installed(self) -> importlib.metadata.EntryPoints:
        return importlib.metadata.entry_points(group=self.group)


def _resolve(target: str) -> Any:
    place, _, attribute = target.rpartition(":")
    module = _from_file(Path(place)) if place.endswith(".py") else importlib.import_module(place)
    return getattr(module, attribute)


def _from_file(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} is not a Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
