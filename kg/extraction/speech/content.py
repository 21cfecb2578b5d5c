"""Which words are what is said, given the cue and its voice."""

from kg.extraction.grammar import children, head, is_passive
from kg.extraction.speech.cue import Range
from kg.extraction.speech.quotations import Quoted
from kg.language import Annotation, Token
from kg.schema.words import table

__all__ = [
    "after_cue",
    "before_credit",
    "clause_content",
    "object_content",
    "rest_of_sentence",
    "stretch",
    "trimmed",
]

_TO_THE_END = 14
_SHORTEST = 4
_NEAR = 6
_REOPENERS = {",", '"', "“", "«", "'", "‘"}
_INFINITIVES = {"promises", "threatens", "urges", "asks", "claims", "denies", "admits", "warns"}


def clause_content(annotation: Annotation, cue: Token, voice: Range) -> tuple[Range, ...]:
    """What the grammar gives as content: a clause under the verb, or the clause it is put into."""
    heads = children(annotation, cue, "ccomp")
    if table("speech")["verbs"][cue.lemma] in _INFINITIVES or cue.lemma == "tell":
        heads += children(annotation, cue, "xcomp")
    if heads and heads[0].relation == "xcomp" and children(annotation, cue, "obj", "iobj"):
        return object_content(annotation, cue, voice)
    ranges = [each for clause in heads for each in stretch(annotation, clause, cue, voice)]
    if ranges:
        return tuple(ranges)
    governor = head(annotation, cue)
    if cue.relation == "parataxis" and governor is not None and governor.index < cue.index:
        return _sentence_before(annotation, cue, voice)
    marks = {mark.text.casefold() for mark in children(annotation, cue, "mark")}
    if cue.relation == "advcl" and "as" in marks and governor is not None:
        return rest_of_sentence(annotation, cue, voice)
    return ()


def stretch(annotation: Annotation, clause: Token, cue: Token, voice: Range) -> tuple[Range, ...]:
    """The stretch of a clause, in two where voice and cue stand inside it."""
    members = [token.index for token in annotation.subtree(clause) if token.sentence == cue.sentence]
    first, last = min(members), max(members)
    hole_last = max(voice[1], cue.index)
    hole_first = (
        _credit_start(annotation, cue, voice) if clause.index < cue.index else min(voice[0], cue.index)
    )
    # A subject that the tree hung on the cue: "told reporters the trip convinced her".
    astray = [each.index for each in children(annotation, cue, "nsubj") if cue.index < each.index < first]
    if clause.index > cue.index:
        marks = [each.index for each in children(annotation, clause, "mark") if each.text == "that"]
        if marks and marks[0] > cue.index:
            return trimmed(annotation, marks[0], last)
        starts = [min(t.index for t in annotation.subtree(annotation.tokens[each])) for each in astray]
        floor = max(cue.index, voice[1] if voice[0] > cue.index else cue.index)
        return trimmed(annotation, max(floor + 1, min([first, *starts])), last)
    if hole_last < first or hole_first > last:
        return trimmed(annotation, first, last)
    # "..., X said on Friday, as ...": up to the comma it tells of the saying.
    rest = range(hole_last + 1, last + 1)
    comma = next((index for index in rest if annotation.tokens[index].text in _REOPENERS), last)
    after = trimmed(annotation, comma, last) if last - comma > 2 else ()
    return trimmed(annotation, first, hole_first - 1) + after


def trimmed(annotation: Annotation, first: int, last: int) -> tuple[Range, ...]:
    """The range without punctuation and "that" at its ends, () if nothing is left."""
    tokens = annotation.tokens
    while first <= last and (
        tokens[first].tag == "PUNCT" or (tokens[first].text == "that" and tokens[first].tag == "SCONJ")
    ):
        first += 1
    while last >= first and tokens[last].tag == "PUNCT":
        last -= 1
    return ((first, last),) if first <= last else ()


