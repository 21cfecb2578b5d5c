"""The words that hand the word to somebody: verbs of saying, reporting nouns, "according to", a colon."""

from collections.abc import Callable
from dataclasses import replace

from kg.extraction.grammar import children, head, phrase
from kg.extraction.speech.credits import according, agency, colon, noun
from kg.extraction.speech.cue import Cue, Range
from kg.extraction.speech.quotations import Quoted
from kg.extraction.speech.verbs import as_said, verb
from kg.extraction.speech.voices import owner
from kg.language import Annotation, Token
from kg.schema.words import table

__all__ = ["cues"]

_LOOK_BACK = 3


def cues(annotation: Annotation, quotes: tuple[Quoted, ...]) -> tuple[Cue, ...]:
    """Every cue of a text by place; those without content of their own wait for a quotation."""
    found: dict[int, Cue] = {}
    for token in annotation.tokens:
        for finder in _FINDERS:
            cue = finder(annotation, quotes, token)
            if cue is None:
                continue
            if cue.agency or cue.token not in found or not found[cue.token].contents:
                found[cue.token] = cue
            break
    ordered = [found[token] for token in sorted(found)]
    for place, cue in enumerate(ordered):
        _go_on(annotation, ordered, place, cue)
    return tuple(cue for cue in ordered if cue.speaker is not None)


def _go_on(annotation: Annotation, ordered: list[Cue], place: int, cue: Cue) -> None:
    """Gives "adding that ..." the voice before it, and "the statement said" that of the statement."""
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
    said = annotation.tokens[cue.speaker]
    if said.tag != "NOUN" or said.lemma not in table("speech")["nouns"]:
        return
    whose = owner(annotation, said) if said.head != token.index else None
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
    """Whether a verb of saying goes on after another, without a subject: a participle, or "and added"."""
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
    chosen = [cue for cue in finite if _parent_of(finite, cue) is None] or finite or same
    return chosen[-1] if chosen else None


def _parent_of(cues: list[Cue], cue: Cue) -> Cue | None:
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


_FINDERS: tuple[Callable[[Annotation, tuple[Quoted, ...], Token], Cue | None], ...] = (
    agency,
    as_said,
    verb,
    according,
    noun,
    colon,
)
