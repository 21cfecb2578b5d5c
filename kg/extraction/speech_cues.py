"""The words that hand the word to somebody: verbs of saying, reporting nouns, "according to", a colon."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kg.extraction.grammar import agents, case_of, children, determiner, head, is_passive, phrase, subjects
from kg.extraction.quotations import Quoted
from kg.language import Annotation, Token
from kg.schema.words import entries, table

__all__ = ["Cue", "cues"]

_Range = tuple[int, int]
_TO_THE_END = 14
_NOBODY = {"nobody", "none", "no-one"}
_INFINITIVES = {"promises", "threatens", "urges", "asks", "claims", "denies", "admits", "warns"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One handing over: `token` of the cue, head of the speaker's phrase, contents told by the grammar.

    `[first, last]` are the tokens of voice and cue together. `takes_quotes` says that quotations
    beside it may be its content.
    """

    token: int
    speaker: int | None
    contents: tuple[_Range, ...]
    stance: str
    first: int
    last: int
    takes_quotes: bool = True
    agency: bool = False


def cues(annotation: Annotation, quotes: tuple[Quoted, ...]) -> tuple[Cue, ...]:
    """Every cue of a text by place; those without content of their own wait for a quotation."""
    found = [
        cue
        for token in annotation.tokens
        for finder in _FINDERS
        if (cue := finder(annotation, quotes, token)) is not None
    ]
    unique = {cue.token: cue for cue in reversed(found)}
    return tuple(unique[token] for token in sorted(unique))


def _verb(annotation: Annotation, quotes: tuple[Quoted, ...], token: Token) -> Cue | None:
    """ "X said that ...", "..., X said", "X condemned ..."."""
    words = table("speech")
    if token.tag not in ("VERB", "AUX") or _without_voice(annotation, token):
        return None
    speaker = _speaker(annotation, token)
    if speaker is None or speaker.lemma in _NOBODY or determiner(annotation, speaker) == "no":
        return None
    voice = _voice(annotation, speaker, token)
    clausal = token.lemma in words["verbs"]
    contents = _clause_content(annotation, token, voice) if clausal else ()
    stance = words["verbs"].get(token.lemma, "says")
    if not contents and (act := _act_stance(annotation, token)):
        stance, contents = act, _object_content(annotation, token, voice)
    if not contents and clausal:
        contents = _before_credit(annotation, quotes, token, voice)
        agency = bool(contents) and token.lemma == "report" and speaker.tag == "PROPN"
        return _made(token, speaker, voice, contents, stance, agency=agency)
    return _made(token, speaker, voice, contents, stance) if contents or clausal else None


def _made(
    token: Token, speaker: Token, voice: _Range, contents: tuple[_Range, ...], stance: str, *, agency: bool = False
) -> Cue:
    near = voice if abs(voice[0] - token.index) <= 2 * _TO_THE_END else (token.index, token.index)
    return Cue(
        token=token.index,
        speaker=speaker.index,
        contents=contents,
        stance=stance,
        first=min(near[0], token.index),
        last=max(near[1], token.index),
        agency=agency,
    )


def _without_voice(annotation: Annotation, token: Token) -> bool:
    """Whether nobody speaks: "is said to", "no comment was made", "to say the least"."""
    if is_passive(annotation, token):
        return not any(case_of(annotation, child) == "by" for child in children(annotation, token, "obl", "obl:agent"))
    return False


def _speaker(annotation: Annotation, verb: Token) -> Token | None:
    if is_passive(annotation, verb):
        return next(iter(agents(annotation, verb)), None)
    own = children(annotation, verb, "nsubj", "nsubj:outer")
    found = [each for each in subjects(annotation, verb) if not _is_empty(annotation, each)]
    speaker = found[0] if found else None
    if not own and (beside := _beside(annotation, verb)):
        return beside
    named = _name_before(annotation, verb)
    if named is not None and (speaker is None or speaker.index < named.index):
        return named
    return speaker


