"""Whose losses a bare figure counts: "the battalion lost 40 killed", "rebel losses were 60 dead"."""

from functools import cache

from kg.extraction import grammar
from kg.language import Annotation, Token
from kg.schema.words import table

__all__ = ["side_of"]

_SUFFERING = frozenset(
    ["lose", "suffer", "sustain", "have", "incur", "take", "report", "admit", "acknowledge", "claim", "put"]
)
_OWN = frozenset(["lose", "suffer", "sustain", "incur"])
"""What these count befell their subject; of the others only what is called its own ("put their losses at")."""
_LOSSES = frozenset(["loss", "losses", "casualty", "casualties", "dead", "fatality", "fatalities", "toll"])
_CLIMB = 5


@cache
def _sides() -> dict[str, str]:
    return {word: side for side, words in table("victims")["sides"].items() for word in words}


def side_of(annotation: Annotation, victim: Token) -> str | None:
    """The category of the armed body, or the civilians, whose dead or wounded a bare number counts."""
    current: Token | None = victim
    for _ in range(_CLIMB):
        if current is None:
            return None
        lemma = current.lemma.casefold()
        subjects = grammar.children(annotation, current, "nsubj", "nsubj:pass")
        for subject in subjects:
            if subject.lemma.casefold() in _LOSSES:
                return _of_losses(annotation, subject)
        own = lemma in _OWN or (lemma in _SUFFERING and _says_own(annotation, current, victim))
        if own or lemma == "have":
            sides = [_side(annotation, s) for s in grammar.subjects(annotation, current)]
            return next((side for side in sides if side), None)
        current = grammar.head(annotation, current)
    return None


def _of_losses(annotation: Annotation, losses: Token) -> str | None:
    near = grammar.children(annotation, losses, "amod", "compound", "nmod:poss", "nmod")
    return next((side for word in near if (side := _side(annotation, word))), None)


def _side(annotation: Annotation, word: Token) -> str | None:
    found = _sides().get(word.lemma.casefold()) or _sides().get(word.text.casefold())
    return found


def _says_own(annotation: Annotation, verb: Token, victim: Token) -> bool:
    """Put its losses at four."""
    near = annotation.tokens[verb.index : victim.index]
    return any(
        token.lemma.casefold() in _LOSSES and grammar.determiner(annotation, token) in ("its", "their", "our")
        for token in near
    )
