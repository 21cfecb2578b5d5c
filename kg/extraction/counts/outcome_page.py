"""What all readers of outcomes share: the text, its people, and the making of a trigger."""

from collections.abc import Iterable, Iterator

from kg.extraction import grammar
from kg.extraction.counts.outcome_victims import Sufferers
from kg.extraction.counts.outcome_words import OPEN, Trigger, kind_of
from kg.extraction.counts.victims import People
from kg.language import Annotation, Token

__all__ = ["Page"]


class Page:
    """One annotated text with its people, open before a reader of outcomes."""

    def __init__(self, annotation: Annotation, people: People) -> None:
        self.annotation = annotation
        self.tokens = annotation.tokens
        self.words = [token.text.casefold() for token in annotation.tokens]
        self.people = people
        self.sufferers = Sufferers(annotation, people)

    def made(
        self,
        token: Token,
        outcome: str,
        victims: Iterable[Token],
        *,
        last: int | None = None,
        agents: Iterable[Token] = (),
        heads_list: bool = False,
    ) -> Iterator[Trigger]:
        heads = tuple(dict.fromkeys(self.restated(victim).index for victim in victims))
        if heads:
            yield Trigger(
                index=token.index,
                last=token.index if last is None else last,
                outcome=None if outcome == OPEN else outcome,
                kind=kind_of(outcome),
                victims=heads,
                agents=tuple(dict.fromkeys(agent.index for agent in agents)),
                heads_list=heads_list,
            )

    def restated(self, noun: Token) -> Token:
        """The number of "most of the town, about 30,000 people, fled", told beside what is not counted."""
        if noun.tag != "NOUN" or noun.index in self.people.numeral_at or self.people.victim(noun) is not None:
            return noun
        beside = (c for n in (noun, *grammar.obliques(self.annotation, noun, "of")) for c in self.beside(n))
        return next(beside, noun)

    def beside(self, noun: Token) -> list[Token]:
        near = grammar.children(self.annotation, noun, "appos")
        return [
            c
            for c in near
            if self.people.is_counted(c) and self.tokens[noun.index + 1].text in (",", "(", "–", "—")
        ]

    def stands(self, index: int, phrase: tuple[str, ...]) -> bool:
        return tuple(self.words[index : index + len(phrase)]) == phrase

    def has_number(self, noun: Token) -> bool:
        return any(c.index in self.people.numeral_at for c in grammar.children(self.annotation, noun))
