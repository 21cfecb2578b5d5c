"""What the words around a name tell of its type: prepositions, titles, appositions, verbs, neighbours in a list."""

import re
from collections.abc import Iterator

from kg.extraction import lexicon
from kg.extraction.capitals import opens_line
from kg.extraction.grammar import case_of, children, head
from kg.extraction.name_spans import Named, form
from kg.language import Annotation, Token
from kg.model import EntityType

__all__ = ["CLEAR", "SURE", "THING", "WEAK", "Signs", "signs"]

WEAK, CLEAR, SURE = 1, 4, 8  # a clear sign outweighs the annotator's label (3), a sure one two clear ones
THING = EntityType.EVENT  # stands for whatever is no person, place or body
Signs = Iterator[tuple[EntityType, int]]

_IN = {
    "in",
    "near",
    "outside",
    "inside",
    "around",
    "toward",
    "towards",
    "throughout",
    "via",
    "across",
    "beyond",
    "outside of",
    "near to",
    "within",
    "into",
    "at",
}
_LOOSE_IN = {"to", "from", "through", "over", "between", "at"}
_DIRECTIONS = {
    "north",
    "south",
    "east",
    "west",
    "northeast",
    "northwest",
    "southeast",
    "southwest",
    "outskirts",
    "centre",
    "center",
    "edge",
    "vicinity",
    "suburbs",
    "streets",
    "hills",
    "approaches",
    "north-east",
    "north-west",
    "south-east",
    "south-west",
    "northern",
    "southern",
    "eastern",
    "western",
    "central",
    "downtown",
    "nearby",
    "neighbouring",
    "neighboring",
    "rural",
}
_OF_PLACE = {
    "residents",
    "inhabitants",
    "people",
    "population",
    "villagers",
    "siege",
    "mayor",
    "governor",
    "bishop",
    "capture",
    "fall",
    "occupation",
    "liberation",
    "shelling",
    "bombing",
    "bombardment",
    "outside",
    "parts",
    "villages",
    "towns",
    "cities",
    "port",
    "streets",
    "citizens",
    "archbishop",
    "evacuation",
    "invasion",
    "recapture",
    "seizure",
    "defence",
    "defense",
    "battle",
    "natives",
    "map",
    "kilometres",
    "kilometers",
    "miles",
    "km",
}
_OF_PERSON = {
    "overthrow",
    "ouster",
    "ousting",
    "death",
    "assassination",
    "arrest",
    "trial",
    "rule",
    "execution",
    "resignation",
    "removal",
    "conviction",
    "wife",
    "son",
    "daughter",
    "brother",
    "sister",
    "widow",
    "father",
    "mother",
    "supporters",
    "orders",
    "presidency",
    "government",
    "followers",
    "election",
    "extradition",
    "regime",
}
_HELD = {
    "take",
    "capture",
    "seize",
    "hold",
    "control",
    "attack",
    "hit",
    "strike",
    "burn",
    "destroy",
    "defend",
    "target",
    "bomb",
    "search",
    "pound",
    "loot",
    "secure",
    "clear",
    "conquer",
    "besiege",
    "surround",
    "shell",
    "bombard",
    "raze",
    "evacuate",
    "devastate",
    "ravage",
}
_REACHED = {
    "enter",
    "reach",
    "overrun",
    "besiege",
    "liberate",
    "occupy",
    "invade",
    "shell",
    "bombard",
    "leave",
    "surround",
    "recapture",
    "retake",
    "storm",
    "raid",
    "encircle",
    "approach",
    "evacuate",
}
_GONE = {
    "flee",
    "travel",
    "go",
    "come",
    "arrive",
    "drive",
    "march",
    "move",
    "return",
    "advance",
    "retreat",
    "withdraw",
    "head",
    "fly",
    "take",
    "bring",
    "transport",
    "deport",
    "transfer",
    "send",
    "escape",
    "cross",
    "proceed",
    "walk",
    "sail",
    "evacuate",
    "rush",
    "spread",
}
_OF_BODY = {
    "members",
    "member",
    "fighters",
    "militants",
    "forces",
    "soldiers",
    "leader",
    "leaders",
    "spokesman",
    "supporters",
    "wing",
    "troops",
    "guerrillas",
    "gunmen",
    "commanders",
    "activists",
    "headquarters",
    "militiamen",
    "volunteers",
    "rebels",
    "branch",
    "insurgents",
    "terrorists",
    "men",
    "units",
    "cell",
    "cells",
    "faction",
    "officials",
}
_AFTER_BODY = {
    "members",
    "member",
    "fighters",
    "fighter",
    "militants",
    "militant",
    "forces",
    "soldiers",
    "leader",
    "leaders",
    "leadership",
    "spokesman",
    "spokeswoman",
    "supporters",
    "guerrillas",
    "gunmen",
    "gunman",
    "commanders",
    "activists",
    "activist",
    "headquarters",
    "militiamen",
    "militia",
    "volunteers",
    "volunteer",
    "rebels",
    "rebel",
    "insurgents",
    "terrorists",
    "units",
    "cell",
    "faction",
    "officers",
    "officer",
    "troops",
    "party",
    "group",
    "organization",
    "organisation",
    "movement",
    "paramilitaries",
    "attack",
    "claim",
    "commander",
    "operatives",
    "newspaper",
    "magazine",
    "agency",
    "network",
    "website",
}
_NAMED_BODY = {
    "group",
    "organization",
    "organisation",
    "movement",
    "party",
    "militia",
    "newspaper",
    "magazine",
    "agency",
    "network",
    "company",
    "weekly",
    "daily",
}
_LOCAL_AFTER = {
    "massacre",
    "killings",
    "airport",
    "airbase",
    "bridge",
    "road",
    "highway",
    "market",
    "hospital",
    "residents",
    "area",
    "region",
    "police",
    "prison",
    "jail",
    "mosque",
    "bombing",
    "ambush",
    "airfield",
    "junction",
    "station",
    "camp",
    "border",
    "villagers",
}
_AGE = re.compile(r"\d{1,2}")
_YEARS = re.compile(r"1[6-9]\d\d|20\d\d")


