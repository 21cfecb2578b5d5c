"""What can be seized: places, land, buildings, spoils; and the claim that somebody holds it."""

from collections.abc import Iterator

from kg.extraction import lexicon
from kg.extraction.claims.actors import actor_span
from kg.extraction.claims.doers import patients
from kg.extraction.claims.told import is_reported
from kg.extraction.grammar import case_of, children, conjuncts, head, obliques, phrase
from kg.extraction.report import Draft, Report
from kg.language import Token
from kg.model import ClaimKind, EntityType, Polarity, Term
from kg.schema import table

__all__ = ["holding", "is_ground", "place_at", "seized"]

_PLACES = (EntityType.PLACE, EntityType.COUNTRY)


def _ground() -> frozenset[str]:
    built = lexicon.words("places", "settlements", "areas", "facilities")
    return built | lexicon.words("seizures", "ground")


def seized(report: Report, verb: Token) -> Iterator[tuple[Token, Term]]:
    """What is seized: places, land, shares of a country, and what is said to be among them."""
    for taken in patients(report, verb):
        if taken.text.casefold() == "it":
            taken = _named_before(report, verb) or taken
        yield from place_at(report, taken, verb)
        listed = [t for t in children(report.annotation, taken, "nmod", "acl") if _includes(report, t)]
        listed += [t for t in children(report.annotation, verb, "obl", "advcl") if _includes(report, t)]
        for part in listed:
            heads = children(report.annotation, part, "obj") if part.lemma == "include" else [part]
            for each in (e for h in heads for e in conjuncts(report.annotation, h)):
                yield each, report.term(each.index)


def _named_before(report: Report, verb: Token) -> Token | None:
    """The place that "it" stands for, by the verb before: "entered the city and took it"."""
    above = head(report.annotation, verb)
    if verb.relation != "conj" or above is None:
        return None
    aims = [*patients(report, above), *obliques(report.annotation, above, "into", "in", "on", "to")]
    return next((t for t in aims if is_ground(report, t)), None)


def _includes(report: Report, token: Token) -> bool:
    marks = children(report.annotation, token, "case")
    return token.lemma == "include" or any(mark.lemma in ("include", "including") for mark in marks)


def place_at(report: Report, token: Token, verb: Token) -> Iterator[tuple[Token, Term]]:
    term = report.term(token.index)
    inner = [
        t for t in obliques(report.annotation, token, "of") if report.type_of(report.term(t.index)) in _PLACES
    ]
    named = [c for c in children(report.annotation, token, "appos", "flat", "nmod") if c.index > token.index]
    called = [
        c
        for c in named
        if report.type_of(report.term(c.index)) in _PLACES and not case_of(report.annotation, c)
    ]
    if report.type_of(term) in _PLACES:
        yield token, term
    elif token.lemma in _ground() or (token.tag == "NUM" and verb.lemma == "occupy"):
        built = token.lemma in lexicon.words("places", "facilities")  # "the embassy of Rovia" is not Rovia
        best = ((() if built else inner) or called)[:1]
        yield token, report.term(best[0].index) if best else _words(report, token)
    elif token.lemma in lexicon.words("seizures", "goods") and verb.lemma in ("capture", "seize", "recover"):
        yield token, _words(report, token)


def _words(report: Report, token: Token) -> Term:
    """The words of a place without a name, its clauses and "from whom" left out."""
    reference = report.reference(token.index)
    if reference is not None:
        return report.named(reference)
    loose = ("punct", "acl", "acl:relcl", "appos", "conj", "cc", "parataxis", "nmod")
    first, last = phrase(report.annotation, token, without=loose)
    for part in children(report.annotation, token, "nmod"):
        if case_of(report.annotation, part) == "of" and part.index > token.index:
            last = max(last, phrase(report.annotation, part)[1])
    return Term(text=report.words(report.without_article(first, last), last))


def holding(
    report: Report,
    trigger: Token,
    token: Token,
    agent: Token,
    holder: Term,
    place: Term,
    *,
    held: bool = False,
) -> Draft:
    spans = [phrase(report.annotation, token), (trigger.index, trigger.index), actor_span(report, agent)]
    event = report.event_at(trigger.index)
    holding = held or trigger.lemma in table("seizures")["holding"]
    return Draft(
        kind=ClaimKind.OCCUPATION if holding else ClaimKind.CAPTURE,
        trigger=trigger.index,
        first=min(first for first, _ in spans),
        last=max(last for _, last in spans),
        subject=holder,
        object=place,
        when=report.when(trigger.index, event),
        where=report.where(event, trigger.index) if event is not None else None,
        polarity=Polarity.REPORTED if is_reported(report, trigger) else None,
    )


def is_ground(report: Report, token: Token) -> bool:
    return report.type_of(report.term(token.index)) in _PLACES or token.lemma in _ground()
