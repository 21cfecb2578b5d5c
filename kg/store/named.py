"""The named queries of `ontology/queries`: SPARQL files that say what they are for and what they can be told.

A file runs as it is in any SPARQL tool. Its comments declare what `kg query --name` offers:

    # purpose: Every figure beside its words, its speaker and its document.
    # parameter: category = children | whom the figures count; nothing for all
    # parameter: event (entity) | any name of the event

A parameter is a line `VALUES ?category { "children" }` of the query, in which kg puts another term: a
literal written by the RDF library, never pasted text. One marked `(entity)` takes any name of an entity,
and becomes its IRI; without `=` it must be given.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from kg.errors import OntologyError, UsageError
from kg.schema import ontology_folder
from kg.store.names import named_entities, resolve

__all__ = ["NamedQuery", "Parameter", "bound", "named_queries", "named_query"]

_PURPOSE = re.compile(r"^# purpose: (.+)$", re.MULTILINE)
_PARAMETER = re.compile(
    r"^# parameter: (?P<name>\w+)(?P<entity> \(entity\))?(?P<default> = [^|\n]*)? ?\| (?P<purpose>.+)$",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """What a query can be told; `default` None where it must be given, `entity` where a name is taken."""

    name: str
    purpose: str
    default: str | None
    entity: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedQuery:
    """One file of `ontology/queries`."""

    name: str
    purpose: str
    parameters: tuple[Parameter, ...]
    text: str


@cache
def named_queries() -> tuple[NamedQuery, ...]:
    """Every named query, by name; raises OntologyError for a file that does not declare itself."""
    return tuple(read_named(path) for path in sorted((ontology_folder() / "queries").glob("*.rq")))


def named_query(name: str) -> NamedQuery:
    """The query of that name; raises UsageError that lists the known ones."""
    for query in named_queries():
        if query.name == name:
            return query
    known = ", ".join(query.name for query in named_queries())
    raise UsageError(f"no query is named {name!r}; known are {known}")


def bound(store: Path, query: NamedQuery, values: Mapping[str, str]) -> str:
    """The text of a query with its parameters set; a name of an entity is looked up in the store.

    Raises UsageError for an unknown or missing parameter, and for a name that no entity has.
    """
    known = {parameter.name for parameter in query.parameters}
    for name in values:
        if name not in known:
            offered = ", ".join(sorted(known)) or "none"
            raise UsageError(f"query {query.name!r} has no parameter {name!r}; it has {offered}")
    text = query.text
    for parameter in query.parameters:
        value = values.get(parameter.name, parameter.default)
        if value is None or (not value and parameter.default is None):
            raise UsageError(f"query {query.name!r} needs {parameter.name}: --set {parameter.name}=VALUE")
        text = _with(text, parameter, _terms(store, parameter, value))
    return text


def read_named(path: Path) -> NamedQuery:
    """The named query in a file; raises OntologyError where it lacks a purpose or a declared block."""
    text = path.read_text(encoding="utf-8")
    purpose = _PURPOSE.search(text)
    if purpose is None:
        raise OntologyError(f"{path}: no line '# purpose: ...'; say what the query is for")
    parameters = tuple(_parameter(match) for match in _PARAMETER.finditer(text))
    for parameter in parameters:
        if len(_block(parameter).findall(text)) != 1:
            raise OntologyError(
                f"{path}: parameter {parameter.name!r} needs one VALUES ?{parameter.name} {{ }}"
            )
    return NamedQuery(name=path.stem, purpose=purpose[1].strip(), parameters=parameters, text=text)


def _parameter(match: re.Match[str]) -> Parameter:
    default = match["default"]
    return Parameter(
        name=match["name"],
        purpose=match["purpose"].strip(),
        default=None if default is None else default.removeprefix(" =").strip(),
        entity=match["entity"] is not None,
    )


def _block(parameter: Parameter) -> re.Pattern[str]:
    return re.compile(rf'^ *VALUES \?{parameter.name} \{{ (?:UNDEF|"[^"\\\n]*") \}}', re.MULTILINE)


def _with(text: str, parameter: Parameter, terms: tuple[str, ...]) -> str:
    """The query with a parameter's block replaced; no term can hold a line that looks like a block."""
    before, after = _block(parameter).split(text)
    return f"{before}  VALUES ?{parameter.name} {{ {' '.join(terms)} }}{after}"


def _terms(store: Path, parameter: Parameter, value: str) -> tuple[str, ...]:
    if not parameter.entity:
        return (str(Literal(value)),)
    if not value:
        return ("UNDEF",)
    return tuple(str(NamedNode(iri)) for iri in resolve(named_entities(store), value))
