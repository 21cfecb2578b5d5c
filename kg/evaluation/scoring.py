"""Scores what was built: claims by family, names by type, and the facets of the claims that match."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.evaluation.entities import score_entities
from kg.evaluation.gold import CLOSED, Found, Gold, GoldClaim, found
from kg.evaluation.matching import same_voice, states
from kg.evaluation.measures import Measure, share
from kg.evaluation.words import any_alike

__all__ = ["Miss", "Result", "score"]

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """A gold claim that was not found ("missed"), or a claim that the gold lacks ("spare")."""

    what: str
    document: str
    kind: str
    family: str
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """All figures; `facets` are shares of the claims that match, `armed` that of types told right."""

    families: Mapping[str, Measure]
    closed: Measure
    every: Measure
    facets: Mapping[str, float]
    exact_kind: float
    ungrounded: int
    entities: Mapping[str, Measure]
    armed: float | None
    misses: tuple[Miss, ...]


@dataclass(frozen=True, slots=True)
class _Pair:
    """A gold claim, and the claim taken for it: one of its own kind if there is one."""

    gold: GoldClaim
    found: Found


@dataclass(frozen=True, slots=True)
class _Scored:
    """One document's part in the figures."""

    families: Mapping[str, Measure]
    pairs: tuple[_Pair, ...]
    ungrounded: int
    misses: tuple[Miss, ...]


def score(golds: Sequence[Gold], claims: Iterable[Record], mentions: Iterable[Record]) -> Result:
    """The figures of the records of claims.jsonl and mentions.jsonl on the documents of `golds`."""
    stated: defaultdict[str, list[Found]] = defaultdict(list)
    for record in claims:
        stated[record["document"]].append(found(record))
    scored = [_document(gold, stated[gold.name]) for gold in golds]
    families = _summed(document.families for document in scored)
    pairs = [pair for document in scored for pair in document.pairs]
    entities, armed = score_entities(golds, mentions)
    return Result(
        families={name: measure for name, measure in sorted(families.items()) if measure.gold},
        closed=sum((m for name, m in families.items() if name in CLOSED), Measure()),
        every=sum((m for m in families.values() if m.gold), Measure()),
        facets=_facets(pairs),
        exact_kind=share(sum(pair.found.kind == pair.gold.kind for pair in pairs), len(pairs)),
        ungrounded=sum(document.ungrounded for document in scored),
        entities=entities,
        armed=armed,
        misses=tuple(miss for document in scored for miss in document.misses),
    )


def _document(gold: Gold, stated: Sequence[Found]) -> _Scored:
    hits = [[place for place, claim in enumerate(stated) if states(claim, want)] for want in gold.claims]
    used = {place for places in hits for place in places}
    wanted = [
        (want.family, Measure(gold_hit=bool(places), gold=1))
        for want, places in zip(gold.claims, hits, strict=True)
    ]
    given = [(claim.family, Measure(found_hit=place in used, found=1)) for place, claim in enumerate(stated)]
    missed = [want for want, places in zip(gold.claims, hits, strict=True) if not places]
    spare = [c for place, c in enumerate(stated) if place not in used and c.family in CLOSED]
    return _Scored(
        families=_summed({family: measure} for family, measure in (*wanted, *given)),
        pairs=tuple(_pairs(gold.claims, hits, stated)),
        ungrounded=sum(gold.text[claim.start : claim.end] != claim.quote for claim in stated),
        misses=(*_misses("missed", gold, missed), *_misses("spare", gold, spare)),
    )


def _pairs(
    wanted: Iterable[GoldClaim], hits: Iterable[Sequence[int]], stated: Sequence[Found]
) -> Iterator[_Pair]:
    for want, places in zip(wanted, hits, strict=True):
        if places:
            claims = [stated[place] for place in places]
            yield _Pair(want, next((claim for claim in claims if claim.kind == want.kind), claims[0]))


def _misses(what: str, gold: Gold, claims: Iterable[GoldClaim | Found]) -> Iterator[Miss]:
    for claim in claims:
        yield Miss(what=what, document=gold.name, kind=claim.kind, family=claim.family, quote=claim.quote)


def _facets(pairs: Sequence[_Pair]) -> dict[str, float]:
    """How often time, place, polarity and speaker are right, where the gold tells them."""
    timed = [p for p in pairs if p.gold.when]
    placed = [p for p in pairs if p.gold.where]
    right = {
        "when": [p.found.when == p.gold.when for p in timed],
        "where": [any_alike(p.found.where, p.gold.where or ()) for p in placed],
        "polarity": [(p.found.polarity == "denied") == (p.gold.polarity == "denied") for p in pairs],
        "speaker": [same_voice(p.found, p.gold) for p in pairs],
    }
    return {facet: share(sum(hits), len(hits)) for facet, hits in right.items() if hits}


def _summed(parts: Iterable[Mapping[str, Measure]]) -> dict[str, Measure]:
    total: defaultdict[str, Measure] = defaultdict(Measure)
    for part in parts:
        for name, measure in part.items():
            total[name] += measure
    return dict(total)
