"""People who belong to bodies: members, servicemen, "Novak of the Front"."""

from collections.abc import Iterator

from kg.extraction import lexicon
from kg.extraction.claims.belonging.named_bodies import (
    BODIES,
    body_from,
    body_to,
    described,
    named_after,
    tie,
)
from kg.extraction.claims.belonging.standing import standing
from kg.extraction.grammar import children, conjuncts, head, obliques
from kg.extraction.references import Reference
from kg.extraction.report import Draft, Report
from kg.language import Token
from kg.model import EntityType, Term

__all__ = ["members"]

_HOLDERS = (EntityType.PERSON, EntityType.GROUP, *BODIES)


def members(report: Report) -> Iterator[Draft]:
    """A claim for each membership, person "of" a body or with it in brackets, and serviceman of a body."""
    yield from _memberships(report)
    yield from _persons_of(report)
    yield from _servicemen(report)
    yield from _detached(report)


def _memberships(report: Report) -> Iterator[Draft]:
    """ "Novak, a member of the Front", "the attackers were members of the Front", "X, part of the Guard"."""
    for noun in report.tokens:
        if noun.tag != "NOUN" or noun.lemma not in lexicon.words("affiliations", "members", "parts"):
            continue
        bodies = _bodies_of(report, noun)
        for holder in _holders(report, noun) if bodies else ():
            for body in bodies:
                if body.entity != holder.entity:
                    first, last = (
                        min(holder.first, noun.index, body.first),
                        max(holder.last, noun.index, body.last),
                    )
                    told = standing(report, noun)
                    yield tie(noun.index, report.named(holder), report.named(body), first, last, told)


def _bodies_of(report: Report, noun: Token) -> list[Reference]:
    """The bodies that a member or part is "of", or that stand before it: "a Front member"."""
    found = [report.reference(token.index) for token in obliques(report.annotation, noun, "of", "in")]
    found += [
        report.reference(t.index) for t in children(report.annotation, noun, "compound", "nmod:poss", "amod")
    ]
    found += named_after(report, noun.index + 1, "of", "in")  # where the tree loses itself
    houses = lexicon.words("affiliations", "houses") if noun.lemma == "member" else frozenset()
    found = [r for r in found if r is None or report.tokens[r.last].text.casefold() not in houses]
    bodies = {
        r.entity: r
        for r in found
        if r is not None and r.type in (*BODIES, EntityType.GROUP) and not r.first <= noun.index <= r.last
    }
    return list(bodies.values())


def _holders(report: Report, noun: Token) -> list[Reference]:
    """Who is said to be the member: the noun's subject, the name it stands beside, whom it describes."""
    annotation = report.annotation
    candidates: list[Token] = []
    if children(annotation, noun, "cop"):
        candidates += [e for s in children(annotation, noun, "nsubj") for e in conjuncts(annotation, s)]
        governor = head(annotation, noun)
        if not candidates and governor is not None and noun.relation.startswith("acl"):
            candidates += conjuncts(annotation, governor)
    first = noun
    while first.relation == "conj" and (upper := head(annotation, first)) is not None and upper.tag == "NOUN":
        first = upper  # "a lawyer and member of the Front"
    governor = head(annotation, first)
    if first.relation == "appos" and governor is not None:
        candidates += conjuncts(annotation, governor) if noun.text != noun.lemma else [governor]
    candidates += children(annotation, noun, "appos", "flat")
    found = [_antecedent(report, token) for token in candidates]
    return [r for r in found if r is not None and r.type in _HOLDERS]


def _antecedent(report: Report, token: Token) -> Reference | None:
    governor = head(report.annotation, token)
    if token.lemma in ("who", "which", "that") and governor is not None:
        upper = head(report.annotation, governor)
        return report.reference(upper.index) if upper is not None else None
    return report.reference(token.index)


