"""One document as the extractors see it: grammar, who is spoken of, what happened, who speaks."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from kg.extraction import lexicon
from kg.extraction.coreference import group_references, nominal_references
from kg.extraction.counts import Count, counts
from kg.extraction.events import VIOLENT, Happening, agree, happenings, place_of, triggers
from kg.extraction.grammar import children, clause, phrase
from kg.extraction.names import groups, named
from kg.extraction.references import Reference, head_of, name_references, words_of
from kg.extraction.speech import SpeechAct, acts
from kg.extraction.times import TimeExpression, TimeSort, time_of, times
from kg.language import Annotation, Token
from kg.model import ClaimKind, Document, EntityType, Polarity, Quantity, Term

__all__ = ["Draft", "Report", "report"]

_PLACES = (EntityType.PLACE, EntityType.COUNTRY)
_HOLDING = ("flat", "appos", "compound", "nmod:desc", "dep", "nmod")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A claim before it is known who makes it: tokens `first`..`last` state it, `trigger` tells it.

    Who speaks, and how, is read at the trigger, unless `speaker` or `polarity` is given.
    """

    kind: ClaimKind
    trigger: int
    first: int
    last: int
    subject: Term
    object: Term | None = None
    quantity: Quantity | None = None
    when: str | None = None
    where: Term | None = None
    speaker: Term | None = None
    polarity: Polarity | None = None


