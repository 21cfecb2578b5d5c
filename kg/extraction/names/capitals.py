"""Names that their own words give away: known bodies, runs of capitals with a telling noun at an end."""

from collections.abc import Iterator

from kg.extraction import lexicon
from kg.extraction.names.spans import Named
from kg.language import Annotation, Token
from kg.model import EntityType

__all__ = ["capitalised", "opens_line", "things"]

_LINKS = {"of", "for", "the", "and", "&", "'s", "’s", "-"}
_FOREIGN_LINKS = {
    "al",
    "an",
    "as",
    "ash",
    "ad",
    "ar",
    "at",
    "az",
    "e",
    "i",
    "ul",
    "ud",
    "y",
    "et",
    "de",
    "del",
    "della",
    "delle",
}
_FOREIGN_LINKS |= {
    "di",
    "da",
    "do",
    "dos",
    "das",
    "du",
    "des",
    "d",
    "d'",
    "la",
    "le",
    "el",
    "los",
    "las",
    "para",
    "por",
    "pour",
    "za",
    "-",
    "’",
    "'",
}
_GENITIVES = ("'s", "’s", "'", "’")
_LONGEST = 9  # words a known name may have
_ACRONYM = range(3, 7)  # letters of an abbreviation that is taken for a body
_PLAIN_TAGS = {"PROPN", "NOUN", "ADJ"}


def capitalised(annotation: Annotation) -> Iterator[Named]:
    """Bodies, formations and built places that stand in capitals, whatever the annotator calls them."""
    for token in annotation.tokens:
        if _shouted(annotation, token):
            continue
        yield from _state(annotation, token)
        yield from _known(annotation, token)
        yield from _closed(annotation, token)
        yield from _opened(annotation, token)
        yield from _foreign(annotation, token)
        yield from _acronym(annotation, token)


def things(annotation: Annotation) -> Iterator[tuple[int, int]]:
    """Token ranges of treaties, operations, wars and the like: no names of who or where."""
    for token in annotation.tokens:
        if token.text in lexicon.words("things", "closing"):
            first = _first_capital(annotation, token.index)
            if first < token.index:
                yield first, token.index
        elif token.text[:1].isupper() and token.text.casefold() in lexicon.words("things", "before"):
            last = _last_capital(annotation, token.index, _FOREIGN_LINKS)
            if last > token.index:
                yield token.index, last


def _shouted(annotation: Annotation, token: Token) -> bool:
    """Whether the sentence stands in capitals throughout, so that they tell nothing."""
    said = (t for t in annotation.sentence_of(token) if t.text.isalpha() and t.text not in _LINKS)
    words = [t for t in said if t.tag not in ("ADP", "DET", "CCONJ")]
    return len(words) > 2 and all(word.text[:1].isupper() for word in words)


def _state(annotation: Annotation, token: Token) -> Iterator[Named]:
    """A state whose name has several words: no other name may cut it."""
    if token.text[:1].isupper() and token.text != "The":
        for last in range(min(annotation.sentences[token.sentence][1], token.index + 5), token.index, -1):
            words = annotation.text[token.start : annotation.tokens[last].end]
            if annotation.tokens[last].text[:1].isupper() and lexicon.is_country(words):
                yield Named(first=token.index, last=last, type=EntityType.PLACE)
                return


def _known(annotation: Annotation, token: Token) -> Iterator[Named]:
    """The longest known body that begins here."""
    known = lexicon.known_bodies()
    if token.text.casefold() not in lexicon.first_words():
        return
    closing = min(annotation.sentences[token.sentence][1], token.index + _LONGEST)
    for last in range(closing, token.index - 1, -1):
        words = annotation.text[token.start : annotation.tokens[last].end]
        capital = words[:1].isupper() or "-" in words
        if (
            capital
            and lexicon.folded_name(words) in known
            and (last > token.index or _stands_alone(annotation, token))
        ):
            yield Named(first=token.index, last=last, type=EntityType.ORGANIZATION)
            return


def _stands_alone(annotation: Annotation, token: Token) -> bool:
    opens = annotation.sentences[token.sentence][0] == token.index
    return token.tag == "PROPN" or (not opens and token.tag in ("NOUN", "ADJ"))


