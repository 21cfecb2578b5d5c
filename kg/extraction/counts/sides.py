"""Whose losses a bare figure counts: "the battalion lost 40 killed", "rebel losses were 60 dead"."""

from collections.abc import Iterable
from functools import cache

from kg.extraction import grammar
from kg.language import Annotation, Token
from kg.schema.words import table

__all__ = ["side_of"]

_OWN = frozenset(["lose", "suffer", "sustain", "incur", "have"])
"""What is counted befell the subject of these."""
_TELLING = frozenset(["report", "admit", "acknowledge", "claim", "put", "estimate"])
"""Likewise where the losses are called its own: "put its losses at four"."""
_LOSSES = frozenset(["loss", "losses", "casualty", "casualties", "dead", "fatality", "fatalities", "toll"])
_PRICES = ("cost", "loss", "price")
"""What the subject paid: "took the town at a cost of 18 dead"."""
_CLIMB = 5


@cache
def _sides() -> dict[str, str]:
    return {word: side for side, words in table("victims")["sides"].items() for word in words}


def side_of(annotation: Annotation, victim: Token, trigger: Token) -> str | None:
    """The category of the armed body, or the civilians, whose dead or wounded a bare number counts."""
    if trigger.index > 0 and trigger.lemma.casefold() in _LOSSES:  # "rebel dead were put at 200"
        side = _first_side(annotation, annotation.tokens[trigger.index - 1 : trigger.index])
        if side is not None:
            return side
    current: Token | None = victim
    paid = False
    for _ in range(_CLIMB):
        if current is None:
            return None
        subjects = grammar.subjects(annotation, current)
        losses = next((s for s in subjects if s.lemma.casefold() in _LOSSES), None)
        if losses is not None:
            near = grammar.children(annotation, losses, "amod", "compound", "nmod:poss", "nmod")
            return _first_side(annotation, near)
        if current.lemma in _OWN or (current.lemma in _TELLING and _says_own(annotation, current, victim)):
            return _first_side(annotation, subjects)
        paid = paid or current.lemma in _PRICES
        if paid and current.tag == "VERB":
            return _first_side(annotation, subjects)
        current = grammar.head(annotation, current)
    return None


def _first_side(annotation: Annotation, words: Iterable[Token]) -> str | None:
    """The side of the first word that has one; what stands before it decides ("rebel forces")."""
    own = ([*grammar.modifiers(annotation, word), word] for word in words)
    found = (_sides().get(w.lemma.casefold()) or _sides().get(w.text.casefold()) for row in own for w in row)
    return next((side for side in found if side), None)


def _says_own(annotation: Annotation, verb: Token, victim: Token) -> bool:
    """Put its losses at four."""
    near = annotation.tokens[verb.index : victim.index]
    own = ("its", "their", "our")
    return any(t.lemma.casefold() in _LOSSES and grammar.determiner(annotation, t) in own for t in near)
