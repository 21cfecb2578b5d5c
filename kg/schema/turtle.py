"""A small Turtle file held as what each term says of itself."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph

from kg.errors import OntologyError

__all__ = ["Terms", "read_terms"]

_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


@dataclass(frozen=True, slots=True)
class Terms:
    """The triples of a file: subject to property to values, as written and in the file's order."""

    path: Path
    table: Mapping[str, Mapping[str, tuple[str, ...]]]

    def subjects(self) -> Iterator[str]:
        """Everything the file says something of."""
        return iter(self.table)

    def values(self, subject: str, property_: str) -> tuple[str, ...]:
        """All values of one property."""
        return self.table.get(subject, {}).get(property_, ())

    def one(self, subject: str, property_: str) -> str:
        """The only value of one property; raises OntologyError where there is none, or several."""
        values = self.values(subject, property_)
        if len(values) != 1:
            raise OntologyError(f"{self.path}: {subject} needs one {property_}, has {len(values)}; mend it")
        return values[0]

    def having(self, property_: str, value: str) -> tuple[str, ...]:
        """Every subject that has this value, in the file's order."""
        return tuple(s for s, said in self.table.items() if value in said.get(property_, ()))

    def typed(self, class_: str) -> tuple[str, ...]:
        """Every subject declared to be of a class."""
        return self.having(_TYPE, class_)


def read_terms(path: Path) -> Terms:
    """The terms of a Turtle file; raises OntologyError where it is missing or broken."""
    table: dict[str, dict[str, tuple[str, ...]]] = {}
    try:
        for quad in pyoxigraph.parse(path=path, format=pyoxigraph.RdfFormat.TURTLE):
            said = table.setdefault(quad.subject.value, {})
            said[quad.predicate.value] = (*said.get(quad.predicate.value, ()), quad.object.value)
    except OSError as error:
        raise OntologyError(f"{path}: cannot be read ({error.strerror}); reinstall kg") from error
    except SyntaxError as error:
        raise OntologyError(f"{path}: {error}; mend the file") from error
    return Terms(path, table)
