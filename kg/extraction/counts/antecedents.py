"""Whom a bare number counts: "killing three soldiers and wounding four"."""

from dataclasses import replace

from kg.extraction.counts.count import Count
from kg.extraction.counts.sides import side_of
from kg.extraction.counts.victims import People
from kg.language import Annotation

__all__ = ["categorised"]

_CARRIED = {"soldiers", "police", "militants", "civilians", "journalists", "refugees"}
"""Callings pass from those counted to "two others"; age, sex and kinship do not."""
_TOLLS = ("toll", "death", "number", "count")
"""Words that open a toll."""
_PRONOUNS = ("them", "whom", "these", "those")
_OPENED = 3
"""A sentence that opens with "Of 50 men" has so many words at least before the part."""
_EVENTS = ("casualty", "fatality", "death", "loss")
_STATES = ("dead", "killed", "wounded", "injured", "missing")
"""Counted nouns that say nothing of who it was; the latter look to those counted before them."""


def categorised(annotation: Annotation, people: People, found: list[Count]) -> list[Count]:
    """Bare numbers take the category of those counted before them in the sentence, or in the one before."""
    result: list[Count] = []
    for count in sorted(found, key=lambda c: c.place):
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
    """Whom a bare number counts: what its own words refer to, else those counted beside it."""
    told = (
        _by_pronoun(annotation, people, count)
        or _by_opening(annotation, people, count, before)
        or _by_ordinal(annotation, people, count, before)
        or side_of(annotation, annotation.tokens[count.victim], annotation.tokens[count.trigger])
        or _by_toll(annotation, people, count)
    )
    return told or _beside(annotation, people, count, before)


def _by_pronoun(annotation: Annotation, people: People, count: Count) -> str | None:
    """12 of them; of whom 12; himself."""
    victim = annotation.tokens[count.victim]
    if victim.text.casefold() in _PRONOUNS:
        return people.antecedent(victim) or "people"
    opening = [t.text.casefold() for t in annotation.tokens[max(0, count.first - 2) : count.first]]
    if opening in (["of", "whom"], ["of", "which"], ["of", "them"]):
        return people.antecedent(annotation.tokens[count.first - 1]) or "people"
    return _doer(annotation, people, count) if _reflexive(annotation, count) else None


def _by_ordinal(annotation: Annotation, people: People, count: Count, before: list[Count]) -> str | None:
    """A fourth; the other."""
    word = annotation.tokens[count.victim].text.casefold()
    if count.numeral is not None or word in ("another", "one"):
        return None
    return people.antecedent(annotation.tokens[count.victim]) or _last_category(before, count)


def _by_toll(annotation: Annotation, people: People, count: Count) -> str | None:
    """A toll is of all people, whoever was counted before, if it does not say of whom it is."""
    if annotation.tokens[count.victim].lemma.casefold() in _EVENTS:
        return "people"
    if annotation.tokens[count.trigger].lemma.casefold() not in _TOLLS:
        return None
    end = count.victim if count.victim > count.trigger else count.trigger + 6
    who = annotation.tokens[count.trigger + 2 : min(count.trigger + 6, end)]
    named = (people.category(t) for t in who if t.tag == "NOUN" and t.text != t.lemma)
    return next((c for c in named if c), "people")


def _beside(annotation: Annotation, people: People, count: Count, before: list[Count]) -> str:
    """Those counted before in the same sentence, if they are of one category."""
    victim = annotation.tokens[count.victim]
    near = [c for c in before if annotation.tokens[c.victim].sentence == victim.sentence]
    near = [c for c in near if not _reflexive(annotation, c)]
    alike = {c.quantity.category for c in near if c.numeral and c.quantity.outcome == count.quantity.outcome}
    every = {c.quantity.category for c in near}
    carried = next(iter(every)) if len(every) == 1 and every <= _CARRIED else "people"
    word = victim.text.casefold()
    if word == "another" and len(every) == 1:
        return every.pop()
    if len(alike) == 1 and word not in _STATES:
        return alike.pop()
    if not every and word not in _STATES and count.trigger < count.victim:
        return _those_there(annotation, people, count) or "people"
    return carried


def _by_opening(annotation: Annotation, people: People, count: Count, before: list[Count]) -> str | None:
    """The category of "of 1,114 men sent to the island, 312 died"."""
    victim = annotation.tokens[count.victim]
    first = annotation.sentences[victim.sentence][0]
    counted = any(annotation.tokens[c.victim].sentence == victim.sentence for c in before)
    if counted or annotation.tokens[first].text not in ("Of", "Out") or victim.index - first < _OPENED:
        return None
    numeral = next((n for n in people.numerals if first < n.first < victim.index), None)
    whole = people.counted(numeral) if numeral else None
    return whole.category if whole and whole.head < victim.index else None


def _those_there(annotation: Annotation, people: People, count: Count) -> str | None:
    """Whom "killing two" counts out of those set before it: "fired on six workers, killing two"."""
    trigger = annotation.tokens[count.trigger]
    low = count.quantity.low or 0
    for numeral in reversed(people.numerals):
        before = numeral.last < trigger.index and annotation.tokens[numeral.last].sentence == trigger.sentence
        victim = people.counted(numeral) if before and (numeral.low or 0) > low else None
        if victim is None or victim.category is None:
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
