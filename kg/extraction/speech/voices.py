"""Who speaks at a cue: by the grammar first, by what stands beside the cue where the grammar fails."""

from kg.extraction.grammar import (
    agents,
    case_of,
    children,
    clause,
    determiner,
    head,
    is_passive,
    phrase,
    subjects,
)
from kg.language import Annotation, Token
from kg.schema.words import entries, table

__all__ = ["head_of", "is_nobody", "owner", "speaker", "voice"]

_NOBODY = {"nobody", "none", "no-one"}
_INNER = ("det", "amod", "compound", "flat", "nmod:poss", "nmod:desc", "nummod")
_NOMINAL = ("flat", "compound", "appos", "nmod", "nmod:poss", "nmod:desc", "conj")
_SUBJECT = ("nsubj", "nsubj:outer")


def speaker(annotation: Annotation, verb: Token) -> Token | None:
    """The head of the phrase that names who says it, None where nobody is named."""
    if is_passive(annotation, verb):
        by = [each for each in agents(annotation, verb) if case_of(annotation, each) == "by"]
        return by[0] if by else None
    before = _own_subject(annotation, verb)
    named = _name_before(annotation, verb)
    if named is not None and (before is None or before.index <= named.index):
        return named
    if before is not None:
        return before
    if verb.relation == "conj" and _is_participle(verb) is False:
        governor = head(annotation, verb)
        if (
            governor is not None
            and governor.tag == "VERB"
            and annotation.tokens[verb.index - 1].tag in ("CCONJ", "ADV")
        ):
            return speaker(annotation, governor)
    return (
        _quoted_as(annotation, verb)
        or _beside(annotation, verb)
        or _across_commas(annotation, verb)
        or _inherited(annotation, verb)
    )


def is_nobody(annotation: Annotation, token: Token) -> bool:
    """Whether the phrase names nobody: "no one", "no group", an "it" that stands for a clause."""
    return token.lemma in _NOBODY or determiner(annotation, token) == "no" or token.relation == "expl"


def voice(annotation: Annotation, speaker: Token, cue: Token) -> tuple[int, int]:
    """The tokens of the speaker's phrase, cut where the cue begins."""
    first, last = phrase(annotation, speaker)
    if first <= cue.index <= last:
        return (first, cue.index - 1) if speaker.index < cue.index else (cue.index + 1, last)
    return first, last


def owner(annotation: Annotation, noun: Token) -> Token | None:
    """Whose statement a noun is: "X's", "by X", "of X", "from X", or who issues it."""
    owners = children(annotation, noun, "nmod:poss")
    owners += [
        each
        for each in children(annotation, noun, "nmod")
        if case_of(annotation, each) in ("by", "of", "from")
    ]
    if owners:
        return owners[0]
    verb = head(annotation, noun)
    if verb is None or noun.relation not in ("obj", "obl") or verb.tag != "VERB":
        return None
    return speaker(annotation, verb)


def head_of(annotation: Annotation, first: int, last: int) -> int:
    """The token of a range that the others hang on."""
    inside = annotation.tokens[first : last + 1]
    return next((t.index for t in inside if not first <= t.head <= last or t.head == t.index), last)


def _is_participle(verb: Token) -> bool:
    return verb.text.casefold().endswith("ing")


def _own_subject(annotation: Annotation, verb: Token) -> Token | None:
    """The subject before the verb; one after it only where a comma or quotation precedes the verb."""
    own = [
        each
        for each in children(annotation, verb, *_SUBJECT)
        if each.lemma not in ("it", "there") or each.relation != "expl"
    ]
    before = [each for each in own if each.index < verb.index]
    if before:
        nearest = before[-1] if before[-1].tag in ("PROPN", "NOUN", "PRON") else before[0]
        relative = nearest.lemma in ("who", "which", "that", "whom") and nearest.tag != "NOUN"
        return _antecedent(annotation, verb, nearest) if relative else nearest
    adjacent = None if _is_participle(verb) else _noun_before(annotation, verb)
    return adjacent or (own[0] if own else None)


def _comma_parts(annotation: Annotation, token: Token) -> bool:
    """Whether a comma stands between a token and its head: "the town fell, officials said"."""
    first, last = sorted((token.index, token.head))
    return any(each.text == "," for each in annotation.tokens[first:last])


def _antecedent(annotation: Annotation, verb: Token, pronoun: Token) -> Token | None:
    """Whom "who" stands for: the person named right before it, else what its clause hangs on."""
    place = pronoun.index - 1
    if place > 0 and annotation.tokens[place].text == ",":
        place -= 1
    name = next((each for each in annotation.names if each.last == place and each.label == "PERSON"), None)
    if name is not None:
        return annotation.tokens[head_of(annotation, name.first, name.last)]
    return next(iter(subjects(annotation, verb)), None)


def _place_before(annotation: Annotation, verb: Token) -> int:
    """The index of the word before a verb with its adverbs and auxiliaries, -1 at a sentence's start."""
    before, start = verb.index - 1, annotation.sentences[verb.sentence][0]
    while before >= start and (
        annotation.tokens[before].tag in ("ADV", "AUX", "PART") or annotation.tokens[before].text == "_"
    ):
        before -= 1
    return before if before >= start else -1


