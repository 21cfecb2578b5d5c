"""RDF terms as text: IRIs made from safe characters only, literals in canonical form.

Text is what N-Triples and N-Quads want; making it here costs a fraction of making term
objects, and the escapes are those of canonical N-Triples, so that sorted lines are equal
wherever they were written.
"""

import math
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kg.errors import UsageError

__all__ = ["BASE", "Names", "boolean", "day", "decimal", "integer", "literal", "number"]

BASE = "https://kg.example/"
XSD = "http://www.w3.org/2001/XMLSchema#"

_BASE = re.compile(r"https?://[A-Za-z0-9.-]+(?::[0-9]+)?(?:/[A-Za-z0-9_-]+)*/")
_LOCAL = re.compile(r"[a-z0-9][a-z0-9-]*")

_SHORT = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
_CONTROLS = {chr(code): f"\\u{code:04X}" for code in (*range(0x20), 0x7F, 0xFFFE, 0xFFFF)}
_ESCAPES = str.maketrans(_CONTROLS | _SHORT)


@dataclass(frozen=True, slots=True)
class Names:
    """IRIs `base/kind/local` in angle brackets; raises UsageError for a base that is not safe."""

    base: str = BASE

    def __post_init__(self) -> None:
        if not _BASE.fullmatch(self.base):
            raise UsageError(
                f"base IRI {self.base!r} is not usable; give http(s)://host/path/ of letters, digits, - and _"
            )

    def iri(self, kind: str, local: str) -> str:
        """One name; raises ValueError for a local part outside `[a-z0-9][a-z0-9-]*`."""
        if not _LOCAL.fullmatch(local):
            raise ValueError(f"not an identifier of letters a-z, digits and hyphens: {local!r}")
        return f"<{self.base}{kind}/{local}>"

    def prefix(self, kind: str) -> str:
        """What every IRI of a kind begins with."""
        return f"{self.base}{kind}/"


def literal(text: str) -> str:
    """A plain string."""
    return f'"{text.translate(_ESCAPES)}"'


def integer(value: int) -> str:
    """A whole number."""
    return f'"{value}"^^<{XSD}integer>'


def decimal(value: float) -> str:
    """An exact decimal that reads back as the same float; never xsd:double, never an exponent."""
    if not math.isfinite(value):
        raise ValueError(f"not a number that a decimal can hold: {value}")
    digits = format(Decimal(repr(float(value))), "f")
    canonical = digits.rstrip("0").rstrip(".") if "." in digits else digits
    return f'"{"0" if canonical == "-0" else canonical}"^^<{XSD}decimal>'


def number(value: float) -> str:
    """A whole number as integer, any other as decimal."""
    return integer(int(value)) if math.isfinite(value) and value == int(value) else decimal(value)


def day(value: date) -> str:
    """A day of the calendar."""
    return f'"{value.isoformat()}"^^<{XSD}date>'


def boolean(value: bool) -> str:
    """True or false."""
    return f'"{str(value).lower()}"^^<{XSD}boolean>'
