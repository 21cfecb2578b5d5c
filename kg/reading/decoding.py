"""Bytes to text, or a refusal: never a guess that could silently spoil names."""

import codecs
import re

from kg.reading.content import Unreadable

__all__ = ["clean", "decode"]

_BYTE_ORDER_MARKS = (  # the longer first: UTF-32 begins as UTF-16 does
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_SIGNATURES = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a zip archive, docx or other office file",
    b"\xd0\xcf\x11\xe0": "an old office file",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"\x1f\x8b": "a gzip archive",
    b"{\\rtf": "an RTF file",
}

_MAX_CONTROLS = 4
_MAX_CONTROL_SHARE = 0.01
"""Of a file's bytes: text that went through a bad conversion has a few controls, binary has many."""

_MAX_CHAOS = 0.1
"""What charset-normalizer may find odd in a guess; right guesses on prose stay below 0.03."""

_ASCII = frozenset(range(128))
_TYPOGRAPHIC = frozenset(b"\x85\x91\x92\x93\x94\x95\x96\x97\x99\xa0\xa7\xa9\xab\xae\xb0\xb7\xbb")
"""Quotation marks, dashes and signs that stand alike in every Windows code page."""

_WITHIN_WORD = re.compile(r"[^\W\d_][“”‘…•™\xa7\xa9\xab\xae\xb0\xb7\xbb][^\W\d_]")
"""Where they cannot stand: there, DOS code pages have letters with accents."""

_BINARY_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\v\x1b\x1a"))

_ENCODINGS = re.compile(
    r"(ascii|us-ascii|utf[-_]?(8|16|32)([-_]?(le|be|sig))?|latin[-_]?\d+|l\d|iso[-_]?8859[-_]\d+|"
    r"(windows|cp|ibm|x-cp)[-_]?\d+|koi8[-_]?[rtu]|mac[-_]?\w+|gb\d*\w*|big5\w*|euc[-_]?\w+|"
    r"s(hift)?[-_]?jis\w*|tis[-_]?620|viscii|johab|hz|iso[-_]?2022[-_]\w+)",
    re.IGNORECASE,
)

_NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """The text with what XML and UTF-8 cannot carry replaced one for one by U+FFFD: offsets stay."""
    return _NOT_TEXT.sub("\ufffd", text)


def decode(data: bytes, *, said: str | None = None, declared: str | None = None) -> str:
    """The text of a file as it stands: line ends and a byte order mark stay.

    `said` is an encoding that a person gave and goes before everything; `declared` one that
    the file names itself and goes after UTF-8. Raises Unreadable for binary files, and where
    several encodings would fit and give different texts.
    """
    if said:
        return _as(data, said)
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _as(data, encoding)
    _refuse_binary(data)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if declared and _known(declared):
        return _as(data, declared)
    return _detected(data)


def _as(data: bytes, encoding: str) -> str:
    if not _known(encoding):
        raise Unreadable(f"no text encoding is called {encoding[:40]!r}; give one such as windows-1252")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        where = f"{error.reason} at byte {error.start}"
        raise Unreadable(f"is not text in {encoding} ({where}); save it as UTF-8") from error


def _known(encoding: str) -> bool:
    if not _ENCODINGS.fullmatch(encoding):
        return False
    try:
        codecs.lookup(encoding)
    except LookupError:
        return False
    return True


def _refuse_binary(data: bytes) -> None:
    for signature, what in _SIGNATURES.items():
        if data.startswith(signature):
            raise Unreadable(f"is {what} by its content; give it its right ending or convert it to text")
    controls = len(data) - len(data.translate(None, _BINARY_CONTROLS))
    if controls > max(_MAX_CONTROLS, _MAX_CONTROL_SHARE * len(data)):
        raise Unreadable("is binary, not text, or UTF-16 without its mark; convert it to text in UTF-8")


def _detected(data: bytes) -> str:
    if set(data) - _ASCII <= _TYPOGRAPHIC:
        text = data.decode("cp1252")
        if not _WITHIN_WORD.search(text):
            return text
    from charset_normalizer import from_bytes  # slow to import, rarely needed

    guesses = list(from_bytes(data))
    least = min((guess.chaos for guess in guesses), default=1.0)
    texts = {str(guess) for guess in guesses if guess.chaos == least}
    if least <= _MAX_CHAOS and len(texts) == 1:
        return texts.pop()
    names = sorted({guess.encoding for guess in guesses})[:4]
    fits = f"could be {' or '.join(names)}" if names else "fits no known encoding"
    raise Unreadable(f'is not UTF-8 and {fits}; save it as UTF-8, or set encoding = "..." in source.toml')
