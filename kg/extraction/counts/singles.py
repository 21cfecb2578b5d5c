"""One person who is a victim: by name, by a pronoun, by a noun with its article."""

from kg.extraction import grammar
from kg.extraction.counts.categories import Categories
from kg.extraction.counts.descriptions import Descriptions
from kg.extraction.counts.victim import Victim
from kg.language import Annotation, Name, Token
from kg.schema.words import table

__all__ = ["Singles"]

_REFLEXIVE = frozenset(["himself", "herself"])
_PRONOUNS = frozenset(["he", "she", "him", "her"])
_ONE = frozenset(
    [
        "a",
        "an",
        "one",
        "the",
        "his",
        "her",
        "their",
        "its",
        "this",
        "that",
        "another",
        "my",
        "our",
        "’s",
    ]
)
_SHORT = 5
"""No unknown noun of so few letters is taken for a person."""


class Singles:
    """The single persons of one annotated text."""

    def __init__(self, annotation: Annotation, categories: Categories) -> None:
        self.annotation = annotation
        self.tokens = annotation.tokens
        self.categories = categories
        self.descriptions = Descriptions(annotation, categories)
        self.name_at = {i: name for name in annotation.names for i in range(name.first, name.last + 1)}
        self.places = {self._text(name) for name in annotation.names if name.label == "PLACE"}

    def read(self, token: Token, *, loose: bool = False) -> Victim | None:
        """The one person at a token; `loose` takes nouns of no list too, where a verb befalls people only."""
        return self._listed(token) or (self._unlisted(token) if loose else None)

    def _listed(self, token: Token) -> Victim | None:
        """One person by a name, a pronoun or a noun of the lists."""
        name = self.name_at.get(token.index)
        if name is not None and name.label == "PERSON" and self._text(name) not in self.places:
            return self._single(token, "people", name)
        if token.tag == "PRON" and token.text.casefold() in _PRONOUNS:
            return self._single(token, "people", None)
        pronoun = token.text.casefold() in ("another", "one") and token.tag in ("DET", "PRON", "NUM")
        if pronoun and not (token.index and self.tokens[token.index - 1].text.casefold() == "no"):
            return self._single(token, None, None)
        if token.text.casefold() in _REFLEXIVE or self._is_ordinal(token):
            return self._single(token, None, None)
        if (
            name is not None
            and name.label == "NORP"
            and grammar.determiner(self.annotation, token) in ("a", "an")
        ):
            return self._single(token, "people", None)
        if token.tag not in ("NOUN", "ADJ") or not self._is_singular(token):
            return None
        category = self.categories.of(token)
        return None if category is None else self._single(token, category, self._apposed(token))

    def _unlisted(self, token: Token) -> Victim | None:
        """One person by a noun that no list knows: "killed a visa applicant"."""
        text = token.text.casefold()
        fits = (
            text.endswith(tuple(table("victims")["endings_of_the_killed"]["person"])) and len(text) > _SHORT
        )
        listed = text in table("victims")["not_people"]["nouns"]
        article = grammar.determiner(self.annotation, token) in ("a", "an")
        if token.tag != "NOUN" or not fits or listed or not article or token.relation not in ("obj", "conj"):
            return None
        return self._single(token, "people", None)

    def _is_ordinal(self, token: Token) -> bool:
        """The last of "killing three and wounding a fourth", of "one died, the other was hurt"."""
        if token.text.casefold() not in (*table("victims")["ordinals"]["words"], "other"):
            return False
        following = self.tokens[token.index + 1] if token.index + 1 < len(self.tokens) else None
        alone = following is None or (
            following.tag not in ("NOUN", "PROPN", "ADJ", "NUM", "DET") and following.text != "of"
        )
        determined = token.index > 0 and self.tokens[token.index - 1].text.casefold() in ("a", "the")
        return (
            alone and determined and token.relation in ("nsubj", "nsubj:pass", "obj", "conj", "nsubj:outer")
        )

    def _is_singular(self, token: Token) -> bool:
        text, lemma = token.text.casefold(), token.lemma.casefold()
        if text != lemma or text in (
            "people",
            "police",
            "personnel",
            "staff",
            "crew",
            "troops",
            "population",
            "kin",
            "minority",
            "elderly",
            "faithful",
            "couple",
            "dead",
            "wounded",
            "injured",
            "missing",
            "disabled",
            "accused",
            "mujahideen",
            "fedayeen",
        ):
            return False
        owned = grammar.children(self.annotation, token, "nmod:poss")
        return (
            bool(owned)
            or grammar.determiner(self.annotation, token) in _ONE
            or self._apposed(token) is not None
        )

    def _apposed(self, token: Token) -> Name | None:
        """The name beside a title or description: "the driver, Ana Lukic", "Catholic civilian Ana Lukic"."""
        for child in grammar.children(self.annotation, token, "flat", "appos", "nmod:desc", "compound"):
            name = self.name_at.get(child.index)
            if name is not None and name.label == "PERSON":
                return name
        return None

    def _single(self, token: Token, category: str | None, name: Name | None) -> Victim:
        first, last = grammar.phrase(self.annotation, token)
        while first < token.index and self.tokens[first].tag in ("ADP", "CCONJ", "PUNCT", "SCONJ"):
            first += 1
        if name is not None:
            first, last = min(first, name.first), max(last, name.last)
        described = self.descriptions.of(name) if name is not None and category == "people" else None
        return Victim(
            head=token.index, first=first, last=last, numeral=None, category=described or category, name=name
        )

    def _text(self, name: Name) -> str:
        return self.annotation.text[self.tokens[name.first].start : self.tokens[name.last].end]
