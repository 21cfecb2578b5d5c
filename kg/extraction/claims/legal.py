"""The course of law: charged, tried, sentenced, acquitted, investigated, banned, demanded of or by a body."""

from collections.abc import Iterator, Sequence

from kg.extraction.claims.actors import actor, actor_span, patients
from kg.extraction.claims.told import is_told
from kg.extraction.grammar import agents, case_of, children, is_passive, negated, obliques, phrase, subjects
from kg.extraction.modality import hypothetical
from kg.extraction.numerals import numerals
from kg.extraction.report import Draft, Report
from kg.language import Token
from kg.model import ClaimKind, EntityType, Polarity, Quantity, Term
from kg.schema import table

__all__ = ["VERSION", "legal"]

VERSION = "2.0"

_TIMES = (
    "year",
    "month",
    "day",
    "week",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)
_COMPLEMENTS = (
    "of",
    "with",
    "to",
    "for",
    "on",
    "as",
    "in",
    "over",
    "under",
    "against",
    "into",
    "at",
    "from",
    "about",
)
_FAR = 20
"""Tokens between party and step: whoever stands further off is not quoted with it."""
_MODALS = {"will", "would", "could", "should", "may", "might", "must", "can", "shall"}


def legal(report: Report) -> Iterator[Draft]:
    """A claim for each step at law with whom it concerns, and for who takes it."""
    seen = set()
    for draft in _drafts(report):
        sentence = report.tokens[draft.trigger].sentence
        key = (draft.subject.entity or draft.subject.text, draft.object, sentence)
        if key not in seen:
            seen.add(key)
            yield draft


