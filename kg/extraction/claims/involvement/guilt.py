"""Who is called guilty: responsible, behind it, implicated, named as the attacker."""

from collections.abc import Iterator
from dataclasses import replace

from kg.extraction import lexicon
from kg.extraction.claims.actors import actor, is_doer_noun, is_suspected
from kg.extraction.claims.doers import patients
from kg.extraction.claims.involvement.owning import OWNED
from kg.extraction.claims.involvement.ties import Tie, accused
from kg.extraction.claims.told import (
    event_named,
    event_near,
    is_told,
)
from kg.extraction.events import VIOLENT
from kg.extraction.grammar import (
    children,
    conjuncts,
    determiner,
    head,
    is_passive,
    negated,
    objects,
    obliques,
    subjects,
)
from kg.extraction.report import Report
from kg.language import Token
from kg.model import ClaimKind, EntityType

__all__ = ["guilt_of_noun", "guilt_of_verb", "guilt_of_word"]

_PEACEFUL = frozenset(
    [
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
    ]
)
_OPEN = ("deny", "reject", "dismiss", "rule", "investigate", "probe", "examine", "question", "exclude")
_JUDGING = ("hold", "find", "deem", "consider")


def guilt_of_verb(report: Report, verb: Token) -> Iterator[Tie]:
    """Ties told by a verb: named as the attacker, involved, bearing responsibility."""
    if is_told(report, verb):
        yield from _naming(report, verb)
        yield from _implicated(report, verb)
        yield from _bearing(report, verb)
        yield from _convicted(report, verb)


def guilt_of_noun(report: Report, noun: Token) -> Iterator[Tie]:
    """Ties told by a noun: responsibility of, accusations against, "X was the mastermind"."""
    if noun.lemma == "responsibility":
        yield from _responsibility(report, noun)
    elif noun.lemma in ("accusation", "allegation") and not negated(report.annotation, noun):
        for person in obliques(report.annotation, noun, "against"):
            yield accused(report, person, noun, next(iter(obliques(report.annotation, noun, "of")), None))
    elif noun.lemma in ("work", "handiwork", "hallmark"):
        yield from _work(report, noun)
    elif noun.lemma in ("involvement", "complicity"):
        yield from _involvement(report, noun)
    elif is_doer_noun(noun) and _one_of(report, noun) is not None:
        yield from _culprit(report, noun)
    elif is_doer_noun(noun) and noun.lemma != "suspect":
        if children(report.annotation, noun, "cop"):
            yield from _culprit(report, noun)
        else:
            yield from _called(report, noun)


def _responsibility(report: Report, noun: Token) -> Iterator[Tie]:
    """ "The responsibility of Y for the attack"."""
    what = next(iter(obliques(report.annotation, noun, "for")), None)
    governor = head(report.annotation, noun)
    told_by_verb = governor is not None and governor.lemma in (
        *OWNED,
        "deny",
        "reject",
        "bear",
        "share",
        "lay",
    )
    if event_named(report, what) is not None and not told_by_verb:
        for person in obliques(report.annotation, noun, "of"):
            yield accused(report, person, noun, what)


def _work(report: Report, noun: Token) -> Iterator[Tie]:
    """ "The attack was the work of X", "bore the hallmarks of X"."""
    governor = head(report.annotation, noun)
    bears = governor is not None and governor.lemma in ("bear", "have", "carry") and noun.lemma == "hallmark"
    told = governor if bears and governor is not None else noun
    if not bears and not children(report.annotation, noun, "cop"):
        return
    what = next((s for s in subjects(report.annotation, told) if event_named(report, s) is not None), None)
    if what is not None and is_told(report, told):
        for person in obliques(report.annotation, noun, "of"):
            yield accused(report, person, noun, what)


def _involvement(report: Report, noun: Token) -> Iterator[Tie]:
    """ "They suspect the Front's involvement in the attack"; not where it is denied or looked into."""
    governor = head(report.annotation, noun)
    if governor is None or governor.lemma in _OPEN or not is_told(report, governor):
        return
    what = next((t for t in obliques(report.annotation, noun, "in") if event_named(report, t)), None)
    owners = [*children(report.annotation, noun, "nmod:poss"), *obliques(report.annotation, noun, "of", "by")]
    for person in owners if what is not None else []:
        yield accused(report, person, noun, what)


def _culprit(report: Report, noun: Token) -> Iterator[Tie]:
    """ "X was the perpetrator"; not the organiser of something that is no event."""
    of = obliques(report.annotation, noun, "of", "behind", "in")
    told = _one_of(report, noun) or noun
    if is_told(report, told) and (not of or any(event_named(report, t) is not None for t in of)):
        for person in subjects(report.annotation, told):
            yield accused(report, person, noun, next(iter(of), None))


def _one_of(report: Report, noun: Token) -> Token | None:
    """The "one" of "was one of the organisers"."""
    one = head(report.annotation, noun)
    counted = one is not None and one.lemma == "one" and noun.relation == "nmod"
    return one if counted and one is not None and children(report.annotation, one, "cop") else None


