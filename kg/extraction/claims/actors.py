"""Who acts: a name, a group, or people and bodies that a text only describes."""

from kg.extraction import lexicon
from kg.extraction.grammar import (
    case_of,
    children,
    conjuncts,
    head,
    phrase,
    subjects,
)
from kg.extraction.report import Report
from kg.extraction.speech import speaker_at
from kg.language import Token
from kg.model import EntityType, Term

__all__ = [
    "actor",
    "actor_span",
    "is_doer_noun",
    "is_suspected",
    "rows",
]

_ACTORS = (EntityType.PERSON, EntityType.ORGANIZATION, EntityType.UNIT, EntityType.GROUP, EntityType.COUNTRY)
_NAMED = (EntityType.PERSON, EntityType.ORGANIZATION, EntityType.UNIT)
_LOOSE = (
    "punct",
    "cc",
    "parataxis",
    "acl",
    "acl:relcl",
    "advcl",
    "conj",
    "appos",
    "discourse",
    "list",
    "dep",
)
_POSSESSIVE = ("'s", "’s", "'", "’")
_OF = ("", "of", "from", "for")
_SUSPECTED = {"suspected", "alleged", "presumed", "supposed", "apparent", "purported"}


def actor(report: Report, token: Token) -> Term | None:
    """The term of a phrase whose head this is, None where it speaks of nobody who can act."""
    bundled = _bundled(report, token) or _renamed(report, token)
    if bundled is not None:
        return bundled
    country = lexicon.demonym_country(token.text) if token.relation == "amod" else None
    if country is not None:
        return Term(text=country)
    reference = report.reference(token.index)
    if reference is not None:
        if reference.type in _ACTORS:
            pair = reference.nominal and reference.type is EntityType.COUNTRY and token.text.endswith("ies")
            return None if pair else report.named(reference)
        if reference.type is not EntityType.EVENT and not _is_described(report, token):
            return None
    if token.text.casefold() == "it":
        return _voice(report, token)
    known = _is_described(report, token) or _is_unknown_name(report, token)
    if token.tag not in ("NOUN", "PROPN", "ADJ") or not known:
        return None
    first, last = actor_span(report, token)
    return Term(text=report.words(report.without_article(first, last), last))


def actor_span(report: Report, token: Token) -> tuple[int, int]:
    """The words that name or describe an actor, clauses and coordination left out."""
    first, last = phrase(report.annotation, token, without=_LOOSE)
    for part in children(
        report.annotation, token, "nmod"
    ):  # "under Novak", "with rifles" are no part of a name
        seat = case_of(report.annotation, part) == "in" and token.lemma in lexicon.words("legal", "courts")
        if part.index > token.index and not seat and case_of(report.annotation, part) not in _OF:
            start = min(t.index for t in report.annotation.subtree(part))
            last = min(last, max(token.index, start - 1))
    reference = report.reference(token.index)
    if reference is not None and not reference.nominal and reference.type in _ACTORS:
        first, last = min(first, reference.first), max(last, reference.last)
    if last > first and report.tokens[last].text in _POSSESSIVE:
        last -= 1
    return first, last


def is_doer_noun(token: Token) -> bool:
    """Whether the noun calls somebody by a deed: "attacker", "mastermind"."""
    return token.lemma.casefold() in lexicon.words("actors", "doers")


def is_suspected(report: Report, token: Token) -> bool:
    """Whether the text only suspects that these were such: "suspected rebels"."""
    near = children(report.annotation, token, "amod")
    return any(child.text.casefold() in _SUSPECTED for child in near)


def _bundled(report: Report, token: Token) -> Term | None:
    """The group within "a group of militants", "three of the gunmen"."""
    counting = lexicon.words("actors", "counting")
    lemma = token.lemma.casefold()
    bundles = lemma in counting or lemma.removesuffix("s") in counting or token.tag == "NUM"
    if not bundles:
        return None
    inner = [c for c in children(report.annotation, token, "nmod") if case_of(report.annotation, c) == "of"]
    for child in inner:
        found = actor(report, _antecedent(report, child))
        if found is not None:
            return found
    return None


