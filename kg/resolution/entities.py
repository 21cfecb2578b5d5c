"""One view of an entity over all documents that speak of it.

Entities meet by their identifier, which is made of type and folded name (events: act, place and
time). Joining different identifiers, by judgements with reasons, comes on top of this.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from kg.model import Entity, Extraction

__all__ = ["entities"]


@dataclass(slots=True)
class _Seen:
    """What the documents said of one entity so far."""

    views: Counter[Entity] = field(default_factory=Counter)
    aliases: set[str] = field(default_factory=set)


def entities(extractions: Iterable[Extraction]) -> dict[str, Entity]:
    """Entities by identifier, sorted; the commonest view wins, aliases are gathered from all.

    Depends on the set of documents only, not on their order; memory grows with distinct entities.
    """
    seen: dict[str, _Seen] = defaultdict(_Seen)
    for extraction in extractions:
        for entity in extraction.entities:
            seen[entity.id].views[replace(entity, aliases=())] += 1
            seen[entity.id].aliases.update(entity.aliases)
    return {key: _merged(seen[key]) for key in sorted(seen)}


def _merged(seen: _Seen) -> Entity:
    view = max(seen.views, key=lambda v: (seen.views[v], not v.label.isupper(), _key(v)))
    return replace(view, aliases=tuple(sorted(seen.aliases | {view.label})))


def _key(entity: Entity) -> tuple[str, ...]:
    return entity.label, entity.type.value, entity.act or "", entity.when or "", entity.where or ""