def _closed(annotation: Annotation, token: Token) -> Iterator[Named]:
    """ "Gradina Relief Committee", "South Alba Brigade", "Brod Central Hospital"."""
    kind = _kind_closed(token)
    if kind is None:
        return
    first = _first_capital(annotation, token.index)
    if any(n.label == "PLACE" and n.first == first and n.last == token.index for n in annotation.names):
        return  # "the West Bank" is no bank
    following = annotation.tokens[token.index + 1] if token.index + 1 < len(annotation.tokens) else None
    runs_on = following is not None and _kind_closed(following) is not None
    if first == token.index or runs_on:
        return
    last = token.index
    if token.text == "Group" and annotation.tokens[last - 1].text == "Army":
        kind = EntityType.UNIT
    if (
        token.text == "Church"
        and first == last - 1
        and annotation.tokens[first].text in lexicon.words("things", "names")
    ):
        kind = EntityType.ORGANIZATION  # "the Orthodox Church", beside "Alba Memorial Church"
    if token.text in lexicon.words("bodies", "opening"):
        last = _tail(annotation, last)
        kind = EntityType.ORGANIZATION if last > token.index and kind is EntityType.PLACE else kind
    if following is not None and kind is not EntityType.PLACE and _numbers(following):
        last = following.index
    yield Named(first=first, last=last, type=kind)


def _numbers(token: Token) -> bool:
    """Whether a token tells which of many: "Battalion 118", "Army Group E"."""
    return token.text.isdigit() or (len(token.text) == 1 and token.text.isupper() and token.text != "I")


def _kind_closed(token: Token) -> EntityType | None:
    word = token.text
    if word in lexicon.words("bodies", "closing"):
        return EntityType.ORGANIZATION
    if word in lexicon.words("bodies", "units"):
        return EntityType.UNIT
    plain = word[:1].isupper() and word[1:].islower() and len(word) > 3
    nouns = lexicon.words("places", "settlements", "areas", "facilities")
    return (
        EntityType.PLACE
        if plain and (word.casefold() in nouns or word.casefold().removesuffix("s") in nouns)
        else None
    )


def _opened(annotation: Annotation, token: Token) -> Iterator[Named]:
    """ "Ministry of Defence", "Front for the Defence of Alba", "Camp Brod"."""
    if (
        token.text in lexicon.words("bodies", "opening")
        and _first_capital(annotation, token.index) == token.index
    ):
        last = _tail(annotation, token.index)
        if last > token.index:
            yield Named(first=token.index, last=last, type=EntityType.ORGANIZATION)
    elif (
        token.text in ("Camp", "Mount", "Fort", "Lake", "Cape", "Hotel", "Checkpoint")
        and _first_capital(annotation, token.index) == token.index
    ):
        last = _last_capital(annotation, token.index, _FOREIGN_LINKS)
        if last > token.index:
            yield Named(first=token.index, last=last, type=EntityType.PLACE)


def _foreign(annotation: Annotation, token: Token) -> Iterator[Named]:
    """ "Brigada Novak", "Frente para la Liberación": a body's noun of another tongue and what follows it."""
    if token.text not in lexicon.words("bodies", "foreign"):
        return
    last = _last_capital(annotation, token.index, _FOREIGN_LINKS)
    before = annotation.tokens[token.index - 1] if token.index else None
    joined = before is not None and before.text[:1].isupper() and _part_of_name(before)
    if last > token.index and not joined:
        numbered = before is not None and before.text[:1].isdigit() and before.sentence == token.sentence
        yield Named(first=token.index - numbered, last=last, type=EntityType.ORGANIZATION)


def _acronym(annotation: Annotation, token: Token) -> Iterator[Named]:
    """An abbreviation in capitals that is no state, weapon or measure."""
    letters = token.text.replace(".", "")
    if not (letters.isalpha() and letters.isupper() and len(letters) in _ACRONYM) or token.tag not in (
        "PROPN",
        "NOUN",
    ):
        return
    known = (
        letters in lexicon.words("things", "acronyms")
        or letters.capitalize() in lexicon.words("things", "days")
        or lexicon.is_country(token.text)
        or lexicon.is_country(letters)
    )
    labelled = next((n.label for n in annotation.names if n.first <= token.index <= n.last), None)
    joins = _joined_by_hyphen(annotation, token)
    if (
        not known
        and labelled not in ("PLACE", "ORG", "GROUP", "UNIT", "NORP")
        and not joins
        and not _alone(annotation, token)
    ):
        yield Named(first=token.index, last=token.index, type=EntityType.ORGANIZATION)


