"""Posts, occupations and kinships that a person is said to hold: "Minister Novak", "Novak, a doctor"."""

from collections.abc import Iterator
from dataclasses import replace

from kg.extraction import lexicon
from kg.extraction.claims.belonging.offices import heads, holders, turned_about
from kg.extraction.claims.belonging.standing import standing
from kg.extraction.references import Reference
from kg.extraction.report import Draft, Report
from kg.language import Token
from kg.model import ClaimKind, EntityType, Term

__all__ = ["VERSION", "roles"]

VERSION = "1.0"

_INSIDE = {"of", "the", "and", "for", "to", "in", "at", "on", "'s", "’s", "-", "a", "an", "'", "’"}
_BEFORE = {"then", "former", "late", "ex", "deputy", "acting", "current"}
_NO_PART_OF_ROLE = {
    "of",
    "then",
    "his",
    "their",
    "its",
    "her",
    "our",
    "'s",
    "’s",
    "-",
    "year",
    "old",
    "is",
    "was",
    "later",
    "also",
}
_LONGEST = 16  # tokens a title may run before the name it belongs to
_NO_ROLES = {"mr", "mrs", "ms", "miss", "member", "suspect", "victim", "people"}
_DASHES = ("-", "–", "—", ":")


def roles(report: Report) -> Iterator[Draft]:
    """A role claim for each title before a name, apposition after one, and predicate of one."""
    for person in report.references:
        if person.type is EntityType.PERSON and not person.nominal:
            yield from _before(report, person)
            yield from _after(report, person)
    yield from _listed(report)
    yield from _predicates(report)


def _draft(report: Report, person: Reference, noun: Token, first: int, last: int) -> Draft:
    """A claim that `person` holds the role of tokens `first`..`last`, quoted with the name."""
    return Draft(
        kind=ClaimKind.ROLE,
        trigger=noun.index,
        first=min(first, person.first),
        last=max(last, person.last),
        subject=report.named(person),
        object=Term(text=_singular(report, noun, _bare_start(report, first), last)),
    )


def _singular(report: Report, noun: Token, first: int, last: int) -> str:
    """The words of a role, of one holder: "former mayors of Alba" makes "former mayor of Alba"."""
    words = report.words(first, last)
    if not (first <= noun.index <= last and _is_plural(noun)):
        return words
    one = noun.text.removesuffix("s") if noun.tag == "PROPN" else noun.lemma
    before = report.words(first, noun.index - 1) + " " if noun.index > first else ""
    after = " " + report.words(noun.index + 1, last) if noun.index < last else ""
    return before + one + after


def _bare_start(report: Report, first: int) -> int:
    """The first word of a role without articles, owners' pronouns and "21-year-old"."""
    tokens = report.tokens
    while tokens[first].tag in ("DET", "PUNCT", "NUM") or tokens[first].text.casefold() in _NO_PART_OF_ROLE:
        first += 1
    return first


def _is_role(token: Token) -> bool:
    """Whether a noun names a post, an occupation or a kinship."""
    lemma = token.lemma.casefold()
    singular = lemma[:-1] if token.tag == "PROPN" and lemma.endswith("s") else lemma
    known = lexicon.words("people", "roles", "relations")
    if token.text[:1].isupper() and token.text.rstrip(".") in lexicon.words("people", "ranks"):
        return True
    return token.tag in ("NOUN", "PROPN") and (lemma in known or singular in known) and lemma not in _NO_ROLES


def _before(report: Report, person: Reference) -> Iterator[Draft]:
    """Titles right before the name, with what they are "of"; several in a row are several roles."""
    sentence = report.annotation.sentences[report.tokens[person.first].sentence]
    index = person.first - 1
    comma = index > sentence[0] and report.tokens[index].text == ","
    index -= index > sentence[0] and report.tokens[index].text in (
        "named",
        "called",
    )  # "a teacher named Novak"
    if comma and not _closes_apposition(report, person):
        return
    last = index - comma
    index = last
    if report.tokens[last].text.casefold() in _INSIDE - {"'", "’"}:
        return  # "the son of Novak": the name is whose, not who
    limit = max(sentence[0], person.first - _LONGEST)
    while index >= limit:
        token = report.tokens[index]
        rank = index == person.first - 1 and token.text in ("general", "major", "private")
        if (rank or _is_role(token)) and _reaches(report, index, last):
            first = _title_start(report, index, sentence[0])
            parted = _rank_after(report, first, index)
            first = parted or first
            if not _is_plural(token):
                yield _draft(report, person, token, first, last)
            if parted is not None:
                last = index = parted - 1
                continue
            joined = report.tokens[first - 1].text if first - 2 >= limit else ""
            coordinated = joined == "and" and _is_role(report.tokens[first - 2])
            if not coordinated and (joined != "," or comma):
                return
            last = index = first - 2  # "Assistant of the President, Head of Department Novak"
            continue
        if token.text == "," or not _may_stand_in_title(report, token):
            return
        index -= 1