def rest_of_sentence(annotation: Annotation, cue: Token, voice: Range) -> tuple[Range, ...]:
    """What follows "As X said," or stands before ", as X said"."""
    first, last = annotation.sentences[cue.sentence]
    after = max(voice[1], cue.index) + 1
    comma = next((each.index for each in annotation.tokens[after : after + _NEAR] if each.text == ","), None)
    if comma is not None and comma < last - 1 and cue.index - first <= _TO_THE_END:
        return trimmed(annotation, comma, last)
    begin = min(voice[0], cue.index)
    while begin > first and annotation.tokens[begin].text != ",":
        begin -= 1
    return trimmed(annotation, first, begin - 1)


def before_credit(
    annotation: Annotation, quotes: tuple[Quoted, ...], cue: Token, voice: Range
) -> tuple[Range, ...]:
    """The sentence before ", X said." at its end, whatever the tree made of it."""
    first, last = annotation.sentences[cue.sentence]
    begin = _credit_start(annotation, cue, voice)
    if (
        last - cue.index > _TO_THE_END
        or begin - first < _SHORTEST
        or annotation.tokens[begin - 1].text != ","
    ):
        return ()
    if any(quote.last in (begin - 2, begin - 3) for quote in quotes):
        return ()
    return trimmed(annotation, first, begin - 1)


def object_content(annotation: Annotation, verb: Token, voice: Range) -> tuple[Range, ...]:
    """Objects and complements of a verb, as one stretch; of a passive one, its subject."""
    if is_passive(annotation, verb):
        given = children(annotation, verb, "nsubj:pass")
        return tuple(each for one in given for each in stretch(annotation, one, verb, voice))
    given = children(annotation, verb, "obj", "iobj", "xcomp", "ccomp", "obl")
    asks = verb.lemma in table("speech")["prepositions"]
    given += [each for each in children(annotation, verb, "advcl") if _introduced(annotation, each, asks)]
    members = [
        token.index
        for one in given
        if one.index > verb.index
        for token in annotation.subtree(one)
        if token.index > verb.index
    ]
    return trimmed(annotation, min(members), max(members)) if members else ()


def after_cue(annotation: Annotation, cue: Token, voice: Range) -> tuple[Range, ...]:
    """The rest of the sentence after "said (that)", where the tree hung its verb elsewhere."""
    last = annotation.sentences[cue.sentence][1]
    start = max(cue.index, voice[1] if voice[0] > cue.index else cue.index) + 1
    following = annotation.tokens[start : last + 1]
    that = next((each.index for each in following[:8] if each.text == "that" and each.tag == "SCONJ"), None)
    if that is not None:
        return trimmed(annotation, that, last)
    bare = cue.lemma in table("speech")["credits"]["bare"] and voice[0] < cue.index
    clause = any(each.tag in ("VERB", "AUX") and not each.text.endswith("ing") for each in following)
    opens = bool(following) and following[0].tag in ("DET", "PRON", "PROPN", "NOUN", "NUM", "ADJ")
    return trimmed(annotation, start, last) if bare and clause and opens else ()


def _sentence_before(annotation: Annotation, cue: Token, voice: Range) -> tuple[Range, ...]:
    start = annotation.sentences[cue.sentence][0]
    return trimmed(annotation, start, _credit_start(annotation, cue, voice) - 1)


def _credit_start(annotation: Annotation, cue: Token, voice: Range) -> int:
    """Where ", Head of the office Ana Lukic said" begins: after the comma that no verb parts from the cue."""
    first = annotation.sentences[cue.sentence][0]
    begin = min(voice[0], cue.index)
    place = begin
    while place > first and not _parts(annotation, place - 1):
        place -= 1
    return place if place > first and annotation.tokens[place - 1].text == "," else begin


def _parts(annotation: Annotation, index: int) -> bool:
    """Whether a token cannot stand inside a title: a verb, a conjunction, a mark that is no hyphen."""
    token = annotation.tokens[index]
    hyphen = token.text in ("-", "–") and annotation.tokens[index + 1].start == token.end
    return token.tag in ("VERB", "SCONJ", "CCONJ") or (token.tag in ("PUNCT", "SYM") and not hyphen)


def _introduced(annotation: Annotation, clause: Token, asks: bool) -> bool:
    """Whether a clause completes a verb: "of hiding", "as saying"; "to leave" after "called on them"."""
    words = ("of", "for", "by", "as", "to") if asks else ("of", "for", "by", "as")
    return any(mark.text.casefold() in words for mark in children(annotation, clause, "mark", "case"))
