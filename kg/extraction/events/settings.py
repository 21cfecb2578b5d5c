"""The time and place that the words around a trigger give to its event."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.extraction import lexicon
from kg.extraction.events.acts import APART, VIOLENT
from kg.extraction.events.triggers import Trigger
from kg.extraction.grammar import children, head, obliques
from kg.extraction.references import Reference
from kg.extraction.times import TimeExpression, TimeSort, time_of
from kg.language import Annotation, Token
from kg.model import EntityType

__all__ = ["Setting", "place_of", "settings"]

_IN = ("in", "at", "near", "on", "outside", "inside", "around", "against", "of")
_PLACES = (EntityType.PLACE, EntityType.COUNTRY)
_EMPTY = {"series", "act", "number", "wave", "spate", "kind", "string", "case"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A trigger with the time and place of its own clause, else the only ones of its sentence."""

    trigger: Trigger
    time: TimeExpression | None
    where: Reference | None
    own_time: bool


def settings(
    annotation: Annotation,
    triggers: Sequence[Trigger],
    times: tuple[TimeExpression, ...],
    references: Sequence[Reference],
) -> list[Setting]:
    """Each trigger with its time and place; the violence of one sentence shares the only ones given."""
    own = [(t, _time(annotation, times, t), _place(annotation, references, t)) for t in triggers]
    shared: dict[int, list[tuple[TimeExpression | None, Reference | None]]] = {}
    for trigger, time, where in own:
        aside = annotation.tokens[trigger.index].relation.startswith(
            "acl"
        )  # "the men shot in Alba were buried"
        if trigger.act in VIOLENT - APART and not aside:
            shared.setdefault(annotation.tokens[trigger.index].sentence, []).append((time, where))
    settings = []
    for trigger, time, where in own:
        given = (
            shared.get(annotation.tokens[trigger.index].sentence, ())
            if trigger.act in VIOLENT - APART
            else ()
        )
        said = {t.value: t for t, _ in given if t is not None}
        places = {w.entity: w for _, w in given if w is not None}
        settings.append(
            Setting(
                trigger=trigger,
                time=time or (next(iter(said.values())) if len(said) == 1 else None),
                where=where or (next(iter(places.values())) if len(places) == 1 else None),
                own_time=time is not None,
            )
        )
    return settings


def _time(
    annotation: Annotation, times: tuple[TimeExpression, ...], trigger: Trigger
) -> TimeExpression | None:
    inside = [t for t in times if _is_own(annotation, trigger, t) and not _parted(annotation, trigger, t)]
    if not trigger.verbal and inside:
        return inside[0]
    verb = annotation.tokens[trigger.index] if trigger.verbal else _telling_verb(annotation, trigger)
    found = None if verb is None else time_of(annotation, times, verb.index)
    return None if found is None or found.sort is TimeSort.BACKGROUND else found


def _is_own(annotation: Annotation, trigger: Trigger, time: TimeExpression) -> bool:
    """Whether a time hangs on the noun itself, not on a clause or verb below it; "since" only frames."""
    after = time.first > trigger.last
    if ".." in time.value or (after and time.sort is TimeSort.RELATIVE):
        return False  # "the anniversary of the raid on Monday": the clause's time, not the raid's
    if trigger.first <= time.first and time.last <= trigger.last:
        return True
    inner = annotation.tokens[time.first : time.last + 1]
    token = next((t for t in inner if not time.first <= t.head <= time.last), inner[-1])
    while token.index != trigger.index and token.head != token.index:
        token = annotation.tokens[token.head]
        telling = lexicon.words("events_told", "verbs")
        other = lexicon.act_of_noun(token.lemma) is not None or (
            token.tag == "VERB" and token.lemma not in telling
        )
        if other and token.index != trigger.index:
            return False
    return token.index == trigger.index


