"""Who took part: both sides of a fight, forces that answered, people who attended."""

from collections.abc import Iterator

from kg.extraction import lexicon
from kg.extraction.claims.actors import actor, actor_span
from kg.extraction.claims.doers import patients
from kg.extraction.claims.involvement.pairs import pair
from kg.extraction.claims.involvement.ties import Tie, drafts
from kg.extraction.claims.involvement.violence import is_violent
from kg.extraction.claims.told import deed, event_named, event_near, is_blamed, is_told
from kg.extraction.events import VIOLENT, Happening
from kg.extraction.grammar import agents, case_of, children, conjuncts, head, is_passive, obliques
from kg.extraction.report import Draft, Report
from kg.language import Token
from kg.model import ClaimKind, EntityType
from kg.schema import table

__all__ = ["VERSION", "partaking"]

VERSION = "2.0"

_ARMED = (EntityType.ORGANIZATION, EntityType.UNIT, EntityType.GROUP, EntityType.COUNTRY)
_ACTORS = (*_ARMED, EntityType.PERSON)


def partaking(report: Report) -> Iterator[Draft]:
    """A claim for each actor who takes part in an event."""
    yield from drafts(report, _ties(report))


def _ties(report: Report) -> Iterator[Tie]:
    for token in report.tokens:
        if token.tag == "VERB" and is_blamed(report, token):
            continue
        if token.tag == "VERB" and token.relation != "amod" and _tried(report, token):
            yield from _answering(report, token)
        elif token.tag == "VERB" and token.relation != "amod" and is_told(report, token):
            yield from _attending(report, token)
            yield from _fighting(report, token)
            yield from _answering(report, token)
            yield from _gathering(report, token)
            yield from _moving(report, token)
            yield from _contending(report, token)
            yield from _siding(report, token)
        elif token.tag in ("NOUN", "PROPN"):
            yield from _with_help(report, token)
            yield from _reply(report, token)
        if token.tag in ("NOUN", "PROPN", "VERB"):
            yield from pair(report, token)


def _attending(report: Report, verb: Token) -> Iterator[Tie]:
    """ "X attended the ceremony", "X took part in the talks", "talks organised by X"."""
    annotation = report.annotation
    part = verb.lemma == "take" and any(o.lemma == "part" for o in children(annotation, verb, "obj"))
    hosting = verb.lemma in lexicon.words("involvement", "hosting")
    if not part and not hosting and verb.lemma not in lexicon.words("involvement", "joining"):
        return
    words = [
        *([] if hosting else obliques(annotation, verb, "in", "at")),
        *([] if part else patients(report, verb)),
    ]
    for word in (_antecedent(report, each) for each in words):
        event = event_named(report, word)
        if event is None or word.text.casefold() in ("it", "this", "that", "them"):
            continue
        if (hosting and event.act in VIOLENT) or (verb.lemma in ("support", "back") and event.act == "war"):
            continue  # to support a war is an opinion
        for agent in agents(annotation, verb):
            yield Tie(
                actor=agent.index,
                trigger=verb.index,
                event=event,
                shown=(word.index,),
                kind=ClaimKind.PARTICIPATION,
            )


def _tried(report: Report, verb: Token) -> bool:
    """Whether it is a defence that was tried: "tried to repel the attack" took part, whatever came of it."""
    above = head(report.annotation, verb)
    trying = (
        above is not None
        and verb.relation == "xcomp"
        and above.lemma in ("try", "attempt", "fail", "struggle")
    )
    defends = verb.lemma in ("repel", "repulse", "resist", "intercept", "disperse")
    return trying and defends and above is not None and is_told(report, above)


def _antecedent(report: Report, word: Token) -> Token:
    """What "in which" stands for: the noun that the clause hangs on; other words themselves."""
    above: Token | None = word
    while word.lemma == "which" and above is not None and not above.relation.startswith("acl"):
        above = head(report.annotation, above)
    noun = head(report.annotation, above) if word.lemma == "which" and above is not None else None
    return noun if noun is not None else word


