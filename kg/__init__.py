"""kg: builds RDF graphs of who says what about contested events.

    import kg

    graph = kg.build(["sources"])
    graph.claims(), graph.entities(), graph.query("SELECT ..."), graph.to_rdflib(), graph.to_networkx()

Names are imported when they are first used, so that `import kg` costs next to nothing.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.api import Graph, build, open
    from kg.errors import KgError

__all__ = ["Graph", "KgError", "__version__", "build", "open"]

__version__ = "0.1.0"

_HOMES = {"Graph": "kg.api", "KgError": "kg.errors", "build": "kg.api", "open": "kg.api"}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
