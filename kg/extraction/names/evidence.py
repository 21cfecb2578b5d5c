"""What a name and the words beside it tell of its type: prepositions, titles, appositions, brackets."""

import re

from kg.extraction import lexicon
from kg.extraction.names.capitals import opens_line
from kg.extraction.names.grammar import governed
from kg.extraction.names.spans import Named, form
from kg.extraction.names.weights import CLEAR, SURE, THING, WEAK, Signs
from kg.language import Annotation, Token
from kg.model import EntityType

__all__ = ["signs"]

_AGE = re.compile(r"\d{1,2}")
_DESIGN = re.compile(r"[A-Z][A-Za-z]{0,3}-\d+\w*|[A-Z][a-z]+\d+")  # weapons and aircraft: "F-16s", "Mk19"
_YEARS = re.compile(r"1[6-9]\d\d|20\d\d")
_GENITIVES = ("'s", "’s", "'", "’")
_ARTICLES = ("the", "a", "both")
_LONGEST_PLACE = 4  # words; longer runs after "in" are titles of books, laws and the like
_BEFORE, _AFTER = 6, 7  # tokens looked at on either side


def signs(annotation: Annotation, name: Named) -> Signs:
    """Each sign for a type that stands beside this name or hangs on it in the tree, with its weight."""
    yield from _of_words(annotation, name)
    yield from _before(annotation, name)
    yield from _after(annotation, name)
    yield from governed(annotation, name)
    if _in_brackets_after_places(annotation, name):
        yield EntityType.PLACE, CLEAR


def _of_words(annotation: Annotation, name: Named) -> Signs:
    """What the name's own words tell."""
    tokens = annotation.tokens[name.first : name.last + 1]
    first, several = tokens[0].text, len(tokens) > 1
    if several and first in lexicon.words("places", "openers"):
        yield EntityType.PLACE, 2
    if several and first in lexicon.words("bodies", "foreign"):
        yield EntityType.ORGANIZATION, CLEAR
    if name.type is EntityType.PERSON and any(re.fullmatch(r"[A-Z]\.", t.text) for t in tokens[1:-1]):
        yield EntityType.PERSON, CLEAR  # a middle initial
    if not several:
        yield from _of_word(annotation, tokens[0])
    designed = _DESIGN.fullmatch(form(annotation, name)) is not None
    if (
        designed
        or first[0].isdigit()
        or lexicon.folded_name(form(annotation, name)) in lexicon.known_things()
    ):
        yield THING, SURE


def _of_word(annotation: Annotation, token: Token) -> Signs:
    if len(token.text) > 6 and token.text.endswith(tuple(lexicon.words("places", "endings"))):
        yield EntityType.PLACE, WEAK
    if token.text.isupper() and opens_line(annotation, token):
        yield EntityType.PLACE, SURE  # a dateline
    elif token.text.isupper() and 2 < len(token.text) < 7:
        yield EntityType.ORGANIZATION, CLEAR  # an abbreviation, or a word in a heading


def _before(annotation: Annotation, name: Named) -> Signs:
    tokens, opening = annotation.tokens, annotation.sentences[annotation.tokens[name.first].sentence][0]
    near = tokens[max(opening, name.first - _BEFORE) : name.first]
    if not near:
        return
    if not _heads_district(annotation, name, near[-1]):
        yield from _of_noun_before(near[-1])
    if near[-1].text == "," and _is_post(annotation, near[:-1]):
        yield EntityType.PERSON, CLEAR  # "the mayor of Alba, Jan Novak"
    article = near[-1].text.casefold() in _ARTICLES
    words = [t.text.casefold() for t in (near[:-1] if article else near)]
    if words and not _leans_on(annotation, name) and not (article and name.type is EntityType.ORGANIZATION):
        yield from _of_preposition(annotation, name, words)


