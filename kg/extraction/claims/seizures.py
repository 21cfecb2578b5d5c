"""Places taken and held: who captured or occupied what."""

from collections.abc import Iterator

from kg.extraction import lexicon
from kg.extraction.claims.actors import actor, actor_span
from kg.extraction.claims.doers import doers, patients
from kg.extraction.claims.told import is_reported, is_told, is_unreal_noun
from kg.extraction.grammar import agents, case_of, children, conjuncts, head, obliques, phrase, subjects
from kg.extraction.report import Draft, Report
from kg.language import Token
from kg.model import ClaimKind, EntityType, Polarity, Term
from kg.schema import table

__all__ = ["VERSION", "seizures"]

VERSION = "2.0"

_PLACES = (EntityType.PLACE, EntityType.COUNTRY)
_ARMED = (EntityType.ORGANIZATION, EntityType.UNIT, EntityType.GROUP, EntityType.COUNTRY)


def seizures(report: Report) -> Iterator[Draft]:
    """A claim for each holder and each place that a verb, noun or adjective of seizure joins."""
    seen = set()
    for draft in _drafts(report):
        sentence = report.tokens[draft.trigger].sentence
        key = (draft.subject.entity or draft.subject.text, draft.object, sentence)
        if key not in seen:
            seen.add(key)
            yield draft


def _drafts(report: Report) -> Iterator[Draft]:
    words = table("seizures")
    for token in report.tokens:
        if token.text.casefold() in words["held"] and _is_adjectival(report, token):
            yield from _adjectival(report, token)
        elif token.tag in ("VERB", "ADJ"):
            yield from _taking(report, token)
            yield from _gripping(report, token)
            yield from _falling(report, token)
            yield from _driving(report, token)
        elif token.tag == "NOUN":
            yield from _by_noun(report, token)
            if token.lemma in words["grip"]:
                yield from _under_control(report, token)
            if token.lemma == "hand":
                yield from _in_hands(report, token)


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
    for token, place in _places(report, verb):
        if verb.lemma in ("take", "win", "hold") and token.lemma in words["idle"]:
            continue
        named = report.type_of(place) in _PLACES
        if vague and not named and token.lemma not in _ground():
            continue
        for agent in doers(report, verb):
            holder = actor(report, agent)
            armed = report.type_of(holder) in _ARMED or (holder is not None and holder.entity is None)
            if holder is not None and ((plain and verb.lemma not in words["barely"]) or armed):
                yield _draft(report, verb, token, agent, holder, place)


def _ground() -> frozenset[str]:
    built = lexicon.words("places", "settlements", "areas", "facilities")
    return built | lexicon.words("seizures", "ground")


def _places(report: Report, verb: Token) -> Iterator[tuple[Token, Term]]:
    """What is seized: places, land, shares of a country, and what is said to be among them."""
    for taken in patients(report, verb):
        if taken.text.casefold() == "it":
            taken = _named_before(report, verb) or taken
        yield from _place(report, taken, verb)
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
    return next((t for t in aims if _is_ground(report, t)), None)


def _includes(report: Report, token: Token) -> bool:
    marks = children(report.annotation, token, "case")
    return token.lemma == "include" or any(mark.lemma in ("include", "including") for mark in marks)


def _place(report: Report, token: Token, verb: Token) -> Iterator[tuple[Token, Term]]:
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


def _draft(
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


def _gripping(report: Report, verb: Token) -> Iterator[Draft]:
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
        found = [t for t in patients(report, verb) if _is_ground(report, t)]
    for token in found:
        for _, place in _place(report, token, verb):
            for agent in doers(report, verb):
                holder = actor(report, agent)
                if holder is not None:
                    yield _draft(report, verb, token, agent, holder, place, held=keeping and not gaining)


def _is_ground(report: Report, token: Token) -> bool:
    return report.type_of(report.term(token.index)) in _PLACES or token.lemma in _ground()


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
    for token in (t for t in lost if _is_ground(report, t)):
        for _, place in _place(report, token, verb):
            for taker in takers:
                holder = actor(report, taker)
                if holder is not None and report.type_of(holder) is not EntityType.PERSON:
                    yield _draft(report, verb, token, taker, holder, place)


def _driving(report: Report, verb: Token) -> Iterator[Draft]:
    """ "Troops drove the rebels out of the town"."""
    if verb.lemma not in table("seizures")["driving"] or not is_told(report, verb):
        return
    civil = lexicon.words("actors", "helpless")
    foes = [t for t in patients(report, verb) if t.lemma.casefold() not in civil]
    if not any(report.type_of(actor(report, t)) in _ARMED for t in foes):
        return
    for token in obliques(report.annotation, verb, "out of", "out", "from"):
        for _, place in _place(report, token, verb):
            for agent in doers(report, verb):
                holder = actor(report, agent)
                if report.type_of(holder) in _ARMED and holder is not None:
                    yield _draft(report, verb, token, agent, holder, place)


def _in_hands(report: Report, noun: Token) -> Iterator[Draft]:
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
    for token in (t for t in held if _is_ground(report, t)):
        for _, place in _place(report, token, noun):
            for owner in owners:
                holder = actor(report, owner)
                if holder is not None:
                    yield _draft(report, noun, token, owner, holder, place, held=True)


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
    for token in (t for t in obliques(annotation, noun, "of") if _is_ground(report, t)):
        for _, place in _place(report, token, noun):
            for taker in takers:
                holder = actor(report, taker)
                if holder is not None and holder.entity != place.entity:
                    held = noun.lemma in ("occupation", "control")
                    yield _draft(report, noun, token, taker, holder, place, held=held)


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
    if noun is None or noun.index <= token.index or not _is_ground(report, noun):
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


def _called(report: Report, place: Token, noun: Token) -> Token:
    """The name that stands behind a place or behind the noun: "the last city under its control, Alba"."""
    named = children(report.annotation, place, "appos")
    behind = noun.index + 2
    if behind < len(report.tokens) and report.tokens[noun.index + 1].text == ",":
        reference = report.covering(behind)
        if reference is not None and not reference.nominal:
            named = [*named, report.tokens[reference.head]]
    return next((t for t in named if report.type_of(report.term(t.index)) in _PLACES), place)


def _under_control(report: Report, noun: Token) -> Iterator[Draft]:
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
        if not _is_ground(report, chosen):
            continue
        for _, place in _place(report, chosen, noun):
            owner, holder = holders[0]
            draft = _draft(report, noun, token, owner, holder, place, held=True)
            yield draft


def _in_control(report: Report, noun: Token) -> Iterator[Draft]:
    """ "The rebels were in control of the province"."""
    annotation = report.annotation
    governor = head(annotation, noun)
    verb = governor if governor is not None and governor.lemma in ("be", "remain", "stay") else noun
    if (verb is noun and not children(annotation, noun, "cop")) or not is_told(report, verb):
        return
    for token in obliques(annotation, noun, "of"):
        for _, place in _place(report, token, noun):
            for keeper in subjects(annotation, verb):
                holder = actor(report, keeper)
                if holder is not None:
                    yield _draft(report, noun, token, keeper, holder, place, held=True)
