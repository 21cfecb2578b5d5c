"""Under which category a noun for people is counted: children, soldiers, police, people..."""

from collections.abc import Iterator
from functools import cache

from kg.extraction import grammar
from kg.extraction.lexicon import demonym_country
from kg.language import Annotation, Token
from kg.schema.words import table

__all__ = ["Categories"]

_LONGEST_ABBREVIATION = 6


@cache
def _categories() -> dict[str, str]:
    return {word: name for name, words in table("victims")["categories"].items() for word in words}


@cache
def _by_modifier(name: str) -> frozenset[str]:
    return frozenset(table("victims")["by_modifier"].get(name, ()))


class Categories:
    """The categories of the nouns of one annotated text."""

    def __init__(self, annotation: Annotation) -> None:
        self.annotation = annotation
        self.tokens = annotation.tokens
        self.name_at = {i: name for name in annotation.names for i in range(name.first, name.last + 1)}
        self.armed = frozenset(_armed(annotation))

    def of(self, noun: Token) -> str | None:
        """The category of a noun in the plural form of the word lists, None where it is no person."""
        lemma, text = noun.lemma.casefold(), noun.text.casefold()
        before = {m.lemma.casefold() for m in self._before(noun) if not self._is_age(m)}
        found = (
            _categories().get(lemma)
            or _categories().get(text)
            or _categories().get(text.removesuffix("s"))
            or self._by_name(noun)
            or self._by_ending(text)
        )
        if found == "soldiers" and before & _by_modifier("police"):  # a police sergeant
            return "police"
        if lemma in table("victims")["by_modifier"]["elderly_nouns"] and before & _by_modifier("elderly"):
            return "elderly"
        if lemma == "rank" and before & {"other", "enlisted"}:
            return "soldiers"
        if lemma in _by_modifier("nouns") or text in _by_modifier("nouns"):
            for name in ("police", "militants", "soldiers", "civilians", "women", "children"):
                if before & _by_modifier(name):
                    return name
            if lemma in table("victims")["armed"]["members"] and before & self.armed:
                return "militants"
            return found or (
                "people" if lemma not in ("force", "death", "fatality", "patrol", "rank") else None
            )
        return found

    def _before(self, noun: Token) -> list[Token]:
        near = [
            t
            for t in self.tokens[max(0, noun.index - 2) : noun.index]
            if t.sentence == noun.sentence and t.tag in ("NOUN", "ADJ", "PROPN")
        ]
        return grammar.modifiers(self.annotation, noun) + near

    def _is_age(self, word: Token) -> bool:
        """The "old" of "27-year old man"."""
        return word.index > 0 and self.tokens[word.index - 1].text.casefold() in (
            "year",
            "years",
            "-",
            "month",
            "months",
        )

    def _by_name(self, noun: Token) -> str | None:
        """Nationalities and faiths in the plural."""
        name = self.name_at.get(noun.index)
        named = name is not None and name.label in ("NORP", "PERSON", "GROUP")
        plural = noun.text.endswith(("s", "ese", "men", "is")) and noun.text[0].isupper()
        people = noun.tag in ("NOUN", "PROPN", "ADJ") and plural
        return "people" if people and (named or demonym_country(noun.text)) else None

    def _by_ending(self, text: str) -> str | None:
        for name, endings in table("victims")["endings"].items():
            if (
                len(text) > 5
                and text.endswith(tuple(endings))
                and text not in table("victims")["not_people"]["nouns"]
            ):
                return str(name)
        return None

    def plausible(self, noun: Token) -> bool:
        return (
            noun.tag in ("NOUN", "PROPN")
            and noun.index not in self.name_at
            and noun.text != noun.lemma
            and noun.lemma.casefold() not in table("victims")["not_people"]["nouns"]
            and noun.text.endswith(tuple(table("victims")["endings_of_the_killed"]["people"]))
        )


def _armed(annotation: Annotation) -> Iterator[str]:
    """The abbreviations in a text, in lower case, of bodies that use arms in it or are named so."""
    entry = table("victims")["armed"]
    for index, token in enumerate(annotation.tokens):
        if not (token.text.isupper() and 2 <= len(token.text) <= _LONGEST_ABBREVIATION):
            continue
        verb = grammar.head(annotation, token)
        acts = verb is not None and verb.lemma in entry["acts"]
        does = token.relation in ("nsubj", "obl:agent") or grammar.case_of(annotation, token) == "by"
        bracketed = index > 0 and annotation.tokens[index - 1].text == "("
        spelled = (
            {t.text.casefold() for t in annotation.tokens[max(0, index - 7) : index - 1]}
            if bracketed
            else set()
        )
        if (acts and does) or spelled & set(entry["names"]):
            yield token.text.casefold()
