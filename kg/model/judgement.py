"""A decision that two identifiers name one thing, or two: data, replayable, undoable."""

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Judgement", "Verdict"]


class Verdict(StrEnum):
    """What was decided of a pair."""

    SAME = "same"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """Whether `left` and `right` are one; `score` in 0..1, `author` a person or a rule."""

    left: str
    right: str
    verdict: Verdict
    score: float
    reason: str
    author: str
