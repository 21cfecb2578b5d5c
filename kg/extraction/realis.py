"""Whether a word tells what happened, what did not, or what is only supposed."""

from kg.extraction import grammar
from kg.language import Annotation, Token
from kg.model import Polarity
from kg.schema.words import table

__all__ = ["polarity"]


def polarity(annotation: Annotation, token: Token) -> Polarity:
    """Whether what the verb or noun `token` tells is said to have happened, denied, or only supposed."""
    current = token
    while True:
        if grammar.negated(annotation, current):
            return Polarity.DENIED
        governor = grammar.head(annotation, current)
        if _supposed(annotation, current) or (governor and _governed(annotation, current, governor)):
            return Polarity.HYPOTHETICAL
        if governor is None or current.relation != "conj" or _has_own_subject(annotation, current):
            break
        current = governor
    return Polarity.HYPOTHETICAL if annotation.sentence_of(token)[-1].text == "?" else Polarity.ASSERTED


def _words(name: str) -> list[str]:
    found: list[str] = table("outcomes")["realis"][name]
    return found


def _has_own_subject(annotation: Annotation, verb: Token) -> bool:
    return bool(grammar.children(annotation, verb, "nsubj", "nsubj:pass"))


def _supposed(annotation: Annotation, verb: Token) -> bool:
    """Could have killed, if killed."""
    modal = any(c.text.casefold() in _words("modals") for c in grammar.children(annotation, verb, "aux"))
    marked = any(
        c.text.casefold() in _words("conditions") for c in grammar.children(annotation, verb, "mark")
    )
    return modal or marked


def _governed(annotation: Annotation, verb: Token, governor: Token) -> bool:
    """Threatened to kill, a plot to kill, bombs to kill; but not "is said to have killed", "went on to kill"."""
    to = any(c.text.casefold() == "to" for c in grammar.children(annotation, verb, "mark"))
    lemma = governor.lemma.casefold()
    if not to:
        noun = verb.relation in ("obj", "nmod", "obl", "acl") or (
            verb.relation == "nsubj:pass" and lemma != "order"
        )
        return noun and lemma in (_words("irrealis") if governor.tag == "VERB" else _words("irrealis_nouns"))
    if any(c.text.casefold() == "have" for c in grammar.children(annotation, verb, "aux")):
        return False
    return verb.relation == "advcl" or lemma in _words("irrealis") or lemma in _words("irrealis_nouns")
