"""Victims gathered in a word: three were among the dead; those killed include a nurse; the dead: 5 men."""

from collections.abc import Iterator

from kg.extraction import grammar
from kg.extraction.counts.outcome_page import Page
from kg.extraction.counts.outcome_words import Trigger, general, index
from kg.extraction.counts.parts import people_row
from kg.language import Token

__all__ = ["Gatherings"]

_REACH = 9
"""How far behind the word its victims are looked for."""
_NEAR = 4
"""A number stands so close behind a verb like "numbered"."""
OPENERS = ("killed", "dead", "victims", "wounded", "injured", "those", "arrested", "casualties")
"""Words that can gather victims."""


class Gatherings(Page):
    """The words of one text that gather victims."""

    def gathered(self, token: Token) -> str | None:
        words = {token.lemma.casefold(), self.words[token.index]}
        if self.words[token.index] == "those" or self.people.category(token) is not None:
            told = grammar.children(self.annotation, token, "acl", "acl:relcl")
            if self.words[token.index] == "those":
                told += [t for t in self.tokens[token.index + 1 : token.index + 3] if t.tag == "VERB"]
            words |= {c.text.casefold() for c in told}
            known = {**index("subjects"), **index("objects")}
            befallen = next((known[c.lemma] for c in told if c.lemma in known), None)
            if befallen in ("killed", "wounded", "captured", "arrested"):
                return befallen
        outcomes = ("killed", "wounded", "missing", "captured", "arrested")
        return next((o for o in outcomes if words & general(f"victims_{o}")), None)

    def among(self, token: Token) -> Iterator[Trigger]:
        outcome = self.gathered(token)
        if outcome is None:
            return
        who = grammar.children(self.annotation, token, "nsubj")
        governor = grammar.head(self.annotation, token)
        if not who and governor is not None:
            if self.named_before(token):
                who = self.named_before(token)
            elif governor.tag in ("AUX", "VERB", "ADJ"):
                who = grammar.children(self.annotation, governor, "nsubj")
            elif governor.index > token.index:
                who = [governor]
        who = who or self.behind(token)
        row = [each for w in who for each in grammar.conjuncts(self.annotation, w)]
        yield from self.made(token, outcome, row)

    def named_before(self, token: Token) -> list[Token]:
        """The row right before "were among the dead"."""
        at = token.index
        while at > 0 and self.words[at] != "among":
            at -= 1
        at -= 1
        while at > 0 and self.tokens[at].tag in ("AUX", "ADV"):
            at -= 1
        token, be = self.tokens[at], self.tokens[at + 1]
        return self.sufferers.row(token) if token.tag in ("NOUN", "PROPN", "NUM") and be.tag == "AUX" else []

    def numbered(self, noun: Token) -> Iterator[Trigger]:
        """The dead numbered 34; rebel dead were put at 200."""
        outcome = self.gathered(noun)
        after = (t for t in self.tokens[noun.index + 1 : noun.index + _NEAR] if t.tag == "VERB")
        verb = next(after, None)
        if not outcome or verb is None or verb.lemma not in general("numbering"):
            return
        numbers = (n for n in self.people.numerals if verb.index < n.first <= verb.index + _NEAR)
        told = next((n for n in numbers if not self.people.is_noun_counted(n)), None)
        yield from self.made(noun, outcome, [self.tokens[told.last]] if told else [])

    def equated(self, token: Token) -> Iterator[Trigger]:
        """The dead were 14 men and 6 women."""
        predicate = grammar.head(self.annotation, token)
        outcome = self.gathered(token)
        alone = (
            not grammar.children(self.annotation, token, "nummod")
            and token.index not in self.people.numeral_at
        )
        if (
            predicate is not None
            and outcome
            and alone
            and grammar.children(self.annotation, predicate, "cop")
        ):
            row = grammar.conjuncts(self.annotation, predicate)
            one = grammar.determiner(self.annotation, predicate) in ("a", "an")
            yield from self.made(token, outcome, [t for t in row if one or self.people.is_counted(t)])

    def some_of(self, token: Token) -> Iterator[Trigger]:
        """Eleven of the victims were children."""
        inner = self.people.numeral_at.get(token.index - 1)
        start = inner.first if inner else token.index  # "eleven of the 17 dead"
        opened = self.words[max(0, start - 2) : start] == ["of", "the"]
        numeral = self.people.numeral_at.get(start - 3) if opened else None
        after = self.words[token.index + 1 : token.index + 2]
        vague = numeral is not None and numeral.low is None and numeral.high is None
        if vague and not self.people.said_to_be(token.index):
            return
        outcome = self.gathered(token)
        if numeral is not None and outcome and after and after[0] in ("were", "was", "are", "is"):
            yield from self.made(token, outcome, [self.tokens[numeral.last]])

    def listed(self, token: Token) -> Iterator[Trigger]:
        """The dead: 5 soldiers, 2 policemen."""
        outcome = self.gathered(token) if token.index + 2 in self.people.opening_at else None
        row = people_row(self.annotation, self.people, token.index + 2) if outcome else ()
        yield from self.made(token, outcome or "", [self.tokens[v.head] for v in row], heads_list=True)

    def divided(self, token: Token) -> Iterator[Trigger]:
        """Of those killed, 14 were women and 3 boys: every number that a sentence opened so predicates."""
        first, end = self.annotation.sentences[token.sentence]
        opened = self.words[first] in ("of", "among") and first < token.index <= first + _REACH
        outcome = (
            self.gathered(token)
            if opened and self.words[token.index + 1 : token.index + 2] == [","]
            else None
        )
        numbers = [n for n in self.people.numerals if outcome and first < n.first <= end]
        if numbers and numbers[0].first < token.index:  # "of the 45 dead, 12 were": parts of a counted whole
            return
        told = [n for n in numbers if self.tokens[n.last + 1].lemma == "be"]
        yield from self.made(token, outcome or "", [self.tokens[n.last] for n in told], heads_list=True)

    def behind(self, token: Token) -> list[Token]:
        """Who stands behind the verb of "among the dead was a boy"."""
        after = self.tokens[token.index + 1 : token.index + 1 + _REACH]
        if not after or after[0].lemma not in ("be", "include"):
            return []
        found = (self.people.victim(t) for t in after if t.tag in ("NOUN", "PROPN", "NUM"))
        return next(([self.tokens[victim.head]] for victim in found if victim), [])

    def included(self, verb: Token) -> Iterator[Trigger]:
        """The dead include 13 children."""
        for subject in grammar.subjects(self.annotation, verb) if verb.lemma == "include" else ():
            outcome = self.gathered(subject)
            if outcome:
                yield from self.made(verb, outcome, self.sufferers.objects(verb))
