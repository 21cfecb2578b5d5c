"""Who belongs to whom: units to armies, members to bodies, branches to their trunk."""

from collections.abc import Iterator

from kg.extraction import lexicon
from kg.extraction.grammar import case_of, children, conjuncts, head, obliques, phrase
from kg.extraction.references import Reference
from kg.extraction.report import Draft, Report
from kg.language import Token
from kg.model import ClaimKind, EntityType, Term

__all__ = ["VERSION", "affiliations"]

VERSION = "1.0"

_MEMBERS = {
    "member",
    "representative",
    "supporter",
    "volunteer",
    "activist",
    "adherent",
    "follower",
    "affiliate",
    "operative",
    "recruit",
    "veteran",
    "faction",
    "ally",
}
_PARTS = {
    "part",
    "branch",
    "wing",
    "arm",
    "offshoot",
    "subsidiary",
    "unit",
    "cell",
    "section",
    "successor",
    "front",
    "affiliate",
    "splinter",
    "faction",
}
_LINKS = {"linked", "backed", "affiliated", "aligned", "allied", "sponsored", "funded", "supported", "led"}
_BODIES = (EntityType.ORGANIZATION, EntityType.UNIT)
_OWNERS = (*_BODIES, EntityType.COUNTRY, EntityType.GROUP)
_HOLDERS = (EntityType.PERSON, EntityType.GROUP, *_BODIES)


def affiliations(report: Report) -> Iterator[Draft]:
    """A claim for each "of", membership, part, link or abbreviation in brackets that ties one to another."""
    yield from _units(report)
    yield from _memberships(report)
    yield from _persons_of(report)
    yield from _linked(report)


def _draft(trigger: int, subject: Term, target: Term, first: int, last: int) -> Draft:
    return Draft(
        kind=ClaimKind.AFFILIATION, trigger=trigger, first=first, last=last, subject=subject, object=target
    )


def _units(report: Report) -> Iterator[Draft]:
    """ "4th regiment of the Rovian army", "4th regiment of Rovian troops"."""
    tokens = report.tokens
    for unit in report.references:
        numbered = unit.type is EntityType.UNIT and not unit.nominal and tokens[unit.first].text[:1].isdigit()
        if not numbered or unit.last + 2 >= len(tokens) or tokens[unit.last + 1].text != "of":
            continue
        start = unit.last + 2
        while tokens[start].text.casefold() in ("the", "former", "ex", "-"):
            start += 1
        owner = next(
            (r for r in report.references if r.first == start and r.type in _OWNERS and not r.nominal), None
        )
        if owner is not None:
            target = report.named(owner)
        elif (country := lexicon.demonym_country(tokens[start].text)) is not None:
            target = Term(text=country)
        else:
            continue
        last = owner.last if owner is not None else start + 1
        yield _draft(unit.head, report.named(unit), target, unit.first, last)


def _memberships(report: Report) -> Iterator[Draft]:
    """ "Novak, a member of the Front", "the attackers were members of the Front", "X, part of the Guard"."""
    for noun in report.tokens:
        if noun.tag != "NOUN" or noun.lemma not in _MEMBERS | _PARTS:
            continue
        bodies = _bodies_of(report, noun)
        for holder in _holders(report, noun) if bodies else ():
            for body in bodies:
                if body.entity != holder.entity:
                    first, last = (
                        min(holder.first, noun.index, body.first),
                        max(holder.last, noun.index, body.last),
                    )
                    yield _draft(noun.index, report.named(holder), report.named(body), first, last)


def _bodies_of(report: Report, noun: Token) -> list[Reference]:
    """The bodies that a member or part is "of", or that stand before it: "a Front member"."""
    found = [report.reference(token.index) for token in obliques(report.annotation, noun, "of", "in")]
    found += [
        report.reference(t.index) for t in children(report.annotation, noun, "compound", "nmod:poss", "amod")
    ]
    return [
        r
        for r in found
        if r is not None and r.type in (*_BODIES, EntityType.GROUP) and not r.first <= noun.index <= r.last
    ]


def _holders(report: Report, noun: Token) -> list[Reference]:
    """Who is said to be the member: the noun's subject, the name it stands beside, whom it describes."""
    annotation = report.annotation
    candidates: list[Token] = []
    if children(annotation, noun, "cop"):
        candidates += [e for s in children(annotation, noun, "nsubj") for e in conjuncts(annotation, s)]
        governor = head(annotation, noun)
        if not candidates and governor is not None and noun.relation.startswith("acl"):
            candidates += conjuncts(annotation, governor)
    governor = head(annotation, noun)
    if noun.relation == "appos" and governor is not None:
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
        body = next(
            (r for r in report.references if r.first == start and r.type in _BODIES and not r.nominal), None
        )
        if mark in ("of", "(") and body is not None and (mark == "of" or tokens[body.last + 1].text == ")"):
            yield _draft(person.head, report.named(person), report.named(body), person.first, body.last)


def _linked(report: Report) -> Iterator[Draft]:
    """ "the Base-linked Brotherhood", "the Rovian-backed Front", "militias loyal to Novak"."""
    tokens = report.tokens
    for token in tokens:
        if token.text in _LINKS and token.index >= 1:
            before = token.index - 1 - (tokens[token.index - 1].text == "-")
            owner = report.covering(before)
            country = lexicon.demonym_country(tokens[before].text)
            body = report.covering(token.index + 1) if token.index + 1 < len(tokens) else None
            if (
                body is not None
                and body.type in _BODIES
                and body.first == token.index + 1
                and token.text != "led"
            ):
                if owner is not None and owner.type in _OWNERS and not owner.nominal:
                    yield _draft(token.index, report.named(body), report.named(owner), owner.first, body.last)
                elif country is not None:
                    yield _draft(token.index, report.named(body), Term(text=country), before, body.last)
        elif token.lemma == "loyal":
            yield from _loyal(report, token)


def _loyal(report: Report, token: Token) -> Iterator[Draft]:
    governor = head(report.annotation, token)
    holder = report.reference(governor.index) if governor is not None else None
    for target in children(report.annotation, token, "obl", "nmod"):
        master = report.reference(target.index)
        if (
            case_of(report.annotation, target) == "to"
            and holder is not None
            and master is not None
            and not master.nominal
        ):
            first, _ = phrase(report.annotation, report.tokens[holder.head])
            yield _draft(
                token.index,
                report.named(holder),
                report.named(master),
                min(first, holder.first),
                master.last,
            )
