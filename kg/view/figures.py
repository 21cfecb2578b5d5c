"""Counts that answer one question about one event, side by side, and whether sources differ."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from kg.model import Claim, Polarity, Quantity, Term
from kg.model.identifiers import fold

__all__ = ["Figure", "Value", "differ", "figures"]

_APPROXIMATE = {"about", "nearly"}
_TOLERANCE = 0.1  # "about 600" and 620 do not contradict each other; "about 600" and 700 do
_STATED = {Polarity.ASSERTED, Polarity.REPORTED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One answer, and the numbers of the claims that give it."""

    quantity: Quantity
    claims: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One question ("children killed in this event?") and its answers, smallest first."""

    event: Term
    category: str
    outcome: str
    values: tuple[Value, ...]
    differs: bool


def figures(claims: Sequence[Claim]) -> tuple[Figure, ...]:
    """Every question that a count among `claims` answers; those that sources dispute first."""
    questions: defaultdict[tuple[str, str, str], list[int]] = defaultdict(list)
    for number, claim in enumerate(claims):
        quantity = claim.quantity
        if quantity is not None and quantity.outcome is not None:
            event = claim.subject.entity or f"text {fold(claim.subject.text)}"
            questions[event, _fate(claim), quantity.category].append(number)
    built = [_figure(claims, numbers) for _, numbers in sorted(questions.items())]
    return tuple(sorted(built, key=lambda figure: not figure.differs))


def _fate(claim: Claim) -> str:
    """What befell those counted, as exactly as the claim says: "orphaned of one parent" is not of both."""
    outcome = _quantity(claim).outcome or ""
    named = claim.object is None or claim.object.entity is not None
    return (
        outcome
        if named or claim.object is None or not claim.object.text.startswith(outcome)
        else claim.object.text
    )


def _figure(claims: Sequence[Claim], numbers: Sequence[int]) -> Figure:
    answers: defaultdict[tuple[float | None, float | None, str], list[int]] = defaultdict(list)
    for number in numbers:
        quantity = _quantity(claims[number])
        answers[quantity.low, quantity.high, quantity.qualifier].append(number)
    values = tuple(
        Value(quantity=_quantity(claims[same[0]]), claims=tuple(same))
        for _, same in sorted(answers.items(), key=lambda item: (_bounds(*item[0][:2]), item[0][2]))
    )
    first = claims[numbers[0]]
    quantity = _quantity(first)
    return Figure(
        event=first.subject,
        category=quantity.category,
        outcome=_fate(first),
        values=values,
        differs=differ(claims[number] for number in numbers),
    )


def differ(claims: Iterable[Claim]) -> bool:
    """Whether two voices exist of whom the one gives no count that the other could accept.

    A voice is a speaker in a document. Several counts of one voice are parts or
    repetitions, and no dispute.
    """
    voices: defaultdict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    for claim in claims:
        if claim.polarity in _STATED:
            speaker = claim.speaker
            voice = (speaker.entity or fold(speaker.text)) if speaker else ""
            voices[claim.document, voice].append(_accepted(_quantity(claim)))
    return any(
        not any(a_low <= b_high and b_low <= a_high for a_low, a_high in one for b_low, b_high in other)
        for one, other in combinations(voices.values(), 2)
    )


def _accepted(quantity: Quantity) -> tuple[float, float]:
    """The numbers that a count leaves possible, approximate ones read with a tolerance."""
    low, high = _bounds(quantity.low, quantity.high)
    if quantity.qualifier in _APPROXIMATE:
        return low * (1 - _TOLERANCE), high * (1 + _TOLERANCE)
    return low, high


def _bounds(low: float | None, high: float | None) -> tuple[float, float]:
    return (0.0 if low is None else low, float("inf") if high is None else high)


def _quantity(claim: Claim) -> Quantity:
    assert claim.quantity is not None
    return claim.quantity
