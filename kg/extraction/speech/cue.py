"""One handing over of the word, as its finders give it."""

from dataclasses import dataclass

from kg.language import Annotation, Token

__all__ = ["Cue", "Range", "touching"]

Range = tuple[int, int]


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


def touching(annotation: Annotation, cue: Token, place: Range) -> Range:
    """The cue with its voice, if only adverbs and auxiliaries part them."""
    first, last = min(place[0], cue.index), max(place[1], cue.index)
    gap = annotation.tokens[place[1] + 1 : cue.index] or annotation.tokens[cue.index + 1 : place[0]]
    touches = all(token.tag in ("ADV", "AUX", "PART", "PUNCT") for token in gap)
    return (first, last) if touches else (cue.index, cue.index)
