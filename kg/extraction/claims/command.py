"""Who commanded whom."""

from collections.abc import Iterator

from kg.extraction import lexicon
from kg.extraction.claims.actors import actor, actor_span
from kg.extraction.claims.doers import patients
from kg.extraction.claims.told import event_named, is_told
from kg.extraction.grammar import agents, case_of, children, head, is_passive, obliques, phrase, subjects
from kg.extraction.report import Draft, Report
from kg.language import Token
from kg.model import ClaimKind, EntityType, Term
from kg.schema import table

__all__ = ["VERSION", "command"]

VERSION = "2.0"

_LED = (EntityType.UNIT, EntityType.ORGANIZATION, EntityType.GROUP)


def command(report: Report) -> Iterator[Draft]:
    """A claim for each "X commanded the brigade", "a garrison under the command of X", "X's militia"."""
    words = table("command")
    for token in report.tokens:
        if token.tag == "VERB" and token.lemma in words["leading"] and is_told(report, token):
            yield from _leading(report, token)
        elif token.tag in ("NOUN", "PROPN"):
            if token.lemma in words["posts"]:
                yield from _under(report, token)
            yield from _own(report, token)
        if token.tag == "PROPN" and case_of(report.annotation, token) == "under":
            yield from _below(report, token)


def _leading(report: Report, verb: Token) -> Iterator[Draft]:
    """ "Novak led the 7th Brigade", "a band of rebels led by Novak"."""
    passive = is_passive(report.annotation, verb)
    for leader in agents(report.annotation, verb):
        subject = _person(report, leader, plain=passive)
        if subject is None:
            continue
        for led in patients(report, verb):
            target = _formation(report, led)
            if target is not None and (verb.lemma == "command" or _is_armed(report, led, target)):
                yield _draft(report, verb, leader, led, subject, target)


def _under(report: Report, noun: Token) -> Iterator[Draft]:
    """ "The division under the command of Novak", "under Novak's leadership"."""
    annotation = report.annotation
    governor = head(annotation, noun)
    if case_of(annotation, noun) != "under" or governor is None:
        return
    leaders = [*obliques(annotation, noun, "of"), *children(annotation, noun, "nmod:poss")]
    held = [governor]
    if governor.tag in ("VERB", "AUX"):
        held = subjects(annotation, governor) if is_told(report, governor) else []
    for leader in leaders:
        subject = _person(report, leader)
        for led in held if subject is not None else []:
            target = _formation(report, led)
            if target is not None and subject is not None:
                yield _draft(report, noun, leader, led, subject, target)


def _below(report: Report, name: Token) -> Iterator[Draft]:
    """ "Troops under General Novak"."""
    noun = head(report.annotation, name)
    subject = _person(report, name)
    if noun is None or noun.tag not in ("NOUN", "PROPN") or subject is None:
        return
    target = _formation(report, noun)
    if target is not None and target.entity != subject.entity:
        yield _draft(report, noun, name, noun, subject, target)


def _own(report: Report, noun: Token) -> Iterator[Draft]:
    """ "Novak's militia", "his Alba Army": armed people who are called their leader's."""
    reference = report.covering(noun.index)
    named = reference is not None and not reference.nominal and reference.type is EntityType.UNIT
    if noun.lemma not in table("command")["own"] and not named:
        return
    for owner in children(report.annotation, noun, "nmod:poss"):
        leader = report.reference(owner.index)
        target = actor(report, noun)
        if leader is None or leader.type is not EntityType.PERSON or target is None:
            continue
        if target.entity != leader.entity:
            yield _draft(report, noun, owner, noun, report.named(leader), target)


def _person(report: Report, token: Token, *, plain: bool = False) -> Term | None:
    """A leader: a named person, or, where the voice leaves no doubt, one described by a post."""
    term = actor(report, token)
    if report.type_of(term) is EntityType.PERSON:
        return term
    described = term is not None and term.entity is None and token.text.casefold() == token.lemma
    return term if plain and described and token.lemma in lexicon.words("people", "roles") else None


def _formation(report: Report, token: Token) -> Term | None:
    event = event_named(report, token)
    if event is not None and token.lemma in table("command")["formations"]:
        return report.event_term(event)
    term = actor(report, token)
    if report.type_of(term) in _LED:
        return term
    known = (
        token.lemma in table("command")["formations"]
        or token.text.casefold() in table("command")["formations"]
    )
    return (term or report.term(token.index)) if known else None


def _is_armed(report: Report, token: Token, target: Term) -> bool:
    """Whether to lead it is to command it; to lead a party or a commission is a post."""
    if report.type_of(target) is not EntityType.ORGANIZATION:
        return token.lemma not in table("command")["civil"]
    words = {word.casefold() for word in target.text.split()}
    return bool(words & set(table("command")["armed"])) or token.lemma in table("command")["own"]


def _draft(report: Report, trigger: Token, leader: Token, led: Token, subject: Term, target: Term) -> Draft:
    spans = [actor_span(report, leader), phrase(report.annotation, led), (trigger.index, trigger.index)]
    here = [s for s in spans if report.tokens[s[0]].sentence == trigger.sentence]
    return Draft(
        kind=ClaimKind.COMMAND,
        trigger=trigger.index,
        first=min(first for first, _ in here),
        last=max(last for _, last in here),
        subject=subject,
        object=target,
        when=report.when(trigger.index),
    )
