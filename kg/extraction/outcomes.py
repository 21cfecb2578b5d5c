"""What befell people: the words that say so, and the tokens they say it of."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from kg.extraction import grammar
from kg.extraction.numerals import Numeral
from kg.extraction.parts import people_row
from kg.extraction.victims import People
from kg.language import Annotation, Token
from kg.language.lemmas import lemma as lemma_of
from kg.model import ClaimKind
from kg.schema.words import table

__all__ = ["Trigger", "kind_of", "outcome_of_person", "triggers"]

_REACH = 9
"""A companion word ("took 12 residents of the town hostage") stands at most so many words behind its verb."""
_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
_OPEN = "shot"
"""The entry of the word list whose outcome is not said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """A word at `index` (its phrase runs to `last`) by which `outcome` befell each of `victims`.

    `outcome` is None where it is left open ("shot"); a noun that is itself counted
    ("20 deaths") is its own victim; `agents` are those who did it, if the words say so.
    `heads_list` tells that the word only opens the list in which the victims stand ("The dead: ...").
    """

    index: int
    last: int
    outcome: str | None
    kind: ClaimKind
    victims: tuple[int, ...]
    agents: tuple[int, ...] = ()
    heads_list: bool = False


def triggers(annotation: Annotation, people: People) -> tuple[Trigger, ...]:
    """All words of the text that say what befell somebody, in order."""
    reader = _Reader(annotation, people)
    found = (trigger for token in annotation.tokens for trigger in reader.read(token))
    return tuple(sorted(found, key=lambda t: (t.index, t.outcome or "", t.victims)))


def kind_of(outcome: str | None) -> ClaimKind:
    """The kind of claim that an outcome makes."""
    return ClaimKind(table("outcomes")[outcome or _OPEN]["kind"])


def outcome_of_person(noun: Token) -> str | None:
    """The outcome that a noun for a person carries by itself ("paraplegic")."""
    return _index("persons").get(noun.lemma.casefold()) if noun.tag == "NOUN" else None


@cache
def _index(section: str) -> dict[str, str]:
    """Word to outcome for one section over all outcomes; the first outcome that lists a word has it."""
    found: dict[str, str] = {}
    for outcome, entry in table("outcomes").items():
        if isinstance(entry, dict) and "kind" in entry:
            for word in entry.get(section, ()):
                found.setdefault(word, outcome)
    return found


@cache
def _phrases() -> tuple[tuple[dict[str, Any], frozenset[tuple[str, ...]]], ...]:
    entries = table("outcomes")["phrases"]
    return tuple((entry, frozenset(tuple(words.split()) for words in entry["words"])) for entry in entries)


@cache
def _general(name: str) -> frozenset[str]:
    return frozenset(table("outcomes")["general"][name])


@cache
def _tabled(section: str) -> tuple[tuple[tuple[str, ...], str], ...]:
    """The phrases of a section as words, each with what it counts."""
    entries = table("outcomes")[section].items()
    return tuple((tuple(phrase.split()), told) for told, phrases in entries for phrase in phrases)


_NEAR = 4
"""A number stands so close behind a verb like "numbered"."""
_MARKS = (":", "–", "-", "—", "|", "=", "(", "s", ")")
"""What may stand between the word and the number of a line of a table."""
_OPENERS = ("killed", "dead", "victims", "wounded", "injured", "those", "arrested", "casualties")
_REFLEXIVE = ("himself", "herself", "themselves")
_LONGEST_INSERT = 14  # tokens between the commas of "63 people, including 12 children, were killed"


