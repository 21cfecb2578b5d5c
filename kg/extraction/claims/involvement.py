"""Who did it, who took part, who is accused: persons and bodies tied to an event."""

from collections.abc import Iterator
from dataclasses import dataclass

from kg.extraction import lexicon
from kg.extraction.grammar import (
    agents,
    case_of,
    children,
    clause,
    conjuncts,
    head,
    is_passive,
    negated,
    objects,
    obliques,
    phrase,
    subjects,
)
from kg.extraction.happenings import VIOLENT, Happening
from kg.extraction.report import Draft, Report
from kg.extraction.speech import speaker_at
from kg.language import Token
from kg.model import ClaimKind, EntityType, Polarity

__all__ = ["VERSION", "involvement"]

VERSION = "1.0"

_ACTORS = (EntityType.PERSON, EntityType.ORGANIZATION, EntityType.UNIT, EntityType.GROUP, EntityType.COUNTRY)
_SEIZING = {"capture", "seize", "recapture", "retake", "conquer", "overrun", "liberate", "annex", "occupy"}
_PEACEFUL = {
    "service",
    "commemoration",
    "negotiation",
    "agreement",
    "ceasefire",
    "election",
    "trial",
    "investigation",
    "recognition",
    "protest",
}
_PASSIVE_ACTS = {"withdrawal", "surrender", "displacement"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tie:
    """An actor tied to an event by the word `trigger`."""

    actor: int
    trigger: int
    event: Happening | None
    event_word: int | None
    kind: ClaimKind


def involvement(report: Report) -> Iterator[Draft]:
    """A claim for each actor of a violent verb, of a deed done, of blame, of taking part."""
    seen = set()
    for tie in _ties(report):
        draft = _draft(report, tie)
        if draft is not None and (key := (draft.subject, draft.object, draft.first)) not in seen:
            seen.add(key)
            yield draft


def _ties(report: Report) -> Iterator[_Tie]:
    for token in report.tokens:
        if token.tag == "VERB":
            yield from _violent(report, token)
            yield from _deeds(report, token)
            yield from _blame(report, token)
            yield from _joining(report, token)
            yield from _implicated(report, token)
        elif token.tag in ("NOUN", "PROPN"):
            yield from _nominal(report, token)
        elif token.tag in ("ADJ", "ADP", "ADV"):
            yield from _guilt(report, token)


def _draft(report: Report, tie: _Tie) -> Draft | None:
    subject = report.term(tie.actor)
    kind_of_subject = report.type_of(subject)
    if kind_of_subject not in _ACTORS:
        return None
    event = tie.event
    target = report.event_term(event) if event is not None else None
    if target is None:
        if tie.event_word is None:
            return None
        target = report.term(tie.event_word)
    first, last = _quote(report, tie)
    if _speaks_of_itself(report, tie):
        return None
    kind = tie.kind
    if kind is ClaimKind.PERPETRATOR and _is_accusation(report, tie):
        kind = ClaimKind.ACCUSATION
    return Draft(
        kind=kind,
        trigger=tie.trigger,
        first=first,
        last=last,
        subject=subject,
        object=target,
        when=report.when(tie.trigger, event),
        where=report.where(event),
        speaker=subject if _owns_up(report, tie) else None,
        polarity=Polarity.REPORTED if _owns_up(report, tie) else None,
    )


def _quote(report: Report, tie: _Tie) -> tuple[int, int]:
    """From the actor to the deed's own words, or the other way round."""
    actor = phrase(report.annotation, report.tokens[tie.actor])
    reference = report.covering(tie.actor)
    spans = [actor, (tie.trigger, tie.trigger)]
    if reference is not None and not reference.nominal:
        spans.append((reference.first, reference.last))
    if tie.event_word is not None:
        spans.append(phrase(report.annotation, report.tokens[tie.event_word]))
    elif report.tokens[tie.trigger].tag == "VERB":
        done = children(report.annotation, report.tokens[tie.trigger], "obj", "nsubj:pass")
        spans += [phrase(report.annotation, token) for token in done]
    return min(first for first, _ in spans), max(last for _, last in spans)


def _is_accusation(report: Report, tie: _Tie) -> bool:
    """Whether somebody in the text says it of somebody else."""
    chain = speaker_at(report.acts, tie.trigger)
    return bool(chain) and chain[-1].speaker != tie.actor


def _speaks_of_itself(report: Report, tie: _Tie) -> bool:
    """Whether the actor is the voice that says it, through a pronoun, without owning up: too unsure to claim."""
    chain = speaker_at(report.acts, tie.trigger)
    voice = chain[-1].speaker if chain else None
    pronoun = report.tokens[tie.actor].tag == "PRON"
    return pronoun and voice is not None and report.term(voice).entity == report.term(tie.actor).entity


def _owns_up(report: Report, tie: _Tie) -> bool:
    token = report.tokens[tie.trigger]
    if token.lemma != "claim" or is_passive(report.annotation, token):
        return token.lemma == "claim"
    return any(o.lemma in lexicon.words("involvement", "claiming") for o in objects(report.annotation, token))


def _is_told(report: Report, token: Token) -> bool:
    """Whether the clause tells something done, not wished, feared, denied or planned."""
    if negated(report.annotation, token):
        return False
    governor = head(report.annotation, token)
    if token.relation in ("xcomp", "acl", "advcl") and any(
        c.text == "to" for c in children(report.annotation, token, "mark")
    ):
        return governor is not None and governor.lemma in (
            "force",
            "begin",
            "start",
            "continue",
            "go",
            "manage",
            "proceed",
        )
    modal = {c.lemma for c in children(report.annotation, token, "aux")}
    return not modal & {"will", "would", "could", "should", "may", "might", "must", "can", "shall"}


def _violent(report: Report, verb: Token) -> Iterator[_Tie]:
    """Doers of a violent verb that is done to somebody or something."""
    act = lexicon.act_of_verb(verb.lemma)
    known = (
        act in VIOLENT and verb.lemma not in _SEIZING and act not in ("detention", "displacement", "siege")
    )
    if not (known or verb.lemma in lexicon.words("involvement", "violent")) or not _is_told(report, verb):
        return
    done_to = children(report.annotation, verb, "obj", "nsubj:pass") or is_passive(report.annotation, verb)
    if not done_to and verb.lemma not in ("fire", "attack", "shoot"):
        return
    if verb.lemma in ("open", "launch", "throw") and not any(
        o.lemma
        in (
            "fire",
            "grenade",
            "bomb",
            "missile",
            "rocket",
            "attack",
            "offensive",
            "assault",
            "shell",
            "mortar",
        )
        for o in objects(report.annotation, verb)
    ):
        return
    event = report.event_at(verb.index) or report.event_of(verb.index)
    for agent in _actors(report, verb):
        yield _Tie(
            actor=agent.index, trigger=verb.index, event=event, event_word=None, kind=ClaimKind.PERPETRATOR
        )


def _actors(report: Report, verb: Token) -> Iterator[Token]:
    """The agents of a verb, with those who acted "together with" them."""
    for agent in agents(report.annotation, verb):
        yield agent
        yield from obliques(report.annotation, agent, "with", "together with", "along with")
    if not is_passive(report.annotation, verb):
        for with_ in obliques(report.annotation, verb, "with", "together with", "along with", "alongside"):
            together = any(
                c.text.casefold() in ("together", "along") for c in children(report.annotation, with_)
            )
            before = report.tokens[max(0, with_.index - 6) : with_.index]
            if together or any(t.text.casefold() in ("together", "along", "alongside") for t in before):
                yield with_


def _deeds(report: Report, verb: Token) -> Iterator[_Tie]:
    """ "X carried out the attack", "the attack was claimed by X", "X claimed responsibility"."""
    annotation = report.annotation
    done = _patients(report, verb)
    claimed = verb.lemma == "claim"
    if claimed and not is_passive(annotation, verb):
        owned = [o for o in done if o.lemma in lexicon.words("involvement", "claiming")]
        for word in owned:
            target = next(iter(obliques(annotation, word, "for")), None) or next(
                iter(obliques(annotation, verb, "for")), None
            )
            event = _event_named(report, target) or report.event_of(verb.index)
            for agent in _claimants(report, verb):
                yield _Tie(
                    actor=agent.index,
                    trigger=verb.index,
                    event=event,
                    event_word=None,
                    kind=ClaimKind.PERPETRATOR,
                )
        return
    if verb.lemma not in lexicon.words("involvement", "doing") and not claimed:
        return
    for word in done:
        told = _event_named(report, word)
        if told is None or not _is_told(report, verb):
            continue
        kind = ClaimKind.PERPETRATOR if told.act in VIOLENT else ClaimKind.PARTICIPATION
        if kind is ClaimKind.PERPETRATOR and verb.lemma in lexicon.words("involvement", "hosting"):
            continue
        for agent in _actors(report, verb):
            yield _Tie(actor=agent.index, trigger=verb.index, event=told, event_word=word.index, kind=kind)


def _patients(report: Report, verb: Token) -> list[Token]:
    """What a verb is done to; of a bare participle, the noun it describes ("a massacre committed by X")."""
    governor = head(report.annotation, verb)
    if verb.relation == "acl" and governor is not None and not children(report.annotation, verb, "obj"):
        return [governor]
    return objects(report.annotation, verb)


def _claimants(report: Report, verb: Token) -> Iterator[Token]:
    """Who owns up: "on behalf of X" and "in the name of X" before the caller who says so."""
    behalf = [
        inner
        for word in children(report.annotation, verb, "obl", "nmod")
        if word.lemma in ("behalf", "name")
        for inner in obliques(report.annotation, word, "of")
    ]
    yield from behalf or subjects(report.annotation, verb)


def _event_named(report: Report, word: Token | None) -> Happening | None:
    """The event that a noun names, through words like "act of ..." and pronouns bound to nothing."""
    if word is None:
        return None
    told = report.event_at(word.index)
    if told is not None:
        return told
    inner = [report.event_at(t.index) for t in obliques(report.annotation, word, "of")]
    if any(inner):
        return next(i for i in inner if i is not None)
    if word.text.casefold() in ("it", "this", "that", "them"):
        return report.event_of(word.index)
    return None


def _blame(report: Report, verb: Token) -> Iterator[_Tie]:
    """ "X blamed Y for the attack", "Y was accused of the killing", "X laid the blame on Y"."""
    annotation = report.annotation
    if verb.lemma not in lexicon.words("involvement", "blaming") or negated(annotation, verb):
        return
    if verb.lemma == "charge" and not any(
        case_of(annotation, c) == "with" for c in children(annotation, verb, "obl")
    ):
        return
    event_word = next(iter(obliques(annotation, verb, "for", "of", "in", "with")), None)
    event = _event_named(report, event_word) or report.event_of(verb.index)
    blamed = objects(annotation, verb)
    shifted = any(o.lemma in ("blame", "massacre", "attack") for o in blamed)
    for actor in (
        obliques(annotation, verb, "on", "upon")
        if shifted or (verb.lemma == "blame" and not blamed)
        else blamed
    ):
        yield _Tie(
            actor=actor.index, trigger=verb.index, event=event, event_word=None, kind=ClaimKind.ACCUSATION
        )


def _guilt(report: Report, word: Token) -> Iterator[_Tie]:
    """ "those responsible for this, A and B", "Y was behind the attack"."""
    annotation = report.annotation
    if word.lemma not in lexicon.words("involvement", "guilt") or negated(annotation, word):
        return
    if word.tag == "ADP":
        event_word = head(annotation, word)
        event = _event_named(report, event_word)
        actors = [] if event_word is None else subjects(annotation, event_word)
    else:
        event_word = next(iter(obliques(annotation, word, "for", "of", "in")), None)
        event = _event_named(report, event_word)
        if event is None and event_word is not None:
            event = report.event_of(event_word.index)
        actors = _guilty(report, word)
    if event_word is None or event is None or event.act in _PEACEFUL:
        return
    for actor in actors:
        yield _Tie(
            actor=actor.index,
            trigger=word.index,
            event=event,
            event_word=event_word.index,
            kind=ClaimKind.ACCUSATION,
        )


def _guilty(report: Report, word: Token) -> list[Token]:
    """Who is called guilty: subject, or the noun described and the names that stand for it."""
    governor = head(report.annotation, word)
    if children(report.annotation, word, "cop", "nsubj"):
        return subjects(report.annotation, word)
    if governor is None or word.relation not in ("amod", "acl", "acl:relcl", "conj", "xcomp", "ccomp"):
        return []
    if governor.tag == "VERB":
        return subjects(report.annotation, governor) if word.relation == "xcomp" else []
    named = [
        t
        for c in children(report.annotation, governor, "appos", "parataxis", "dep")
        for t in conjuncts(report.annotation, c)
    ]
    listed = _list_after(report, word)
    return listed or named or [governor]


def _list_after(report: Report, word: Token) -> list[Token]:
    """Persons listed after a dash or colon later in the sentence: "those responsible for this - A, B and C"."""
    closing = report.annotation.sentences[word.sentence][1]
    tokens = report.tokens
    dash = next(
        (
            i
            for i in range(word.index, closing)
            if tokens[i].text in ("-", "–", "—", ":") and tokens[i].start > tokens[i - 1].end
        ),
        None,
    )
    if dash is None or report.covering(dash + 1) is None:
        return []
    found, index = [], dash + 1
    while index <= closing:
        reference = report.covering(index)
        if reference is not None and reference.type is EntityType.PERSON and not reference.nominal:
            found.append(tokens[reference.head])
            index = reference.last + 1
        elif tokens[index].text in (",", "and") or (found and tokens[index].tag in ("PRON", "NOUN", "DET")):
            index += 1
        else:
            break
    return found


def _implicated(report: Report, verb: Token) -> Iterator[_Tie]:
    """ "X was involved in the crime", "X is implicated in these crimes"."""
    annotation = report.annotation
    if verb.lemma not in lexicon.words("involvement", "implicated") or not is_passive(annotation, verb):
        return
    if negated(annotation, verb):
        return
    for word in obliques(annotation, verb, "in", "with"):
        event = _event_named(report, word)
        if event is not None and event.act not in _PEACEFUL:
            for actor in subjects(annotation, verb):
                yield _Tie(
                    actor=actor.index,
                    trigger=verb.index,
                    event=event,
                    event_word=word.index,
                    kind=ClaimKind.ACCUSATION,
                )


def _joining(report: Report, verb: Token) -> Iterator[_Tie]:
    """Taking part: "X attended the ceremony", "X clashed with Y", "X took part in the talks"."""
    annotation = report.annotation
    if not _is_told(report, verb):
        return
    part = verb.lemma == "take" and any(o.lemma == "part" for o in children(annotation, verb, "obj"))
    if verb.lemma in lexicon.words("involvement", "joining") or part:
        words = [*obliques(annotation, verb, "in", "at"), *([] if part else objects(annotation, verb))]
        for word in words:
            event = _event_named(report, word)
            if event is not None and word.text.casefold() not in ("it", "this", "that", "them"):
                for actor in agents(annotation, verb):
                    yield _Tie(
                        actor=actor.index,
                        trigger=verb.index,
                        event=event,
                        event_word=word.index,
                        kind=ClaimKind.PARTICIPATION,
                    )
    elif verb.lemma in lexicon.words("involvement", "fighting") and not is_passive(annotation, verb):
        event = report.event_at(verb.index) or report.event_of(verb.index)
        others = [*obliques(annotation, verb, "with", "against"), *children(annotation, verb, "obj")]
        for actor in [
            *subjects(annotation, verb),
            *(each for o in others for each in conjuncts(annotation, o)),
        ]:
            yield _Tie(
                actor=actor.index,
                trigger=verb.index,
                event=event,
                event_word=None,
                kind=ClaimKind.PARTICIPATION,
            )


def _nominal(report: Report, noun: Token) -> Iterator[_Tie]:
    """ "the killing of X by Y", "with the participation of Y", "the responsibility of Y for the attack"."""
    annotation = report.annotation
    if noun.lemma in lexicon.words("involvement", "joining_nouns") and case_of(annotation, noun) == "with":
        event = report.event_of(noun.index)
        for word in obliques(annotation, noun, "of", "by", "from"):
            inner = report.reference(word.index)
            if inner is None or inner.type is EntityType.GROUP:
                deeper = [
                    t for t in obliques(annotation, word, "of") if report.reference(t.index) is not None
                ]
                yield from (_taking_part(event, t, noun) for t in deeper)
            else:
                yield _taking_part(event, word, noun)
        return
    if noun.lemma == "responsibility":
        target = next(iter(obliques(annotation, noun, "for")), None)
        event = _event_named(report, target)
        verb = clause(annotation, noun)
        for word in (
            obliques(annotation, noun, "of")
            if event is not None and verb.lemma not in ("claim", "deny")
            else []
        ):
            event_word = target.index if target is not None else None
            yield _Tie(
                actor=word.index,
                trigger=noun.index,
                event=event,
                event_word=event_word,
                kind=ClaimKind.ACCUSATION,
            )
        return
    told = report.event_at(noun.index)
    if (
        told is None
        or told.act not in VIOLENT
        or told.act in ("capture", "siege", "detention", "displacement")
    ):
        return
    for word in obliques(annotation, noun, "by"):
        yield _Tie(
            actor=word.index,
            trigger=noun.index,
            event=told,
            event_word=noun.index,
            kind=ClaimKind.PERPETRATOR,
        )


def _taking_part(event: Happening | None, actor: Token, noun: Token) -> _Tie:
    return _Tie(
        actor=actor.index, trigger=noun.index, event=event, event_word=None, kind=ClaimKind.PARTICIPATION
    )
