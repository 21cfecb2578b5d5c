"""Where a name begins and ends: the annotator's spans, mended by what surrounds them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.extraction import lexicon
from kg.language import Annotation, Name, Token
from kg.model import EntityType

__all__ = ["Named", "form", "mended"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A name over tokens `[first, last]`, both inclusive, with its type."""

    first: int
    last: int
    type: EntityType


_TYPES = {
    "PERSON": EntityType.PERSON,
    "PLACE": EntityType.PLACE,
    "ORG": EntityType.ORGANIZATION,
    "GROUP": EntityType.ORGANIZATION,
    "UNIT": EntityType.UNIT,
}
_TRIMMED_TAGS = {"ADP", "DET", "CCONJ", "PUNCT", "SCONJ", "PRON", "SYM", "PART", "AUX"}
_PARTICLES = {"al", "el", "de", "la", "le", "los", "las", "van", "von", "ibn", "bin", "da", "dos", "du"}
_DIRECTIONS = {
    "north",
    "south",
    "east",
    "west",
    "northern",
    "southern",
    "eastern",
    "western",
    "central",
    "upper",
    "lower",
}
_DASHES = ("-", "–", "—")


def form(annotation: Annotation, name: Named) -> str:
    """The words of a name as they stand in the text."""
    return annotation.text[annotation.tokens[name.first].start : annotation.tokens[name.last].end]


def mended(annotation: Annotation) -> Iterator[Named]:
    """The annotator's names of the types kept here, with their spans put right, in order."""
    labelled = {i: name.label for name in annotation.names for i in range(name.first, name.last + 1)}
    for raw in _rejoined(annotation):
        if raw.label not in _TYPES:
            continue
        for first, last in _parted(annotation, raw):
            span = _trimmed(annotation, first, last, raw.label)
            if span is not None:
                name = Named(first=span[0], last=span[1], type=_TYPES[raw.label])
                yield from _reshaped(annotation, name, labelled)


def _rejoined(annotation: Annotation) -> Iterator[Name]:
    """The labels, with words of one name that were called a person here and a place there in one again."""
    held: Name | None = None
    for name in annotation.names:
        if held is not None and _splits(annotation, held, name):
            held = replace(held, last=name.last)
            continue
        if held is not None:
            yield held
        held = name
    if held is not None:
        yield held


def _splits(annotation: Annotation, one: Name, other: Name) -> bool:
    """Whether two labels that touch are parts of one name: one word each, or both persons."""
    kinds = {one.label, other.label}
    tokens = annotation.tokens
    if one.last + 1 != other.first or not kinds <= {"PERSON", "PLACE"}:
        return False
    if tokens[one.first].sentence != tokens[other.first].sentence or not tokens[one.last].text[:1].isupper():
        return False
    if lexicon.is_country(_words(annotation, one.first, one.last)):
        return False
    single = one.first == one.last and (kinds == {"PERSON"} or other.first == other.last)
    return single and tokens[other.first].text[:1].isalpha()


def _reshaped(annotation: Annotation, name: Named, labelled: dict[int, str]) -> Iterator[Named]:
    if name.type is EntityType.PLACE:
        yield from _country_and_person(annotation, _with_direction(annotation, name))
    elif name.type is EntityType.PERSON:
        yield _with_first_name(annotation, name, labelled)
    else:
        yield _extended(annotation, name, labelled)


def _with_first_name(annotation: Annotation, name: Named, labelled: dict[int, str]) -> Named:
    """A person of one word together with the name before it that the annotator left out."""
    before = annotation.tokens[name.first - 1] if name.first else None
    if before is None or name.last > name.first or before.index in labelled:
        return name
    inside = annotation.sentences[before.sentence][0] < before.index
    plain = before.tag == "PROPN" and before.text[:1].isupper() and before.text[1:].islower()
    other = lexicon.demonym_country(before.text) or lexicon.is_country(before.text) or _is_role(before)
    return replace(name, first=before.index) if inside and plain and not other and _runs_on(before) else name


def _parted(annotation: Annotation, raw: Name) -> Iterator[tuple[int, int]]:
    """Parts a run of names at a dash that stands free ("Alba - Brod - Cerna")."""
    first = raw.first
    for index in range(raw.first, raw.last + 1):
        token = annotation.tokens[index]
        free = index > raw.first and annotation.tokens[index - 1].end < token.start
        if (token.text in _DASHES and free) or _joins_two(annotation, raw, index):
            if first < index:
                yield first, index - 1
            first = index + 1
    if first <= raw.last:
        yield first, raw.last


def _joins_two(annotation: Annotation, raw: Name, index: int) -> bool:
    """Whether an "and" stands between two whole names of bodies: "4th Alba Brigade and Military Police"."""
    tokens = annotation.tokens
    ends = lexicon.words("bodies", "closing", "units")
    inside = raw.label in ("ORG", "UNIT") and raw.first < index < raw.last and tokens[index].text == "and"
    return inside and tokens[index - 1].text in ends and tokens[raw.last].text in ends


