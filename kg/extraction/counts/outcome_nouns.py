"""Nouns that tell what befell people: the deaths of two, 20 fatalities, a toll of 14, a line of a table."""

import re
from collections.abc import Iterator

from kg.extraction import grammar
from kg.extraction.counts.numerals import Numeral
from kg.extraction.counts.outcome_page import Page
from kg.extraction.counts.outcome_words import Trigger, general, index, tabled
from kg.language import Token

__all__ = ["Nouns"]

_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
_MARKS = (":", "–", "-", "—", "|", "=", "(", "s", ")")
"""What may stand between the word and the number of a line of a table."""


class Nouns(Page):
    """The nouns of one text that tell an outcome."""

    def noun(self, noun: Token) -> Iterator[Trigger]:
        word, lemma = self.words[noun.index], noun.lemma.casefold()
        key = word if noun.tag == "VERB" else lemma
        outcome = index("nouns").get(key) or index("nouns").get(word)
        if outcome is not None and noun.relation not in ("amod", "compound"):
            agents = grammar.obliques(self.annotation, noun, "by")
            yield from self.made(noun, outcome, self.suffering(noun), agents=agents)
        if noun.tag == "NOUN" and lemma in index("counted") and self.is_counted(noun):
            yield from self.made(noun, index("counted")[lemma], [noun])
        if lemma in general("fates"):
            yield from self.fate(noun)
        tolls = [(len(words), told) for words, told in tabled("tolls") if self.stands(noun.index, words)]
        if tolls:
            length, told = max(tolls)
            yield from self.toll(noun, noun.index + length, told)
        elif lemma == "number":
            yield from self.counted_of(noun)
        if not tolls and lemma in general("totals") and self.is_raised(noun):
            yield from self.toll(noun, noun.index + 1, "killed")

    def counted_of(self, noun: Token) -> Iterator[Trigger]:
        """The number of rebels killed stands at 600."""
        if self.words[noun.index + 1 : noun.index + 2] != ["of"]:
            return
        for told in self.tokens[noun.index + 3 : noun.index + 7]:
            outcome = index("states").get(self.words[told.index])
            who = self.tokens[told.index - 1]
            if outcome and self.people.category(who):
                before = self.people.numeral_at.get(noun.index - 2)  # "brings to 41 the number of ..."
                if before is not None and self.words[before.opening - 1] == "to":
                    yield from self.made(noun, outcome, [self.tokens[before.last]], last=told.index)
                else:
                    yield from self.toll(noun, told.index + 1, outcome)
                return

    def is_raised(self, total: Token) -> bool:
        """The total of "two died in hospital, bringing the total to 14"."""
        governor = grammar.head(self.annotation, total)
        first = self.annotation.sentences[max(0, total.sentence - 1)][0]
        deaths = any(
            index("subjects").get(t.lemma) == "killed" or index("objects").get(t.lemma) == "killed"
            for t in self.tokens[first : total.index]
        )
        return deaths and governor is not None and governor.lemma in general("raising")

    def suffering(self, noun: Token) -> list[Token]:
        """The deaths of 12 men; names are left to other extractors."""
        who = grammar.obliques(self.annotation, noun, "of", *(("to",) if noun.lemma == "injury" else ()))
        if not who and noun.tag != "VERB":
            near = grammar.children(self.annotation, noun, "obj", "nmod", "nummod")
            who = [c for c in near if c.index > noun.index and grammar.case_of(self.annotation, c) == ""]
        return [
            w
            for w in who
            if w.index not in self.people.name_at or w.index in self.people.numeral_at or self.has_number(w)
        ]

    def is_counted(self, noun: Token) -> bool:
        numbers = grammar.children(self.annotation, noun, "nummod", "amod", "det", "nmod", "compound")
        return any(
            c.index in self.people.numeral_at and c.index < noun.index and not _YEAR.fullmatch(c.text)
            for c in numbers
        )

    def fate(self, noun: Token) -> Iterator[Trigger]:
        """The fate of 15 people remains unknown; is not known."""
        end = self.annotation.sentences[noun.sentence][1]
        after = self.tokens[noun.index : min(end, noun.index + 20) + 1]
        unknown = next((t for t in after if self.words[t.index] in general("unknown")), None)
        known = next((t for t in after if self.words[t.index] in general("known")), None)
        if unknown is None and any(t.lemma in ("not", "never", "n't") for t in after):
            unknown = known
        if unknown is not None:
            who = grammar.obliques(self.annotation, noun, "of") or self.owners(noun)
            yield from self.made(noun, "missing", who, last=unknown.index)

    def owners(self, noun: Token) -> list[Token]:
        """Those of "12 teachers, whose fate is unknown"."""
        whose = self.words[noun.index - 1] == "whose" and noun.index > 2
        before = [t for t in self.tokens[max(0, noun.index - 5) : noun.index - 1] if t.tag == "NOUN"]
        return before[-1:] if whose else []

    def toll(self, noun: Token, start: int, outcome: str) -> Iterator[Trigger]:
        """The death toll has risen to at least 14."""
        end = self.annotation.sentences[noun.sentence][1]
        for token in self.tokens[start : end + 1]:
            if token.tag == "VERB" and token.lemma.casefold() in index("objects"):
                return
            numeral = self.people.numeral_at.get(token.index)
            one = numeral is not None and numeral.low == numeral.high
            if numeral is None or (one and self.words[max(0, numeral.opening - 1)] == "from"):
                continue
            before = self.words[max(noun.index, numeral.opening - 2) : numeral.first]
            if general("toll_joins").intersection(before):
                yield from self.made(noun, outcome, [token])
                return

    def labelled(self, token: Token) -> Trigger | None:
        """A line or two of a table, "Deaths: 17": the word that opens the line and the number behind it."""
        before = self.annotation.text[: token.start].rpartition("\n")[2].strip(" \t*•-|")
        found = [(len(w), told) for w, told in tabled("labels") if self.stands(token.index, w)]
        if before or not found:
            return None
        length, told = max(found)
        at = token.index + length
        while self.words[at : at + 1] and self.words[at] in _MARKS:
            at += 1
        numeral = self.people.opening_at.get(at)
        if numeral is None or self.counts_noun(numeral):
            return None
        return next(self.made(token, told, [self.tokens[numeral.last]], last=numeral.last), None)

    def counts_noun(self, numeral: Numeral) -> bool:
        """Whether the number of "Casualties: 14 killed, 30 wounded" says itself what it counts."""
        following = self.tokens[numeral.last + 1 : numeral.last + 2]
        gap = self.annotation.text[self.tokens[numeral.last].end : following[0].start] if following else "\n"
        return "\n" not in gap and following[0].tag in ("NOUN", "VERB", "ADJ", "ADV", "PROPN")
