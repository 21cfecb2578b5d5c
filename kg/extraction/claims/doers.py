"""Who does what a verb tells, and what it is done to, also where the tree loses them."""

from collections.abc import Iterator

from kg.extraction import lexicon
from kg.extraction.claims.actors import actor
from kg.extraction.grammar import agents, children, conjuncts, head, is_passive, objects, obliques, subjects
from kg.extraction.report import Report
from kg.language import Token

__all__ = ["companions", "doers", "is_handed_over", "patients"]

_POSSESSIVE = ("'s", "’s", "'", "’")
_NOT_THEIRS = ("for", "of", "with", "over")
"""Before a gerund these hand the deed to whom the verb is done to: "jailed him for killing"."""
_NEAR = 8
"""Tokens behind a passive verb in which its "by" stands."""
_OPENING = {"after", "as", "because", "before", "until", "when", "while"}


def is_handed_over(report: Report, verb: Token) -> bool:
    """Whether the deed is that of whom another verb is done to: "jailed him for killing"."""
    if verb.relation not in ("advcl", "xcomp", "acl", "obl", "conj") or is_passive(report.annotation, verb):
        return False
    marks = {c.text.casefold() for c in children(report.annotation, verb, "mark", "case")}
    return bool(marks & set(_NOT_THEIRS))


def doers(report: Report, verb: Token) -> Iterator[Token]:
    """Who does what a verb tells, with those who did it "together with" them."""
    annotation = report.annotation
    owned = _owning_up(report, verb)
    if owned is not None:
        yield from doers(report, owned)
        return
    for agent in _agents(report, verb):
        yield agent
        for beside in children(annotation, agent, "advmod"):  # "X, together with Y, attacked"
            yield from obliques(annotation, beside, "with") if beside.lemma in ("together", "along") else ()
        yield from obliques(annotation, agent, "such as", "including")
        yield from obliques(annotation, agent, "with", "together with", "along with", "alongside")
    last = max((t.index for t in _agents(report, verb)), default=None)
    if not is_passive(annotation, verb):
        yield from companions(report, verb)
    elif last is not None:  # "was carried out by X together with Y"
        yield from (t for t in companions(report, verb) if t.index > last)


def _owning_up(report: Report, verb: Token) -> Token | None:
    """The verb whose subject "they" stands for: "A and B admitted that they had killed them"."""
    above = head(report.annotation, verb)
    told = children(report.annotation, verb, "nsubj")
    admits = above is not None and above.lemma in ("acknowledge", "admit", "boast", "confess")
    they = len(told) == 1 and told[0].text.casefold() in ("he", "she", "they")
    return above if admits and they and verb.relation == "ccomp" else None


def _headless(report: Report, verb: Token) -> Token | None:
    """The subject of a sentence that the tree left without a verb: "X, stationed in Y, attacked Z"."""
    annotation = report.annotation
    first, last = annotation.sentences[verb.sentence]
    root = next((t for t in report.tokens[first : last + 1] if t.relation == "root"), None)
    if root is None or root.tag not in ("NOUN", "PROPN") or children(annotation, root, "cop", "nsubj"):
        return None
    row = verb
    while (
        row.relation == "conj"
        and report.tokens[row.index - 1].text != ","
        and annotation.tokens[row.head].tag == "VERB"
    ):
        row = annotation.tokens[row.head]
    closes = report.tokens[row.index - 1].text == "," and row.relation in (
        "conj",
        "acl",
        "acl:relcl",
        "parataxis",
    )
    bare = not children(annotation, row, "nsubj", "nsubj:pass", "aux:pass")
    done = children(annotation, verb, "obj", "obl")
    return (
        root
        if closes and bare and done and row.index > root.index and report.tokens[last].text == "."
        else None
    )


def _agents(report: Report, verb: Token) -> list[Token]:
    annotation = report.annotation
    governor = head(annotation, verb)
    marks = {c.text.casefold() for c in children(annotation, verb, "mark", "case")}
    if (
        governor is not None
        and verb.relation in ("advcl", "xcomp", "acl", "obl")
        and not is_passive(annotation, verb)
    ):
        if is_handed_over(report, verb):
            return objects(annotation, governor) if governor.tag == "VERB" else [governor]
        if "to" in marks and verb.relation == "xcomp" and children(annotation, governor, "obj"):
            return objects(annotation, governor)
    told = agents(annotation, verb)
    if verb.lemma == "fire" and not told and not children(annotation, verb, "aux:pass"):
        told = subjects(annotation, verb)  # "volunteers also fired on troops", taken for a passive
    if children(annotation, verb, "nsubj") and children(annotation, verb, "obj"):
        told = subjects(annotation, verb)  # active, whatever "by" stands behind: "during a visit by X"
    cut = _cut_off(report, verb) or _headless(report, verb)
    if cut is not None:
        return conjuncts(annotation, cut)
    found = [t for t in told if not (_is_possessor(report, t) or _is_object_before(report, verb, t))]
    if found:
        return found
    if is_passive(annotation, verb):
        return _by_after(report, verb)
    # a row of subjects whose first word the tree took for a modifier hangs on the verb as a conjunct
    row = [
        c for c in children(annotation, verb, "conj") if c.index < verb.index and c.tag in ("NOUN", "PROPN")
    ]
    return [each for c in row for each in (*children(annotation, c, "compound"), c)]