def _trimmed(annotation: Annotation, first: int, last: int, label: str) -> tuple[int, int] | None:
    """The span without articles, marks and titles at its ends; None where no name is left."""
    tokens = annotation.tokens
    while first <= last and _is_no_opening(tokens[first]) and not _opens_name(annotation, first, last):
        if first < last and tokens[first].text.casefold() in _PARTICLES:
            break
        first += 1
    while first <= last and (
        tokens[last].tag in _TRIMMED_TAGS or not any(c.isalnum() for c in tokens[last].text)
    ):
        last -= 1
    first = next((i + 1 for i in range(last - 1, first - 1, -1) if _is_common(tokens[i], label)), first)
    while label == "PERSON" and first <= last and tokens[first].text.casefold() in lexicon.titles():
        first += 1
    while label == "PERSON" and last - first > 1 and _is_role(tokens[first]):
        first += 1  # "Ombudsman Ana Lukic"
    if label == "PERSON":
        last = _hyphenated(annotation, last)
    if label == "PERSON" and first <= last:
        first, last = _without_office(annotation, first, last)
    while label == "PERSON" and first < last and _is_nation(annotation, last):
        last -= 1  # "Jan Novak, Rovian" in a list that lost its comma
    return (first, last) if first <= last and _is_name(annotation, first, last, label) else None


def _is_name(annotation: Annotation, first: int, last: int, label: str) -> bool:
    """Whether what is left of a span can be a name: a capital, no bare particle, no nation."""
    tokens = annotation.tokens
    bare = first == last and tokens[first].text.casefold() in _PARTICLES
    if bare or lexicon.demonym_country(_words(annotation, first, last)):
        return False
    ends_as_force = tokens[last].text.casefold() in lexicon.words("units", "forces")
    force = label == "UNIT" and first < last and ends_as_force
    return force or any(token.text[:1].isupper() for token in tokens[first : last + 1])


def _hyphenated(annotation: Annotation, last: int) -> int:
    """Where a name ends whose last word goes on behind a hyphen: "Kim Dal-sam"."""
    tokens = annotation.tokens
    if last + 2 >= len(tokens):
        return last
    word, mark, rest = tokens[last : last + 3]
    joined = word.end == mark.start and mark.end == rest.start and mark.text == "-"
    return last + 2 if joined and rest.tag == "PROPN" else last


def _without_office(annotation: Annotation, first: int, last: int) -> tuple[int, int]:
    """A person's name without the office that was taken into it: "of State Ana Lukic", "of Staff"."""
    marks = [i for i in range(first, last + 1) if annotation.tokens[i].text in ("of", "for")]
    if not marks:
        return first, last
    if last - marks[-1] > 2:
        return last - 1, last
    return first, (marks[0] - 1 if marks[0] > first else first - 1)


def _is_nation(annotation: Annotation, index: int) -> bool:
    return lexicon.demonym_country(annotation.tokens[index].text) is not None


def _is_common(token: Token, label: str) -> bool:
    """Whether a lower-case word is one of the language, no part of a name: "bourgmestre Jan Novak"."""
    return label == "PERSON" and token.text.islower() and token.text not in _PARTICLES and len(token.text) > 3


def _opens_name(annotation: Annotation, first: int, last: int) -> bool:
    """Whether a word that looks like a pronoun is capitalised within a sentence: "My Lai"."""
    token = annotation.tokens[first]
    inside = annotation.sentences[token.sentence][0] < first < last
    capitals = (
        token.text[:1].isupper() and len(token.text) > 1 and annotation.tokens[first + 1].text[:1].isupper()
    )
    return inside and token.tag == "PRON" and capitals


def _is_no_opening(token: Token) -> bool:
    return token.tag in _TRIMMED_TAGS or not any(c.isalnum() for c in token.text)


def _words(annotation: Annotation, first: int, last: int) -> str:
    return annotation.text[annotation.tokens[first].start : annotation.tokens[last].end]


def _with_direction(annotation: Annotation, name: Named) -> Named:
    """ "East Gradina", "Western Rovia": a capitalised direction belongs to the place."""
    before = annotation.tokens[name.first - 1] if name.first else None
    if before is None or before.text.casefold() not in _DIRECTIONS or not before.text[:1].isupper():
        return name
    opens = annotation.sentences[before.sentence][0] == before.index
    return (
        name
        if opens or before.sentence != annotation.tokens[name.first].sentence
        else replace(name, first=before.index)
    )


def _country_and_person(annotation: Annotation, name: Named) -> Iterator[Named]:
    """Parts "X of Ruritania Jan Novak": a country and the name of a person run together."""
    for cut in range(name.first, name.last - 1):
        rest = annotation.tokens[cut + 1 : name.last + 1]
        capitals = len(rest) >= 2 and all(token.text[:1].isupper() for token in rest)
        if capitals and lexicon.is_country(_words(annotation, name.first, cut)):
            yield replace(name, last=cut)
            yield replace(name, first=cut + 1, type=EntityType.PERSON)
            return
    yield name


def _extended(annotation: Annotation, name: Named, labelled: dict[int, str]) -> Named:
    """A body's name together with the capitalised words that run on before and after it."""
    tokens, first, last = annotation.tokens, name.first, name.last
    opening, closing = annotation.sentences[tokens[first].sentence]
    while first - 1 > opening and _runs_on(tokens[first - 1]) and first - 1 not in labelled:
        first -= 1
    while (
        last + 1 <= closing
        and _runs_on(tokens[last + 1])
        and labelled.get(last + 1) not in ("PERSON", "PLACE", "NORP")
    ):
        last += 1
    following = tokens[last + 1].text if last < closing else ""
    if last > name.last and (_is_role(tokens[last]) or following == "-"):
        last = name.last  # "Rovia Relief Foundation Country Director": what follows is somebody's post
    return replace(name, first=first, last=last)


def _is_role(token: Token) -> bool:
    return token.text.casefold() in lexicon.words("people", "roles")


def _runs_on(token: Token) -> bool:
    capital = token.text[:1].isupper() and token.text[1:2].islower()
    day = token.text in lexicon.words("things", "days")
    plain = token.tag in ("PROPN", "NOUN", "ADJ") and not day
    return capital and plain and token.text.casefold() not in lexicon.titles()
