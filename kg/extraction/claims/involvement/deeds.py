"""Who did it: doers of violence, told by a verb, by a deed carried out, or by a noun."""

from collections.abc import Iterator
from dataclasses import replace

from kg.extraction import lexicon
from kg.extraction.claims.doers import doers, is_handed_over, patients
from kg.extraction.claims.involvement.deed_nouns import at_hands, by_arms, by_noun, by_order, under_fire
from kg.extraction.claims.involvement.ties import Tie, drafts
from kg.extraction.claims.involvement.violence import is_violent
from kg.extraction.claims.told import (
    deed,
    event_named,
    event_near,
    is_blamed,
    is_reported,
    is_told,
    is_unreal_noun,
)
from kg.extraction.events import VIOLENT, Happening
from kg.extraction.grammar import children, determiner, head, is_passive
from kg.extraction.report import Draft, Report
from kg.language import Token
from kg.model import ClaimKind

__all__ = ["VERSION", "deeds"]

VERSION = "2.0"

_OF_TWO = ("battle", "war", "detention")
_HOSTED = ("air-strike", "ambush", "attack", "bombing", "shelling")
"""Acts of which to lead or organise is to do; of a killing or a siege it may be anything."""
_LARGE = ("campaign", "operation", "crackdown")
"""Nouns of undertakings that a force takes part in, whatever is done in them."""


def deeds(report: Report) -> Iterator[Draft]:
    """A claim for each doer of a violent act."""
    yield from drafts(report, _ties(report))


def _ties(report: Report) -> Iterator[Tie]:
    for token in report.tokens:
        if (token.tag == "VERB" and token.relation != "amod") or (
            token.tag == "ADJ" and children(report.annotation, token, "aux:pass")
        ):
            yield from _violent(report, token)
            yield from _carried_out(report, token)
            yield from _ordered(report, token)
            yield from under_fire(report, token)
        elif token.tag in ("NOUN", "PROPN"):
            yield from by_noun(report, token)
            yield from at_hands(report, token)
            yield from by_order(report, token)
            yield from by_arms(report, token)


def _violent(report: Report, verb: Token) -> Iterator[Tie]:
    """ "Gunmen opened fire on a bus", "the village was shelled by the army"."""
    if not is_violent(report, verb) or not is_told(report, verb) or is_blamed(report, verb):
        return
    handed = is_handed_over(report, verb)
    event = event_near(report, verb)
    if event is not None and event.act in ("torture", "capture") and report.event_at(verb.index) is None:
        event = None
    for agent in _rightful(report, verb):
        if agent.index == verb.index or _is_of_event(report, verb, agent):
            continue
        yield Tie(
            actor=agent.index,
            trigger=verb.index,
            event=event,
            words=deed(report, verb, None),
            kind=ClaimKind.ACCUSATION if handed else ClaimKind.PERPETRATOR,
            hearsay=is_reported(report, verb),
        )


def _is_bare(report: Report, verb: Token) -> bool:
    """Whether it only describes the noun behind it: "because of escalating violence"."""
    swelling = verb.lemma in ("escalate", "intensify", "continue", "resume", "renew")
    return (
        swelling
        and verb.text.casefold().endswith("ing")
        and not children(report.annotation, verb, "aux", "nsubj")
    )


def _is_rising(told: Happening, word: Token) -> bool:
    """Whether it is an uprising, coup or riot, which many make: to lead or stage it is to take part."""
    rising = word.lemma in lexicon.words("involvement", "risings")
    return rising or (word.text.casefold() == "it" and told.act in ("war", "coup", "protest"))


def _rightful(report: Report, verb: Token) -> list[Token]:
    """Who does it; not civilians of a clause between: "entered a mosque where families hid and killed 20"."""
    helpless = lexicon.words("actors", "helpless")
    found = list(doers(report, verb))
    if is_passive(report.annotation, verb) and not children(report.annotation, verb, "aux:pass"):
        found = [t for t in found if t.lemma.casefold() not in helpless]
    above = head(report.annotation, verb)
    shared = verb.relation == "conj" and above is not None and not children(report.annotation, verb, "nsubj")
    if not shared or above is None or not above.relation.startswith(("acl", "advcl", "ccomp")):
        return found
    if not any(t.lemma.casefold() in helpless for t in found):
        return found
    matrix = head(report.annotation, above)
    while matrix is not None and matrix.tag != "VERB":
        matrix = head(report.annotation, matrix)
    return list(doers(report, matrix)) if matrix is not None else []


