"""People that are counted: a number and its noun, one person, or a name, each with its category."""

from dataclasses import replace
from functools import cache

from kg.extraction import grammar
from kg.extraction.counts.categories import Categories
from kg.extraction.counts.numerals import Numeral, numerals
from kg.extraction.counts.singles import Singles
from kg.extraction.counts.victim import Victim
from kg.language import Annotation, Token
from kg.schema.words import table

__all__ = ["People", "Victim"]

_REACH = 9
"""A number and the noun it counts stand at most so many words apart."""
_CELL = 30
"""A line that holds fewer characters before its closing number is a cell of a table, not wrapped prose."""
_ELLIPTIC = frozenset(
    [
        "other",
        "others",
        "more",
        "number",
        "another",
        "further",
        "rest",
        "them",
        "whom",
        "these",
        "those",
        "victim",
    ]
)
"""What stands for people named before; their category is looked for there."""
_COUNTING = frozenset(["nummod", "det", "amod", "det:predet", "compound", "nmod"])
_GATHERED = frozenset(["victims", "dead", "killed", "wounded", "injured", "casualties"])
_ALL = frozenset(
    ["all", "none", "everyone", "everybody", "nobody", "no-one", "anyone", "anything", "nothing"]
)


@cache
def _containers() -> frozenset[str]:
    return frozenset(table("victims")["containers"]["nouns"])


@cache
def _shares() -> frozenset[str]:
    return frozenset(table("outcomes")["general"]["shares"])


