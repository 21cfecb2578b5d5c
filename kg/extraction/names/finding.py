"""Proper names of persons, places, organisations and units, from the annotator's labels and by rule."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kg.extraction import lexicon
from kg.extraction.names.bodies import abbreviated, bodies, with_place, with_tail
from kg.extraction.names.capitals import capitalised, things
from kg.extraction.names.spans import Named, form, mended
from kg.extraction.names.types import typed
from kg.extraction.names.units import units
from kg.language import Annotation
from kg.model import EntityType, Metadata

__all__ = ["Named", "form", "named"]


def named(annotation: Annotation, metadata: Metadata) -> tuple[Named, ...]:
    """The names of a text, in order; a shorter name may lie inside a longer one ("X parliament")."""
    labelled = _without_overlaps(mended(annotation))
    capitals = [name for name in capitalised(annotation) if not _held(name, labelled)]
    by_rule = _without_overlaps([*abbreviated(annotation), *units(annotation), *capitals])
    barred = [Named(first=first, last=last, type=EntityType.EVENT) for first, last in things(annotation)]
    free = [name for name in labelled if not _touches(name, by_rule) and not _touches(name, barred)]
    settled = {lexicon.folded_name(form(annotation, name)): name.type for name in by_rule}
    outer = sorted([*by_rule, *free], key=lambda name: name.first)
    outer = typed(annotation, outer, settled | _settled(metadata))
    short = [name for name in bodies(annotation, outer) if not _crosses(name, outer)]
    every = _unique([*outer, *short])
    long = [with_tail(annotation, name, every) for name in every if name.type in _BODIES]
    every = _unique([*(n for n in every if not _replaced(n, long)), *long])
    every = _with_common_nouns(annotation, every)
    every = _unique([*every, *_countries_inside(annotation, every)])
    return tuple(sorted([*every, *_missed(annotation, every)], key=lambda n: (n.first, -n.last)))


_BODIES = (EntityType.ORGANIZATION, EntityType.UNIT)


def _held(name: Named, labelled: Sequence[Named]) -> bool:
    """Whether the annotator sees a longer body around a name found by rule."""
    return any(
        other.type in _BODIES
        and other.first <= name.first
        and name.last <= other.last
        and other != name
        and other.last - other.first > name.last - name.first
        for other in labelled
    )


def _settled(metadata: Metadata) -> dict[str, EntityType]:
    """What the document says of itself settles the type of those names."""
    organizations = {
        name.casefold(): EntityType.ORGANIZATION for name in (metadata.publisher, metadata.agency) if name
    }
    persons = {metadata.author.casefold(): EntityType.PERSON} if metadata.author else {}
    return organizations | persons


def _replaced(name: Named, longer: Sequence[Named]) -> bool:
    """Whether a body is but the head of a longer one; a numbered unit keeps its short name too."""
    if name.type is EntityType.UNIT:
        return False
    return any(other.first == name.first and other.last > name.last for other in longer)


def _with_common_nouns(annotation: Annotation, names: Sequence[Named]) -> list[Named]:
    """Places and built places together with their common noun, in place of or beside the bare name."""
    result: list[Named] = []
    for name in names:
        wider = with_place(annotation, name) if name.type is not EntityType.UNIT else None
        if wider is None or any(other.first == wider.last for other in names):
            result.append(name)
        elif annotation.tokens[wider.last].text in lexicon.words("places", "facilities"):
            result.append(replace(wider, type=EntityType.PLACE))
        elif name.type is EntityType.PLACE:
            result += [name, wider]
        else:
            result.append(name)
    return result


def _countries_inside(annotation: Annotation, names: Iterable[Named]) -> Iterator[Named]:
    """Countries that close a body's name: "Parliament of Ruritania"."""
    tokens = annotation.tokens
    for name in names:
        if name.type not in _BODIES:
            continue
        for index in range(name.first + 1, name.last + 1):
            if tokens[index - 1].text.casefold() in ("of", "the", "in", "former"):
                last = next(
                    (e for e in range(name.last, index - 1, -1) if _is_country(annotation, index, e)), None
                )
                if last is not None:
                    yield Named(first=index, last=last, type=EntityType.PLACE)
                    break


def _is_country(annotation: Annotation, first: int, last: int) -> bool:
    return lexicon.is_country(annotation.text[annotation.tokens[first].start : annotation.tokens[last].end])


def _missed(annotation: Annotation, names: Sequence[Named]) -> Iterator[Named]:
    """Further places of a form that the document names elsewhere, and countries the labels missed."""
    tokens = annotation.tokens
    taken = {index for name in names for index in range(name.first, name.last + 1)}
    known = {form(annotation, name).casefold(): name.type for name in names}
    longest = max((name.last - name.first + 1 for name in names), default=1)
    index = 0
    while index < len(tokens):
        last = _known_end(annotation, index, longest, taken, known)
        if last is not None:
            text = annotation.text[tokens[index].start : tokens[last].end]
            yield Named(first=index, last=last, type=known.get(text.casefold(), EntityType.PLACE))
        index = index + 1 if last is None else last + 1


def _known_end(
    annotation: Annotation, index: int, longest: int, taken: set[int], known: dict[str, EntityType]
) -> int | None:
    """Where the longest known form that begins at `index` ends, None where none begins."""
    tokens = annotation.tokens
    if index in taken or not tokens[index].text[:1].isupper():
        return None
    closing = min(annotation.sentences[tokens[index].sentence][1], index + longest - 1)
    for last in range(closing, index - 1, -1):
        text = annotation.text[tokens[index].start : tokens[last].end]
        proper = any(token.tag == "PROPN" for token in tokens[index : last + 1])
        free = not taken & set(range(index, last + 1))
        day = text in lexicon.words("things", "days")
        if free and proper and not day and (text.casefold() in known or lexicon.is_country(text)):
            return last
    return None


def _crosses(name: Named, others: Iterable[Named]) -> bool:
    """Whether a name overlaps another without one holding the other, or equals a place of its own."""
    for other in others:
        if name.first <= other.last and other.first <= name.last:
            holds = other.first <= name.first and name.last <= other.last
            held = name.first <= other.first and other.last <= name.last and other.type is EntityType.PLACE
            if not holds and not held:
                return True
    return False


def _touches(name: Named, others: Iterable[Named]) -> bool:
    return any(name.first <= other.last and other.first <= name.last for other in others)


def _unique(names: Iterable[Named]) -> list[Named]:
    return list({(name.first, name.last): name for name in names}.values())


def _without_overlaps(names: Iterable[Named]) -> list[Named]:
    """Longest first: a name that overlaps a longer one is dropped; of equals the first stays."""
    kept: list[Named] = []
    for name in sorted(names, key=lambda n: (n.first - n.last, n.first)):
        if not _touches(name, kept):
            kept.append(name)
    return sorted(kept, key=lambda n: n.first)