def signs(annotation: Annotation, name: Named) -> Signs:
    """Each sign for a type that stands beside this name or hangs on it in the tree, with its weight."""
    yield from _of_words(annotation, name)
    yield from _before(annotation, name)
    yield from _after(annotation, name)
    yield from _in_tree(annotation, name)
    if _in_brackets_after_places(annotation, name):
        yield EntityType.PLACE, CLEAR


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
    return tokens[index].text == "(" and any(token.lemma in nouns for token in near)


def _of_words(annotation: Annotation, name: Named) -> Signs:
    """What the name's own words tell."""
    tokens = annotation.tokens[name.first : name.last + 1]
    opener = tokens[0].text in lexicon.words("places", "openers")
    if opener and (name.last > name.first):
        yield EntityType.PLACE, 2
    if tokens[0].text in lexicon.words("bodies", "foreign") and name.last > name.first:
        yield EntityType.ORGANIZATION, CLEAR
    ending = tuple(lexicon.words("places", "endings"))
    if len(tokens) == 1 and tokens[0].text.endswith(ending) and len(tokens[0].text) > 6:
        yield EntityType.PLACE, WEAK
    if any(re.fullmatch(r"[A-Z]\.?", t.text) for t in tokens[1:-1]) and name.type is EntityType.PERSON:
        yield EntityType.PERSON, CLEAR  # a middle initial
    if len(tokens) == 1 and tokens[0].text.isupper() and 2 < len(tokens[0].text) < 7:
        yield EntityType.ORGANIZATION, 3  # an abbreviation, or a word in a heading
    if lexicon.folded_name(form(annotation, name)) in lexicon.known_things() or any(
        t.text[:1].isdigit() for t in tokens[:1]
    ):
        yield THING, SURE


