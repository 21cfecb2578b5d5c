"""What sort of thing a name names: one type a form in one document, by vote and context."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from kg.extraction import lexicon
from kg.extraction.name_spans import Named, form
from kg.language import Annotation
from kg.model import EntityType

__all__ = ["typed"]

_LABEL_WEIGHT = 2
_CONTEXT_WEIGHT = 3  # a clear context outweighs one label, not two
_CERTAIN = 100
_PLACE_CASES = {"in", "near", "outside", "into", "around", "toward", "towards", "through", "via", "at"}
_SURNAME_TYPES = (EntityType.PLACE, EntityType.ORGANIZATION)


def typed(annotation: Annotation, names: Sequence[Named], known: dict[str, EntityType]) -> list[Named]:
    """The names with the type that most of their places speak for.

    `known` are forms, folded, whose type is settled beforehand: publishers, agencies, authors.
    """
    votes: dict[str, Counter[EntityType]] = defaultdict(Counter)
    for name in names:
        votes[form(annotation, name).casefold()].update(_votes(annotation, name, known))
    persons = {key.split()[-1] for key, kinds in votes.items() if _winner(kinds) is EntityType.PERSON}
    result = []
    for name in names:
        key = form(annotation, name).casefold()
        kind = _winner(votes[key])
        if " " in key and kind in _SURNAME_TYPES and key.split()[-1] in persons - {key}:
            kind = EntityType.PERSON  # "Jan Novak", where "Novak" is a person elsewhere
        if kind is EntityType.PERSON and _is_people(annotation, name):
            continue
        result.append(replace(name, type=kind))
    return result


def _winner(votes: Counter[EntityType]) -> EntityType:
    return max(votes, key=lambda kind: (votes[kind], kind.value))


def _votes(annotation: Annotation, name: Named, known: dict[str, EntityType]) -> dict[EntityType, int]:
    key = form(annotation, name).casefold()
    if key in known:
        return {known[key]: _CERTAIN}
    if lexicon.is_country(key):
        return {EntityType.PLACE: _CERTAIN}
    context = _context(annotation, name)
    votes = {name.type: _LABEL_WEIGHT}
    if context is not None and name.type in (EntityType.PERSON, EntityType.PLACE):
        votes[context] = votes.get(context, 0) + _CONTEXT_WEIGHT
    return votes


def _context(annotation: Annotation, name: Named) -> EntityType | None:
    """The type that the words around a name speak for, None where they say nothing."""
    tokens = annotation.tokens
    before = [t.text for t in tokens[max(0, name.first - 2) : name.first]]
    after = tokens[name.last + 1].text if name.last + 1 < len(tokens) else ""
    nouns = lexicon.words("places", "settlements", "areas")
    if before and before[-1].casefold() in lexicon.titles():
        return EntityType.PERSON
    if after in nouns or (len(before) == 2 and before[1] == "of" and before[0].casefold() in nouns):
        return EntityType.PLACE
    if len(before) == 2 and before[1] == "," and re.fullmatch(r"\d{1,2}", before[0]):
        return EntityType.PLACE  # a list of people: name, age, town
    if before and before[-1].casefold() in _PLACE_CASES and name.last - name.first < 3:
        return EntityType.PLACE
    return EntityType.PLACE if _in_brackets_after_places(annotation, name) else None


def _in_brackets_after_places(annotation: Annotation, name: Named) -> bool:
    """Whether a name stands in a bracketed list after a word for places: "the villages (Alba and Brod)"."""
    tokens = annotation.tokens
    first = annotation.sentences[tokens[name.first].sentence][0]
    index = name.first - 1
    while index > first and tokens[index].text != "(":
        if tokens[index].text not in (",", "and", "or", "-") and not tokens[index].text[:1].isupper():
            return False
        index -= 1
    nouns = lexicon.words("places", "settlements", "areas")
    near = tokens[max(first, index - 8) : index]
    return tokens[index].text == "(" and any(token.lemma in nouns for token in near)


def _is_people(annotation: Annotation, name: Named) -> bool:
    """Whether a one-word "person" is a people or a faith in the plural: "the Montagues"."""
    token = annotation.tokens[name.first]
    if name.first != name.last or not token.text.endswith("s"):
        return False
    words = {
        annotation.tokens[n.first].text for n in annotation.names if n.label == "NORP" and n.first == n.last
    }
    return token.text[:-1] in words or token.text in words or lexicon.demonym_country(token.text) is not None
