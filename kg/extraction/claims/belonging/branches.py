"""Bodies that belong to bodies: regiments to armies, wings to movements, a band to its leader."""

from collections.abc import Iterator

from kg.extraction import lexicon
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
from kg.language import Token
from kg.model import EntityType, Term

__all__ = ["branches"]


def branches(report: Report) -> Iterator[Draft]:
    """A claim for each formation "of" another, part set off by a comma, and body in somebody's hand."""
    yield from _units(report)
    yield from _inner(report)
    yield from _parts_beside(report)
    yield from _owned(report)
    yield from _possessed(report)
    yield from _allied(report)


def _allied(report: Report) -> Iterator[Draft]:
    """ "The Army of Conquest, a coalition of the Front, the Guard and others": each belongs to the whole."""
    tokens = report.tokens
    for noun in tokens:
        whole = described(report, noun) if noun.lemma in lexicon.words("affiliations", "wholes") else None
        if whole is None or whole.type not in BODIES:
            continue
        _, end = report.annotation.sentences[noun.sentence]
        marks = ("of", "including", "comprising", "between", "uniting")
        opening = next((i for i in range(noun.index + 1, end) if tokens[i].text in marks), None)
        while opening is not None:
            parts = named_after(report, opening, *marks)
            if parts:
                break
            opening = next((i for i in range(opening + 1, end) if tokens[i].text in marks[1:3]), None)
        if opening is None or any(
            t.tag == "VERB" and t.text not in marks for t in tokens[noun.index : opening]
        ):
            continue
        for part in (p for p in parts if p.entity != whole.entity):
            yield tie(
                noun.index, report.named(part), report.named(whole), min(whole.first, noun.index), part.last
            )


def _units(report: Report) -> Iterator[Draft]:
    """ "4th regiment of the Rovian army", "4th regiment of Rovian troops"."""
    tokens = report.tokens
    for unit in report.references:
        numbered = unit.type is EntityType.UNIT and not unit.nominal and tokens[unit.first].text[:1].isdigit()
        if not numbered or unit.last + 2 >= len(tokens):
            continue
        if tokens[unit.last + 1].text == ",":  # "2nd Battalion, Alba Regiment"
            trunk = body_from(report, unit.last + 2)
            if (
                trunk is not None
                and trunk.type is EntityType.UNIT
                and not tokens[trunk.first].text[:1].isdigit()
            ):
                yield tie(unit.head, report.named(unit), report.named(trunk), unit.first, trunk.last)
        if tokens[unit.last + 1].text != "of":
            continue
        start = unit.last + 2
        while tokens[start].text.casefold() in ("the", "former", "ex", "-"):
            start += 1
        owner = next(
            (r for r in report.references if r.first == start and r.type in OWNERS and not r.nominal), None
        )
        if owner is not None:
            target = report.named(owner)
        elif (country := lexicon.demonym_country(tokens[start].text)) is not None:
            target = Term(text=country)
        else:
            continue
        last = owner.last if owner is not None else start + 1
        yield tie(unit.head, report.named(unit), target, unit.first, last)


def _inner(report: Report) -> Iterator[Draft]:
    """ "Company B of the 9th Regiment": a formation inside the name of its part."""
    named = [r for r in report.references if r.type in BODIES and not r.nominal]
    for inner in named:
        before = [t.text for t in report.tokens[max(0, inner.first - 2) : inner.first]]
        if before[-1:] != ["of"] and before != ["of", "the"]:
            continue
        outer = next(
            (r for r in named if r.last == inner.last and r.first < inner.first and r.entity != inner.entity),
            None,
        )
        parted = outer is not None and _is_formation(report, outer, inner)
        if outer is not None and parted:
            yield tie(inner.first - 1, report.named(outer), report.named(inner), outer.first, outer.last)


def _is_formation(report: Report, outer: Reference, inner: Reference) -> bool:
    """Whether the part is a formation of its own, with an echelon or a unit's noun in its name."""
    words = {t.text for t in report.tokens[outer.first : inner.first]}
    echelons = lexicon.words("units", "echelons")
    return bool(words & lexicon.words("bodies", "units")) or any(
        word.casefold() in echelons for word in words
    )


