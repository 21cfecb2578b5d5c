"""Who owns up: claims of responsibility, and that nobody made one."""

from collections.abc import Iterator

from kg.extraction import lexicon
from kg.extraction.claims.doers import doers, patients
from kg.extraction.claims.involvement.ties import Tie, what_words
from kg.extraction.claims.involvement.violence import is_violent
from kg.extraction.claims.told import (
    event_named,
    event_near,
    is_told,
)
from kg.extraction.grammar import (
    agents,
    case_of,
    children,
    head,
    negated,
    obliques,
)
from kg.extraction.report import Report
from kg.language import Token
from kg.model import ClaimKind

__all__ = ["OWNED", "complement", "owning"]

_STATEMENTS = (
    "announcement",
    "call",
    "communique",
    "communiqué",
    "letter",
    "message",
    "note",
    "post",
    "recording",
    "statement",
    "tape",
    "video",
)
OWNED = ("claim", "admit", "accept", "acknowledge", "assume", "take")


def owning(report: Report, verb: Token) -> Iterator[Tie]:
    """ "X claimed responsibility", "the attack was claimed by X", "X claimed the bombing"."""
    annotation = report.annotation
    if verb.lemma in ("confess", "admit"):
        yield from _confessing(report, verb)
    if verb.lemma not in OWNED:
        return
    done = patients(report, verb)
    words = [o for o in done if o.lemma in lexicon.words("involvement", "claiming")]
    named = [o for o in done if verb.lemma == "claim" and event_named(report, o) is not None]
    if (not words and not named) or not (is_told(report, verb) or negated(annotation, verb)):
        return
    target = next(iter([*named, *(t for w in words for t in obliques(annotation, w, "for", "of"))]), None)
    target = target or complement(report, verb)
    event = event_named(report, target) or event_near(report, target or verb) or report.event_of(verb.index)
    if any(t.text.casefold() == "it" for t in named) and children(annotation, verb, "ccomp", "csubj"):
        return  # "it was claimed by Novak that ..."
    nobody = any(_is_nobody(report, agent) for agent in agents(annotation, verb))
    for agent in _claimants(report, verb):
        yield Tie(
            actor=agent.index,
            trigger=verb.index,
            event=event,
            words=what_words(report, target) if target is not None else None,
            shown=(target.index,) if target is not None else (),
            kind=ClaimKind.PERPETRATOR,
            owned=not nobody,
            denied=nobody or negated(annotation, verb),
        )


def _confessing(report: Report, verb: Token) -> Iterator[Tie]:
    """ "X confessed to the murder", "X admitted to having carried out the attack"."""
    annotation = report.annotation
    words = [t for t in obliques(annotation, verb, "to") if event_named(report, t) is not None]
    acts = [c for c in children(annotation, verb, "advcl", "xcomp", "ccomp") if _is_past(report, c)]
    acts = [
        c for c in acts if is_violent(report, c) or any(event_named(report, t) for t in patients(report, c))
    ]
    if not is_told(report, verb):
        return
    for what in [*words, *acts][:1]:
        for agent in doers(report, verb):
            yield Tie(
                actor=agent.index,
                trigger=verb.index,
                event=event_named(report, what) or event_near(report, what),
                words=what_words(report, what),
                shown=(what.index,),
                kind=ClaimKind.PERPETRATOR,
                owned=True,
            )


def _is_past(report: Report, verb: Token) -> bool:
    """ "killing", "having killed": what is confessed, not what somebody admits to do."""
    having = any(c.text.casefold() == "having" for c in children(report.annotation, verb, "aux"))
    return having or verb.text.endswith("ing")


def _is_nobody(report: Report, token: Token) -> bool:
    return (
        token.lemma in ("nobody", "none")
        or any(c.text.casefold() == "no" for c in children(report.annotation, token, "det"))
        or (token.text.casefold() == "one" and report.tokens[token.index - 1].text.casefold() == "no")
    )


def _claimants(report: Report, verb: Token) -> Iterator[Token]:
    """Who owns up: "on behalf of X" and "in the name of X" before the caller who says so."""
    behalf = [
        inner
        for word in report.annotation.sentence_of(verb)
        if word.index > verb.index and word.lemma in ("behalf", "name")
        for inner in obliques(report.annotation, word, "of")
        if case_of(report.annotation, word) in ("on", "in")
    ]
    yield from behalf or _issuers(report, verb) or doers(report, verb)


def _issuers(report: Report, verb: Token) -> list[Token]:
    """Who put out the statement that claims it: "the Front issued a statement accepting responsibility"."""
    annotation = report.annotation
    noun = head(annotation, verb)
    said = noun is not None and verb.relation.startswith("acl") and noun.lemma in _STATEMENTS
    above = head(annotation, noun) if said and noun is not None else None
    if above is None or noun is None:
        return []
    owners = [*children(annotation, noun, "nmod:poss"), *obliques(annotation, noun, "by", "from", "of")]
    return owners or (agents(annotation, above) if above.tag == "VERB" and noun.relation == "obj" else [])


def complement(report: Report, verb: Token) -> Token | None:
    """What somebody is blamed for: a noun after "for", "of", "in", "with", or a clause."""
    nouns = obliques(report.annotation, verb, "for", "of", "with")
    events = [
        t for t in obliques(report.annotation, verb, "in", "over") if event_named(report, t) is not None
    ]
    clauses = [
        c
        for place in (verb, *patients(report, verb))
        for c in children(report.annotation, place, "advcl", "xcomp", "ccomp", "obl", "acl")
        if c.tag in ("VERB", "ADJ")
        and c.index > verb.index
        and children(report.annotation, c, "mark", "case")
    ]
    return next(iter(sorted([*nouns, *events, *clauses], key=lambda t: t.index)), None)
