"""Plain, frozen values that every room speaks in. Standard library only."""

from kg.model.claim import Attribution, Claim, ClaimKind, Extraction, Polarity, Quantity, Role, Term
from kg.model.document import Document, Metadata
from kg.model.entity import Entity, EntityType, Mention
from kg.model.judgement import Judgement, Verdict
from kg.model.span import Span

__all__ = [
    "Attribution",
    "Claim",
    "ClaimKind",
    "Document",
    "Entity",
    "EntityType",
    "Extraction",
    "Judgement",
    "Mention",
    "Metadata",
    "Polarity",
    "Quantity",
    "Role",
    "Span",
    "Term",
    "Verdict",
]
