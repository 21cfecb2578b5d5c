"""Numbers that count nobody: dates, ages, times, prices, shares, and the numbers of things."""

import re
from functools import cache

from kg.language import Annotation
from kg.schema.words import table

__all__ = ["Uncounted"]

_HYPHENS = ("-", "–", "—", "‑")
_OLDEST = 120
"""No age is higher: a bare number up to here after a person's name is read as the age."""
_DAY = re.compile(r"\d{1,4}")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_DAY_JOINS = frozenset([*_HYPHENS, "and", "to", "or", "/", ",", "of", "through"])
_LEFT_OUT = frozenset(["them", "the", "these", "those", "whom"])


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(table("numbers")["uncounted"][name])


class Uncounted:
    """Tells, for one annotated text, which of its numbers count nothing."""

    def __init__(self, annotation: Annotation) -> None:
        self.tokens = annotation.tokens
        self.words = [token.text.casefold() for token in annotation.tokens]
        self.people = {name.last for name in annotation.names if name.label == "PERSON"}

    def holds(self, first: int, last: int, high: float | None) -> bool:
        """Whether the number over tokens `first` to `last`, up to `high`, counts nothing."""
        if (
            self._is_measured(first, last)
            or self._is_limit(first, last, high)
            or self._is_compound(first, last)
        ):
            return True
        if not self.words[last][-1].isdigit():
            return False
        dated = self.near_month(first, last) or self._is_year(first, last)
        return dated or self._is_age(first, last, high) or self._is_label(first, last)

    def near_month(self, first: int, last: int) -> bool:
        """Day or year of a date: a month stands on either side, or beyond a second day."""
        if "," in self.words[first]:
            return False
        number = re.sub(r"\D", "", self.words[first])
        if not number or (int(number) > 31 and len(number) != 4):
            return False
        sentence = self.tokens[first].sentence
        months = {i for i in range(first - 5, last + 4) if self._is_month(i, sentence)}
        if first - 1 in months or last + 1 in months or (self._word(last + 1) == "of" and last + 2 in months):
            return True
        follows = self._word(last + 1) in _DAY_JOINS and _DAY.fullmatch(self._word(last + 2))
        if follows and last + 3 in months:
            return True
        second = _DAY.fullmatch(self._word(first - 2)) and self._word(first - 1) in _DAY_JOINS
        third = second and _DAY.fullmatch(self._word(first - 4))
        return bool(second and first - 3 in months) or bool(third and first - 5 in months)

    def _word(self, index: int) -> str:
        return self.words[index] if 0 <= index < len(self.words) else ""

    def _is_month(self, index: int, sentence: int) -> bool:
        """Whether a month, or the stop of a shortened one, stands at a place of the sentence."""
        at = index - (self._word(index) == ".")
        if self._word(at) not in _words("months"):
            return False
        return self.tokens[at].text[0].isupper() and self.tokens[at].sentence == sentence

    def _is_measured(self, first: int, last: int) -> bool:
        """A price, a share, a time of day, or an age that says so."""
        before, after = self._word(first - 1), self._word(last + 1)
        if before in _words("currencies") or before in _words("ages"):
            return True
        return after in _words("shares") | _words("clocks") or (after, self._word(last + 2)) == (
            "per",
            "cent",
        )

    def _is_compound(self, first: int, last: int) -> bool:
        """Inside a hyphenated word: M-16, 20-year-old, six-member."""
        if first > 1 and self._glued(first - 2):
            return True
        return (
            last + 2 < len(self.tokens) and self._glued(last) and self._word(last + 2) not in ("odd", "plus")
        )

    def _glued(self, index: int) -> bool:
        """Whether a hyphen ties a token to the one behind the hyphen."""
        left, hyphen, right = self.tokens[index : index + 3]
        return hyphen.text in _HYPHENS and left.end == hyphen.start and hyphen.end == right.start

    def _is_age(self, first: int, last: int, high: float | None) -> bool:
        """A bare number after a person's name, in brackets or between commas: (59), ", 22,"."""
        if high is None or high > _OLDEST or first < 2:
            return False
        before, after = self._word(first - 1), self._word(last + 1)
        if before == "(":
            return after == ")" or (after in (",", ";") and self.tokens[first - 2].tag == "PROPN")
        return before == "," and first - 2 in self.people and after in (",", ".", ";", "and", ":", ")")

    def _is_limit(self, first: int, last: int, high: float | None) -> bool:
        """An age that is a limit: "children under five", "men over 60"."""
        if first < 2 or self._word(first - 1) not in ("under", "over", "below", "above"):
            return False
        after = self.tokens[last + 1].tag if last + 1 < len(self.tokens) else "PUNCT"
        person = self.tokens[first - 2].tag in ("NOUN", "PRON")
        return person and after in ("PUNCT", "AUX", "CCONJ") and high is not None and high <= _OLDEST

    def _is_label(self, first: int, last: int) -> bool:
        """The number of something: Flight 417, Resolution 940, Route 6."""
        before, number = self.tokens[first - 1], self.tokens[last]
        if not first or before.sentence != number.sentence:
            return False
        leads = number.relation == "nummod" and number.head > last
        if self._word(first - 1) in _words("designators") and before.tag in (
            "NOUN",
            "PROPN",
            "SYM",
            "X",
            "DET",
        ):
            return not (leads and before.text.islower())
        return before.tag == "PROPN" and before.index == number.head and not leads

    def _is_year(self, first: int, last: int) -> bool:
        token = self.tokens[last]
        if not _YEAR.fullmatch(token.text):
            return False
        if first != last:
            return (
                any(_YEAR.fullmatch(t.text) for t in self.tokens[first:last]) and token.relation != "nummod"
            )
        leads = token.relation == "nummod" and token.head > last
        partitive = self._word(last + 1) == "of" and self._word(last + 2) in _LEFT_OUT
        return not (leads or partitive) or self._word(first - 1) in _words("year_cues")
