"""Where something is or was: events, places in places, units and people."""

from collections.abc import Iterator
from itertools import chain

from kg.extraction import lexicon
from kg.extraction.grammar import (
    case_of,
    children,
    clause,
    conjuncts,
    head,
    is_passive,
    negated,
    obliques,
    phrase,
    subjects,
)
from kg.extraction.references import Reference
from kg.extraction.report import Draft, Report
from kg.language import Token
from kg.model import ClaimKind, EntityType, Term

__all__ = ["VERSION", "locations"]

VERSION = "1.0"

_PLACES = (EntityType.PLACE, EntityType.COUNTRY)
_IN = ("in", "at", "near", "outside", "inside", "within", "on", "around", "off")
_BEING = {
    "live",
    "base",
    "station",
    "locate",
    "situate",
    "reside",
    "settle",
    "stand",
    "lie",
    "headquarter",
    "be",
    "stay",
    "deploy",
    "hide",
}
_DWELLERS = {"resident", "inhabitant", "native", "citizen"}


def locations(report: Report) -> Iterator[Draft]:
    """A claim for each place inside a place, each event's place, each "stationed in" and "resident of"."""
    seen = set()
    found = (
        _nested(report),
        _events(report),
        _beings(report),
        _dwellers(report),
        _origins(report),
        _moves(report),
    )
    for draft in chain.from_iterable(found):
        key = (draft.subject.entity or draft.subject.text, draft.object, draft.first)
        if draft.object is not None and draft.subject.entity != draft.object.entity and key not in seen:
            seen.add(key)
            yield draft


def _draft(
    report: Report,
    trigger: int,
    subject: Term,
    place: Reference,
    first: int,
    last: int,
    when: str | None = None,
) -> Draft:
    return Draft(
        kind=ClaimKind.LOCATION,
        trigger=trigger,
        first=min(first, place.first),
        last=max(last, place.last),
        subject=subject,
        object=report.named(place),
        when=when,
    )


def _place_at(report: Report, index: int) -> Reference | None:
    reference = report.reference(index)
    return reference if reference is not None and reference.type in _PLACES else None


def _nested(report: Report) -> Iterator[Draft]:
    """ "Alba in Brod County", "Alba, Rovia", "the Alba district of Brod", "Rovia's Alba valley"."""
    places = sorted(report.places(), key=lambda r: (r.first, -r.last))
    starts: dict[int, Reference] = {}
    for place in places:
        starts.setdefault(place.first, place)
    for inner in places:
        if starts[inner.first] is not inner:
            continue
        outer, last = _outer(report, inner, starts)
        if outer is not None and outer.entity != inner.entity:
            yield _draft(report, inner.head, report.named(inner), outer, inner.first, last)
        owned = _owned(report, inner, starts)
        if owned is not None and owned.entity != inner.entity:
            yield _draft(report, owned.head, report.named(owned), inner, inner.first, owned.last)


def _outer(report: Report, inner: Reference, starts: dict[int, Reference]) -> tuple[Reference | None, int]:
    tokens = report.tokens
    index = inner.last + 1
    if index + 1 >= len(tokens) or tokens[index].sentence != tokens[inner.last].sentence:
        return None, index
    mark = tokens[index].text.casefold()
    if mark == ",":
        follows = starts.get(index + 1)
        near = tokens[index + 1].text.casefold() == "near"
        after = follows.last + 1 if follows is not None else 0
        closed = follows is not None and not _goes_on(report, follows, after, starts)
        listed = _follows_place(report, inner)
        if near:
            return starts.get(index + 2), index + 2
        distant = _at_distance(report, index + 1, starts)
        if distant is not None:
            return distant, distant.first
        return (follows, index + 1) if closed and not listed else (None, index)
    if mark in ("in", "near", "of", "within"):
        start = index + 1
        while start < len(tokens) and tokens[start].tag in ("DET", "ADJ") and start not in starts:
            start += 1
        direct = starts.get(start)
        if mark == "of" and not _is_division(tokens[inner.last]):
            return None, index
        return direct, start
    return None, index


def _goes_on(report: Report, place: Reference, after: int, starts: dict[int, Reference]) -> bool:
    """Whether a place after a comma is one of a list, not what the place before it lies in."""
    if after + 1 >= len(report.tokens):
        return False
    if place.type is EntityType.COUNTRY:
        return report.tokens[place.head].relation.startswith("nsubj")  # "After the fall of Alba, Rovia left"
    mark = report.tokens[after].text
    return mark in ("and", "or") or (
        mark == "," and (after + 1 in starts or report.tokens[after + 1].text == "and")
    )


