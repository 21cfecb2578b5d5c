"""Two documents on one event, read by hand, and the output that the real rooms make of them.

What extraction finds in a text changes as it learns; tests of what comes after it start from here.
"""

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from kg.export import EXPORTERS, Corpus
from kg.graph import BASE, document_quads, entity_quads
from kg.model import (
    Attribution,
    Claim,
    ClaimKind,
    Document,
    Entity,
    EntityType,
    Extraction,
    Mention,
    Metadata,
    Polarity,
    Quantity,
    Role,
    Span,
    Term,
)
from kg.model.codec import from_data, to_data
from kg.model.identifiers import document_id, text_sha256
from kg.resolution import entities as resolve
from kg.store.database import build_store
from kg.store.output import building

HOSTILE = "Evil\x1b]0;title\x07 <b>\u202egnp.exe</b> [red]x[/red]"

INQUIRY = (
    "The commission of inquiry into the shelling of Gradina counted 17 children among the dead. "
    "Colonel Petar Horvát denied that the 7th Brigade had fired. The brigade was part of the Ruthenian Army."
)


def school() -> Extraction:
    """The golden document: 14 children killed, says the mayor."""
    path = Path(__file__).parent / "golden" / "school.json"
    return from_data(Extraction, json.loads(path.read_text(encoding="utf-8")))


def inquiry(*more: Claim) -> Extraction:
    """A second document: 17 children killed, says the commission; and a denial. `more` are moved into it."""
    document = _document("inquiry", INQUIRY, Metadata(date="1994-01-12", publisher="Ruthenia Herald"))
    event = _entity(EntityType.EVENT, "event-gradina-shelling-1993-05-04", "Shelling, Gradina, 4 May 1993")
    brigade = _entity(EntityType.UNIT, "militaryunit-7th-brigade", "7th Brigade")
    colonel = _entity(EntityType.PERSON, "person-petar-horvat", "Petar Horvát", "Colonel Horvát")
    commission = _entity(EntityType.ORGANIZATION, "organization-commission", "commission of inquiry")
    hostile = _entity(EntityType.PERSON, "person-evil", HOSTILE)
    army = _entity(EntityType.UNIT, "militaryunit-ruthenian-army", "Ruthenian Army")
    count = Quantity(low=17, high=17, qualifier="exact", category="children", outcome="killed", surface="17")
    return Extraction(
        document=document,
        entities=tuple(sorted((event, brigade, army, colonel, commission, hostile), key=lambda e: e.id)),
        mentions=(_mention(document, commission, "commission of inquiry"), _mention(document, brigade)),
        claims=(
            _claim(document, ClaimKind.CASUALTY, event, "17 children", speaker=commission, quantity=count),
            _claim(
                document,
                ClaimKind.PERPETRATOR,
                brigade,
                "denied that the 7th Brigade had fired",
                speaker=colonel,
                object=event,
                polarity=Polarity.DENIED,
            ),
            _claim(document, ClaimKind.AFFILIATION, brigade, "part of the Ruthenian Army", object=army),
            _claim(document, ClaimKind.ROLE, colonel, "Colonel Petar Horvát", words="colonel"),
            _claim(document, ClaimKind.CHARACTERIZATION, hostile, "shelling", words=HOSTILE),
            *(replace(c, document=document.id, span=Span(0, 14), quote=INQUIRY[:14]) for c in more),
        ),
    )


def write_output(output: Path, extractions: Iterable[Extraction]) -> Path:
    """Builds and publishes an output folder of the extractions, by the rooms that `kg build` uses."""
    known = tuple(extractions)
    entities = resolve(known)
    lines = [line for extraction in known for line in document_quads(extraction)]
    lines += [line for _, entity in sorted(entities.items()) for line in entity_quads(entity)]
    with building(output) as workshop:
        part = workshop.scratch / "all.nq"
        part.write_text("".join(lines), encoding="utf-8")
        build_store([part], workshop.folder / "store")
        (workshop.folder / "documents").mkdir()
        for extraction in known:
            path = workshop.folder / "documents" / f"{extraction.document.id}.json"
            path.write_text(json.dumps(to_data(extraction)), encoding="utf-8")
        for format_, name in (
            ("turtle", "graph.ttl"),
            ("claims", "claims.jsonl"),
            ("mentions", "mentions.jsonl"),
        ):
            corpus = Corpus(lines=lines, extractions=known, entities=entities)
            EXPORTERS.load(format_)(corpus, workshop.folder / name)
        report = json.dumps({"configuration": {"base": BASE}, "documents": [], "failures": []})
        (workshop.folder / "build.json").write_text(report)
        (workshop.folder / "graph.html").write_text("")
        workshop.publish()
    return output


def _document(name: str, text: str, metadata: Metadata) -> Document:
    return Document(
        id=document_id(name, text, metadata),
        name=name,
        path=f"reports/{name}.txt",
        text=text,
        sha256=text_sha256(text),
        media_type="text/plain",
        metadata=metadata,
    )


def _entity(type_: EntityType, id_: str, label: str, *aliases: str) -> Entity:
    event = {"act": "shelling", "when": "1993-05-04", "where": "place-gradina"}
    place = event if type_ is EntityType.EVENT else {}
    return Entity(id=id_, type=type_, label=label, aliases=tuple(sorted({label, *aliases})), **place)


def _mention(document: Document, entity: Entity, words: str | None = None) -> Mention:
    span = _span(document, words or entity.label)
    return Mention(
        document=document.id, entity=entity.id, type=entity.type, span=span, text=span.of(document.text)
    )


def _claim(
    document: Document,
    kind: ClaimKind,
    subject: Entity,
    quote: str,
    *,
    words: str | None = None,
    object: Entity | None = None,
    speaker: Entity | None = None,
    quantity: Quantity | None = None,
    polarity: Polarity = Polarity.ASSERTED,
) -> Claim:
    publisher = Attribution(hop=0, role=Role.PUBLISHER, agent=Term(text=document.metadata.publisher or "?"))
    voice = () if speaker is None else (Attribution(hop=1, role=Role.SPEAKER, agent=_term(speaker)),)
    return Claim(
        document=document.id,
        kind=kind,
        subject=_term(subject),
        object=Term(text=words) if words else None if object is None else _term(object),
        quantity=quantity,
        speaker=None if speaker is None else _term(speaker),
        attribution=(publisher, *voice),
        polarity=polarity,
        span=_span(document, quote),
        quote=quote,
        confidence=0.75,
        extractor="by hand 1",
    )


def _term(entity: Entity) -> Term:
    return Term(text=entity.label, entity=entity.id)


def _span(document: Document, words: str) -> Span:
    start = document.text.index(words)
    return Span(start, start + len(words))