def _heads_district(annotation: Annotation, name: Named, title: Token) -> bool:
    """Whether a title belongs to the name of a place: "the Sheikh Novak neighbourhood"."""
    following = annotation.tokens[name.last + 1].text if name.last + 1 < len(annotation.tokens) else ""
    places = lexicon.words("places", "settlements", "areas", "facilities")
    return following in places and title.text.casefold() in lexicon.titles()


def _of_noun_before(noun: Token) -> Signs:
    """ "General Novak", "the teacher Novak", "the village Alba", "the weekly Glas", "Operation Alba"."""
    word, lemma = noun.text.casefold(), noun.lemma.casefold()
    common = noun.tag == "NOUN" and noun.text == lemma
    if noun.text[:1].isupper() and word in lexicon.titles():
        yield EntityType.PERSON, SURE
    elif word == lemma and noun.tag in ("NOUN", "PROPN") and _is_human(lemma):
        yield EntityType.PERSON, CLEAR
    elif common and lemma in lexicon.words("places", "settlements", "areas"):
        yield EntityType.PLACE, CLEAR
    elif common and lemma in lexicon.words("name_signs", "named_body"):
        yield EntityType.ORGANIZATION, CLEAR
    elif word in lexicon.words("things", "before"):
        yield THING, CLEAR


def _of_preposition(annotation: Annotation, name: Named, words: list[str]) -> Signs:
    """ "in Alba", "from Alba", "north of Alba", "residents of Alba", "Novak, 44, Alba"."""
    following = annotation.tokens[name.last + 1].text if name.last + 1 < len(annotation.tokens) else ""
    last, owner = words[-1], following in _GENITIVES
    if last == "of" and len(words) > 1:
        yield from _of(words[-2])
    elif len(words) > 1 and last == "," and _AGE.fullmatch(words[-2]):
        yield EntityType.PLACE, CLEAR  # a list of people: name, age, town
    elif owner or name.last - name.first >= _LONGEST_PLACE:
        return
    elif last in lexicon.words("name_signs", "inside"):
        yield EntityType.PLACE, 2 if last == "at" else CLEAR
    elif last == "from" and name.type is not EntityType.ORGANIZATION:
        yield EntityType.PLACE, 2
    elif last == "between":
        yield EntityType.PLACE, WEAK  # persons and states too
    elif last in lexicon.words("name_signs", "directions"):
        yield EntityType.PLACE, 3


def _of(noun: str) -> Signs:
    places = lexicon.words("places", "settlements", "areas")
    singular = noun[:-3] + "y" if noun.endswith("ies") else noun.removesuffix("s")
    if {noun, singular} & places or noun in lexicon.words("name_signs", "of_place", "directions"):
        yield EntityType.PLACE, CLEAR
    elif noun in lexicon.words("name_signs", "of_body"):
        yield EntityType.ORGANIZATION, 2
    elif noun in lexicon.words("name_signs", "of_person"):
        yield EntityType.PERSON, 2
    elif noun in lexicon.words("name_signs", "of_place_weakly"):
        yield EntityType.PLACE, WEAK


def _is_human(lemma: str) -> bool:
    return lemma in lexicon.words("people", "roles", "relations")


def _is_post(annotation: Annotation, near: tuple[Token, ...]) -> bool:
    """Whether a phrase is a post: its noun at the end, or "of" something."""
    for token in reversed(near):
        if token.tag in ("VERB", "AUX", "PUNCT"):
            return False
        if token.tag == "NOUN" and token.text == token.lemma and _is_human(token.lemma):
            following = annotation.tokens[token.index + 1].text
            return token is near[-1] or following in ("of", "for", "in", "at")
    return False


def _leans_on(annotation: Annotation, name: Named) -> bool:
    """Whether the name but describes the noun behind it: "in Novak custody"."""
    following = annotation.tokens[name.last + 1] if name.last + 1 < len(annotation.tokens) else None
    same = following is not None and following.sentence == annotation.tokens[name.last].sentence
    return same and following is not None and following.tag in ("NOUN", "PROPN")