def _is_empty(annotation: Annotation, subject: Token) -> bool:
    """An "it" or "this" that nobody is."""
    return subject.lemma in ("it", "this", "that", "there") and subject.tag in ("PRON", "DET") and any(
        True for _ in children(annotation, subject, "expl")
    )


def _beside(annotation: Annotation, verb: Token) -> Token | None:
    """The speaker right after the verb where the tree does not say so: '"...", said Ana Lukic'."""
    if verb.index + 1 >= len(annotation.tokens) or verb.lemma not in ("say", "add", "tell", "note"):
        return None
    after = annotation.tokens[verb.index + 1]
    if after.sentence != verb.sentence or after.tag not in ("PROPN", "DET", "NOUN", "PRON"):
        return None
    while after.tag == "DET" or (after.head > after.index and after.relation in _INNER):
        after = annotation.tokens[after.head]
    return after if after.relation in ("nsubj", "obj", "obl:unmarked", "parataxis", "dep") else None


_INNER = ("det", "amod", "compound", "flat", "nmod:poss", "nmod:desc", "nummod")


def _name_before(annotation: Annotation, verb: Token) -> Token | None:
    """The person named right before the verb, after a long title: "Head of the office of Gradina Ana Lukic told".

    Not one that belongs to a voice by a preposition: "a spokesman for President Lukic said".
    """
    before = verb.index - 1
    while before > 0 and annotation.tokens[before].tag in ("ADV", "AUX"):
        before -= 1
    name = next((each for each in annotation.names if each.label == "PERSON" and each.last == before), None)
    if name is None or name.first == 0:
        return None
    first = name.first
    titles = entries("titles_before_names")
    while first > 0 and annotation.tokens[first - 1].text.rstrip(".") in titles:
        first -= 1
    previous = annotation.tokens[first - 1] if first else None
    if previous is None or previous.tag not in ("NOUN", "PROPN") or previous.sentence != verb.sentence:
        return None
    return annotation.tokens[_head_of(annotation, name.first, name.last)]


def _head_of(annotation: Annotation, first: int, last: int) -> int:
    return next(
        (t.index for t in annotation.tokens[first : last + 1] if not first <= t.head <= last or t.head == t.index), last
    )


def _voice(annotation: Annotation, speaker: Token, cue: Token) -> _Range:
    """The tokens of the speaker's phrase, cut where the cue begins."""
    first, last = phrase(annotation, speaker)
    if first <= cue.index <= last:
        return (first, cue.index - 1) if speaker.index < cue.index else (cue.index + 1, last)
    return first, last


def _clause_content(annotation: Annotation, cue: Token, voice: _Range) -> tuple[_Range, ...]:
    """What the grammar gives as content: a clause under the verb, or the clause it is put into."""
    stance = table("speech")["verbs"][cue.lemma]
    heads = children(annotation, cue, "ccomp")
    if stance in _INFINITIVES or cue.lemma in ("tell", "call"):
        heads += children(annotation, cue, "xcomp")
    ranges = [each for clause in heads for each in _hull(annotation, clause, cue, voice)]
    if ranges:
        return tuple(ranges)
    governor = head(annotation, cue)
    if cue.relation == "parataxis" and governor is not None and governor.index < cue.index:
        return _sentence_before(annotation, cue, voice)
    marks = {mark.text.casefold() for mark in children(annotation, cue, "mark")}
    if cue.relation == "advcl" and "as" in marks and governor is not None:
        return _rest_of_sentence(annotation, cue, voice)
    return ()


def _hull(annotation: Annotation, clause: Token, cue: Token, voice: _Range) -> Iterator[_Range]:
    """The stretch of a clause, in two where voice and cue stand inside it."""
    members = [token.index for token in annotation.subtree(clause) if token.sentence == cue.sentence]
    first, last = min(members), max(members)
    hole_first, hole_last = min(voice[0], cue.index), max(voice[1], cue.index)
    if hole_last < first or hole_first > last:
        yield from _trimmed(annotation, first, last)
    elif clause.index < cue.index:
        yield from _trimmed(annotation, first, hole_first - 1)
        if last - hole_last > 2:
            yield from _trimmed(annotation, hole_last + 1, last)
    else:
        yield from _trimmed(annotation, hole_last + 1, last)


