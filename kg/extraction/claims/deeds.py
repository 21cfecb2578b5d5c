"""Who did it: doers of violence, told by a verb, by a deed carried out, or by a noun."""

from collections.abc import Iterator

from kg.extraction import lexicon
from kg.extraction.claims.actors import actor, doers, is_handed_over, patients
from kg.extraction.claims.ties import Tie, drafts
from kg.extraction.claims.told import (
    deed,
    event_named,
    event_near,
    is_blamed,
    is_reported,
    is_told,
    is_unreal_noun,
)
from kg.extraction.grammar import case_of, children, head, is_passive, obliques
from kg.extraction.happenings import VIOLENT, Happening
from kg.extraction.report import Draft, Report
from kg.language import Token
from kg.model import ClaimKind, EntityType
from kg.schema import table

__all__ = ["VERSION", "deeds"]

VERSION = "2.0"

_PLACES = (EntityType.PLACE, EntityType.COUNTRY)
_BODIES = (EntityType.ORGANIZATION, EntityType.UNIT, EntityType.GROUP)
_QUIET = (
    "capture",
    "detention",
    "displacement",
    "siege",
)  # events that other extractors, or verbs alone, tell
_OF_TWO = ("battle", "war")
_SENT_BY = ("by", "from", "at the hands of")
_LAUNCHED = {
    "air-strike",
    "ambush",
    "attack",
    "shelling",
}  # acts that an adjective of nation before them ascribes ("a Rovian raid"); of the rest it may name the victims


def deeds(report: Report) -> Iterator[Draft]:
    """A claim for each doer of a violent act."""
    yield from drafts(report, _ties(report))


def _ties(report: Report) -> Iterator[Tie]:
    for token in report.tokens:
        if token.tag == "VERB" or (token.tag == "ADJ" and children(report.annotation, token, "aux:pass")):
            yield from _violent(report, token)
            yield from _carried_out(report, token)
        elif token.tag in ("NOUN", "PROPN"):
            yield from _by_noun(report, token)
            yield from _at_hands(report, token)


def _violent(report: Report, verb: Token) -> Iterator[Tie]:
    """ "Gunmen opened fire on a bus", "the village was shelled by the army"."""
    if not _is_violent(report, verb) or not is_told(report, verb) or is_blamed(report, verb):
        return
    handed = is_handed_over(report, verb)
    event = event_near(report, verb)
    if event is not None and event.act in ("torture", "capture") and report.event_at(verb.index) is None:
        event = None
    for agent in doers(report, verb):
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


def _is_of_event(report: Report, verb: Token, agent: Token) -> bool:
    """Whether "that killed 100" more likely tells of the event before the actor: "fighting with X that killed"."""
    if verb.relation != "acl:relcl" or agent.index != verb.head:
        return False
    that = children(report.annotation, verb, "nsubj")
    above = head(report.annotation, agent)
    told = above is not None and report.event_at(above.index) is not None and agent.relation == "nmod"
    return told and any(c.text.casefold() in ("that", "which") for c in that)


def _is_violent(report: Report, verb: Token) -> bool:
    words = table("deeds")
    lemma = verb.lemma.casefold()
    done = patients(report, verb)
    passive = is_passive(report.annotation, verb)
    if lemma in words["alone"] or lemma in words["at"] and _is_at(report, verb):
        return True
    if lemma in words["with"] and _has(report, verb, words["with"][lemma]):
        return True
    handled = set(words["arms"]) | set(words["discharged"] if lemma in ("fire", "shoot") else ())
    if lemma in words["handling"] and any(t.lemma.casefold() in handled or _is_bomb(report, t) for t in done):
        return True
    if not done and not passive or any(t.lemma.casefold() in words["animals"] for t in done):
        return False
    if lemma in words["done_to"]:
        return True
    if lemma in words["people"] and any(_is_people(report, t) for t in done):
        return True
    return lemma in words["wrecking"] and any(_is_thing(report, t) for t in done)


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
    return token.tag == "PRON" or actor(report, token) is not None or _counts(report, token)


def _counts(report: Report, token: Token) -> bool:
    """Whether a phrase counts people: "63 captives", "dozens of them"."""
    words = lexicon.words("people", "groups", "collectives", "roles", "relations")
    return token.tag == "NUM" or token.lemma.casefold() in words


def _is_thing(report: Report, token: Token) -> bool:
    """Whether it is a place, something built, or a vehicle."""
    if report.type_of(report.term(token.index)) in _PLACES:
        return True
    built = lexicon.words("places", "settlements", "areas", "facilities")
    moved = {
        "bus",
        "car",
        "convoy",
        "vehicle",
        "train",
        "truck",
        "ship",
        "boat",
        "aircraft",
        "plane",
        "tank",
        "van",
    }
    more = {
        "position",
        "target",
        "property",
        "infrastructure",
        "crowd",
        "stronghold",
        "hideout",
        "post",
        "tower",
        "door",
    }
    return token.lemma.casefold() in built | moved | more or actor(report, token) is not None


