"""WordPiece: a word as pieces of a fixed vocabulary, longest first (Schuster and Nakajima 2012)."""

import unicodedata
from functools import lru_cache
from pathlib import Path

__all__ = ["Vocabulary"]

_LONGEST_WORD = 100  # as in BERT: longer ones are one unknown piece


class Vocabulary:
    """An uncased vocabulary, accents stripped, one piece a line."""

    def __init__(self, path: Path) -> None:
        self._ids = {
            piece: index for index, piece in enumerate(path.read_text(encoding="utf-8").splitlines())
        }
        self.unknown = self._ids["[UNK]"]
        self.first = self._ids["[CLS]"]
        self.last = self._ids["[SEP]"]
        self.pieces = lru_cache(maxsize=50_000)(self._pieces)

    def _pieces(self, word: str) -> tuple[int, ...]:
        """The ids of a word's pieces, at least one."""
        found: list[int] = []
        for part in _basic(word):
            found.extend(self._longest_first(part))
        return tuple(found) or (self.unknown,)

    def _longest_first(self, part: str) -> list[int]:
        if len(part) > _LONGEST_WORD:
            return [self.unknown]
        found, start = [], 0
        while start < len(part):
            prefix = "##" if start else ""
            ends = range(len(part), start, -1)
            end = next((end for end in ends if prefix + part[start:end] in self._ids), None)
            if end is None:
                return [self.unknown]
            found.append(self._ids[prefix + part[start:end]])
            start = end
        return found


def _basic(word: str) -> list[str]:
    """A word in lower case without accents, punctuation and CJK signs apart."""
    decomposed = unicodedata.normalize("NFD", word.lower())
    parts: list[str] = []
    current = ""
    for char in decomposed:
        category = unicodedata.category(char)
        if category == "Mn" or category.startswith("C"):
            continue
        if category.startswith(("P", "S")) or 0x4E00 <= ord(char) <= 0x9FFF:
            parts.extend(filter(None, (current, char)))
            current = ""
        else:
            current += char
    parts.extend(filter(None, (current,)))
    return parts
