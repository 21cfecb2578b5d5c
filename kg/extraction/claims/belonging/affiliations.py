"""Who belongs to whom: units to armies, members to bodies, branches to their trunk."""

from collections.abc import Iterator

from kg.extraction import lexicon
from kg.extraction.claims.belonging.bonds import bonds
from kg.extraction.claims.belonging.branches import branches
from kg.extraction.claims.belonging.members import members
from kg.extraction.claims.belonging.named_bodies import (
    BODIES,
    OWNERS,
    body_from,
    body_to,
    described,
    named_after,
    tie,
)
from kg.extraction.references import Reference
from kg.extraction.report import Draft, Report
from kg.model import EntityType, Term

__all__ = ["VERSION", "affiliations"]

VERSION = "2.0"


def affiliations(report: Report) -> Iterator[Draft]:
    """A claim for each word, "of", comma or hyphen that ties one to another."""
    yield from branches(report)
    yield from members(report)
    yield from bonds(report)
    yield from _linked(report)
    yield from _examples(report)
    yield from _of_states(report)


def _linked(report: Report) -> Iterator[Draft]:
    """ "the Base-linked Brotherhood", "the Rovian-backed Front", "Base-linked militants"."""
    tokens = report.tokens
    for token in tokens[1:-1]:
        if token.text.casefold() not in lexicon.words("affiliations", "links"):
            continue
        before = token.index - 1 - (tokens[token.index - 1].text == "-")
        owner = report.covering(before)
        held = _body_or_group(report, token.index + 1)
        if held is None or token.text == "led":
            continue
        if owner is not None and owner.type in OWNERS and not owner.nominal and owner.last == before:
            who = _whole(report, held, owner.first)
            yield tie(token.index, who, report.named(owner), owner.first, held.last)
        elif (country := lexicon.demonym_country(tokens[before].text)) is not None:
            yield tie(token.index, _whole(report, held, before), Term(text=country), before, held.last)
        elif tokens[token.index - 1].text == "-" and tokens[before].text[:1].isupper():
            yield tie(
                token.index, _whole(report, held, before), Term(text=tokens[before].text), before, held.last
            )


def _whole(report: Report, held: Reference, first: int) -> Term:
    """A named body, also one that a group describes; else a group in all its words."""
    named = described(report, report.tokens[held.head])
    if named is not None and named.type in BODIES and held.type not in BODIES:
        return report.named(named)
    if held.type in BODIES:
        return report.named(held)
    return Term(text=report.words(first, held.last), entity=held.entity)


def _body_or_group(report: Report, index: int) -> Reference | None:
    """The named body that begins at a token, or the group whose noun ends the words that begin there."""
    body = body_from(report, index)
    if body is not None:
        return body
    groups = (r for r in report.references if r.type is EntityType.GROUP and not r.nominal)
    return next((r for r in groups if index <= r.last <= index + 1 and r.first <= index), None)


def _examples(report: Report) -> Iterator[Draft]:
    """ "Islamist groups such as the Front and the Guard", "the Front and other paramilitaries"."""
    tokens = report.tokens
    for group in report.references:
        if group.type is not EntityType.GROUP or group.nominal:
            continue
        after = [t.text for t in tokens[group.last + 1 : group.last + 3]]
        if after == ["such", "as"]:
            for body in named_after(report, group.last + 2, "as"):
                yield tie(group.head, report.named(body), report.named(group), group.first, body.last)
        other = group.first - (tokens[group.first].text != "other")
        if other >= 2 and [t.text for t in tokens[other - 1 : other + 1]] == ["and", "other"]:
            fellow = body_to(report, other - 2)
            if fellow is not None:
                yield tie(group.head, report.named(fellow), report.named(group), fellow.first, group.last)


def _of_states(report: Report) -> Iterator[Draft]:
    """ "RNA, the official Rovian news agency": a body that apposition calls a state's."""
    tokens = report.tokens
    for body in report.references:
        if body.type not in BODIES or body.nominal or body.last + 4 >= len(tokens):
            continue
        mark, article, *words = tokens[body.last + 1 : body.last + 8]
        if mark.text != "," or article.text not in ("the", "a", "an"):
            continue
        for word in words:
            country = lexicon.demonym_country(word.text)
            if country is not None:
                last = _noun_end(report, word.index)
                if tokens[last].lemma in lexicon.words("affiliations", "of_state"):
                    yield tie(word.index, report.named(body), Term(text=country), body.first, last)
            if country is not None or word.tag != "ADJ":
                break


def _noun_end(report: Report, index: int) -> int:
    """The last of the plain nouns and adjectives that follow a token."""
    while index + 1 < len(report.tokens) and report.tokens[index + 1].tag in ("NOUN", "ADJ"):
        index += 1
    return index
