"""Finds entities by what they are called: any alias, in any case, with or without diacritics, or a part."""

import difflib
from collections.abc import Mapping
from pathlib import Path

from kg.errors import UsageError
from kg.model import Entity, EntityType
from kg.model.identifiers import fold
from kg.schema import ontology
from kg.store.query import ask

__all__ = ["find", "named_entities", "resolve"]

_SUGGESTIONS = 5

Entities = Mapping[str, Entity]


def named_entities(store: Path) -> dict[str, Entity]:
    """Every entity of a store by its IRI: its type, its label and its aliases."""
    types = {iri: type_ for type_, iri in ontology().classes.items()}
    query = f"""
        SELECT ?entity ?label ?type ?alias WHERE {{
          VALUES ?type {{ {" ".join(f"<{iri}>" for iri in types)} }}
          ?entity a ?type ; rdfs:label ?label .
          OPTIONAL {{ ?entity skos:altLabel ?alias }}
        }}"""
    found: dict[str, tuple[EntityType, str, set[str]]] = {}
    with (answer := ask(store, query)).stream:
        for row in answer.rows():
            label = row["label"].text
            said = found.setdefault(row["entity"].text, (types[row["type"].text], label, {label}))
            if "alias" in row:
                said[2].add(row["alias"].text)
    return {
        iri: Entity(id=iri.rpartition("/")[2], type=type_, label=label, aliases=tuple(sorted(aliases)))
        for iri, (type_, label, aliases) in sorted(found.items())
    }


def find(entities: Entities, what: str) -> tuple[str, ...]:
    """The keys of what is named: by key or identifier, else by a whole alias, else by words of one."""
    if by_id := tuple(key for key, entity in entities.items() if what in (key, entity.id)):
        return by_id
    names = {key: [fold(alias) for alias in (e.label, *e.aliases)] for key, e in entities.items()}
    wanted = fold(what)
    if whole := tuple(key for key, folded in names.items() if wanted in folded):
        return whole
    words = f" {wanted} "
    return tuple(key for key, folded in names.items() if wanted and any(words in f" {f} " for f in folded))


def resolve(entities: Entities, what: str) -> tuple[str, ...]:
    """The keys of what one name names; raises UsageError, with what it may mean, for none or several."""
    found = find(entities, what)
    if not found:
        raise UsageError(f"nothing here is called {what!r}; {_nearest(entities, what)}")
    if len(found) > 1 and not any(fold(what) == fold(alias) for alias in entities[found[0]].aliases):
        names = ", ".join(f"{entities[key].label} ({entities[key].id})" for key in found[:_SUGGESTIONS])
        more = f" and {len(found) - _SUGGESTIONS} more" if len(found) > _SUGGESTIONS else ""
        raise UsageError(f"{what!r} is part of several names; give one of {names}{more}")
    return found


def _nearest(entities: Entities, what: str) -> str:
    labels = {fold(alias): entity.label for entity in entities.values() for alias in entity.aliases}
    near = difflib.get_close_matches(fold(what), sorted(labels), n=_SUGGESTIONS)
    if not near:
        return "kg query --name aliases lists every name"
    return f"near are {', '.join(dict.fromkeys(labels[name] for name in near))}"
