"""Who says what: acts of speech with their speaker, their content and how they stand to it."""

from dataclasses import dataclass, replace
from enum import StrEnum

from kg.extraction.speech.content import trimmed
from kg.extraction.speech.cue import Cue
from kg.extraction.speech.cues import cues
from kg.extraction.speech.quotations import Quoted, quoted
from kg.extraction.speech.quotes import continued, owners
from kg.language import Annotation

__all__ = ["Mode", "SpeechAct", "acts", "speaker_at"]


_MARKS = 3


class Mode(StrEnum):
    """Whether the words are the speaker's own."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechAct:
    """One voice and what it says.

    `cue` is the token that tells of the speaking (verb, noun, "according", colon); `speaker` the
    head token of the speaker's phrase, a pronoun as it stands, None where nobody is named.
    `contents` and `quote` are token ranges, both ends inclusive: what is said, and the shortest
    stretch that shows it with its voice. `stance` is a value of `ontology/words/speech.toml`.
    `parent` is the place in the list of acts of the act that this one stands inside. `agency`
    marks the credit of a news agency. `continued` marks a quotation without a cue of its own.
    """

    cue: int
    speaker: int | None
    contents: tuple[tuple[int, int], ...]
    mode: Mode
    stance: str
    quote: tuple[int, int]
    parent: int | None = None
    agency: bool = False
    continued: bool = False


def acts(annotation: Annotation) -> tuple[SpeechAct, ...]:
    """All acts of speech of a text, by the place of their content."""
    quotes = quoted(annotation)
    found = cues(annotation, quotes)
    owned = owners(annotation, quotes, found)
    made = [act for cue in found if (act := _act(annotation, cue, owned.get(cue.token, ()), quotes))]
    by_cue = {act.cue: act for act in made}
    for quote, cue in continued(annotation, quotes, found, owned):
        if cue.token in by_cue:
            ranges = trimmed(annotation, quote.first, quote.last)
            made.extend(_continuation(by_cue[cue.token], here) for here in ranges)
    made.sort(key=lambda act: (act.contents[0][0], -act.contents[-1][1], act.cue))
    return tuple(replace(act, parent=_parent(made, index)) for index, act in enumerate(made))


def speaker_at(acts: tuple[SpeechAct, ...], token_index: int) -> tuple[SpeechAct, ...]:
    """The acts inside whose content a token stands, from the outermost to the innermost."""
    holding = [act for act in acts if _holds(act, token_index)]
    return tuple(sorted(holding, key=lambda act: (-_size(act), not act.agency, act.cue)))


def _act(
    annotation: Annotation, cue: Cue, own: tuple[Quoted, ...], quotes: tuple[Quoted, ...]
) -> SpeechAct | None:
    told = [each for each in cue.contents if not any(q.first <= each[0] and each[1] <= q.last for q in own)]
    spoken = [each for quote in own for each in trimmed(annotation, quote.first, quote.last)]
    contents = _merged([*told, *spoken])
    if not contents:
        return None
    return SpeechAct(
        cue=cue.token,
        speaker=cue.speaker,
        contents=contents,
        mode=_mode(contents, quotes),
        stance=cue.stance,
        quote=_shown(annotation, cue, contents),
        agency=cue.agency,
    )


def _mode(contents: tuple[tuple[int, int], ...], quotes: tuple[Quoted, ...]) -> Mode:
    """Direct where all is quoted, mixed where some is."""
    if all(_inside(each, quotes) for each in contents):
        return Mode.DIRECT
    part = any(first <= q.first and q.last <= last for first, last in contents for q in quotes)
    return Mode.MIXED if part or any(_inside(each, quotes) for each in contents) else Mode.INDIRECT


def _inside(content: tuple[int, int], quotes: tuple[Quoted, ...]) -> bool:
    """Whether a stretch is a quotation as a whole, marks and stops aside."""
    first, last = content
    return any(
        quote.first <= first and last <= quote.last and (first - quote.first) + (quote.last - last) <= _MARKS
        for quote in quotes
    )


def _continuation(act: SpeechAct, here: tuple[int, int]) -> SpeechAct:
    return replace(act, contents=(here,), mode=Mode.DIRECT, stance="says", quote=here, continued=True)


def _merged(ranges: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    merged: list[tuple[int, int]] = []
    for first, last in sorted(ranges):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return tuple(merged)


def _shown(annotation: Annotation, cue: Cue, contents: tuple[tuple[int, int], ...]) -> tuple[int, int]:
    """What is said, with its voice where that stands in the same sentence."""
    first, last = contents[0][0], contents[-1][1]
    sentence = annotation.tokens[cue.token].sentence
    if annotation.tokens[first].sentence == annotation.tokens[last].sentence == sentence:
        return min(first, cue.first), max(last, cue.last)
    return first, last


def _parent(acts: list[SpeechAct], index: int) -> int | None:
    act = acts[index]
    inside = act.contents[0][0] if act.continued else act.cue
    holding = [
        (_size(each), place) for place, each in enumerate(acts) if place != index and _holds(each, inside)
    ]
    return min(holding)[1] if holding else None


def _holds(act: SpeechAct, token_index: int) -> bool:
    return any(first <= token_index <= last for first, last in act.contents)


def _size(act: SpeechAct) -> int:
    return sum(last - first + 1 for first, last in act.contents)
