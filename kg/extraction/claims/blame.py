"""Who is blamed, accused, suspected, and who owns up."""

from collections.abc import Iterator

from kg.extraction import lexicon
from kg.extraction.claims.actors import actor, is_doer_noun, patients
from kg.extraction.claims.ties import Tie, drafts
from kg.extraction.claims.told import event_named, event_near, is_told
from kg.extraction.grammar import (
    agents,
    case_of,
    children,
    conjuncts,
    head,
    is_passive,
    negated,
    objects,
    obliques,
    phrase,
    subjects,
)
from kg.extraction.happenings import Happening
from kg.extraction.report import Draft, Report
from kg.language import Token
from kg.model import ClaimKind, EntityType, Term

__all__ = ["VERSION", "blame"]

VERSION = "2.0"

_PEACEFUL = {
    "service",
    "commemoration",
    "negotiation",
    "agreement",
    "ceasefire",
    "election",
    "trial",
    "investigation",
    "recognition",
    "protest",
}
_OWNED = ("claim", "admit", "accept", "acknowledge", "assume", "take")


def blame(report: Report) -> Iterator[Draft]:
    """A claim for each actor who is blamed for an event, or says that it was theirs."""
    yield from drafts(report, _ties(report))


def _ties(report: Report) -> Iterator[Tie]:
    for token in report.tokens:
        if token.tag == "VERB":
            yield from _owning(report, token)
            yield from _blaming(report, token)
            yield from _ascribing(report, token)
            yield from _naming(report, token)
            yield from _implicated(report, token)
            yield from _bearing(report, token)
        elif token.tag in ("NOUN", "PROPN"):
            yield from _by_noun(report, token)
        if token.tag in ("ADJ", "ADP", "ADV"):
            yield from _guilt(report, token)


def _owning(report: Report, verb: Token) -> Iterator[Tie]:
    """ "X claimed responsibility", "the attack was claimed by X", "X claimed the bombing"."""
    if verb.lemma not in _OWNED:
        return
    annotation = report.annotation
    done = patients(report, verb)
    words = [o for o in done if o.lemma in lexicon.words("involvement", "claiming")]
    named = [o for o in done if verb.lemma == "claim" and event_named(report, o) is not None]
    if not words and not named or not (is_told(report, verb) or negated(annotation, verb)):
        return
    target = next(iter([*named, *(t for w in words for t in obliques(annotation, w, "for", "of"))]), None)
    target = target or _complement(report, verb)
    event = event_named(report, target) or event_near(report, target or verb) or report.event_of(verb.index)
    nobody = any(_is_nobody(report, agent) for agent in agents(annotation, verb))
    for agent in _claimants(report, verb):
        yield Tie(
            actor=agent.index,
            trigger=verb.index,
            event=event,
            words=_what(report, target) if target is not None else None,
            shown=(target.index,) if target is not None else (),
            kind=ClaimKind.PERPETRATOR,
            owned=not nobody,
            denied=nobody or negated(annotation, verb),
        )


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
        for word in children(report.annotation, verb, "obl", "nmod")
        if word.lemma in ("behalf", "name")
        for inner in obliques(report.annotation, word, "of")
    ]
    yield from behalf or agents(report.annotation, verb)


def _blaming(report: Report, verb: Token) -> Iterator[Tie]:
    """ "X blamed Y for the attack", "Y was accused of killing them", "Y was held responsible"."""
    annotation = report.annotation
    if verb.lemma not in lexicon.words("involvement", "blaming") or not is_told(report, verb):
        return
    if verb.lemma == "charge" and not any(
        case_of(annotation, c) == "with" for c in children(annotation, verb, "obl")
    ):
        return
    blamed = patients(report, verb) if verb.relation == "acl" else objects(annotation, verb)
    on = obliques(annotation, verb, "on", "upon")
    what: Token | None
    if verb.lemma == "blame" and on and blamed and not is_passive(annotation, verb):
        what, blamed = blamed[0], on
    elif verb.lemma == "blame" and on and is_passive(annotation, verb):
        what, blamed = next(iter(blamed), None), on
    else:
        what = _complement(report, verb)
    if verb.lemma == "blame" and not on and not is_passive(annotation, verb):
        inner = [
            t for b in blamed if event_named(report, b) is not None for t in obliques(annotation, b, "on")
        ]
        what, blamed = (blamed[0], inner) if inner else (what, blamed)
    for person in blamed:
        yield _accused(report, person, verb, what)


