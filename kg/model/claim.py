"""A statement that a source makes, with everything needed to check it."""

from dataclasses import dataclass
from enum import StrEnum

from kg.model.document import Document
from kg.model.entity import Entity, Mention
from kg.model.span import Span

__all__ = ["Attribution", "Claim", "ClaimKind", "Extraction", "Polarity", "Quantity", "Role", "Term"]


class ClaimKind(StrEnum):
    """What sort of thing is claimed; one extractor file each."""

    ACCUSATION = "accusation"
    AFFILIATION = "affiliation"
    CAPTURE = "capture"
    CASUALTY = "casualty"
    CHARACTERIZATION = "characterization"
    COMMAND = "command"
    COMMEMORATION = "commemoration"
    DATE = "date"
    DENIAL = "denial"
    DISPLACEMENT = "displacement"
    LEGAL = "legal"
    LOCATION = "location"
    NEGOTIATION = "negotiation"
    OCCUPATION = "occupation"
    OTHER = "other"
    PARTICIPATION = "participation"
    PERPETRATOR = "perpetrator"
    RECOGNITION = "recognition"
    ROLE = "role"
    STATEMENT = "statement"


class Polarity(StrEnum):
    """How the passage stands to what is claimed."""

    ASSERTED = "asserted"
    DENIED = "denied"
    REPORTED = "reported"
    HYPOTHETICAL = "hypothetical"


class Role(StrEnum):
    """The part a voice has in passing a claim on."""

    PUBLISHER = "publisher"
    AGENCY = "agency"
    SPEAKER = "speaker"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """What stands on one side of a claim: an entity, or words where there is no entity.

    `text` are the words as the passage has them (or a normalised value such as an EDTF
    date); `entity` is the id of an entity of the same extraction, or None.
    """

    text: str
    entity: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A count as claimed, `low` to `high` both inclusive, None where open.

    `qualifier` is exact, about, nearly, at least, at most, more than, less than, as many as,
    several, many, dozens, hundreds or thousands (the last three with `low`, and `high` open);
    `category` says of whom or what, in the plural ("people", "children"); `outcome` what befell
    them ("killed"), None where nothing did; `surface` is the number as written.
    """

    low: float | None
    high: float | None
    qualifier: str
    category: str
    outcome: str | None
    surface: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """One voice in the chain that passes a claim on; hop 0 is nearest to the reader."""

    hop: int
    role: Role
    agent: Term


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One statement of one document. Its identifiers are made by `identifiers`.

    `speaker` is the innermost voice inside the text, None for the document's own;
    `when` is EDTF, the time of what is claimed; `quote` is the document's text at `span`;
    `confidence` lies in 0..1; `extractor` is "name version".
    """

    document: str
    kind: ClaimKind
    subject: Term
    object: Term | None = None
    quantity: Quantity | None = None
    when: str | None = None
    where: Term | None = None
    speaker: Term | None = None
    attribution: tuple[Attribution, ...] = ()
    polarity: Polarity = Polarity.ASSERTED
    span: Span
    quote: str
    confidence: float
    extractor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """All that was found in one document: entities sorted by id, mentions and claims by place."""

    document: Document
    entities: tuple[Entity, ...]
    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]
