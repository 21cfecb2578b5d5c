"""The events a document tells: which words tell the same one, when and where it was."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kg.extraction import lexicon
from kg.extraction.events.triggers import Trigger
from kg.extraction.grammar import children, determiner, head, obliques
from kg.extraction.references import Reference
from kg.extraction.times import TimeExpression, TimeSort, time_of
from kg.language import Annotation, Token
from kg.model import EntityType
from kg.model.dates import bounds, spelt
from kg.model.identifiers import digest, entity_id
from kg.schema import ontology

__all__ = ["VIOLENT", "Happening", "agree", "happenings", "place_of"]

VIOLENT = frozenset(
    {
        "abduction",
        "air-strike",
        "ambush",
        "assassination",
        "attack",
        "battle",
        "bombing",
        "capture",
        "destruction",
    }
    | {"detention", "displacement", "execution", "hostage-taking", "killing", "sexual-violence", "shelling"}
    | {"shooting", "siege", "torture"}
)
_APART = {"detention", "displacement"}  # harm too, but told of other people at other times
_VAGUE_ACTS = ("attack",)  # an act that says little yields to any other that tells the same event
_IN = ("in", "at", "near", "on", "outside", "inside", "around", "against", "of")
_PLACES = (EntityType.PLACE, EntityType.COUNTRY)
_EMPTY = {"series", "act", "number", "wave", "spate", "kind", "string", "case"}
_DEFINITE = {"the", "this", "that", "these", "those", "his", "her", "its", "their"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One event of one document: its id and neutral label, the tokens that tell it, its time and place.

    `dated` pairs a token that tells it with the time that its own clause gives, `located` with the place.
    """

    entity: str
    label: str
    act: str
    tokens: frozenset[int]
    phrases: tuple[tuple[int, int], ...]
    dated: tuple[tuple[int, TimeExpression], ...]
    located: tuple[tuple[int, Reference], ...]
    when: str | None
    where: Reference | None


@dataclass(slots=True, kw_only=True)
class _Cluster:
    family: str
    triggers: list[Trigger] = field(default_factory=list)
    dated: list[tuple[int, TimeExpression]] = field(default_factory=list)
    located: list[tuple[int, Reference]] = field(default_factory=list)
    when: str | None = None
    where: Reference | None = None
    generic: bool = False
    introduced: bool = False


def happenings(
    annotation: Annotation,
    triggers: Sequence[Trigger],
    times: tuple[TimeExpression, ...],
    references: Sequence[Reference],
    document: str,
) -> tuple[Happening, ...]:
    """The events told, in the order they are first told."""
    clusters: list[_Cluster] = []
    inside = _containments(annotation, references)
    for setting in _settings(annotation, triggers, times, references):
        trigger, time, where = setting.trigger, setting.time, setting.where
        when = time.value if time is not None else None
        cluster = _known(annotation, clusters, trigger, when, where, inside)
        if cluster is None:
            cluster = _Cluster(family=_family(trigger, when), generic=_is_generic(annotation, trigger))
            clusters.append(cluster)
        cluster.triggers.append(trigger)
        told = not _is_heading(annotation, trigger)
        if told and where is not None and not cluster.introduced:
            cluster.where = where  # a heading names an event loosely, the text then says where it was
        cluster.introduced = cluster.introduced or (
            told and (when is not None or _is_new(annotation, trigger))
        )
        if where is not None:
            cluster.located.append((trigger.index, where))
        if setting.own_time:
            cluster.dated.extend([(trigger.index, time)] if time is not None else [])
        if cluster.when is None or (
            when is not None and len(when) > len(cluster.when) and agree(when, cluster.when)
        ):
            cluster.when = when
        cluster.where = cluster.where or where
    return tuple(_happening(cluster, number, document) for number, cluster in enumerate(clusters))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Setting:
    """A trigger with the time and place of its own clause, else the only ones of its sentence."""

    trigger: Trigger
    time: TimeExpression | None
    where: Reference | None
    own_time: bool


