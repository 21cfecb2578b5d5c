"""Places in somebody's hand, told by nouns of having hold: control, possession, hands."""

from collections.abc import Iterator

from kg.extraction.claims.actors import actor
from kg.extraction.claims.doers import doers, patients
from kg.extraction.claims.seizing.grounds import holding, is_ground, place_at
from kg.extraction.claims.told import is_told
from kg.extraction.grammar import agents, case_of, children, head, obliques, subjects
from kg.extraction.report import Draft, Report
from kg.language import Token
from kg.model import EntityType
from kg.schema import table

__all__ = ["gripping", "in_hands", "under_control"]

_PLACES = (EntityType.PLACE, EntityType.COUNTRY)


def gripping(report: Report, verb: Token) -> Iterator[Draft]:
    """ "Rebels took control of the town", "took over the station", "the army is in control of the city"."""
    annotation = report.annotation
    words = table("seizures")
    gaining, keeping = verb.lemma in words["gaining"], verb.lemma in words["keeping"]
    if not (gaining or keeping) or not is_told(report, verb):
        return
    found: list[Token] = []
    held = [*patients(report, verb), *children(annotation, verb, "xcomp")]
    for grip in (t for t in held if t.lemma in words["grip"] and t.tag == "NOUN"):
        found += obliques(annotation, grip, "of", "over", "in")
        found = found or obliques(annotation, verb, "of", "over")
    if (
        not found
        and verb.lemma == "take"
        and any(c.text.casefold() == "over" for c in children(annotation, verb, "compound:prt", "advmod"))
    ):
        found = [t for t in patients(report, verb) if is_ground(report, t)]
    for token in found:
        for _, place in place_at(report, token, verb):
            for agent in doers(report, verb):
                holder = actor(report, agent)
                if holder is not None:
                    yield holding(report, verb, token, agent, holder, place, held=keeping and not gaining)


def in_hands(report: Report, noun: Token) -> Iterator[Draft]:
    """ "The town is in the hands of the rebels", "remains in rebel hands"."""
    annotation = report.annotation
    if case_of(annotation, noun) != "in":
        return
    governor = head(annotation, noun)
    owners = [*obliques(annotation, noun, "of"), *children(annotation, noun, "nmod:poss", "compound", "amod")]
    if children(annotation, noun, "cop", "nsubj"):
        held = subjects(annotation, noun)
        verb = noun
    elif governor is not None and governor.lemma in ("be", "remain", "stay", "still", "leave"):
        held, verb = subjects(annotation, governor), governor
    else:
        return
    if not is_told(report, verb):
        return
    for token in (t for t in held if is_ground(report, t)):
        for _, place in place_at(report, token, noun):
            for owner in owners:
                holder = actor(report, owner)
                if holder is not None:
                    yield holding(report, noun, token, owner, holder, place, held=True)


def _called(report: Report, place: Token, noun: Token) -> Token:
    """The name that stands behind a place or behind the noun: "the last city under its control, Alba"."""
    named = children(report.annotation, place, "appos")
    behind = noun.index + 2
    if behind < len(report.tokens) and report.tokens[noun.index + 1].text == ",":
        reference = report.covering(behind)
        if reference is not None and not reference.nominal:
            named = [*named, report.tokens[reference.head]]
    return next((t for t in named if report.type_of(report.term(t.index)) in _PLACES), place)


def under_control(report: Report, noun: Token) -> Iterator[Draft]:
    """ "The last city under Front control, Alba", "the city is under the control of the army"."""
    annotation = report.annotation
    marks = {c.text.casefold() for c in children(annotation, noun, "case")}
    if "in" in marks:
        yield from _in_control(report, noun)
    if "under" not in marks:
        return
    owners = [*children(annotation, noun, "compound", "nmod:poss", "amod"), *obliques(annotation, noun, "of")]
    holders = [(o, h) for o in owners if o.tag != "PRON" and (h := actor(report, o)) is not None]
    governor = head(annotation, noun)
    if not holders:
        return
    held = [governor] if governor is not None else []
    if governor is None or children(annotation, noun, "nsubj", "cop"):
        held = subjects(annotation, noun) if is_told(report, noun) else []
    elif governor.tag in ("VERB", "AUX"):
        done = (
            agents(annotation, governor)
            if governor.lemma in ("be", "remain", "come", "fall", "live")
            else patients(report, governor)
        )
        held = done if is_told(report, governor) else []
    for token in held:
        chosen = _called(report, token, noun)
        if not is_ground(report, chosen):
            continue
        for _, place in place_at(report, chosen, noun):
            owner, holder = holders[0]
            draft = holding(report, noun, token, owner, holder, place, held=True)
            yield draft


def _in_control(report: Report, noun: Token) -> Iterator[Draft]:
    """ "The rebels were in control of the province"."""
    annotation = report.annotation
    governor = head(annotation, noun)
    verb = governor if governor is not None and governor.lemma in ("be", "remain", "stay") else noun
    if (verb is noun and not children(annotation, noun, "cop")) or not is_told(report, verb):
        return
    for token in obliques(annotation, noun, "of"):
        for _, place in place_at(report, token, noun):
            for keeper in subjects(annotation, verb):
                holder = actor(report, keeper)
                if holder is not None:
                    yield holding(report, noun, token, keeper, holder, place, held=True)
