"""Places taken and held: who captured or occupied what."""

from collections.abc import Iterator

from kg.extraction import lexicon
from kg.extraction.grammar import agents, children, conjuncts, head, negated, objects, obliques, phrase
from kg.extraction.report import Draft, Report
from kg.language import Token
from kg.model import ClaimKind, EntityType, Term

__all__ = ["VERSION", "seizures"]

VERSION = "1.0"

_TAKING = {"capture", "seize", "recapture", "retake", "conquer", "overrun", "liberate", "annex"}
_HOLDING = {"occupy", "control", "hold"}
_PLACES = (EntityType.PLACE, EntityType.COUNTRY)
_HOLDERS = (EntityType.PERSON, EntityType.ORGANIZATION, EntityType.UNIT, EntityType.GROUP, EntityType.COUNTRY)


def seizures(report: Report) -> Iterator[Draft]:
    """A claim for each holder and each place that a verb or adjective of seizure joins."""
    for token in report.tokens:
        if token.tag in ("VERB", "ADJ") and token.lemma in _TAKING | _HOLDING:
            yield from _adjectival(report, token) if _is_adjectival(report, token) else _verbal(report, token)
        elif token.text == "occupied":
            yield from _adjectival(report, token)
        elif token.lemma == "control" and token.tag == "NOUN":
            yield from _under_control(report, token)


def _is_adjectival(report: Report, token: Token) -> bool:
    return token.relation == "amod" or (token.index > 0 and report.tokens[token.index - 1].text == "-")


def _verbal(report: Report, verb: Token) -> Iterator[Draft]:
    if negated(report.annotation, verb) or any(
        c.text == "to" for c in children(report.annotation, verb, "mark")
    ):
        return
    holders = [report.term(a.index) for a in agents(report.annotation, verb)]
    holders = [h for h in holders if report.type_of(h) in _HOLDERS]
    places = list(_places(report, verb))
    for holder in holders:
        for token, place in places:
            yield _draft(report, verb, token, holder, place)


def _places(report: Report, verb: Token) -> Iterator[tuple[Token, Term]]:
    """What is seized: places, land, shares of a country, and what is said to be among them."""
    for taken in objects(report.annotation, verb):
        yield from _place(report, taken, verb)
        listed = [t for t in children(report.annotation, taken, "nmod", "acl") if _includes(report, t)]
        listed += [t for t in children(report.annotation, verb, "obl", "advcl") if _includes(report, t)]
        for part in listed:
            heads = children(report.annotation, part, "obj") if part.lemma == "include" else [part]
            for each in (e for h in heads for e in conjuncts(report.annotation, h)):
                yield each, report.term(each.index)


def _includes(report: Report, token: Token) -> bool:
    marks = children(report.annotation, token, "case")
    return token.lemma == "include" or any(mark.lemma in ("include", "including") for mark in marks)


def _place(report: Report, token: Token, verb: Token) -> Iterator[tuple[Token, Term]]:
    term = report.term(token.index)
    nouns = lexicon.words("places", "settlements", "areas", "facilities") | {
        "land",
        "part",
        "territory",
        "percent",
        "%",
        "position",
        "village",
    }
    inner = [
        t for t in obliques(report.annotation, token, "of") if report.type_of(report.term(t.index)) in _PLACES
    ]
    if report.type_of(term) in _PLACES:
        yield token, term
    elif inner and token.lemma in nouns:
        yield token, report.term(inner[0].index)
    elif token.lemma in nouns or (token.tag == "NUM" and verb.lemma == "occupy"):
        yield token, report.term(token.index)


def _draft(report: Report, verb: Token, token: Token, holder: Term, place: Term) -> Draft:
    spans = [phrase(report.annotation, token), (verb.index, verb.index)]
    spans += [phrase(report.annotation, agent) for agent in agents(report.annotation, verb)]
    event = report.event_at(verb.index)
    return Draft(
        kind=ClaimKind.OCCUPATION if verb.lemma in _HOLDING else ClaimKind.CAPTURE,
        trigger=verb.index,
        first=min(first for first, _ in spans),
        last=max(last for _, last in spans),
        subject=holder,
        object=place,
        when=report.when(verb.index, event),
        where=report.where(event or report.event_of(verb.index)),
    )


def _adjectival(report: Report, token: Token) -> Iterator[Draft]:
    """ "the Rovian-occupied Alba valley"."""
    before = token.index - 1 - (report.tokens[token.index - 1].text == "-")
    if (
        before < 0
        or token.text not in ("occupied", "controlled", "held")
        or token.index + 1 >= len(report.tokens)
    ):
        return
    place = report.covering(token.index + 1)
    owner = report.covering(before)
    country = lexicon.demonym_country(report.tokens[before].text)
    if place is None or place.type not in _PLACES or report.tokens[before].sentence != token.sentence:
        return
    if owner is not None and owner.type in _HOLDERS and not owner.nominal:
        holder = report.named(owner)
    elif country is not None:
        holder = Term(text=country)
    else:
        return
    first = owner.first if owner is not None else before
    yield Draft(
        kind=ClaimKind.OCCUPATION,
        trigger=token.index,
        first=first,
        last=place.last,
        subject=holder,
        object=report.named(place),
    )


def _under_control(report: Report, noun: Token) -> Iterator[Draft]:
    """ "the last city under Front control, Alba"."""
    owner = next(
        (
            report.reference(c.index)
            for c in children(report.annotation, noun, "compound", "nmod:poss", "amod")
        ),
        None,
    )
    under = any(c.text.casefold() == "under" for c in children(report.annotation, noun, "case"))
    held = head(report.annotation, noun)
    if owner is None or owner.type not in _HOLDERS or not under or held is None:
        return
    term = report.term(held.index)
    named = [report.term(c.index) for c in children(report.annotation, held, "appos")]
    place = next((t for t in (*named, term) if report.type_of(t) in _PLACES), None)
    if place is not None:
        first, last = phrase(report.annotation, held, without=("punct", "acl:relcl", "conj"))
        yield Draft(
            kind=ClaimKind.OCCUPATION,
            trigger=noun.index,
            first=min(first, owner.first),
            last=max(last, noun.index),
            subject=report.named(owner),
            object=place,
        )
