"""Who is counted, and what befell them: the counted claims of a text before time, place and speaker."""

from dataclasses import dataclass, replace

from kg.extraction import grammar
from kg.extraction.numerals import Numeral
from kg.extraction.outcomes import Trigger, kind_of, outcome_noun, polarity, triggers
from kg.extraction.victims import People, Victim
from kg.language import Annotation, Token
from kg.model import ClaimKind, Polarity, Quantity
from kg.schema.words import table

__all__ = ["Count", "counts"]

_LONGEST = 30
"""A quote of more tokens says more than the count: then the counted phrase alone is quoted."""
_NUMBERED_ONLY = (ClaimKind.DISPLACEMENT, ClaimKind.LEGAL, ClaimKind.OTHER)
"""Kinds told of single people by other extractors; here only where a number stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A number of people, or one person, and what befell them.

    Token indices: `first` to `last` is the shortest text that states it, `numeral` the number
    (None for one person), `trigger` the word of the outcome, `victim` the noun, name or bare
    number that is counted, `agents` those who did it if the verb says so.
    """

    first: int
    last: int
    numeral: tuple[int, int] | None
    trigger: int
    victim: int
    agents: tuple[int, ...]
    kind: ClaimKind
    polarity: Polarity
    quantity: Quantity


def counts(annotation: Annotation) -> tuple[Count, ...]:
    """All counted outcomes of a text, by place; no victim is counted twice for one outcome."""
    people = People(annotation)
    found: dict[tuple[int, str | None], Count] = {}
    for trigger in triggers(annotation):
        for head in trigger.victims:
            count = _direct(annotation, people, trigger, annotation.tokens[head])
            if count is not None:
                found.setdefault((_key(count), count.quantity.outcome), count)
    direct = _without_open_doubles(list(found.values()))
    return tuple(sorted([*_categorised(annotation, direct), *_parts(annotation, people, direct)], key=_place))


def _place(count: Count) -> tuple[int, int, str]:
    return count.victim, count.trigger, count.quantity.outcome or ""


def _key(count: Count) -> int:
    return count.numeral[0] if count.numeral else count.victim


def _direct(annotation: Annotation, people: People, trigger: Trigger, head: Token) -> Count | None:
    victim = people.victim(head, loose=trigger.outcome == "killed")
    if victim is None or (victim.numeral is None and trigger.kind in _NUMBERED_ONLY):
        return None
    return _count(annotation, trigger, victim)


def _count(annotation: Annotation, trigger: Trigger, victim: Victim) -> Count:
    first, last = _extent(annotation, trigger, victim)
    return Count(
        first=first,
        last=last,
        numeral=None if victim.numeral is None else (victim.numeral.first, victim.numeral.last),
        trigger=trigger.index,
        victim=victim.head,
        agents=tuple(a for a in trigger.agents if not victim.first <= a <= victim.last),
        kind=trigger.kind,
        polarity=polarity(annotation, annotation.tokens[trigger.index]),
        quantity=_quantity(annotation, victim, trigger.outcome),
    )


def _quantity(annotation: Annotation, victim: Victim, outcome: str | None) -> Quantity:
    numeral: Numeral | None = victim.numeral
    category = victim.category or ""
    if numeral is None:
        surface = annotation.tokens[victim.head].text
        return Quantity(low=1, high=1, qualifier="exact", category=category, outcome=outcome, surface=surface)
    return Quantity(
        low=numeral.low,
        high=numeral.high,
        qualifier=numeral.qualifier,
        category=category,
        outcome=outcome,
        surface=numeral.surface,
    )


def _extent(annotation: Annotation, trigger: Trigger, victim: Victim) -> tuple[int, int]:
    """From the counted phrase to the word of the outcome, whichever stands first."""
    first = min(victim.first, trigger.index)
    last = max(
        victim.last,
        trigger.last if trigger.last <= victim.last or victim.head < trigger.index else trigger.index,
    )
    if trigger.index < victim.first:
        first = _subject_start(annotation, trigger, victim)
    return (first, last) if last - first < _LONGEST else (victim.first, victim.last)


def _subject_start(annotation: Annotation, trigger: Trigger, victim: Victim) -> int:
    """Where an active clause begins: its subject, if it stands close before the verb."""
    verb = annotation.tokens[trigger.index]
    near = [c for c in grammar.children(annotation, verb, "nsubj", "aux", "det") if c.index < verb.index]
    starts = [grammar.phrase(annotation, c)[0] for c in near]
    start = min([*starts, verb.index])
    return start if victim.last - start < _LONGEST else verb.index


