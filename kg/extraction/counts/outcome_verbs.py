"""Verbs that tell what befell people: killed two, two died, took 20 hostage, cost 20 lives."""

from collections.abc import Iterator
from typing import Any

from kg.extraction import grammar
from kg.extraction.counts.outcome_page import Page
from kg.extraction.counts.outcome_words import OPEN, Trigger, general, index, phrases
from kg.language import Token

__all__ = ["Verbs"]

_REACH = 9
"""A companion word ("took 12 residents of the town hostage") stands at most so many words behind its verb."""
_REFLEXIVE = ("himself", "herself", "themselves")


class Verbs(Page):
    """The verbs of one text that tell an outcome."""

    def verb(self, verb: Token) -> Iterator[Trigger]:
        lemma = verb.lemma.casefold()
        if self.words[max(0, verb.index - 1)] in ("nearly", "almost"):
            return
        phrase = self.phrase(verb)
        if phrase is not None:
            yield from self.phrased(verb, *phrase)
        elif lemma in index("objects"):
            agents = grammar.agents(self.annotation, verb)
            told = index("objects")[lemma]
            fatal = told in ("wounded", OPEN) and self.is_fatal(verb)
            who = [*self.sufferers.objects(verb), *self.sufferers.companions(verb)]
            yield from self.made(verb, "killed" if fatal else told, self.others(who), agents=agents)
        elif lemma in index("subjects") and not grammar.children(self.annotation, verb, "aux:pass"):
            yield from self.made(verb, index("subjects")[lemma], self.who_suffers(verb))

    def who_suffers(self, verb: Token) -> list[Token]:
        """The subject of "two died", and those with them; nobody of "the third to die", counted before."""
        lemma = verb.lemma.casefold()
        goal = lemma not in general("with_goal") or grammar.obliques(self.annotation, verb, *general("goals"))
        marks = [m.lemma for m in grammar.children(self.annotation, verb, "mark")]
        if not goal or (verb.relation == "acl" and "to" in marks):
            return []
        beside = grammar.obliques(self.annotation, verb, "with", "along with", "together with")
        fatal = index("subjects")[lemma] == "killed"
        counted = [w for w in beside if fatal and self.people.is_counted(w)]
        return [*self.sufferers.subjects(verb), *counted]

    def turned(self, verb: Token) -> Iterator[Trigger]:
        """Verbs that befall people only with certain subjects or objects."""
        lemma = verb.lemma.casefold()
        if lemma in ("take", "seize") and grammar.is_passive(self.annotation, verb):
            taken = [w for w in self.sufferers.objects(verb) if w.lemma in general("victims_captured")]
            yield from self.made(verb, "captured", [w for w in taken if self.people.is_counted(w)])
        if lemma == "find" and grammar.children(self.annotation, verb, "aux:pass"):
            never = [
                t for t in self.tokens[max(0, verb.index - 3) : verb.index] if t.lemma in ("never", "not")
            ]
            who = [w for w in self.sufferers.objects(verb) if never and self.people.is_counted(w)]
            yield from self.made(never[-1] if never else verb, "missing", who, last=verb.index)
        if lemma in general("arriving"):
            uprooted = (s for s in self.sufferers.subjects(verb) if self.people.is_counted(s))
            who = [s for s in uprooted if self.people.category(s) == "refugees"]
            yield from self.made(verb, "displaced", who)
        if lemma in general("life_takers"):
            yield from self.lives(verb)
        if lemma in general("families_killed"):
            families = [
                o for o in self.sufferers.objects(verb) if o.lemma.casefold() in ("family", "household")
            ]
            yield from self.made(verb, "killed", families)
        if lemma in general("losing"):
            bereaved = list(self.lost_both(verb))
            yield from bereaved
            lost = (
                []
                if bereaved
                else [
                    o
                    for o in self.sufferers.objects(verb)
                    if o.lemma.casefold() in general("lost") or self.of_own(o)
                ]
            )
            yield from self.made(verb, "killed", [o for o in lost if self.people.is_counted(o)])
        if lemma == "survive":
            yield from self.none_survived(verb)

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
        return bool(general("fatally").intersection(near))

    def none_survived(self, verb: Token) -> Iterator[Trigger]:
        """None of the 44 passengers survived: told at the word that says none, so that nothing denies it."""
        for subject in grammar.children(self.annotation, verb, "nsubj"):
            if self.words[subject.index] in ("none", "neither"):
                who = grammar.obliques(self.annotation, subject, "of")
                yield from self.made(subject, "killed", who, last=verb.index)

    def phrased(self, verb: Token, entry: dict[str, Any], last: int) -> Iterator[Trigger]:
        if entry["who"] == "subject":
            who = self.sufferers.subjects(verb)
            if self.words[last] in _REFLEXIVE or self.words[last - 1] in _REFLEXIVE:
                who = [w for w in who if w.index in self.people.numeral_at or self.has_number(w)]
            yield from self.made(verb, entry["outcome"], who, last=last)
            return
        who = [*self.sufferers.objects(verb), *self.sufferers.companions(verb)]
        if not who and verb.lemma.casefold() in general("of_oneself"):
            who = grammar.subjects(self.annotation, verb)
        alone = [w for w in who if verb.index < w.index <= last and not self.people.is_counted(w)]
        if alone:  # the prisoner of "80 taken prisoner"
            who = self.counted_subjects(verb) or who
        behind = None if who else self.people.opening_at.get(last + 1)
        who = who or ([self.tokens[behind.last]] if behind else [])  # "hacked to death 33 people"
        for second in () if who else grammar.children(self.annotation, verb, "conj"):
            who = who or self.sufferers.objects(second)
        agents = grammar.agents(self.annotation, verb)
        yield from self.made(verb, entry["outcome"], who, last=last, agents=agents)

    def counted_subjects(self, verb: Token) -> list[Token]:
        near = grammar.children(self.annotation, verb, "nsubj", "nsubj:pass")
        return [s for s in near if s.tag == "NUM" and self.people.is_counted(s)]

    def phrase(self, verb: Token) -> tuple[dict[str, Any], int] | None:
        """The phrase of a verb and a companion word that stands here, and its last token."""
        lemma = verb.lemma.casefold()
        for entry, companions in phrases():
            last = self.companion(verb, companions) if lemma in entry["verbs"] else None
            if last is not None:
                return entry, last
        return None

    def companion(self, verb: Token, companions: frozenset[tuple[str, ...]]) -> int | None:
        for token in self.tokens[verb.index + 1 : verb.index + 1 + _REACH]:
            if token.sentence != verb.sentence or token.text in (";", ":", "."):
                return None
            length = next((len(c) for c in companions if self.stands(token.index, c)), 0)
            counted = self.words[token.index] in general("counted_states")
            own = length == 1 and counted and token.index - 1 in self.people.numeral_at  # "list 26 dead"
            own = own or (self.words[token.index] == "prisoners" and verb.lemma in ("hold", "keep", "lead"))
            own = own or self.words[token.index + length : token.index + length + 1] == ["-"]  # "off-duty"
            if length and not own and self.belongs(verb, token, token.index + length - 1):
                return token.index + length - 1
            if token.tag == "VERB" and token.head != verb.index:
                return None
        return None

    def belongs(self, verb: Token, token: Token, last: int) -> bool:
        """Whether a companion hangs under the verb, however deep, and under no other verb than its own."""
        taken = grammar.objects(self.annotation, verb)
        if token.index == verb.index + 1 or any(token.index <= o.index <= last for o in taken):
            return True
        current: Token | None = token
        while current is not None and current.index != verb.index:
            inside = token.index <= current.index <= last
            if current.tag == "VERB" and current.index > verb.index and not inside:
                return False
            current = grammar.head(self.annotation, current)
        return current is not None

    def lives(self, verb: Token) -> Iterator[Trigger]:
        """Claimed 20 lives, cost the lives of 20, cost 20 people their lives."""
        agents = grammar.subjects(self.annotation, verb)
        for thing in grammar.children(self.annotation, verb, "obj", "xcomp", "obl:unmarked", "nsubj:pass"):
            if thing.lemma.casefold() in ("life", "victim"):
                losers = grammar.children(self.annotation, verb, "iobj") or self.losers(verb, thing)
                who = losers or grammar.obliques(self.annotation, thing, "of") or [thing]
                yield from self.made(verb, "killed", who, last=thing.index, agents=agents)

    def lost_both(self, verb: Token) -> Iterator[Trigger]:
        """Twenty children lost one parent and five lost both; five lost both parents and twenty lost one."""
        both = [
            o for o in grammar.objects(self.annotation, verb) if self.words[o.index] in ("both", "one", "two")
        ]
        near = self.tokens[max(0, verb.index - 4 * _REACH) : verb.index]
        parents = any(t.lemma in ("parent", "father", "mother") and t.sentence == verb.sentence for t in near)
        if parents and both and not grammar.children(self.annotation, both[0], "nmod"):
            yield from self.made(verb, "orphaned", self.sufferers.subjects(verb), last=both[0].index)

    def losers(self, verb: Token, lives: Token) -> list[Token]:
        """The teachers of "cost three teachers their lives"."""
        theirs = any(
            self.words[c.index] in ("their", "his", "her") for c in self.annotation.children[lives.index]
        )
        right = self.sufferers.right(verb)
        return [right] if theirs and right is not None and right.index < lives.index - 1 else []