def _after(annotation: Annotation, name: Named) -> Signs:
    tokens, closing = annotation.tokens, annotation.sentences[annotation.tokens[name.last].sentence][1]
    rest = tokens[name.last + 1 : min(closing, name.last + _AFTER) + 1]
    words = [t.text for t in rest]
    if not words:
        return
    if words[0] in _GENITIVES:
        if len(words) > 1 and words[1] in lexicon.words("people", "ties"):
            yield EntityType.PERSON, 2
    elif words[0] in (",", "("):
        if len(words) > 2:
            yield from _apposed(annotation, rest)
    else:
        yield from _of_noun_after(words[0], bare=len(rest) < 2 or rest[1].tag != "NOUN")


def _of_noun_after(noun: str, *, bare: bool) -> Signs:
    """ "Alba district", "a Zora rifle" (`bare`: no noun follows), "Front fighters", "the Alba road"."""
    if noun in lexicon.words("places", "settlements", "areas") - {"division"}:
        yield EntityType.PLACE, CLEAR
    elif noun in lexicon.words("things", "after"):
        if bare:  # "the Alba van bombing" is no van's name
            yield THING, CLEAR
    elif noun in lexicon.words("name_signs", "after_body"):
        yield EntityType.ORGANIZATION, 2 if noun in lexicon.words("name_signs", "after_body_weakly") else 3
    elif noun in lexicon.words("places", "facilities") | lexicon.words("name_signs", "after_place"):
        yield EntityType.PLACE, 2


def _apposed(annotation: Annotation, rest: tuple[Token, ...]) -> Signs:
    """What stands after a name and a comma or bracket: age, years of life, role, sort of place, state."""
    mark, first, second = (t.text for t in rest[:3])
    age = _AGE.fullmatch(first) and second in (",", ")", ".")
    life = mark == "(" and _YEARS.fullmatch(first) and second in ("-", "–", "—")
    if age or life or first in ("aged", "born", "nicknamed"):
        yield EntityType.PERSON, SURE
    elif first in ("who", "whose", "whom"):
        yield EntityType.PERSON, 2
    elif mark == "," and _is_state(annotation, rest[1]):
        yield EntityType.PLACE, CLEAR
    elif mark == ",":
        yield from _of_apposition(rest[1:])


def _of_apposition(rest: tuple[Token, ...]) -> Signs:
    """ "Novak, a retired teacher", "Alba, a small town": the first noun that tells."""
    for token in rest:
        if token.text in (",", ".", ")", "(", "of", "in", "near", "from", "and") or token.tag in (
            "VERB",
            "AUX",
        ):
            return
        if token.tag == "NOUN" and token.text == token.lemma and _is_human(token.lemma):
            yield EntityType.PERSON, CLEAR
            return
        if token.text in lexicon.words("places", "settlements"):
            yield EntityType.PLACE, CLEAR
            return


def _is_state(annotation: Annotation, token: Token) -> bool:
    """Whether the name of a state begins at the token and a mark closes it: "Alba, Ruritania,"."""
    for last in range(token.index, min(len(annotation.tokens) - 1, token.index + 4)):
        if lexicon.is_country(annotation.text[token.start : annotation.tokens[last].end]):
            return annotation.tokens[last + 1].text in (",", ".", ")", ";")
    return False


def _in_brackets_after_places(annotation: Annotation, name: Named) -> bool:
    """Whether a name stands in a bracketed list after a word for places: "the villages (Alba and Brod)"."""
    tokens = annotation.tokens
    first = annotation.sentences[tokens[name.first].sentence][0]
    index = name.first - 1
    while index > first and tokens[index].text != "(":
        if tokens[index].text not in (",", "and", "or", "-") and not tokens[index].text[:1].isupper():
            return False
        index -= 1
    nouns = lexicon.words("places", "settlements", "areas")
    near = tokens[max(first, index - 8) : index]
    return index >= 0 and tokens[index].text == "(" and any(token.lemma in nouns for token in near)
