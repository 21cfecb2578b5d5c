"""Who is blamed, accused or suspected, and who owns up."""

from collections.abc import Iterator
from dataclasses import replace

from kg.extraction import lexicon
from kg.extraction.claims.doers import patients
from kg.extraction.claims.involvement.guilt import guilt_of_noun, guilt_of_verb, guilt_of_word
from kg.extraction.claims.involvement.owning import complement, owning
from kg.extraction.claims.involvement.ties import Tie, accused, drafts
from kg.extraction.claims.told import (
    event_named,
    is_told,
)
from kg.extraction.grammar import (
    case_of,
    children,
    head,
    is_passive,
    negated,
    objects,
    obliques,
    subjects,
)
from kg.extraction.report import Draft, Report
from kg.language import Token
from kg.model import EntityType

__all__ = ["VERSION", "blame"]

VERSION = "2.0"


def blame(report: Report) -> Iterator[Draft]:
    """A claim for each actor who is blamed for an event, or says that it was theirs."""
    yield from drafts(report, _ties(report))


def _ties(report: Report) -> Iterator[Tie]:
    for token in report.tokens:
        if token.lemma == "blame" and _is_to_blame(report, token):
            for person in subjects(report.annotation, token):
                yield accused(report, person, token, complement(report, token))
        elif token.tag == "VERB" and token.relation != "amod":
            yield from owning(report, token)
            yield from _blaming(report, token)
            yield from _ascribing(report, token)
            yield from guilt_of_verb(report, token)
        elif token.tag in ("NOUN", "PROPN"):
            yield from guilt_of_noun(report, token)
        if token.tag in ("ADJ", "ADP", "ADV"):
            yield from guilt_of_word(report, token)


def _blaming(report: Report, verb: Token) -> Iterator[Tie]:
    """ "X blamed Y for the attack", "Y was accused of killing them", "Y was held responsible"."""
    annotation = report.annotation
    if verb.lemma not in lexicon.words("involvement", "blaming") or not is_told(report, verb):
        return
    if verb.lemma == "charge" and not any(
        case_of(annotation, c) == "with" for c in children(annotation, verb, "obl")
    ):
        return
    what, blamed = _who_for_what(report, verb)
    if any(_is_each_other(report, t) for t in blamed):
        blamed = subjects(annotation, verb)
    elif not is_passive(annotation, verb):
        blaming = {t.index for t in children(annotation, verb, "nsubj")}
        blamed = [t for t in blamed if t.index not in blaming]
    for person in blamed:
        yield accused(report, person, verb, what)


def _is_to_blame(report: Report, verb: Token) -> bool:
    """ "The rebels were to blame"."""
    governor = head(report.annotation, verb)
    to = any(c.text.casefold() == "to" for c in children(report.annotation, verb, "mark"))
    be = children(report.annotation, verb, "cop") or (governor is not None and governor.lemma == "be")
    done = children(report.annotation, verb, "obj", "aux:pass")
    return to and bool(be) and not done and not negated(report.annotation, verb)


def _is_each_other(report: Report, token: Token) -> bool:
    """Whether those who blame are those who are blamed: "blamed each other"."""
    near = report.tokens[max(0, token.index - 1) : token.index + 2]
    return [t.text.casefold() for t in near][-2:] == ["each", "other"] or (
        token.text.casefold() == "other" and near[0].text.casefold() == "each"
    )


def _who_for_what(report: Report, verb: Token) -> tuple[Token | None, list[Token]]:
    """What is blamed on whom: "blamed X for it", but "blamed it on X"."""
    annotation = report.annotation
    done = patients(report, verb)
    on = obliques(annotation, verb, "on", "upon")
    on += [t for d in done if event_named(report, d) is not None for t in obliques(annotation, d, "on")]
    if verb.lemma == "blame" and on:
        return next(iter(done), None), on
    return complement(report, verb), done


def _ascribing(report: Report, verb: Token) -> Iterator[Tie]:
    """ "The attack was attributed to X", "they pinned the blame on X", "hold X responsible"."""
    if not is_told(report, verb):
        return
    if verb.lemma in ("attribute", "ascribe", "impute", "link", "trace"):
        yield from _attributed(report, verb)
    elif verb.lemma in ("lay", "put", "pin", "place", "cast", "heap", "lie", "rest", "point"):
        yield from _laid_on(report, verb)
    elif verb.lemma in ("hold", "find", "deem", "consider"):
        yield from _held(report, verb)


def _attributed(report: Report, verb: Token) -> Iterator[Tie]:
    events = [d for d in patients(report, verb) if event_named(report, d) is not None]
    for what in events[:1]:
        for person in obliques(report.annotation, verb, "to"):
            yield accused(report, person, verb, what)


def _laid_on(report: Report, verb: Token) -> Iterator[Tie]:
    annotation = report.annotation
    row = subjects(annotation, verb) if verb.lemma in ("lie", "rest") else patients(report, verb)
    word = next((t for t in row if t.lemma in ("blame", "responsibility", "finger", "guilt")), None)
    if word is None:
        return
    what = next(iter(obliques(annotation, word, "for")), None)
    people = obliques(annotation, verb, "on", "upon", "at", "with")
    for person in [*people, *obliques(annotation, word, "on", "upon", "at")]:
        yield accused(report, person, verb, what)


def _held(report: Report, verb: Token) -> Iterator[Tie]:
    for word in children(report.annotation, verb, "xcomp", "obj", "advmod", "amod"):
        if word.lemma in ("responsible", "accountable", "guilty", "liable"):
            what = next(iter(obliques(report.annotation, word, "for", "of")), None)
            for person in _named_first(report, objects(report.annotation, verb)):
                tie = accused(report, person, verb, what)
                yield replace(tie, shown=(*tie.shown, word.index))


def _named_first(report: Report, row: list[Token]) -> list[Token]:
    """The named ones of a row, where it names any: the rest only describes them."""
    named = [t for t in row if (r := report.reference(t.index)) is not None and r.type is EntityType.PERSON]
    return named or row
