"""Who is counted, and what befell them: the counted claims of a text before time, place and speaker."""

from collections.abc import Iterator
from dataclasses import replace

from kg.extraction import grammar
from kg.extraction.counts.antecedents import categorised
from kg.extraction.counts.count import Count
from kg.extraction.counts.numerals import Numeral
from kg.extraction.counts.outcomes import Trigger, kind_of, outcome_of_person, triggers
from kg.extraction.counts.parts import Part, parts
from kg.extraction.counts.realis import polarity
from kg.extraction.counts.rolls import roll_entries
from kg.extraction.counts.settling import settled
from kg.extraction.counts.victims import People, Victim
from kg.language import Annotation, Token
from kg.model import ClaimKind, Polarity, Quantity
from kg.schema.words import table

__all__ = ["counts"]

_LONGEST = 30
"""A quote of more tokens says more than the count: then the counted phrase alone is quoted."""
_CLOSE = 4
"""A companion word so close behind the victims is quoted too: "took 12 villagers hostage"."""
_PLACED = ("in", "at", "near", "on", "outside", "during")
"""Two numbers with one of these behind each are set against each other."""
_NUMBERED_ONLY = (ClaimKind.DISPLACEMENT, ClaimKind.LEGAL, ClaimKind.OTHER)
"""Kinds told of single people by other extractors; here only where a number stands."""


def counts(annotation: Annotation) -> tuple[Count, ...]:
    """All counted outcomes of a text, by place; no victim is counted twice for one outcome."""
    people = People(annotation)
    found: dict[tuple[int, str | None], Count] = {}
    for trigger in triggers(annotation, people):
        for head in trigger.victims:
            count = _direct(annotation, people, trigger, annotation.tokens[head])
            if count is not None and _precedes(annotation, trigger, count):
                found.setdefault((count.key, count.quantity.outcome), count)
    direct = categorised(annotation, people, settled(annotation, list(found.values())))
    partial = _partial(annotation, people, direct)
    rest = [*partial, *_gapped(annotation, people, [*direct, *partial]), *_rolls(annotation)]
    return tuple(sorted([*direct, *rest], key=lambda c: c.place))


def _precedes(annotation: Annotation, trigger: Trigger, count: Count) -> bool:
    """Not the "5 of them" in "killing 9 and wounding 27, 5 of them seriously": that is a part."""
    pronoun = annotation.tokens[count.victim].text.casefold() in ("them", "whom")
    between = annotation.tokens[trigger.index + 1 : count.numeral[0] if count.numeral else count.victim]
    return not (pronoun and any(token.tag == "PUNCT" for token in between) and trigger.index < count.victim)


def _direct(annotation: Annotation, people: People, trigger: Trigger, head: Token) -> Count | None:
    victim = people.victim(head, loose=trigger.outcome == "killed", event=head.index == trigger.index)
    if victim is None or (victim.numeral is None and trigger.kind in _NUMBERED_ONLY):
        return None
    if trigger.kind is ClaimKind.DISPLACEMENT and victim.category in table("outcomes")["general"]["armed"]:
        return None
    if victim.numeral is None and _in_peace(annotation, annotation.tokens[trigger.index]):
        return None
    return _count(annotation, people, trigger, victim)


def _in_peace(annotation: Annotation, word: Token) -> bool:
    """Whether one person's death is told with nothing violent near: "Ana Lukic died in 1994"."""
    general = table("outcomes")["general"]
    if word.lemma.casefold() not in general["natural"]:
        return False
    causes = {t.lemma for t in grammar.obliques(annotation, word, "of", "from", "after")}
    natural = bool(causes & set(general["natural_causes"]))
    first = annotation.sentences[word.sentence if natural else max(0, word.sentence - 1)][0]
    near = annotation.tokens[first : annotation.sentences[word.sentence][1] + 1]
    told = (token for token in near if token.lemma in general["violent"])  # no names: "March"
    return not any(annotation.tokens[max(0, token.index - 1)].lemma != "heart" for token in told)


def _count(annotation: Annotation, people: People, trigger: Trigger, victim: Victim) -> Count:
    first, last = _extent(annotation, people, trigger, victim)
    return Count(
        first=first,
        last=last,
        numeral=None if victim.numeral is None else (victim.numeral.first, victim.numeral.last),
        trigger=trigger.index,
        victim=victim.head,
        agents=tuple(a for a in trigger.agents if not victim.first <= a <= victim.last),
        kind=trigger.kind,
        polarity=polarity(annotation, annotation.tokens[trigger.index]),
        quantity=_quantity(
            annotation, victim, "killed" if _buried(annotation, victim, trigger.outcome) else trigger.outcome
        ),
    )


def _buried(annotation: Annotation, victim: Victim, outcome: str | None) -> bool:
    """Whether the victims counted are said to be bodies: "the remains of 30 victims"."""
    governor = grammar.head(annotation, annotation.tokens[victim.head])
    bodies = ("body", "corpse", "remains", "remain", "skeleton", "grave")
    return outcome is None and governor is not None and governor.lemma.casefold() in bodies


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


def _extent(annotation: Annotation, people: People, trigger: Trigger, victim: Victim) -> tuple[int, int]:
    """From the counted phrase to the word of the outcome, whichever stands first."""
    if trigger.heads_list:
        said = people.said_to_be(victim.last)
        return victim.first, said.index if said else victim.last
    first = min(victim.first, trigger.index)
    close = trigger.last <= victim.last + _CLOSE
    last = max(victim.last, trigger.last if victim.head < trigger.index or close else trigger.index)
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


# The verb that is left out


