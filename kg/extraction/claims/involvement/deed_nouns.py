"""Who did it, told by a noun: the killing by X, X's attack, at the hands of X."""

from collections.abc import Iterator

from kg.extraction import lexicon
from kg.extraction.claims.actors import actor
from kg.extraction.claims.involvement.ties import Tie
from kg.extraction.claims.told import (
    deed,
    event_near,
    is_told,
    is_unreal_noun,
)
from kg.extraction.events import VIOLENT
from kg.extraction.grammar import (
    case_of,
    children,
    conjuncts,
    head,
    obliques,
)
from kg.extraction.report import Report
from kg.language import Token
from kg.model import ClaimKind, EntityType

__all__ = ["at_hands", "by_arms", "by_noun", "by_order", "under_fire"]

_BODIES = (EntityType.ORGANIZATION, EntityType.UNIT, EntityType.GROUP)
_QUIET = ("capture", "detention", "displacement", "siege", "battle", "war")
"""Events that other extractors, or verbs alone, tell."""
_LAUNCHED = ("air-strike", "ambush", "attack", "shelling")
"""Acts that an adjective of nation before them ascribes ("a Rovian raid"); others may name victims so."""


def at_hands(report: Report, noun: Token) -> Iterator[Tie]:
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


def by_order(report: Report, noun: Token) -> Iterator[Tie]:
    """ "They were shot on the orders of Novak"."""
    verb = head(report.annotation, noun)
    if (
        noun.lemma != "order"
        or verb is None
        or case_of(report.annotation, noun) not in ("on", "upon", "under")
    ):
        return
    event = event_near(report, verb)
    if event is None or event.act not in VIOLENT or not is_told(report, verb):
        return
    for word in obliques(report.annotation, noun, "of", "from"):
        yield Tie(actor=word.index, trigger=noun.index, event=event, kind=ClaimKind.PERPETRATOR)


def by_noun(report: Report, noun: Token) -> Iterator[Tie]:
    """ "the killing of X by Y", "shelling from Rovian positions", "the Front's attack", "a rebel ambush"."""
    told = report.event_at(noun.index)
    act = lexicon.act_of_noun(noun.lemma.casefold())
    if told is None or act not in VIOLENT or {act, told.act} & set(_QUIET) or not _is_real(report, noun):
        return
    by = obliques(report.annotation, noun, "by") or _by_behind(report, noun)
    for word in by or [
        *_sent(report, noun),
        *_owners(report, noun),
    ]:
        yield Tie(
            actor=word.index,
            trigger=noun.index,
            event=told,
            shown=(noun.index,),
            kind=ClaimKind.PERPETRATOR,
        )


def _by_behind(report: Report, noun: Token) -> list[Token]:
    """Whom a "by" names that the tree hangs on a word between: "a raid on the town of Alba by the Front"."""
    annotation = report.annotation
    _, last = annotation.sentences[noun.sentence]
    for token in report.tokens[noun.index + 1 : last + 1]:
        if (
            token.tag in ("VERB", "AUX")
            or token.text in (";", ":", "(")
            or (report.event_at(token.index) is not None)
        ):
            return []
        if token.text != "by" or token.relation != "case" or token.index - noun.index < 2:
            continue
        doer = report.tokens[token.head]
        above = head(annotation, doer)
        held = above is not None and above.tag in ("NOUN", "PROPN", "NUM") and noun.index <= above.index
        agent = actor(report, doer) is not None
        return conjuncts(annotation, doer) if held and agent and doer.index > token.index else []
    return []


def by_arms(report: Report, noun: Token) -> Iterator[Tie]:
    """ "An IRA bomb killed nine": whose arms did it, where the clause tells what they did."""
    verb = head(report.annotation, noun)
    harm = lexicon.words("deeds", "harming")
    if noun.lemma not in lexicon.words("deeds", "arms") or verb is None or verb.lemma not in harm:
        return
    if noun.relation not in ("nsubj", "obj", "obl:agent") or not is_told(report, verb):
        return
    for owner in children(report.annotation, noun, "compound", "nmod:poss", "amod"):
        if _is_armed(report, owner) and _acts(report, owner):
            yield Tie(
                actor=owner.index,
                trigger=noun.index,
                event=event_near(report, noun),
                words=deed(report, verb, None),
                shown=(noun.index,),
                kind=ClaimKind.PERPETRATOR,
            )


def under_fire(report: Report, verb: Token) -> Iterator[Tie]:
    """ "The convoy came under fire from rebels"."""
    fire = [
        t for t in obliques(report.annotation, verb, "under") if t.lemma in lexicon.words("deeds", "fire")
    ]
    if not fire or verb.lemma != "come" or not is_told(report, verb):
        return
    senders = [t for place in (verb, *fire) for t in obliques(report.annotation, place, "from", "by")]
    for word in senders:
        if report.type_of(actor(report, word)) in _BODIES:
            yield Tie(
                actor=word.index,
                trigger=verb.index,
                event=event_near(report, fire[0]),
                words=deed(report, verb, None),
                shown=(fire[0].index,),
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
    if governor.tag == "NOUN" and is_unreal_noun(governor):
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


def _owners(report: Report, noun: Token) -> Iterator[Token]:
    """Whose attack it is: "the Front's", "a Rovian", "rebel"; before a killing stands maybe its victim."""
    launched = lexicon.act_of_noun(noun.lemma.casefold()) in _LAUNCHED
    if noun.lemma in ("operation", "campaign"):
        return  # of business or of opinion as often
    for child in children(report.annotation, noun, "nmod:poss", "compound", "amod", "nmod"):
        if child.index > noun.index or child.tag == "PRON":
            continue
        armed = _is_armed(report, child)
        if child.relation == "nmod:poss":
            owns = (launched or armed) and _acts(report, child)
        else:
            owns = launched and (_is_force(noun, child) or (armed and _acts(report, child)))
        if owns:
            yield child


def _is_armed(report: Report, token: Token) -> bool:
    reference = report.covering(token.index)
    return reference is not None and reference.type in _BODIES and not reference.nominal


def _is_force(noun: Token, token: Token) -> bool:
    """Whether a noun or adjective before an attack says who attacked: "rebel", "Rovian"."""
    if noun.tag == "PROPN":
        return False
    nation = token.relation == "amod" and lexicon.demonym_country(token.text) is not None
    return nation or (
        token.relation in ("compound", "amod") and token.lemma.casefold() in lexicon.words("deeds", "forces")
    )


def _acts(report: Report, token: Token) -> bool:
    return actor(report, token) is not None and report.type_of(actor(report, token)) is not EntityType.PERSON