def _before(annotation: Annotation, name: Named) -> Signs:
    tokens, opening = annotation.tokens, annotation.sentences[annotation.tokens[name.first].sentence][0]
    near = [t for t in tokens[max(opening, name.first - 5) : name.first]]
    words = [t.text.casefold() for t in near]
    if (
        name.first == name.last
        and tokens[name.first].text.isupper()
        and opens_line(annotation, tokens[name.first])
    ):
        yield EntityType.PLACE, SURE  # a dateline
    if not words:
        return
    after = tokens[name.last + 1].text if name.last + 1 < len(tokens) else ""
    owner = after in ("'s", "’s", "'", "’")
    nouns = lexicon.words("places", "settlements", "areas")
    last = near[-1]
    lemma = last.lemma.casefold()
    if last.text.casefold() in lexicon.titles() and last.text[:1].isupper():
        yield EntityType.PERSON, SURE
    elif (
        lemma in lexicon.words("people", "roles", "relations")
        and words[-1] == lemma
        and last.tag in ("NOUN", "PROPN")
    ):
        yield EntityType.PERSON, CLEAR
    elif lemma in nouns and last.text == lemma and last.tag == "NOUN":
        yield EntityType.PLACE, CLEAR  # "the village Alba"
    elif lemma in _NAMED_BODY and last.tag == "NOUN":
        yield EntityType.ORGANIZATION, CLEAR
    elif words[-1] in lexicon.words("things", "before"):
        yield THING, CLEAR
    if words[-1] == "," and _role_before(annotation, name.first - 2, opening):
        yield EntityType.PERSON, CLEAR  # "the mayor of Alba, Jan Novak"
    article = words[-1] in ("the", "a", "both")
    if article:
        words = words[:-1]
    if not words or _leans_on(annotation, name) or (article and name.type is EntityType.ORGANIZATION):
        return
    if words[-1] == "of" and len(words) > 1:
        yield from _of(words[-2], nouns)
    elif words[-1] in _IN and not owner and name.last - name.first < 4:
        yield EntityType.PLACE, 2 if words[-1] == "at" else CLEAR
    elif words[-1] == "from" and name.type is not EntityType.ORGANIZATION and not owner:
        yield EntityType.PLACE, 2
    elif words[-1] in _DIRECTIONS and name.last - name.first < 4 and not owner:
        yield EntityType.PLACE, 3
    elif len(words) > 1 and words[-1] == "," and _AGE.fullmatch(words[-2]):
        yield EntityType.PLACE, CLEAR  # a list of people: name, age, town


def _role_before(annotation: Annotation, index: int, opening: int) -> bool:
    """Whether the phrase that ends at `index` is a post: its noun at the end, or "of" something."""
    for token in reversed(annotation.tokens[max(opening, index - 6) : index + 1]):
        if token.tag in ("VERB", "AUX", "PUNCT"):
            return False
        if (
            token.tag == "NOUN"
            and token.text == token.lemma
            and token.text in lexicon.words("people", "roles", "relations")
        ):
            return token.index == index or annotation.tokens[token.index + 1].text in (
                "of",
                "for",
                "in",
                "at",
            )
    return False


def _leans_on(annotation: Annotation, name: Named) -> bool:
    """Whether the name but describes the noun behind it: "in Novak custody"."""
    following = annotation.tokens[name.last + 1] if name.last + 1 < len(annotation.tokens) else None
    return (
        following is not None
        and following.tag in ("NOUN", "PROPN")
        and following.sentence == annotation.tokens[name.last].sentence
    )


def _of(noun: str, nouns: frozenset[str]) -> Signs:
    if noun in nouns or noun.removesuffix("s") in nouns or noun in _OF_PLACE or noun in _DIRECTIONS:
        yield EntityType.PLACE, CLEAR
    elif noun in _OF_BODY:
        yield EntityType.ORGANIZATION, 2
    elif noun in _OF_PERSON:
        yield EntityType.PERSON, 2
    elif noun in ("fall", "massacre", "victims", "destruction", "road", "battles", "area", "region"):
        yield EntityType.PLACE, WEAK
    elif noun.endswith(("ies",)) and noun[:-3] + "y" in nouns:
        yield EntityType.PLACE, CLEAR


def _after(annotation: Annotation, name: Named) -> Signs:
    tokens, closing = annotation.tokens, annotation.sentences[annotation.tokens[name.last].sentence][1]
    rest = tokens[name.last + 1 : min(closing, name.last + 7) + 1]
    words = [t.text for t in rest]
    if not words:
        return
    facilities = lexicon.words("places", "facilities")
    if words[0] in lexicon.words("places", "settlements", "areas") and words[0] != "division":
        yield EntityType.PLACE, CLEAR
    elif words[0] in lexicon.words("things", "after"):
        if len(rest) < 2 or rest[1].tag != "NOUN":  # "the Alba van bombing"
            yield THING, CLEAR
    elif words[0] in _AFTER_BODY:
        yield (
            EntityType.ORGANIZATION,
            3
            if words[0] not in ("attack", "claim", "party", "officers", "officer", "forces", "troops")
            else 2,
        )
    elif words[0] in facilities | _LOCAL_AFTER:
        yield EntityType.PLACE, 2
    elif (
        words[0] in ("'s", "’s", "'", "’") and len(words) > 1 and words[1] in lexicon.words("people", "ties")
    ):
        yield EntityType.PERSON, 2
    if words[0] in (",", "(") and len(words) > 2:
        yield from _apposed(annotation, rest)