def _antecedent(report: Report, token: Token) -> Token:
    """What "of whom" stands for: the noun that its clause describes."""
    if token.text.casefold() not in ("whom", "which"):
        return token
    current: Token | None = token
    while current is not None and current.relation != "acl:relcl":
        current = head(report.annotation, current)
    noun = head(report.annotation, current) if current is not None else None
    if noun is not None and noun.tag == "VERB":
        noun = next(iter(subjects(report.annotation, noun)), noun)
    return noun or token


def _voice(report: Report, token: Token) -> Term | None:
    """The body that tells of itself as "it": "the Front said it was investigating"."""
    verb = head(report.annotation, token)
    chain = speaker_at(report.acts, token.index)
    if verb is None or not chain or verb.relation != "ccomp" or verb.head != chain[-1].cue:
        return None
    voice = chain[-1].speaker
    if voice is None or token.relation != "nsubj" or report.tokens[voice].tag == "PRON":
        return None
    found = actor(report, report.tokens[voice])
    described = report.tokens[voice].lemma in lexicon.words("actors", "bodies")
    bodies = (EntityType.ORGANIZATION, EntityType.UNIT, EntityType.GROUP, EntityType.COUNTRY)
    return found if described or report.type_of(found) in bodies else None


def _renamed(report: Report, token: Token) -> Term | None:
    """The name that a description only adds to: "the separatist group INLA", "X, a member of Y"."""
    if token.tag != "NOUN":
        return None
    governor = head(report.annotation, token)
    held = [governor] if governor is not None and token.relation == "appos" else []
    behind = [
        c
        for c in children(report.annotation, token, "appos", "flat")
        if case_of(report.annotation, c) not in ("including", "such as", "like")
    ]
    singular = token.text.casefold() == token.lemma
    held += [
        c for c in behind if singular and c.index > token.index and not children(report.annotation, c, "conj")
    ]
    for name in held:
        reference = report.reference(name.index)
        if reference is not None and not reference.nominal and reference.type in _NAMED:
            return report.named(reference)
    return None


def rows(report: Report, token: Token) -> list[Token]:
    """The names that spell out a plural ("two groups, the Front and the League"), else the token itself."""
    plural = token.tag == "NOUN" and token.text.casefold() != token.lemma
    named = [
        each
        for child in children(report.annotation, token, "appos")
        for each in conjuncts(report.annotation, child)
        if plural and child.index > token.index
    ]
    held = [
        t
        for t in named
        if (r := report.reference(t.index)) is not None and r.type in _NAMED and not r.nominal
    ]
    return held if held and len(held) == len(named) else [token]


def _is_unknown_name(report: Report, token: Token) -> bool:
    """Whether a capitalised word that nothing else names acts as only people do: "the Contras seized"."""
    verb = head(report.annotation, token)
    the = any(c.text.casefold() == "the" for c in children(report.annotation, token, "det"))
    acts = verb is not None and verb.tag == "VERB" and token.relation in ("nsubj", "obl:agent")
    blind = ("kill", "wound", "injure", "destroy", "damage", "devastate", "hit", "strike", "claim")
    unnamed = report.covering(token.index) is None
    return token.tag == "PROPN" and the and acts and unnamed and verb is not None and verb.lemma not in blind


def _is_described(report: Report, token: Token) -> bool:
    """Whether a common noun is one for people, bodies, or machines that people send."""
    lemma = token.lemma.casefold()
    before = report.tokens[token.index - 1].text.casefold() if token.index else ""
    people = lexicon.words("people", "groups", "collectives", "roles")
    acting = lexicon.words("actors", "persons", "bodies", "machines", "doers")
    if lemma in ("country", "state", "side") and not children(report.annotation, token, "det", "nmod:poss"):
        return False  # "incidents by country"
    forms = {lemma, token.text.casefold(), f"{before} {lemma}"}
    return bool(forms & (people | acting))
