"""Rolls of victims: lines that name one person each under a line that says what befell them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.language import Annotation
from kg.schema.words import table

__all__ = ["Entry", "roll_entries"]

_BULLET = re.compile(r"\s*(?:[-–—*•·]|\(?\d{1,3}[.)])\s+")
_SHORTEST = 2
"""One line alone is no roll."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of a roll: tokens `first` to `last`, the name ending at `name_last`; `trigger` announced it."""

    first: int
    last: int
    name_last: int
    trigger: int
    outcome: str


def roll_entries(annotation: Annotation) -> Iterator[Entry]:
    """Every person named in a roll of victims, in order."""
    announced: tuple[int, str] | None = None
    lines: list[tuple[int, int]] = []
    for first, last, bullet in [*_lines(annotation), (0, -1, False)]:
        if bullet:
            lines.append((first, last))
            continue
        if announced and len(lines) >= _SHORTEST:
            yield from _entries(annotation, lines, announced)
        announced, lines = _announcement(annotation, first, last), []


def _lines(annotation: Annotation) -> Iterator[tuple[int, int, bool]]:
    """First and last token of each line that is not blank, and whether a bullet opens it (left out then)."""
    index, tokens = 0, annotation.tokens
    for match in re.finditer(r"[^\n]*\S[^\n]*", annotation.text):
        bullet = _BULLET.match(match.group())
        start = match.start() + (bullet.end() if bullet else 0)
        while index < len(tokens) and tokens[index].start < start:
            index += 1
        first = index
        while index < len(tokens) and tokens[index].end <= match.end():
            index += 1
        if index > first:
            yield first, index - 1, bullet is not None


def _announcement(annotation: Annotation, first: int, last: int) -> tuple[int, str] | None:
    """The word of a line that announces a roll ("The victims", "The following were killed:"), its outcome."""
    tokens = annotation.tokens[first : last + 1]
    if not tokens or tokens[-1].text not in (":", *_heading_end(tokens[-1].text)):
        return None
    for outcome in ("killed", "wounded", "missing", "captured", "arrested"):
        words = table("outcomes")["general"][f"victims_{outcome}"]
        for token in tokens:
            if token.lemma.casefold() in words or token.text.casefold() in words:
                return token.index, outcome
    return None


def _heading_end(text: str) -> tuple[str, ...]:
    return (text,) if text[-1:].isalnum() else ()


def _entries(
    annotation: Annotation, lines: list[tuple[int, int]], announced: tuple[int, str]
) -> Iterator[Entry]:
    people = {name.first: name.last for name in annotation.names if name.label == "PERSON"}
    named = [(first, last, people.get(first, _capitalised(annotation, first, last))) for first, last in lines]
    if sum(first in people for first, _ in lines) * 2 < len(lines):
        return
    for first, last, name_last in named:
        if name_last is not None:
            yield Entry(
                first=first, last=last, name_last=name_last, trigger=announced[0], outcome=announced[1]
            )


def _capitalised(annotation: Annotation, first: int, last: int) -> int | None:
    """The last of the capitalised words that open a line and end before a comma or bracket; at least two."""
    end = first
    while end <= last and annotation.tokens[end].text[0].isupper():
        end += 1
    closed = end > last or annotation.tokens[end].text in (",", "(", ";", "–", "-", ".")
    return end - 1 if end - first >= _SHORTEST and closed else None