def _follows_place(report: Report, inner: Reference) -> bool:
    """Whether a place is a further one of a list: "Alba, Brod, Rovia"."""
    if inner.first < 2 or report.tokens[inner.first - 1].text not in (",", "and"):
        return False
    before = report.covering(inner.first - 2)
    return before is not None and before.type in _PLACES


_DIRECTIONS = {"north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest"}
_LONGEST_DISTANCE = 12  # tokens, "some 100 kilometres (62 miles) from southern Brod"


def _at_distance(report: Report, index: int, starts: dict[int, Reference]) -> Reference | None:
    """The place that another is said to lie north of, or so many kilometres from."""
    tokens = report.tokens
    closing = report.annotation.sentences[tokens[index].sentence][1]
    measured = False
    for at in range(index, min(closing, index + _LONGEST_DISTANCE)):
        token = tokens[at]
        if token.tag in ("VERB", "AUX", "PRON") or token.text == ",":
            return None
        measured = measured or token.text.casefold() in _DIRECTIONS or token.lemma in _MEASURES
        if token.text in ("of", "from") and measured:
            start = at + 1
            while start < closing and tokens[start].tag in ("DET", "ADJ") and start not in starts:
                start += 1
            return starts.get(start)
    return None


_MEASURES = {"kilometer", "kilometre", "km", "mile", "mi"}


def _is_division(token: Token) -> bool:
    return token.text.casefold() in lexicon.words("places", "settlements", "areas")


def _owned(report: Report, outer: Reference, starts: dict[int, Reference]) -> Reference | None:
    """The place that lies in another: "Rovia's Alba valley", "the Alba suburb of Brod" (Brod is in Alba)."""
    tokens = report.tokens
    index = outer.last + 1
    if index + 1 >= len(tokens):
        return None
    if tokens[index].text in ("'s", "’s"):
        return starts.get(index + 1)
    if tokens[index].text in lexicon.words("places", "settlements") and tokens[index + 1].text == "of":
        return starts.get(index + 2)
    return None


def _events(report: Report) -> Iterator[Draft]:
    """The place that an event's own words name: "the bombing in Alba", "the Alba raid", "attacked Alba".

    What only names an event over and over is claimed once a document.
    """
    for happening in report.happenings:
        term = report.event_term(happening)
        named: set[str] = set()
        for index in sorted(happening.tokens):
            token = report.tokens[index]
            for place in _event_places(report, token):
                if token.tag != "VERB" and place.entity in named:
                    continue
                named.add(place.entity)
                first = next((f for f, last in happening.phrases if last == index), index)
                yield _draft(report, index, term, place, first, index, report.when(index, happening))


def _event_places(report: Report, token: Token) -> Iterator[Reference]:
    annotation = report.annotation
    naming = [c for c in children(annotation, token, "compound", "nmod:desc") if c.tag == "PROPN"]
    if any(_place_at(report, word.index) for word in naming):
        words = naming  # "the victims of the Alba raid in Brod": Brod is not where the raid was
    elif token.tag == "VERB":
        words = obliques(annotation, token, *_IN)
        words += [o for o in children(annotation, token, "obj", "nsubj:pass") if report.event_at(token.index)]
    else:
        words = [*obliques(annotation, token, *_IN), *_settings(report, token)]
    for word in words:
        place = _place_at(report, word.index)
        if place is not None:
            yield place
        for inner in children(annotation, word, "appos", "nmod", "compound"):
            nested = _place_at(report, inner.index)
            if nested is not None and place is None and (case_of(annotation, inner) in ("", "of", "in")):
                yield nested


def _settings(report: Report, noun: Token) -> list[Token]:
    """The words of place of the clause that tells that an event happened."""
    annotation = report.annotation
    verb = clause(annotation, noun)
    told = verb.tag == "VERB" and verb.lemma in lexicon.words("events_told", "verbs")
    words = obliques(annotation, verb, *_IN) if told and noun.relation.startswith(("nsubj", "obj")) else []
    if children(annotation, noun, "cop"):
        words += [w for s in children(annotation, noun, "nsubj") for w in obliques(annotation, s, *_IN)]
    return words


def _beings(report: Report) -> Iterator[Draft]:
    """ "the regiment stationed in Alba", "they live in Rovia", "Alba is located in Rovia"."""
    annotation = report.annotation
    for verb in report.tokens:
        if verb.lemma not in _BEING or verb.tag not in ("VERB", "AUX", "ADJ"):
            continue
        governor = head(annotation, verb)
        who = subjects(annotation, verb) or (
            [governor] if verb.relation == "acl" and governor is not None else []
        )
        if verb.relation == "acl" and governor is not None:
            who = [governor]
        for word in obliques(annotation, verb, *_IN):
            place = _place_at(report, word.index)
            for subject in who if place is not None else ():
                term = report.term(subject.index)
                first, _ = phrase(annotation, subject)
                if place is not None and (term.entity or subject.tag in ("NOUN", "PROPN")):
                    yield _draft(report, verb.index, term, place, min(first, verb.index), verb.index)
    yield from _copular(report)


