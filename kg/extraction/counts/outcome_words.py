"""The words that say what befell people, out of the word list, and what each says."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from kg.language import Token
from kg.model import ClaimKind
from kg.schema.words import table

__all__ = ["OPEN", "Trigger", "general", "index", "kind_of", "outcome_of_person", "phrases", "tabled"]

OPEN = "shot"
"""The entry of the word list whose outcome is not said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """A word at `index` (its phrase runs to `last`) by which `outcome` befell each of `victims`.

    `outcome` is None where it is left open ("shot"); a noun that is itself counted
    ("20 deaths") is its own victim; `agents` are those who did it, if the words say so.
    `heads_list` tells that the word only opens the list in which the victims stand ("The dead: ...").
    """

    index: int
    last: int
    outcome: str | None
    kind: ClaimKind
    victims: tuple[int, ...]
    agents: tuple[int, ...] = ()
    heads_list: bool = False


def kind_of(outcome: str | None) -> ClaimKind:
    """The kind of claim that an outcome makes."""
    return ClaimKind(table("outcomes")[outcome or OPEN]["kind"])


def outcome_of_person(noun: Token) -> str | None:
    """The outcome that a noun for a person carries by itself ("paraplegic")."""
    return index("persons").get(noun.lemma.casefold()) if noun.tag == "NOUN" else None


@cache
def index(section: str) -> dict[str, str]:
    """Word to outcome for one section over all outcomes; the first outcome that lists a word has it."""
    found: dict[str, str] = {}
    for outcome, entry in table("outcomes").items():
        if isinstance(entry, dict) and "kind" in entry:
            for word in entry.get(section, ()):
                found.setdefault(word, outcome)
    return found


@cache
def phrases() -> tuple[tuple[dict[str, Any], frozenset[tuple[str, ...]]], ...]:
    """The verbs with companion words: each entry of the list, its companions as words."""
    entries = table("outcomes")["phrases"]
    return tuple((entry, frozenset(tuple(words.split()) for words in entry["words"])) for entry in entries)


@cache
def general(name: str) -> frozenset[str]:
    """One of the general lists of words."""
    return frozenset(table("outcomes")["general"][name])


@cache
def tabled(section: str) -> tuple[tuple[tuple[str, ...], str], ...]:
    """The phrases of a section as words, each with what it counts."""
    entries = table("outcomes")[section].items()
    return tuple((tuple(phrase.split()), told) for told, listed in entries for phrase in listed)
