"""What sort of thing a name names: one type a form in one document, by label and by the signs around it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from kg.extraction import lexicon
from kg.extraction.names.evidence import signs
from kg.extraction.names.spans import Named, form
from kg.extraction.names.weights import CLEAR, LABEL, SURE, THING, WEAK
from kg.language import Annotation
from kg.model import EntityType

__all__ = ["typed"]

_STEADY = 3  # times that a word must be called a person, and nothing else, to be one without further sign
_CERTAIN = 100
_WEIGHED = (EntityType.PERSON, EntityType.PLACE, EntityType.ORGANIZATION)

Votes = dict[str, Counter[EntityType]]


def typed(annotation: Annotation, names: Sequence[Named], known: dict[str, EntityType]) -> list[Named]:
    """The names with the type that most speaks for; without those that are no person, place or body.

    `known` are forms, folded, whose type is settled beforehand: publishers, agencies, known bodies.
    """
    labels = _labels(annotation, names)
    told = _told(annotation, names, labels)
    votes = {key: told[key] + labels[key] for key in labels}
    for support in (_surnames(votes), _neighbours(annotation, names, told, known), _surnames(votes)):
        for key, counts in support.items():
            told[key] += counts
            votes[key] = told[key] + labels[key]
    steady = Counter(_key(annotation, name) for name in names if name.type is EntityType.PERSON)
    result = []
    for name in names:
        kind = _kind(annotation, name, votes, told, known, steady)
        if kind is not None and not (kind is EntityType.PERSON and _is_people(annotation, name)):
            result.append(replace(name, type=kind))
    return result


def _key(annotation: Annotation, name: Named) -> str:
    return lexicon.folded_name(form(annotation, name))


def _labels(annotation: Annotation, names: Iterable[Named]) -> Votes:
    """The labels of each form, weighed together."""
    counted: Votes = defaultdict(Counter)
    for name in names:
        counted[_key(annotation, name)][name.type] += 1
    return {
        key: Counter({kind: round(LABEL * n / counts.total()) for kind, n in counts.items()})
        for key, counts in counted.items()
    }


def _told(annotation: Annotation, names: Iterable[Named], labels: Votes) -> Votes:
    """The signs at every place of each form, whether or not the annotator saw a name there."""
    told: Votes = {key: Counter() for key in labels}
    for name in _places_of(annotation, names):
        for kind, weight in signs(annotation, name):
            told[_key(annotation, name)][kind] += weight
    return told


def _places_of(annotation: Annotation, names: Iterable[Named]) -> list[Named]:
    """The names, and the free places where one of their forms stands again."""
    found = list(names)
    taken = {index for name in found for index in range(name.first, name.last + 1)}
    by_first: dict[str, dict[str, Named]] = defaultdict(dict)
    for name in found:
        by_first[annotation.tokens[name.first].text][_key(annotation, name)] = name
    for token in annotation.tokens:
        if token.index not in taken:
            for key, name in by_first.get(token.text, {}).items():
                again = replace(name, first=token.index, last=token.index + name.last - name.first)
                if again.last < len(annotation.tokens) and _key(annotation, again) == key:
                    found.append(again)
    return found


def _surnames(votes: Votes) -> Votes:
    """Support for a short form from a longer person's name that ends with it, and the other way round."""
    persons = [key.split() for key, counts in votes.items() if _winner(counts) is EntityType.PERSON]
    full = {words[-1] for words in persons if len(words) > 1}
    known = {
        words[-1] for words in persons if len(words) > 1 and votes[" ".join(words)][EntityType.PERSON] > SURE
    }
    short = {words[0] for words in persons if len(words) == 1 and votes[words[0]][EntityType.PERSON] > LABEL}
    found: Votes = {}
    for key in votes:
        words = key.split()
        if (len(words) == 1 and key in full) or (len(words) > 1 and words[-1] in short):
            found[key] = Counter({EntityType.PERSON: SURE if words[-1] in known else LABEL})
    return found


def _neighbours(
    annotation: Annotation, names: Sequence[Named], told: Votes, known: dict[str, EntityType]
) -> Votes:
    """Support from the names that stand beside one in a list: "Alba, Brod and Cerna"."""
    found: Votes = defaultdict(Counter)
    for one, other in pairwise(names):
        between = [t.text for t in annotation.tokens[one.last + 1 : other.first]]
        if between not in (["and"], [","], [",", "and"], ["or"], ["and", "the"]):
            continue
        for name, neighbour in ((one, other), (other, one)):
            kind = _clearly(annotation, neighbour, told, known)
            if kind is not None and not (
                between == [","] and lexicon.is_country(_key(annotation, neighbour))
            ):
                found[_key(annotation, name)][kind] += (
                    WEAK if between == [","] and kind is EntityType.PERSON else LABEL
                )
    return found


def _clearly(
    annotation: Annotation, name: Named, told: Votes, known: dict[str, EntityType]
) -> EntityType | None:
    """The type that is beyond doubt for a form, None where none is."""
    key = _key(annotation, name)
    if lexicon.is_country(key):
        return EntityType.PLACE
    if key in known:
        return known[key] if known[key] in _WEIGHED else None
    ranked = told[key].most_common(2)
    second = ranked[1][1] if len(ranked) > 1 else 0
    return ranked[0][0] if ranked and ranked[0][1] - second >= CLEAR and ranked[0][0] in _WEIGHED else None


def _kind(
    annotation: Annotation,
    name: Named,
    votes: Votes,
    told: Votes,
    known: dict[str, EntityType],
    steady: Counter[str],
) -> EntityType | None:
    """The type of a form, None where it is no name of a person, place or body."""
    key = _key(annotation, name)
    if key in known:
        return known[key]
    if lexicon.is_country(key):
        return EntityType.PLACE
    if name.type not in _WEIGHED:
        return name.type
    kind = _winner(votes[key])
    if kind is THING:
        return None
    if kind is EntityType.PERSON and not told[key].total() and steady.get(key, 0) >= _STEADY:
        return kind  # unintroduced, but taken for a person time and again
    if kind is EntityType.PERSON and told[key][EntityType.PERSON] <= 0:  # no sign of a person anywhere
        place = told[key][EntityType.PLACE] > (WEAK if " " in key else 0)
        return EntityType.PLACE if place else (kind if " " in key else None)
    return kind


def _winner(votes: Counter[EntityType]) -> EntityType:
    return max(votes, key=lambda kind: (votes[kind], kind.value))


def _is_people(annotation: Annotation, name: Named) -> bool:
    """Whether a one-word "person" is a people or a faith in the plural: "the Montagues"."""
    token = annotation.tokens[name.first]
    if name.first != name.last or not token.text.endswith("s"):
        return False
    words = {
        annotation.tokens[n.first].text for n in annotation.names if n.label == "NORP" and n.first == n.last
    }
    return token.text[:-1] in words or token.text in words or lexicon.demonym_country(token.text) is not None
