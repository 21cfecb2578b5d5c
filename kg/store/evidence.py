"""What stands behind an entity, a claim or a document: each passage, its voices, and its rivals."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import UsageError
from kg.graph import distinct
from kg.graph.terms import Names
from kg.model import Claim, Document, Entity, Extraction
from kg.model.identifiers import claim_id
from kg.store.documents import Documents
from kg.store.names import find, named_entities, resolve
from kg.store.query import ask
from kg.store.rivals import Rival, rivals

__all__ = ["Evidence", "Explanation", "explain"]

_CONTEXT = 160  # characters shown on each side of a passage: a sentence or two
_IDENTIFIER = re.compile(r"[0-9a-f]{16}")
_IRI = re.compile(r"^(?:ent(?:ity)?|claim|doc(?:ument)?)[:/]")  # as in a table or in Turtle
_SIDES = "rdf:subject|rdf:object|kg:objectEntity|kg:where|kg:speaker"

Stated = tuple[Document, Claim]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A claim where it stands: `before` and `after` are the text around its quote.

    `voices` are name and part of all who pass it on, innermost first; `rivals` other answers to its question.
    """

    id: str
    claim: Claim
    document: Document
    before: str
    after: str
    voices: tuple[tuple[str, str], ...]
    rivals: tuple[Rival, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """All the evidence for what was asked, by kind and place; `entities` are those of the build, by id.

    `of` is one claim, one document, or every entity of the name that was asked for.
    """

    of: tuple[Entity | Document | Claim, ...]
    evidence: tuple[Evidence, ...]
    entities: Mapping[str, Entity]


def explain(folder: Path, what: str, base: str) -> Explanation:
    """The evidence in the build at `folder` for a claim, a document, or any name of an entity.

    Each is known by its id too, bare or as an IRI.

    `base` begins the IRIs of the build. Raises UsageError, with what might be meant, where
    nothing or more than one thing is called so.
    """
    store, documents, names = folder / "store", Documents(folder / "documents"), Names(base)
    known = {entity.id: entity for entity in named_entities(store).values()}
    of: tuple[Entity | Document | Claim, ...]
    what = _IRI.sub("", what.removeprefix(base))
    if document := _document(store, what):
        stated = list(_stated(extraction := documents.load(document)))
        of = (extraction.document,)
    elif _IDENTIFIER.fullmatch(what) and not find(known, what):
        stated = list(_claims(store, documents, f"VALUES ?claim {{ {names.iri('claim', what)} }}"))
        if not stated:
            raise UsageError(f"no claim has the id {what}; kg export --format claims lists the claims")
        of = (stated[0][1],)
    else:
        keys = resolve(known, what)
        iris = " ".join(names.iri("entity", key) for key in keys)
        of = tuple(known[key] for key in keys)
        stated = list(_claims(store, documents, f"VALUES ?of {{ {iris} }} ?claim {_SIDES} ?of ."))
    others = rivals(store, [claim for _, claim in stated])
    evidence = (_evidence(document, claim, known, others) for document, claim in stated)
    return Explanation(of=of, evidence=tuple(sorted(evidence, key=_order)), entities=known)


def _document(store: Path, what: str) -> str | None:
    """The id of the document of that id or name; raises UsageError where several have the name."""
    query = "SELECT ?document ?name WHERE { ?document a kg:Document ; dcterms:identifier ?name }"
    with (answer := ask(store, query)).stream:
        rows = [(row["document"].text.rpartition("/")[2], row["name"].text) for row in answer.rows()]
    if any(what == id_ for id_, _ in rows):
        return what
    ids = sorted(id_ for id_, name in rows if what == name)
    if len(ids) > 1:
        raise UsageError(f"{len(ids)} documents are named {what!r}; give one of the ids {', '.join(ids)}")
    return ids[0] if ids else None


def _claims(store: Path, documents: Documents, pattern: str) -> Iterator[Stated]:
    """The claims that a pattern finds as `?claim`, with their documents; only those are read."""
    query = f"SELECT DISTINCT ?claim ?source WHERE {{ {pattern} ?claim kg:passage/oa:hasSource ?source }}"
    with (answer := ask(store, query)).stream:
        found = sorted((row["source"].text, row["claim"].text) for row in answer.rows())
    wanted = {iri.rpartition("/")[2] for _, iri in found}
    for source in dict.fromkeys(iri.rpartition("/")[2] for iri, _ in found):
        yield from (stated for stated in _stated(documents.load(source)) if claim_id(stated[1]) in wanted)


def _stated(extraction: Extraction) -> Iterator[Stated]:
    return ((extraction.document, claim) for claim in distinct(extraction.claims))


def _evidence(
    document: Document, claim: Claim, entities: Mapping[str, Entity], others: Mapping[str, tuple[Rival, ...]]
) -> Evidence:
    before, after = _around(document.text, claim.span.start, claim.span.end)
    id_ = claim_id(claim)
    return Evidence(
        id=id_,
        claim=claim,
        document=document,
        before=before,
        after=after,
        voices=tuple(_voices(document, claim, entities)),
        rivals=others.get(id_, ()),
    )


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """The text on both sides, cut between words, with … where there is more."""
    left, right = max(0, start - _CONTEXT), min(len(text), end + _CONTEXT)
    before, after = text[left:start], text[end:right]
    if left > 0:
        before = "…" + (before[before.find(" ") :] if " " in before else before)
    if right < len(text):
        after = (after[: after.rfind(" ") + 1] if " " in after else after) + "…"
    return before, after


def _voices(document: Document, claim: Claim, entities: Mapping[str, Entity]) -> Sequence[tuple[str, str]]:
    """Who passes the claim on, innermost first; the document itself where nobody is named."""
    chain = [
        (_name(step.agent.text, step.agent.entity, entities), step.role.value)
        for step in sorted(claim.attribution, key=lambda step: -step.hop)
    ]
    speaker = claim.speaker and (_name(claim.speaker.text, claim.speaker.entity, entities), "speaker")
    if speaker and speaker not in chain:
        chain.insert(0, speaker)
    if document.metadata.author and not claim.speaker:
        chain.insert(0, (document.metadata.author, "author"))
    return chain or [(document.metadata.title or document.name, "document")]


def _name(text: str, entity: str | None, entities: Mapping[str, Entity]) -> str:
    return entities[entity].label if entity and entity in entities else text


def _order(evidence: Evidence) -> tuple[str, str, int, int, str]:
    claim = evidence.claim
    return (claim.kind.value, evidence.document.name, claim.span.start, claim.span.end, evidence.id)
