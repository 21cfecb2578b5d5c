"""Words of a text, cut as the Universal Dependencies treebanks of English cut them.

Clitics stand apart (do n't, 's), hyphenated words are parted at the hyphen unless a
prefix leads, numbers keep their commas and points, abbreviations keep their stop.
"""

import re
from functools import cache

from kg.schema.words import entries

__all__ = ["Piece", "tokenize"]

Piece = tuple[int, int]

_PREFIXES = (
    "anti|bi|co|counter|cyber|e|ex|extra|hyper|inter|intra|mega|meta|micro|mid|mini|mis|multi|non|neo|over|pan|"
    "post|pre|pro|proto|pseudo|quasi|re|semi|sub|super|trans|ultra|un|under"
)
_APOSTROPHE = "['’ʼ]"
_CLITIC = re.compile(rf"(?i)(?:n{_APOSTROPHE}t|{_APOSTROPHE}(?:s|re|ve|ll|d|m))$")
_WORD = re.compile(
    rf"""
    (?:https?://|www\.)[^\s<>"“”]+[\w/]            # addresses
    | [\w.+-]+@[\w-]+\.[\w.-]*\w                   # mail
    | (?:[^\W\d_]\.){{2,}}(?:[^\W\d_](?!\w))?       # U.S., U.S.A, e.g.
    | \d+(?:[.,:]\d+)*(?:st|nd|rd|th|s)?(?!\w)     # 1,250  3.5  10:30  44th  1990s
    | (?i:{_PREFIXES})-(?=\w)\w+                   # pro-government
    | [^\W_]+(?:[{_APOSTROPHE[1:-1]}&/.](?=[^\W\d_])[^\W_]+)*(?:{_APOSTROPHE}(?!\w))?  # words, O'Brien, AT&T
    | \.{{2,}}|…|-{{2,}}|[^\w\s]|_+                # marks, one each; runs of dots or dashes together
    """,
    re.VERBOSE,
)
_GLUED = re.compile(r"(\d+(?:[.,]\d+)*)([^\W\d_]+)$")


def tokenize(text: str) -> list[Piece]:
    """Half-open code-point offsets of the words of `text`, in order, white space left out."""
    pieces: list[Piece] = []
    at = 0
    while match := _WORD.search(text, at):
        pieces.extend(_parts(text, match.start(), match.end()))
        at = pieces[-1][1]  # an abbreviation has taken the stop after it
    return pieces


def _parts(text: str, start: int, end: int) -> list[Piece]:
    word = text[start:end]
    if len(word) == 1 and _is_initial(text, start, end):
        return [(start, end + 1)]
    if len(word) == 1 or not word[0].isalnum():
        return [(start, end)]
    if end < len(text) and text[end] == "." and _keeps_stop(word):
        return [(start, end + 1)] if not _is_stop_of_sentence(text, end) else [(start, end)]
    if "://" in word or "@" in word:
        return [(start, end)]
    return _clitics(text, start, end)


def _clitics(text: str, start: int, end: int) -> list[Piece]:
    word = text[start:end]
    if word.casefold() == "cannot":
        return [(start, start + 3), (start + 3, end)]
    if word[-1] in "'’ʼ":  # a possessive s' or a closing quotation mark: apart either way
        return [*_slashed(text, start, end - 1), (end - 1, end)]
    clitic = _CLITIC.search(word)
    if clitic and clitic.start() > 0:
        return [*_slashed(text, start, start + clitic.start()), (start + clitic.start(), end)]
    return _slashed(text, start, end)


def _slashed(text: str, start: int, end: int) -> list[Piece]:
    word = text[start:end]
    glued = _GLUED.fullmatch(word)
    if glued and glued[2].casefold() in ("km", "m", "kg", "mm", "cm", "pm", "am", "mph", "lb", "lbs"):
        return [(start, start + glued.end(1)), (start + glued.end(1), end)]
    if "/" not in word or not any(c.isalpha() for c in word):
        return _dotted(text, start, end)
    return [(start + match.start(), start + match.end()) for match in re.finditer(r"/|[^/]+", word)]


def _dotted(text: str, start: int, end: int) -> list[Piece]:
    """Parts a word that lost the blank after its full stop ("ended.The")."""
    word = text[start:end]
    lost = re.search(r"(?<=[a-z]{3})\.(?=[A-Z][a-z])", word)
    if lost is None:
        return [(start, end)]
    at = start + lost.start()
    return [(start, at), (at, at + 1), (at + 1, end)]


def _keeps_stop(word: str) -> bool:
    return word in _abbreviations()


def _is_initial(text: str, start: int, end: int) -> bool:
    """Whether a capital and its stop stand for a name within a name: "Jan F. Novak", not "plan B. The"."""
    following = re.match(r"\. ?([A-Z][\w’'-]+|[A-Z]\.)", text[end:])
    known = following is not None and following[1] not in entries("sentence_openers")
    return text[start].isupper() and known


def _is_stop_of_sentence(text: str, at: int) -> bool:
    """Whether the stop at `at` ends the text or a paragraph."""
    return not text[at + 1 :].strip() or text[at + 1 :].lstrip(" \t").startswith(("\n", "\r"))


@cache
def _abbreviations() -> frozenset[str]:
    return entries("abbreviations")
