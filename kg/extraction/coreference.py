"""Pronouns and descriptions, bound to the names before them where one candidate stands out."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extraction import lexicon
from kg.extraction.grammar import children, determiner, head, subjects
from kg.extraction.names import Named
from kg.extraction.references import DOCUMENT_DIGITS, Reference, head_of, words_of
from kg.language import Annotation, Token
from kg.model import EntityType
from kg.model.identifiers import entity_id

__all__ = ["group_references", "nominal_references"]

_SINGULAR = {"he", "she", "him", "her", "his", "himself", "herself", "hers"}
_PLURAL = {"they", "them", "their", "themselves", "theirs"}
_PERSON_REACH = 3  # sentences back that a singular pronoun may reach
_PLURAL_REACH = 1
_SPEAKING = (EntityType.ORGANIZATION, EntityType.UNIT, EntityType.COUNTRY)
_AGENTS = (EntityType.ORGANIZATION, EntityType.UNIT, EntityType.GROUP)
_BODY_NOUNS = {
    "group",
    "organization",
    "organisation",
    "movement",
    "party",
    "militia",
    "front",
    "agency",
    "committee",
}


def group_references(
    annotation: Annotation, groups: Sequence[Named], names: Sequence[Reference], document: str
) -> list[Reference]:
    """One reference a group; equal descriptions in one document are one group of that document.

    Peoples and faiths ("Ruritanians") are the same in every document, "soldiers" are not.
    """
    taken = {index for name in names for index in range(name.first, name.last + 1)}
    found = []
    for group in groups:
        if group.last in taken:
            continue
        first = next((i for i in range(group.last, group.first - 1, -1) if i in taken), group.first - 1) + 1
        if first - 1 in taken and _is_owner(annotation, names, first - 1, group.last):
            first = next(name.first for name in names if name.last == first - 1)
        first = _whole(annotation, names, first)
        text = words_of(annotation, first, group.last)
        people = first == group.last and text[:1].isupper() and annotation.tokens[first].tag == "PROPN"
        scope = () if people else (document[:DOCUMENT_DIGITS],)
        label = text if people else _uncapitalised(annotation, first, text)
        found.append(
            Reference(
                first=first,
                last=group.last,
                head=head_of(annotation, first, group.last),
                type=EntityType.GROUP,
                entity=entity_id(EntityType.GROUP, label, *scope),
                label=label,
            )
        )
    return found


def _uncapitalised(annotation: Annotation, first: int, text: str) -> str:
    """A description as it stands inside a sentence: nations keep their capital, first words lose it."""
    if text.isupper():
        return text.lower()
    named = any(name.first <= first <= name.last for name in annotation.names)
    nation = lexicon.demonym_country(annotation.tokens[first].text) is not None
    return text if named or nation or text[1:2].isupper() else text[:1].lower() + text[1:]


def _whole(annotation: Annotation, names: Sequence[Reference], first: int) -> int:
    """Where a word joined by a hyphen begins: "government-backed militias", "Front-linked militants"."""
    tokens = annotation.tokens
    while first >= 2 and tokens[first - 1].text == "-" and tokens[first - 2].end == tokens[first - 1].start:
        if tokens[first - 1].end != tokens[first].start:
            break
        first = next((name.first for name in names if name.first <= first - 2 <= name.last), first - 2)
    return first


def _is_owner(annotation: Annotation, names: Sequence[Reference], index: int, noun: int) -> bool:
    """Whether the name that ends at `index` modifies the group's noun: "Rovia soldiers"."""
    name = next((name for name in names if name.last == index), None)
    return (
        name is not None
        and annotation.tokens[name.head].head == noun
        and annotation.tokens[index + 1].index <= noun
    )


def nominal_references(annotation: Annotation, references: Sequence[Reference]) -> list[Reference]:
    """Pronouns and definite descriptions that one name before them answers to."""
    ordered = sorted(references, key=lambda r: r.first)
    found: list[Reference] = []
    for token in annotation.tokens:
        antecedent = _antecedent(annotation, token, ordered, found)
        if antecedent is not None:
            first = _description_start(annotation, token)
            bound = replace(antecedent, first=first, last=token.index, head=token.index, nominal=True)
            found.append(bound)
    return found


def _antecedent(
    annotation: Annotation, token: Token, references: Sequence[Reference], bound: Sequence[Reference]
) -> Reference | None:
    lower = token.text.casefold()
    if token.tag == "PRON" and lower in _SINGULAR | _PLURAL and token.relation.startswith("nsubj"):
        matrix = _matrix_subject(annotation, token)
        if matrix is not None:
            return _one(annotation, matrix, [*references, *bound], plural=lower in _PLURAL)
    if token.tag in ("PRON", "DET") and lower in _SINGULAR:
        return _recent(annotation, token, [*references, *bound], (EntityType.PERSON,), _PERSON_REACH)
    if token.tag == "PRON" and lower == "it" and _speaks(annotation, token):
        return _recent(annotation, token, references, _SPEAKING, _PLURAL_REACH)
    if token.tag in ("PRON", "DET") and lower in _PLURAL:
        return _recent(annotation, token, references, _AGENTS, _PLURAL_REACH)
    if token.tag != "NOUN" or determiner(annotation, token) not in ("the", "this", "that"):
        return None
    if any(r.first <= token.index <= r.last for r in references) or children(
        annotation, token, "nmod", "acl:relcl", "appos"
    ):
        return None
    return _described(annotation, token, references)


