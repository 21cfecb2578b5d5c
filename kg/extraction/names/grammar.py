"""What the verb or noun that governs a name tells of its type."""

from kg.extraction import lexicon
from kg.extraction.grammar import case_of, children, head
from kg.extraction.names.spans import Named
from kg.extraction.names.weights import CLEAR, WEAK, Signs
from kg.language import Annotation, Token
from kg.model import EntityType

__all__ = ["governed"]


def governed(annotation: Annotation, name: Named) -> Signs:
    """The signs that the tree gives for one place of a name."""
    within = annotation.tokens[name.first : name.last + 1]
    token = next((t for t in within if not name.first <= t.head <= name.last), None)
    governor = head(annotation, token) if token is not None else None
    if token is None or governor is None:
        return
    if token.relation == "nsubj":
        yield from _as_subject(annotation, governor, name)
    elif token.relation in ("obj", "nsubj:pass"):
        yield from _as_object(governor, passive=token.relation == "nsubj:pass")
    elif token.relation.startswith("obl"):
        yield from _as_oblique(governor, case_of(annotation, token))


def _as_subject(annotation: Annotation, governor: Token, name: Named) -> Signs:
    """ "Novak ordered", "Novak was a teacher", "Alba is a town"."""
    lemma = governor.lemma.casefold()
    if governor.tag == "VERB":
        if name.type is not EntityType.PLACE and lemma in lexicon.words("people", "verbs"):
            yield EntityType.PERSON, 2  # a capital speaks for its government too
    elif children(annotation, governor, "cop"):
        if lemma in lexicon.words("people", "roles", "relations"):
            yield EntityType.PERSON, CLEAR
        elif lemma in lexicon.words("places", "settlements"):
            yield EntityType.PLACE, CLEAR


def _as_object(governor: Token, *, passive: bool) -> Signs:
    """ "besieged Alba", "Novak was sentenced", "met Novak"."""
    lemma = governor.lemma.casefold()
    if passive and lemma in lexicon.words("people", "done"):
        yield EntityType.PERSON, 2
    elif lemma in lexicon.words("name_signs", "reached"):
        yield EntityType.PLACE, 3
    elif lemma in lexicon.words("name_signs", "held"):
        yield EntityType.PLACE, WEAK
    elif lemma in lexicon.words("name_signs", "met"):
        yield EntityType.PERSON, 2


def _as_oblique(governor: Token, case: str) -> Signs:
    """ "fled to Alba", "killed by Novak", "met with Novak"."""
    lemma = governor.lemma.casefold()
    if case in lexicon.words("name_signs", "ways") and lemma in lexicon.words("name_signs", "gone"):
        yield EntityType.PLACE, 3 if case in ("to", "from", "through") else 2
    elif case == "by" and lemma in lexicon.words("people", "verbs", "done"):
        yield EntityType.PERSON, WEAK
    elif case in ("with", "to") and lemma in lexicon.words("name_signs", "met"):
        yield EntityType.PERSON, 2
