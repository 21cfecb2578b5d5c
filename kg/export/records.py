"""Claims and mentions as JSON Lines, one record a line, by document and place."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from kg.export.corpus import Corpus
from kg.export.files import replacing
from kg.export.lines import sorted_lines
from kg.graph import distinct
from kg.model import Claim, Document, Entity, Extraction, Mention, Quantity, Term
from kg.model.identifiers import claim_id, claim_key, mention_id

__all__ = ["claim_record", "mention_record", "write_claims", "write_mentions"]

Record = dict[str, Any]
Entities = Mapping[str, Entity]

_OFFSET_DIGITS = 12  # of an offset in a sort key: a text of a terabyte
_LINE_BREAKS = {code: f"\\u{code:04x}" for code in (0x85, 0x2028, 0x2029)}  # that some readers end a line at


def write_claims(corpus: Corpus, target: Path) -> int:
    """Writes `claims.jsonl` and returns how many claims it holds."""
    records = (
        claim_record(claim, extraction.document, _entities(corpus, extraction))
        for extraction in corpus.extractions
        for claim in distinct(extraction.claims)
    )
    return _write(records, target)


def write_mentions(corpus: Corpus, target: Path) -> int:
    """Writes `mentions.jsonl`: every place that names an entity; returns how many.

    Mere descriptions ("the town", "it") are left out: they are not what an entity is called.
    """
    records = (
        mention_record(mention, extraction.document)
        for extraction in corpus.extractions
        for mention in extraction.mentions
        if not mention.nominal
    )
    return _write(records, target)


def claim_record(claim: Claim, document: Document, entities: Entities) -> Record:
    """One claim with its entities' labels and aliases; keys in the order of the exchange format."""
    object_ = claim.object
    words_only = object_ is not None and not object_.entity
    return {
        "id": claim_id(claim),
        "document": document.name,
        "kind": claim.kind.value,
        "subject": _term(claim.subject, entities),
        "object": {"value": object_.text} if object_ and words_only else _term(object_, entities),
        "quantity": _quantity(claim.quantity),
        "when": claim.when,
        "where": _term(claim.where, entities),
        "speaker": _term(claim.speaker, entities),
        "attribution": [_name(step.agent, entities) for step in claim.attribution],
        "polarity": claim.polarity.value,
        "quote": claim.quote,
        "start": claim.span.start,
        "end": claim.span.end,
        "confidence": claim.confidence,
        "extractor": claim.extractor,
        "key": claim_key(claim),
        "document_id": document.id,
    }


def mention_record(mention: Mention, document: Document) -> Record:
    """One mention; keys in the order of the exchange format."""
    return {
        "document": document.name,
        "type": mention.type.value,
        "text": mention.text,
        "start": mention.span.start,
        "end": mention.span.end,
        "entity": mention.entity,
        "id": mention_id(mention.document, mention.span, mention.entity),
        "document_id": document.id,
    }


def _entities(corpus: Corpus, extraction: Extraction) -> Entities:
    """The corpus-wide view of each entity, the document's own where there is no other."""
    return {entity.id: corpus.entities.get(entity.id, entity) for entity in extraction.entities}


def _term(term: Term | None, entities: Entities) -> Record | None:
    if term is None:
        return None
    entity = entities.get(term.entity) if term.entity else None
    if entity is None:
        return {"text": term.text}
    return {
        "id": entity.id,
        "type": entity.type.value,
        "label": entity.label,
        "text": term.text,
        "aliases": list(entity.aliases),
    }


def _name(agent: Term, entities: Entities) -> str:
    entity = entities.get(agent.entity) if agent.entity else None
    return entity.label if entity else agent.text


def _quantity(quantity: Quantity | None) -> Record | None:
    if quantity is None:
        return None
    return {
        "low": _whole(quantity.low),
        "high": _whole(quantity.high),
        "category": quantity.category,
        "outcome": quantity.outcome,
        "qualifier": quantity.qualifier,
        "surface": quantity.surface,
    }


def _whole(value: float | None) -> float | int | None:
    """12 for 12.0: people are counted in whole numbers."""
    return int(value) if value is not None and value == int(value) else value


def _write(records: Iterable[Record], target: Path) -> int:
    count = 0
    with replacing(target) as out:
        for line in sorted_lines(_keyed(records)):
            out.write(line.partition("\t")[2].encode())
            count += 1
    return count


def _keyed(records: Iterable[Record]) -> Iterator[str]:
    """Records as lines that sort by document and place; the key ends at a tab, bare in no JSON."""
    for record in records:
        place = "/".join(f"{record[side]:0{_OFFSET_DIGITS}}" for side in ("start", "end"))
        name = json.dumps(record["document"], ensure_ascii=False)
        text = json.dumps(record, ensure_ascii=False).translate(_LINE_BREAKS)
        yield f"{name} {record['document_id']} {place} {record['id']}\t{text}\n"
