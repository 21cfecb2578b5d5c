"""Places taken and held: who captured or occupied what."""

from collections.abc import Iterator

from kg.extraction import lexicon
from kg.extraction.claims.actors import actor
from kg.extraction.claims.doers import doers, patients
from kg.extraction.claims.repeats import once_a_sentence
from kg.extraction.claims.seizing.grips import gripping, in_hands, under_control
from kg.extraction.claims.seizing.grounds import holding, is_ground, place_at, seized
from kg.extraction.claims.told import is_told, is_unreal_noun
from kg.extraction.grammar import children, head, obliques, phrase, subjects
from kg.extraction.report import Draft, Report
from kg.language import Token
from kg.model import ClaimKind, EntityType, Term
from kg.schema import table

__all__ = ["VERSION", "seizures"]

VERSION = "2.0"

_PLACES = (EntityType.PLACE, EntityType.COUNTRY)
_ARMED = (EntityType.ORGANIZATION, EntityType.UNIT, EntityType.GROUP, EntityType.COUNTRY)


def seizures(report: Report) -> Iterator[Draft]:
    """A claim for each holder and each place that a verb, noun or adjective of seizure joins."""
    yield from once_a_sentence(report, _drafts(report))


def _drafts(report: Report) -> Iterator[Draft]:
    words = table("seizures")
    for token in report.tokens:
        if token.text.casefold() in words["held"] and _is_adjectival(report, token):
            yield from _adjectival(report, token)
        elif token.tag in ("VERB", "ADJ"):
            yield from _taking(report, token)
            yield from gripping(report, token)
            yield from _falling(report, token)
            yield from _driving(report, token)
        elif token.tag == "NOUN":
            yield from _by_noun(report, token)
            if token.lemma in words["grip"]:
                yield from under_control(report, token)
            if token.lemma == "hand":
                yield from in_hands(report, token)


def _is_adjectival(report: Report, token: Token) -> bool:
    return token.relation == "amod" or (token.index > 0 and report.tokens[token.index - 1].text == "-")


def _taking(report: Report, verb: Token) -> Iterator[Draft]:
    """ "The rebels captured the town", "a valley held by the Front"."""
    words = table("seizures")
    plain = verb.lemma in words["taking"] or verb.lemma in words["holding"]
    vague = verb.lemma in words["barely"]
    if (not plain and not vague) or verb.lemma in ("cede", "lose") or not is_told(report, verb):
        return
    if any(t.lemma in words["grip"] for t in patients(report, verb)):
        return
    if any(t.lemma in ("prisoner", "hostage", "captive") for t in children(report.annotation, verb, "xcomp")):
        return  # "was taken prisoner"
    for token, place in seized(report, verb):
        if verb.lemma in ("take", "win", "hold") and token.lemma in words["idle"]:
            continue
        named = report.type_of(place) in _PLACES
        if vague and not named and not is_ground(report, token):
            continue
        for agent in doers(report, verb):
            holder = actor(report, agent)
            armed = report.type_of(holder) in _ARMED or (holder is not None and holder.entity is None)
            if holder is not None and ((plain and verb.lemma not in words["barely"]) or armed):
                yield holding(report, verb, token, agent, holder, place)


def _falling(report: Report, verb: Token) -> Iterator[Draft]:
    """ "The city fell to the rebels", "the army lost the hill to the Front"."""
    annotation = report.annotation
    if verb.lemma not in (*table("seizures")["losing"], "lose", "cede") or not is_told(report, verb):
        return
    lost = patients(report, verb) if verb.lemma in ("lose", "cede") else subjects(annotation, verb)
    takers = obliques(annotation, verb, "to")
    hands = [t for t in obliques(annotation, verb, "into", "to") if t.lemma == "hand"]
    takers += [inner for hand in hands for inner in obliques(annotation, hand, "of")]
    takers += [c for hand in hands for c in children(annotation, hand, "nmod:poss", "compound", "amod")]
    for token in (t for t in lost if is_ground(report, t)):
        for _, place in place_at(report, token, verb):
            for taker in takers:
                holder = actor(report, taker)
                if holder is not None and report.type_of(holder) is not EntityType.PERSON:
                    yield holding(report, verb, token, taker, holder, place)


