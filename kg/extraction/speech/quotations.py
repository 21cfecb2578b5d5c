"""Quotation marks, paired without help of the grammar."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.extraction.grammar import children
from kg.language import Annotation, Token

__all__ = ["Quotation", "Quoted", "quotations", "quoted"]

_PAIRS = {"“": "”", "«": "»", "„": "“”", "‘": "’"}
_STRAIGHT = {'"', "'"}
_CLOSERS = {"”", "»", "’", "“"}
_BEFORE_OPENING = set(" \t\n\r\u00a0([{—–-/:“«„‘\"'")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """What stands between two marks: half-open offsets of the words, marks left out.

    `depth` is 0 for one that stands in no other. `continues` says that the mark was not
    closed because the next paragraph opens anew, as long quotations are printed.
    """

    start: int
    end: int
    depth: int = 0
    continues: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """A quotation over tokens `[first, last]`, both inclusive, its marks left out.

    `speech` tells what somebody says from a title, a campaign's name or a scare quote;
    `paragraph` counts the lines of the text, `opens` says that its line begins with it.
    """

    first: int
    last: int
    depth: int
    speech: bool
    continues: bool
    paragraph: int
    opens: bool
    closes: bool


@dataclass(slots=True)
class _Open:
    mark: str
    at: int


def quotations(text: str) -> tuple[Quotation, ...]:
    """The quotations of a text by place, the outer before the inner.

    A mark that is never closed opens nothing, unless its paragraph begins with it and the
    next paragraph begins with another.
    """
    found: list[Quotation] = []
    paragraphs = list(_paragraphs(text))
    for number, (start, end) in enumerate(paragraphs):
        following = text[paragraphs[number + 1][0]] if number + 1 < len(paragraphs) else ""
        found.extend(_paired(text, start, end, following))
    return tuple(_nested(sorted(found, key=lambda each: (each.start, -each.end))))


def _nested(found: list[Quotation]) -> Iterator[Quotation]:
    ends: list[int] = []
    for each in found:
        while ends and ends[-1] <= each.start:
            ends.pop()
        yield replace(each, depth=len(ends))
        ends.append(each.end)


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Half-open offsets of each line that is not blank, blanks at its ends left out."""
    start = 0
    for line in text.splitlines(keepends=True):
        stripped = line.strip()
        if stripped:
            first = start + line.index(stripped)
            yield first, first + len(stripped)
        start += len(line)


def _paired(text: str, start: int, end: int, following: str) -> Iterator[Quotation]:
    stack: list[_Open] = []
    for index in range(start, end):
        mark = text[index]
        if mark not in _PAIRS and mark not in _CLOSERS and mark not in _STRAIGHT:
            continue
        level = _closes(text, index, stack)
        if level is not None:
            opened = stack[level]
            del stack[level:]
            if index > opened.at + 1:
                yield Quotation(start=opened.at + 1, end=index)
        elif _opens(text, index, end):
            stack.append(_Open(mark, index))
    if stack and stack[0].at == start and following == text[start]:
        yield Quotation(start=start + 1, end=end, continues=True)


def _closes(text: str, index: int, stack: list[_Open]) -> int | None:
    """The level of the stack that the mark at `index` closes, None where it closes none."""
    mark = text[index]
    for level in range(len(stack) - 1, -1, -1):
        opened = stack[level].mark
        if mark in _PAIRS.get(opened, opened) and (mark not in "'’" or _ends_word(text, index)):
            # Straight marks tell their side by what stands around them.
            if mark == '"' and _starts_word(text, index):
                return None
            return level
        if mark in "'’":
            return None
    return None


def _opens(text: str, index: int, end: int) -> bool:
    mark = text[index]
    if mark in ("”", "»", "’"):
        return False
    if mark in "'‘" and index + 1 < end and not text[index + 1].isalpha() and text[index + 1] not in '"“':
        return False
    return mark in _PAIRS or _starts_word(text, index)


def _starts_word(text: str, index: int) -> bool:
    after = text[index + 1 : index + 2]
    return (index == 0 or text[index - 1] in _BEFORE_OPENING) and after != "" and not after.isspace()


def _ends_word(text: str, index: int) -> bool:
    """Whether a single mark can close: no letter follows, and it is no apostrophe of "victims' homes"."""
    before, after = text[index - 1], text[index + 1 : index + 2]
    if after.isalnum() or before.isspace():
        return False
    possessive = before in "sS" and after == " " and text[index + 2 : index + 3].islower()
    return not possessive


_LONG_ENOUGH = 10


def quoted(annotation: Annotation) -> tuple[Quoted, ...]:
    """The quotations of a text as token ranges, in its order."""
    starts = [token.start for token in annotation.tokens]
    breaks = [place for place, character in enumerate(annotation.text) if character == "\n"]
    found = []
    for each in quotations(annotation.text):
        first, last = bisect_left(starts, each.start), bisect_left(starts, each.end) - 1
        if first > last:
            continue
        line = annotation.text.rfind("\n", 0, each.start) + 1
        stop = annotation.text.find("\n", each.end)
        rest = annotation.text[each.end : stop if stop >= 0 else None]
        found.append(
            Quoted(
                first=first,
                last=last,
                depth=each.depth,
                speech=_is_speech(annotation, annotation.tokens[first : last + 1])
                or _is_sentence(annotation, first, last, rest),
                continues=each.continues,
                paragraph=bisect_left(breaks, each.start),
                opens=len(annotation.text[line : each.start].strip()) <= 1,
                closes=len(rest.strip()) <= 2,
            )
        )
    return tuple(found)


def _is_sentence(annotation: Annotation, first: int, last: int, rest: str) -> bool:
    """Whether a quotation is a sentence of its own, however short: it opens one and closes it."""
    begins = annotation.tokens[first - 1].sentence if first else 0
    opens = first - annotation.sentences[begins][0] <= 1
    following = rest.lstrip("\"'”’» ")
    mark = annotation.tokens[last].text[-1]
    # A comma inside the marks leads to "he said", whatever stands before it.
    return opens and (mark == "," or (mark in ".?!" and not following[:1].islower()))


def _is_speech(annotation: Annotation, words: tuple[Token, ...]) -> bool:
    """Whether the words are a sentence or long: a verb with its subject, and not set like a title."""
    clause = any(
        word.tag in ("VERB", "AUX", "ADJ", "NOUN")
        and children(annotation, word, "nsubj", "nsubj:pass", "expl")
        for word in words
    )
    long_words = [word.text for word in words if word.text.isalpha() and len(word.text) > 3]
    title = len(long_words) > 1 and all(word[0].isupper() for word in long_words)
    return (clause or len(words) >= _LONG_ENOUGH) and not title
