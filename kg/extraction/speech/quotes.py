"""Whose a quotation is: the cue beside it, or the voice that spoke last."""

from collections.abc import Iterator, Mapping

from kg.extraction.speech.cue import Cue
from kg.extraction.speech.quotations import Quoted
from kg.language import Annotation

__all__ = ["continued", "owners"]

_REACH = 16
_MARKS = 3
_BLANK_LINE = 2


def owners(
    annotation: Annotation, quotes: tuple[Quoted, ...], cues: tuple[Cue, ...]
) -> dict[int, tuple[Quoted, ...]]:
    """The quotations that stand beside a cue, by the cue's token."""
    owned: dict[int, list[Quoted]] = {}
    outside = [cue for cue in cues if cue.takes_quotes]
    for quote in quotes:
        if not quote.speech or quote.depth or any(_tells(cue, quote) for cue in cues):
            continue
        near = [
            (gap, cue.token)
            for cue in outside
            if not quote.first <= cue.token <= quote.last
            and (gap := _gap(annotation, quote, cue)) is not None
        ]
        if near:
            owned.setdefault(min(near)[1], []).append(quote)
    return {token: tuple(found) for token, found in owned.items()}


def _gap(annotation: Annotation, quote: Quoted, cue: Cue) -> int | None:
    """How many tokens part a quotation from a cue that may own it, None where it may not."""
    tokens = annotation.tokens
    if cue.first > quote.last:
        between = tokens[quote.last + 1 : cue.first]
        # The sentence may end with the quotation ('"Why?" she asked'); the voice may stand between.
        beside = len(between) <= _REACH and not any(token.tag in ("VERB", "AUX") for token in between)
        return cue.first - quote.last if beside and not _ended(annotation, quote, cue) else None
    if cue.last < quote.first:
        gap = quote.first - cue.last
        same = tokens[cue.token].sentence == tokens[quote.first].sentence
        lead = any(token.text == ":" for token in tokens[cue.last + 1 : quote.first])
        return gap + 4 if gap <= _REACH and (same or lead) else None
    return None


def _ended(annotation: Annotation, quote: Quoted, cue: Cue) -> bool:
    """Whether the sentence was over before the cue: a full stop, or a new paragraph, stands between."""
    tokens = annotation.tokens
    between = annotation.text[tokens[quote.last].start : tokens[cue.first].start]
    own = bool(cue.contents) and tokens[cue.first].sentence != tokens[quote.last].sentence
    return "." in between.removesuffix("...") or "\n" in between or own


def continued(
    annotation: Annotation,
    quotes: tuple[Quoted, ...],
    cues: tuple[Cue, ...],
    owned: Mapping[int, tuple[Quoted, ...]],
) -> Iterator[tuple[Quoted, Cue]]:
    """Quotations without a cue of their own, each with the cue whose voice goes on in it."""
    by_token = {cue.token: cue for cue in cues}
    owner = {quote: by_token[token] for token, found in owned.items() for quote in found}
    speech = [quote for quote in quotes if quote.speech and not quote.depth]
    for place, quote in enumerate(speech):
        if quote in owner or any(_tells(cue, quote) for cue in cues):
            continue
        cue = _before(annotation, quote, speech[:place], owner, cues) or _after(
            quote, speech[place + 1 :], owner
        )
        if cue is not None:
            owner[quote] = cue
            yield quote, cue


def _tells(cue: Cue, quote: Quoted) -> bool:
    """Whether the quotation is only a part of what the cue has as content already."""
    return any(
        first <= quote.first and quote.last <= last and last - first > quote.last - quote.first + _MARKS
        for first, last in cue.contents
    )


def _before(
    annotation: Annotation,
    quote: Quoted,
    earlier: list[Quoted],
    owner: Mapping[Quoted, Cue],
    cues: tuple[Cue, ...],
) -> Cue | None:
    """The voice that goes on: in its paragraph, or from the one before into one that is all quotation."""
    before = [cue for cue in cues if cue.last < quote.first and not cue.agency]
    last = earlier[-1] if earlier else None
    if last is not None and last in owner and (not before or last.last >= before[-1].first):
        before = [owner[last]]
        place = last.paragraph
    elif before:
        place = annotation.text.count("\n", 0, annotation.tokens[before[-1].token].start)
    else:
        return None
    if place == quote.paragraph:
        return before[-1]
    alone = quote.opens and quote.closes
    between = annotation.text.splitlines()[place + 1 : quote.paragraph]
    return before[-1] if alone and not any(line.strip() for line in between) else None


def _after(quote: Quoted, later: list[Quoted], owner: Mapping[Quoted, Cue]) -> Cue | None:
    """The voice named after a later quotation of a run of paragraphs that all open with a mark."""
    current = quote
    for following in later:
        runs_on = current.opens and (current.continues or current.closes)
        if not runs_on or not following.opens or following.paragraph - current.paragraph > _BLANK_LINE:
            return None
        if following in owner:
            return owner[following]
        current = following
    return None