def _drafts(report: Report) -> Iterator[Draft]:
    words = table("legal")
    for verb in report.tokens:
        if (
            verb.lemma == "trial"
            and case_of(report.annotation, verb) == "on"
            and children(report.annotation, verb, "cop")
        ):
            yield from _by_party(report, verb)
        if verb.tag not in ("VERB", "ADJ") or verb.relation == "amod" or not _is_done(report, verb):
            continue
        fitting = words["with"].get(verb.lemma, ())
        done = patients(report, verb)
        nouns = [t for t in done if t.lemma in fitting or _counts_off(report, t, fitting)]
        if nouns:
            yield from _with_noun(report, verb, nouns[0])
        elif verb.lemma in words["intransitive"] and verb.tag == "VERB":
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
    near = children(report.annotation, verb, "obl", "xcomp", "obj", "advmod", "compound:prt")
    behind = [t for t in near if t.index > verb.index]
    return any(t.lemma in grounds for t in behind)


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
    for party in patients(report, verb):
        subject = _party(report, party)
        if subject is not None and not _is_counted(report, verb, party):
            yield _draft(
                report,
                verb,
                party,
                subject,
                _step_words(report, verb, without=party),
                _term_served(report, verb),
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
    return no or token.lemma in ("nobody", "none") or (token.text.casefold() == "one" and before == "no")


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
    counted = next((q for t in done if (q := _counted(report, t)) is not None), None)
    for court in agents(report.annotation, verb)[:1]:
        subject = _court(report, court)
        if subject is not None:
            step = _step_words(report, verb, beside=done[:1] if is_passive(report.annotation, verb) else ())
            yield _draft(report, verb, court, subject, step, counted or _term_served(report, verb))


def _court(report: Report, token: Token) -> Term | None:
    """A body that judges, prosecutes, inquires or makes law."""
    subject = actor(report, token)
    if report.type_of(subject) in (EntityType.ORGANIZATION, EntityType.COUNTRY, EntityType.UNIT):
        return subject
    if token.lemma.casefold() not in table("legal")["courts"]:
        return None
    first, last = actor_span(report, token)
    return subject or Term(text=report.words(report.without_article(first, last), last))


def _counted(report: Report, noun: Token) -> Quantity | None:
    """How many: "questioned 94 people", "four resolutions"."""
    numbers = {n.first: n for n in numerals(report.annotation)} | {
        n.last: n for n in numerals(report.annotation)
    }
    found = next(
        (numbers[c.index] for c in children(report.annotation, noun, "nummod") if c.index in numbers), None
    )
    if found is None:
        return None
    return Quantity(
        low=found.low,
        high=found.high,
        qualifier=found.qualifier,
        category=noun.text.casefold(),
        outcome=None,
        surface=found.surface,
    )


def _term_served(report: Report, verb: Token) -> Quantity | None:
    """The length of a sentence: "to three years in prison"."""
    first, last = _step_span(report, verb)
    terms = [t for t in report.tokens[first : last + 1] if t.lemma in ("year", "month")]
    return next((q for t in terms if (q := _counted(report, t)) is not None), None)


def _with_noun(report: Report, verb: Token, noun: Token) -> Iterator[Draft]:
    """ "Prosecutors opened an inquiry into the fire", "the court issued a warrant for Novak"."""
    first, last = _phrase(report, noun)
    step = Term(text=report.words(min(verb.index, first), max(verb.index, last)))
    body = _body(report, verb, noun)
    counted = _counted(report, noun) or _term_served(report, verb)
    concerned = table("legal")["against"].get(verb.lemma, ())
    if noun.lemma in concerned:
        for party in [
            *obliques(report.annotation, noun, "for", "against", "on", "to"),
            *obliques(report.annotation, verb, "against", "on", "to"),
        ]:
            subject = actor(report, party)
            if subject is not None:
                yield _draft(report, verb, party, subject, step, noun=noun)
    for agent in (
        []
        if is_passive(report.annotation, verb) and verb.lemma == "serve"
        else agents(report.annotation, verb)
    ):
        subject = _party(report, agent)
        if subject is not None:
            yield _draft(report, verb, agent, subject, body or step, counted, noun=noun)
    loose = any(c.text.casefold() in ("any", "such") for c in children(report.annotation, noun, "det"))
    if is_passive(report.annotation, verb) and not agents(report.annotation, verb) and not loose:
        yield _draft(report, verb, noun, Term(text=_own_words(report, noun)), _step_words(report, verb))


def _own_words(report: Report, noun: Token) -> str:
    first, last = phrase(report.annotation, noun)
    return report.words(report.without_article(first, last), last)


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
            yield _draft(report, verb, party, subject, _step_words(report, verb))


def _step_words(
    report: Report, verb: Token, *, without: Token | None = None, beside: Sequence[Token] = ()
) -> Term:
    """The verb with what completes it: "sentenced to three years in prison"; the time is told elsewhere.

    The words of `without` right behind the verb are left out, those of `beside` added.
    """
    first, last = _step_span(report, verb)
    words = [report.words(first, first)]
    start = first + 1
    if without is not None and first < without.index <= last:
        start = _phrase(report, without)[1] + 1
    words += [report.words(*_phrase(report, token)) for token in beside]
    if start <= last:
        words.append(report.words(start, last))
    return Term(text=" ".join(words))


def _step_span(report: Report, verb: Token) -> tuple[int, int]:
    annotation = report.annotation
    last = verb.index
    for child in children(
        annotation, verb, "obj", "obl", "xcomp", "advcl", "compound:prt", "advmod", "obl:unmarked"
    ):
        if child.index < verb.index or (child.relation == "obl" and _is_time(report, child)):
            continue
        if child.relation == "advmod" and child.index != verb.index + 1:
            continue
        if child.relation in ("obl", "advcl") and _mark(report, child) not in _COMPLEMENTS:
            continue
        start, end = _phrase(report, child)
        between = annotation.tokens[last + 1 : start]
        if any(t.text in (",", ";", ":") for t in between):
            break
        last = max(last, end)
    return verb.index, last


def _phrase(report: Report, token: Token) -> tuple[int, int]:
    return phrase(
        report.annotation,
        token,
        without=("punct", "parataxis", "acl:relcl", "conj", "cc", "appos", "advcl:relcl"),
    )


def _mark(report: Report, token: Token) -> str:
    marks = children(report.annotation, token, "mark")
    return case_of(report.annotation, token) or (marks[0].text.casefold() if marks else "")


def _is_time(report: Report, token: Token) -> bool:
    case = case_of(report.annotation, token)
    at = any(t.first <= token.index <= t.last for t in report.times)
    return (at and case in ("in", "on", "at", "from", "for", "under")) or (
        token.lemma.casefold() in _TIMES and case == "on"
    )


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
    spans = [_step_span(report, verb)]
    whose = actor_span(report, party)
    if min(abs(verb.index - end) for end in whose) <= _FAR:
        spans.append(whose)
    if noun is not None:
        spans.append(_phrase(report, noun))
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
