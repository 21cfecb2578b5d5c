"""The events a document tells: which words tell the same one, when and where it was."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.extraction.grammar import children, clause, determiner, head, obliques
from kg.extraction.references import Reference
from kg.extraction.times import TimeExpression, TimeSort, time_of
from kg.extraction.triggers import Trigger
from kg.language import Annotation
from kg.model import EntityType
from kg.model.dates import bounds
from kg.model.identifiers import digest, entity_id
from kg.schema import ontology

__all__ = ["Happening", "happenings"]

VIOLENT = frozenset(
    [
        "attack",
        "killing",
        "shelling",
        "bombing",
        "air-strike",
        "ambush",
        "shooting",
        "execution",
        "assassination",
        "torture",
        "sexual-violence",
        "battle",
        "siege",
        "destruction",
        "capture",
        "abduction",
        "hostage-taking",
        "detention",
        "displacement",
    ]
)
_VAGUE_ACTS = ("attack",)  # an act that says little yields to any other that tells the same event
_IN = ("in", "at", "near", "on", "outside", "inside", "around", "against", "of")
_PLACES = (EntityType.PLACE, EntityType.COUNTRY)
_DEFINITE = {"the", "this", "that", "these", "those", "his", "her", "its", "their"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One event of one document: its id and neutral label, the tokens that tell it, its time and place."""

    entity: str
    label: str
    act: str
    tokens: frozenset[int]
    phrases: tuple[tuple[int, int], ...]
    when: str | None
    where: Reference | None


@dataclass(slots=True, kw_only=True)
class _Cluster:
    family: str
    triggers: list[Trigger] = field(default_factory=list)
    when: str | None = None
    where: Reference | None = None
    generic: bool = False


def happenings(
    annotation: Annotation,
    triggers: Sequence[Trigger],
    times: tuple[TimeExpression, ...],
    references: Sequence[Reference],
    document: str,
) -> tuple[Happening, ...]:
    """The events told, in the order they are first told."""
    clusters: list[_Cluster] = []
    for trigger in triggers:
        when = _time(annotation, times, trigger)
        where = _place(annotation, references, trigger)
        cluster = _known(annotation, clusters, trigger, when, where)
        if cluster is None:
            cluster = _Cluster(family=_family(trigger.act), generic=_is_generic(annotation, trigger))
            clusters.append(cluster)
        cluster.triggers.append(trigger)
        if cluster.when is None or (
            when is not None and len(when) > len(cluster.when) and _agree(when, cluster.when)
        ):
            cluster.when = when
        cluster.where = cluster.where or where
    return tuple(_happening(cluster, number, document) for number, cluster in enumerate(clusters))


def _family(act: str) -> str:
    return "violence" if act in VIOLENT else act


def _time(annotation: Annotation, times: tuple[TimeExpression, ...], trigger: Trigger) -> str | None:
    inside = [t for t in times if trigger.first <= t.first and t.last <= trigger.last]
    found = inside[0] if inside else time_of(annotation, times, trigger.index)
    if found is None or (found.sort is TimeSort.BACKGROUND and not inside):
        return None
    return found.value


def _place(annotation: Annotation, references: Sequence[Reference], trigger: Trigger) -> Reference | None:
    """Where it was: a place in the event's own phrase, else one that its clause is set in."""
    tokens = annotation.tokens
    places = {r.head: r for r in references if r.type in _PLACES}
    inside = [r for r in places.values() if trigger.first <= r.first and r.last < trigger.index]
    if inside:
        return inside[-1]
    token = tokens[trigger.index]
    for each in (token, clause(annotation, token)):
        for phrase in obliques(
            annotation, each, *(_IN if each is token and not trigger.verbal else _IN[:-2])
        ):
            if phrase.index in places:
                return places[phrase.index]
            inner = [
                p for p in children(annotation, phrase, "appos", "nmod", "compound") if p.index in places
            ]
            if inner:
                return places[inner[0].index]
    if trigger.verbal:
        objects = [o for o in children(annotation, token, "obj", "nsubj:pass") if o.index in places]
        return places[objects[0].index] if objects else None
    return None


def _known(
    annotation: Annotation,
    clusters: Sequence[_Cluster],
    trigger: Trigger,
    when: str | None,
    where: Reference | None,
) -> _Cluster | None:
    """The event told before that this word tells again, None where it tells a new one."""
    family = _family(trigger.act)
    candidates = [
        c for c in clusters if c.family == family and _agree(when, c.when) and _same(where, c.where)
    ]
    if not candidates:
        return None
    sentence = annotation.tokens[trigger.index].sentence
    here = [c for c in candidates if any(annotation.tokens[t.index].sentence == sentence for t in c.triggers)]
    if here:
        return here[-1]
    if _is_generic(annotation, trigger) or _is_new(annotation, trigger):
        return None
    particular = [c for c in candidates if not c.generic]
    dated = [c for c in particular if when is not None and c.when is not None]
    best = dated or particular[-1:]
    return best[0] if best else None


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


def _agree(left: str | None, right: str | None) -> bool:
    """Whether two times can be of one event: unknown, or overlapping."""
    if left is None or right is None:
        return True
    (a, b), (c, d) = bounds(left), bounds(right)
    return (b is None or c is None or c <= b) and (d is None or a is None or a <= d)


def _same(left: Reference | None, right: Reference | None) -> bool:
    """Whether two places can be of one event; a country can hold any place."""
    if left is None or right is None or left.entity == right.entity:
        return True
    return EntityType.COUNTRY in (left.type, right.type) and left.type is not right.type


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
    return f"{name}{where}{f', {cluster.when}' if cluster.when else ''}"
