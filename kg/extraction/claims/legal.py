"""The course of law: charged, tried, sentenced, acquitted, investigated, banned, demanded of or by a body."""

from collections.abc import Iterator, Sequence

from kg.extraction.claims.actors import actor, actor_span
from kg.extraction.claims.doers import patients
from kg.extraction.claims.legal_words import (
    counted_by,
    extent,
    noun_words,
    step_span,
    step_words,
    term_served,
)
from kg.extraction.claims.repeats import once_a_sentence
from kg.extraction.claims.told import is_told
from kg.extraction.grammar import (
    agents,
    case_of,
    children,
    is_passive,
    negated,
    objects,
    obliques,
    subjects,
)
from kg.extraction.modality import hypothetical
from kg.extraction.report import Draft, Report
from kg.language import Token
from kg.model import ClaimKind, EntityType, Polarity, Quantity, Term
from kg.schema import table

__all__ = ["VERSION", "legal"]

VERSION = "2.0"

_FAR = 20
"""Tokens between party and step: whoever stands further off is not quoted with it."""
_MODALS = {"will", "would", "could", "should", "may", "might", "must", "can", "shall"}


def legal(report: Report) -> Iterator[Draft]:
    """A claim for each step at law with whom it concerns, and for who takes it."""
    yield from once_a_sentence(report, _drafts(report))


def _drafts(report: Report) -> Iterator[Draft]:
    for token in report.tokens:
        if token.lemma == "trial":
            yield from _trial(report, token)
        if token.tag in ("VERB", "ADJ") and token.relation != "amod" and _is_done(report, token):
            yield from _told_by_verb(report, token)


def _told_by_verb(report: Report, verb: Token) -> Iterator[Draft]:
    words = table("legal")
    fitting = words["with"].get(verb.lemma, ())
    nouns = [t for t in patients(report, verb) if t.lemma in fitting or _counts_off(report, t, fitting)]
    if nouns and (verb.lemma != "serve" or _is_behind_bars(report, verb)):
        yield from _with_noun(report, verb, nouns[0])
    elif verb.lemma in words["intransitive"] and verb.tag == "VERB" and _is_pleaded(report, verb):
        yield from _by_party(report, verb)
    elif verb.lemma in words["steps"] or (verb.lemma in words["grounded"] and _is_grounded(report, verb)):
        yield from _step(report, verb)
    elif verb.lemma in words["inquiring"]:
        yield from _by_court(report, verb)
    elif verb.lemma in ("go", "come", "stand", "appear") and _is_before_court(report, verb):
        yield from _by_party(report, verb)


def _counts_off(report: Report, token: Token, fitting: Sequence[str]) -> bool:
    """Whether the noun only counts what follows "of": "two sets of sanctions"."""
    return any(t.lemma in fitting for t in obliques(report.annotation, token, "of"))


def _is_done(report: Report, verb: Token) -> bool:
    """Told as done or as not done; not wished or possible."""
    if hypothetical(report.annotation, verb.index):
        return False
    modal = {c.lemma for c in children(report.annotation, verb, "aux")} & _MODALS
    return is_told(report, verb) or (
        negated(report.annotation, verb)
        and not modal
        and not any(c.text.casefold() == "to" for c in children(report.annotation, verb, "mark"))
    )


def _is_grounded(report: Report, verb: Token) -> bool:
    """Whether a ground of law stands behind the verb: "on suspicion of", "to trial", "guilty"."""
    grounds = table("legal")["grounds"]
    near = children(report.annotation, verb, "obl", "xcomp", "advmod", "compound:prt")
    behind = [t for t in near if t.index > verb.index]
    return any(t.lemma in grounds for t in behind)


