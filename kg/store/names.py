"""Finds entities by what they are called: any alias, in any case, with or without diacritics, or a part."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import UsageError
from kg.model.identifiers import fold
from kg.schema import ontology
from kg.store.query import ask

__all__ = ["Named", "find", "named_entities", "resolve"]

_SUGGESTIONS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """An entity and what it is called: `aliases` sorted, the label among them; `type` as in the model."""

    iri: str
    label: str
    type: str
    aliases: tuple[str, ...]
    folded: frozenset[str] = field(repr=False)

    @property
    def id(self) -> str:
        """The entity's identifier: its IRI's local part."""
        return self.iri.rpartition("/")[2]


def named_entities(store: Path) -> tuple[Named, ...]:
    """Every entity of the store, by label."""
    types = {iri: type_.value for type_, iri in ontology().classes.items()}
    query = f"""
        SELECT ?entity ?label ?type ?alias WHERE {{
          VALUES ?type {{ {" ".join(f"<{iri}>" for iri in types)} }}
          ?entity a ?type ; rdfs:label ?label .
          OPTIONAL {{ ?entity skos:altLabel ?alias }}
        }}"""
    found: dict[str, tuple[str, str, set[str]]] = {}
    for row in ask(store, query).rows():
        label = row["label"].text
        _, _, names = found.setdefault(row["entity"].text, (label, types[row["type"].text], {label}))
        if "alias" in row:
            names.add(row["alias"].text)
    entities = (_named(iri, label, type_, names) for iri, (label, type_, names) in found.items())
    return tuple(sorted(entities, key=lambda entity: (entity.label, entity.iri)))


def find(entities: Iterable[Named], what: str) -> tuple[Named, ...]:
    """The entities that `what` names: by identifier or IRI, else by a whole alias, else by words of one."""
    known = tuple(entities)
    if by_id := tuple(entity for entity in known if what in (entity.id, entity.iri)):
        return by_id
    wanted = fold(what)
    if whole := tuple(entity for entity in known if wanted in entity.folded):
        return whole
    words = f" {wanted} "
    return tuple(e for e in known if wanted and any(words in f" {alias} " for alias in e.folded))


def resolve(store: Path, what: str) -> tuple[Named, ...]:
    """The entities of one name; raises UsageError, with what it might mean, for none or for several names."""
    entities = named_entities(store)
    found = find(entities, what)
    if not found:
        raise UsageError(f"nothing here is called {what!r}; {_nearest(entities, what)}")
    if len({entity.label for entity in found}) > 1 and fold(what) not in found[0].folded:
        names = ", ".join(f"{entity.label} ({entity.id})" for entity in found[:_SUGGESTIONS])
        more = f" and {len(found) - _SUGGESTIONS} more" if len(found) > _SUGGESTIONS else ""
        raise UsageError(f"{what!r} is part of several names; give one of {names}{more}")
    return found


def _named(iri: str, label: str, type_: str, names: set[str]) -> Named:
    folded = frozenset(fold(name) for name in names)
    return Named(iri=iri, label=label, type=type_, aliases=tuple(sorted(names)), folded=folded)


def _nearest(entities: Iterable[Named], what: str) -> str:
    labels = {folded: entity.label for entity in entities for folded in sorted(entity.folded)}
    near = difflib.get_close_matches(fold(what), sorted(labels), n=_SUGGESTIONS)
    if not near:
        return "kg query --name aliases --set name= lists every name"
    return f"near are {', '.join(dict.fromkeys(labels[name] for name in near))}"