def _by_after(report: Report, verb: Token) -> list[Token]:
    """Whom a "by" names whose words the tree ties wrongly: "led by the field commander Novak"."""
    _, last = report.annotation.sentences[verb.sentence]
    if not children(report.annotation, verb, "aux:pass"):
        return []
    for token in report.tokens[verb.index + 1 : min(last, verb.index + _NEAR) + 1]:
        if token.tag in ("VERB", "AUX", "PUNCT"):
            return []
        if token.text == "by" and token.relation == "case":
            doer = report.tokens[token.head]
            inside = doer.head >= token.index or doer.head == verb.index
            return [doer] if inside and doer.index > token.index and actor(report, doer) is not None else []
    return []


def _cut_off(report: Report, verb: Token) -> Token | None:
    """The subject that the tree joined to an object: "bombed the hills and four ships shelled it"."""
    annotation = report.annotation
    before = report.tokens[verb.index - 1] if verb.index else None
    if before is not None and _is_finite_alone(report, verb) and _is_lost(report, verb, before):
        return report.tokens[before.head] if before.relation == "flat" else before
    if (
        before is None
        or verb.relation != "conj"
        or children(annotation, verb, "nsubj", "nsubj:pass", "aux:pass")
    ):
        return None
    row = head(annotation, before)
    hung = (
        before.relation == "conj"
        and row is not None
        and row.relation in ("obj", "obl")
        and row.head == verb.head
    )
    done = children(annotation, verb, "obj", "obl")
    helpless = before.lemma.casefold() in lexicon.words("actors", "helpless")
    return before if hung and done and not helpless and actor(report, before) is not None else None


def _is_finite_alone(report: Report, verb: Token) -> bool:
    """Whether a clause needs a subject of its own: the main one, or one behind "before", "when"."""
    opened = {c.text.casefold() for c in children(report.annotation, verb, "mark")} & _OPENING
    plain = not verb.text.casefold().endswith("ing") and not children(report.annotation, verb, "aux")
    return verb.relation == "root" or (verb.relation == "advcl" and bool(opened) and plain)


def _is_lost(report: Report, verb: Token, before: Token) -> bool:
    """Whether the subject stands right before, hung elsewhere: "after days of fighting troops took it"."""
    bare = not children(report.annotation, verb, "nsubj", "nsubj:pass", "aux:pass", "csubj", "expl")
    hung = before.head != verb.index and before.tag in ("NOUN", "PROPN") and before.sentence == verb.sentence
    return bare and hung and actor(report, before) is not None


def _is_object_before(report: Report, verb: Token, token: Token) -> bool:
    """Whether a "subject" is what the verb before "and" is done to: "killed four and injured 12"."""
    joined = verb.index - token.index == 2 and report.tokens[verb.index - 1].text == "and"
    first, _ = report.annotation.sentences[verb.sentence]
    before = report.tokens[first : token.index]
    return joined and any(t.tag == "VERB" and t.head != token.index for t in before[-6:])


def _is_possessor(report: Report, token: Token) -> bool:
    """Whether a name the tree calls a subject only owns the one behind it: "Novak's group"."""
    owns = any(c.text in _POSSESSIVE for c in children(report.annotation, token, "case"))
    return owns and token.relation.startswith("nsubj")


def companions(report: Report, verb: Token) -> Iterator[Token]:
    """Those named "together with" whoever does it."""
    for with_ in obliques(report.annotation, verb, "with", "together with", "along with", "alongside"):
        together = any(c.text.casefold() in ("together", "along") for c in children(report.annotation, with_))
        before = report.tokens[max(0, with_.index - 6) : with_.index]
        if together or any(t.text.casefold() in ("together", "along", "alongside") for t in before):
            yield with_


def patients(report: Report, verb: Token) -> list[Token]:
    """What a verb is done to; of a bare participle, the noun it describes ("a massacre committed by X")."""
    annotation = report.annotation
    governor = head(annotation, verb)
    if verb.relation == "acl" and governor is not None and not children(annotation, verb, "obj"):
        return conjuncts(annotation, governor)
    found = objects(annotation, verb)
    if found:
        return found
    loose = children(annotation, verb, "iobj")
    bare = verb.relation == "advcl" and not children(annotation, verb, "aux", "mark", "nsubj", "nsubj:pass")
    if not loose and bare and verb.text.casefold().endswith("ed"):
        return subjects(annotation, verb)
    return [each for child in loose for each in conjuncts(annotation, child)]