def _settings(
    annotation: Annotation,
    triggers: Sequence[Trigger],
    times: tuple[TimeExpression, ...],
    references: Sequence[Reference],
) -> list[_Setting]:
    """Each trigger with its time and place; the violence of one sentence shares the only ones given."""
    own = [(t, _time(annotation, times, t), _place(annotation, references, t)) for t in triggers]
    shared: dict[int, list[tuple[TimeExpression | None, Reference | None]]] = {}
    for trigger, time, where in own:
        aside = annotation.tokens[trigger.index].relation.startswith(
            "acl"
        )  # "the men shot in Alba were buried"
        if trigger.act in VIOLENT - _APART and not aside:
            shared.setdefault(annotation.tokens[trigger.index].sentence, []).append((time, where))
    settings = []
    for trigger, time, where in own:
        given = (
            shared.get(annotation.tokens[trigger.index].sentence, ())
            if trigger.act in VIOLENT - _APART
            else ()
        )
        said = {t.value: t for t, _ in given if t is not None}
        places = {w.entity: w for _, w in given if w is not None}
        settings.append(
            _Setting(
                trigger=trigger,
                time=time or (next(iter(said.values())) if len(said) == 1 else None),
                where=where or (next(iter(places.values())) if len(places) == 1 else None),
                own_time=time is not None,
            )
        )
    return settings


def _family(trigger: Trigger, when: str | None) -> str:
    """What a trigger's event may be one with; troops who occupy a town on a day take it by force."""
    on_a_day = when is not None and len(when.split("/")[0]) == len("1999-12-31")
    taken = trigger.act == "occupation" and trigger.verbal and on_a_day
    return "violence" if trigger.act in VIOLENT - _APART or taken else trigger.act


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


def _is_heading(annotation: Annotation, trigger: Trigger) -> bool:
    """Whether a word stands in a line without a verb, or is but the name that its sentence explains."""
    token = annotation.tokens[trigger.index]
    if not any(t.tag in ("VERB", "AUX") for t in annotation.sentence_of(token)):
        return True
    governor = head(annotation, token)
    explained = token.relation.startswith("nsubj") and governor is not None
    return (
        explained
        and governor is not None
        and governor.tag != "VERB"
        and bool(children(annotation, governor, "cop"))
    )


def _is_named_only(annotation: Annotation, cluster: _Cluster) -> bool:
    return all(_is_heading(annotation, trigger) for trigger in cluster.triggers)


def _is_said_of(annotation: Annotation, cluster: _Cluster, trigger: Trigger) -> bool:
    """Whether a noun says what another is: "the Alba attacks were a raid on a post in Brod"."""
    token = annotation.tokens[trigger.index]
    subjects = (
        {c.index for c in children(annotation, token, "nsubj")}
        if children(annotation, token, "cop")
        else set()
    )
    return any(each.index in subjects for each in cluster.triggers)


def place_of(annotation: Annotation, references: Sequence[Reference], index: int) -> Reference | None:
    """The place that the clause of a verb, or the phrase of a noun, gives for what it tells."""
    verbal = annotation.tokens[index].tag != "NOUN"
    return _place(
        annotation, references, Trigger(index=index, first=index, last=index, act="", verbal=verbal)
    )


def _known(
    annotation: Annotation,
    clusters: Sequence[_Cluster],
    trigger: Trigger,
    when: str | None,
    where: Reference | None,
    inside: frozenset[tuple[str, str]],
) -> _Cluster | None:
    """The event told before that this word tells again, None where it tells a new one."""
    family = _family(trigger, when)
    candidates = [
        c
        for c in clusters
        if c.family == family
        and agree(when, c.when)
        and not _takes_country(trigger, where, c)
        and (
            _same(where, c.where, inside)
            or _is_named_only(annotation, c)
            or _is_said_of(annotation, c, trigger)
        )
    ]
    if not candidates:
        return None
    sentence = annotation.tokens[trigger.index].sentence
    here = [c for c in candidates if any(annotation.tokens[t.index].sentence == sentence for t in c.triggers)]
    if here:
        return here[-1]
    if _is_generic(annotation, trigger):
        return None
    new = _is_new(
        annotation, trigger
    )  # then it can only be one that a heading has named and nothing told yet
    particular = [c for c in candidates if not c.generic and not (new and c.introduced)]
    dated = [c for c in particular if when is not None and c.when is not None]
    # The event told most often so far is what a report goes back to, not the one told last.
    return max(dated or particular, key=lambda c: (c.when is not None, len(c.triggers)), default=None)


