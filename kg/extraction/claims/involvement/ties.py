"""Actors tied to events: what the extractors of deeds, blame and taking part find, and claims of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from kg.extraction import lexicon
from kg.extraction.claims.actors import actor, actor_span, is_suspected, rows
from kg.extraction.claims.told import event_named, event_near
from kg.extraction.events import Happening
from kg.extraction.grammar import children, obliques, phrase
from kg.extraction.report import Draft, Report
from kg.extraction.speech import speaker_at
from kg.language import Token
from kg.model import ClaimKind, EntityType, Polarity, Term

__all__ = ["Tie", "accused", "drafts", "what_words"]

_DEAD = {"slain", "dead", "late", "murdered", "deceased"}
"""Those called so do nothing any more: a deed hung on them is someone else's."""
_LONGEST = 45
"""Tokens of a quote: a longer one says much else, and only the clause of the deed is quoted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """An actor tied to an event by the word `trigger`; `words` stands for the event where it has no entity.

    `owned` tells that the actor says so; `shown` are heads of further phrases that belong in the quote.
    """

    actor: int
    trigger: int
    kind: ClaimKind
    event: Happening | None = None
    words: Term | None = None
    shown: tuple[int, ...] = ()
    owned: bool = False
    denied: bool = False
    hearsay: bool = False


def drafts(report: Report, ties: Iterable[Tie]) -> Iterator[Draft]:
    """One draft for each actor, event and stretch of text; the first that tells it stands for all."""
    told: dict[tuple[object, ...], list[Draft]] = {}
    spelt = (
        replace(tie, actor=each.index) for tie in ties for each in rows(report, report.tokens[tie.actor])
    )
    for tie in spelt:
        draft = _draft(report, tie)
        if draft is None:
            continue
        key = (draft.subject.entity or draft.subject.text, draft.object, draft.kind)
        before = told.setdefault(key, [])
        if not any(_overlap(draft, other) for other in before):
            before.append(draft)
            yield draft


def _overlap(draft: Draft, other: Draft) -> bool:
    """Whether two drafts quote the same words: more than half of the shorter quote."""
    shared = min(draft.last, other.last) - max(draft.first, other.first) + 1
    return 2 * shared > min(draft.last - draft.first, other.last - other.first) + 1


def _draft(report: Report, tie: Tie) -> Draft | None:
    token = report.tokens[tie.actor]
    subject = _nobody(report, token) if tie.denied else None
    subject = subject or actor(report, token)
    target = report.event_term(tie.event) if tie.event is not None else tie.words
    dead = any(c.text.casefold() in _DEAD for c in children(report.annotation, token, "amod"))
    if dead or subject is None or target is None or _speaks_of_itself(report, tie, subject):
        return None
    first, last = _quote(report, tie)
    return Draft(
        kind=_kind(report, tie, subject),
        trigger=tie.trigger,
        first=first,
        last=last,
        subject=subject,
        object=target,
        when=report.when(tie.trigger, tie.event),
        where=report.where(tie.event, tie.trigger),
        speaker=subject if tie.owned else None,
        polarity=_polarity(report, tie),
    )


def _nobody(report: Report, token: Token) -> Term | None:
    """ "No one", "no group": who is said to be nobody, in the text's words."""
    if token.text.casefold() not in ("nobody", "none", "one", "group", "organization", "organisation"):
        return None
    first, last = actor_span(report, token)
    return Term(text=report.words(first, last))


def _polarity(report: Report, tie: Tie) -> Polarity | None:
    if tie.denied:
        return Polarity.DENIED
    doubtful = tie.kind is ClaimKind.PERPETRATOR and is_suspected(report, report.tokens[tie.actor])
    return Polarity.REPORTED if tie.owned or tie.hearsay or doubtful else None


def _kind(report: Report, tie: Tie, subject: Term) -> ClaimKind:
    """What somebody in the text says that another has done is an accusation."""
    if tie.kind is not ClaimKind.PERPETRATOR or tie.owned or tie.denied:
        return tie.kind
    chain = speaker_at(report.acts, tie.trigger)
    voice = chain[-1].speaker if chain else None
    if voice is None or voice == tie.actor:
        return tie.kind
    same = subject.entity is not None and report.term(voice).entity == subject.entity
    return tie.kind if same else ClaimKind.ACCUSATION


def _speaks_of_itself(report: Report, tie: Tie, subject: Term) -> bool:
    """Whether the actor is the voice that says it, through a pronoun, without owning up: too unsure to claim.

    Armed bodies that tell of their own deeds own up; so does whoever admits it.
    """
    chain = speaker_at(report.acts, tie.trigger)
    voice = chain[-1].speaker if chain else None
    pronoun = report.tokens[tie.actor].tag == "PRON" and not tie.owned
    if not pronoun or voice is None or report.term(voice).entity != subject.entity:
        return False
    admits = report.tokens[chain[-1].cue].lemma in ("admit", "acknowledge", "confess", "boast", "claim")
    armed = report.tokens[voice].lemma in lexicon.words("actors", "armed")
    return not (admits or armed) and report.type_of(subject) not in (EntityType.ORGANIZATION, EntityType.UNIT)


def _quote(report: Report, tie: Tie) -> tuple[int, int]:
    """From the actor to the deed's own words, or the other way round."""
    trigger = report.tokens[tie.trigger]
    spans = [actor_span(report, report.tokens[tie.actor]), (tie.trigger, tie.trigger)]
    spans += [phrase(report.annotation, report.tokens[index]) for index in tie.shown]
    if trigger.tag == "VERB":
        done = children(report.annotation, trigger, "obj", "nsubj:pass")
        spans += [phrase(report.annotation, token) for token in done if token.tag != "PRON"]
    here = [(first, last) for first, last in spans if report.tokens[first].sentence == trigger.sentence]
    first, last = min(first for first, _ in here), max(last for _, last in here)
    if last - first > _LONGEST:
        near = [span for span in here if span[0] >= tie.trigger] or [(tie.trigger, tie.trigger)]
        return tie.trigger, max(end for _, end in near)
    return first, last


def accused(report: Report, person: Token, trigger: Token, what: Token | None) -> Tie:
    """The tie of somebody who is blamed for `what`, for the event told last where the text names nothing."""
    event = _event_blamed(report, what, trigger)
    return Tie(
        actor=person.index,
        trigger=trigger.index,
        event=event,
        words=what_words(report, what) if what is not None else None,
        shown=(what.index,) if what is not None and what.tag != "PRON" else (),
        kind=ClaimKind.ACCUSATION,
    )


def _event_blamed(report: Report, what: Token | None, trigger: Token) -> Happening | None:
    """The event somebody is blamed for; none where the text names something else that is no event."""
    if what is None:
        return event_near(report, trigger) or report.event_of(trigger.index)
    role = what.lemma in ("responsibility", "involvement", "role", "part", "complicity", "participation")
    inner = obliques(report.annotation, what, "for", "in") if role else []
    return event_named(report, what) or next((e for t in inner if (e := event_named(report, t))), None)


def what_words(report: Report, what: Token) -> Term:
    """The words of what somebody is blamed for."""
    loose = ("punct", "acl:relcl", "parataxis", "conj", "advcl")
    first, last = phrase(report.annotation, what, without=loose)
    if what.tag == "VERB":
        first = what.index
    while first < what.index and report.tokens[first].tag in ("ADP", "SCONJ"):
        first += 1
    return Term(text=report.words(report.without_article(first, last), last))