def _copular(report: Report) -> Iterator[Draft]:
    """ "the church was outside Alba", "Alba was a city of Rovia"."""
    annotation = report.annotation
    for token in report.tokens:
        if not children(annotation, token, "cop"):
            continue
        case = case_of(annotation, token)
        place = _place_at(report, token.index) if case in _IN else None
        if place is None and token.lemma in lexicon.words("places", "settlements", "areas"):
            inner = [r for t in obliques(annotation, token, "of", "in") if (r := _place_at(report, t.index))]
            place = inner[0] if inner else None
        for subject in children(annotation, token, "nsubj") if place is not None else ():
            term = report.term(subject.index)
            if place is not None and (term.entity or subject.tag in ("NOUN", "PROPN")):
                first, _ = phrase(annotation, subject)
                yield _draft(report, token.index, term, place, first, token.index)


def _dwellers(report: Report) -> Iterator[Draft]:
    """ "was a resident of Alba"."""
    for noun in report.tokens:
        if noun.lemma not in _DWELLERS or noun.tag != "NOUN":
            continue
        for word in obliques(report.annotation, noun, "of"):
            place = _place_at(report, word.index) or next(
                (
                    r
                    for t in children(report.annotation, word, "nmod", "appos")
                    if (r := _place_at(report, t.index))
                ),
                None,
            )
            who = [
                e for s in children(report.annotation, noun, "nsubj") for e in conjuncts(report.annotation, s)
            ]
            governor = head(report.annotation, noun)
            if noun.relation == "appos" and governor is not None:
                who.append(governor)
            for subject in who if place is not None else ():
                if place is not None and report.reference(subject.index) is not None:
                    first, _ = phrase(report.annotation, subject)
                    yield _draft(report, noun.index, report.term(subject.index), place, first, noun.index)


_MOVING = {
    "arrive",
    "come",
    "deploy",
    "enter",
    "flee",
    "go",
    "move",
    "reach",
    "return",
    "send",
    "take",
    "transfer",
    "transport",
    "travel",
    "visit",
}
_REACHED = {"enter", "reach", "visit"}  # verbs whose object is the place
_PEOPLE = (EntityType.PERSON, EntityType.GROUP, EntityType.UNIT, EntityType.ORGANIZATION)


def _moves(report: Report) -> Iterator[Draft]:
    """Where people came to be: "entered Alba", "was transferred to Brod"."""
    annotation = report.annotation
    for verb in report.tokens:
        if verb.tag != "VERB" or verb.lemma not in _MOVING or negated(annotation, verb):
            continue
        words = obliques(annotation, verb, "to", "into", "in", "at")
        words += children(annotation, verb, "obj") if verb.lemma in _REACHED else []
        passive = is_passive(annotation, verb)
        if verb.lemma in ("deploy", "send", "take", "transfer", "transport") and not passive:
            continue
        for word in words:
            place = _place_at(report, word.index)
            for who in subjects(annotation, verb) if place is not None else ():
                term = report.term(who.index)
                if place is not None and report.type_of(term) in _PEOPLE:
                    first, _ = phrase(annotation, who)
                    when = report.when(verb.index)
                    yield _draft(report, verb.index, term, place, min(first, verb.index), verb.index, when)


def _origins(report: Report) -> Iterator[Draft]:
    """ "three women from Alba", and lists of people with their age and town."""
    for person in report.references:
        if person.nominal or person.type not in (EntityType.PERSON, EntityType.GROUP):
            continue
        moved = (
            report.event_at(report.tokens[person.head].head) is not None
        )  # "the withdrawal of troops from Alba"
        for word in [] if moved else obliques(report.annotation, report.tokens[person.head], "from"):
            place = _place_at(report, word.index)
            if place is not None:
                yield _draft(report, person.head, report.named(person), place, person.first, person.last)
        after = report.tokens[person.last + 1 : person.last + 4]
        aged = len(after) == 3 and after[0].text == after[2].text == "," and after[1].text.isdigit()
        town = report.covering(person.last + 4) if aged and person.last + 4 < len(report.tokens) else None
        if town is not None and town.type in _PLACES and town.first == person.last + 4:
            yield _draft(report, person.head, report.named(person), town, person.first, town.last)
