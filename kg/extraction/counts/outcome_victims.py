"""Whom a verb befalls: the tree first, the order of words where the parser slipped."""

from kg.extraction import grammar
from kg.extraction.counts.outcome_words import index
from kg.extraction.counts.victims import People
from kg.language import Annotation, Token

__all__ = ["Sufferers"]

_LONGEST_INSERT = 14  # tokens between the commas of "63 people, including 12 children, were killed"


class Sufferers:
    """Those that the verbs of one annotated text befall."""

    def __init__(self, annotation: Annotation, people: People) -> None:
        self.annotation = annotation
        self.tokens = annotation.tokens
        self.words = [token.text.casefold() for token in annotation.tokens]
        self.people = people

    def objects(self, verb: Token) -> list[Token]:
        found = grammar.objects(self.annotation, verb)
        passive = grammar.is_passive(self.annotation, verb)
        partitive = self.of_whom(verb)
        if partitive is not None:
            return [partitive]
        right = self.right(verb)
        if right is not None and not grammar.children(self.annotation, verb, "aux:pass"):
            return [right] if passive else [right, *found]
        if passive:
            inner = {t.index for f in found for t in self.annotation.subtree(f) if t.relation == "nmod"}
            beside = self.left(verb)
            strays = [t for t in beside if found and t.tag == "NOUN" and self.is_joined(t, found[-1])]
            if strays:
                return [*found, *(t for t in strays if t not in found)]
            mishung = any(t.tag == "NUM" and t.index not in inner for t in beside)
            return beside if mishung else found or beside
        return self.rowed(verb, found) or self.slipped(verb) or self.left(verb) or self.unmarked(verb)

    def subjects(self, verb: Token) -> list[Token]:
        partitive = self.of_whom(verb)
        if partitive:
            return [partitive]
        own = grammar.children(self.annotation, verb, "nsubj", "nsubj:pass")
        forced = [] if own else self.made_to(verb)
        beside = [] if own else [t for t in self.left(verb) if t.tag == "NUM"]
        return forced or beside or grammar.subjects(self.annotation, verb) or self.left(verb)

    def made_to(self, verb: Token) -> list[Token]:
        """The families of "forced 30 families to flee"."""
        governor = grammar.head(self.annotation, verb)
        marked = any(m.lemma == "to" for m in grammar.children(self.annotation, verb, "mark"))
        if not marked or governor is None or governor.tag != "VERB":
            return []
        return [
            o
            for o in grammar.children(self.annotation, governor, "obj")
            if governor.index < o.index < verb.index
        ]

    def right(self, verb: Token) -> Token | None:
        """What is counted right behind an active verb: "killing two"."""
        numeral = self.people.opening_at.get(verb.index + 1) or self.people.numeral_at.get(verb.index + 1)
        victim = None if numeral is None else self.people.counted(numeral)
        return None if victim is None or numeral is None else self.tokens[numeral.last]

    def companions(self, verb: Token) -> list[Token]:
        """His son, of "he was killed along with his son"."""
        with_him = ("along with", "together with", "alongside", "along", "with")
        passive = grammar.children(self.annotation, verb, "aux:pass")
        found = grammar.obliques(self.annotation, verb, *with_him) if passive else []
        words = (self.words[max(0, grammar.phrase(self.annotation, f)[0] - 2) :][:2] for f in found)
        return [
            f for f, near in zip(found, words, strict=True) if {"along", "together", "alongside"} & set(near)
        ]

    def rowed(self, verb: Token, found: list[Token]) -> list[Token]:
        """The objects with the counted people behind "and" that the parser hung elsewhere.

        On the verb ("killed himself and six others"), or on a place within the object ("killed 120
        people in Gradina and 16 in Luka").
        """
        if not found:
            return found
        inner = (t for each in found for t in self.annotation.subtree(each) if t.relation == "conj")
        stray = [c for c in (*grammar.children(self.annotation, verb, "conj"), *inner) if c not in found]
        return [*found, *(c for c in stray if self.is_joined(c, found[-1]))]

    def is_joined(self, noun: Token, last: Token) -> bool:
        """Whether counted people stand behind "and", after the last object and with no verb of their own."""
        numeral = self.people.numeral_at.get(noun.index) or next(
            (n for n in self.people.numerals if last.index < n.first < noun.index), None
        )
        if noun.tag not in ("NOUN", "NUM", "PROPN") or noun.index < last.index or numeral is None:
            return False
        joined = self.words[numeral.opening - 1] in ("and", "or", ",")
        verbal = grammar.children(self.annotation, noun, "nsubj", "nsubj:pass", "cop", "aux")
        return joined and not verbal and self.people.is_counted(noun)

    def slipped(self, verb: Token) -> list[Token]:
        """Nouns and numbers behind an active verb that the parser did not call its object."""
        if verb.text.casefold().endswith("ed") and grammar.children(self.annotation, verb, "aux:pass", "cop"):
            return []
        near = grammar.children(self.annotation, verb, "ccomp", "xcomp", "dep", "nsubj", "obl:unmarked")
        return [c for c in near if c.index > verb.index and c.tag in ("NOUN", "NUM", "PROPN")]

    def unmarked(self, verb: Token) -> list[Token]:
        """The counted subject of a participle without its auxiliary: "and some 60 others wounded"."""
        if self.words[verb.index].endswith("ing") or grammar.children(self.annotation, verb, "aux"):
            return []
        counted = [s for s in grammar.children(self.annotation, verb, "nsubj") if self.people.is_counted(s)]
        return [each for subject in counted for each in grammar.conjuncts(self.annotation, subject)]

    def left(self, verb: Token) -> list[Token]:
        """What stands right before a passive verb and its auxiliaries, or before a bare "40 injured"."""
        at = verb.index - 1
        while at >= 0 and self.tokens[at].tag in ("AUX", "ADV", "PART"):
            at -= 1
        token = self.before_inserts(at, verb)
        at = token.index
        governor = grammar.head(self.annotation, token)
        if token.relation == "nmod" and governor is not None and self.people.is_counted(governor):
            token = governor  # "five members of the security forces wounded"
        if at < 0 or token.sentence != verb.sentence or self.words[verb.index].endswith("ing"):
            return []
        helping = ("be", "get", "have") if verb.lemma in index("subjects") else ("be", "get")
        auxiliary = any(t.tag == "AUX" and t.lemma in helping for t in self.tokens[at + 1 : verb.index])
        if auxiliary and token.tag in ("NOUN", "NUM", "PROPN", "PRON"):
            return self.row(token)
        if verb.lemma in index("subjects") and at == verb.index - 1 and self.is_told_of(token):
            return [token]
        bare = all(t.text.casefold() in ("more", "others") for t in self.tokens[at + 1 : verb.index])
        if bare and at in self.people.numeral_at:
            return [token]
        reduced = (
            at == verb.index - 1 and token.tag in ("NOUN", "NUM") and self.words[verb.index].endswith("ed")
        )
        return [token] if reduced and not grammar.children(self.annotation, verb, "nsubj", "obj") else []

    def is_told_of(self, token: Token) -> bool:
        """Whether a person's name, or people with a number, stand at a word right before "died"."""
        name = self.people.name_at.get(token.index)
        return (name is not None and name.label == "PERSON") or self.people.is_counted(token)

    def row(self, last: Token) -> list[Token]:
        """The whole row that a noun ends: "31 hostages, 12 militants and a guard had died"."""
        first = last
        while first.relation == "conj" and self.tokens[first.head].tag in ("NOUN", "NUM", "PROPN"):
            first = self.tokens[first.head]
        row = [t for t in grammar.conjuncts(self.annotation, first) if t.index <= last.index]
        return row if all(t.tag in ("NOUN", "NUM", "PROPN") for t in row) else [last]

    def before_inserts(self, at: int, verb: Token) -> Token:
        """The word at `at`, or the one before an insertion that ends there: "63 people, many young, were"."""
        token = self.tokens[at]
        if token.text != "," or token.sentence != verb.sentence:
            return token
        opening = next(
            (i for i in range(at - 1, max(0, at - _LONGEST_INSERT), -1) if self.tokens[i].text == ","), None
        )
        return token if opening is None or opening == 0 else self.tokens[opening - 1]

    def of_whom(self, verb: Token) -> Token | None:
        """The number of "60,000 of whom fled", of which the parser makes little."""
        at = verb.index - 1
        while at >= 0 and self.tokens[at].tag in ("AUX", "ADV", "PART"):
            at -= 1
        partitive = (
            at >= 2
            and self.words[at - 1] == "of"
            and self.words[at] in ("whom", "them", "which", "these", "those")
        )
        return self.tokens[at - 2] if partitive and at - 2 in self.people.numeral_at else None