def _trimmed(annotation: Annotation, first: int, last: int) -> Iterator[_Range]:
    """The range without punctuation and "that" at its ends, nothing if nothing is left."""
    tokens = annotation.tokens
    while first <= last and (tokens[first].tag == "PUNCT" or (tokens[first].lemma == "that" and tokens[first].tag == "SCONJ")):
        first += 1
    while last >= first and tokens[last].tag == "PUNCT":
        last -= 1
    if first <= last:
        yield first, last


def _sentence_before(annotation: Annotation, cue: Token, voice: _Range) -> tuple[_Range, ...]:
    start = annotation.sentences[cue.sentence][0]
    return tuple(_trimmed(annotation, start, min(voice[0], cue.index) - 1))


def _rest_of_sentence(annotation: Annotation, cue: Token, voice: _Range) -> tuple[_Range, ...]:
    """What follows "As X said," or stands before ", as X said"."""
    first, last = annotation.sentences[cue.sentence]
    after = max(voice[1], cue.index) + 1
    if after <= last and annotation.tokens[after].text == "," and cue.index - first <= _TO_THE_END:
        return tuple(_trimmed(annotation, after, last))
    return _sentence_before(annotation, annotation.tokens[min(voice[0], cue.index) - 1], (cue.index, cue.index))


def _before_credit(
    annotation: Annotation, quotes: tuple[Quoted, ...], cue: Token, voice: _Range
) -> tuple[_Range, ...]:
    """The sentence before ", X said." at its end, whatever the tree made of it."""
    first, last = annotation.sentences[cue.sentence]
    begin = min(voice[0], cue.index)
    if last - cue.index > _TO_THE_END or begin - first < 4 or annotation.tokens[begin - 1].text != ",":
        return ()
    if any(quote.last in (begin - 2, begin - 3) for quote in quotes):
        return ()
    return tuple(_trimmed(annotation, first, begin - 1))


def _act_stance(annotation: Annotation, verb: Token) -> str | None:
    """The stance of a verb that is a statement with its object, None where it is not used so."""
    words = table("speech")
    given = children(annotation, verb, "obj", "iobj")
    light = words["light"].get(verb.lemma, ())
    if light and any(each.lemma in light for each in given):
        return str(words["acts"].get(verb.lemma, words["verbs"].get(verb.lemma, "says")))
    cases = words["prepositions"].get(verb.lemma, ())
    if any(case_of(annotation, each) in cases for each in children(annotation, verb, "obl")):
        return str(words["acts"].get(verb.lemma, words["verbs"].get(verb.lemma, "urges")))
    if verb.lemma in words["acts"] and (given or is_passive(annotation, verb)):
        return str(words["acts"][verb.lemma])
    if verb.lemma in words["labels"] and given and children(annotation, verb, "xcomp", "obl"):
        return "characterizes"
    return None


def _object_content(annotation: Annotation, verb: Token, voice: _Range) -> tuple[_Range, ...]:
    """Objects and complements of a verb, as one stretch; of a passive one, its subject."""
    if is_passive(annotation, verb):
        given = children(annotation, verb, "nsubj:pass")
        return tuple(each for one in given for each in _hull(annotation, one, verb, voice))
    given = children(annotation, verb, "obj", "iobj", "xcomp", "ccomp", "obl")
    given += [each for each in children(annotation, verb, "advcl") if _introduced(annotation, each)]
    members = [
        token.index
        for one in given
        if one.index > verb.index
        for token in annotation.subtree(one)
        if token.index > verb.index
    ]
    return tuple(_trimmed(annotation, min(members), max(members))) if members else ()


def _introduced(annotation: Annotation, clause: Token) -> bool:
    return any(mark.text.casefold() in ("of", "for", "by") for mark in children(annotation, clause, "mark", "case"))