def _trial(report: Report, noun: Token) -> Iterator[Draft]:
    """ "Novak is on trial", "the trial of two officers opened on Monday"."""
    if case_of(report.annotation, noun) == "on" and children(report.annotation, noun, "cop"):
        for party in subjects(report.annotation, noun):
            subject = actor(report, party)
            if subject is not None:
                yield _draft(report, noun, party, subject, Term(text=f"on {noun.text}"))
        return
    verb = report.tokens[noun.head]
    opens = verb.lemma in table("legal")["opening"] and noun.relation.startswith("nsubj")
    if not opens or not is_told(report, verb):
        return
    parties = [*obliques(report.annotation, noun, "of"), *children(report.annotation, noun, "nmod:poss")]
    for party in parties:
        subject = actor(report, party)
        if subject is not None:
            yield _draft(report, verb, party, subject, Term(text=f"trial {verb.text}"), noun=noun)


def _is_behind_bars(report: Report, verb: Token) -> bool:
    """Whether what is served is a sentence: "three years in prison", not "three terms in parliament"."""
    bars = table("legal")["bars"]
    return any(t.lemma in bars for t in report.annotation.sentence_of(verb) if t.index > verb.index)


def _is_pleaded(report: Report, verb: Token) -> bool:
    """Not "appealed for calm", which is no appeal at law."""
    against = [*obliques(report.annotation, verb, "against"), *objects(report.annotation, verb)]
    return verb.lemma != "appeal" or bool(against)


def _is_before_court(report: Report, verb: Token) -> bool:
    """Whether somebody stands trial: "went on trial", "appeared in court"."""
    benches = ("trial", "court", "tribunal", "judge", "magistrate", "dock")
    return any(
        t.lemma in benches for t in obliques(report.annotation, verb, "on", "to", "in", "before", "for")
    )


def _step(report: Report, verb: Token) -> Iterator[Draft]:
    """ "Novak was convicted of murder", "the court sentenced Novak to three years"."""
    if verb.lemma == "try" and not _is_trial(report, verb):
        return
    done = patients(report, verb)
    first = done[0] if done else None
    for party in done:
        subject = _party(report, party)
        if subject is not None and not _is_counted(report, verb, party):
            yield _draft(
                report,
                verb,
                party,
                subject,
                step_words(report, verb, without=first),
                term_served(report, verb),
            )
    yield from _by_court(report, verb)


def _is_trial(report: Report, verb: Token) -> bool:
    return is_passive(report.annotation, verb) or any(
        t.lemma in table("legal")["courts"] for t in agents(report.annotation, verb)
    )


def _party(report: Report, token: Token) -> Term | None:
    """Whom a step concerns: people, bodies, states; "no one" where nobody is."""
    if _is_nobody(report, token):
        first, last = actor_span(report, token)
        return Term(text=report.words(first, last))
    if token.tag == "PRON" and report.reference(token.index) is None:
        return None
    return actor(report, token)


def _is_nobody(report: Report, token: Token) -> bool:
    no = any(c.text.casefold() == "no" for c in children(report.annotation, token, "det"))
    before = report.tokens[token.index - 1].text.casefold() if token.index else ""
    whom = actor(report, token) is not None or token.lemma in ("group", "organization", "organisation")
    return (
        (no and whom)
        or token.lemma in ("nobody", "none")
        or (token.text.casefold() == "one" and before == "no")
    )


def _is_counted(report: Report, verb: Token, party: Token) -> bool:
    """Whether counted people without a description are told by their number already."""
    plain = party.lemma in table("legal")["generic"] or party.tag == "NUM"
    return plain and any(c.trigger == verb.index for c in report.counts)


def _by_court(report: Report, verb: Token) -> Iterator[Draft]:
    """Who takes the step: "an Alba court sentenced two men", "police are investigating the blast"."""
    done = patients(report, verb)
    asked = verb.lemma in ("question", "interrogate")
    if (
        verb.lemma not in table("legal")["inquiring"]
        or not done
        or (asked and not any(_party(report, t) for t in done))
    ):
        return
    counted = next((q for t in done if (q := counted_by(report, t)) is not None), None)
    for court in agents(report.annotation, verb)[:1]:
        subject = _court(report, court)
        if subject is not None:
            step = step_words(report, verb, beside=done[:1] if is_passive(report.annotation, verb) else ())
            yield _draft(report, verb, court, subject, step, counted or term_served(report, verb))


