"""What an annotator says of a text: words, sentences, grammar and names."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

__all__ = ["Annotation", "Annotator", "Name", "Token"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """One word: half-open code-point offsets, lemma, UD tag, head and relation.

    `head` is the index of the governing token, its own index for the root of a sentence.
    """

    index: int
    start: int
    end: int
    text: str
    lemma: str
    tag: str
    head: int
    relation: str
    sentence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name over tokens `[first, last]`, both inclusive.

    `label` is PERSON, PLACE, ORG, GROUP, UNIT, NORP or EVENT.
    """

    first: int
    last: int
    label: str


@dataclass(frozen=True, kw_only=True)
class Annotation:
    """A text with its tokens; `sentences` are token ranges `[first, last]`, both inclusive."""

    text: str
    tokens: tuple[Token, ...]
    sentences: tuple[tuple[int, int], ...]
    names: tuple[Name, ...]

    @cached_property
    def children(self) -> tuple[tuple[Token, ...], ...]:
        """The dependents of each token, in the order of the text."""
        lists: list[list[Token]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.index:
                lists[token.head].append(token)
        return tuple(tuple(items) for items in lists)

    def sentence_of(self, token: Token) -> tuple[Token, ...]:
        """All tokens of the sentence that `token` stands in."""
        first, last = self.sentences[token.sentence]
        return self.tokens[first : last + 1]

    def subtree(self, token: Token) -> Iterator[Token]:
        """The token and all that depends on it, in no particular order."""
        stack = [token]
        while stack:
            current = stack.pop()
            yield current
            stack.extend(self.children[current.index])


class Annotator(Protocol):
    """Turns a text into an annotation; `NAME` and `VERSION` go into every claim's provenance."""

    NAME: str
    VERSION: str

    def __call__(self, text: str) -> Annotation:
        """Annotate one text; deterministic, offsets refer to `text` as given."""
        ...