def _persons_of(report: Report) -> Iterator[Draft]:
    """ "Novak of the People's Party", "Novak (PPR)"."""
    tokens = report.tokens
    for person in report.references:
        if person.type is not EntityType.PERSON or person.nominal or person.last + 2 >= len(tokens):
            continue
        mark = tokens[person.last + 1].text
        start = person.last + 2 + (mark == "of" and tokens[person.last + 2].text == "the")
        body = body_from(report, start)
        if mark in ("of", "(") and body is not None and (mark == "of" or tokens[body.last + 1].text == ")"):
            yield tie(person.head, report.named(person), report.named(body), person.first, body.last)


def _servicemen(report: Report) -> Iterator[Draft]:
    """ "Rovian Army corporals", "Front fighters", "soldiers of the Guard", "Front volunteer Novak"."""
    for noun in report.tokens:
        if noun.tag != "NOUN" or noun.lemma not in lexicon.words("affiliations", "service", "enlisted"):
            continue
        before = report.covering(noun.index - 1) if noun.index else None
        body = body_to(report, noun.index - 1)
        own = noun.lemma in lexicon.words("affiliations", "fighting") and _is_many(noun)
        if body is not None and report.tokens[body.last].text.endswith(("ist", "ists")):
            body = None  # "Loyalist troops": a word for a side, whatever the names call it
        if body is not None and before is not None and report.tokens[body.last].sentence == noun.sentence:
            if not own:  # "Front fighters" are the Front itself
                yield from _serving(report, noun, body, body.first, noun.index)
            for part in named_after(report, noun.index + 1, "from"):  # "Navy sailors from HMS Gradina"
                yield tie(noun.index, report.named(part), report.named(body), body.first, part.last)
        elif _is_many(noun):
            for body in named_after(report, noun.index + 1, "of", "from"):
                if _goes_on(report, body):
                    continue
                yield from _serving(report, noun, body, noun.index, body.last)


def _detached(report: Report) -> Iterator[Draft]:
    """ "Units of the 7th Brigade", "a company from the Guard": parts without a name of their own."""
    for noun in report.tokens:
        if (
            noun.tag == "NOUN"
            and noun.text.islower()
            and noun.lemma in lexicon.words("affiliations", "detached")
        ):
            for body in named_after(report, noun.index + 1, "of", "from"):
                name = described(report, noun)
                part = name or report.reference(noun.index)
                group = part is not None and (part is name or part.type is EntityType.GROUP)
                held = Term(text=noun.text) if part is None or not group else report.named(part)
                first = name.first if name is not None else noun.index
                if held.entity != body.entity and not _goes_on(report, body):
                    yield tie(noun.index, held, report.named(body), first, body.last)


def _goes_on(report: Report, body: Reference) -> bool:
    """Whether a noun follows the name at once, which only describes it: "a platoon of Front soldiers"."""
    following = report.tokens[body.last + 1] if body.last + 1 < len(report.tokens) else None
    return following is not None and (following.tag == "NOUN" or following.text in ("'s", "’s"))


def _serving(report: Report, noun: Token, body: Reference, first: int, last: int) -> Iterator[Draft]:
    """Whoever the noun speaks of: the person it stands before, else the group itself."""
    opening = noun.index + 1 + _comma(report, noun)
    while opening < len(report.tokens) and report.tokens[opening].text.casefold() in lexicon.titles():
        opening += 1
    following = next((r for r in report.references if r.first == opening and not r.nominal), None)
    if not _is_many(noun):
        if (
            noun.lemma in lexicon.words("affiliations", "enlisted")
            and following is not None
            and following.type is EntityType.PERSON
        ):
            yield tie(noun.index, report.named(following), report.named(body), first, following.last)
        return
    if noun.lemma not in lexicon.words("affiliations", "service"):
        return  # "Front members" are whom the Front is made of, by the word itself
    group = Term(text=report.words(first, last))
    holder = report.reference(noun.index)
    subject = report.named(holder) if holder is not None and holder.type is EntityType.GROUP else group
    yield tie(noun.index, subject, report.named(body), first, last)


def _is_many(noun: Token) -> bool:
    return noun.text != noun.lemma or noun.lemma in ("troops", "personnel")


def _comma(report: Report, noun: Token) -> int:
    return int(noun.index + 1 < len(report.tokens) and report.tokens[noun.index + 1].text == ",")