def _parted(annotation: Annotation, trigger: Trigger, time: TimeExpression) -> bool:
    """Whether a comma stands between a noun and a time: "during the war, on 4 May, the army ..."."""
    if children(annotation, annotation.tokens[trigger.index], "cop"):
        return False  # "it was an attack on a post, on 4 May"
    between = annotation.tokens[min(trigger.last, time.last) + 1 : max(trigger.first, time.first)]
    return any(token.text == "," for token in between)


def _telling_verb(annotation: Annotation, trigger: Trigger) -> Token | None:
    """The verb whose time and place are the noun's too: one that tells that it happened or was done.

    A clause that speaks of an event otherwise (recognises, remembers, investigates it) has a time of its own.
    """
    token = annotation.tokens[trigger.index]
    if children(annotation, token, "cop"):
        return token
    governor = head(annotation, token)
    while governor is not None and token.relation in ("nmod", "conj") and governor.lemma in _EMPTY:
        token, governor = governor, head(annotation, governor)
    telling = lexicon.words("events_told", "verbs")
    described = [c for c in children(annotation, token, "acl", "acl:relcl") if c.lemma in telling]
    if governor is None or token.relation not in ("nsubj", "nsubj:pass", "obj", "nsubj:outer"):
        return described[0] if described else None
    if governor.lemma in telling or children(annotation, governor, "cop"):
        return governor
    return described[0] if described else None


def _place(annotation: Annotation, references: Sequence[Reference], trigger: Trigger) -> Reference | None:
    """Where it was: a place in the event's own phrase, else one that its clause is set in."""
    tokens = annotation.tokens
    places = {r.head: r for r in references if r.type in _PLACES}
    inside = [r for r in places.values() if trigger.first <= r.first and r.last < trigger.index]
    if inside:
        return inside[-1]
    token = tokens[trigger.index]
    verb = None if trigger.verbal else _telling_verb(annotation, trigger)
    set_in = obliques(annotation, token, *(_IN[:-2] if trigger.verbal else _IN))
    for phrase in (*set_in, *(obliques(annotation, verb, *_IN[:-2]) if verb is not None else ())):
        near = [phrase, *_names_of_place(annotation, phrase)]
        found = next((places[word.index] for word in near if word.index in places), None)
        if found is not None:
            return found
    if trigger.verbal and trigger.act:  # of a bare verb ("blamed Rovia") the object is no place of it
        done = children(annotation, token, "obj", "nsubj:pass")
        beside = [p for each in done for p in obliques(annotation, each, "in", "at", "near", "outside")]
        for phrase in beside:  # "shot three men at Alba": the parser hangs the place on the men
            found = next(
                (
                    places[w.index]
                    for w in (phrase, *_names_of_place(annotation, phrase))
                    if w.index in places
                ),
                None,
            )
            if found is not None:
                return found
        near = [
            w for each in done for w in (each, *_names_of_place(annotation, each)) if _is_place(each, places)
        ]
        return next((places[word.index] for word in near if word.index in places), None)
    return None


def _is_place(token: Token, places: Mapping[int, Reference]) -> bool:
    nouns = lexicon.words("places", "settlements", "areas", "facilities")
    return token.index in places or token.lemma.casefold() in nouns


def _names_of_place(annotation: Annotation, phrase: Token) -> list[Token]:
    """The words that name a place within its phrase: "the town of Alba", "a station, Alba Central"."""
    if phrase.lemma.casefold() not in lexicon.words("places", "settlements", "areas", "facilities"):
        return children(annotation, phrase, "flat", "compound")
    found = children(annotation, phrase, "appos", "nmod", "compound", "flat")
    return [word for each in found for word in (each, *_names_of_place(annotation, each))]


def place_of(annotation: Annotation, references: Sequence[Reference], index: int) -> Reference | None:
    """The place that the clause of a verb, or the phrase of a noun, gives for what it tells."""
    verbal = annotation.tokens[index].tag != "NOUN"
    return _place(
        annotation, references, Trigger(index=index, first=index, last=index, act="", verbal=verbal)
    )
