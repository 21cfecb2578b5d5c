"""The events a document tells: which words tell the same one, when and where it was."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.extraction.events.acts import APART, VIOLENT
from kg.extraction.events.agreement import agree, containments, same_place
from kg.extraction.events.settings import settings
from kg.extraction.events.triggers import Trigger
from kg.extraction.grammar import children, determiner, head
from kg.extraction.references import Reference
from kg.extraction.times import TimeExpression
from kg.language import Annotation
from kg.model import EntityType
from kg.model.dates import spelt
from kg.model.identifiers import digest, entity_id
from kg.schema import ontology

__all__ = ["Happening", "happenings"]

_VAGUE_ACTS = ("attack",)  # an act that says little yields to any other that tells the same event
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
    inside = containments(annotation, references)
    for setting in settings(annotation, triggers, times, references):
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


def _family(trigger: Trigger, when: str | None) -> str:
    """What a trigger's event may be one with; troops who occupy a town on a day take it by force."""
    on_a_day = when is not None and len(when.split("/")[0]) == len("1999-12-31")
    taken = trigger.act == "occupation" and trigger.verbal and on_a_day
    return "violence" if trigger.act in VIOLENT - APART or taken else trigger.act


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
            same_place(where, c.where, inside)
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


def _takes_country(trigger: Trigger, where: Reference | None, cluster: _Cluster) -> bool:
    """Whether land of a country is taken, and not the town of the other event: "seized a fifth of Rovia"."""
    taken = trigger.verbal and trigger.act in ("capture", "occupation")
    country = where is not None and where.type is EntityType.COUNTRY
    return (
        taken and country and (cluster.where is None or where is None or cluster.where.entity != where.entity)
    )


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
