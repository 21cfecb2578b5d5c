"""Other answers to the question that a count answers: how many of whom, with what outcome, in which event."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal

from kg.model import Claim
from kg.model.dates import bounds, is_edtf
from kg.model.identifiers import claim_id
from kg.schema import ontology
from kg.store.query import Value, ask

__all__ = ["Rival", "rivals"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rival:
    """Another claim that answers the same question; `low` and `high` as in a quantity."""

    id: str
    low: float | None
    high: float | None
    qualifier: str
    quote: str
    speaker: str
    stance: str
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    """A count in the store, with what tells which question it answers."""

    rival: Rival
    question: tuple[str, str, str]
    places: frozenset[str]
    when: str | None


_QUERY = """
SELECT DISTINCT ?claim ?predicate ?category ?outcome ?low ?high ?qualifier ?event ?place ?where ?when
       ?quote ?speaker ?stance ?document
WHERE {
  VALUES (?predicate ?category) { %s }
  ?claim rdf:predicate ?predicate ; kg:quantity ?quantity ; rdf:subject ?event ;
         kg:passage ?passage ; kg:speaker ?voice ; kg:stance ?stands .
  ?quantity kg:category ?category ; kg:qualifier ?qualifier .
  ?passage oa:exact ?quote ; oa:hasSource/dcterms:identifier ?document .
  ?voice rdfs:label ?speaker .
  OPTIONAL { ?quantity kg:outcome ?outcome }
  OPTIONAL { ?quantity kg:low ?low }
  OPTIONAL { ?quantity kg:high ?high }
  OPTIONAL { ?event sem:hasPlace ?place }
  OPTIONAL { ?claim kg:where ?where }
  OPTIONAL { ?claim kg:edtf ?claimed }
  OPTIONAL { ?event kg:edtf ?happened }
  BIND (COALESCE(?happened, ?claimed) AS ?when)
  BIND (STRAFTER(STR(?stands), "#") AS ?stance)
}
"""


def rivals(store: Path, claims: Iterable[Claim]) -> dict[str, tuple[Rival, ...]]:
    """For each counting claim, by its id, the counts that answer the same question otherwise.

    The question is the same where kind, category and outcome are, and the event: the same one, or one
    in the same place at a time that can be the same.
    """
    counting = [claim for claim in claims if claim.quantity is not None]
    if not counting:
        return {}
    answers = _answers(store, counting)
    by_id = {answer.rival.id: answer for answer in answers}
    found = {}
    for claim in counting:
        own = by_id.get(claim_id(claim))
        if own is not None:
            found[own.rival.id] = tuple(a.rival for a in answers if _rival(own, a))
    return found


def _answers(store: Path, claims: Iterable[Claim]) -> list[_Answer]:
    pairs = {
        f"(<{ontology().predicates[claim.kind].iri}> {Literal(claim.quantity.category)})"
        for claim in claims
        if claim.quantity is not None
    }
    with (answer := ask(store, _QUERY % " ".join(sorted(pairs)))).stream:
        found = [_answer(row) for row in answer.rows()]
    return sorted(found, key=lambda a: (a.rival.low or 0, a.rival.high or 0, a.rival.document, a.rival.id))


def _answer(row: Mapping[str, Value]) -> _Answer:
    said = {name: value.text for name, value in row.items()}
    places = (said.get(name) for name in ("event", "place", "where"))
    return _Answer(
        rival=Rival(
            id=said["claim"].rpartition("/")[2],
            low=float(said["low"]) if "low" in said else None,
            high=float(said["high"]) if "high" in said else None,
            qualifier=said["qualifier"],
            quote=said["quote"],
            speaker=said["speaker"],
            stance=said["stance"],
            document=said["document"],
        ),
        question=(said["predicate"], said["category"], said.get("outcome", "")),
        places=frozenset(place for place in places if place),
        when=said.get("when"),
    )


def _rival(own: _Answer, other: _Answer) -> bool:
    """Whether the other answers the same question with other numbers."""
    if own.question != other.question or not own.places & other.places or not _meet(own.when, other.when):
        return False
    mine, theirs = own.rival, other.rival
    return (mine.low, mine.high, mine.stance) != (theirs.low, theirs.high, theirs.stance)


def _meet(one: str | None, other: str | None) -> bool:
    """Whether two times can be the same; unknown ones can."""
    if one is None or other is None or not is_edtf(one) or not is_edtf(other):
        return True
    (first, last), (begin, end) = bounds(one), bounds(other)
    return not (last and begin and last < begin) and not (end and first and end < first)
