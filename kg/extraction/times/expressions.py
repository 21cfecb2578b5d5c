"""The times a text tells, as EDTF, and which of them governs a word."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from enum import StrEnum

from kg.extraction.grammar import children, clause, head
from kg.extraction.times.discourse import Discourse
from kg.extraction.times.written import Written, written
from kg.language import Annotation, Token
from kg.schema.words import table

__all__ = ["TimeExpression", "TimeSort", "time_of", "times"]


_PRESENT = {"is", "are", "am", "will", "shall", "has", "have", "'s", "’s", "'ll", "’ll", "'re", "’re"}


class TimeSort(StrEnum):
    """How a time was told.

    CALENDAR: with its year. INFERRED: the year is the text's. RELATIVE: counted from the
    document's date or from the last date told. BACKGROUND: it frames or names something
    ("since 1982", "the 1994 agreement", "the 1980s") and dates only what it hangs on.
    """

    CALENDAR = "calendar"
    INFERRED = "inferred"
    RELATIVE = "relative"
    BACKGROUND = "background"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression:
    """A time over tokens `[first, last]`, both inclusive, its preposition with it; `value` is EDTF."""

    first: int
    last: int
    value: str
    sort: TimeSort


def times(annotation: Annotation, published: str | None) -> tuple[TimeExpression, ...]:
    """The times of a text in its order; `published` is the document's own date as EDTF.

    What cannot be resolved from the text and that date is left out.
    """
    discourse, found, end = Discourse(published), [], 0
    starts = [token.start for token in annotation.tokens]
    header = _header_end(annotation.text)
    breaks = [place for place, character in enumerate(annotation.text) if character == "\n"]
    for written_time in written(annotation.text):
        item, last = written_time, bisect_left(starts, written_time.end) - 1
        names = _names_a_thing(annotation, item, last)
        if names and item.lead:
            item = _without_lead(annotation, item)
        first = bisect_right(starts, _first_letter(annotation.text, item.start)) - 1
        if item.start < header or first < 0 or not _is_time(annotation, item, last, end):
            continue
        end = item.end
        sort = TimeSort.BACKGROUND if names else _sort(item)
        place = (first, last, bisect_left(breaks, item.start))
        value = _resolve(annotation, discourse, item, place, sort)
        if value is not None:
            found.append(TimeExpression(first=first, last=last, value=value, sort=sort))
    return tuple(found)


def _first_letter(text: str, start: int) -> int:
    """Where the words begin: a pattern may have taken the blank before them."""
    return start + len(text[start:]) - len(text[start:].lstrip())


def _without_lead(annotation: Annotation, item: Written) -> Written:
    """ "since the 1994 truce": the preposition belongs to the truce."""
    start = annotation.text.casefold().index("the ", item.start)
    return replace(item, start=start, lead="")


_WORD = 40
_CAPITALS = r"[A-Z][A-Z'’.-]+(?:\s[A-Z][A-Z'’.-]+)*"
_DATELINE = re.compile(
    rf"\s*(?:date\s+\d\S*\s*)?(?:{_CAPITALS}(?:,\s[\w ]{{2,30}})?,\s+[A-Z]\w{{2,8}}\.?\s\d{{1,2}}\b)?"
)


def _header_end(text: str) -> int:
    """Where the text begins after a leading "date 2020-02-25" and a dateline, which date the document."""
    match = _DATELINE.match(text)
    return match.end() if match else 0


def _resolve(
    annotation: Annotation, discourse: Discourse, item: Written, place: tuple[int, int, int], sort: TimeSort
) -> str | None:
    """The value of a time at tokens `first` to `last` of a line, the three of `place`."""
    first, last, line = place
    if sort is TimeSort.BACKGROUND and item.form == "year" and not item.lead:
        if item.dates[0].year:
            discourse.hint(item.dates[0].year)
        return str(item.dates[0])
    governor = _governor(annotation, first, last)
    verb = clause(annotation, governor) if governor else annotation.tokens[first]
    present = _present(annotation, verb)
    if sort is TimeSort.INFERRED and present and verb.lemma in table("calendar")["recurring"]["verbs"]:
        return None  # "25 May is remembered as": every year's
    return discourse.resolve(
        item,
        paragraph=line,
        present=present,
        reporting=verb.lemma in _sayings(),
    )


def _sayings() -> frozenset[str]:
    return frozenset(table("speech")["verbs"])


def _present(annotation: Annotation, verb: Token) -> bool:
    """Whether a clause is in the present or future, by its first auxiliary, copula or verb."""
    helpers = children(annotation, verb, "aux", "aux:pass", "cop")
    finite = helpers[0].text.casefold() if helpers else verb.text.casefold()
    if helpers or verb.tag != "VERB":
        return finite in {
            "is",
            "are",
            "am",
            "will",
            "shall",
            "has",
            "have",
            "'s",
            "’s",
            "'ll",
            "’ll",
            "'re",
            "’re",
        }
    return finite in {verb.lemma, f"{verb.lemma}s", f"{verb.lemma}es"}


def _sort(item: Written) -> TimeSort:
    if item.form in ("decade", "century") or item.lead in ("since", "before", "after", "prior to"):
        return TimeSort.BACKGROUND
    if not item.dates:
        return TimeSort.RELATIVE
    return TimeSort.CALENDAR if all(each.year for each in item.dates) else TimeSort.INFERRED


def _names_a_thing(annotation: Annotation, item: Written, last: int) -> bool:
    """Whether a date stands before a noun as part of its name: "(since) the June 1996 shelling"."""
    if not item.dates or item.form in ("days", "dates") or last + 1 >= len(annotation.tokens):
        return False
    words = annotation.text[item.start : item.end].casefold().removeprefix(item.lead).split()
    if item.lead and words[0] != "the":
        return False
    after = annotation.tokens[last + 1]
    return (
        after.sentence == annotation.tokens[last].sentence
        and after.tag in ("NOUN", "PROPN", "ADJ", "NUM")
        and annotation.text[annotation.tokens[last].end : after.start] == " "
    )


def _is_time(annotation: Annotation, item: Written, last: int, end: int) -> bool:
    """Whether what looks like a time is one: a bare number may count things instead."""
    if item.form in ("later", "eve") and item.words["way"] in ("before", "after"):
        return _closes(annotation, last)
    if item.form == "weekday":
        return not _is_named_day(annotation, last)
    bare = item.form in ("year", "years") or (
        item.form == "dates" and all(each.month is None for each in item.dates)
    )
    return not bare or _is_year(annotation, item, last, end)


def _is_named_day(annotation: Annotation, last: int) -> bool:
    """Whether a weekday is but part of a name: "Bloody Sunday"."""
    before = annotation.tokens[last - 1] if last else annotation.tokens[last]
    joined = before.head == last and before.relation in ("amod", "compound")
    opens = annotation.sentences[before.sentence][0] == before.index
    return joined and before.text[:1].isupper() and not (opens and before.tag == "ADV")


def _closes(annotation: Annotation, last: int) -> bool:
    """Whether a comma, a stop or the sentence's end follows: "two days before the vote" is no such time."""
    following = annotation.tokens[last + 1 : last + 2]
    return not following or following[0].tag == "PUNCT"


