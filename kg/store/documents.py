"""The finished documents of a build, one JSON file each, read one at a time."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import OutputError
from kg.model import Extraction
from kg.model.codec import from_data

__all__ = ["Documents"]


@dataclass(frozen=True, slots=True)
class Documents:
    """The folder `documents` of a build; can be gone through any number of times, in order of id."""

    folder: Path

    def __iter__(self) -> Iterator[Extraction]:
        for path in sorted(self.folder.glob("*.json")):
            yield self._read(path)

    def __len__(self) -> int:
        return sum(1 for _ in self.folder.glob("*.json"))

    def load(self, id_: str) -> Extraction:
        """One document by its identifier; raises OutputError where the build has none such."""
        return self._read(self.folder / f"{id_}.json")

    def _read(self, path: Path) -> Extraction:
        try:
            return from_data(Extraction, json.loads(path.read_bytes()))
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise OutputError(f"{path}: not a document of a build ({error}); build again") from error