def _matrix_subject(annotation: Annotation, token: Token) -> Token | None:
    """The subject of the verb that the pronoun's clause completes: "the men admitted that they ..."."""
    verb = head(annotation, token)
    matrix = head(annotation, verb) if verb is not None and verb.relation == "ccomp" else None
    found = subjects(annotation, matrix) if matrix is not None and matrix.tag == "VERB" else []
    return found[0] if found and found[0].index < token.index else None


def _one(
    annotation: Annotation, subject: Token, references: Sequence[Reference], *, plural: bool
) -> Reference | None:
    """The one entity that a subject names; None for a row of names, for which no one pronoun stands."""
    kinds = _AGENTS if plural else (EntityType.PERSON,)
    found = [r for r in references if r.head == subject.index and r.type in kinds]
    return found[0] if found and not children(annotation, subject, "conj") else None


def _speaks(annotation: Annotation, token: Token) -> bool:
    """Whether a pronoun is the subject of a verb of saying."""
    verb = head(annotation, token)
    said = verb is not None and bool(children(annotation, verb, "ccomp"))
    return said and token.relation == "nsubj" and not children(annotation, token, "expl")


def _described(annotation: Annotation, token: Token, references: Sequence[Reference]) -> Reference | None:
    """Whom "the minister", "the group", "the town" speaks of."""
    before = [r for r in references if r.last < token.index]
    if token.lemma in lexicon.words("people", "roles"):
        holders = [r for r in before if r.type is EntityType.PERSON and _has_noun(annotation, r, token.lemma)]
        return holders[-1] if holders else None
    if token.lemma in _BODY_NOUNS:
        named = [r for r in before if r.type is EntityType.ORGANIZATION]
        return named[-1] if named else None
    if token.lemma == "country":
        named = [r for r in before if r.type is EntityType.COUNTRY]
        return named[-1] if named else None
    if token.lemma in lexicon.words("places", "settlements"):
        named = [r for r in before if r.type is EntityType.PLACE and _is_told_of(annotation, r)]
        said = [r for r in named if _has_noun(annotation, r, token.lemma)]
        return said[-1] if said else (named[-1] if len({r.entity for r in named}) == 1 else None)
    return None


def _is_told_of(annotation: Annotation, reference: Reference) -> bool:
    """Whether a name stands in a sentence: the town of a dateline is where the report was written."""
    sentence = annotation.sentence_of(annotation.tokens[reference.first])
    return any(token.tag in ("VERB", "AUX") for token in sentence)


def _has_noun(annotation: Annotation, reference: Reference, lemma: str) -> bool:
    """Whether a name stands with that noun: "Minister Novak", "Novak, the minister", "the town of Alba"."""
    name = annotation.tokens[reference.head]
    near = children(annotation, name, "compound", "appos", "nmod:desc", "amod", "flat")
    governor = head(annotation, name)
    if governor is not None and name.relation in ("appos", "flat", "nmod", "compound", "nmod:desc", "nsubj"):
        near.append(governor)
    before = annotation.tokens[max(0, reference.first - 2) : reference.first]
    if len(before) == 2 and before[1].text == "of":
        # "the town of Alba" is Alba; "the second town of Rovia" is not Rovia.
        plain = before[0].relation != "appos" and not children(annotation, before[0], "amod", "nummod")
        near += before[:1] if plain else ()
    else:
        near += before[-1:]
    return any(word.lemma.casefold() == lemma for word in near)


def _recent(
    annotation: Annotation,
    token: Token,
    references: Sequence[Reference],
    kinds: tuple[EntityType, ...],
    reach: int,
) -> Reference | None:
    """The likeliest antecedent: nearest sentence first, in it subject, object, then the nearest."""
    candidates = [r for r in references if r.type in kinds and r.last < token.index]
    candidates = [r for r in candidates if not _binds(annotation, r, token)]
    for distance in range(reach + 1):
        sentence = token.sentence - distance
        here = [r for r in candidates if annotation.tokens[r.first].sentence == sentence]
        if here:
            return min(here, key=lambda r: (_rank(annotation, r), -r.first))
    return None


def _binds(annotation: Annotation, reference: Reference, token: Token) -> bool:
    """Whether the name and the pronoun are arguments of one verb, so that they cannot be the same."""
    name = annotation.tokens[reference.head]
    return (
        name.head == token.head
        and name.relation != token.relation
        and token.relation in ("obj", "iobj", "obl")
    )


def _rank(annotation: Annotation, reference: Reference) -> tuple[int, int]:
    """How prominent a name is in its sentence: subject 0, object 1, oblique 2, deeper 3;
    then how deep its clause lies.
    """
    token = annotation.tokens[reference.head]
    while token.relation in ("flat", "compound", "conj", "nmod:desc") and token.head != token.index:
        token = annotation.tokens[token.head]
    if token.relation == "appos" and annotation.tokens[token.head].tag == "NOUN":
        token = annotation.tokens[token.head]  # "the journalist, Novak": as prominent as the noun
    ranks = {"nsubj": 0, "nsubj:pass": 0, "obj": 1, "iobj": 1, "obl": 2, "obl:agent": 2}
    return ranks.get(token.relation, 3), _depth(annotation, token)


def _depth(annotation: Annotation, token: Token) -> int:
    """How many clauses hold a word inside the sentence's main one."""
    depth = 0
    while token.head != token.index:
        depth += token.relation in ("ccomp", "acl", "acl:relcl", "advcl", "parataxis")
        token = annotation.tokens[token.head]
    return depth


def _description_start(annotation: Annotation, token: Token) -> int:
    found: Iterator[Token] = (
        c for c in children(annotation, token, "det", "amod", "compound") if c.index < token.index
    )
    first = min((c.index for c in found), default=token.index)
    return (
        first
        if all(annotation.tokens[i].head == token.index for i in range(first, token.index))
        else token.index
    )
