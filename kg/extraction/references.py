"""Every place in a text that speaks of an entity, and which places speak of the same one."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kg.extraction import lexicon
from kg.extraction.names import Named, form
from kg.language import Annotation
from kg.model import EntityType
from kg.model.identifiers import entity_id, fold

__all__ = ["DOCUMENT_DIGITS", "Reference", "head_of", "name_references", "words_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A place over tokens `[first, last]` that speaks of `entity`; `head` is its governing token.

    `nominal` tells descriptions and pronouns from names.
    """

    first: int
    last: int
    head: int
    type: EntityType
    entity: str
    label: str
    nominal: bool = False


_BODIES = (EntityType.ORGANIZATION, EntityType.UNIT)
_SHORTEST_INITIALS = 2
_SHORT_NAME = 3  # words: "2nd tank battalion"; longer names tell more
DOCUMENT_DIGITS = 8
"""Digits of a document's identifier that tell what is its own from what others have."""


def head_of(annotation: Annotation, first: int, last: int) -> int:
    """The index of the token of a phrase that is governed from outside it."""
    for token in annotation.tokens[first : last + 1]:
        if not first <= token.head <= last or token.head == token.index:
            return token.index
    return last


def words_of(annotation: Annotation, first: int, last: int) -> str:
    """The text from one token to another, white space folded."""
    text = annotation.text[annotation.tokens[first].start : annotation.tokens[last].end]
    return " ".join(text.split())


def name_references(annotation: Annotation, names: Iterable[Named], document: str) -> list[Reference]:
    """One reference a name; short names join full ones, abbreviations their long forms.

    Small formations ("1st Battalion", "B Company") are many in every war: each is its document's own.
    """
    found = [_typed(annotation, name) for name in names]
    labels = _labels(annotation, found)
    references = []
    for name in found:
        label, type_ = labels[_key(annotation, name)]
        scope = (document[:DOCUMENT_DIGITS],) if _is_small_unit(label, type_) else ()
        references.append(
            Reference(
                first=name.first,
                last=name.last,
                head=head_of(annotation, name.first, name.last),
                type=type_,
                entity=entity_id(type_, label, *scope),
                label=label,
            )
        )
    return references


def _is_small_unit(label: str, type_: EntityType) -> bool:
    """Whether a name is that of a battalion or less, without a word of which army or regiment it is of."""
    words = label.casefold().split()
    return (
        type_ is EntityType.UNIT
        and words[-1] in lexicon.words("units", "small")
        and len(words) <= _SHORT_NAME
    )


def _typed(annotation: Annotation, name: Named) -> Named:
    country = name.type is EntityType.PLACE and lexicon.is_country(form(annotation, name))
    return replace(name, type=EntityType.COUNTRY) if country else name


def _key(annotation: Annotation, name: Named) -> tuple[str, str]:
    family = "body" if name.type in _BODIES else name.type.value
    return family, fold(words_of(annotation, name.first, name.last))


def _labels(annotation: Annotation, names: Sequence[Named]) -> dict[tuple[str, str], tuple[str, EntityType]]:
    """For each form of a family the label and type of the entity it names."""
    forms: dict[tuple[str, str], list[Named]] = defaultdict(list)
    for name in names:
        forms[_key(annotation, name)].append(name)
    full = {key: _full_form(annotation, key, forms) for key in forms}
    labels = {}
    for key in forms:
        target = full[key]
        while full[target] != target:
            target = full[target]
        type_ = forms[target][0].type
        texts = [words_of(annotation, name.first, name.last) for name in forms[target]]
        country = lexicon.country_of(texts[0]) if type_ is EntityType.COUNTRY else None
        labels[key] = (country or _titled(texts, type_), type_)
    return labels


def _titled(texts: Sequence[str], type_: EntityType) -> str:
    """A name's label: the first form in ordinary case; one in capitals throughout is recased.

    Abbreviations of bodies stay as they are.
    """
    mixed = next((text for text in texts if not text.isupper()), None)
    if mixed is not None:
        return mixed
    text = texts[0]
    if "." in text or (type_ in _BODIES and " " not in text):
        return text
    return " ".join(word.capitalize() for word in text.split())


def _full_form(
    annotation: Annotation, key: tuple[str, str], forms: dict[tuple[str, str], list[Named]]
) -> tuple[str, str]:
    """The form of the document that names the same entity best; `key` itself where not exactly one does.

    Persons and abbreviations go by their full form, places and units by their bare one: what a source
    adds to a unit's name ("of the Rovian army") is a claim of that source, not part of the name.
    """
    family, text = key
    words = text.split()
    others = [other for other in forms if other[0] == family and other != key]
    if family == EntityType.PERSON:
        matches = [other for other in others if _is_short_person(words, other[1].split())]
    elif family == EntityType.PLACE:
        matches = [other for other in others if _has_common_noun(other[1].split(), words)]
    elif family == "body":
        surface = words_of(annotation, forms[key][0].first, forms[key][0].last)
        matches = [other for other in others if _is_initials(surface, other, forms, annotation)]
        matches = matches or [other for other in others if _has_tail(forms, other, key)]
    else:
        matches = []
    return matches[0] if len(matches) == 1 else key


def _is_short_person(short: list[str], full: list[str]) -> bool:
    """Whether "Novak" can be short for "Jan Novak": the last words of the full name."""
    return len(short) < len(full) and full[-len(short) :] == short


def _has_common_noun(bare: list[str], words: list[str]) -> bool:
    """Whether `words` are the bare name of a place and its common noun: "alba", "alba district"."""
    nouns = lexicon.words("places", "settlements", "areas")
    return words[:-1] == bare and words[-1] in nouns


def _has_tail(forms: dict[tuple[str, str], list[Named]], bare: tuple[str, str], key: tuple[str, str]) -> bool:
    """Whether `key` is a numbered unit's bare name and whom it is of: "4th regiment of the Rovian army"."""
    unit = forms[bare][0].type is EntityType.UNIT and bare[1][:1].isdigit()
    return unit and key[1].startswith(bare[1] + " of ")


def _is_initials(
    surface: str, other: tuple[str, str], forms: dict[tuple[str, str], list[Named]], annotation: Annotation
) -> bool:
    """Whether `surface` is made of the initials of the capitalised words of the other form."""
    letters = surface.replace(".", "")
    if not letters.isupper() or len(letters) < _SHORTEST_INITIALS:
        return False
    name = forms[other][0]
    tokens = annotation.tokens[name.first : name.last + 1]
    initials = "".join(token.text[0] for token in tokens if token.text[:1].isupper())
    return initials == letters