def _rank_after(report: Report, first: int, last: int) -> int | None:
    """Where a rank follows a post in the same title: the "Col" of "army spokesman Col Novak"."""
    ranks = lexicon.words("people", "ranks")
    for token in report.tokens[first + 1 : last + 1]:
        before = report.tokens[token.index - 1]
        if token.text.rstrip(".") in ranks and before.text.islower() and _is_role(before):
            return token.index
    return None


def _closes_apposition(report: Report, person: Reference) -> bool:
    """Whether a name set off by a comma before it is one by a comma or verb after it too."""
    following = report.tokens[person.last + 1] if person.last + 1 < len(report.tokens) else None
    return following is not None and following.text in (",", "(", ".", ";", ")")


def _reaches(report: Report, index: int, last: int) -> bool:
    """Whether the role noun at `index` runs to `last`: at once, or by "of ..."."""
    if index == last:
        return True
    between = [token for token in report.tokens[index + 2 : last + 1] if token.tag != "DET"]
    whose = all(token.text.casefold() in lexicon.titles() for token in between)  # "a spokesman for Mr. Novak"
    return report.tokens[index + 1].text in ("of", "for", "to", "at") and not whose


def _may_stand_in_title(report: Report, token: Token) -> bool:
    if token.text.casefold() in _INSIDE:
        return True
    reference = report.covering(token.index)
    named = reference is not None and reference.type is not EntityType.PERSON
    return named or token.tag in ("NOUN", "PROPN", "ADJ", "NUM")


def _title_start(report: Report, index: int, opening: int) -> int:
    """Where the words that modify a role noun begin: nations, bodies, "former", owners in the genitive."""
    first = index
    while first > opening:
        before = report.tokens[first - 1]
        reference = report.covering(before.index)
        named = reference is not None and not reference.nominal and reference.type is not EntityType.PERSON
        genitive = before.text in ("'s", "’s") and report.covering(before.index - 1) is not None
        word = before.tag in ("ADJ", "PROPN", "NOUN") and before.relation in (
            "amod",
            "compound",
            "nmod",
            "nmod:desc",
            "flat",
        )
        hyphen = (
            before.text == "-"
            and before.end == report.tokens[first].start
            and before.start == report.tokens[before.index - 1].end
        )
        if not (named or genitive or word or hyphen or before.text.casefold() in _BEFORE):
            break
        first = (
            reference.first
            if named and reference is not None and reference.type is not EntityType.GROUP
            else before.index
        )
    if report.tokens[first].text in ("'s", "’s") and first > opening:
        owner = report.covering(first - 1)
        first = owner.first if owner is not None and not owner.nominal else first - 1
    if (
        first > opening
        and report.tokens[first - 1].tag in ("DET", "PRON")
        and report.tokens[first - 1].relation in ("det", "nmod:poss")
    ):
        first -= 1
    return first


def _is_plural(token: Token) -> bool:
    inflected = token.tag == "PROPN" or token.text.casefold() != token.lemma.casefold()
    return token.text.casefold().endswith("s") and inflected


def _after(report: Report, person: Reference) -> Iterator[Draft]:
    """An apposition: "Novak, the mayor of Alba,", "Novak (44), a doctor"."""
    index = person.last + 1
    tokens = report.tokens
    closing = report.annotation.sentences[tokens[person.last].sentence][1]
    if index + 2 <= closing and tokens[index].text == "(" and tokens[index + 2].text == ")":
        index += 3
    if (
        index + 2 <= closing
        and tokens[index].text == ","
        and tokens[index + 1].tag == "NUM"
        and tokens[index + 2].text == ","
    ):
        index += 2
    if index >= closing or tokens[index].text not in (",", "(", "-", "–", "—"):
        return
    start = index + 1
    for noun in tokens[start : min(closing, start + 8) + 1]:
        acting = noun.text in ("acting", "retired")
        if noun.text in (",", ")", ".", ";") or (noun.tag in ("VERB", "AUX") and not acting):
            return
        if _is_role(noun) and not (noun.relation == "compound" and noun.head > noun.index):
            opens = (
                tokens[start].tag in ("DET", "ADJ", "NOUN", "PROPN", "ADV", "VERB")
                and report.covering(start) is not person
            )
            person_inside = any(
                (r := report.covering(i)) and r.type is EntityType.PERSON and not r.nominal
                for i in range(start, noun.index)
                if "'s" not in (t.text for t in tokens[i : noun.index])
                and "’s" not in (t.text for t in tokens[i : noun.index])
            )
            follows = noun.index + 1 <= closing and tokens[noun.index + 1].text in (
                ",",
                ".",
                ")",
                "of",
                "in",
                "for",
                "at",
                "to",
                "who",
                "and",
                "from",
                "with",
                ";",
                "on",
            )
            follows = follows or (noun.index < closing and tokens[noun.index + 1].tag in ("VERB", "AUX"))
            joined = "and" in (t.text for t in tokens[start : noun.index])
            one_of = [t.text.casefold() for t in tokens[start : start + 2]] == ["one", "of"]
            opens, plural = opens or one_of, _is_plural(noun) and not one_of
            if opens and follows and not person_inside and not joined and not plural:
                last = max(noun.index, min(_phrase_end(report, noun), closing))
                yield _draft(report, person, noun, start, last)
                yield from _coordinated(report, person, noun)
            return


