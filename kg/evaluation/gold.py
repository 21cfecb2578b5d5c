"""Gold annotation and what was built, read into one shape."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import UsageError
from kg.evaluation.words import Count, count

__all__ = ["CLOSED", "Found", "Gold", "GoldClaim", "found", "read_gold"]

_ENDING = ".gold.json"
_FAMILIES = {
    "perpetrator": "involvement",
    "participation": "involvement",
    "accusation": "involvement",
    "command": "involvement",
    "occupation": "seizure",
    "capture": "seizure",
    "recognition": "legal",
    "legal": "legal",
    "statement": "speech",
    "denial": "speech",
}
CLOSED = frozenset({"affiliation", "casualty", "involvement", "legal", "role", "seizure"})
"""Families annotated so fully that a claim which the gold lacks counts as wrong."""

Spans = tuple[tuple[int, int], ...]
Names = tuple[str, ...]
TextOf = Callable[[str], str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldClaim:
    """A claim as annotated; each side as the names it may go by, `spans` where its quote stands."""

    kind: str
    family: str
    count: Count | None
    subject: Names
    object: Names | None
    where: Names | None
    speaker: Names | None
    when: str | None
    polarity: str
    quote: str
    spans: Spans


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """One annotated document: `forms` are (type, name as written)."""

    name: str
    text: str
    claims: tuple[GoldClaim, ...]
    forms: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A claim of what was built, each side as the names it goes by."""

    kind: str
    family: str
    count: Count | None
    subject: Names
    object: Names
    where: Names
    speaker: Names
    when: str | None
    polarity: str | None
    quote: str
    start: int
    end: int


def read_gold(folder: Path, text_of: TextOf) -> tuple[Gold, ...]:
    """The annotated documents of a folder that have a text, by name; raises UsageError where none has.

    `text_of` gives the text of the document of a name, None where there is none.
    """
    golds = []
    for path in sorted(folder.glob(f"*{_ENDING}")):
        name = path.name.removesuffix(_ENDING)
        text = text_of(name)
        if text is not None:
            golds.append(_gold(name, text, path))
    if not golds:
        raise UsageError(f"{folder}: no NAME{_ENDING} with a text; give the folder of the texts with --texts")
    return tuple(golds)


def found(record: Mapping[str, Any]) -> Found:
    """One record of claims.jsonl."""
    counted = count(record.get("quantity"))
    return Found(
        kind=record["kind"],
        family=_family(record["kind"], counted),
        count=counted,
        subject=_strings(record.get("subject")),
        object=_strings(record.get("object")),
        where=_strings(record.get("where")),
        speaker=_strings(record.get("speaker")),
        when=record.get("when"),
        polarity=record.get("polarity"),
        quote=record["quote"],
        start=record["start"],
        end=record["end"],
    )


def _gold(name: str, text: str, path: Path) -> Gold:
    try:
        data = json.loads(path.read_bytes())
        entities = {entity["id"]: entity for entity in data["entities"]}
        return Gold(
            name=name,
            text=text,
            claims=tuple(_claim(claim, entities, text) for claim in data["claims"]),
            forms=tuple((e["type"], form) for e in entities.values() for form in e["mentions"]),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{path}: not gold annotation ({error!r}); see its format") from error


def _claim(claim: Mapping[str, Any], entities: Mapping[str, Any], text: str) -> GoldClaim:
    def names(side: str) -> Names | None:
        """What a side may be called: an entity's names, or the words that stand there, if any do."""
        value = claim.get(side)
        if not value:
            return None
        entity = entities.get(value)
        return (value,) if entity is None else tuple(n for n in (entity["name"], *entity["mentions"]) if n)

    counted = count(claim.get("value"))
    return GoldClaim(
        kind=claim["kind"],
        family=_family(claim["kind"], counted),
        count=counted,
        subject=names("subject") or (),
        object=names("object"),
        where=names("where"),
        speaker=names("speaker"),
        when=claim.get("when"),
        polarity=claim["polarity"],
        quote=claim["quote"],
        spans=tuple(_places(text, claim["quote"])),
    )


def _family(kind: str, counted: Count | None) -> str:
    """Kinds that tell one thing from several sides; people captured are counted as casualties are."""
    return "casualty" if kind == "capture" and counted else _FAMILIES.get(kind, kind)


def _strings(term: Any) -> Names:
    if term is None or isinstance(term, str):
        return (term,) if term else ()
    said = (term.get(key) for key in ("text", "label", "value"))
    return (*(str(words) for words in said if words), *(term.get("aliases") or ()))


def _places(text: str, quote: str) -> Iterator[tuple[int, int]]:
    start = text.find(quote)
    while start >= 0:
        yield start, start + len(quote)
        start = text.find(quote, start + 1)
