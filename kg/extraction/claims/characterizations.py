"""Words that judge: what a source calls an event, or those who took part."""

from collections.abc import Iterator

from kg.extraction import lexicon
from kg.extraction.events import VIOLENT
from kg.extraction.grammar import case_of, children, conjuncts, head, obliques, phrase
from kg.extraction.report import Draft, Report
from kg.extraction.speech import speaker_at
from kg.language import Token
from kg.model import ClaimKind, EntityType, Term

__all__ = ["VERSION", "characterizations"]

VERSION = "1.0"

_PREDICATES = ("NOUN", "ADJ", "PROPN")
_SUPERLATIVES = {
    "worst",
    "deadliest",
    "bloodiest",
    "largest",
    "biggest",
    "heaviest",
    "first",
    "unusual",
    "insignificant",
}


def characterizations(report: Report) -> Iterator[Draft]:
    """A claim for each judging noun that stands for an event, and each predicate of one."""
    yield from _judging_nouns(report)
    yield from _predicates(report)
    yield from _people(report)


def _draft(trigger: int, subject: Term, label: str, first: int, last: int) -> Draft:
    return Draft(
        kind=ClaimKind.CHARACTERIZATION,
        trigger=trigger,
        first=first,
        last=last,
        subject=subject,
        object=Term(text=label),
    )


def _judging_nouns(report: Report) -> Iterator[Draft]:
    """ "the Alba massacre", "an act of genocide", "the tragedy as a crime against humanity"."""
    judging = lexicon.words("characterizations", "of_events")
    for token in report.tokens:
        if token.tag not in ("NOUN", "PROPN"):
            continue
        label = _label(report, token, judging)
        if label is None or _is_inner(report, token, judging):
            continue
        event = report.event_at(token.index) or report.event_of(token.index)
        if event is None or event.act not in VIOLENT:
            continue
        first, last = phrase(report.annotation, token)
        yield _draft(token.index, report.event_term(event), label, first, max(last, token.index))


def _is_inner(report: Report, token: Token, judging: frozenset[str]) -> bool:
    """Whether the noun only completes another judging one: "genocide" in "act of genocide"."""
    governor = head(report.annotation, token)
    if governor is not None and governor.lemma in ("war", "fight", "struggle", "battle", "combat"):
        return True  # "the war on terror" judges no event of its own
    outer = None if governor is None or governor.tag != "NOUN" else _label(report, governor, judging)
    return outer is not None and f" {token.lemma}" in outer


def _label(report: Report, token: Token, judging: frozenset[str]) -> str | None:
    """The judging words that a noun is the head of, the longest the list knows."""
    lemma = token.lemma.casefold()
    lemma = lemma[:-1] if token.tag == "PROPN" and lemma.endswith("s") and lemma[:-1] in judging else lemma
    of = [f"{lemma} of {t.lemma}" for t in obliques(report.annotation, token, "of")]
    against = [f"{lemma} against {t.lemma}" for t in obliques(report.annotation, token, "against")]
    before = report.tokens[token.index - 1].text.casefold() if token.index else ""
    forms = [*against, *of, f"{before} {lemma}", lemma]
    return next((form for form in forms if form in judging), None)


def _predicates(report: Report) -> Iterator[Draft]:
    """ "the attack was the worst since ...", "called the attack a "horrible act of terrorism"."""
    annotation = report.annotation
    for token in report.tokens:
        if token.tag == "VERB" and token.lemma in (
            "call",
            "describe",
            "label",
            "brand",
            "term",
            "denounce",
            "dub",
        ):
            yield from _called(report, token)
        superlative = token.lemma in _SUPERLATIVES or any(
            c.text.casefold() in _SUPERLATIVES for c in children(annotation, token, "amod")
        )
        plain = token.tag == "ADJ" and not children(annotation, token, "obl", "advcl", "xcomp", "ccomp")
        judged = superlative or (plain and bool(speaker_at(report.acts, token.index)))
        if not judged or token.tag not in _PREDICATES or not children(annotation, token, "cop"):
            continue
        for subject in children(annotation, token, "nsubj"):
            event = report.event_at(subject.index)
            if event is None and subject.text.casefold() in ("it", "this"):
                event = report.event_of(subject.index)
            if event is not None and event.act in VIOLENT:
                first, last = phrase(
                    annotation, token, without=("punct", "nsubj", "cop", "parataxis", "cc", "conj")
                )
                start, _ = phrase(annotation, subject)
                label = report.words(report.without_article(first, last), last)
                yield _draft(token.index, report.event_term(event), label, min(start, first), last)


def _called(report: Report, verb: Token) -> Iterator[Draft]:
    annotation = report.annotation
    for named in children(annotation, verb, "obj"):
        event = report.event_at(named.index) or (
            report.event_of(named.index) if named.text.casefold() in ("it", "this") else None
        )
        words = children(annotation, verb, "xcomp", "obl", "ccomp")
        for word in (w for w in words if w.index > named.index and case_of(annotation, w) in ("", "as")):
            if event is None or word.tag not in ("NOUN", "ADJ", "PROPN"):
                continue
            first, last = phrase(annotation, word)
            while first < last and report.tokens[first].tag in ("ADP", "DET", "PUNCT"):
                first += 1
            yield _draft(word.index, report.event_term(event), report.words(first, last), named.index, last)


def _people(report: Report) -> Iterator[Draft]:
    """ "Executioners such as Novak": a judging noun for a person that is no post."""
    judging = lexicon.words("characterizations", "of_people")
    for noun in report.tokens:
        if noun.tag != "NOUN" or noun.lemma not in judging:
            continue
        held = [
            each
            for c in children(report.annotation, noun, "appos", "nmod", "flat")
            if case_of(report.annotation, c) in ("", "such as", "like")
            for each in conjuncts(report.annotation, c)
        ]
        for word in held:
            reference = report.reference(word.index)
            if reference is not None and reference.type is EntityType.PERSON and not reference.nominal:
                first, last = min(noun.index, reference.first), max(noun.index, reference.last)
                yield _draft(noun.index, report.named(reference), noun.lemma, first, last)
