"""Cues that are no verb of the sentence: credits, "according to", nouns, a colon."""

from kg.extraction.grammar import children, is_passive, phrase
from kg.extraction.speech.content import stretch, trimmed
from kg.extraction.speech.cue import Cue, touching
from kg.extraction.speech.quotations import Quoted
from kg.extraction.speech.voices import head_of, owner, voice
from kg.language import Annotation, Token
from kg.schema.words import table

__all__ = ["according", "agency", "colon", "noun"]

_CAPTION = 8
_BESIDE = 14


def agency(annotation: Annotation, _quotes: tuple[Quoted, ...], token: Token) -> Cue | None:
    """The credit at the end: "..., Nord reports.", whatever the tree makes of it."""
    tokens, (start, end) = annotation.tokens, annotation.sentences[token.sentence]
    if token.text.casefold() not in ("reports", "reported", "report") or token.index - start < 2:
        return None
    first = token.index
    while first > start and tokens[first - 1].tag == "PROPN":
        first -= 1
    closes = token.index == end or all(each.tag == "PUNCT" for each in tokens[token.index + 1 : end + 1])
    if first == token.index or tokens[first - 1].tag != "PUNCT" or not closes:
        return None
    name = head_of(annotation, first, token.index - 1)
    return Cue(
        token=token.index,
        speaker=name,
        contents=trimmed(annotation, start, first - 1),
        stance="reports",
        first=first,
        last=token.index,
        takes_quotes=False,
        agency=True,
    )


def according(annotation: Annotation, _quotes: tuple[Quoted, ...], token: Token) -> Cue | None:
    """ "According to X, ..." and "..., according to X"."""
    tokens, index = annotation.tokens, token.index
    if token.text.casefold() != "according" or index + 2 >= len(tokens) or tokens[index + 1].text != "to":
        return None
    who = tokens[token.head] if token.relation == "case" and token.head > index else None
    who = who or next((t for t in tokens[index + 2 : index + 8] if t.tag in ("NOUN", "PROPN", "PRON")), None)
    if who is None or who.lemma in table("speech")["according"]["not_voices"]:
        return None
    first, last = annotation.sentences[token.sentence]
    end = _phrase_end(annotation, who)
    contents = trimmed(annotation, first, index - 1) if index - first > 2 else ()
    if last - end > 3 and tokens[end + 1].text in (",", "that"):
        contents += trimmed(annotation, end + 1, last)
    if who.lemma in table("speech")["nouns"] and (whose := owner(annotation, who)):
        who = whose
    return Cue(
        token=index,
        speaker=who.index,
        contents=contents,
        stance="says",
        first=index,
        last=end,
        takes_quotes=False,
    )


def _phrase_end(annotation: Annotation, who: Token) -> int:
    """The last token of a voice's phrase, with what is set beside it between commas."""
    end = phrase(annotation, who)[1]
    for beside in children(annotation, who, "appos", "acl:relcl"):
        members = [token.index for token in annotation.subtree(beside)]
        if end < min(members) <= end + 2 and max(members) - end <= _BESIDE:
            end = max(members)
    return end


def noun(annotation: Annotation, _quotes: tuple[Quoted, ...], token: Token) -> Cue | None:
    """ "X's claim that ...", "X said in a statement that ..."."""
    words = table("speech")
    stance = words["nouns"].get(token.lemma)
    if stance is None or token.tag != "NOUN":
        return None
    clauses = [
        each
        for each in children(annotation, token, "acl", "ccomp", "acl:relcl")
        if any(mark.lemma == "that" for mark in children(annotation, each, "mark"))
    ]
    who = owner(annotation, token)
    if not clauses or who is None:
        return None
    ranges = tuple(
        each for clause in clauses for each in stretch(annotation, clause, token, (token.index, token.index))
    )
    governor = annotation.tokens[token.head]
    carried = token.relation in ("obj", "obl") and not is_passive(annotation, governor)
    if carried and (governor.lemma in words["verbs"] or governor.lemma in words["light"]):
        # "said in a statement that": the verb is the cue, the noun only carries the clause.
        first, last = touching(annotation, governor, voice(annotation, who, governor))
        return Cue(
            token=governor.index,
            speaker=who.index,
            contents=ranges,
            stance=words["verbs"].get(governor.lemma, stance),
            first=first,
            last=last,
        )
    first, _ = phrase(annotation, token, without=("acl", "acl:relcl", "ccomp", "conj", "appos"))
    return Cue(
        token=token.index,
        speaker=who.index,
        contents=ranges,
        stance=stance,
        first=min(first, token.index),
        last=token.index,
        takes_quotes=False,
    )


def colon(annotation: Annotation, quotes: tuple[Quoted, ...], token: Token) -> Cue | None:
    """ "Ana Lukic: '...'", as captions and interviews print it."""
    start = annotation.sentences[token.sentence][0]
    if token.text != ":" or not 0 < token.index - start <= _CAPTION:
        return None
    quote = next((each for each in quotes if token.index < each.first <= token.index + 2), None)
    before = annotation.tokens[start : token.index]
    if quote is None or any(word.tag in ("VERB", "AUX") for word in before):
        return None
    who = annotation.tokens[head_of(annotation, start, token.index - 1)]
    if who.tag not in ("PROPN", "NOUN"):
        return None
    return Cue(
        token=token.index, speaker=who.index, contents=(), stance="says", first=start, last=token.index
    )