def _apposed(annotation: Annotation, rest: tuple[Token, ...]) -> Signs:
    """What stands after a name and a comma or bracket: an age, years of life, a role, a sort of place, a state."""
    words = [t.text for t in rest]
    if (
        (_AGE.fullmatch(words[1]) and words[2] in (",", ")", "."))
        or words[1] in ("aged", "born", "nicknamed")
        or words[1:3] == ["a", "."]
    ):
        yield EntityType.PERSON, SURE
    elif words[0] == "(" and _YEARS.fullmatch(words[1]) and words[2] in ("-", "–", "—"):
        yield EntityType.PERSON, SURE
    elif words[1] in ("who", "whose", "whom"):
        yield EntityType.PERSON, 2
    elif (
        words[0] == ","
        and (country := _country_end(annotation, rest[1]))
        and country < len(annotation.tokens)
        and annotation.tokens[country].text in (",", ".", ")", ";")
    ):
        yield EntityType.PLACE, CLEAR
    elif words[0] == ",":
        for token in rest[1:]:
            if token.text in (",", ".", ")", "(") or token.tag in ("VERB", "AUX"):
                return
            lemma = token.lemma.casefold()
            if (
                lemma in lexicon.words("people", "roles", "relations")
                and token.tag == "NOUN"
                and token.text == lemma
            ):
                yield EntityType.PERSON, CLEAR
                return
            if lemma in lexicon.words("places", "settlements") and token.text == lemma:
                yield EntityType.PLACE, CLEAR
                return
            if token.text in ("of", "in", "near", "from", "from", "and"):
                return


def _country_end(annotation: Annotation, token: Token) -> int:
    """The index behind the state whose name begins at the token, 0 where none does."""
    for last in range(token.index, min(len(annotation.tokens), token.index + 4)):
        if lexicon.is_country(annotation.text[token.start : annotation.tokens[last].end]):
            return last + 1
    return 0


def _in_tree(annotation: Annotation, name: Named) -> Signs:
    """What the verb or noun that governs the name tells."""
    token = next(
        (t for t in annotation.tokens[name.first : name.last + 1] if not name.first <= t.head <= name.last),
        None,
    )
    if token is None:
        return
    governor = head(annotation, token)
    if governor is None:
        return
    case = case_of(annotation, token)
    lemma = governor.lemma.casefold()
    if token.relation == "nsubj" and governor.tag == "VERB" and name.type is not EntityType.PLACE:
        yield EntityType.PERSON, 2 if lemma in lexicon.words("people", "verbs") else 0
    elif token.relation == "nsubj:pass" and lemma in lexicon.words("people", "done"):
        yield EntityType.PERSON, 2
    elif token.relation in ("obj", "nsubj:pass") and lemma in _HELD - _REACHED:
        yield EntityType.PLACE, WEAK
    elif token.relation == "nsubj" and children(annotation, governor, "cop"):
        if lemma in lexicon.words("people", "roles", "relations"):
            yield EntityType.PERSON, CLEAR
        elif lemma in lexicon.words("places", "settlements"):
            yield EntityType.PLACE, CLEAR
    elif token.relation in ("obj", "nsubj:pass") and lemma in _REACHED:
        yield EntityType.PLACE, 3
    elif token.relation.startswith("obl") and case in _LOOSE_IN and lemma in _GONE:
        yield EntityType.PLACE, 3 if case in ("to", "from", "through") else 2
    elif (
        token.relation.startswith("obl")
        and case == "by"
        and lemma in lexicon.words("people", "verbs", "done")
    ):
        yield EntityType.PERSON, WEAK
    elif (
        token.relation in ("obj", "obl")
        and case in ("", "with", "to")
        and lemma
        in (
            "tell",
            "meet",
            "marry",
            "arrest",
            "convict",
            "appoint",
            "elect",
            "accuse",
            "succeed",
            "replace",
            "interview",
        )
    ):
        yield EntityType.PERSON, 2