class People:
    """Who is counted in one annotated text."""

    def __init__(self, annotation: Annotation) -> None:
        self.annotation = annotation
        self.tokens = annotation.tokens
        self.numerals = numerals(annotation)
        self.numeral_at = {i: n for n in self.numerals for i in range(n.opening, n.last + 1)}
        self.opening_at = {n.opening: n for n in self.numerals}
        self.categories = Categories(annotation)
        self.singles = Singles(annotation, self.categories)
        self.name_at = {i: name for name in annotation.names for i in range(name.first, name.last + 1)}

    def victim(self, token: Token, *, loose: bool = False, event: bool = False) -> Victim | None:
        """Whom `token` counts or names as one person; None for things, places and uncounted plurals.

        `loose` takes nouns of no list for people too: for verbs that befall nothing else;
        `event` tells that the token is a counted noun of what befell them ("20 deaths").
        """
        numeral = self.numeral_at.get(token.index) or self._numeral_of(token)
        if numeral is not None and numeral.last < token.index and self._ends_cell(numeral):
            numeral = None
        if numeral is not None and not event:
            outer = self._outer(numeral)
            if outer is not None and outer not in self.numeral_at:
                return None
            numeral = numeral if outer is None else self.numeral_at[outer]
        if numeral is not None and event:
            return self._made(numeral, token.index, self.category(token) or "people")
        if numeral is not None:
            return self.counted(numeral, loose=loose)
        inner = self._inside(token)
        if inner is not None:
            found = self.victim(inner, loose=loose)
            first = min(grammar.phrase(self.annotation, token)[0], found.first) if found else token.index
            return replace(found, first=first, category=found.category or "people") if found else None
        return self.singles.read(token, loose=loose)

    def counted(self, numeral: Numeral, *, loose: bool = False) -> Victim | None:
        """Whom a number counts; None where its noun is no person."""
        if self._excepted(numeral):
            return None
        if self._ends_cell(numeral):
            return self._made(numeral, numeral.last, None)
        noun, elliptic = self._noun(numeral)
        if noun is None:
            end = numeral.last if elliptic is None else elliptic
            return self._elliptic(numeral, end)
        if noun.text.casefold() in _ELLIPTIC:
            return self._elliptic(numeral, noun.index)
        of = self.tokens[numeral.last + 1].text == "of"
        if of and noun.text.casefold() in _GATHERED and self.said_to_be(noun.index):
            return self._elliptic(numeral, noun.index)
        category = self.category(noun) or ("people" if loose and self.categories.plausible(noun) else None)
        inner = None if category not in (None, "families") else self._inside(noun)
        if category is None and inner is not None:
            nested = self.category(inner)
            return self._made(numeral, inner.index, nested) if nested else None
        if category is None:
            return None
        return self._made(numeral, noun.index, self._shared(noun, category))

    def _outer(self, numeral: Numeral) -> int | None:
        """The word that tells how many of a number are meant: 18,000 of the town's 40,000; half of the 60."""
        after = self.tokens[numeral.last + 1].text.casefold() if numeral.last + 1 < len(self.tokens) else ""
        if after in _GATHERED:  # "a third of the 900 dead" tells the 900 too
            return None
        at = numeral.first - 1
        while at > 0 and self.tokens[at].sentence == self.tokens[numeral.first].sentence:
            word = self.tokens[at].text.casefold()
            if word == "of":
                told = at - 1 in self.numeral_at or self.tokens[at - 1].text.casefold() in _shares()
                return at - 1 if told and at < numeral.first - 1 else None
            inside = (
                word in ("the", "its", "their", "his", "these", "those", "'s", "’s") or numeral.first - at > 1
            )
            if not inside or self.tokens[at].tag not in ("DET", "PRON", "NOUN", "PROPN", "ADJ", "PART"):
                return None
            at -= 1
        return None

    def _ends_cell(self, numeral: Numeral) -> bool:
        """Whether a number ends a short line, as in a table: what it counts does not stand on the next."""
        text, end = self.annotation.text, self.tokens[numeral.last].end
        line = text[: self.tokens[numeral.first].start].rpartition("\n")[2]
        return text[end : end + 1] == "\n" and len(line) < _CELL

    def _excepted(self, numeral: Numeral) -> bool:
        """Except three; all but three; not ", but three died"."""
        words = [t.text.casefold() for t in self.tokens[max(0, numeral.opening - 2) : numeral.opening]]
        if words[-1:] == ["but"]:
            return words[0] in _ALL or (words[0] != "," and self.tokens[numeral.opening - 1].tag != "CCONJ")
        return words[-1:] in (["except"], ["besides"])

    def _elliptic(self, numeral: Numeral, head: int) -> Victim:
        """A number without its noun; who they are may be told behind it."""
        told = self.said_to_be(head)
        victim = self._made(numeral, head, self.category(told) if told else None)
        return replace(victim, last=told.index) if told else victim

    def said_to_be(self, last: int) -> Token | None:
        """The noun told behind a number: "17 were women", "17, all women,", "one, a young woman, died"."""
        after = self.tokens[last + 1 : last + 6]
        words = [t.text.casefold() for t in after]
        if words[:1] == [","] and words[1:2] in (["all"], ["both"], ["a"], ["an"]):
            closed = (t for t in self.tokens[last + 3 : last + 9] if self._closes(t))
            noun = next(closed, None)
            return noun if noun is not None and noun.tag == "NOUN" and self.category(noun) else None
        if not after or after[0].lemma != "be":
            return None
        for token in after[1:]:
            if token.tag not in ("NOUN", "ADJ", "ADV", "DET") and not token.text.endswith("ed"):
                break
            if token.tag == "NOUN" and token.text != token.lemma and self.category(token):
                return token
        return None

    def _shared(self, noun: Token, category: str) -> str:
        """The category of "200 men, women and boys", whom one number counts together."""
        found, at = {category}, noun.index + 1
        while at + 1 < len(self.tokens) and self.tokens[at].text.casefold() in (",", "and", "or"):
            other = self.tokens[at + 1]
            bare = other.tag == "NOUN" and other.text != other.lemma and self.category(other)
            if not bare:
                break
            found.add(bare)
            at += 2
        together = self.tokens[at - 2].text.casefold() in ("and", "or")
        return "people" if len(found) > 1 and together else category

    def _closes(self, token: Token) -> bool:
        """Whether a comma or stop follows a word."""
        return token.index + 1 < len(self.tokens) and self.tokens[token.index + 1].text in (",", ".", ";")

    def antecedent(self, victim: Token) -> str | None:
        """The category of those whom "them" or "whom" stands for: the last that were counted before."""
        before = [n for n in self.numerals if n.last < victim.index - 2 and self._near(n, victim)]
        for numeral in reversed(before):
            found = self.counted(numeral)
            state = (
                found is not None and self.tokens[found.head].text.casefold() in _GATHERED
            )  # "eight wounded"
            if (
                found is not None
                and not state
                and found.category is not None
                and found.last < victim.index - 1
            ):
                return found.category
        return None

    def _near(self, numeral: Numeral, token: Token) -> bool:
        return 0 <= token.sentence - self.tokens[numeral.last].sentence <= 1

    def is_counted(self, token: Token) -> bool:
        """Whether people with a number stand at a token."""
        victim = self.victim(token)
        return victim is not None and victim.numeral is not None

    def category(self, noun: Token) -> str | None:
        """The category of a noun in the plural form of the word lists, None where it is no person."""
        return self.categories.of(noun)

    def is_noun_counted(self, numeral: Numeral) -> bool:
        """Whether a noun follows that a number counts, be it people or things."""
        return self._noun(numeral)[0] is not None

    # A number and its noun

    def _numeral_of(self, token: Token) -> Numeral | None:
        """The number that counts a noun: of its own, the nearest, or right before its phrase."""
        for child in reversed(grammar.children(self.annotation, token, *_COUNTING, "advmod")):
            numeral = self.numeral_at.get(child.index)
            if numeral is not None and numeral.last < token.index <= numeral.last + _REACH:
                return numeral
        if (
            token.relation == "nmod"
            and token.head in self.numeral_at
            and grammar.case_of(self.annotation, token) == "of"
        ):
            return self.numeral_at[token.head]
        first, _ = grammar.phrase(self.annotation, token)
        near = (self.numeral_at.get(first), self.numeral_at.get(first - 1))
        return next((n for n in near if n and n.last < token.index and self._noun(n)[0] == token), None)

    def _noun(self, numeral: Numeral) -> tuple[Token | None, int | None]:
        """The noun that a number counts, or None and the last word of a phrase that leaves it out."""
        last = self.tokens[numeral.last]
        head = self._governor(numeral)
        if head is not None:
            return head, None
        at = numeral.last + 1
        words = [t.text.casefold() for t in self.tokens[at : at + 3]]
        if words[:1] == ["of"]:
            return self._after_of(numeral, at + 1)
        at_run = self._run(numeral, at)
        if at_run is not None:
            return at_run, None
        end = numeral.last
        while end + 1 < len(self.tokens) and self.tokens[end + 1].text.casefold() in (
            "more",
            "other",
            "others",
            "further",
        ):
            end += 1
        if self.tokens[end].text.casefold() == "others":
            return self.tokens[end], None
        if last.tag in ("NUM", "NOUN", "ADJ", "DET", "PRON"):
            return None, end
        return None, end

    def _governor(self, numeral: Numeral) -> Token | None:
        """What the tree makes the number count, unless another number stands between."""
        for token in reversed(self.tokens[numeral.first : numeral.last + 1]):
            head = self.tokens[token.head]
            counts = token.relation in _COUNTING and numeral.last < head.index <= numeral.last + _REACH
            between = range(numeral.last + 1, head.index)
            if any(self.tokens[i].tag == "AUX" for i in between):
                continue
            if not counts or head.sentence != token.sentence or any(i in self.numeral_at for i in between):
                continue
            if head.tag in ("NOUN", "PROPN", "PRON", "NUM") or self.category(head) is not None:
                return head
        return None

    def _after_of(self, numeral: Numeral, at: int) -> tuple[Token | None, int | None]:
        """The noun of "43 of the prisoners", the pronoun of "15 of them"."""
        for child in grammar.children(self.annotation, self.tokens[numeral.last], "nmod", "obl"):
            if child.index >= at and grammar.case_of(self.annotation, child) == "of":
                return child, None
        for token in self.tokens[at : at + _REACH]:
            if token.sentence != self.tokens[numeral.last].sentence or token.tag in (
                "VERB",
                "AUX",
                "PUNCT",
                "ADP",
            ):
                break
            if self.category(token) is not None or token.text.casefold() in _ELLIPTIC:
                return token, None
        return None, None

    def _run(self, numeral: Numeral, at: int) -> Token | None:
        """The last person noun of the run of adjectives and nouns right behind a number."""
        best = None
        for token in self.tokens[at : at + _REACH]:
            inside = token.tag in ("NOUN", "PROPN", "ADJ", "ADV", "DET") or token.text in ("-", "‑")
            if token.sentence != self.tokens[numeral.last].sentence or not inside:
                break
            if token.tag in ("NOUN", "PROPN") and self.category(token) is not None:
                best = token
        return best

    def _inside(self, token: Token) -> Token | None:
        """The people in "a group of 12 people", "the bodies of two men"."""
        if token.lemma.casefold() not in _containers() and token.text.casefold() not in _containers():
            return None
        inner = [
            child
            for child in grammar.children(self.annotation, token, "nmod", "obl", "nummod")
            if child.index > token.index
            and (grammar.case_of(self.annotation, child) in ("of", "") or child.tag == "NUM")
        ]
        return inner[0] if inner else None

    def _made(self, numeral: Numeral, head: int, category: str | None) -> Victim:
        return Victim(
            head=head, first=numeral.opening, last=max(head, numeral.last), numeral=numeral, category=category
        )
