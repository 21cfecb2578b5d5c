"""Numbers as written: how high, how sure, and which tokens; names, dates and prices are left out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from kg.extraction.counts.uncounted import Uncounted
from kg.language import Annotation
from kg.schema.words import table

__all__ = ["Numeral", "numerals"]

_GROUPED = re.compile(r"\d{1,3}(?:[,’']\d{3})+|\d{1,2}(?:,\d{2})+,\d{3}")
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{3})+")
_PLAIN = re.compile(r"\d+")
_DECIMAL = re.compile(r"\d+[.,]\d+")
_HYPHENS = ("-", "–", "—", "‑")


@dataclass(frozen=True, slots=True, kw_only=True)
class Numeral:
    """A number over tokens `first` to `last`; `opening` is the first token of the words that bound it.

    `low` to `high` are inclusive, None where open; `qualifier` is one of those of
    `kg.model.Quantity`; `surface` is the text from `opening` to `last`.
    """

    opening: int
    first: int
    last: int
    low: float | None
    high: float | None
    qualifier: str
    surface: str


def numerals(annotation: Annotation) -> tuple[Numeral, ...]:
    """Every number of the text that can count something, in order, none overlapping."""
    return tuple(_Reader(annotation).read())


@cache
def _phrases(section: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """The phrases of a table as words, the longest first."""
    return {
        name: tuple(sorted((tuple(phrase.split()) for phrase in value), key=len, reverse=True))
        for name, value in table("numbers")[section].items()
        if isinstance(value, list)
    }


def _bounds(value: float, high: float, qualifier: str) -> tuple[float | None, float | None]:
    """The inclusive bounds that a qualifier leaves of a written number or range."""
    if qualifier in ("at least", "more than"):
        return value, None
    if qualifier in ("at most", "less than"):
        return None, high
    return value, high


class _Reader:
    """One pass over one text."""

    def __init__(self, annotation: Annotation) -> None:
        self.annotation = annotation
        self.tokens = annotation.tokens
        self.words = [token.text.casefold() for token in annotation.tokens]
        self.uncounted = Uncounted(annotation)
        self.table = table("numbers")

    def read(self) -> Iterator[Numeral]:
        index = 0
        while index < len(self.tokens):
            found = self.range(index) or self.plural(index) or self.single(index) or self.vague(index)
            if found is None:
                index += 1
                continue
            index = found.last + 1
            if not self.uncounted.holds(found.first, found.last, found.high):
                yield self.bounded(found)

    # The number itself

    def single(self, index: int) -> Numeral | None:
        value = self.value(index)
        return None if value is None else self.made(index, value[1], value[0], value[0], "exact")

    def range(self, index: int) -> Numeral | None:
        """30 to 40, 30-40, between 30 and 40; "and" only after "between"."""
        opening = self.match(index, [("between",), ("from",)])
        cue = index - (self.words[index - 1] == "from") - 1
        if cue >= 0 and self.tokens[cue].lemma in self.table["ranges"]["changes"]:
            return None
        start = index + opening
        left = self.value(start)
        if left is None or left[1] + 2 >= len(self.words) or not self.same_sentence(start, left[1] + 2):
            return None
        join = self.words[left[1] + 1]
        if join not in ((*_HYPHENS, "to") if not opening else ("and", "to")) and (opening or join != "or"):
            return None
        right = self.value(left[1] + 2)
        if right is None:
            return None
        low = left[0]
        scale = self.table["scales"].get(self.words[right[1]], 1)
        if low * scale < right[0] and scale > 1 and low < scale:
            low *= scale
        return self.made(index, right[1], low, right[0], "exact") if low < right[0] else None

    def plural(self, index: int) -> Numeral | None:
        """Dozens, hundreds of thousands, several dozen, a few thousand."""
        low, last, name = 1.0, index - 1, ""
        while last + 1 < len(self.words) and self.words[last + 1] in self.table["plurals"]:
            entry = self.table["plurals"][self.words[last + 1]]
            low, name, last = low * entry["low"], entry["qualifier"], last + 1
            if self.words[last + 1 : last + 2] == ["of"] and self.words[last + 2 : last + 3] != []:
                if self.words[last + 2] not in self.table["plurals"]:
                    break
                last += 1
        if name:
            return self.made(index, last, low, None, name)
        before = self.match(index, [("a", "few"), ("several",), ("few",), ("many",), ("a", "couple", "of")])
        unit = index + before
        if not before or unit >= len(self.words):
            return None
        entry = self.table["plurals"].get(self.words[unit] + "s")
        return self.made(index, unit, entry["low"], None, entry["qualifier"]) if entry else None

    def vague(self, index: int) -> Numeral | None:
        for name, phrases in _phrases("vague").items():
            length = self.match(index, phrases) if name in ("several", "many") else 0
            degree = index > 0 and self.words[index - 1] in ("how", "so", "too", "as")
            if degree or (length and self.words[index + length : index + length + 1] == ["as"]):
                continue
            if length and self.tokens[index].tag in ("DET", "ADJ", "PRON", "NOUN", "ADP"):
                last = index + length - 1
                last -= self.words[last] == "of"
                return self.made(index, last, None, None, name)
        return None

    def value(self, index: int) -> tuple[float, int] | None:
        """The number that starts at a token, and its last token."""
        if index >= len(self.words):
            return None
        digits = self.digits(index)
        if digits is not None:
            return self.scaled(*digits)
        word = self.words[index]
        if word in ("a", "an") and self.words[index + 1 : index + 2]:
            return self.named_unit(1, index + 1)
        if word == "half" and self.words[index + 1 : index + 2] == ["a"]:
            return self.named_unit(0.5, index + 2)
        if word == "half" and self.words[index + 1 : index + 2] == ["million"]:
            return 500_000.0, index + 1
        if word == "both":
            return (2, index) if self.is_pair(index) else None
        named = index > 0 and self.words[index - 1] in self.table["uncounted"]["before_one"]
        if word == "one" and named and self.words[index + 1 : index + 2] != ["of"]:
            return None
        return self.written(index)

    def named_unit(self, factor: float, index: int) -> tuple[float, int] | None:
        word = self.words[index] if index < len(self.words) else ""
        collective = self.table["collectives"].get(word)
        if collective and word != "both":
            return factor * collective, index
        if word in ("hundred", *self.table["scales"]) and len(word) > 2:
            read = self.written(index)
            return None if read is None else ((read[0] if factor == 1 else read[0] * factor), read[1])
        return None

    def digits(self, index: int) -> tuple[float, int] | None:
        text = self.tokens[index].text
        if _GROUPED.fullmatch(text):
            return float(re.sub(r"\D", "", text)), index
        following = self.words[index + 1] if index + 1 < len(self.words) else ""
        if _DOTTED.fullmatch(text) and following not in self.table["scales"]:
            if text.count(".") > 1 or self.tokens[min(index + 1, len(self.tokens) - 1)].tag in (
                "NOUN",
                "ADJ",
                "PROPN",
            ):
                return float(text.replace(".", "")), index
            return None
        if _DECIMAL.fullmatch(text) and following in self.table["scales"]:
            return float(text.replace(",", ".")), index
        if not _PLAIN.fullmatch(text):
            return None
        last = index
        if len(text) <= 3 and not self.uncounted.near_month(index, index):
            while self.is_continued(last):
                last += 1
                text += self.tokens[last].text
        return float(text), last

    def is_continued(self, index: int) -> bool:
        """Whether the next token is the next three digits of a number written "1 345 000"."""
        if index + 1 >= len(self.tokens):
            return False
        token, following = self.tokens[index], self.tokens[index + 1]
        return following.start == token.end + 1 and bool(re.fullmatch(r"\d{3}", following.text))

    def scaled(self, value: float, last: int) -> tuple[float, int]:
        following = self.words[last + 1] if last + 1 < len(self.words) else ""
        if following in self.table["scales"] and (len(following) > 2 or value < 1000):
            return value * self.table["scales"][following], last + 1
        if following == "dozen":
            return value * self.table["collectives"][following], last + 1
        return value, last

    def written(self, index: int) -> tuple[float, int] | None:
        """A number in words: "two hundred and ten", "seventy-one", "two dozen"."""
        total, current, last, at = 0.0, 0.0, index - 1, index
        units, tens, scales = self.table["units"], self.table["tens"], self.table["scales"]
        while at < len(self.words):
            word, started = self.words[at], last >= index
            if word in _HYPHENS or word == "and":
                joins = (
                    started
                    and at + 1 < len(self.words)
                    and self.joins(current, word, self.words[at - 1], self.words[at + 1])
                )
                if not joins:
                    break
                at += 1
                continue
            small = units.get(word, tens.get(word))
            if small is not None and (current == 0 or self.fits(current, small)):
                current += small
            elif word == "hundred" and current < 100:
                current = (current or 1) * 100
            elif word in scales and len(word) > 2 and (current or not started):
                total, current = total + (current or 1) * scales[word], 0
            elif word in ("dozen", "score") and current:
                current *= self.table["collectives"][word]
            else:
                break
            last, at = at, at + 1
        return (total + current, last) if last >= index else None

    def joins(self, current: float, word: str, before: str, after: str) -> bool:
        """Whether a hyphen or "and" stands inside a number in words."""
        small = self.table["units"].get(after, self.table["tens"].get(after))
        if word == "and":
            return small is not None and (before == "hundred" or before in self.table["scales"])
        if after in ("hundred", *self.table["scales"]):
            return True
        return small is not None and before in self.table["tens"] and small < 10 and current > 0

    @staticmethod
    def fits(current: float, small: float) -> bool:
        return (current % 100 == 0 and small < 100) or (
            current % 100 >= 20 and current % 10 == 0 and small < 10
        )

    def is_pair(self, index: int) -> bool:
        """Whether "both" counts two, and does not open "both A and B"."""
        following = self.words[index + 1 : index + 2]
        return (
            self.tokens[index].relation != "cc:preconj"
            and following != ["in"]
            and self.tokens[index].tag != "CCONJ"
        )

    # Its bounds

    def bounded(self, found: Numeral) -> Numeral:
        opening, qualifier, extra = found.opening, "exact", 0
        while (step := self.word_before(opening)) is not None:
            name, length = step
            opening -= length
            if qualifier == "exact":
                qualifier = name
        for name, phrases in _phrases("after").items():
            length = self.match(found.last + 1, phrases)
            if length and qualifier == "exact":
                qualifier, extra = name, length
        if found.qualifier != "exact":
            return replace(found, opening=opening, surface=self.text(opening, found.last))
        if found.low is None or found.high is None:
            return found
        low, high = _bounds(found.low, found.high, qualifier)
        last = found.last + extra
        return replace(
            found,
            opening=opening,
            last=last,
            low=low,
            high=high,
            qualifier=qualifier,
            surface=self.text(opening, last),
        )

    def word_before(self, index: int) -> tuple[str, int] | None:
        best: tuple[str, int] | None = None
        for name, phrases in _phrases("before").items():
            for phrase in phrases:
                start = index - len(phrase)
                fits = (
                    start >= 0
                    and tuple(self.words[start:index]) == phrase
                    and self.same_sentence(start, index)
                )
                if fits and (best is None or len(phrase) > best[1]):
                    best = name, len(phrase)
        return best

    # Small helpers

    def match(self, index: int, phrases: "list[tuple[str, ...]] | tuple[tuple[str, ...], ...]") -> int:
        """The length of the first phrase that stands at a token, 0 where none does."""
        return next((len(p) for p in phrases if tuple(self.words[index : index + len(p)]) == p), 0)

    def same_sentence(self, left: int, right: int) -> bool:
        return self.tokens[left].sentence == self.tokens[right].sentence

    def text(self, first: int, last: int) -> str:
        return self.annotation.text[self.tokens[first].start : self.tokens[last].end]

    def made(self, first: int, last: int, low: float | None, high: float | None, qualifier: str) -> Numeral:
        return Numeral(
            opening=first,
            first=first,
            last=last,
            low=low,
            high=high,
            qualifier=qualifier,
            surface=self.text(first, last),
        )
