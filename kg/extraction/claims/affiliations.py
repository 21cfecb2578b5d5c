"""Who belongs to whom: units to armies, members to bodies, branches to their trunk."""

from collections.abc import Iterator

from kg.extraction import lexicon
from kg.extraction.claims.bonds import bonds
from kg.extraction.grammar import children, conjuncts, head, obliques
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
_SERVICE = {
    "fighter",
    "soldier",
    "troop",
    "troops",
    "trooper",
    "personnel",
    "militant",
    "gunman",
    "guerrilla",
    "rebel",
    "commando",
    "paratrooper",
    "reservist",
    "militiaman",
    "corporal",
    "sergeant",
    "musician",
    "officer",
    "conscript",
    "guard",
    "insurgent",
    "paramilitary",
    "recruit",
    "operative",
    "terrorist",
    "partisan",
    "marine",
    "serviceman",
    "private",
    "cadre",
    "sniper",
}
_ENLISTED = {
    "member",
    "fighter",
    "volunteer",
    "operative",
    "recruit",
    "activist",
    "soldier",
    "gunman",
    "militant",
    "guerrilla",
    "commando",
    "officer",
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
    yield from _servicemen(report)
    yield from _parts_beside(report)
    yield from _owned(report)
    yield from _examples(report)
    yield from bonds(report)


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
    yield from _inner(report)


def _inner(report: Report) -> Iterator[Draft]:
    """ "Company B of the 9th Regiment": a formation inside the name of its part."""
    named = [r for r in report.references if r.type in _BODIES and not r.nominal]
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
            yield _draft(inner.first - 1, report.named(outer), report.named(inner), outer.first, outer.last)


def _is_formation(report: Report, outer: Reference, inner: Reference) -> bool:
    """Whether the part is a formation of its own, with an echelon or a unit's noun in its name."""
    words = {t.text for t in report.tokens[outer.first : inner.first]}
    echelons = lexicon.words("units", "echelons")
    return bool(words & lexicon.words("bodies", "units")) or any(
        word.casefold() in echelons for word in words
    )


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


def _servicemen(report: Report) -> Iterator[Draft]:
    """ "Rovian Army corporals", "Front fighters", "soldiers of the 4th Brigade", "a Front volunteer, Novak"."""
    for noun in report.tokens:
        if noun.tag != "NOUN" or noun.lemma not in _SERVICE | _ENLISTED:
            continue
        before = report.covering(noun.index - 1) if noun.index else None
        body = next(
            (
                r
                for r in report.references
                if r.last == noun.index - 1 and r.type in _BODIES and not r.nominal
            ),
            None,
        )
        if body is not None and before is not None and report.tokens[body.last].sentence == noun.sentence:
            yield from _serving(report, noun, body, body.first, noun.index)
        elif _is_many(noun):
            for body in _named_after(report, noun.index + 1, "of", "from"):
                yield from _serving(report, noun, body, noun.index, body.last)


def _serving(report: Report, noun: Token, body: Reference, first: int, last: int) -> Iterator[Draft]:
    """Whoever the noun speaks of: the person it stands before, else the group itself."""
    following = next(
        (
            r
            for r in report.references
            if r.first == noun.index + 1 + (_comma(report, noun)) and not r.nominal
        ),
        None,
    )
    if not _is_many(noun):
        if noun.lemma in _ENLISTED and following is not None and following.type is EntityType.PERSON:
            yield _draft(noun.index, report.named(following), report.named(body), first, following.last)
        return
    if noun.lemma not in _SERVICE:
        return  # "Front members" are whom the Front is made of, by the word itself
    group = Term(text=report.words(first, last))
    holder = report.reference(noun.index)
    subject = report.named(holder) if holder is not None and holder.type is EntityType.GROUP else group
    yield _draft(noun.index, subject, report.named(body), first, last)


def _is_many(noun: Token) -> bool:
    return noun.text != noun.lemma or noun.lemma in ("troops", "personnel")


def _comma(report: Report, noun: Token) -> int:
    return int(noun.index + 1 < len(report.tokens) and report.tokens[noun.index + 1].text == ",")


def _named_after(report: Report, index: int, *marks: str) -> list[Reference]:
    """The named bodies of "of the X and the Y" that begins at `index`."""
    tokens, found = report.tokens, []
    if index >= len(tokens) or tokens[index].text not in marks:
        return []
    index += 1
    while index < len(tokens):
        while index < len(tokens) and tokens[index].text.casefold() in (
            "the",
            "a",
            "an",
            "former",
            "local",
            "so",
            "-",
            "called",
            '"',
            "“",
        ):
            index += 1
        body = next(
            (r for r in report.references if r.first == index and r.type in _BODIES and not r.nominal), None
        )
        if body is None:
            break
        body = max(
            (r for r in report.references if r.first == index and r.type in _BODIES and not r.nominal),
            key=lambda r: r.last,
        )
        found.append(body)
        index = body.last + 1
        if index >= len(tokens) or tokens[index].text not in (",", "and"):
            break
        index += 1
    return found


def _parts_beside(report: Report) -> Iterator[Draft]:
    """ "the Guard, the armed wing of the Front", "the armed wing of the Front, the Guard", "X, the Front's armed wing"."""
    tokens = report.tokens
    for noun in tokens:
        if noun.tag != "NOUN" or noun.lemma not in _PARTS | {"alias"} or noun.text != noun.lemma:
            continue
        trunks = _named_after(report, noun.index + 1, "of")
        if trunks:
            holder = _set_off(report, _run_start(report, noun), trunks[-1].last)
            if holder is not None and holder.entity not in {t.entity for t in trunks}:
                for trunk in trunks:
                    yield _draft(
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
                if owner is not None and owner.type in _BODIES
                else None
            )
            if (
                holder is not None
                and owner is not None
                and not owner.nominal
                and owner.entity != holder.entity
            ):
                yield _draft(
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
    """The name that a comma or bracket parts from the phrase `first`..`last`: before it, or else behind it."""
    tokens = report.tokens
    if first and tokens[first - 1].text == "the":
        first -= 1
    start = first - 1
    if start > 0 and tokens[start].text in (",", "(", "–", "-", "—"):
        end = start - 1
        if tokens[end].text == ")" and end > 2:
            end -= 3  # an abbreviation in brackets
        found = next(
            (r for r in report.references if r.last == end and r.type in _BODIES and not r.nominal), None
        )
        if found is not None:
            return found
    if last + 2 < len(tokens) and tokens[last + 1].text == ",":
        opening = last + 2 + (tokens[last + 2].text == "the")
        found = next(
            (r for r in report.references if r.first == opening and r.type in _BODIES and not r.nominal), None
        )
        closed = (
            found is not None
            and found.last + 1 < len(tokens)
            and tokens[found.last + 1].text in (",", ".", "(", ")")
        )
        return found if closed else None
    return None


def _owned(report: Report) -> Iterator[Draft]:
    """ "Novak's Guard", "the Front's Alba Brigade": a body that a person or body has in the genitive."""
    tokens = report.tokens
    for body in report.references:
        mark = body.first - 1
        if body.type not in _BODIES or body.nominal or mark < 1 or tokens[mark].text not in ("'s", "’s"):
            continue
        owner = next((r for r in report.references if r.last == mark - 1 and not r.nominal), None)
        if (
            owner is not None
            and owner.type in (EntityType.PERSON, *_BODIES)
            and tokens[body.first].text[:1].isupper()
        ):
            yield _draft(mark, report.named(body), report.named(owner), owner.first, body.last)


def _examples(report: Report) -> Iterator[Draft]:
    """ "Islamist groups such as the Front and the Guard", "the Front and other paramilitaries"."""
    tokens = report.tokens
    for group in report.references:
        if group.type is not EntityType.GROUP or group.nominal or group.last + 2 >= len(tokens):
            continue
        after = group.last + 1
        if tokens[after].text == "such" and tokens[after + 1].text == "as":
            for body in _named_after(report, after + 1, "as"):
                yield _draft(group.head, report.named(body), report.named(group), group.first, body.last)
    for token in tokens[1:-2]:
        if token.text == "and" and tokens[token.index + 1].text == "other":
            body = next(
                (
                    r
                    for r in report.references
                    if r.last == token.index - 1 and r.type in _BODIES and not r.nominal
                ),
                None,
            )
            group = next(
                (
                    r
                    for r in report.references
                    if r.first in (token.index + 1, token.index + 2)
                    and r.type is EntityType.GROUP
                    and not r.nominal
                ),
                None,
            )
            if body is not None and group is not None:
                yield _draft(group.head, report.named(body), report.named(group), body.first, group.last)
