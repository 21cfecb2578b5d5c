"""What the page holds: documents, entities, statements and claims, as JSON-ready data.

Everything refers to everything else by number: the place in its list.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from kg.model import Claim, Entity, Extraction, Polarity, Term
from kg.model.identifiers import claim_id, fold
from kg.view.comparison import comparisons
from kg.view.excerpts import Excerpts
from kg.view.figures import Figure, figures

__all__ = ["Content", "content"]

_STANCES = {
    frozenset({Polarity.DENIED}): "denied",
    frozenset({Polarity.HYPOTHETICAL}): "supposed",
    frozenset({Polarity.DENIED, Polarity.HYPOTHETICAL}): "denied",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """`statements` are the lines drawn: (subject, kind, object, stance, numbers of the claims)."""

    entities: tuple[Entity, ...]
    statements: tuple[tuple[int, str, int, str, tuple[int, ...]], ...]
    figures: tuple[Figure, ...]
    data: dict[str, Any]


def content(extractions: Iterable[Extraction], entities: Mapping[str, Entity]) -> Content:
    """The content of a page, in an order that does not depend on that of the input.

    Extractions are read one by one; of each only the claims and the text around them are kept.
    """
    reports = sorted(map(_report, extractions), key=lambda report: report.order)
    claims = [claim for report in reports for claim in report.claims]
    known = tuple(entities[key] for key in sorted(entities))
    number = {entity.id: index for index, entity in enumerate(known)}
    statements = _statements(claims, number)
    found = figures(claims)
    data = {
        "documents": [report.data for report in reports],
        "entities": [_entity(entity, number) for entity in known],
        "statements": [
            {"from": subject, "kind": kind, "to": object_, "stance": stance, "claims": numbers}
            for subject, kind, object_, stance, numbers in statements
        ],
        "claims": [
            {"document": document, **_claim(claim, number), "passage": passage}
            for document, report in enumerate(reports)
            for claim, passage in zip(report.claims, report.passages, strict=True)
        ],
        "figures": [_figure(figure, number) for figure in found],
        "comparisons": comparisons(found, claims, entities),
    }
    return Content(entities=known, statements=statements, figures=found, data=data)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Report:
    """What is kept of one document; `passages` say for each claim where it stands in the excerpts."""

    order: tuple[str, str]
    data: dict[str, Any]
    claims: tuple[Claim, ...]
    passages: tuple[tuple[int, ...], ...]


def _report(extraction: Extraction) -> _Report:
    document, claims = extraction.document, extraction.claims
    excerpts = Excerpts(document.text, (claim.span for claim in claims))
    said = _without_none(asdict(document.metadata))
    data = {"id": document.id, "name": document.name, "claims": len(claims), **said}
    return _Report(
        order=(document.name, document.id),
        data={**data, "excerpts": excerpts.texts},
        claims=claims,
        passages=tuple(excerpts.locate(claim.span) for claim in claims),
    )


def _statements(
    claims: list[Claim], number: Mapping[str, int]
) -> tuple[tuple[int, str, int, str, tuple[int, ...]], ...]:
    """Claims of equal subject, kind and object are one statement, whoever makes it."""
    grouped: defaultdict[tuple[int, str, int], list[int]] = defaultdict(list)
    for index, claim in enumerate(claims):
        subject = number.get(claim.subject.entity or "")
        object_ = number.get((claim.object and claim.object.entity) or "")
        if subject is not None and object_ is not None:
            grouped[subject, claim.kind.value, object_].append(index)
    return tuple(
        (*key, _stance(claims[index].polarity for index in same), tuple(same))
        for key, same in sorted(grouped.items())
    )


def _stance(polarities: Iterable[Polarity]) -> str:
    """`disputed` where one source affirms what another denies; empty where it is affirmed."""
    found = frozenset(polarities)
    if Polarity.DENIED in found and found & {Polarity.ASSERTED, Polarity.REPORTED}:
        return "disputed"
    return _STANCES.get(found, "")


def _entity(entity: Entity, number: Mapping[str, int]) -> dict[str, Any]:
    names = dict.fromkeys((entity.label, *entity.aliases))
    return _without_none(
        {
            "id": entity.id,
            "type": entity.type.value,
            "label": entity.label,
            "aliases": list(names)[1:],
            "folded": " | ".join(dict.fromkeys(map(fold, names))),
            "act": entity.act,
            "when": entity.when,
            "where": number.get(entity.where or ""),
        }
    )


def _claim(claim: Claim, number: Mapping[str, int]) -> dict[str, Any]:
    return _without_none(
        {
            "id": claim_id(claim),
            "kind": claim.kind.value,
            "subject": _term(claim.subject, number),
            "object": _term(claim.object, number),
            "quantity": claim.quantity and _without_none(asdict(claim.quantity)),
            "when": claim.when,
            "where": _term(claim.where, number),
            "speaker": _term(claim.speaker, number),
            "chain": [
                {"role": voice.role.value, "agent": _term(voice.agent, number)}
                for voice in sorted(claim.attribution, key=lambda voice: voice.hop)
            ],
            "polarity": claim.polarity.value,
            "confidence": claim.confidence,
            "extractor": claim.extractor,
        }
    )


def _figure(figure: Figure, number: Mapping[str, int]) -> dict[str, Any]:
    return {
        "event": _term(figure.event, number),
        "category": figure.category,
        "outcome": figure.outcome,
        "differs": figure.differs,
        "values": [
            {"quantity": _without_none(asdict(value.quantity)), "claims": value.claims}
            for value in figure.values
        ],
    }


def _term(term: Term | None, number: Mapping[str, int]) -> dict[str, Any] | None:
    if term is None:
        return None
    return _without_none({"text": term.text, "entity": number.get(term.entity or "")})


def _without_none(data: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value is not None}
