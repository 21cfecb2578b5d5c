"""Where sentences end: at closing marks, at paragraph breaks, never inside an abbreviation."""

import re

from kg.language.tokens import Piece
from kg.schema.words import entries

__all__ = ["split"]

_CLOSERS = set("\"'”’»)]")
_OPENERS = set("\"'“‘«([—-–")
_TERMINAL = {".", "?", "!", "…"}
_SHORT_LINE = 0.6  # of the longest line: a line that ends well before the margin was ended on purpose
_LONG_TEXT_LINE = 40  # below this every line of a text is short, and tells nothing


_CITY = r"[A-Z][A-Z'’.]+(?:[ -][A-Z][A-Z'’.]+)*"
_NAME = r"[A-Z]\w+(?:[ -][A-Z]\w+){0,3}"
_AGENCY = r"\s?[(/][A-Z][\w .-]{1,30}[)/]"
_DATELINE = re.compile(  # "TARSK, Rovia, 14 March (Agency) - ": what follows is a sentence of its own
    rf"^[ \t]*(?:{_CITY}(?:,[^\n()]{{1,40}}?)?(?:{_AGENCY})?|{_NAME}(?:,[^\n()]{{1,40}}?)?{_AGENCY})"
    r"\s*(?:--|[-–—])\s+",
    re.MULTILINE,
)


def split(text: str, pieces: list[Piece]) -> list[tuple[int, int]]:
    """Sentences as ranges `[first, last]` of pieces, both inclusive, in order, without gaps."""
    if not pieces:
        return []
    width = max((len(line) for line in text.splitlines()), default=0)
    datelines = {match.end() for match in _DATELINE.finditer(text)}
    sentences, first, depth = [], 0, 0
    for index in range(len(pieces) - 1):
        word = text[slice(*pieces[index])]
        depth = max(0, depth + (word == "(") - (word == ")"))
        gap = text[pieces[index][1] : pieces[index + 1][0]]
        if pieces[index + 1][0] in datelines or _breaks(text, pieces, index, gap, width, depth):
            sentences.append((first, index))
            first, depth = index + 1, 0
    sentences.append((first, len(pieces) - 1))
    return sentences


def _breaks(text: str, pieces: list[Piece], index: int, gap: str, width: int, depth: int) -> bool:
    following = text[slice(*pieces[index + 1])]
    if "\n" in gap or "\r" in gap:
        return _line_breaks(text, pieces[index], gap, following, width)
    return depth == 0 and _mark_breaks(text, pieces, index, gap, following)


def _line_breaks(text: str, piece: Piece, gap: str, following: str, width: int) -> bool:
    if len(re.findall(r"\r\n|\r|\n", gap)) > 1:
        return True
    start = max(text.rfind("\n", 0, piece[1]), text.rfind("\r", 0, piece[1])) + 1
    line = text[start : piece[1]].strip()
    ended = line.rstrip("".join(_CLOSERS))[-1:] in _TERMINAL or line.endswith(":")
    if ended:
        return True
    short = width > _LONG_TEXT_LINE and len(line) < _SHORT_LINE * width
    return short and not following[:1].islower()


def _mark_breaks(text: str, pieces: list[Piece], index: int, gap: str, following: str) -> bool:
    if following in _CLOSERS and not gap:
        return False
    last = index
    while last > 0 and _closes(text, pieces, last):
        last -= 1
    mark = text[slice(*pieces[last])]
    if mark not in _TERMINAL and not mark.startswith("..") and not _stopped(text, pieces, last, following):
        return False
    if not gap and not following[:1].isupper():
        return False
    opens = following[:1].isupper() or following[:1].isdigit() or following[0] in _OPENERS
    return opens and not (mark in ("…", "...") and following[:1].islower())


def _closes(text: str, pieces: list[Piece], index: int) -> bool:
    """Whether the piece is a closing mark: one that touches what stands before it."""
    return text[slice(*pieces[index])] in _CLOSERS and pieces[index - 1][1] == pieces[index][0]


def _stopped(text: str, pieces: list[Piece], index: int, following: str) -> bool:
    """Whether an abbreviation that keeps its stop ends the sentence too ("... the U.S. The army ...")."""
    word = text[slice(*pieces[index])]
    return (
        word.endswith(".")
        and len(word) > 2
        and following in entries("sentence_openers")
        and word[:-1] not in entries("titles_before_names")
    )
