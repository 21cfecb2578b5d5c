"""Shows what stands behind an entity, a claim or a document: each passage in its context, and who said it.

    kg explain 'Ana Lukic'
    kg explain report-7
    kg explain 3ff86dd73db2d399

An entity is found by any of its names, in any case, with or without diacritics. Where a claim counts
something, the other answers to the same question stand beside it.
"""

import argparse
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.model import Claim, Document, Entity, Term
    from kg.store.evidence import Evidence, Explanation
    from kg.store.rivals import Rival

__all__ = ["add_arguments", "run"]

_MARGIN = "    "
_STANCES = {"asserted": "affirms", "denied": "denies", "reported": "reports", "hypothetical": "supposes"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `kg explain`."""
    parser.add_argument("what", metavar="WHAT", help="a name, or the id of an entity, claim or document")
    parser.add_argument("-o", "--output", default="output", help="the output folder (default: output)")


def run(arguments: argparse.Namespace) -> int:
    """Prints the explanation."""
    from kg.cli.built import base
    from kg.cli.terminal import safe
    from kg.store.evidence import explain
    from kg.store.output import reading

    with reading(Path(arguments.output)) as folder:
        explanation = explain(folder, arguments.what, base(folder))
    for line in _lines(explanation):
        print(safe(line))
    return 0


def _lines(explanation: "Explanation") -> Iterator[str]:
    from kg.model import Claim, Document

    for of in explanation.of:
        if isinstance(of, Document):
            yield from _document(of)
        elif not isinstance(of, Claim):
            yield from _entity(of)
    count = len(explanation.evidence)
    yield f"{count:,} claim{'' if count == 1 else 's'}"
    for evidence in explanation.evidence:
        yield ""
        yield from _claim(evidence, explanation.entities)


def _entity(entity: "Entity") -> Iterator[str]:
    yield f"{entity.label} · {entity.type.value} · {entity.id}"
    others = [alias for alias in entity.aliases if alias != entity.label]
    if others:
        yield f"also called: {', '.join(others)}"


def _document(document: "Document") -> Iterator[str]:
    yield _origin(document)
    yield f"{document.path} · {document.id}"


def _claim(evidence: "Evidence", entities: "Mapping[str, Entity]") -> Iterator[str]:
    claim = evidence.claim
    yield f"{claim.kind.value}: {_statement(claim, entities)}  [{evidence.id}]"
    yield from _wrapped(f"{evidence.before}⟦{claim.quote}⟧{evidence.after}")
    voices = [f"{name} ({part})" for name, part in evidence.voices]
    yield from _wrapped(f"{_STANCES[claim.polarity.value]}: {', passed on by '.join(voices)}")
    yield from _wrapped(f"in: {_origin(evidence.document)}, characters {claim.span.start}–{claim.span.end}")
    yield f"{_MARGIN}read by: {claim.extractor}, confidence {claim.confidence:.2f}"
    for rival in evidence.rivals:
        yield from _wrapped(f"but: {_rival(rival)}")


def _statement(claim: "Claim", entities: "Mapping[str, Entity]") -> str:
    """The claim in a line: subject, count, object, where, when."""
    parts = [_term(claim.subject, entities)]
    if claim.quantity is not None:
        quantity = claim.quantity
        parts.append(f"{_number(quantity.low, quantity.high, quantity.qualifier)} {quantity.category}")
        parts += [quantity.outcome] if quantity.outcome else []
    parts += [_term(claim.object, entities)] if claim.object else []
    parts += [f"in {_term(claim.where, entities)}"] if claim.where else []
    parts += [claim.when] if claim.when else []
    return " · ".join(dict.fromkeys(parts))  # an outcome or a date may be the object too


def _rival(rival: "Rival") -> str:
    number = _number(rival.low, rival.high, rival.qualifier)
    return (
        f"{number} · {rival.speaker} {rival.stance.lower()} ⟦{rival.quote}⟧ · {rival.document} [{rival.id}]"
    )


def _number(low: float | None, high: float | None, qualifier: str) -> str:
    ends = [f"{end:,.0f}" if end == int(end) else f"{end:,}" for end in (low, high) if end is not None]
    number = "–".join(dict.fromkeys(ends)) or "?"
    return number if qualifier == "exact" else f"{qualifier} {number}"


def _term(term: "Term", entities: "Mapping[str, Entity]") -> str:
    return entities[term.entity].label if term.entity and term.entity in entities else term.text


def _origin(document: "Document") -> str:
    metadata = document.metadata
    title = f"“{metadata.title}”" if metadata.title else None
    known = (document.name, title, metadata.publisher, metadata.date)
    return ", ".join(part for part in known if part)


def _wrapped(text: str) -> list[str]:
    from kg.cli.terminal import safe, width, wrap

    return [_MARGIN + line for line in wrap(safe(" ".join(text.split())), max(40, width()) - len(_MARGIN))]
