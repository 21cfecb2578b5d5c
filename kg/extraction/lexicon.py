"""The word lists of `ontology/words`, in the shape the extractors look words up."""

import re
from functools import cache

from kg.schema import entries, table

__all__ = [
    "act_of_noun",
    "act_of_verb",
    "country_of",
    "demonym_country",
    "first_words",
    "folded_name",
    "is_country",
    "known_bodies",
    "known_things",
    "titles",
    "words",
]


@cache
def words(name: str, *keys: str) -> frozenset[str]:
    """All words under `keys` of the table `name` together."""
    found = table(name)
    return frozenset(word for key in keys for word in found[key])


@cache
def titles() -> frozenset[str]:
    """Titles and ranks before a name, in lower case, with and without their stop."""
    return frozenset(
        form for word in entries("titles_before_names") for form in (word.lower(), word.lower() + ".")
    )


@cache
def known_bodies() -> frozenset[str]:
    """Organisations that need no introduction, folded."""
    return frozenset(folded_name(name) for names in table("organizations").values() for name in names)


@cache
def known_things() -> frozenset[str]:
    """Capitalised words for brands, faiths and days, folded."""
    return frozenset(
        folded_name(name) for key in ("names", "days", "peoples") for name in table("things")[key]
    )


@cache
def first_words() -> frozenset[str]:
    """How the names of known bodies begin, in lower case."""
    return frozenset(re.split(r"[\s-]", name)[0] for name in known_bodies())


def folded_name(name: str) -> str:
    """A name for comparison: one blank, straight quotes, no case."""
    return " ".join(name.replace("’", "'").split()).casefold()


def is_country(name: str) -> bool:
    """Whether the words name a state, present or former."""
    return country_of(name) is not None


def country_of(name: str) -> str | None:
    """The usual name of the state that the words name, None where they name none."""
    return _countries().get(_bare(name))


def demonym_country(word: str) -> str | None:
    """The state that an adjective or a people belongs to: "Ruritanian", "Ruritanians"."""
    return _demonyms().get(_bare(word))


def act_of_noun(*lemmas: str) -> str | None:
    """The act that a noun names, given its lemma and, tried first, longer compounds."""
    nouns = _nouns()
    return next((nouns[lemma] for lemma in lemmas if lemma in nouns), None)


def act_of_verb(lemma: str) -> str | None:
    """The act that a verb tells."""
    return _verbs().get(lemma)


def _bare(name: str) -> str:
    return " ".join(name.replace("’", "'").split()).removeprefix("the ").removeprefix("The ").casefold()


@cache
def _countries() -> dict[str, str]:
    found = {}
    for country, entry in table("countries").items():
        for name in (country, *entry.get("names", ())):
            found[_bare(name)] = country
    return found


@cache
def _demonyms() -> dict[str, str]:
    found = {}
    for country, entry in table("countries").items():
        for demonym in entry.get("demonyms", ()):
            found[demonym.casefold()] = country
            found[demonym.casefold() + "s"] = country
    return found


@cache
def _nouns() -> dict[str, str]:
    # Acts are listed from wide to narrow nowhere: the first act that lists a noun keeps it.
    return {noun: act for act, entry in reversed(table("events").items()) for noun in entry["nouns"]}


@cache
def _verbs() -> dict[str, str]:
    return {verb: act for act, entry in reversed(table("events").items()) for verb in entry["verbs"]}
