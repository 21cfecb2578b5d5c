"""CPU seconds to write sorted Turtle, by kg and by rdflib, from the same made-up claims."""

import sys
import tempfile
import time
from pathlib import Path

import rdflib

from kg.export import EXPORTERS, Corpus
from kg.graph import document_quads, entity_quads
from kg.model import (
    Claim,
    ClaimKind,
    Document,
    Entity,
    EntityType,
    Extraction,
    Metadata,
    Quantity,
    Span,
    Term,
)

CLAIMS_A_DOCUMENT = 20


def extraction(number: int) -> Extraction:
    """A document with claims about one event of its own."""
    event = Entity(id=f"event-{number}", type=EntityType.EVENT, label=f"Shelling {number}", act="shelling")
    words = "63 people were killed."
    text = "\n".join([words] * CLAIMS_A_DOCUMENT)
    document = Document(
        id=f"{number:016x}",
        name=f"report-{number}",
        path=f"report-{number}.txt",
        text=text,
        sha256="0" * 64,
        media_type="text/plain",
        metadata=Metadata(date="1993-05-04", publisher="Agency Nord"),
    )
    claims = tuple(
        Claim(
            document=document.id,
            kind=ClaimKind.CASUALTY,
            subject=Term(text="shelling", entity=event.id),
            quantity=Quantity(
                low=line, high=line, qualifier="exact", category="people", outcome="killed", surface=str(line)
            ),
            span=Span(line * (len(words) + 1), line * (len(words) + 1) + len(words)),
            quote=words,
            confidence=0.9,
            extractor="benchmark 1",
        )
        for line in range(CLAIMS_A_DOCUMENT)
    )
    return Extraction(document=document, entities=(event,), mentions=(), claims=claims)


def main() -> None:
    """Write the same triples with both, print seconds and the ratio."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    extractions = [extraction(number) for number in range(count // CLAIMS_A_DOCUMENT)]
    lines = [line for each in extractions for line in document_quads(each)]
    lines += [line for each in extractions for entity in each.entities for line in entity_quads(entity)]
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "graph.ttl"
        start = time.process_time()
        triples = EXPORTERS.load("turtle")(Corpus(lines=lines, extractions=extractions, entities={}), target)
        ours = time.process_time() - start
        graph = rdflib.Graph()
        graph.parse(target, format="turtle")
        start = time.process_time()
        graph.serialize(Path(folder) / "peer.ttl", format="turtle")
        peer = time.process_time() - start
    print(f"{triples} triples: kg {ours:.2f} s, rdflib {peer:.2f} s CPU, ratio {ours / peer:.2f}")


if __name__ == "__main__":
    main()