def _fighting(report: Report, verb: Token) -> Iterator[Tie]:
    """ "Troops clashed with rebels", "the two sides fought"; not "police fought crime"."""
    annotation = report.annotation
    engaged = (
        verb.lemma == "engage" and children(annotation, verb, "obj") and not is_passive(annotation, verb)
    )
    bare = verb.text.casefold() == "fighting" and not children(annotation, verb, "aux", "nsubj")
    if (verb.lemma not in table("partaking")["fighting"] and not engaged) or bare:
        return
    others = [
        *obliques(annotation, verb, "with", "against", "alongside", "beside", "between"),
        *patients(report, verb),
    ]
    met = [o for o in others if report.type_of(actor(report, o)) in _ARMED or actor(report, o) is not None]
    fought = [e for t in patients(report, verb) if (e := event_named(report, t)) is not None]
    if patients(report, verb) and not met and not fought:
        return
    event = next(iter(fought), None) or event_near(report, verb)
    seen = [*(a for a in agents(annotation, verb)), *(each for o in met for each in conjuncts(annotation, o))]
    for person in seen:
        yield _part(report, verb, person, event)


def _part(report: Report, verb: Token, person: Token, event: Happening | None) -> Tie:
    """That somebody took part in what a verb tells."""
    return Tie(
        actor=person.index,
        trigger=verb.index,
        event=event,
        words=deed(report, verb, None),
        kind=ClaimKind.PARTICIPATION,
    )


def _answering(report: Report, verb: Token) -> Iterator[Tie]:
    """ "Police gave chase", "the garrison repelled the assault", "guards returned fire"."""
    words = table("partaking")
    wanted = words["with"].get(verb.lemma, ())
    held = any(o.lemma in wanted for o in patients(report, verb)) and verb.lemma != "take"
    if verb.lemma in words["replying"]:
        held = any(t.lemma in words["force"] for t in obliques(report.annotation, verb, "with", "by"))
    held = held or (verb.lemma in words["encircling"] and _has_target(report, verb))
    if verb.lemma not in words["answering"] and not held:
        return
    event = event_near(report, verb)
    done = [*patients(report, verb), *obliques(report.annotation, verb, "against", "with")]
    meets = any(event_named(report, d) is not None for d in done)
    if event is None and not held and not meets:
        return
    for person in agents(report.annotation, verb):
        yield _part(report, verb, person, event)


def _contending(report: Report, verb: Token) -> Iterator[Tie]:
    """ "The garrison defended the town", "A defeated B", "troops freed the hostages"."""
    words = table("partaking")
    if verb.lemma not in words["contending"]:
        return
    done = [*patients(report, verb), *obliques(report.annotation, verb, "on", "against")]
    struck = (event_named(report, t) for t in done)
    told = (*struck, _event_around(report, verb), report.event_of(verb.index))
    event = next((e for e in told if e is not None and e.act in VIOLENT), None)
    if event is None:
        return
    beaten = [t for t in done if verb.lemma in words["beating"] and _is_armed(report, t)]
    for person in [*(a for a in agents(report.annotation, verb) if _is_armed(report, a)), *beaten]:
        yield Tie(
            actor=person.index,
            trigger=verb.index,
            event=event,
            words=deed(report, verb, None),
            shown=tuple(t.index for t in done[:1]),
            kind=ClaimKind.PARTICIPATION,
        )


def _siding(report: Report, verb: Token) -> Iterator[Tie]:
    """ "The army, supported by mercenaries, attacked": who is beside armed people where violence is told."""
    if verb.lemma not in table("partaking")["siding"] or not is_passive(report.annotation, verb):
        return
    event = event_near(report, verb)
    if event is None or not any(_is_armed(report, t) for t in patients(report, verb)):
        return
    for person in agents(report.annotation, verb):
        if _is_armed(report, person):
            yield _part(report, verb, person, event)


def _gathering(report: Report, verb: Token) -> Iterator[Tie]:
    """ "Thousands of students marched through the capital"."""
    if verb.lemma not in table("partaking")["gathering"]:
        return
    for person in agents(report.annotation, verb):
        if report.type_of(actor(report, person)) is EntityType.GROUP:
            yield _part(report, verb, person, report.event_at(verb.index))