def _complement(report: Report, verb: Token) -> Token | None:
    """What somebody is blamed for: a noun after "for", "of", "in", "with", or a clause."""
    nouns = obliques(report.annotation, verb, "for", "of", "with")
    events = [t for t in obliques(report.annotation, verb, "in", "over") if event_named(report, t) is not None]
    clauses = [
        c
        for place in (verb, *patients(report, verb))
        for c in children(report.annotation, place, "advcl", "xcomp", "ccomp", "obl", "acl")
        if c.tag in ("VERB", "ADJ") and c.index > verb.index and children(report.annotation, c, "mark", "case")
    ]
    return next(iter(sorted([*nouns, *events, *clauses], key=lambda t: t.index)), None)


def _accused(report: Report, person: Token, trigger: Token, what: Token | None) -> Tie:
    event = _event_blamed(report, what, trigger)
    return Tie(
        actor=person.index,
        trigger=trigger.index,
        event=event,
        words=_what(report, what) if what is not None else None,
        shown=(what.index,) if what is not None and what.tag != "PRON" else (),
        kind=ClaimKind.ACCUSATION,
    )


def _event_blamed(report: Report, what: Token | None, trigger: Token) -> Happening | None:
    """The event somebody is blamed for; none where the text names something else that is no event."""
    if what is None:
        return event_near(report, trigger) or report.event_of(trigger.index)
    return event_named(report, what)


def _what(report: Report, what: Token) -> Term:
    """The words of what somebody is blamed for."""
    loose = ("punct", "acl:relcl", "parataxis", "conj", "advcl")
    first, last = phrase(report.annotation, what, without=loose)
    if what.tag == "VERB":
        first = what.index
    return Term(text=report.words(report.without_article(first, last), last))


def _ascribing(report: Report, verb: Token) -> Iterator[Tie]:
    """ "The attack was attributed to X", "they pinned the blame on X", "hold X responsible"."""
    annotation = report.annotation
    if not is_told(report, verb):
        return
    done = patients(report, verb)
    if verb.lemma in ("attribute", "ascribe", "impute", "link", "trace"):
        events = [d for d in done if event_named(report, d) is not None]
        for what in events[:1]:
            for person in obliques(annotation, verb, "to"):
                yield _accused(report, person, verb, what)
    elif verb.lemma in ("lay", "put", "pin", "place", "cast", "heap", "lie", "rest", "point"):
        blame_word = next(
            (d for d in done if d.lemma in ("blame", "responsibility", "finger", "guilt")), None
        )
        if verb.lemma in ("lie", "rest"):
            blame_word = next(
                (s for s in subjects(annotation, verb) if s.lemma in ("blame", "responsibility")), None
            )
        if blame_word is None:
            return
        what = next(iter(obliques(annotation, blame_word, "for")), None)
        places = [
            *obliques(annotation, verb, "on", "upon", "at", "with"),
            *obliques(annotation, blame_word, "on", "upon", "at"),
        ]
        for person in places:
            yield _accused(report, person, verb, what)
    elif verb.lemma in ("hold", "find", "deem", "consider"):
        for word in children(annotation, verb, "xcomp", "obj", "advmod", "amod"):
            if word.lemma in ("responsible", "accountable", "guilty", "liable"):
                what = next(iter(obliques(annotation, word, "for", "of")), None)
                for person in objects(annotation, verb):
                    yield _accused(report, person, verb, what)


def _naming(report: Report, verb: Token) -> Iterator[Tie]:
    """ "Police identified the attacker as X", "X was named as the main suspect"."""
    if verb.lemma not in ("identify", "name", "describe") or not is_told(report, verb):
        return
    annotation = report.annotation
    as_ = obliques(annotation, verb, "as") + children(annotation, verb, "xcomp")
    for done in patients(report, verb):
        for called in as_:
            if is_doer_noun(done) and report.type_of(actor(report, called)) is EntityType.PERSON:
                yield _accused(report, called, verb, None)
            elif is_doer_noun(called) and verb.lemma != "describe":
                yield _accused(
                    report, done, verb, next(iter(obliques(annotation, called, "of", "in", "behind")), None)
                )


def _implicated(report: Report, verb: Token) -> Iterator[Tie]:
    """ "X was involved in the crime", "X is implicated in these crimes"."""
    annotation = report.annotation
    if verb.lemma not in lexicon.words("involvement", "implicated") or not is_passive(annotation, verb):
        return
    if not is_told(report, verb):
        return
    for word in obliques(annotation, verb, "in", "with"):
        event = event_named(report, word)
        if event is not None and event.act not in _PEACEFUL:
            for person in subjects(annotation, verb):
                yield _accused(report, person, verb, word)


