"""Whether a claim of what was built states a gold claim."""

from kg.evaluation.gold import Found, GoldClaim
from kg.evaluation.words import any_alike

__all__ = ["same_voice", "states"]

_COUNTED = frozenset({"casualty", "commemoration", "displacement", "legal", "other"})
_LOOSE = frozenset({"casualty", "commemoration", "involvement"})


def states(found: Found, gold: GoldClaim) -> bool:
    """Whether `found` says what `gold` says, in the same place."""
    return found.family == gold.family and _overlap(found, gold) and _agree(found, gold)


def same_voice(found: Found, gold: GoldClaim) -> bool:
    """Whether both have the same speaker, or both none."""
    return any_alike(found.speaker, gold.speaker) if gold.speaker else not found.speaker


def _overlap(found: Found, gold: GoldClaim) -> bool:
    """Whether half of the shorter quote is shared."""
    length = found.end - found.start
    return any(
        min(end, found.end) - max(start, found.start) >= max(1, min(end - start, length)) / 2
        for start, end in gold.spans
    )


def _agree(found: Found, gold: GoldClaim) -> bool:
    if gold.count is not None and gold.family in _COUNTED:
        return _same_count(found, gold)
    if gold.kind == "date":
        return gold.when is None or found.when == gold.when
    if gold.family == "speech":
        return any_alike(found.speaker or found.subject, gold.speaker or gold.subject)
    if gold.family in _LOOSE or gold.object is None:
        return _same_actor(found, gold)
    if gold.kind == "characterization":
        return any_alike(found.object, gold.object)
    there = any_alike(found.object, gold.object) or any_alike(found.where, gold.object)
    return there and any_alike(found.subject, gold.subject)


def _same_count(found: Found, gold: GoldClaim) -> bool:
    one, other = gold.count, found.count
    if one is None or other is None or (one.low, one.high) != (other.low, other.high):
        return False
    if gold.family != "casualty":
        return True
    known = one.outcome and other.outcome
    return one.category == other.category and (not known or one.outcome == other.outcome)


def _same_actor(found: Found, gold: GoldClaim) -> bool:
    """Who did it and what was done may stand on either side."""
    sides = gold.object or ()
    return (
        any_alike(found.subject, gold.subject)
        or any_alike(found.subject, sides)
        or (gold.family == "casualty" and any_alike(found.object, sides))
    )
