"""Whether a word tells what happened, what did not, what is only told, or what is only supposed."""

from kg.extraction import grammar
from kg.language import Annotation, Token
from kg.model import Polarity
from kg.schema.words import table

__all__ = ["polarity"]


def polarity(annotation: Annotation, token: Token) -> Polarity:
    """How the text stands to what the verb or noun `token` tells."""
    chain = _chain(annotation, token)
    if any(_denied(annotation, each) for each in chain):
        return Polarity.DENIED
    question = annotation.sentence_of(token)[-1].text == "?"
    if question or any(_supposed(annotation, each) or _governed(annotation, each) for each in chain):
        return Polarity.HYPOTHETICAL
    return Polarity.REPORTED if any(_hearsay(annotation, each) for each in chain) else Polarity.ASSERTED


def _words(name: str) -> list[str]:
    found: list[str] = table("outcomes")["realis"][name]
    return found


def _chain(annotation: Annotation, token: Token) -> list[Token]:
    """The word and the verbs it is coordinated with that lend it subject and auxiliaries."""
    chain = [token]
    while chain[-1].relation == "conj" and not grammar.children(annotation, chain[-1], "nsubj", "nsubj:pass"):
        chain.append(annotation.tokens[chain[-1].head])
    return chain


def _denied(annotation: Annotation, verb: Token) -> bool:
    """Not killed; denied that anybody was killed; rejected claims that anybody was."""
    if grammar.negated(annotation, verb):
        return True
    governor = grammar.head(annotation, verb)
    if governor is None or verb.relation not in ("ccomp", "acl", "obj"):
        return False
    if governor.tag == "NOUN" and governor.relation == "obj":
        governor = annotation.tokens[governor.head]
    return governor.lemma.casefold() in _words("denials")


def _supposed(annotation: Annotation, verb: Token) -> bool:
    """Could have killed, if killed, (ordered) that they be killed."""
    modal = any(c.text.casefold() in _words("modals") for c in grammar.children(annotation, verb, "aux"))
    marked = any(
        c.text.casefold() in _words("conditions") for c in grammar.children(annotation, verb, "mark")
    )
    bare = any(c.text.casefold() == "be" for c in grammar.children(annotation, verb, "aux:pass"))
    helped = grammar.children(annotation, verb, "aux") or any(
        c.text.casefold() == "to" for c in grammar.children(annotation, verb, "mark")
    )
    return modal or marked or (bare and not helped and verb.relation == "ccomp")


def _governed(annotation: Annotation, verb: Token) -> bool:
    """Threatened to kill, a plot to kill, came to kill; but not "said to have killed", "went on to kill"."""
    governor = grammar.head(annotation, verb)
    if governor is None:
        return False
    lemma, relation = governor.lemma.casefold(), verb.relation
    marks = {c.text.casefold() for c in grammar.children(annotation, verb, "mark")}
    if "to" not in marks or verb.text.casefold().endswith("ing"):
        if grammar.case_of(annotation, verb) == "for" and grammar.is_passive(annotation, governor):
            return False  # "wanted for the murder of two"
        noun = relation in ("obj", "nmod", "obl", "acl") or (relation == "nsubj:pass" and lemma != "order")
        return noun and lemma in _words("irrealis" if governor.tag == "VERB" else "irrealis_nouns")
    if any(c.text.casefold() == "have" for c in grammar.children(annotation, verb, "aux")):
        return False
    return relation == "advcl" or lemma in _words("irrealis") or lemma in _words("irrealis_nouns")


def _hearsay(annotation: Annotation, verb: Token) -> bool:
    """Feared dead, reported missing, reportedly killed, said to have killed."""
    if any(
        c.text.casefold() in _words("hearsay_adverbs") for c in grammar.children(annotation, verb, "advmod")
    ):
        return True
    if verb.lemma.casefold() in _words("hearsay_verbs"):
        return True
    governor = grammar.head(annotation, verb)
    told = governor is not None and governor.lemma.casefold() in _words("hearsay_verbs")
    return told and verb.relation == "xcomp"