def _noun_before(annotation: Annotation, verb: Token) -> Token | None:
    """The noun right before a finite verb that the tree gave no subject."""
    before = _place_before(annotation, verb)
    if before < 0 or verb.relation in ("xcomp", "acl") or children(annotation, verb, "mark"):
        return None
    token = annotation.tokens[before]
    if token.tag not in ("PROPN", "NOUN", "PRON"):
        return None
    top = token
    while top.relation in _NOMINAL and top.head < verb.index and not _comma_parts(annotation, top):
        top = annotation.tokens[top.head]
    governor = head(annotation, top)
    # A "subject" after its verb is the next clause's: '"... has fallen", a source said'.
    inverted = governor is not None and governor.index < top.index and top.relation == "nsubj"
    earlier = governor is not None and governor.index < verb.index and governor.tag in ("VERB", "AUX")
    taken = earlier and not inverted
    if governor is verb or not taken:
        return top
    return token if token.tag == "PROPN" else None


def _name_before(annotation: Annotation, verb: Token) -> Token | None:
    """The person named before the verb, after a long title: "Head of the office of Gradina Ana Lukic told".

    Not one that belongs to a voice by a preposition: "a spokesman for President Lukic said".
    """
    before = _place_before(annotation, verb)
    name = next((each for each in annotation.names if each.last == before), None)
    if name is None or before < 0:
        return None
    first, titles = name.first, entries("titles_before_names")
    while first > 0 and annotation.tokens[first - 1].text.rstrip(".") in titles:
        first -= 1
    top = annotation.tokens[head_of(annotation, name.first, name.last)]
    previous = annotation.tokens[first - 1] if first else None
    if name.label != "PERSON" and top.relation != "appos":
        return None
    if previous is None or previous.sentence != verb.sentence or previous.tag == "PUNCT":
        return top if first < name.first else None
    return (
        top if previous.tag in ("NOUN", "PROPN") or (first < name.first and previous.tag == "ADJ") else None
    )


def _quoted_as(annotation: Annotation, verb: Token) -> Token | None:
    """Who is "quoted as saying", "cited as saying"."""
    governor = head(annotation, verb)
    if governor is None or not _is_participle(verb) or annotation.tokens[verb.index - 1].text != "as":
        return None
    relation = "nsubj:pass" if is_passive(annotation, governor) else "obj"
    return next(iter(children(annotation, governor, relation)), None)


def _across_commas(annotation: Annotation, verb: Token) -> Token | None:
    """The voice before what is set between commas: "the mayor, Ivo Matic, recalled"."""
    before, start = _place_before(annotation, verb), annotation.sentences[verb.sentence][0]
    if _is_participle(verb) or before <= start or children(annotation, verb, "mark"):
        return None
    while before > start and annotation.tokens[before].tag == "PUNCT":
        before -= 1
    comma = annotation.tokens[before + 1].text == ","
    top = annotation.tokens[before]
    while top.relation in _NOMINAL:
        if top.relation == "appos" and comma:
            return annotation.tokens[top.head]
        top = annotation.tokens[top.head]
    opening = next((each for each in annotation.names if start <= each.first and each.last < before), None)
    if not comma or opening is None or annotation.tokens[opening.last].sentence != verb.sentence:
        return None
    after = [each.text for each in annotation.tokens[opening.last + 1 : opening.last + 3]]
    free = not children(annotation, annotation.tokens[opening.last], "case")
    return (
        annotation.tokens[head_of(annotation, opening.first, opening.last)] if "," in after and free else None
    )


def _beside(annotation: Annotation, verb: Token) -> Token | None:
    """The speaker right after the verb where the tree does not say so: '"...", said Ana Lukic'."""
    tokens, start = annotation.tokens, annotation.sentences[verb.sentence][0]
    if verb.index + 1 >= len(tokens) or _is_participle(verb):
        return None
    if verb.index > start and tokens[verb.index - 1].tag != "PUNCT" and tokens[verb.index - 1].text != "As":
        return None
    after = tokens[verb.index + 1]
    if after.sentence != verb.sentence or after.tag not in ("PROPN", "DET", "NOUN", "PRON", "ADJ"):
        return None
    while after.relation in _INNER and after.head > after.index:
        after = tokens[after.head]
    object_form = after.text.casefold() in ("it", "him", "them", "her", "me", "us")
    return after if after.head == verb.index and after.relation != "ccomp" and not object_form else None


def _inherited(annotation: Annotation, verb: Token) -> Token | None:
    """The subject of the clause that a participle or a coordinated verb belongs to."""
    found = [each for each in subjects(annotation, verb) if not is_nobody(annotation, each)]
    if not found:
        return None
    around = head(annotation, verb)
    statement = (
        around is not None
        and around.tag in ("NOUN", "PROPN")
        and verb.relation == "acl"
        and _is_participle(verb)
    )
    if statement and around is not None and around.relation in ("obj", "obl", "nsubj"):
        governor = clause(annotation, around)
        words = table("speech")
        if (
            governor.lemma in words["verbs"]
            or governor.lemma in words["acts"]
            or governor.lemma in words["light"]
        ):
            return speaker(annotation, governor) if governor is not verb else found[0]
    return found[0]