def _according(annotation: Annotation, _quotes: tuple[Quoted, ...], token: Token) -> Cue | None:
    """ "According to X, ..." and "..., according to X"."""
    tokens, index = annotation.tokens, token.index
    if token.text.casefold() != "according" or index + 2 >= len(tokens) or tokens[index + 1].text != "to":
        return None
    voice = annotation.tokens[token.head] if token.relation == "case" and token.head > index else None
    voice = voice or next((t for t in tokens[index + 2 : index + 8] if t.tag in ("NOUN", "PROPN", "PRON")), None)
    if voice is None or voice.lemma in table("speech")["according"]["not_voices"]:
        return None
    first, last = annotation.sentences[token.sentence]
    end = _phrase_end(annotation, voice)
    contents = [*_trimmed(annotation, first, index - 1)] if index - first > 2 else []
    if last - end > 3 and tokens[end + 1].text in (",", "that"):
        contents += _trimmed(annotation, end + 1, last)
    return Cue(
        token=index,
        speaker=voice.index,
        contents=tuple(contents),
        stance="says",
        first=index,
        last=end,
        takes_quotes=False,
    )


def _phrase_end(annotation: Annotation, voice: Token) -> int:
    """The last token of a voice's phrase, with what is set beside it between commas."""
    end = phrase(annotation, voice)[1]
    for beside in children(annotation, voice, "appos", "acl:relcl"):
        members = [token.index for token in annotation.subtree(beside)]
        if end < min(members) <= end + 2 and max(members) - end <= _TO_THE_END:
            end = max(members)
    return end


def _noun(annotation: Annotation, _quotes: tuple[Quoted, ...], token: Token) -> Cue | None:
    """ "X's claim that ...", "a statement by X that ..."."""
    stance = table("speech")["nouns"].get(token.lemma)
    if stance is None or token.tag != "NOUN":
        return None
    clauses = [
        each
        for each in children(annotation, token, "acl", "ccomp", "acl:relcl")
        if any(mark.lemma == "that" for mark in children(annotation, each, "mark"))
    ]
    speaker = _owner(annotation, token)
    if not clauses or speaker is None:
        return None
    ranges = [each for clause in clauses for each in _hull(annotation, clause, token, (token.index, token.index))]
    first, _ = phrase(annotation, token, without=("acl", "acl:relcl", "ccomp", "conj", "appos"))
    return Cue(
        token=token.index,
        speaker=speaker.index,
        contents=tuple(ranges),
        stance=stance,
        first=min(first, token.index),
        last=token.index,
        takes_quotes=False,
    )


def _owner(annotation: Annotation, noun: Token) -> Token | None:
    """Whose statement it is: "X's", "by X", "of X", "from X", or who issues it."""
    owners = children(annotation, noun, "nmod:poss")
    owners += [each for each in children(annotation, noun, "nmod") if case_of(annotation, each) in ("by", "of", "from")]
    if owners:
        return owners[0]
    verb = head(annotation, noun)
    if verb is None or noun.relation not in ("obj", "obl") or verb.tag != "VERB":
        return None
    return next(iter(agents(annotation, verb)), None)


def _colon(annotation: Annotation, quotes: tuple[Quoted, ...], token: Token) -> Cue | None:
    """ "Ana Lukic: '...'", as captions and interviews print it."""
    start = annotation.sentences[token.sentence][0]
    if token.text != ":" or not 0 < token.index - start <= 8:
        return None
    quote = next((each for each in quotes if token.index < each.first <= token.index + 2), None)
    before = annotation.tokens[start : token.index]
    if quote is None or any(word.tag in ("VERB", "AUX") for word in before):
        return None
    speaker = annotation.tokens[_head_of(annotation, start, token.index - 1)]
    if speaker.tag not in ("PROPN", "NOUN"):
        return None
    return Cue(token=token.index, speaker=speaker.index, contents=(), stance="says", first=start, last=token.index)


_FINDERS: tuple[Callable[[Annotation, tuple[Quoted, ...], Token], Cue | None], ...] = (
    _verb,
    _according,
    _noun,
    _colon,
)
