"""What stands beside a person's name and says of which calling they are: ranks, posts, appositions."""

from functools import cache, cached_property

from kg.extraction import grammar
from kg.extraction.counts.categories import Categories
from kg.language import Annotation, Name
from kg.schema.words import table

__all__ = ["Descriptions"]


@cache
def _ranks() -> dict[str, str]:
    return {word: name for name, words in table("victims")["ranks"].items() for word in words}


class Descriptions:
    """The callings of the persons named in one annotated text."""

    def __init__(self, annotation: Annotation, categories: Categories) -> None:
        self.annotation = annotation
        self.tokens = annotation.tokens
        self.categories = categories
        self.name_at = {i: name for name in annotation.names for i in range(name.first, name.last + 1)}

    def of(self, name: Name) -> str | None:
        """The category of a person from what stands by the name here, or anywhere in the text."""
        return self._at(name) or self._told.get(self.tokens[name.last].text)

    @cached_property
    def _told(self) -> dict[str, str]:
        """The categories told beside names anywhere, by surname; where two differ, none."""
        found: dict[str, set[str]] = {}
        for name in self.annotation.names:
            category = self._at(name) if name.label == "PERSON" else None
            if category is not None:
                found.setdefault(self.tokens[name.last].text, set()).add(category)
        return {surname: min(told) for surname, told in found.items() if len(told) == 1}

    def _at(self, name: Name) -> str | None:
        """The category that a rank or description at a name gives: "policeman Ana Lukic", "Sgt. Lukic"."""
        token = self.tokens[name.first]
        ranks = self.tokens[max(0, name.first - 1) : name.first + 1]
        by_rank = [_ranks().get(t.text.casefold().rstrip(".")) for t in ranks]
        first = self.tokens[token.head]  # "Privates Hale and Moss"
        if token.relation == "conj" and first.index in self.name_at:
            plural = self.tokens[max(0, self.name_at[first.index].first - 1)].text.casefold()
            by_rank.append(_ranks().get(plural.removesuffix("s")) if plural.endswith("s") else None)
        by_rank += [_ranks().get(t.text.casefold().removesuffix("s")) for t in ranks[:1] if t.text.istitle()]
        nouns = grammar.children(self.annotation, token, "nmod:desc", "compound", "appos", "amod")
        governor = grammar.head(self.annotation, token)
        if governor is not None and token.relation in ("flat", "appos") and governor.tag == "NOUN":
            nouns.append(governor)
        head = governor if governor is not None and token.relation == "flat" else token
        nouns += grammar.children(self.annotation, head, "appos")
        found = [
            self.categories.of(noun)
            for noun in nouns
            if noun.tag == "NOUN"
            and noun.index not in range(name.first, name.last + 1)
            and not any(
                m.lemma in ("former", "ex", "late", "retired")
                for m in grammar.modifiers(self.annotation, noun)
            )
        ]
        return next((c for c in (*found, *by_rank) if c not in (None, "people")), None)