def _called(report: Report, noun: Token) -> Iterator[Tie]:
    """ "The attackers, A, B and C, fled": the names that stand for whoever did it."""
    annotation = report.annotation
    behind = [c for c in children(annotation, noun, "appos", "flat") if c.index > noun.index]
    named = [t for c in behind for t in conjuncts(annotation, c) if _is_person(report, t)]
    if (noun.text.casefold() != noun.lemma) != (len(named) > 1) or noun.relation == "nmod":
        return  # "the leader of the hijackers, Novak"
    known = (
        determiner(annotation, noun) == "the"
        and noun.lemma not in ("gunman", "shooter", "sniper")
        and not is_suspected(report, noun)
    )
    event = event_near(report, noun) or report.event_of(noun.index) if named and known else None
    for person in named if event is not None else []:
        yield Tie(actor=person.index, trigger=noun.index, event=event, kind=ClaimKind.PERPETRATOR)


def _is_person(report: Report, token: Token) -> bool:
    reference = report.reference(token.index)
    return reference is not None and reference.type is EntityType.PERSON and not reference.nominal


def _naming(report: Report, verb: Token) -> Iterator[Tie]:
    """ "Police identified the attacker as X", "X was named as the main suspect"."""
    if verb.lemma not in ("identify", "name", "describe"):
        return
    annotation = report.annotation
    as_ = obliques(annotation, verb, "as") + children(annotation, verb, "xcomp")
    loose = [t for t in children(annotation, verb, "xcomp") if t.tag == "PROPN"]
    for done in patients(report, verb) or loose:
        for called in as_:
            if is_doer_noun(done) and actor(report, called) is not None:
                yield accused(report, called, verb, None)
            elif is_doer_noun(called) and verb.lemma != "describe":
                yield accused(
                    report, done, verb, next(iter(obliques(annotation, called, "of", "in", "behind")), None)
                )


def _implicated(report: Report, verb: Token) -> Iterator[Tie]:
    """ "X was involved in the crime", "X is implicated in these crimes"."""
    annotation = report.annotation
    if verb.lemma not in lexicon.words("involvement", "implicated") or not is_passive(annotation, verb):
        return
    for word in obliques(annotation, verb, "in", "with"):
        event = event_named(report, word)
        if event is not None and event.act not in _PEACEFUL:
            for person in subjects(annotation, verb):
                yield _in_fight(accused(report, person, verb, word), word)


def _in_fight(tie: Tie, what: Token) -> Tie:
    """To be involved in a fight or an operation is to take part, not to be guilty."""
    fight = what.lemma in lexicon.words("partaking", "pairs", "undertakings")
    return replace(tie, kind=ClaimKind.PARTICIPATION) if fight else tie


def _bearing(report: Report, verb: Token) -> Iterator[Tie]:
    """ "X bears responsibility for the attack"."""
    if verb.lemma not in ("bear", "share", "carry"):
        return
    for word in objects(report.annotation, verb):
        if word.lemma in ("responsibility", "blame", "guilt"):
            what = next(iter(obliques(report.annotation, word, "for")), None)
            for person in subjects(report.annotation, verb):
                yield accused(report, person, verb, what)


def _convicted(report: Report, verb: Token) -> Iterator[Tie]:
    """ "X was convicted of the bombing", "four men were hanged for their role in the attack"."""
    tried = verb.lemma in lexicon.words("involvement", "indicting")
    if not tried and verb.lemma not in lexicon.words("involvement", "convicting"):
        return
    for what in obliques(report.annotation, verb, "of", "for", "over"):
        role = what.lemma in lexicon.words("involvement", "shares")
        inner = [what, *(obliques(report.annotation, what, "in") if role else ())]
        told = next((t for t in inner if event_named(report, t) is not None), None)
        event = event_named(report, told) if told is not None else None
        known = told is not None and determiner(report.annotation, told) in (
            "the",
            "this",
            "that",
            "these",
            "those",
        )
        if told is None or not known or event is None or event.act not in VIOLENT:
            continue
        for person in patients(report, verb):
            yield Tie(
                actor=person.index,
                trigger=verb.index,
                event=event,
                shown=(told.index,),
                kind=ClaimKind.ACCUSATION if tried else ClaimKind.PERPETRATOR,
            )


def guilt_of_word(report: Report, word: Token) -> Iterator[Tie]:
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
    if governor is not None and governor.lemma in _JUDGING and not children(annotation, word, "cop"):
        return
    event = event_named(report, what)
    if event is None and what is not None and word.tag != "ADP":
        event = event_near(report, what)
    if what is None and word.lemma == "responsible" and children(annotation, word, "cop"):
        event = event_near(report, word)  # "said that its volunteers were responsible"
    if event is None or event.act in _PEACEFUL or (what is None and word.lemma != "responsible"):
        return
    for person in people:
        tie = Tie(
            actor=person.index,
            trigger=word.index,
            event=event,
            shown=(what.index,) if what is not None else (),
            kind=ClaimKind.ACCUSATION,
        )
        yield _in_fight(tie, what) if word.lemma == "involved" and what is not None else tie


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
    """Persons listed behind a dash or colon: "those responsible for this - A, B and C"."""
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