def _is_year(annotation: Annotation, item: Written, last: int, end: int) -> bool:
    words = table("calendar")["years"]
    tokens = annotation.tokens
    year = next((token for token in tokens[last::-1] if token.text[:1].isdigit()), tokens[last])
    before = annotation.text[max(0, item.start - _WORD) : item.start].split()[-1:]
    previous = before[0].casefold().strip("(") if before else ""
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    if (
        previous in words["counted"]
        or (item.lead in words["counted"] and after is not None and after.tag == "NOUN")
        or (after is not None and after.text in "%$°")
    ):
        return False
    if (
        after is not None
        and after.tag in ("NOUN", "ADJ", "PROPN", "VERB")
        and _counts(annotation, year, after)
    ):
        return False
    if item.form != "year" or item.lead or previous in words["before"]:
        return True
    if (
        annotation.text[item.start - 1 : item.start] == "("
        and annotation.text[item.end : item.end + 1] == ")"
    ):
        return True
    if previous in ("and", "or") or annotation.text[end : item.start].strip() in ("and", "or", ","):
        return 0 < item.start - end <= 6
    if after is not None and after.text.casefold() in words["after"]:
        return year.relation.startswith("nsubj") or year.tag == "NUM"
    return _names_a_thing(annotation, item, last) and year.tag == "NUM"