def _joined_by_hyphen(annotation: Annotation, token: Token) -> bool:
    """Whether a number hangs on the word, as in weapons: "ABC-12"."""
    rest = annotation.text[token.end : token.end + 2]
    return rest[:1] in "-–" and rest[1:].isdigit()


def opens_line(annotation: Annotation, token: Token) -> bool:
    """Whether the word begins a line and a comma, bracket or dash follows, as in datelines."""
    before = annotation.text[: token.start].rstrip(" \t")
    rest = [t.text for t in annotation.tokens[token.index + 1 : token.index + 3]]
    parted = len(rest) == 2 and rest[0] in (",", "(", "-", "--", "–", "—")
    return (
        (not before or before.endswith("\n")) and parted and (rest[1][:1].isupper() or rest[1][:1].isdigit())
    )


def _alone(annotation: Annotation, token: Token) -> bool:
    """Whether capitals stand beside it too, as in headings and datelines."""
    near = annotation.tokens[max(0, token.index - 3) : token.index + 4]
    return sum(t.text.isupper() and t.text.isalpha() and len(t.text) > 2 for t in near) > 1


def _tail(annotation: Annotation, index: int) -> int:
    """The end of "of ...", "for the ..." behind a body's noun, capitals only."""
    tokens = annotation.tokens
    if index + 1 >= len(tokens) or tokens[index + 1].text not in ("of", "for"):
        return index
    return _last_capital(annotation, index, _LINKS)


def _last_capital(annotation: Annotation, index: int, links: set[str]) -> int:
    """The last capitalised word of the run that goes on behind `index`."""
    tokens, last, at = annotation.tokens, index, index + 1
    closing = annotation.sentences[tokens[index].sentence][1]
    people = {n.first for n in annotation.names if n.label == "PERSON" and n.last > n.first}
    while at <= closing and at - last <= 3:
        token = tokens[at]
        if links is _LINKS and at in people and last == at - 1:
            break
        if _part_of_name(token):
            last = at
        elif token.text.casefold() not in links or (token.text == "and" and not _goes_on(annotation, at)):
            break
        at += 1
    return last


def _goes_on(annotation: Annotation, index: int) -> bool:
    """Whether an "and" lies inside a name: one plain capitalised word and then no verb of its own."""
    following = annotation.tokens[index + 1] if index + 1 < len(annotation.tokens) else None
    if following is None or not _part_of_name(following) or following.text.isupper():
        return False
    labels = {n.label for n in annotation.names if n.first <= following.index <= n.last}
    return not labels or any(n.first < index < n.last for n in annotation.names)


def _first_capital(annotation: Annotation, index: int) -> int:
    """The first capitalised word of the run that ends at `index`."""
    tokens, first = annotation.tokens, index
    opening = annotation.sentences[tokens[index].sentence][0]
    at = index - 1
    while at >= opening and first - at <= 2:
        token = tokens[at]
        if _part_of_name(token) and not (at == opening and _opens_only(annotation, token)):
            first = at
        elif token.text not in (*_GENITIVES, "-") or (token.text != "-" and _is_owner(annotation, at - 1)):
            break
        at -= 1
    return first


def _is_owner(annotation: Annotation, index: int) -> bool:
    """Whether a genitive belongs to a place or person of its own: "Alba's Central Hospital"."""
    labels = {n.label for n in annotation.names if n.first <= index <= n.last}
    return not labels.isdisjoint({"PLACE", "PERSON"}) and not annotation.tokens[index].text.startswith("St")


def _part_of_name(token: Token) -> bool:
    capital = token.text[:1].isupper() and token.tag in _PLAIN_TAGS | {"X", "NUM", "VERB"}
    word = token.text.casefold()
    role = word in lexicon.words("people", "roles") and token.text not in lexicon.words("bodies", "opening")
    return (
        capital
        and word not in lexicon.titles()
        and not role
        and token.text not in lexicon.words("things", "days")
    )


def _opens_only(annotation: Annotation, token: Token) -> bool:
    """Whether a word bears its capital only because the sentence begins with it."""
    labelled = any(n.first <= token.index <= n.last for n in annotation.names)
    usual = token.text.casefold() in lexicon.words("bodies", "adjectives")
    return not labelled and not usual and token.tag != "PROPN" and not lexicon.demonym_country(token.text)
