"""Who and what is spoken of, and the words that name it."""

from dataclasses import dataclass
from enum import StrEnum

from kg.model.span import Span

__all__ = ["Entity", "EntityType", "Mention"]


class EntityType(StrEnum):
    """The seven types of what reports speak of."""

    PERSON = "Person"
    PLACE = "Place"
    COUNTRY = "Country"
    UNIT = "MilitaryUnit"
    ORGANIZATION = "Organization"
    GROUP = "Group"
    EVENT = "Event"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One place in one document that names an entity; `text` is the document's at `span`.

    `nominal` tells a description ("the town", "it") from a name: descriptions bind
    claims to entities, names are what an entity is called.
    """

    document: str
    entity: str
    type: EntityType
    span: Span
    text: str
    nominal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A view of what its mentions say together; never edited, always computed.

    `aliases` are the distinct surface forms, sorted, the label among them. For an
    event, `act` is the local name of its type in the ontology ("killing"), `when` an
    EDTF date or None, `where` the id of a place or None, and `label` is neutral.
    """

    id: str
    type: EntityType
    label: str
    aliases: tuple[str, ...] = ()
    act: str | None = None
    when: str | None = None
    where: str | None = None
