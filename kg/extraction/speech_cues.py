"""The words that hand the word to somebody: verbs of saying, reporting nouns, "according to", a colon."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from kg.extraction.grammar import case_of, children, head, is_passive, negated, phrase
from kg.extraction.quotations import Quoted
from kg.extraction.speech_content import (
    Range,
    after_cue,
    before_credit,
    clause_content,
    object_content,
    rest_of_sentence,
    stretch,
    trimmed,
)
from kg.extraction.speech_voices import head_of, is_nobody, owner, speaker, voice
from kg.language import Annotation, Token
from kg.schema.words import table

__all__ = ["Cue", "cues"]

_CAPTION = 8
_BESIDE = 14
_LOOK_BACK = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One handing over: `token` of the cue, head of the speaker's phrase, contents told by the grammar.

    `[first, last]` are the tokens of cue and voice together where they touch. `takes_quotes`
    says that quotations beside it may be its content.
    """

    token: int
    speaker: int | None
    contents: tuple[Range, ...]
    stance: str
    first: int
    last: int
    takes_quotes: bool = True
    agency: bool = False


def cues(annotation: Annotation, quotes: tuple[Quoted, ...]) -> tuple[Cue, ...]:
    """Every cue of a text by place; those without content of their own wait for a quotation."""
    found: dict[int, Cue] = {}
    for token in annotation.tokens:
        for finder in _FINDERS:
            cue = finder(annotation, quotes, token)
            if cue is not None and (cue.token not in found or cue.agency):
                found[cue.token] = cue
                break
    ordered = [found[token] for token in sorted(found)]
    for place, cue in enumerate(ordered):
        _go_on(annotation, ordered, place, cue)
    return tuple(cue for cue in ordered if cue.speaker is not None)


def _go_on(annotation: Annotation, ordered: list[Cue], place: int, cue: Cue) -> None:
    """Gives "adding that ..." the voice before it, and "the statement said" the voice behind the statement."""
    token = annotation.tokens[cue.token]
    if token.text.casefold() in ("citing", "quoting"):
        _cite(annotation, ordered, place, token)
        return
    if cue.speaker is None or _continues(annotation, token):
        donor = _donor(annotation, ordered[:place], token)
        if donor is not None:
            number = ordered.index(donor)
            ordered[number] = replace(donor, contents=_cut(annotation, donor.contents, cue.token))
            ordered[place] = replace(cue, speaker=donor.speaker)
        return
    said = annotation.tokens[cue.speaker] if cue.speaker is not None else None
    if said is None or said.tag != "NOUN" or said.lemma not in table("speech")["nouns"]:
        return
    whose = owner(annotation, said) if said.relation not in ("obj", "obl") else None
    if whose is not None:
        ordered[place] = replace(cue, speaker=whose.index)
        return
    for earlier in reversed(ordered[:place]):
        sentence = annotation.tokens[earlier.token].sentence
        if token.sentence - sentence > _LOOK_BACK:
            return
        if any(word.lemma == said.lemma for word in annotation.sentence_of(annotation.tokens[earlier.token])):
            ordered[place] = replace(cue, speaker=earlier.speaker)
            return


def _cite(annotation: Annotation, ordered: list[Cue], place: int, token: Token) -> None:
    """ "..., the agency said, citing officials": the officials say what the agency passes on."""
    donor = _donor(annotation, ordered[:place], token)
    cited = children(annotation, token, "obj")
    if donor is None or not cited:
        return
    _, last = phrase(annotation, cited[0])
    ordered[place] = replace(
        ordered[place],
        speaker=cited[0].index,
        contents=donor.contents,
        stance="says",
        first=token.index,
        last=last,
    )


def _continues(annotation: Annotation, token: Token) -> bool:
    """Whether a verb of saying goes on after another: a participle, or "and added", without a subject of its own."""
    before = annotation.tokens[token.index - 1] if token.index else token
    if token.tag != "VERB" or children(annotation, token, "nsubj", "nsubj:pass") or before.text == "as":
        return False
    words = table("speech")
    if token.lemma in words["continuing"] and before.tag in ("CCONJ", "ADV"):
        return True
    governor = head(annotation, token)
    if token.relation == "xcomp" and governor is not None and governor.lemma in words["aspect"]:
        return _continues(annotation, governor) if governor.text.endswith("ing") else False
    return token.text.casefold().endswith("ing") and (token.relation != "acl" or before.text == ",")


def _donor(annotation: Annotation, earlier: list[Cue], token: Token) -> Cue | None:
    same = [cue for cue in earlier if annotation.tokens[cue.token].sentence == token.sentence]
    finite = [cue for cue in same if not annotation.tokens[cue.token].text.endswith("ing")]
    chosen = [cue for cue in finite if _parent_of(annotation, finite, cue) is None] or finite
    return chosen[-1] if chosen else None


def _parent_of(annotation: Annotation, cues: list[Cue], cue: Cue) -> Cue | None:
    return next(
        (each for each in cues if each is not cue and any(a <= cue.token <= b for a, b in each.contents)),
        None,
    )


def _cut(annotation: Annotation, contents: tuple[Range, ...], at: int) -> tuple[Range, ...]:
    """Contents that end before the cue at `at`, its "and" left out too."""
    end = at - 1
    while annotation.tokens[end].tag in ("CCONJ", "PUNCT", "ADV") and end:
        end -= 1
    return tuple(
        (first, min(last, end)) if first <= at <= last else (first, last)
        for first, last in contents
        if first <= end
    )