@dataclass(frozen=True, kw_only=True)
class Report:
    """A document with its annotation and everything that extractors share."""

    document: Document
    annotation: Annotation
    references: tuple[Reference, ...]
    happenings: tuple[Happening, ...]
    times: tuple[TimeExpression, ...]
    acts: tuple[SpeechAct, ...]
    counts: tuple[Count, ...]

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The words of the document."""
        return self.annotation.tokens

    @cached_property
    def _by_token(self) -> dict[int, Reference]:
        """The widest reference over each token; names win over descriptions."""
        found: dict[int, Reference] = {}
        for reference in sorted(self.references, key=lambda r: (r.nominal, r.first - r.last)):
            for index in range(reference.first, reference.last + 1):
                found.setdefault(index, reference)
        return found

    @cached_property
    def _by_head(self) -> dict[int, Reference]:
        found: dict[int, Reference] = {}
        for reference in sorted(self.references, key=lambda r: (r.nominal, r.first - r.last)):
            found.setdefault(reference.head, reference)
        return found

    @cached_property
    def _events(self) -> dict[int, Happening]:
        return {index: happening for happening in self.happenings for index in happening.tokens}

    def reference(self, index: int) -> Reference | None:
        """The entity that a phrase with this head speaks of, None where it is none.

        The name may be the head, or hang on it: "President Novak" is Novak.
        """
        index = self._antecedent(index)
        own = self._by_head.get(index)
        if own is not None and (not own.nominal or own.type is not EntityType.GROUP):
            return own
        token = self.tokens[index]
        held = self._held(token) if token.tag in ("NOUN", "PROPN", "ADJ") else None
        return held or own or self._by_token.get(index)

    def _held(self, token: Token) -> Reference | None:
        """The person whose title a noun is: "President Novak", "Minister of Trade of Rovia Novak"."""
        for child in children(self.annotation, token, *_HOLDING):
            held = self._by_head.get(child.index)
            near = abs(child.index - token.index) <= 3 or child.relation in ("flat", "appos")
            inner = child.relation == "nmod" and children(self.annotation, child, "case")
            if held is not None and held.type is EntityType.PERSON and near and not inner:
                return held
        first, last = phrase(self.annotation, token)
        closing = self._by_token.get(last)
        ends = closing is not None and closing.last == last and token.index < closing.first
        if closing is None or not ends or closing.type is not EntityType.PERSON or closing.nominal:
            return None
        start = closing.first - 1  # "the son of Novak", "troops led by Colonel Novak" are not Novak
        while start > token.index and self.tokens[start].text.casefold() in lexicon.titles():
            start -= 1
        before = self.tokens[start]
        told = any(t.tag == "VERB" for t in self.tokens[token.index : closing.first])
        barred = before.tag in ("ADP", "PART", "CCONJ", "DET", "PUNCT") or before.index < first
        return None if told or barred else closing

    def _antecedent(self, index: int) -> int:
        """What a relative pronoun stands for, the noun that its clause hangs on; other words themselves."""
        token = self.tokens[index]
        if token.lemma not in ("who", "which", "whom") or token.tag not in ("PRON", "DET"):
            return index
        while token.head != token.index and not token.relation.startswith("acl"):
            token = self.tokens[token.head]
        return token.head

    def voice(self, act: SpeechAct) -> Term | None:
        """Who speaks in an act: a speaker who says "we" or "I" inside another's words is that other."""
        if act.speaker is None:
            return None
        first_person = self.tokens[act.speaker].text.casefold() in ("i", "we")
        if first_person and act.parent is not None:
            return self.voice(self.acts[act.parent])
        term = self.term(act.speaker)
        unbound = term.entity is None and term.text.casefold() in (
            "which",
            "who",
            "that",
            "both",
            "this",
            "these",
        )
        return None if unbound else term

    def covering(self, index: int) -> Reference | None:
        """The widest reference over a token."""
        return self._by_token.get(index)

    def term(self, index: int) -> Term:
        """What a phrase with this head speaks of: the entity, or else its words without the article."""
        reference = self.reference(index)
        if reference is not None:
            return self.named(reference)
        first, last = phrase(self.annotation, self.tokens[index])
        return Term(text=self.words(self.without_article(first, last), last))

    def named(self, reference: Reference) -> Term:
        """The term of a reference."""
        return Term(text=self.words(reference.first, reference.last), entity=reference.entity)

    def words(self, first: int, last: int) -> str:
        """The text of a token range, white space folded."""
        return words_of(self.annotation, first, last)

    def without_article(self, first: int, last: int) -> int:
        """The first token of a phrase after its article."""
        while (
            first < last
            and self.tokens[first].tag in ("DET", "PUNCT")
            and not self.tokens[first].text[0].isdigit()
        ):
            first += 1
        return first

    def type_of(self, term: Term | None) -> EntityType | None:
        """The type of the entity of a term."""
        return self._types.get(term.entity) if term is not None and term.entity else None

    @cached_property
    def _types(self) -> dict[str, EntityType]:
        return {reference.entity: reference.type for reference in self.references}

    def event_at(self, index: int) -> Happening | None:
        """The event that this very word tells."""
        return self._events.get(index)

    def event_of(self, index: int) -> Happening | None:
        """The violent event that a word belongs to, by time compatible with its own.

        The one it tells itself, else the nearest of its clause, else of its sentence, else the
        one told most often before, else the first told after.
        """
        if index in self._events:
            return self._events[index]
        token = self.tokens[index]
        sentence = self.annotation.sentence_of(token)
        when = self.when(index)
        violent = [h for h in self.happenings if h.act in VIOLENT]
        possible = [h for h in violent if agree(when, h.when)]
        # Within one clause the wounded of an event may die on a later day.
        for group, allowed in (
            (self.annotation.subtree(clause(self.annotation, token)), violent),
            (sentence, possible),
        ):
            told = [t.index for t in group if self._events.get(t.index) in allowed]
            if told:
                return self._events[min(told, key=lambda i: (abs(i - index), i))]
        start = sentence[0].index
        before = [h for h in possible if min(h.tokens) < start]
        first = next(iter(possible), None)
        return max(
            before, key=lambda h: (h.when is not None, sum(i < start for i in h.tokens)), default=first
        )

    def event_term(self, happening: Happening) -> Term:
        """The term of an event."""
        first, last = (
            happening.phrases[0] if happening.phrases else (min(happening.tokens), min(happening.tokens))
        )
        return Term(text=self.words(first, last), entity=happening.entity)

    def when(self, index: int, happening: Happening | None = None) -> str | None:
        """The time of what a word tells: its clause's own, else the event's."""
        if happening is not None and index in happening.tokens and self.tokens[index].tag != "VERB":
            # The clause around an event's noun may tell of its remembrance, on a later day.
            own = dict(happening.dated).get(index)
            return own.value if own is not None else happening.when
        found = time_of(self.annotation, self.times, index)
        if found is not None and found.sort is not TimeSort.BACKGROUND:
            return found.value
        return happening.when if happening is not None else None

    def where(self, happening: Happening | None, index: int) -> Term | None:
        """The place of what a word tells: its clause's own, else the event's."""
        own = dict(happening.located).get(index) if happening is not None else None
        found = own or place_of(self.annotation, self.places(), index)
        if found is None and happening is not None:
            found = happening.where
        return self.named(found) if found is not None else None

    def places(self) -> list[Reference]:
        """All places named, in order."""
        return [r for r in self.references if r.type in _PLACES and not r.nominal]


def report(document: Document, annotation: Annotation) -> Report:
    """Everything the extractors share about one document."""
    names = name_references(annotation, named(annotation, document.metadata), document.id)
    people = group_references(annotation, groups(annotation), names, document.id)
    described = nominal_references(annotation, [*names, *people])
    told = times(annotation, document.metadata.date)
    events = happenings(
        annotation, triggers(annotation, told, names), told, [*names, *described], document.id
    )
    references = [*names, *people, *_event_references(annotation, events), *described]
    return Report(
        document=document,
        annotation=annotation,
        references=tuple(sorted(references, key=lambda r: (r.first, r.last, r.entity))),
        happenings=events,
        times=told,
        acts=acts(annotation),
        counts=counts(annotation),
    )


def _event_references(annotation: Annotation, events: Sequence[Happening]) -> list[Reference]:
    return [
        Reference(
            first=first,
            last=last,
            head=head_of(annotation, first, last),
            type=EntityType.EVENT,
            entity=event.entity,
            label=event.label,
        )
        for event in events
        for first, last in event.phrases
    ]
