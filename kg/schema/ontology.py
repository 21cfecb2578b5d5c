"""`ontology/kg.ttl` as frozen values: kinds, types, stances and acts are declared there, and only there."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from kg.errors import OntologyError
from kg.model import ClaimKind, EntityType, Polarity, Role
from kg.schema.folder import ontology_folder
from kg.schema.turtle import Terms, read_terms

__all__ = ["KG", "Act", "Ontology", "Predicate", "load", "ontology"]

KG = "https://kg.example/ontology#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_VERSION = "http://www.w3.org/2002/07/owl#versionInfo"
_FILE = "kg.ttl"

K = TypeVar("K", bound=StrEnum)


@dataclass(frozen=True, slots=True, kw_only=True)
class Predicate:
    """What stands as `rdf:predicate` of claims of one kind.

    `shortcut` is the property that links subject and object where a source affirms such
    a claim; `counts` tells a predicate whose object is a quantity.
    """

    iri: str
    label: str
    shortcut: str
    counts: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """A type of event by what was done; `parent` is the code of a wider act, None at the top."""

    code: str
    iri: str
    label: str
    comment: str
    parent: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ontology:
    """Everything the code asks of the ontology; every member of the model's enums has its term."""

    version: str
    predicates: Mapping[ClaimKind, Predicate]
    classes: Mapping[EntityType, str]
    stances: Mapping[Polarity, str]
    roles: Mapping[Role, str]
    acts: Mapping[str, Act]
    derived: frozenset[str]
    terms: frozenset[str]

    def act(self, code: str) -> Act:
        """The type of event of that code; raises OntologyError that lists the known ones."""
        try:
            return self.acts[code]
        except KeyError:
            known = ", ".join(sorted(self.acts))
            raise OntologyError(f"no type of event has the code {code!r}; known are {known}") from None


@cache
def ontology() -> Ontology:
    """The ontology that belongs to this program, read once."""
    return load(ontology_folder() / _FILE)


def load(path: Path) -> Ontology:
    """The ontology in a Turtle file; raises OntologyError where it is missing, broken or incomplete."""
    terms = read_terms(path)
    predicates = _coded(terms, ClaimKind, terms.typed(f"{KG}ClaimPredicate"))
    event = f"{KG}Event"
    acts = _acts(terms, event)
    entities = {iri for iri, _ in _below(terms, f"{KG}Entity")} - {act.iri for act in acts.values()}
    classes = _coded(terms, EntityType, sorted(entities))
    return Ontology(
        version=terms.one(KG.rstrip("#"), _VERSION),
        predicates=MappingProxyType({kind: _predicate(terms, iri) for kind, iri in predicates.items()}),
        classes=MappingProxyType(classes),
        stances=MappingProxyType(_coded(terms, Polarity, terms.typed(f"{KG}Stance"))),
        roles=MappingProxyType(_coded(terms, Role, terms.typed(f"{KG}Role"))),
        acts=MappingProxyType(acts),
        derived=frozenset(terms.having(f"{KG}derived", "true")),
        terms=frozenset(terms.subjects()),
    )


def _coded(terms: Terms, codes: type[K], iris: Iterable[str]) -> dict[K, str]:
    """The IRI of every member of an enum, by `kg:code`; each must have exactly one."""
    found: dict[str, str] = {}
    for iri in iris:
        code = terms.one(iri, f"{KG}code")
        if code in found:
            raise _shared(terms, found[code], iri, code)
        found[code] = iri
    if missing := [code for code in codes if code.value not in found]:
        raise OntologyError(f"{terms.path}: no term has the code {missing[0].value!r}; declare one")
    return {code: found[code.value] for code in codes}


def _predicate(terms: Terms, iri: str) -> Predicate:
    return Predicate(
        iri=iri,
        label=terms.one(iri, f"{_RDFS}label"),
        shortcut=terms.one(iri, f"{KG}shortcut"),
        counts=f"{KG}Quantity" in terms.values(iri, f"{_RDFS}range"),
    )


def _acts(terms: Terms, event: str) -> dict[str, Act]:
    """Every class below that of events by its code, with its nearest parent."""
    acts: dict[str, Act] = {}
    codes: dict[str, str] = {}
    for iri, parent in _below(terms, event):
        act = _act(terms, iri, codes.get(parent))
        if act.code in acts:
            raise _shared(terms, acts[act.code].iri, iri, act.code)
        acts[act.code], codes[iri] = act, act.code
    return acts


def _shared(terms: Terms, left: str, right: str, code: str) -> OntologyError:
    return OntologyError(f"{terms.path}: {left} and {right} share the code {code!r}; keep one")


def _below(terms: Terms, top: str) -> Iterator[tuple[str, str]]:
    """Every class under `top` once, widest first, with the class right above it."""
    queue, seen = [top], {top}
    for above in queue:
        for iri in terms.having(f"{_RDFS}subClassOf", above):
            if iri not in seen:
                seen.add(iri)
                queue.append(iri)
                yield iri, above


def _act(terms: Terms, iri: str, parent: str | None) -> Act:
    return Act(
        code=terms.one(iri, f"{KG}code"),
        iri=iri,
        label=terms.one(iri, f"{_RDFS}label"),
        comment=terms.one(iri, f"{_RDFS}comment"),
        parent=parent,
    )
