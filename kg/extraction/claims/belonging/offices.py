"""Roles that a sentence tells of its subject: "Novak was mayor", "was elected mayor", "served as mayor"."""

from collections.abc import Iterator

from kg.extraction.grammar import case_of, children, conjuncts, head, is_passive, objects, subjects
from kg.extraction.references import Reference
from kg.extraction.report import Report
from kg.language import Token
from kg.model import EntityType

__all__ = ["heads", "holders", "turned_about"]

_BECOMING = {"become", "remain"}
_CHOSEN = {
    "appoint",
    "elect",
    "name",
    "nominate",
    "promote",
    "choose",
    "crown",
    "proclaim",
    "designate",
    "install",
    "reelect",
    "re-elect",
    "reappoint",
    "confirm",
    "identify",
    "describe",
    "recognise",
    "recognize",
    "employ",
    "hire",
    "anoint",
    "ordain",
    "consecrate",
}
_SERVING = {
    "serve",
    "act",
    "work",
    "function",
    "officiate",
    "continue",
    "train",
    "practise",
    "practice",
    "retire",
    "resign",
    "succeed",
    "replace",
}
_SEEMING = {
    "treat",
    "use",
    "see",
    "regard",
    "pose",
    "dress",
    "disguise",
    "masquerade",
    "view",
    "consider",
    "know",
    "seem",
}
_HEADING = {"head": ("",), "chair": ("",), "preside": ("over",)}
_CHOICE_CASES = ("", "as", "to")


def holders(report: Report, noun: Token) -> list[Reference]:
    """The persons of whom the clause says that they are what the role noun names."""
    annotation = report.annotation
    first = noun
    while (
        first.relation == "conj"
        and (governor := head(annotation, first)) is not None
        and governor.tag == "NOUN"
    ):
        first = governor
    if children(annotation, first, "cop") and case_of(annotation, first) == "":
        return _persons(report, subjects(annotation, first))
    verb = head(annotation, first)
    if (
        verb is not None
        and verb.tag == "PROPN"
        and first.relation != "conj"
        and case_of(annotation, first) == "as"
    ):
        return [r for r in _persons(report, [verb]) if not r.nominal]
    if (
        verb is None
        or verb.tag not in ("VERB", "AUX")
        or first.relation in ("nsubj", "nsubj:pass", "obl:agent")
    ):
        return []
    case = case_of(annotation, first)
    if verb.lemma in _BECOMING and case == "":
        return _persons(report, subjects(annotation, verb))
    if verb.lemma in _CHOSEN and case in _CHOICE_CASES:
        passive = is_passive(annotation, verb)
        chosen = (
            subjects(annotation, verb)
            if passive
            else [o for o in objects(annotation, verb) if o is not first]
        )
        return _persons(report, chosen)
    if (
        case == "as"
        and (verb.lemma in _SERVING or first.relation in ("obl", "advcl"))
        and verb.lemma not in _SEEMING
    ):
        return _persons(report, subjects(annotation, verb))
    return []


def _persons(report: Report, tokens: list[Token]) -> list[Reference]:
    found = [report.reference(token.index) for token in tokens]
    return [r for r in found if r is not None and r.type is EntityType.PERSON]


def turned_about(report: Report, noun: Token) -> list[Reference]:
    """The persons of "the leader was Novak": the role is the subject, the name the predicate."""
    predicate = head(report.annotation, noun)
    if noun.relation != "nsubj" or predicate is None:
        return []
    copulas = [c.index for c in children(report.annotation, predicate, "cop")]
    between = report.tokens[noun.index + 1 : copulas[0]] if copulas else ()
    if not copulas or any(t.tag == "VERB" or t.text == "," for t in between):
        return []
    return [r for r in _persons(report, conjuncts(report.annotation, predicate)) if not r.nominal]


def heads(report: Report) -> Iterator[tuple[Reference, Token, int]]:
    """Persons who head a body, with the verb and the body's last token: "Novak, who heads the Council"."""
    annotation = report.annotation
    for verb in report.tokens:
        cases = _HEADING.get(verb.lemma)
        if cases is None or verb.tag != "VERB" or is_passive(annotation, verb):
            continue
        led = [c for c in children(annotation, verb, "obj", "obl") if case_of(annotation, c) in cases]
        bodies = [
            r
            for r in (report.reference(t.index) for t in led)
            if r is not None and r.type in (EntityType.ORGANIZATION, EntityType.UNIT)
        ]
        for person in _persons(report, subjects(annotation, verb)) if bodies else ():
            yield person, verb, bodies[0].last