def _coordinated(report: Report, person: Reference, noun: Token) -> Iterator[Draft]:
    """Further roles of an apposition: "a lawyer from Brod and former mayor of Alba"."""
    tokens = report.tokens
    closing = report.annotation.sentences[noun.sentence][1]
    start = next(
        (i + 1 for i in range(noun.index + 1, min(closing, noun.index + 8)) if tokens[i].text == "and"), None
    )
    if start is None or any(t.tag in ("VERB", "AUX", "PUNCT") for t in tokens[noun.index : start]):
        return
    for other in tokens[start : min(closing, start + 4) + 1]:
        if _is_role(other) and (other.relation != "compound" or other.head < other.index):
            if not _is_plural(other) and not _is_named(report, other):
                yield _draft(report, person, other, start, max(_phrase_end(report, other), other.index))
            return
        if other.tag not in ("ADJ", "NOUN", "PROPN", "ADV", "DET"):
            return


def _is_named(report: Report, noun: Token) -> bool:
    """Whether a noun stands before a person's name, whose role it then is."""
    held = report.reference(noun.index)
    return (
        held is not None
        and not held.nominal
        and held.type is EntityType.PERSON
        and held.first == noun.index + 1
    )


def _phrase_end(report: Report, noun: Token) -> int:
    """The end of a role noun's phrase: "of ..." belongs to it, clauses do not."""
    index = noun.index
    tokens = report.tokens
    while (
        index + 2 < len(tokens)
        and tokens[index + 1].text == "-"
        and tokens[index + 1].end == tokens[index + 2].start
    ):
        index += 2  # "son-in-law"
    base = index
    while index + 1 < len(tokens) and tokens[index + 1].sentence == noun.sentence:
        token = tokens[index + 1]
        if token.text in ("of", "for", "to", "at") and index == base:
            index += 1
            continue
        if (
            index == base
            or not _may_stand_in_title(report, token)
            or token.text in ("and", "in", "on", "to", "for")
        ):
            break
        index += 1
    while tokens[index].text.casefold() in _INSIDE and index > base:
        index -= 1
    return index


def _listed(report: Report) -> Iterator[Draft]:
    """A plural or collective role with the names of its holders: "the former presidents of X, A and B"."""
    for noun in report.tokens:
        kin = noun.lemma.casefold() in lexicon.words("people", "relations")
        if kin or not _is_role(noun) or not (_is_plural(noun) or noun.lemma == "leadership"):
            continue
        sentence = report.annotation.sentences[noun.sentence]
        end = _phrase_end(report, noun)
        mark = next(
            (
                i
                for i in range(end + 1, min(sentence[1], noun.index + _LONGEST))
                if _opens_list(report, i, end)
            ),
            None,
        )
        opening = end + 1 if mark is None else mark + 1
        listed = _names_from(report, opening, sentence[1])
        if len(listed) < 2:
            continue
        first = _title_start(report, noun.index, sentence[0])
        for person in listed:
            yield _draft(report, person, noun, first, end)


def _opens_list(report: Report, index: int, end: int) -> bool:
    """Whether a mark sets off a list of names: a dash anywhere after the role, a comma right after it."""
    token = report.tokens[index]
    following = report.covering(index + 1)
    named = following is not None and following.type is EntityType.PERSON and following.first == index + 1
    return named and (token.text in _DASHES or (token.text in (",", "(") and index == end + 1))


def _names_from(report: Report, index: int, closing: int) -> list[Reference]:
    """The persons of a list that begins at `index`, up to a word that is no part of it."""
    found = []
    while index <= closing:
        reference = report.covering(index)
        if reference is not None and reference.type is EntityType.PERSON and not reference.nominal:
            found.append(reference)
            index = _past_age(report, reference.last + 1)
        elif report.tokens[index].text in (",", "and", "&") and found:
            index += 1
        else:
            break
    return found


def _past_age(report: Report, index: int) -> int:
    """The index behind "(59)" or ", 59" where that stands there."""
    words = [t.text for t in report.tokens[index : index + 3]]
    if len(words) == 3 and words[1].isdigit() and words[0] in ("(", ",") and words[2] in (")", ",", "and"):
        return index + 2 + (words[2] == ")")
    return index


def _predicates(report: Report) -> Iterator[Draft]:
    """ "Novak was the mayor of Alba", "was elected mayor", "the mayor was Novak", "who heads the Council"."""
    for noun in report.tokens:
        if (
            not _is_role(noun)
            or _is_named(report, noun)
            or (noun.lemma == "representative" and _is_plural(noun))
        ):
            continue
        found = holders(report, noun)
        for person in [*found, *turned_about(report, noun)]:
            last = max(_phrase_end(report, noun), noun.index)
            first = max(_title_start(report, noun.index, report.annotation.sentences[noun.sentence][0]), 0)
            if not first <= person.head <= last:
                yield replace(_draft(report, person, noun, first, last), polarity=standing(report, noun))
    for person, verb, last in heads(report):
        yield replace(_draft(report, person, verb, verb.index, last), polarity=standing(report, verb))
