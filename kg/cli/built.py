"""What several commands need of a build."""

import json
from pathlib import Path
from typing import Any

from kg.errors import OutputError

__all__ = ["base", "prefixes", "report"]


def report(folder: Path) -> dict[str, Any]:
    """What build.json of a build says; raises OutputError where it cannot be read."""
    path = folder / "build.json"
    try:
        said: dict[str, Any] = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise OutputError(f"{path}: cannot be read ({error}); build again") from error
    return said


def base(folder: Path) -> str:
    """What the IRIs of a build begin with."""
    from kg.graph import BASE

    return str(report(folder).get("configuration", {}).get("base", BASE))


def prefixes(folder: Path) -> dict[str, str]:
    """The prefixes of a build's graph."""
    from kg.graph import prefixes as prefixes_of

    return prefixes_of(base(folder))
