"""Whether a verb tells violence done to people or things."""

from kg.extraction import lexicon
from kg.extraction.claims.actors import actor
from kg.extraction.claims.doers import patients
from kg.extraction.grammar import (
    children,
    is_passive,
    obliques,
)
from kg.extraction.report import Report
from kg.language import Token
from kg.model import EntityType
from kg.schema import table

__all__ = ["is_violent"]

_PLACES = (EntityType.PLACE, EntityType.COUNTRY)


def is_violent(report: Report, verb: Token) -> bool:
    """Whether the verb, with what it is done to, tells violence: `ontology/words/deeds.toml` says which."""
    words = table("deeds")
    lemma = verb.lemma.casefold()
    done = patients(report, verb)
    if lemma in words["alone"] or (lemma in words["at"] and _is_at(report, verb)):
        return True
    if lemma in words["with"] and _has(report, verb, words["with"][lemma]):
        return True
    if lemma in words["handling"] and _are_arms(report, verb, done):
        return True
    if lemma in words["steering"] and any(t.lemma in words["vehicles"] for t in done):
        struck = obliques(report.annotation, verb, "into")
        return any(_is_thing(report, t) or _is_people(report, t) for t in struck)
    if not done and not is_passive(report.annotation, verb):
        return False
    return _is_done_to(report, lemma, done)


def _is_done_to(report: Report, lemma: str, done: list[Token]) -> bool:
    """Whether it is violence to do it to these: people, places, things; never to animals."""
    words = table("deeds")
    if any(t.lemma.casefold() in words["animals"] for t in done):
        return False
    if lemma == "beat" and any(report.type_of(report.term(t.index)) is EntityType.ORGANIZATION for t in done):
        return False  # at the polls
    if lemma in words["done_to"]:
        return True
    if lemma in words["people"] and any(_is_people(report, t) for t in done):
        return True
    return lemma in words["wrecking"] and any(_is_thing(report, t) for t in done)


def _are_arms(report: Report, verb: Token, done: list[Token]) -> bool:
    words = table("deeds")
    aimed = obliques(report.annotation, verb, "against", "on")
    if verb.lemma == "use" and aimed and any(t.lemma == "weapon" for t in done):
        return True
    arms = {*words["arms"], *(words["discharged"] if verb.lemma in ("fire", "shoot") else ())}
    return any(t.lemma.casefold() in arms or _is_bomb(report, t) for t in done)


def _is_bomb(report: Report, token: Token) -> bool:
    """Whether "it" stands for an explosive told just before: "built the bomb and placed it in the shrine"."""
    if token.text.casefold() not in ("it", "them"):
        return False
    before = report.tokens[max(0, token.index - 12) : token.index]
    things = [t for t in before if t.tag == "NOUN" and t.relation in ("obj", "nsubj", "nsubj:pass")]
    return bool(things) and things[-1].lemma in ("bomb", "device", "explosive", "grenade", "mine")


def _is_at(report: Report, verb: Token) -> bool:
    annotation = report.annotation
    aimed = obliques(annotation, verb, *table("deeds")["prepositions"])
    passive_or_done = children(annotation, verb, "obj", "nsubj:pass")
    return any(_is_thing(report, t) or _is_people(report, t) for t in aimed) and not passive_or_done


def _has(report: Report, verb: Token, wanted: list[str]) -> bool:
    annotation = report.annotation
    near = [
        *patients(report, verb),
        *children(annotation, verb, "obl", "xcomp", "advmod", "compound:prt", "obl:unmarked"),
    ]
    return any(t.lemma.casefold() in wanted or t.text.casefold() in wanted for t in near)


def _is_people(report: Report, token: Token) -> bool:
    return token.tag == "PRON" or actor(report, token) is not None or _counts(token)


def _counts(token: Token) -> bool:
    """Whether a phrase counts people: "63 captives", "dozens of them"."""
    words = lexicon.words("people", "groups", "collectives", "roles", "relations")
    return token.tag == "NUM" or token.lemma.casefold() in words


def _is_thing(report: Report, token: Token) -> bool:
    """Whether it is a place, something built, or a vehicle."""
    if report.type_of(report.term(token.index)) in _PLACES:
        return True
    built = lexicon.words("places", "settlements", "areas", "facilities")
    if any(_is_thing(report, t) for t in obliques(report.annotation, token, "of")):
        return True  # "hundreds of villages"
    moved = lexicon.words("deeds", "vehicles", "things")
    return token.lemma.casefold() in built | moved or actor(report, token) is not None