def _parts_beside(report: Report) -> Iterator[Draft]:
    """ "the Guard, the armed wing of the Front", "the Front's armed wing, the Guard", and about."""
    tokens = report.tokens
    for noun in tokens:
        if (
            noun.tag != "NOUN"
            or noun.lemma not in lexicon.words("affiliations", "parts")
            or noun.text != noun.lemma
        ):
            continue
        trunks = named_after(report, noun.index + 1, "of")
        if trunks:
            holder = _set_off(report, _run_start(report, noun), trunks[-1].last)
            if holder is not None and holder.entity not in {t.entity for t in trunks}:
                for trunk in trunks:
                    yield tie(
                        noun.index,
                        report.named(holder),
                        report.named(trunk),
                        min(holder.first, noun.index),
                        max(holder.last, trunk.last),
                    )
            continue
        start = _run_start(report, noun)
        if tokens[start].text in ("'s", "’s") and start:
            owner = report.covering(start - 1)
            holder = (
                _set_off(report, owner.first, noun.index)
                if owner is not None and owner.type in BODIES
                else None
            )
            if (
                holder is not None
                and owner is not None
                and not owner.nominal
                and owner.entity != holder.entity
            ):
                yield tie(
                    noun.index,
                    report.named(holder),
                    report.named(owner),
                    min(holder.first, owner.first),
                    max(holder.last, noun.index),
                )


def _run_start(report: Report, noun: Token) -> int:
    """The first of the plain words right before a noun: article, adjectives, genitive mark."""
    first = noun.index
    while first and report.tokens[first - 1].sentence == noun.sentence:
        before = report.tokens[first - 1]
        if before.text in ("'s", "’s"):
            return first - 1
        if (
            before.tag not in ("ADJ", "DET", "NOUN")
            or before.text[:1].isupper()
            or report.tokens[first].tag == "DET"
        ):
            break
        first -= 1
    return first


def _set_off(report: Report, first: int, last: int) -> Reference | None:
    """The name that a comma or bracket parts from the phrase `first`..`last`: before it, else behind it."""
    tokens = report.tokens
    if first and tokens[first - 1].text == "the":
        first -= 1
    start = first - 1
    if start > 0 and tokens[start].text in (",", "(", "–", "-", "—"):
        end = start - 1
        if tokens[end].text == ")" and end > 2:
            end -= 3  # an abbreviation in brackets
        found = body_to(report, end)
        if found is not None:
            return found
    if last + 2 < len(tokens) and tokens[last + 1].text == ",":
        opening = last + 2 + (tokens[last + 2].text == "the")
        found = body_from(report, opening)
        closed = (
            found is not None
            and found.last + 1 < len(tokens)
            and tokens[found.last + 1].text in (",", ".", "(", ")")
        )
        return found if closed else None
    return None


def _possessed(report: Report) -> Iterator[Draft]:
    """ "The FLA's Alba Brigade", where the name holds its owner."""
    tokens = report.tokens
    for body in report.references:
        marks = [i for i in range(body.first + 1, body.last) if tokens[i].text in ("'s", "’s")]
        if (
            body.type not in BODIES
            or body.nominal
            or len(marks) != 1
            or not tokens[marks[0] + 1].text[:1].isupper()
        ):
            continue
        owner = body_to(report, marks[0] - 1)
        held = owner is not None and owner.first >= body.first
        short = marks[0] - 1 == body.first and tokens[body.first].text.isupper()
        if owner is not None and held and owner.entity != body.entity:
            yield tie(marks[0], report.named(body), report.named(owner), body.first, body.last)
        elif short:  # abbreviations; "the People's Army" is nobody's
            yield tie(marks[0], report.named(body), Term(text=tokens[body.first].text), body.first, body.last)


def _owned(report: Report) -> Iterator[Draft]:
    """ "Novak's Guard", "the Front's Alba Brigade": a body that a person or body has in the genitive."""
    tokens = report.tokens
    for person in report.references:
        named = person.type is EntityType.PERSON and not person.nominal and person.first > 1
        if named and tokens[person.first - 1].text in ("'s", "’s"):
            owner = body_to(report, person.first - 2)
            if owner is not None:  # "the Fund's Ana Lukic"
                yield tie(person.head, report.named(person), report.named(owner), owner.first, person.last)
    for body in report.references:
        mark = body.first - 1
        if body.type not in BODIES or body.nominal or mark < 1 or tokens[mark].text not in ("'s", "’s"):
            continue
        owner = next((r for r in report.references if r.last == mark - 1 and not r.nominal), None)
        if (
            owner is not None
            and owner.type in (EntityType.PERSON, *BODIES)
            and (tokens[body.first].text[0].isupper() or tokens[body.first].text[0].isdigit())
        ):
            yield tie(mark, report.named(body), report.named(owner), owner.first, body.last)