def _gapped(annotation: Annotation, people: People, found: list[Count]) -> Iterator[Count]:
    """Eight were killed in Gradina and five in Luka: the second number has the verb of the first."""
    taken = {count.key for count in found}
    for numeral in people.numerals:
        before, after = (
            annotation.tokens[numeral.opening - 1],
            annotation.tokens[numeral.last + 1 : numeral.last + 2],
        )
        joined = numeral.opening and before.text.casefold() in ("and", ",", "but", "while")
        if numeral.first in taken or not joined or not after or after[0].text.casefold() not in _PLACED:
            continue
        victim = people.counted(numeral)
        whole = _whole(annotation, numeral.opening, found)
        if victim is None or victim.category is not None or whole is None or whole.numeral is None:
            continue
        told = annotation.tokens[max(whole.trigger, whole.victim) + 1]
        if told.text.casefold() in _PLACED and whole.trigger < numeral.first:
            quantity = _quantity(annotation, victim, whole.quantity.outcome)
            yield replace(
                whole,
                first=victim.first,
                last=_placed(annotation, numeral.last + 1),
                numeral=(numeral.first, numeral.last),
                victim=victim.head,
                quantity=replace(quantity, category=whole.quantity.category),
            )


def _placed(annotation: Annotation, case: int) -> int:
    """The noun of the phrase that a preposition opens: "in the second"."""
    near = annotation.tokens[case + 1 : case + 5]
    return next((t.index for t in near if t.tag in ("NOUN", "PROPN", "NUM", "ADJ")), case)


# Rolls of names


def _rolls(annotation: Annotation) -> Iterator[Count]:
    for entry in roll_entries(annotation):
        name = annotation.text[annotation.tokens[entry.first].start : annotation.tokens[entry.name_last].end]
        yield Count(
            first=entry.first,
            last=entry.last,
            numeral=None,
            trigger=entry.trigger,
            victim=entry.first,
            agents=(),
            kind=kind_of(entry.outcome),
            polarity=Polarity.ASSERTED,
            quantity=Quantity(
                low=1, high=1, qualifier="exact", category="people", outcome=entry.outcome, surface=name
            ),
        )


# Parts of a whole


def _partial(annotation: Annotation, people: People, direct: list[Count]) -> list[Count]:
    """Including 12 children and 9 women: each a count of its own, with the outcome of the whole."""
    taken = {count.key for count in direct if count.kind in (ClaimKind.CASUALTY, ClaimKind.CAPTURE)}
    found: list[Count] = []
    for part in parts(annotation, people):
        key = part.victim.numeral.first if part.victim.numeral else part.victim.head
        whole = _whole(annotation, part.opening, direct)
        single = whole is not None and whole.kind in _NUMBERED_ONLY and part.victim.numeral is None
        if key not in taken and whole is not None and not single:
            taken.add(key)
            alike = [c for c in direct if c.victim == whole.victim and c.numeral == whole.numeral]
            found += [_of_whole(annotation, people, each, part) for each in alike]
        elif key in taken and whole is None:
            found += [c for c in _before_parts(annotation, people, part, direct) if c.key not in taken]
            taken.update(c.key for c in found)
    return found


def _before_parts(annotation: Annotation, people: People, part: Part, direct: list[Count]) -> list[Count]:
    """The whole of "61 men, among them 6 boys, were slain", where the tree slays the boys alone."""
    inner = next(c for c in direct if c.victim == part.victim.head)
    numeral = next((n for n in reversed(people.numerals) if n.last < part.opening), None)
    victim = people.counted(numeral) if numeral else None
    if (
        victim is None
        or victim.last not in (part.opening - 1, part.opening - 2)
        or inner.trigger < part.opening
    ):
        return []
    category = victim.category or "people"
    quantity = replace(_quantity(annotation, victim, inner.quantity.outcome), category=category)
    last = inner.last if inner.last - victim.first < _LONGEST else victim.last
    counted = replace(inner, first=victim.first, last=last, victim=victim.head, quantity=quantity)
    return [replace(counted, numeral=(victim.numeral.first, victim.numeral.last))] if victim.numeral else []


def _of_whole(annotation: Annotation, people: People, whole: Count, part: Part) -> Count:
    victim = part.victim
    outcome = outcome_of_person(annotation.tokens[victim.head]) or whole.quantity.outcome
    pronoun = annotation.tokens[victim.head].text.casefold() in ("them", "whom")
    category = (pronoun and people.antecedent(annotation.tokens[victim.head])) or whole.quantity.category
    quantity = _quantity(annotation, victim, outcome)
    return replace(
        whole,
        first=victim.first,
        last=part.last,
        numeral=None if victim.numeral is None else (victim.numeral.first, victim.numeral.last),
        trigger=victim.head if part.own_time else whole.trigger,
        victim=victim.head,
        kind=kind_of(outcome),
        quantity=replace(quantity, category=_category_of_part(annotation, victim, category)),
    )


def _category_of_part(annotation: Annotation, victim: Victim, whole: str) -> str:
    """Two officers among seven soldiers are soldiers; two women among them are women."""
    own = victim.category or whole
    general = table("victims")["by_modifier"]["nouns"]
    served = whole in ("soldiers", "police", "militants") and own == "people"
    return whole if served and annotation.tokens[victim.head].lemma.casefold() in general else own


def _whole(annotation: Annotation, opening: int, direct: list[Count]) -> Count | None:
    """The count that a list of parts belongs to: the last one that is counted before the list."""
    sentence = annotation.tokens[opening].sentence
    before = [c for c in direct if c.victim < opening and annotation.tokens[c.victim].sentence == sentence]
    return max(before, key=lambda c: c.victim, default=None)