def _moving(report: Report, verb: Token) -> Iterator[Tie]:
    """ "Soldiers entered the village", where violence is told beside it, not of them in the same breath."""
    words = table("partaking")
    event = _event_around(report, verb) if verb.lemma in words["moving"] else None
    told = children(report.annotation, verb, "conj", "advcl", "xcomp")
    if event is None or any(is_violent(report, t) for t in told):
        return
    aims = [
        *patients(report, verb),
        *obliques(report.annotation, verb, "in", "into", "at", "on", "to", "towards"),
    ]
    built = lexicon.words("places", "settlements", "areas", "facilities")
    if not any(t.lemma in built or report.type_of(report.term(t.index)) is EntityType.PLACE for t in aims):
        return
    for person in agents(report.annotation, verb):
        if _is_armed(report, person):
            yield Tie(
                actor=person.index,
                trigger=verb.index,
                event=event,
                shown=tuple(t.index for t in aims[:1]),
                kind=ClaimKind.PARTICIPATION,
            )


def _is_armed(report: Report, token: Token) -> bool:
    """Whether they bear arms: a unit, or people called so."""
    unit = report.type_of(actor(report, token)) is EntityType.UNIT
    if report.type_of(actor(report, token)) is EntityType.PERSON:
        return False
    first, last = actor_span(report, token)
    arms = lexicon.words("actors", "armed", "doers")
    return unit or any(t.lemma in arms for t in report.tokens[first : last + 1])


def _event_around(report: Report, verb: Token) -> Happening | None:
    """The violent event told beside a word, or in the sentence behind it."""
    near = event_near(report, verb)
    if near is not None or verb.sentence + 1 >= len(report.annotation.sentences):
        return near
    first, last = report.annotation.sentences[verb.sentence + 1]
    told = [e for i in range(first, last + 1) if (e := report.event_at(i)) is not None and e.act in VIOLENT]
    return told[0] if told else None


def _has_target(report: Report, verb: Token) -> bool:
    """Whether a place, a building or people stand as what armed people surround."""
    built = lexicon.words("places", "settlements", "areas", "facilities")
    return any(t.lemma in built or report.reference(t.index) is not None for t in patients(report, verb))


def _reply(report: Report, noun: Token) -> Iterator[Tie]:
    """ "A heavy response by the army", "resistance from the garrison"."""
    event = event_near(report, noun) if noun.lemma in table("partaking")["replies"] else None
    for person in obliques(report.annotation, noun, "by", "from") if event is not None else []:
        if report.type_of(actor(report, person)) in _ARMED:
            yield Tie(
                actor=person.index,
                trigger=noun.index,
                event=event,
                shown=(person.index,),
                kind=ClaimKind.PARTICIPATION,
            )


def _with_help(report: Report, noun: Token) -> Iterator[Tie]:
    """ "With the participation of X", "with the help of the 4th Regiment"."""
    annotation = report.annotation
    if noun.lemma not in lexicon.words("involvement", "joining_nouns") or case_of(annotation, noun) != "with":
        return
    event = _event_beside(report, noun)
    words = obliques(annotation, noun, "of", "by", "from")
    deeper = [t for word in words for t in obliques(annotation, word, "of")]
    named = [t for t in [*words, *deeper] if _is_named(report, t)]
    for word in named or words:
        yield Tie(actor=word.index, trigger=noun.index, event=event, kind=ClaimKind.PARTICIPATION)


def _is_named(report: Report, token: Token) -> bool:
    """Whether it is a name: "personnel and equipment of the 4th Regiment" took part as the regiment."""
    reference = report.reference(token.index)
    return reference is not None and reference.type is not EntityType.GROUP and reference.type in _ACTORS


def _event_beside(report: Report, noun: Token) -> Happening | None:
    """The event of the noun's own sentence, of whatever act, else the violent one told before."""
    first, last = report.annotation.sentences[noun.sentence]
    here = [i for i in range(first, last + 1) if report.event_at(i) is not None]
    nearest = min(here, key=lambda i: (abs(i - noun.index), i), default=None)
    return report.event_at(nearest) if nearest is not None else event_near(report, noun)