def _without_open_doubles(found: list[Count]) -> list[Count]:
    """Shot and killed: what is left open yields to what is said of the same people."""
    said = {_key(count) for count in found if count.quantity.outcome is not None}
    return [count for count in found if count.quantity.outcome is not None or _key(count) not in said]


# The noun that is left out


def _categorised(annotation: Annotation, found: list[Count]) -> list[Count]:
    """Bare numbers take the category of those counted before them in the sentence, or in the one before."""
    result: list[Count] = []
    for count in sorted(found, key=_place):
        if count.quantity.category:
            result.append(count)
            continue
        category = _antecedent(annotation, count, result)
        result.append(replace(count, quantity=replace(count.quantity, category=category)))
    return result


def _antecedent(annotation: Annotation, count: Count, before: list[Count]) -> str:
    sentence = annotation.tokens[count.victim].sentence
    near = [c for c in before if 0 <= sentence - annotation.tokens[c.victim].sentence <= 1 and c.numeral]
    return near[-1].quantity.category if near else "people"


# Parts of a whole


def _parts(annotation: Annotation, people: People, direct: list[Count]) -> list[Count]:
    """Including 63 children and 106 women: each a count of its own, with the outcome of the whole."""
    taken = {_key(count) for count in direct}
    parts: list[Count] = []
    for victim, opening in _listed(annotation, people):
        key = victim.numeral.first if victim.numeral else victim.head
        whole = _whole(annotation, opening, direct)
        if key in taken or whole is None:
            continue
        taken.add(key)
        parts.append(_part(annotation, whole, victim))
    return parts


def _part(annotation: Annotation, whole: Count, victim: Victim) -> Count:
    outcome = outcome_noun(annotation.tokens[victim.head]) or whole.quantity.outcome
    quantity = _quantity(annotation, victim, outcome)
    category = victim.category or whole.quantity.category
    return replace(
        whole,
        first=victim.first,
        last=victim.last,
        numeral=None if victim.numeral is None else (victim.numeral.first, victim.numeral.last),
        victim=victim.head,
        kind=whole.kind if outcome == whole.quantity.outcome else kind_of(outcome),
        quantity=replace(quantity, category=category),
    )


def _whole(annotation: Annotation, opening: int, direct: list[Count]) -> Count | None:
    """The count that a list of parts belongs to: the last one that is counted before the list."""
    sentence = annotation.tokens[opening].sentence
    before = [c for c in direct if c.victim < opening and annotation.tokens[c.victim].sentence == sentence]
    return max(before, key=lambda c: c.victim, default=None)


def _listed(annotation: Annotation, people: People) -> list[tuple[Victim, int]]:
    """Every counted phrase in a list that "including" or the like opens, and where the list opens."""
    words = [token.text.casefold() for token in annotation.tokens]
    openings = [tuple(phrase.split()) for phrase in table("outcomes")["parts"]["openings"]]
    found: list[tuple[Victim, int]] = []
    for index in range(len(words)):
        length = next((len(o) for o in openings if tuple(words[index : index + len(o)]) == o), 0)
        if length:
            found += [(victim, index) for victim in _row(annotation, people, index + length)]
    return found


def _row(annotation: Annotation, people: People, start: int) -> list[Victim]:
    """The counted phrases that follow one another from a token on."""
    row: list[Victim] = []
    at: int | None = start
    while (
        at is not None
        and at < len(annotation.tokens)
        and annotation.tokens[at].sentence == annotation.tokens[start].sentence
    ):
        victim = _starting(annotation, people, at)
        if victim is None:
            break
        row.append(victim)
        at = _past_join(annotation, victim.last + 1)
        if at is None:
            break
    return row


def _starting(annotation: Annotation, people: People, at: int) -> Victim | None:
    numeral = people.opening_at.get(at) or people.numeral_at.get(at)
    if numeral is not None:
        return people.counted(numeral)
    for token in annotation.tokens[at : at + 6]:
        victim = people.victim(token) if token.tag in ("NOUN", "PROPN") else None
        if victim is not None and victim.numeral is None and victim.first == at:
            return victim
    return None


def _past_join(annotation: Annotation, at: int) -> int | None:
    joins = sorted((tuple(j.split()) for j in table("outcomes")["parts"]["joins"]), key=len, reverse=True)
    words = [t.text.casefold() for t in annotation.tokens[at : at + 5]]
    for join in joins:
        if tuple(words[: len(join)]) == join:
            return at + len(join)
    return None
