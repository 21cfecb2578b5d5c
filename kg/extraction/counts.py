"""Who is counted, and what befell them: the counted claims of a text before time, place and speaker."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.extraction import grammar
from kg.extraction.numerals import Numeral
from kg.extraction.outcomes import Trigger, kind_of, outcome_of_person, triggers
from kg.extraction.parts import Part, parts
from kg.extraction.realis import polarity
from kg.extraction.rolls import roll_entries
from kg.extraction.sides import side_of
from kg.extraction.victims import People, Victim
from kg.language import Annotation, Token
from kg.model import ClaimKind, Polarity, Quantity
from kg.schema.words import table

__all__ = ["Count", "counts"]

_LONGEST = 30
"""A quote of more tokens says more than the count: then the counted phrase alone is quoted."""
_CLOSE = 4
"""A companion word so close behind the victims is quoted too: "took 12 villagers hostage"."""
_CARRIED = {"soldiers", "police", "militants", "civilians", "journalists", "refugees"}
"""Callings pass from those counted to "two others"; age, sex and kinship do not."""
_TOLLS = ("toll", "death", "number", "count")
"""A toll is of all people, whoever was counted before."""
_SURVIVED = frozenset(["captured", "arrested", "tortured", "raped", "released"])
"""Outcomes beside which it is still told that somebody was shot."""
_PLACED = ("in", "at", "near", "on", "outside", "during")
"""Two numbers with one of these behind each are set against each other."""
_EVENTS = ("casualty", "fatality", "death", "loss")
_STATES = ("dead", "killed", "wounded", "injured", "missing")
"""Counted nouns that say nothing of who it was; the latter look to those counted before them."""
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
    for trigger in triggers(annotation, people):
        for head in trigger.victims:
            count = _direct(annotation, people, trigger, annotation.tokens[head])
            if count is not None and _precedes(annotation, trigger, count):
                found.setdefault((_key(count), count.quantity.outcome), count)
    settled = _settled(annotation, list(found.values()))
    direct = _categorised(annotation, people, settled)
    partial = _partial(annotation, people, direct)
    rest = [*partial, *_gapped(annotation, people, [*direct, *partial]), *_rolls(annotation)]
    return tuple(sorted([*direct, *rest], key=_place))


def _precedes(annotation: Annotation, trigger: Trigger, count: Count) -> bool:
    """Not the "5 of them" in "killing 9 and wounding 27, 5 of them seriously": that is a part."""
    pronoun = annotation.tokens[count.victim].text.casefold() in ("them", "whom")
    between = annotation.tokens[trigger.index + 1 : count.numeral[0] if count.numeral else count.victim]
    return not (pronoun and any(token.tag == "PUNCT" for token in between) and trigger.index < count.victim)


def _place(count: Count) -> tuple[int, int, str]:
    return count.victim, count.trigger, count.quantity.outcome or ""


def _key(count: Count) -> int:
    return count.numeral[0] if count.numeral else count.victim


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
    first = annotation.sentences[max(0, word.sentence - 1)][0]
    near = annotation.tokens[first : annotation.sentences[word.sentence][1] + 1]
    return not any(token.lemma.casefold() in general["violent"] for token in near)


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


def _settled(annotation: Annotation, found: list[Count]) -> list[Count]:
    """One outcome where the tree says two by a slip; what is left open yields to what is said."""
    groups: dict[int, list[Count]] = {}
    for count in (_nearest(annotation, each, found) for each in found):
        groups.setdefault(_key(count), []).append(count)
    return [kept for group in groups.values() for kept in _said(annotation, group)]


def _nearest(annotation: Annotation, count: Count, found: list[Count]) -> Count:
    """Three were captured, 40 were hurt, 7 girls: what trails behind goes with the last."""
    start = count.numeral[0] if count.numeral else count.victim
    trails = any(c.trigger == count.trigger and c.victim < c.trigger < start for c in found)
    between = [c for c in found if count.trigger < c.victim < c.trigger < start]
    if (
        not trails
        or not between
        or annotation.tokens[start].sentence != annotation.tokens[between[-1].trigger].sentence
    ):
        return count
    last = max(between, key=lambda c: c.trigger)
    quantity = replace(count.quantity, outcome=last.quantity.outcome)
    return replace(
        last,
        first=start,
        last=max(start, count.victim),
        numeral=count.numeral,
        victim=count.victim,
        quantity=quantity,
    )


def _said(annotation: Annotation, group: list[Count]) -> list[Count]:
    near = [count for count in group if _adjacent(annotation, count)]
    if near:
        at = near[0].trigger
        group = [
            c
            for c in group
            if c in near
            or c.trigger > at
            or annotation.tokens[c.trigger].tag == "NOUN"
            or _coordinated(annotation, c.trigger, at)
        ]
    if any(c.quantity.outcome == "killed" for c in group):
        group = [c for c in group if not _attributive(annotation, c)] or group
    said = [count for count in group if count.quantity.outcome is not None] or group
    if {c.quantity.outcome for c in said} <= _SURVIVED:
        said = group
    first = min(said, key=lambda c: c.trigger)
    either = [c for c in said if c is not first and _alternative(annotation, first.trigger, c.trigger)]
    if either or _either(annotation, first):
        first = replace(first, quantity=replace(first.quantity, outcome=None))
    return [first, *(c for c in said if c is not first and c not in either and c.trigger != first.trigger)]


def _attributive(annotation: Annotation, count: Count) -> bool:
    """The missing of "found the bodies of the two missing soldiers"."""
    between = count.numeral is not None and count.numeral[0] < count.trigger < count.victim
    return between and annotation.tokens[count.trigger].relation == "amod"


def _adjacent(annotation: Annotation, count: Count) -> bool:
    """Killing two, two killed, two were killed: nothing but auxiliaries between."""
    if count.trigger < count.victim:
        start = count.numeral[0] if count.numeral else count.victim
        between = annotation.tokens[count.trigger + 1 : start]
        if count.numeral is not None and count.numeral[0] < count.trigger:
            return False  # "two missing soldiers"
    else:
        between = annotation.tokens[count.victim + 1 : count.trigger]
    return all(token.tag in ("AUX", "ADV", "PART") for token in between)


def _coordinated(annotation: Annotation, left: int, right: int) -> bool:
    """Abducted and killed: two verbs with nothing of weight between."""
    low, high = sorted((left, right))
    light = ("CCONJ", "PUNCT", "ADV", "AUX", "ADP", "PART")
    return all(token.tag in light for token in annotation.tokens[low + 1 : high])


def _either(annotation: Annotation, count: Count) -> bool:
    """Killed or wounded 60: which of the two is left open."""
    after = annotation.tokens[count.trigger + 1 : count.trigger + 3]
    return len(after) == 2 and after[0].text.casefold() == "or" and after[1].text.casefold().endswith("ed")


def _alternative(annotation: Annotation, left: int, right: int) -> bool:
    """Killed or taken captive: the number is of both together."""
    low, high = sorted((left, right))
    return any(token.text.casefold() == "or" for token in annotation.tokens[low + 1 : high])


# The verb that is left out


def _gapped(annotation: Annotation, people: People, found: list[Count]) -> Iterator[Count]:
    """Eight were killed in Gradina and five in Luka: the second number has the verb of the first."""
    taken = {_key(count) for count in found}
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


# The noun that is left out


def _categorised(annotation: Annotation, people: People, found: list[Count]) -> list[Count]:
    """Bare numbers take the category of those counted before them in the sentence, or in the one before."""
    result: list[Count] = []
    for count in sorted(found, key=_place):
        noun = annotation.tokens[count.victim].lemma.casefold()
        if count.quantity.category and (
            noun not in (*_EVENTS, *_STATES) or count.quantity.category != "people"
        ):
            result.append(count)
            continue
        category = _antecedent(annotation, people, count, result)
        result.append(replace(count, quantity=replace(count.quantity, category=category)))
    return result


def _antecedent(annotation: Annotation, people: People, count: Count, before: list[Count]) -> str:
    """Whom a bare number counts: those of the same sentence, if they are of one category."""
    victim = annotation.tokens[count.victim]
    word = victim.text.casefold()
    if word in ("them", "whom", "these", "those"):
        return people.antecedent(victim) or "people"
    of_whom = [t.text.casefold() for t in annotation.tokens[max(0, count.first - 2) : count.first]]
    if of_whom in (["of", "whom"], ["of", "which"], ["of", "them"]):
        return people.antecedent(annotation.tokens[count.first - 1]) or "people"
    if word in ("himself", "herself"):
        return _doer(annotation, people, count)
    opening = _of_opening(annotation, people, victim)
    if opening is not None and not _before_in(annotation, before, victim):
        return opening
    if count.numeral is None and word not in ("another", "one"):  # "a fourth", "the other"
        return people.antecedent(victim) or _last_category(before, count)
    side = side_of(annotation, victim, annotation.tokens[count.trigger])
    if side is not None or annotation.tokens[count.victim].lemma.casefold() in _EVENTS:
        return side or "people"
    if annotation.tokens[count.trigger].lemma.casefold() in _TOLLS:
        who = annotation.tokens[count.trigger + 2 : min(count.trigger + 4, count.victim)]
        named = (people.category(t) for t in who if t.tag == "NOUN" and t.text != t.lemma)
        return next((c for c in named if c), "people")
    near = [
        c
        for c in before
        if annotation.tokens[c.victim].sentence == victim.sentence and not _reflexive(annotation, c)
    ]
    alike = {c.quantity.category for c in near if c.numeral and c.quantity.outcome == count.quantity.outcome}
    every = {c.quantity.category for c in near}
    if word == "another" and len(every) == 1:
        return every.pop()
    if word in _STATES:
        return every.pop() if len(every) == 1 and every <= _CARRIED else "people"
    if len(alike) == 1:
        return alike.pop()
    if not every and count.trigger < count.victim:
        return _those_there(annotation, people, count) or "people"
    return every.pop() if len(every) == 1 and every <= _CARRIED else "people"


def _before_in(annotation: Annotation, before: list[Count], victim: Token) -> bool:
    """Whether somebody was counted before in the sentence of a token."""
    return any(annotation.tokens[c.victim].sentence == victim.sentence for c in before)


def _of_opening(annotation: Annotation, people: People, victim: Token) -> str | None:
    """The category of "of 1,114 men sent to the island, 312 died"."""
    first = annotation.sentences[victim.sentence][0]
    if annotation.tokens[first].text not in ("Of", "Out") or victim.index - first < 3:
        return None
    numeral = next((n for n in people.numerals if first < n.first < victim.index), None)
    whole = people.counted(numeral) if numeral else None
    return whole.category if whole and whole.head < victim.index else None


def _those_there(annotation: Annotation, people: People, count: Count) -> str | None:
    """Whom "killing two" counts out of those set before it: "fired on six workers, killing two"."""
    trigger = annotation.tokens[count.trigger]
    low = count.quantity.low or 0
    for numeral in reversed(people.numerals):
        victim = (
            people.counted(numeral) if numeral.last < trigger.index and (numeral.low or 0) > low else None
        )
        if (
            victim is None
            or victim.category is None
            or annotation.tokens[victim.head].sentence != trigger.sentence
        ):
            continue
        does = annotation.tokens[victim.head].relation.startswith("nsubj")
        armed = victim.category in ("militants", "soldiers", "police")
        return None if (does and armed) or victim.head in count.agents else victim.category
    return None


def _reflexive(annotation: Annotation, count: Count) -> bool:
    return annotation.tokens[count.victim].text.casefold() in ("himself", "herself")


def _doer(annotation: Annotation, people: People, count: Count) -> str:
    """Who killed himself: the category of the subject."""
    for agent in count.agents:
        victim = people.victim(annotation.tokens[agent])
        category = people.category(annotation.tokens[agent]) or (victim and victim.category)
        if category:
            return category
    return "people"


def _last_category(before: list[Count], count: Count) -> str:
    """The category of those counted last before, with or without a number."""
    earlier = [c for c in before if c.victim < count.victim]
    return max(earlier, key=lambda c: c.victim).quantity.category if earlier else "people"


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
    taken = {_key(count) for count in direct if count.kind in (ClaimKind.CASUALTY, ClaimKind.CAPTURE)}
    found: list[Count] = []
    for part in parts(annotation, people):
        key = part.victim.numeral.first if part.victim.numeral else part.victim.head
        whole = _whole(annotation, part.opening, direct)
        if key not in taken and whole is not None:
            taken.add(key)
            alike = [c for c in direct if c.victim == whole.victim and c.numeral == whole.numeral]
            found += [_of_whole(annotation, people, each, part) for each in alike]
        elif key in taken and whole is None:
            found += [c for c in _before_parts(annotation, people, part, direct) if _key(c) not in taken]
            taken.update(_key(c) for c in found)
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