class _Reader:
    """One pass over one annotated text."""

    def __init__(self, annotation: Annotation, people: People) -> None:
        self.annotation = annotation
        self.tokens = annotation.tokens
        self.words = [token.text.casefold() for token in annotation.tokens]
        self.people = people

    def read(self, token: Token) -> Iterator[Trigger]:
        labelled = self.labelled(token)
        if labelled is not None:
            yield labelled
            return
        token = self.mended(token)
        participle = self.words[token.index].endswith(("ed", "ing"))
        if token.tag == "VERB" or (token.tag in ("ADJ", "NOUN") and participle):
            yield from self.verb(token)
            yield from self.turned(token)
        if token.tag in ("ADJ", "NOUN", "ADV", "VERB") and self.words[token.index] in _index("states"):
            yield from self.state(token)
        if token.tag in ("NOUN", "PROPN", "VERB"):
            yield from self.noun(token)
        yield from self.assembled(token)

    def assembled(self, token: Token) -> Iterator[Trigger]:
        """What is told of victims that a word gathers: the dead, those killed."""
        if self.words[token.index + 1 : token.index + 2] == [":"]:
            yield from self.listed(token)
        if token.relation == "nsubj" and token.tag in ("NOUN", "ADJ", "PRON"):
            yield from self.equated(token)
        if token.index and self.words[token.index] in _OPENERS:
            yield from self.numbered(token)
        if self.words[token.index] in ("victims", "dead", "killed", "wounded", "injured"):
            yield from self.some_of(token)
        if token.index and self.words[token.index] in _OPENERS:
            yield from self.divided(token)
        if "among" in self.words[max(0, token.index - 3) : token.index]:
            yield from self.among(token)

    def mended(self, token: Token) -> Token:
        """A participle before a number that the tagger took for a preposition, as the verb it is."""
        participle = self.words[token.index].endswith(("ed", "ing"))
        slip = token.tag in ("ADP", "X", "SCONJ") and participle and token.index + 1 in self.people.opening_at
        return replace(token, tag="VERB", lemma=lemma_of(token.text, "VERB")) if slip else token

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
                outcome=None if outcome == _OPEN else outcome,
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

    def labelled(self, token: Token) -> Trigger | None:
        """A line or two of a table, "Deaths: 17": the word that opens the line and the number behind it."""
        before = self.annotation.text[: token.start].rpartition("\n")[2].strip(" \t*•-|")
        found = [(len(w), told) for w, told in _tabled("labels") if self.stands(token.index, w)]
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

    # Verbs

    def verb(self, verb: Token) -> Iterator[Trigger]:
        lemma = verb.lemma.casefold()
        phrase = self.phrase(verb)
        if phrase is not None:
            yield from self.phrased(verb, *phrase)
        elif lemma in _index("objects"):
            agents = grammar.agents(self.annotation, verb)
            told = _index("objects")[lemma]
            fatal = told in ("wounded", _OPEN) and self.is_fatal(verb)
            who = [*self.objects(verb), *self.companions(verb)]
            yield from self.made(verb, "killed" if fatal else told, self.others(who), agents=agents)
        elif lemma in _index("subjects") and not grammar.children(self.annotation, verb, "aux:pass"):
            goal = lemma not in _general("with_goal") or grammar.obliques(
                self.annotation, verb, *_general("goals")
            )
            yield from self.made(verb, _index("subjects")[lemma], self.subjects(verb)) if goal else ()

    def turned(self, verb: Token) -> Iterator[Trigger]:
        """Verbs that befall people only with certain subjects or objects."""
        lemma = verb.lemma.casefold()
        if lemma in ("take", "seize") and grammar.is_passive(self.annotation, verb):
            taken = [w for w in self.objects(verb) if w.lemma in _general("victims_captured")]
            yield from self.made(verb, "captured", [w for w in taken if self.people.is_counted(w)])
        if lemma == "find" and grammar.children(self.annotation, verb, "aux:pass"):
            never = [
                t for t in self.tokens[max(0, verb.index - 3) : verb.index] if t.lemma in ("never", "not")
            ]
            who = [w for w in self.objects(verb) if never and self.people.is_counted(w)]
            yield from self.made(never[-1] if never else verb, "missing", who, last=verb.index)
        if lemma in _general("arriving"):
            uprooted = (s for s in self.subjects(verb) if self.people.is_counted(s))
            who = [s for s in uprooted if self.people.category(s) == "refugees"]
            yield from self.made(verb, "displaced", who)
        if lemma in _general("life_takers"):
            yield from self.lives(verb)
        if lemma in _general("families_killed"):
            families = [o for o in self.objects(verb) if o.lemma.casefold() in ("family", "household")]
            yield from self.made(verb, "killed", families)
        if lemma in _general("losing"):
            yield from self.lost_both(verb)
            lost = [o for o in self.objects(verb) if o.lemma.casefold() in _general("lost") or self.of_own(o)]
            yield from self.made(verb, "killed", [o for o in lost if self.people.is_counted(o)])
        if lemma == "survive":
            yield from self.none_survived(verb)
        if lemma == "include":
            for subject in grammar.subjects(self.annotation, verb):
                outcome = self.gathered(subject)
                yield from self.made(verb, outcome, self.objects(verb)) if outcome else ()

    def others(self, who: list[Token]) -> list[Token]:
        """Who it befell; himself only beside others: a gunman who killed himself is no victim of his."""
        alone = len(who) == 1 and self.words[who[0].index] in ("himself", "herself")
        return [] if alone else who

    def of_own(self, number: Token) -> bool:
        """Eight of its members."""
        after = self.words[number.index + 1 : number.index + 5]
        lost = {"number", "men", "members", "soldiers", "fighters"}
        own = after[1:2] in (["its"], ["their"], ["his"], ["our"]) and bool(lost & set(after[2:]))
        return number.tag == "NUM" and after[:1] == ["of"] and own

    def is_fatal(self, verb: Token) -> bool:
        """Fatally wounded; mortally wounding two."""
        near = self.words[max(0, verb.index - 2) : verb.index]
        return bool(_general("fatally").intersection(near))

    def none_survived(self, verb: Token) -> Iterator[Trigger]:
        """None of the 44 passengers survived: told at the word that says none, so that nothing denies it."""
        for subject in grammar.children(self.annotation, verb, "nsubj"):
            if self.words[subject.index] in ("none", "neither"):
                who = grammar.obliques(self.annotation, subject, "of")
                yield from self.made(subject, "killed", who, last=verb.index)

    def phrased(self, verb: Token, entry: dict[str, Any], last: int) -> Iterator[Trigger]:
        if entry["who"] == "subject":
            who = self.subjects(verb)
            if self.words[last] in _REFLEXIVE or self.words[last - 1] in _REFLEXIVE:
                who = [w for w in who if w.index in self.people.numeral_at or self.has_number(w)]
            yield from self.made(verb, entry["outcome"], who, last=last)
            return
        who = [*self.objects(verb), *self.companions(verb)]
        if not who and verb.lemma.casefold() in _general("of_oneself"):
            who = grammar.subjects(self.annotation, verb)
        for second in () if who else grammar.children(self.annotation, verb, "conj"):
            who = who or self.objects(second)
        agents = grammar.agents(self.annotation, verb)
        yield from self.made(verb, entry["outcome"], who, last=last, agents=agents)

    def phrase(self, verb: Token) -> tuple[dict[str, Any], int] | None:
        """The phrase of a verb and a companion word that stands here, and its last token."""
        lemma = verb.lemma.casefold()
        for entry, companions in _phrases():
            last = self.companion(verb, companions) if lemma in entry["verbs"] else None
            if last is not None:
                return entry, last
        return None

    def companion(self, verb: Token, companions: frozenset[tuple[str, ...]]) -> int | None:
        for token in self.tokens[verb.index + 1 : verb.index + 1 + _REACH]:
            if token.sentence != verb.sentence or token.text in (";", ":", "."):
                return None
            length = next((len(c) for c in companions if self.stands(token.index, c)), 0)
            counted = self.words[token.index] in _general("counted_states")
            own = length == 1 and counted and token.index - 1 in self.people.numeral_at  # "list 26 dead"
            own = own or (self.words[token.index] == "prisoners" and verb.lemma in ("hold", "keep", "lead"))
            if length and not own and self.belongs(verb, token, token.index + length - 1):
                return token.index + length - 1
            if token.tag == "VERB" and token.head != verb.index:
                return None
        return None

    def stands(self, index: int, phrase: tuple[str, ...]) -> bool:
        return tuple(self.words[index : index + len(phrase)]) == phrase

    def belongs(self, verb: Token, token: Token, last: int) -> bool:
        """Whether a companion hangs under the verb, however deep, and under no other verb than its own."""
        if token.index == verb.index + 1:
            return True
        current: Token | None = token
        while current is not None and current.index != verb.index:
            inside = token.index <= current.index <= last
            if current.tag == "VERB" and current.index > verb.index and not inside:
                return False
            current = grammar.head(self.annotation, current)
        return current is not None

    # Whom a verb befalls: the tree first, the order of words where the parser slipped

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
        own = grammar.children(self.annotation, verb, "nsubj", "nsubj:pass")
        forced = [] if own else self.made_to(verb)
        if forced:
            return forced
        beside = [] if own else [t for t in self.left(verb) if t.tag == "NUM"]
        return (
            [partitive] if partitive else beside or grammar.subjects(self.annotation, verb) or self.left(verb)
        )

    def made_to(self, verb: Token) -> list[Token]:
        """The families of "forced 30 families to flee"."""
        governor = grammar.head(self.annotation, verb)
        if verb.relation not in ("xcomp", "advcl", "acl") or governor is None or governor.tag != "VERB":
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
        return [s for s in grammar.children(self.annotation, verb, "nsubj") if self.people.is_counted(s)]

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
        helping = ("be", "get", "have") if verb.lemma in _index("subjects") else ("be", "get")
        auxiliary = any(t.tag == "AUX" and t.lemma in helping for t in self.tokens[at + 1 : verb.index])
        if auxiliary and token.tag in ("NOUN", "NUM", "PROPN", "PRON"):
            return self.row(token)
        if verb.lemma in _index("subjects") and at == verb.index - 1 and self.is_told_of(token):
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

    def lives(self, verb: Token) -> Iterator[Trigger]:
        """Claimed 20 lives, cost the lives of 20, cost 20 people their lives."""
        agents = grammar.subjects(self.annotation, verb)
        for thing in grammar.children(self.annotation, verb, "obj", "xcomp", "obl:unmarked", "nsubj:pass"):
            if thing.lemma.casefold() in ("life", "victim"):
                losers = grammar.children(self.annotation, verb, "iobj") or self.losers(verb, thing)
                who = losers or grammar.obliques(self.annotation, thing, "of") or [thing]
                yield from self.made(verb, "killed", who, last=thing.index, agents=agents)

    def lost_both(self, verb: Token) -> Iterator[Trigger]:
        """Twenty children lost one parent and five lost both."""
        both = [o for o in grammar.objects(self.annotation, verb) if self.words[o.index] in ("both", "two")]
        near = self.tokens[max(0, verb.index - 4 * _REACH) : verb.index]
        parents = any(t.lemma in ("parent", "father", "mother") and t.sentence == verb.sentence for t in near)
        if parents and both and not grammar.children(self.annotation, both[0], "nmod"):
            yield from self.made(verb, "orphaned", self.subjects(verb), last=both[0].index)

    def losers(self, verb: Token, lives: Token) -> list[Token]:
        """The teachers of "cost three teachers their lives"."""
        theirs = any(
            self.words[c.index] in ("their", "his", "her") for c in self.annotation.children[lives.index]
        )
        right = self.right(verb)
        return [right] if theirs and right is not None and right.index < lives.index - 1 else []

    # States: nine dead, left 30 homeless

    def state(self, token: Token) -> Iterator[Trigger]:
        outcome = _index("states")[self.words[token.index]]
        if outcome == "captured" and token.relation in ("obj", "nsubj", "nsubj:pass", "conj"):
            return  # "killed one hostage"
        if token.tag == "VERB" and token.lemma.casefold() in (*_index("objects"), *_index("subjects")):
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
        if copula and copula[0].index > 0 and self.people.is_counted(self.tokens[copula[0].index - 1]):
            return [
                self.tokens[copula[0].index - 1]
            ]  # "26 of the 31 men were dead", which the parser hung elsewhere
        if governor is None or token.tag == "VERB":
            return []
        if token.relation == "xcomp":
            things = grammar.children(self.annotation, governor, "obj")
            row = [each for thing in things for each in grammar.conjuncts(self.annotation, thing)]
            before = [o for o in row if o.index < token.index]
            behind = self.tokens[governor.index + 1 : token.index]  # "left over 90 rebels dead": no object
            row = [t for t in behind if t.tag == "NOUN" and self.people.is_counted(t)]
            return before or row or grammar.subjects(self.annotation, governor)
        if token.relation == "conj":
            between = [
                t for t in self.tokens[governor.index : token.index] if t.index in self.people.numeral_at
            ]
            return between[-1:] or grammar.children(self.annotation, governor, "nsubj", "nsubj:pass")
        attribute = token.relation == "amod" and self.words[token.index] in _general("counted_states")
        if token.relation in ("acl", "advcl") or attribute:
            row = grammar.conjuncts(self.annotation, governor) if governor.index < token.index else [governor]
            return [g for g in row if g.tag == "NOUN" and self.people.is_counted(g)]
        return []

    # Nouns

    def noun(self, noun: Token) -> Iterator[Trigger]:
        word, lemma = self.words[noun.index], noun.lemma.casefold()
        key = word if noun.tag == "VERB" else lemma
        outcome = _index("nouns").get(key) or _index("nouns").get(word)
        if outcome is not None and noun.relation not in ("amod", "compound"):
            agents = grammar.obliques(self.annotation, noun, "by")
            yield from self.made(noun, outcome, self.sufferers(noun), agents=agents)
        if noun.tag == "NOUN" and lemma in _index("counted") and self.is_counted(noun):
            yield from self.made(noun, _index("counted")[lemma], [noun])
        if lemma in _general("fates"):
            yield from self.fate(noun)
        tolls = [(len(words), told) for words, told in _tabled("tolls") if self.stands(noun.index, words)]
        if tolls:
            length, told = max(tolls)
            yield from self.toll(noun, noun.index + length, told)
        elif lemma == "number":
            yield from self.counted_of(noun)
        if not tolls and lemma in _general("totals") and self.is_raised(noun):
            yield from self.toll(noun, noun.index + 1, "killed")

    def counted_of(self, noun: Token) -> Iterator[Trigger]:
        """The number of rebels killed stands at 600."""
        if self.words[noun.index + 1 : noun.index + 2] != ["of"]:
            return
        for told in self.tokens[noun.index + 3 : noun.index + 6]:
            outcome = _index("states").get(self.words[told.index])
            who = self.tokens[told.index - 1]
            if outcome and self.people.category(who):
                yield from self.toll(noun, told.index + 1, outcome)
                return

    def numbered(self, noun: Token) -> Iterator[Trigger]:
        """The dead numbered 34; rebel dead were put at 200."""
        outcome = self.gathered(noun)
        after = (t for t in self.tokens[noun.index + 1 : noun.index + _NEAR] if t.tag == "VERB")
        verb = next(after, None)
        if not outcome or verb is None or verb.lemma not in _general("numbering"):
            return
        numbers = (n for n in self.people.numerals if verb.index < n.first <= verb.index + _NEAR)
        told = next((n for n in numbers if not self.people.is_noun_counted(n)), None)
        yield from self.made(noun, outcome, [self.tokens[told.last]] if told else [])

    def is_raised(self, total: Token) -> bool:
        """The total of "two died in hospital, bringing the total to 14"."""
        governor = grammar.head(self.annotation, total)
        first = self.annotation.sentences[max(0, total.sentence - 1)][0]
        deaths = any(
            _index("subjects").get(t.lemma) == "killed" or _index("objects").get(t.lemma) == "killed"
            for t in self.tokens[first : total.index]
        )
        return deaths and governor is not None and governor.lemma in _general("raising")

    def sufferers(self, noun: Token) -> list[Token]:
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

    def has_number(self, noun: Token) -> bool:
        return any(c.index in self.people.numeral_at for c in grammar.children(self.annotation, noun))

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
        unknown = next((t for t in after if self.words[t.index] in _general("unknown")), None)
        known = next((t for t in after if self.words[t.index] in _general("known")), None)
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
            if token.tag == "VERB" and token.lemma.casefold() in _index("objects"):
                return
            numeral = self.people.numeral_at.get(token.index)
            one = numeral is not None and numeral.low == numeral.high
            if numeral is None or (one and self.words[max(0, numeral.opening - 1)] == "from"):
                continue
            before = self.words[max(noun.index, numeral.opening - 2) : numeral.first]
            if _general("toll_joins").intersection(before):
                yield from self.made(noun, outcome, [token])
                return

    # Victims gathered in a noun: "among the dead were three soldiers"

    def gathered(self, token: Token) -> str | None:
        words = {token.lemma.casefold(), self.words[token.index]}
        if self.words[token.index] == "those" or self.people.category(token) is not None:
            told = grammar.children(self.annotation, token, "acl", "acl:relcl")
            if self.words[token.index] == "those":
                told += [t for t in self.tokens[token.index + 1 : token.index + 2] if t.tag == "VERB"]
            words |= {c.text.casefold() for c in told}
            befallen = next((_index("objects")[c.lemma] for c in told if c.lemma in _index("objects")), None)
            if befallen in ("killed", "wounded", "captured", "arrested"):
                return befallen
        outcomes = ("killed", "wounded", "missing", "captured", "arrested")
        return next((o for o in outcomes if words & _general(f"victims_{o}")), None)

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
        return self.row(token) if token.tag in ("NOUN", "PROPN", "NUM") and be.tag == "AUX" else []

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
