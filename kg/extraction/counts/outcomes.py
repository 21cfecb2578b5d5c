"""What befell people: the words that say so, and the tokens they say it of."""

from collections.abc import Iterator
from dataclasses import replace

from kg.extraction.counts.outcome_gatherings import OPENERS, Gatherings
from kg.extraction.counts.outcome_nouns import Nouns
from kg.extraction.counts.outcome_states import States
from kg.extraction.counts.outcome_verbs import Verbs
from kg.extraction.counts.outcome_words import Trigger, index, kind_of, outcome_of_person
from kg.extraction.counts.victims import People
from kg.language import Annotation, Token
from kg.language.lemmas import lemma as lemma_of

__all__ = ["Trigger", "kind_of", "outcome_of_person", "triggers"]


def triggers(annotation: Annotation, people: People) -> tuple[Trigger, ...]:
    """All words of the text that say what befell somebody, in order."""
    reader = _Reader(annotation, people)
    found = (trigger for token in annotation.tokens for trigger in reader.read(token))
    return tuple(sorted(found, key=lambda t: (t.index, t.outcome or "", t.victims)))


class _Reader:
    """One pass over one annotated text."""

    def __init__(self, annotation: Annotation, people: People) -> None:
        self.words = [token.text.casefold() for token in annotation.tokens]
        self.people = people
        self.verbs = Verbs(annotation, people)
        self.states = States(annotation, people)
        self.nouns = Nouns(annotation, people)
        self.gatherings = Gatherings(annotation, people)

    def read(self, token: Token) -> Iterator[Trigger]:
        labelled = self.nouns.labelled(token)
        if labelled is not None:
            yield labelled
            return
        token = self.mended(token)
        participle = self.words[token.index].endswith(("ed", "ing"))
        if token.tag == "VERB" or (token.tag in ("ADJ", "NOUN") and participle):
            yield from self.verbs.verb(token)
            yield from self.verbs.turned(token)
            yield from self.gatherings.included(token)
        if token.tag in ("ADJ", "NOUN", "ADV", "VERB") and self.words[token.index] in index("states"):
            yield from self.states.state(token)
        if token.tag in ("NOUN", "PROPN", "VERB"):
            yield from self.nouns.noun(token)
        yield from self.assembled(token)

    def assembled(self, token: Token) -> Iterator[Trigger]:
        """What is told of victims that a word gathers: the dead, those killed."""
        if self.words[token.index + 1 : token.index + 2] == [":"]:
            yield from self.gatherings.listed(token)
        if token.relation == "nsubj" and token.tag in ("NOUN", "ADJ", "PRON"):
            yield from self.gatherings.equated(token)
        if token.index and self.words[token.index] in OPENERS:
            yield from self.gatherings.numbered(token)
        if self.words[token.index] in ("victims", "dead", "killed", "wounded", "injured"):
            yield from self.gatherings.some_of(token)
        if token.index and self.words[token.index] in OPENERS:
            yield from self.gatherings.divided(token)
        if "among" in self.words[max(0, token.index - 3) : token.index]:
            yield from self.gatherings.among(token)

    def mended(self, token: Token) -> Token:
        """A participle before a number that the tagger took for a preposition, as the verb it is."""
        participle = self.words[token.index].endswith(("ed", "ing"))
        slip = token.tag in ("ADP", "X", "SCONJ") and participle and token.index + 1 in self.people.opening_at
        return replace(token, tag="VERB", lemma=lemma_of(token.text, "VERB")) if slip else token
