"""Whether the writer vouches for what a word tells: hearsay, and what was only possible or meant."""

from collections.abc import Iterator

from kg.extraction.grammar import children, head, is_passive, negated
from kg.language import Annotation, Token
from kg.schema.words import table

__all__ = ["hedged", "hypothetical"]

_APART = ("acl:relcl", "advcl", "advcl:relcl", "parataxis", "appos", "list")


def hedged(annotation: Annotation, token_index: int) -> bool:
    """Whether the text marks it as hearsay: "allegedly", "is said to", "suspected", "rumours that"."""
    words = table("speech")["modality"]
    for token, below in _upwards(annotation, token_index):
        near = children(annotation, token)
        if any(child.text.casefold() in words["adverbs"] and child.relation == "advmod" for child in near):
            return True
        if below is None and any(
            _lemma(child) in words["adjectives"] and child.relation == "amod" for child in near
        ):
            return True
        if below is None or below.relation not in ("xcomp", "ccomp", "csubj", "csubj:pass", "acl", "advcl"):
            continue
        told = is_passive(annotation, token) or any(
            child.lemma == "be" for child in children(annotation, token)
        )
        if token.lemma in words["passives"] and told:
            return True
        if token.lemma in words["verbs"] or (token.tag == "NOUN" and token.lemma in words["nouns"]):
            return True
    return False


def hypothetical(annotation: Annotation, token_index: int) -> bool:
    """Whether it is told as possible, intended or conditional, not as having happened."""
    words = table("speech")["modality"]
    for token, below in _upwards(annotation, token_index):
        if _possible(annotation, token):
            return True
        marks = children(annotation, token, "mark")
        if any(mark.text.casefold() in words["conditions"] for mark in marks):
            return True
        if below is None:
            if any(_lemma(child) in words["unreal"] for child in children(annotation, token, "amod")):
                return True
            continue
        if below.relation in ("xcomp", "acl", "advcl") and _is_infinitive(annotation, below):
            listed = words["intention_nouns"] if token.tag == "NOUN" else words["intentions"]
            if token.lemma in listed:
                return True
    return False


def _possible(annotation: Annotation, verb: Token) -> bool:
    words = table("speech")["modality"]
    helpers = {child.text.casefold() for child in children(annotation, verb, "aux")}
    if not helpers & set(words["auxiliaries"]):
        return False
    # "Could not flee", "could hear shots" tell what was.
    able = "could" in helpers and (negated(annotation, verb) or verb.lemma in words["perceptions"])
    return not able


def _is_infinitive(annotation: Annotation, verb: Token) -> bool:
    return any(mark.text.casefold() == "to" for mark in children(annotation, verb, "mark"))


def _lemma(token: Token) -> str:
    """The word as lists have it: participles used as adjectives keep their form."""
    return token.text.casefold()


def _upwards(annotation: Annotation, token_index: int) -> Iterator[tuple[Token, Token | None]]:
    """The token and what governs it, each with the one below, up to where another clause begins."""
    current, below = annotation.tokens[token_index], None
    while True:
        yield current, below
        governor = head(annotation, current)
        meant = governor is not None and governor.lemma in table("speech")["modality"]["intentions"]
        own_clause = current.relation == "conj" and children(annotation, current, "nsubj", "nsubj:pass")
        if governor is None or (current.relation in _APART and not meant) or own_clause:
            return
        current, below = governor, current