def _court(report: Report, token: Token) -> Term | None:
    """A body that judges, prosecutes, inquires or makes law."""
    subject = actor(report, token)
    if report.type_of(subject) in (EntityType.ORGANIZATION, EntityType.COUNTRY, EntityType.UNIT):
        return subject
    if token.lemma.casefold() not in table("legal")["courts"]:
        return None
    first, last = actor_span(report, token)
    return subject or Term(text=report.words(report.without_article(first, last), last))


def _with_noun(report: Report, verb: Token, noun: Token) -> Iterator[Draft]:
    """ "Prosecutors opened an inquiry into the fire", "the court issued a warrant for Novak"."""
    first, last = extent(report, noun)
    step = Term(text=report.words(min(verb.index, first), max(verb.index, last)))
    concerned = noun.lemma in table("legal")["against"].get(verb.lemma, ())
    parties = _against(report, verb, noun) if concerned else []
    for party, subject in parties:
        yield _draft(report, verb, party, subject, step, noun=noun)
    takers = agents(report.annotation, verb)
    counted = counted_by(report, noun) or term_served(report, verb)
    for agent in takers:
        taker = _party(report, agent) or _court(report, agent)
        if taker is not None:
            yield _draft(report, verb, agent, taker, _body(report, verb, noun) or step, counted, noun=noun)
    loose = any(c.text.casefold() in ("any", "such") for c in children(report.annotation, noun, "det"))
    if is_passive(report.annotation, verb) and not (takers or parties or loose or verb.relation == "acl"):
        yield _draft(report, verb, noun, Term(text=noun_words(report, noun)), step_words(report, verb))


def _against(report: Report, verb: Token, noun: Token) -> list[tuple[Token, Term]]:
    """Whom a warrant, a charge, a sanction names."""
    annotation = report.annotation
    named = obliques(annotation, noun, "for", "against", "on", "to")
    named += obliques(annotation, verb, "against", "on", "to")
    return [(t, subject) for t in named if (subject := actor(report, t)) is not None]


def _body(report: Report, verb: Token, noun: Token) -> Term | None:
    """Whose resolution is carried out: "Rovia has not implemented four Security Council resolutions"."""
    if verb.lemma not in ("implement", "violate"):
        return None
    inner = children(report.annotation, noun, "compound", "nmod", "nmod:poss", "amod")
    held = [report.reference(t.index) for t in inner]
    body = next((r for r in held if r is not None and r.type is EntityType.ORGANIZATION), None)
    return report.named(body) if body is not None else None


def _by_party(report: Report, verb: Token) -> Iterator[Draft]:
    """ "Novak pleaded guilty", "went on trial"."""
    for party in subjects(report.annotation, verb):
        subject = _party(report, party)
        if subject is not None and report.type_of(subject) is not EntityType.COUNTRY:
            yield _draft(report, verb, party, subject, step_words(report, verb))


def _draft(
    report: Report,
    verb: Token,
    party: Token,
    subject: Term,
    step: Term,
    quantity: Quantity | None = None,
    *,
    noun: Token | None = None,
) -> Draft:
    spans = [step_span(report, verb)]
    whose = actor_span(report, party)
    if min(abs(verb.index - end) for end in whose) <= _FAR:
        spans.append(whose)
    if noun is not None:
        spans.append(extent(report, noun))
    here = [s for s in spans if report.tokens[s[0]].sentence == verb.sentence]
    event = report.event_at(verb.index)
    denied = negated(report.annotation, verb) or _is_nobody(report, party)
    return Draft(
        kind=ClaimKind.LEGAL,
        trigger=verb.index,
        first=min(first for first, _ in here),
        last=max(last for _, last in here),
        subject=subject,
        object=step,
        quantity=quantity,
        when=report.when(verb.index, event),
        polarity=Polarity.DENIED if denied else None,
    )
