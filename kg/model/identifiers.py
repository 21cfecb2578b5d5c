"""Identifiers: content hashes and slugs in `[a-z0-9][a-z0-9-]*`, ASCII only.

Anything else is escaped by one RDF library and misread by another.
"""

import hashlib
import json
import re
import unicodedata
from dataclasses import astuple

from kg.model.claim import Claim, Term
from kg.model.document import Metadata
from kg.model.entity import EntityType
from kg.model.span import Span

__all__ = [
    "claim_id",
    "claim_key",
    "digest",
    "document_id",
    "entity_id",
    "fold",
    "mention_id",
    "passage_id",
    "slug",
    "text_sha256",
]

_DIGEST_LENGTH = 16
_SLUG_LENGTH = 60


def digest(*parts: object) -> str:
    """16 hexadecimal digits of the SHA-256 of the parts, written as canonical JSON."""
    canonical = json.dumps(parts, ensure_ascii=True, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()[:_DIGEST_LENGTH]


def text_sha256(text: str) -> str:
    """The SHA-256 of a text in UTF-8."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def document_id(name: str, text: str, metadata: Metadata) -> str:
    """A document's identifier: of its text, its name and what it says of itself.

    Not of the text alone: the same text under two names or publishers is two documents,
    one of them a copy, and telling copies apart is what the project is for.
    """
    return digest(name, text_sha256(text), astuple(metadata))


def fold(name: str) -> str:
    """A name without case, diacritics and punctuation, words parted by one blank."""
    decomposed = unicodedata.normalize("NFKD", name).casefold()
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(re.findall(r"\w+", bare.replace("'s ", " ").replace("’s ", " ")))


def slug(name: str) -> str:
    """A readable local name; what ASCII cannot hold, or is too long, is told apart by a hash."""
    folded = fold(name)
    ascii_part = re.sub(r"[^a-z0-9]+", "-", folded).strip("-")
    if ascii_part == folded.replace(" ", "-") and 0 < len(ascii_part) <= _SLUG_LENGTH:
        return ascii_part
    head = ascii_part[:_SLUG_LENGTH].strip("-")
    return "-".join(part for part in (head, digest(folded or name)[:8]) if part)


def entity_id(type_: EntityType, *names: str) -> str:
    """An entity's identifier from its type and the words that tell it from others of the type."""
    return f"{type_.value.lower()}-{slug(' '.join(names))}"


def passage_id(document: str, span: Span) -> str:
    """A passage's identifier: document and offsets."""
    return f"{document}-{span.start}-{span.end}"


def mention_id(document: str, span: Span, entity: str) -> str:
    """A mention's identifier: where it stands and whom it names."""
    return digest(document, span.start, span.end, entity)


def claim_key(claim: Claim) -> str:
    """The proposition alone: equal keys from two documents corroborate each other."""
    return digest(*_proposition(claim))


def claim_id(claim: Claim) -> str:
    """The proposition as stated there, by that voice; not who extracted it or how surely."""
    stated = (claim.document, claim.span.start, claim.span.end, claim.polarity.value, _term(claim.speaker))
    return digest(*stated, *_proposition(claim))


def _proposition(claim: Claim) -> tuple[object, ...]:
    quantity = claim.quantity
    counted = (
        None
        if quantity is None
        else (
            _bound(quantity.low),
            _bound(quantity.high),
            quantity.qualifier,
            quantity.category,
            quantity.outcome,
        )
    )
    return (
        claim.kind.value,
        _term(claim.subject),
        _term(claim.object),
        counted,
        claim.when,
        _term(claim.where),
    )


def _bound(value: float | None) -> float | None:
    """A bound as a float: 63 and 63.0 are one number and must hash alike."""
    return None if value is None else float(value)


def _term(term: Term | None) -> str | None:
    if term is None:
        return None
    return f"e:{term.entity}" if term.entity else f"t:{fold(term.text) or term.text}"
