"""Where the ontology lies: in a checkout beside `kg/`, in an installed wheel inside it."""

from functools import cache
from pathlib import Path

import kg
from kg.errors import OntologyError

__all__ = ["ontology_folder"]


@cache
def ontology_folder() -> Path:
    """The folder that holds `kg.ttl`, the shapes, the queries and the word lists."""
    package = Path(kg.__file__).resolve().parent
    for folder in (package / "ontology", package.parent / "ontology"):
        if (folder / "words").is_dir():
            return folder
    raise OntologyError(f"no ontology beside or inside {package}; reinstall kg")
