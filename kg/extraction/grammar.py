"""Questions to a Universal Dependencies tree that every extractor asks."""

from collections.abc import Iterable, Iterator

from kg.language import Annotation, Token
from kg.model import Span

__all__ = [
    "agents",
    "below",
    "case_of",
    "children",
    "clause",
    "conjuncts",
    "determiner",
    "head",
    "is_finite",
    "is_passive",
    "modifiers",
    "negated",
    "objects",
    "obliques",
    "phrase",
    "span",
    "subjects",
]

_CLAUSES = {
    "root",
    "ccomp",
    "advcl",
    "acl",
    "acl:relcl",
    "advcl:relcl",
    "parataxis",
    "csubj",
    "csubj:pass",
    "xcomp",
}
_NEGATIONS = {"not", "no", "never", "n't", "neither", "nor", "without"}
_LOOSE = {
    "punct",
    "cc",
    "parataxis",
    "acl:relcl",
    "advcl:relcl",
    "advcl",
    "conj",
    "appos",
    "discourse",
    "list",
    "dep",
}


def head(annotation: Annotation, token: Token) -> Token | None:
    """The token that governs `token`, None for the root of a sentence."""
    return None if token.head == token.index else annotation.tokens[token.head]


def children(annotation: Annotation, token: Token, *relations: str) -> list[Token]:
    """The dependents of `token` that bear one of `relations` (all, if none is given), in order."""
    found = annotation.children[token.index]
    return [child for child in found if child.relation in relations] if relations else list(found)


def below(annotation: Annotation, token: Token, *relations: str) -> Iterator[Token]:
    """All tokens under `token` that are reached over `relations` alone, itself left out."""
    for child in children(annotation, token, *relations):
        yield child
        yield from below(annotation, child, *relations)


def conjuncts(annotation: Annotation, token: Token) -> list[Token]:
    """The token and what is coordinated with it: "A, B and C" from A."""
    return [token, *below(annotation, token, "conj")]


def subjects(annotation: Annotation, verb: Token) -> list[Token]:
    """Who does it, coordination included; shared subjects of coordinated verbs and of participles too.

    For a passive verb this is who it is done to, as in the tree.
    """
    if (own := _taken(annotation, verb)) is not None:
        return [own]
    direct = children(annotation, verb, "nsubj", "nsubj:pass", "nsubj:outer")
    if direct:
        return [
            each
            for subject in direct
            for each in conjuncts(annotation, _antecedent(annotation, verb, subject))
        ]
    governor = head(annotation, verb)
    if governor is None:
        return []
    if verb.relation == "ccomp":  # "officials say soldiers killed two": a subject hung on the verb of saying
        return [c for c in children(annotation, governor, "nsubj") if governor.index < c.index < verb.index]
    if verb.relation in ("conj", "xcomp", "advcl") and governor.tag in ("VERB", "AUX", "ADJ", "NOUN"):
        return subjects(annotation, governor)
    if verb.relation in ("acl", "acl:relcl"):
        return conjuncts(annotation, governor)
    return []


def _taken(annotation: Annotation, verb: Token) -> Token | None:
    """The subject of a coordinated verb that the tree joined to the objects of the verb before it.

    "Forty lost one parent and six girls lost both": the noun right before the second verb is its subject.
    """
    governor = head(annotation, verb)
    before = annotation.tokens[verb.index - 1] if verb.index else None
    if verb.relation != "conj" or verb.tag != "VERB" or governor is None or before is None:
        return None
    if before.relation != "conj" or before.tag not in ("NOUN", "PROPN") or children(annotation, verb, "aux"):
        return None
    row = annotation.tokens[before.head]
    own = row.relation.startswith("nsubj") and row.head == verb.index
    if own:  # the whole row was hung on the second verb: its first part touches the verb before
        opening = min(token.index for token in annotation.subtree(row))
        return before if opening == governor.index + 1 else None
    inside = governor.index < before.index and before.index in {t.index for t in annotation.subtree(governor)}
    return before if inside and not children(annotation, verb, "nsubj") else None


def _left_behind(annotation: Annotation, verb: Token) -> list[Token]:
    """The objects of a verb that the tree took for the subject of the next, see `_taken`."""
    found = []
    for other in children(annotation, verb, "conj"):
        taken = _taken(annotation, other)
        if taken is not None and annotation.tokens[taken.head].head == other.index:
            found += [t for t in conjuncts(annotation, annotation.tokens[taken.head]) if t is not taken]
    return found


def _antecedent(annotation: Annotation, verb: Token, subject: Token) -> Token:
    """What a relative pronoun stands for: the noun that its clause hangs on."""
    governor = head(annotation, verb)
    relative = subject.lemma in ("who", "which", "that", "whom") and subject.tag in ("PRON", "DET", "SCONJ")
    while relative and governor is not None and verb.relation == "conj":
        verb, governor = governor, head(annotation, governor)
    return governor if relative and governor is not None and verb.relation.startswith("acl") else subject


def objects(annotation: Annotation, verb: Token) -> list[Token]:
    """What it is done to, coordination included; of a bare participle on a noun, that noun."""
    direct = [each for child in children(annotation, verb, "obj") for each in conjuncts(annotation, child)]
    joined = [_taken(annotation, other) for other in children(annotation, verb, "conj")]
    direct = [each for each in direct if each not in joined] or _left_behind(annotation, verb)
    if direct:
        return direct
    loose = [c for c in children(annotation, verb, "obl:agent") if case_of(annotation, c) != "by"]
    if loose and not children(annotation, verb, "aux:pass"):
        return [
            each for child in loose for each in conjuncts(annotation, child)
        ]  # an object mistaken for an agent
    if is_passive(annotation, verb):
        return subjects(annotation, verb)
    return []