def _bearing(report: Report, verb: Token) -> Iterator[Tie]:
    """ "X bears responsibility for the attack"."""
    if verb.lemma not in ("bear", "share", "carry") or not is_told(report, verb):
        return
    for word in objects(report.annotation, verb):
        if word.lemma in ("responsibility", "blame", "guilt"):
            what = next(iter(obliques(report.annotation, word, "for")), None)
            for person in subjects(report.annotation, verb):
                yield _accused(report, person, verb, what)


def _guilt(report: Report, word: Token) -> Iterator[Tie]:
    """ "those responsible for this, A and B", "Y was behind the attack"."""
    annotation = report.annotation
    if word.lemma not in lexicon.words("involvement", "guilt") or not is_told(report, word):
        return
    governor = head(annotation, word)
    if word.tag == "ADP":
        what, people = governor, [] if governor is None else subjects(annotation, governor)
    else:
        what = next(iter(obliques(annotation, word, "for", "of", "in")), None)
        people = _guilty(report, word)
    if governor is not None and governor.lemma in ("hold", "find", "deem", "consider"):
        return
    event = event_named(report, what)
    if event is None and what is not None and word.tag != "ADP":
        event = event_near(report, what)
    if what is None or event is None or event.act in _PEACEFUL:
        return
    for person in people:
        yield Tie(
            actor=person.index,
            trigger=word.index,
            event=event,
            shown=(what.index,),
            kind=ClaimKind.ACCUSATION,
        )


def _guilty(report: Report, word: Token) -> list[Token]:
    """Who is called guilty: subject, or the noun described and the names that stand for it."""
    governor = head(report.annotation, word)
    if children(report.annotation, word, "cop", "nsubj"):
        return subjects(report.annotation, word)
    if governor is None or word.relation not in ("amod", "acl", "acl:relcl", "conj", "xcomp", "ccomp"):
        return []
    if governor.tag == "VERB":
        return subjects(report.annotation, governor) if word.relation == "xcomp" else []
    named = [
        t
        for c in children(report.annotation, governor, "appos", "parataxis", "dep")
        for t in conjuncts(report.annotation, c)
    ]
    listed = _list_after(report, word)
    return listed or named or [governor]


def _list_after(report: Report, word: Token) -> list[Token]:
    """Persons listed after a dash or colon later in the sentence: "those responsible for this - A, B and C"."""
    closing = report.annotation.sentences[word.sentence][1]
    tokens = report.tokens
    dash = next(
        (
            i
            for i in range(word.index, closing)
            if tokens[i].text in ("-", "–", "—", ":") and tokens[i].start > tokens[i - 1].end
        ),
        None,
    )
    if dash is None or report.covering(dash + 1) is None:
        return []
    found, index = [], dash + 1
    while index <= closing:
        reference = report.covering(index)
        if reference is not None and reference.type is EntityType.PERSON and not reference.nominal:
            found.append(tokens[reference.head])
            index = reference.last + 1
        elif tokens[index].text in (",", "and") or (found and tokens[index].tag in ("PRON", "NOUN", "DET")):
            index += 1
        else:
            break
    return found


def _by_noun(report: Report, noun: Token) -> Iterator[Tie]:
    """ "The responsibility of Y for the attack", "accusations against Y", "X was the perpetrator"."""
    annotation = report.annotation
    if noun.lemma == "responsibility":
        what = next(iter(obliques(annotation, noun, "for")), None)
        event = event_named(report, what)
        governor = head(annotation, noun)
        if (
            event is None
            or governor is None
            or governor.lemma in (*_OWNED, "deny", "reject", "bear", "share", "lay")
        ):
            return
        for person in obliques(annotation, noun, "of"):
            yield _accused(report, person, noun, what)
    elif noun.lemma in ("accusation", "allegation") and not negated(annotation, noun):
        for person in obliques(annotation, noun, "against"):
            yield _accused(report, person, noun, next(iter(obliques(annotation, noun, "of")), None))
    elif is_doer_noun(noun) and noun.lemma != "suspect" and children(annotation, noun, "cop"):
        if is_told(report, noun):
            of = obliques(annotation, noun, "of", "behind", "in")
            events = [e for t in of if (e := event_named(report, t)) is not None]
            if events or not of:
                for person in subjects(annotation, noun):
                    yield _accused(report, person, noun, None)
