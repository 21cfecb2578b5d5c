"""States that are told of people: nine dead, left 30 homeless, three were missing."""

from collections.abc import Iterator

from kg.extraction import grammar
from kg.extraction.counts.outcome_page import Page
from kg.extraction.counts.outcome_words import Trigger, general, index
from kg.language import Token

__all__ = ["States"]


class States(Page):
    """The words of one text that tell a state."""

    def state(self, token: Token) -> Iterator[Trigger]:
        outcome = index("states")[self.words[token.index]]
        if outcome == "captured" and token.relation in ("obj", "nsubj", "nsubj:pass", "conj"):
            return  # "killed one hostage"
        if token.tag == "VERB" and token.lemma.casefold() in (*index("objects"), *index("subjects")):
            return
        numbers = [c for c in grammar.children(self.annotation, token, "nummod") if c.index < token.index]
        following = self.tokens[token.index + 1].tag if token.index + 1 < len(self.tokens) else "PUNCT"
        predicate = token.relation != "amod" or following not in ("NOUN", "PROPN", "ADJ", "NUM")
        before = token.index - 1 - (self.words[token.index - 1] in ("more", "others", "feared", "reported"))
        if not numbers and predicate and before in self.people.numeral_at:
            numbers = [self.tokens[before]]
        who = numbers or self.bearers(token)
        yield from self.made(token, outcome, who)

    def bearers(self, token: Token) -> list[Token]:
        """Of whom a state is said."""
        subjects = grammar.children(self.annotation, token, "nsubj", "nsubj:pass")
        if subjects:
            return [each for s in subjects for each in grammar.conjuncts(self.annotation, s)]
        governor = grammar.head(self.annotation, token)
        copula = grammar.children(self.annotation, token, "cop")
        left = self.tokens[max(0, copula[0].index - 1)] if copula else None
        if left is not None and self.people.is_counted(left):  # "26 of the 31 men were dead", hung elsewhere
            return [left]
        if governor is None or token.tag == "VERB":
            return []
        if token.relation == "xcomp":
            things = grammar.children(self.annotation, governor, "obj")
            row = [each for thing in things for each in grammar.conjuncts(self.annotation, thing)]
            before = [o for o in row if o.index < token.index]
            if row and not before:  # "shot dead his officer": the subject is not dead
                return []
            behind = self.tokens[governor.index + 1 : token.index]  # "left over 90 rebels dead": no object
            row = [t for t in behind if t.tag == "NOUN" and self.people.is_counted(t)]
            return before or row or grammar.subjects(self.annotation, governor)
        if token.relation == "conj":
            between = [
                t for t in self.tokens[governor.index : token.index] if t.index in self.people.numeral_at
            ]
            return between[-1:] or grammar.children(self.annotation, governor, "nsubj", "nsubj:pass")
        attribute = token.relation == "amod" and self.words[token.index] in general("counted_states")
        if token.relation in ("acl", "advcl") or attribute:
            row = grammar.conjuncts(self.annotation, governor) if governor.index < token.index else [governor]
            return [g for g in row if g.tag == "NOUN" and self.people.is_counted(g)]
        return []