def _driving(report: Report, verb: Token) -> Iterator[Draft]:
    """ "Troops drove the rebels out of the town"."""
    if verb.lemma not in table("seizures")["driving"] or not is_told(report, verb):
        return
    civil = lexicon.words("actors", "helpless")
    foes = [t for t in patients(report, verb) if t.lemma.casefold() not in civil]
    if not any(report.type_of(actor(report, t)) in _ARMED for t in foes):
        return
    for token in obliques(report.annotation, verb, "out of", "out", "from"):
        for _, place in place_at(report, token, verb):
            for agent in doers(report, verb):
                holder = actor(report, agent)
                if report.type_of(holder) in _ARMED and holder is not None:
                    yield holding(report, verb, token, agent, holder, place)


def _by_noun(report: Report, noun: Token) -> Iterator[Draft]:
    """ "The capture of the town by the rebels", "Rovia's annexation of Alba"."""
    annotation = report.annotation
    if noun.lemma not in table("seizures")["taken"]:
        return
    governor = head(annotation, noun)
    if governor is not None and (governor.tag == "NOUN" and is_unreal_noun(governor)):
        return
    if governor is not None and governor.tag == "VERB" and not is_told(report, governor):
        return
    owners = [c for c in children(annotation, noun, "nmod:poss", "compound", "amod") if c.tag != "PRON"]
    takers = [*obliques(annotation, noun, "by"), *owners]
    for token in (t for t in obliques(annotation, noun, "of") if is_ground(report, t)):
        for _, place in place_at(report, token, noun):
            for taker in takers:
                holder = actor(report, taker)
                if holder is not None and holder.entity != place.entity:
                    held = noun.lemma in ("occupation", "control")
                    yield holding(report, noun, token, taker, holder, place, held=held)


def _adjectival(report: Report, token: Token) -> Iterator[Draft]:
    """ "The Rovian-occupied Alba valley", "the rebel-held town of Alba"."""
    before = token.index - 1 - (report.tokens[token.index - 1].text == "-")
    if (
        before < 0
        or token.index + 1 >= len(report.tokens)
        or report.tokens[before].sentence != token.sentence
    ):
        return
    place = _held_place(report, token)
    owner = report.covering(before)
    holder = _owner(report, before)
    if place is None or holder is None:
        return
    yield Draft(
        kind=ClaimKind.OCCUPATION,
        trigger=token.index,
        first=owner.first if owner is not None and not owner.nominal else before,
        last=place[1],
        subject=holder,
        object=place[0],
    )


def _held_place(report: Report, token: Token) -> tuple[Term, int] | None:
    """The place behind "-held" and the index of its last word."""
    reference = report.covering(token.index + 1)
    if reference is not None and reference.type in _PLACES:
        return report.named(reference), reference.last
    noun = head(report.annotation, token)
    if noun is None or noun.index <= token.index or not is_ground(report, noun):
        return None
    inner = [*obliques(report.annotation, noun, "of"), *children(report.annotation, noun, "appos", "flat")]
    named = next((t for t in inner if report.type_of(report.term(t.index)) in _PLACES), None)
    if named is not None:
        return report.term(named.index), phrase(report.annotation, named)[1]
    return (
        (report.term(noun.index), noun.index)
        if report.type_of(report.term(noun.index)) in _PLACES
        else (
            Term(text=report.words(token.index + 1, noun.index)),
            noun.index,
        )
    )


def _owner(report: Report, index: int) -> Term | None:
    """Who stands before "-held": a name, an adjective of nation, a common noun for armed people."""
    owner = report.covering(index)
    country = lexicon.demonym_country(report.tokens[index].text)
    if owner is not None and owner.type in (*_ARMED, EntityType.PERSON) and not owner.nominal:
        return report.named(owner)
    if country is not None:
        return Term(text=country)
    token = report.tokens[index]
    forces = lexicon.words("people", "groups", "collectives") | lexicon.words("actors", "bodies")
    return Term(text=token.text) if token.lemma.casefold() in forces else None