def agents(annotation: Annotation, verb: Token) -> list[Token]:
    """Who does it, whatever the voice: subjects of an active verb, "by X" of a passive one."""
    by = [
        child
        for child in children(annotation, verb, "obl:agent", "obl", "nmod")
        if case_of(annotation, child) == "by"
    ]
    if by or is_passive(annotation, verb):
        doing = [c for c in by if c.tag != "NUM" or children(annotation, c, "nmod")]  # "by one of them"
        return [each for child in doing for each in conjuncts(annotation, child)]
    return subjects(annotation, verb)


def is_passive(annotation: Annotation, verb: Token) -> bool:
    """Whether the verb is a passive: by its auxiliary, its subject, or as a bare past participle on a noun.

    A subject that the tree calls passive counts only where nothing shows the verb to be active.
    """
    if children(annotation, verb, "aux:pass"):
        return True
    by = [c for c in children(annotation, verb, "obl:agent") if case_of(annotation, c) == "by"]
    done = [c for c in children(annotation, verb, "obj", "obl:agent") if c.index > verb.index and c not in by]
    if by or (children(annotation, verb, "nsubj:pass") and not done):
        return True
    if verb.relation == "acl" and verb.tag == "VERB":
        return not verb.text.casefold().endswith("ing") and not children(
            annotation, verb, "obj", "mark", "aux"
        )
    governor = head(annotation, verb)
    inherits = (
        verb.relation == "conj"
        and governor is not None
        and not children(annotation, verb, "nsubj", "obj", "aux")
    )
    return inherits and governor is not None and governor.tag == "VERB" and is_passive(annotation, governor)


def is_finite(annotation: Annotation, verb: Token) -> bool:
    """Whether a verb heads a clause of its own, with a subject or an auxiliary."""
    return bool(children(annotation, verb, "nsubj", "nsubj:pass", "aux", "aux:pass"))


def case_of(annotation: Annotation, token: Token) -> str:
    """The preposition of a phrase in lower case ("out of" whole), "" where there is none.

    A conjunct takes the case of the first of its row.
    """
    marks = children(annotation, token, "case")
    if marks:
        words = [marks[0], *children(annotation, marks[0], "fixed")]
        return " ".join(word.text.casefold() for word in words)
    governor = head(annotation, token)
    if token.relation == "conj" and governor is not None:
        return case_of(annotation, governor)
    return ""


def obliques(annotation: Annotation, token: Token, *cases: str) -> list[Token]:
    """Phrases under a verb or noun that one of the prepositions introduces, coordination included."""
    found = children(annotation, token, "obl", "obl:agent", "nmod", "obl:unmarked", "nmod:unmarked")
    chosen = [child for child in found if case_of(annotation, child) in cases]
    return [each for child in chosen for each in conjuncts(annotation, child)]


def modifiers(annotation: Annotation, noun: Token) -> list[Token]:
    """Adjectives, compounds and numbers that stand before a noun."""
    return [
        c
        for c in children(annotation, noun, "amod", "compound", "nummod", "nmod:desc")
        if c.index < noun.index
    ]


def determiner(annotation: Annotation, noun: Token) -> str:
    """The article or determiner of a noun in lower case, "" where there is none."""
    found = children(annotation, noun, "det", "nmod:poss")
    return found[0].text.casefold() if found else ""


def negated(annotation: Annotation, token: Token) -> bool:
    """Whether a negation stands directly on the token, or on its auxiliary or subject."""
    near = children(annotation, token)
    if any(
        child.lemma in _NEGATIONS and child.relation in ("advmod", "det", "case", "cc:preconj")
        for child in near
    ):
        return True
    subject = [child for child in near if child.relation in ("nsubj", "nsubj:pass")]
    neither = any(child.lemma == "neither" for s in subject for child in children(annotation, s))
    return neither or any(s.lemma in ("nobody", "none") or determiner(annotation, s) == "no" for s in subject)


def clause(annotation: Annotation, token: Token) -> Token:
    """The verb (or predicate) of the innermost clause that holds the token, the token itself if it is one."""
    current = token
    while True:
        predicate = current.relation in _CLAUSES or current.tag == "VERB"
        governor = head(annotation, current)
        if governor is None or (predicate and current.tag in ("VERB", "AUX", "ADJ", "NOUN", "PROPN")):
            return current
        current = governor


def phrase(annotation: Annotation, token: Token, *, without: Iterable[str] = _LOOSE) -> tuple[int, int]:
    """First and last index of the unbroken run of words that belongs to `token`.

    Loose parts (clauses, coordination) and its own preposition are left out.
    """
    barred = set(without)
    members = {token.index}
    stack = [token]
    while stack:
        current = stack.pop()
        for child in children(annotation, current):
            own_case = current is token and child.relation == "case" and child.index < token.index
            if child.relation not in barred and not own_case:
                members.add(child.index)
                stack.append(child)
    first = last = token.index
    while first - 1 in members or (first - 2 in members and _hyphen(annotation, first - 1)):
        first -= 1
    while last + 1 in members or (last + 2 in members and _hyphen(annotation, last + 1)):
        last += 1
    return first, last


def _hyphen(annotation: Annotation, index: int) -> bool:
    """Whether the token joins its neighbours without a blank: "Nova-Gradina"."""
    token = annotation.tokens[index]
    joins = (
        annotation.tokens[index - 1].end == token.start and annotation.tokens[index + 1].start == token.end
    )
    return token.tag in ("PUNCT", "SYM") and joins


def span(annotation: Annotation, first: int, last: int) -> Span:
    """The stretch of text from token `first` to token `last`, both inclusive."""
    return Span(annotation.tokens[first].start, annotation.tokens[last].end)
