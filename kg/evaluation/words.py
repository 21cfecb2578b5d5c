"""When two names, phrases or counts mean the same for scoring."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["Count", "alike", "any_alike", "count", "normal"]

_SILENT = frozenset(
    re.findall(r"\w+", "a an and at by for former from her his in its of on the their to with")
)
_OTHER_LETTERS = str.maketrans({"’": "'", "ı": "i"})

_SAME_CATEGORY = {
    "people": "civilians persons residents prisoners hostages wounded injured missing disabled killed dead",
    "children": "minors",
    "elderly": "old-people old-men elderly-people",
    "militants": "fighters rebels gunmen guerrillas insurgents terrorists",
    "soldiers": "troops servicemen",
    "police": "policemen police-officers",
}
_SAME_OUTCOME = {
    "killed": "dead killed",
    "wounded": "wounded injured",
    "missing": "missing",
    "captured": "captured hostage hostages taken-hostage",
    "disabled": "disabled",
}


def _by_word(groups: Mapping[str, str]) -> dict[str, str]:
    return {word.replace("-", " "): meaning for meaning, words in groups.items() for word in words.split()}


_CATEGORIES, _OUTCOMES = _by_word(_SAME_CATEGORY), _by_word(_SAME_OUTCOME)


@dataclass(frozen=True, slots=True)
class Count:
    """A number or range of those to whom something happened; words in their common form."""

    low: float
    high: float
    category: str
    outcome: str


def count(value: Mapping[str, Any] | None) -> Count | None:
    """The count in a gold value (`number`, `number_max`) or in a quantity (`low`, `high`), if any."""
    if value is None:
        return None
    low = value.get("number", value.get("low"))
    if low is None:
        return None
    high = value.get("number_max", value.get("high", low)) or low
    category = normal(value.get("category") or "people")
    outcome = normal(value.get("outcome") or "") or _OUTCOMES.get(category, "")
    return Count(
        float(low), float(high), _CATEGORIES.get(category, category), _OUTCOMES.get(outcome, outcome)
    )


def normal(text: str) -> str:
    """Text without case, diacritics, punctuation and a leading article."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text).casefold() if not unicodedata.combining(c))
    plain = re.sub(r"[^\w' -]", " ", bare.translate(_OTHER_LETTERS))
    return " ".join(plain.split()).removeprefix("the ")


def alike(one: str, other: str) -> bool:
    """Whether the telling words of one hold those of the other, or half of all are shared."""
    left, right = _telling(one), _telling(other)
    if not left or not right:
        return False
    shared = left & right
    return shared in (left, right) or 2 * len(shared) >= len(left | right)


def any_alike(names: Iterable[str], others: Iterable[str]) -> bool:
    """Whether any name is like any of the others."""
    known = tuple(others)
    return any(alike(name, other) for name in names for other in known)


def _telling(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", normal(text))) - _SILENT