def _is_generic(annotation: Annotation, trigger: Trigger) -> bool:
    """Whether a noun speaks of such events at large: a bare plural ("attacks", "recent killings")."""
    token = annotation.tokens[trigger.index]
    if trigger.verbal or token.text == token.text.upper():
        return False
    plural = token.text.casefold().endswith("s") and token.lemma != token.text.casefold()
    return plural and determiner(annotation, token) not in _DEFINITE


def _is_new(annotation: Annotation, trigger: Trigger) -> bool:
    """Whether an article brings in an event not told before: "a bombing", "another raid"."""
    token = annotation.tokens[trigger.index]
    governor = head(annotation, token)
    predicate = bool(children(annotation, token, "cop")) or (
        governor is not None and token.relation == "appos"
    )
    return (
        not trigger.verbal
        and not predicate
        and determiner(annotation, token) in ("a", "an", "another", "each")
    )


def agree(left: str | None, right: str | None) -> bool:
    """Whether two times, EDTF or None, can be of one event: unknown, or overlapping."""
    if left is None or right is None:
        return True
    (a, b), (c, d) = bounds(left), bounds(right)
    return (b is None or c is None or c <= b) and (d is None or a is None or a <= d)


def _takes_country(trigger: Trigger, where: Reference | None, cluster: _Cluster) -> bool:
    """Whether land of a country is taken, and not the town of the other event: "seized a fifth of Rovia"."""
    taken = trigger.verbal and trigger.act in ("capture", "occupation")
    country = where is not None and where.type is EntityType.COUNTRY
    return (
        taken and country and (cluster.where is None or where is None or cluster.where.entity != where.entity)
    )


def _same(left: Reference | None, right: Reference | None, inside: frozenset[tuple[str, str]]) -> bool:
    """Whether two places can be of one event: equal, or one said to lie in the other."""
    if left is None or right is None or left.entity == right.entity:
        return True
    return (left.entity, right.entity) in inside or (right.entity, left.entity) in inside


def _containments(annotation: Annotation, references: Sequence[Reference]) -> frozenset[tuple[str, str]]:
    """Pairs of places, inner and outer, that the text puts side by side: "Alba, Rovia", "Alba in Rovia"."""
    places = sorted((r for r in references if r.type in _PLACES and not r.nominal), key=lambda r: r.first)
    pairs = set()
    for left, right in pairwise(places):
        between = [t.text.casefold() for t in annotation.tokens[left.last + 1 : right.first]]
        words = [
            w for w in between if w not in ("the", "northern", "southern", "eastern", "western", "central")
        ]
        plain = [w for w in words if w not in lexicon.words("places", "settlements", "areas")]
        if plain in ([","], ["in"], ["of"], ["in", "of"]):
            pairs.add((left.entity, right.entity))
        elif plain in (["'s"], ["’s"]):
            pairs.add((right.entity, left.entity))
    direct = frozenset(pairs)
    return direct | {(a, d) for a, b in direct for c, d in direct if b == c}


def _happening(cluster: _Cluster, number: int, document: str) -> Happening:
    act = _act(cluster)
    parts = [act, cluster.where.label if cluster.where else "", cluster.when or ""]
    settled = cluster.where is not None and cluster.when is not None and not cluster.generic
    if not settled:
        parts.append(
            digest(document, number)[:8]
        )  # else two documents' events would share a name by accident
    return Happening(
        entity=entity_id(EntityType.EVENT, *filter(None, parts)),
        label=_label(act, cluster),
        act=act,
        tokens=frozenset(trigger.index for trigger in cluster.triggers),
        phrases=tuple((t.first, t.last) for t in cluster.triggers if not t.verbal),
        dated=tuple(cluster.dated),
        located=tuple(cluster.located),
        when=cluster.when,
        where=cluster.where,
    )


def _act(cluster: _Cluster) -> str:
    counts = Counter(trigger.act for trigger in cluster.triggers)
    telling = {act: count for act, count in counts.items() if act not in _VAGUE_ACTS} or counts
    return max(telling, key=lambda act: (telling[act], act == "killing", act))


def _label(act: str, cluster: _Cluster) -> str:
    """A neutral name: what kind of act, where, when; the sources' own names for it are aliases."""
    name = ontology().act(act).label
    name = name[:1].upper() + name[1:]
    where = f" at {cluster.where.label}" if cluster.where else ""
    return f"{name}{where}{f', {spelt(cluster.when)}' if cluster.when else ''}"
