"""The sides of a fight that a noun tells: clashes between, a shootout with."""

from collections.abc import Iterator

from kg.extraction.claims.actors import actor
from kg.extraction.claims.involvement.ties import Tie
from kg.extraction.claims.told import event_near
from kg.extraction.grammar import children, head, obliques
from kg.extraction.report import Report
from kg.language import Token
from kg.model import ClaimKind, EntityType
from kg.schema import table

__all__ = ["pair"]


def pair(report: Report, noun: Token) -> Iterator[Tie]:
    """ "Clashes between A and B", "a shootout with police", "A's war against B"."""
    if (
        noun.lemma not in table("partaking")["pairs"]
        and noun.text.casefold() not in table("partaking")["pairs"]
    ):
        return
    annotation = report.annotation
    if any(c.text.casefold() in ("any", "no", "possible") for c in children(annotation, noun, "det", "amod")):
        return
    event = report.event_at(noun.index) or event_near(report, noun)
    between = obliques(annotation, noun, "between")
    above = head(annotation, noun)
    if not between and above is not None and noun.relation in ("nmod", "nsubj", "nsubj:pass"):
        # "a series of clashes between", "clashes erupted between"
        between = [t for t in obliques(annotation, above, "between") if t.index > noun.index]
    between = between or _between_behind(report, noun)
    if between:  # the second side hung on the noun itself
        between += [c for c in children(annotation, noun, "conj") if c.index > between[-1].index]
    sides = [*between, *obliques(annotation, noun, "with", "involving")]
    for person in sides:
        if not _is_side(report, noun, person) or (between == [person] and not _is_plural(person)):
            continue
        yield Tie(
            actor=person.index,
            trigger=noun.index,
            event=event,
            words=report.term(noun.index),
            shown=(person.index,),
            kind=ClaimKind.PARTICIPATION,
        )


def _between_behind(report: Report, noun: Token) -> list[Token]:
    """The sides that the tree hangs on a place: "clashes occurred in the town of Alba between A and B"."""
    annotation = report.annotation
    _, last = annotation.sentences[noun.sentence]
    verbs = 0
    for token in report.tokens[noun.index + 1 : last + 1]:
        verbs += token.tag == "VERB"
        if verbs > 1 or token.text in (";", ":"):
            return []
        if token.text == "between" and token.relation == "case":
            first = report.tokens[token.head]
            row = [
                first,
                *children(annotation, first, "obj", "conj"),
            ]  # "A and defected soldiers", taken for a clause
            return row if first.index > token.index and actor(report, first) is not None else []
    return []


def _is_side(report: Report, noun: Token, person: Token) -> bool:
    """Whether it can be a side of a fight; a "war with" or a "fight between" persons is another matter."""
    side = actor(report, person)
    shots = noun.lemma not in ("battle", "conflict", "fight", "struggle", "war", "confrontation", "duel")
    return side is not None and (shots or report.type_of(side) is not EntityType.PERSON)


def _is_plural(token: Token) -> bool:
    return token.text.casefold() != token.lemma
