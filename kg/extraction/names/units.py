"""Military and police formations, by the way their names are built."""

import re
from collections.abc import Iterator

from kg.extraction import lexicon
from kg.extraction.names.spans import Named
from kg.language import Annotation, Token
from kg.model import EntityType

__all__ = ["units"]

_ORDINAL = re.compile(
    r"(?:\d+(?:st|nd|rd|th)|\d+[ªº]|[IVXL]+|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)",
    re.I,
)


def units(annotation: Annotation) -> tuple[Named, ...]:
    """Formations in order, none overlapping: numbered ones first, then forces of a nation."""
    found = [*_numbered(annotation), *_ships(annotation)]
    taken = {index for unit in found for index in range(unit.first, unit.last + 1)}
    found += [u for u in _forces(annotation) if not taken & set(range(u.first, u.last + 1))]
    return tuple(sorted(found, key=lambda unit: unit.first))


_SHIPS = {"HMS", "USS", "INS", "HMAS", "HMCS", "HNLMS", "ORP", "RFS"}


def _ships(annotation: Annotation) -> Iterator[Named]:
    """Warships by the prefix of their navy: "HMS Example"."""
    for token in annotation.tokens[:-1]:
        following = annotation.tokens[token.index + 1]
        if token.text in _SHIPS and following.text[:1].isupper():
            yield Named(first=token.index, last=following.index, type=EntityType.UNIT)


def _numbered(annotation: Annotation) -> Iterator[Named]:
    """Ordinal, arms, echelon: "4th mountain infantry brigade"."""
    tokens = annotation.tokens
    echelons = lexicon.words("units", "echelons")
    for token in tokens:
        if not _ORDINAL.fullmatch(token.text):
            continue
        last = _echelon_after(annotation, token)
        if last is not None and tokens[last].text.casefold().rstrip("s") in echelons | {"corp"}:
            if token.text.isalpha() and not tokens[last].text[:1].isupper():
                continue  # "the first division", "second group": an order, not a name
            yield Named(first=token.index, last=last, type=EntityType.UNIT)


def _echelon_after(annotation: Annotation, token: Token) -> int | None:
    """The index of the echelon that ends the run of arms after an ordinal."""
    tokens = annotation.tokens
    allowed = lexicon.words("units", "arms")
    echelons = lexicon.words("units", "echelons")
    sentence = annotation.sentences[token.sentence]
    best = None
    for index in range(token.index + 1, min(sentence[1], token.index + 6) + 1):
        word = tokens[index].text.casefold()
        if word in echelons or word.rstrip("s") in echelons:
            best = index
        elif (
            word not in allowed
            and word != "-"
            and not lexicon.demonym_country(word)
            and not tokens[index].text[:1].isupper()
        ):
            break
    return best


def _forces(annotation: Annotation) -> Iterator[Named]:
    """A nation, place or coalition before a force ("Ruritanian armed forces", "U.S.-led forces")."""
    tokens = annotation.tokens
    for token in tokens:
        first_of_force = _force_start(annotation, token)
        if first_of_force is None:
            continue
        first = _owner_start(annotation, first_of_force)
        if first is not None:
            yield Named(first=first, last=token.index, type=EntityType.UNIT)


def _force_start(annotation: Annotation, token: Token) -> int | None:
    """Where the force that ends at `token` begins, None where none ends there."""
    tokens = annotation.tokens
    forces = lexicon.words("units", "forces")
    if token.tag not in ("NOUN", "PROPN") or token.text.casefold() == "troops":
        return None
    modifies = token.relation in ("compound", "amod") and token.head > token.index
    if modifies and token.text.casefold() in ("military", "army", "police"):
        longer = tokens[token.head].text.casefold() in forces  # a longer one ends further on
        if longer or token.text.casefold() == "military":  # "military officials"
            return None
    if token.text.casefold() not in forces:
        return None
    start = token.index
    while start - 1 >= 0 and tokens[start - 1].sentence == token.sentence:
        if tokens[start - 1].text.casefold() not in lexicon.words("units", "force_modifiers"):
            break
        start -= 1
    return start


def _owner_start(annotation: Annotation, index: int) -> int | None:
    """Where the nation or body before a force begins, None where none stands there."""
    tokens = annotation.tokens
    if index == 0 or tokens[index - 1].sentence != tokens[index].sentence:
        return None
    before = tokens[index - 1]
    if before.text == "led" and index >= 3 and tokens[index - 2].text == "-":
        return before.index - 2
    owner = next(
        (n for n in annotation.names if n.last == before.index and n.label in ("NORP", "PLACE", "ORG")), None
    )
    if owner is not None and owner.last - owner.first < 3:
        first = owner.first
    elif lexicon.demonym_country(before.text) or lexicon.is_country(before.text):
        first = before.index
    elif before.text.casefold() in ("rebel", "coalition", "allied"):
        return before.index
    else:
        return None
    return _joined(annotation, first)


def _joined(annotation: Annotation, first: int) -> int:
    """The start of "U.S. and Iraqi" where two nations share one force."""
    tokens = annotation.tokens
    if first >= 2 and tokens[first - 1].text in ("and", "-"):
        other = tokens[first - 2].text
        if (
            lexicon.demonym_country(other)
            or lexicon.is_country(other)
            or other.casefold() in ("coalition", "allied")
        ):
            return first - 2
    return first