def _carried_out(report: Report, verb: Token) -> Iterator[Tie]:
    """ "X carried out the attack", "an ambush staged by X"."""
    if (
        verb.lemma not in lexicon.words("involvement", "doing")
        or not is_told(report, verb)
        or is_blamed(report, verb)
    ):
        return
    for word in patients(report, verb):
        told = event_named(report, word)
        if told is None or told.act in _OF_TWO or told.act not in VIOLENT or is_unreal_noun(report, word):
            continue
        if verb.lemma in lexicon.words("involvement", "hosting") and told.act not in _LAUNCHED | {"bombing"}:
            continue
        for agent in doers(report, verb):
            yield Tie(
                actor=agent.index,
                trigger=verb.index,
                event=told,
                shown=(word.index,),
                kind=ClaimKind.PERPETRATOR,
                hearsay=is_reported(report, verb),
            )


def _at_hands(report: Report, noun: Token) -> Iterator[Tie]:
    """ "They died at the hands of the militia"."""
    if noun.lemma != "hand" or case_of(report.annotation, noun) != "at":
        return
    event = event_near(report, noun)
    verb = head(report.annotation, noun)
    if verb is None or not is_told(report, verb):
        return
    for word in obliques(report.annotation, noun, "of"):
        yield Tie(
            actor=word.index,
            trigger=noun.index,
            event=event,
            words=report.term(verb.index),
            shown=(word.index,),
            kind=ClaimKind.PERPETRATOR,
        )


def _by_noun(report: Report, noun: Token) -> Iterator[Tie]:
    """ "the killing of X by Y", "shelling from Rovian positions", "the Front's attack", "a rebel ambush"."""
    told = report.event_at(noun.index)
    if told is None or lexicon.act_of_noun(noun.lemma.casefold()) not in VIOLENT or told.act in _QUIET:
        return
    if not _is_real(report, noun) or lexicon.act_of_noun(noun.lemma.casefold()) in (*_OF_TWO, *_QUIET):
        return
    for word in [
        *obliques(report.annotation, noun, "by"),
        *_sent(report, noun),
        *_owners(report, noun, told),
    ]:
        yield Tie(
            actor=word.index,
            trigger=noun.index,
            event=told,
            shown=(noun.index,),
            kind=ClaimKind.PERPETRATOR,
        )


def _is_real(report: Report, noun: Token) -> bool:
    """Not "any attack by X", "the threat of an attack by X", "to prevent attacks by X"."""
    annotation = report.annotation
    barred = {
        "any",
        "no",
        "future",
        "possible",
        "potential",
        "further",
        "planned",
        "imminent",
        "expected",
        "next",
    }
    if any(c.text.casefold() in barred for c in children(annotation, noun, "det", "amod")):
        return False
    governor = head(annotation, noun)
    if governor is None:
        return True
    if governor.tag == "NOUN" and is_unreal_noun(report, governor):
        return False
    feared = (
        "prevent",
        "avert",
        "avoid",
        "fear",
        "threaten",
        "plan",
        "plot",
        "deny",
        "expect",
        "foil",
        "thwart",
    )
    return governor.lemma not in feared and (
        governor.tag != "VERB"
        or noun.relation not in ("obj", "nsubj", "nsubj:pass")
        or is_told(report, governor)
    )


def _sent(report: Report, noun: Token) -> list[Token]:
    """Whom an attack comes "from": armed people, never a place."""
    return [
        t
        for t in obliques(report.annotation, noun, "from", "at the hands of")
        if report.type_of(actor(report, t)) in _BODIES
    ]


def _owners(report: Report, noun: Token, told: Happening) -> Iterator[Token]:
    """Whose attack it is: "the Front's", "a Rovian", "rebel"; whoever stands before a killing may be its victim."""
    annotation = report.annotation
    for child in children(annotation, noun, "nmod:poss", "compound", "amod", "nmod"):
        if child.index > noun.index or child.tag == "PRON":
            continue
        launched = lexicon.act_of_noun(noun.lemma.casefold()) in _LAUNCHED
        reference = report.covering(child.index)
        armed = reference is not None and reference.type in _BODIES and not reference.nominal
        if child.relation == "nmod:poss" and (launched or armed) and _acts(report, child):
            yield child
        elif child.relation != "nmod:poss" and launched and armed and _acts(report, child):
            yield child
        elif child.relation == "amod" and launched and lexicon.demonym_country(child.text) is not None:
            yield child
        elif launched and child.relation in ("compound", "amod") and child.lemma.casefold() in _FORCES:
            yield child


_FORCES = {
    "rebel",
    "guerrilla",
    "insurgent",
    "militant",
    "army",
    "partisan",
    "police",
    "militia",
    "paramilitary",
    "jihadist",
}


def _acts(report: Report, token: Token) -> bool:
    return actor(report, token) is not None and report.type_of(actor(report, token)) is not EntityType.PERSON