def _did(report: Report, verb: Token, word: Token, agent: Token) -> Tie:
    """The tie of a doer to a deed that is no one event: "carried out reprisals"."""
    return Tie(
        actor=agent.index,
        trigger=verb.index,
        words=report.term(word.index),
        shown=(word.index,),
        kind=ClaimKind.PERPETRATOR,
        hearsay=is_reported(report, verb),
    )


def _is_only_meant(report: Report, verb: Token, word: Token) -> bool:
    """Whether what was planned need not have happened: "planned an attack"; but "planned the attack" did."""
    known = ("the", "this", "that", "these", "those")
    passive = is_passive(report.annotation, verb)
    return (
        verb.lemma in ("plan", "plot", "prepare")
        and not passive
        and determiner(report.annotation, word) not in known
    )


def _ordered(report: Report, verb: Token) -> Iterator[Tie]:
    """ "He ordered his men to shoot the prisoners"."""
    governor = head(report.annotation, verb)
    if governor is None or governor.lemma != "order" or verb.relation not in ("xcomp", "ccomp", "advcl"):
        return
    if not is_violent(report, verb) or not is_told(report, governor):
        return
    for person in doers(report, governor):
        yield Tie(
            actor=person.index,
            trigger=governor.index,
            event=event_near(report, verb),
            words=deed(report, verb, None),
            shown=(verb.index,),
            kind=ClaimKind.PERPETRATOR,
        )


def _is_of_event(report: Report, verb: Token, agent: Token) -> bool:
    """Whether "that killed 100" rather tells of the event before the actor: "fighting with X that killed"."""
    if verb.relation != "acl:relcl" or agent.index != verb.head:
        return False
    that = children(report.annotation, verb, "nsubj")
    above = head(report.annotation, agent)
    told = above is not None and report.event_at(above.index) is not None and agent.relation == "nmod"
    return told and any(c.text.casefold() in ("that", "which") for c in that)


def _carried_out(report: Report, verb: Token) -> Iterator[Tie]:
    """ "X carried out the attack", "an ambush staged by X"."""
    if (
        verb.lemma not in lexicon.words("involvement", "doing")
        or _is_bare(report, verb)
        or not is_told(report, verb)
        or is_blamed(report, verb)
    ):
        return
    hosted = verb.lemma in lexicon.words("involvement", "hosting")
    for word in patients(report, verb):
        told = event_named(report, word)
        if told is not None and _is_rising(told, word) and not is_unreal_noun(word):
            for agent in doers(report, verb):
                yield replace(_did(report, verb, word, agent), event=told, kind=ClaimKind.PARTICIPATION)
            continue
        if told is None and word.lemma in lexicon.words("involvement", "crimes") and not is_unreal_noun(word):
            yield from (_did(report, verb, word, agent) for agent in doers(report, verb))
        if told is None and word.lemma in lexicon.words("partaking", "answers") and not is_unreal_noun(word):
            took = (_did(report, verb, word, agent) for agent in doers(report, verb))
            yield from (replace(tie, kind=ClaimKind.PARTICIPATION) for tie in took)
        if told is None or told.act not in VIOLENT or is_unreal_noun(word):
            continue
        if told.act in _OF_TWO or (hosted and told.act not in _HOSTED) or _is_only_meant(report, verb, word):
            continue
        for agent in doers(report, verb):
            yield Tie(
                actor=agent.index,
                trigger=verb.index,
                event=told,
                shown=(word.index,),
                kind=ClaimKind.PARTICIPATION if word.lemma in _LARGE else ClaimKind.PERPETRATOR,
                hearsay=is_reported(report, verb),
            )