def _counts(annotation: Annotation, year: Token, after: Token) -> bool:
    """Whether a number counts the noun it stands before: that noun is people, things or a plain plural."""
    noun = annotation.tokens[year.head] if year.head > year.index else after
    if noun.lemma in table("calendar")["years"]["people"]:
        return True
    before = annotation.tokens[year.index - 1] if year.index else None
    named = before is not None and (before.tag == "DET" or before.text in ("'s", "’s"))
    plural = noun.tag == "NOUN" and noun.text.casefold() != noun.lemma and noun.text.endswith("s")
    return plural and not named and noun.index - year.index <= 2 and not after.text[0].isupper()


def _governor(annotation: Annotation, first: int, last: int) -> Token | None:
    """The word outside `[first, last]` on which the words inside hang."""
    beside = annotation.tokens[first - 1] if first else None
    near = beside is not None and beside.sentence == annotation.tokens[first].sentence
    if near and beside is not None and beside.tag == "VERB" and beside.lemma in _sayings():
        return beside  # "officials said on Friday": whatever the tree makes of it
    for token in annotation.tokens[first : last + 1]:
        if not first <= token.head <= last and token.relation != "punct":
            governor = annotation.tokens[token.head]
            marks = children(annotation, governor, "mark")
            # "Said on Friday that men were killed": a time before "that" is not the inner clause's.
            outside = any(mark.text == "that" and mark.index > last for mark in marks)
            return head(annotation, governor) if outside else governor
    return None


def time_of(
    annotation: Annotation, times: tuple[TimeExpression, ...], token_index: int
) -> TimeExpression | None:
    """The time that governs a word: on its own clause, on one around it, else the sentence's only one."""
    token = annotation.tokens[token_index]
    here = [each for each in times if annotation.tokens[each.first].sentence == token.sentence]
    hung = [(each, _governor(annotation, each.first, each.last)) for each in here]
    current: Token | None = token
    passed: list[Token] = []
    while current is not None:
        own = [each for each, governor in hung if governor is current]
        if current is not token:
            own = [each for each in own if each.sort is not TimeSort.BACKGROUND]
        if own:
            return min(own, key=lambda each: (abs(each.first - token_index), each.first))
        passed.append(current)
        if current.relation in _SHUT:
            break
        current = head(annotation, current)
    free = [
        each
        for each, governor in hung
        if each.sort is not TimeSort.BACKGROUND and _may_reach(annotation, governor, passed)
    ]
    return free[0] if len(free) == 1 else None


_SHUT = ("ccomp", "parataxis", "acl:relcl")  # a clause about someone does not share the time of what he did
_CLOSED = ("acl", "acl:relcl", "advcl", "advcl:relcl", "ccomp", "parataxis")


def _may_reach(annotation: Annotation, governor: Token | None, passed: list[Token]) -> bool:
    """Whether a time on `governor` can hold for the clause of the words `passed`.

    Not out of a clause that does not hold them ("the bridge bombed in 1990 was rebuilt"), and
    not from a verb of saying into what is said.
    """
    if governor is None:
        return True
    current: Token | None = governor
    while current is not None and current not in passed:
        if current.relation in _CLOSED:
            return False
        current = head(annotation, current)
    reached_from_above = current is None and passed[-1].relation in _SHUT
    return not reached_from_above