def _verb(annotation: Annotation, quotes: tuple[Quoted, ...], token: Token) -> Cue | None:
    """ "X said that ...", "..., X said", "X condemned ..."."""
    words = table("speech")
    clausal, act = token.lemma in words["verbs"], _act_stance(annotation, token)
    if token.tag not in ("VERB", "AUX") or not (clausal or act) or _only_meant(annotation, token):
        return None
    who = speaker(annotation, token)
    shares = who is None and token.relation == "conj" and not is_passive(annotation, token)
    if (who is None and not shares) or (who is not None and is_nobody(annotation, who)):
        return None
    place = voice(annotation, who, token) if who is not None else (token.index, token.index)
    active = clausal and not is_passive(annotation, token)
    contents = clause_content(annotation, token, place) if active else ()
    stance = words["verbs"].get(token.lemma, "says")
    if not contents and act:
        stance, contents = act, object_content(annotation, token, place)
    elif not contents and active:
        contents = after_cue(annotation, token, place)
    if not contents and token.lemma in words["credits"]["verbs"]:
        contents = before_credit(annotation, quotes, token, place)
    if negated(annotation, token):
        # "Does not believe that" denies; "did not say that" says nothing.
        if stance != "believes":
            return None
        stance = "denies"
    first, last = _touching(annotation, token, place)
    return Cue(
        token=token.index,
        speaker=who.index if who is not None else None,
        contents=contents,
        stance=stance,
        first=first,
        last=last,
    )


def _touching(annotation: Annotation, cue: Token, place: Range) -> Range:
    """The cue with its voice, if only adverbs and auxiliaries part them."""
    first, last = min(place[0], cue.index), max(place[1], cue.index)
    gap = annotation.tokens[place[1] + 1 : cue.index] or annotation.tokens[cue.index + 1 : place[0]]
    touches = all(token.tag in ("ADV", "AUX", "PART", "PUNCT") for token in gap)
    return (first, last) if touches else (cue.index, cue.index)


def _only_meant(annotation: Annotation, verb: Token) -> bool:
    """Whether a verb of saying is itself only an aim or a chance: "came to denounce", "might say"."""
    if any(
        each.text.casefold() in ("could", "might", "may", "should")
        for each in children(annotation, verb, "aux")
    ):
        return True
    infinitive = any(mark.text.casefold() == "to" for mark in children(annotation, verb, "mark"))
    governor = head(annotation, verb)
    if not infinitive or governor is None or verb.relation not in ("xcomp", "advcl", "acl", "ccomp"):
        return False
    return verb.relation != "xcomp" or governor.lemma not in table("speech")["aspect"]


def _act_stance(annotation: Annotation, verb: Token) -> str | None:
    """The stance of a verb that is a statement with its object, None where it is not used so."""
    words = table("speech")
    given = children(annotation, verb, "obj", "iobj")
    if any(each.lemma in words["light"].get(verb.lemma, ()) for each in given):
        return str(words["acts"].get(verb.lemma, words["verbs"].get(verb.lemma, "says")))
    cases = words["prepositions"].get(verb.lemma, ())
    if any(case_of(annotation, each) in cases for each in children(annotation, verb, "obl")):
        return str(words["acts"].get(verb.lemma, words["verbs"].get(verb.lemma, "urges")))
    if verb.lemma in words["acts"] and (given or is_passive(annotation, verb)):
        return str(words["acts"][verb.lemma])
    if verb.lemma in words["labels"] and given and children(annotation, verb, "xcomp", "obl"):
        reflexive = any(each.text.casefold().endswith(("self", "selves")) for each in given)
        return None if reflexive else str(words["labels"][verb.lemma])
    return None


def _agency(annotation: Annotation, quotes: tuple[Quoted, ...], token: Token) -> Cue | None:
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


def _according(annotation: Annotation, _quotes: tuple[Quoted, ...], token: Token) -> Cue | None:
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


def _noun(annotation: Annotation, _quotes: tuple[Quoted, ...], token: Token) -> Cue | None:
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
        first, last = _touching(annotation, governor, voice(annotation, who, governor))
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


def _as_said(annotation: Annotation, _quotes: tuple[Quoted, ...], token: Token) -> Cue | None:
    """ "As X said, ..." and the translated "As said X, ..."."""
    start = annotation.sentences[token.sentence][0]
    if token.tag != "VERB" or token.lemma not in table("speech")["credits"]["verbs"]:
        return None
    opens = annotation.tokens[start].text.casefold() == "as" and 0 < token.index - start <= _CAPTION
    if not opens or any(each.text == "," for each in annotation.tokens[start : token.index]):
        return None
    who = speaker(annotation, token)
    if who is None or is_nobody(annotation, who):
        return None
    place = voice(annotation, who, token)
    contents = rest_of_sentence(annotation, token, place)
    return Cue(
        token=token.index,
        speaker=who.index,
        contents=contents,
        stance=table("speech")["verbs"][token.lemma],
        first=min(place[0], token.index),
        last=max(place[1], token.index),
    )


def _colon(annotation: Annotation, quotes: tuple[Quoted, ...], token: Token) -> Cue | None:
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


_FINDERS: tuple[Callable[[Annotation, tuple[Quoted, ...], Token], Cue | None], ...] = (
    _agency,
    _as_said,
    _verb,
    _according,
    _noun,
    _colon,
)
