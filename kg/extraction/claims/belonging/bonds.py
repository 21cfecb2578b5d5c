"""Ties that verbs and adjectives tell: "joined the Front", "loyal to Novak", "belonging to the Guard"."""

from collections.abc import Iterator

from kg.extraction import lexicon
from kg.extraction.claims.belonging.named_bodies import BODIES, described, named_after, tie
from kg.extraction.claims.belonging.standing import standing
from kg.extraction.grammar import case_of, children, conjuncts, head, obliques, phrase, subjects
from kg.extraction.references import Reference
from kg.extraction.report import Draft, Report
from kg.language import Token
from kg.model import EntityType, Term
from kg.schema import table

__all__ = ["bonds"]

_BANDS = {
    "group",
    "band",
    "column",
    "patrol",
    "squad",
    "team",
    "cell",
    "unit",
    "detachment",
    "faction",
    "party",
}
_FAR = 12  # tokens from holder to verb beyond which the quote begins at the verb
_MASTERS = (*BODIES, EntityType.PERSON, EntityType.COUNTRY)
_HOLDERS = (EntityType.PERSON, EntityType.GROUP, *BODIES)


def bonds(report: Report) -> Iterator[Draft]:
    """A claim for each word of `verbs` with a holder and a named body, and for oaths and banners."""
    for word in report.tokens:
        cases = table("affiliations")["verbs"].get(word.lemma.casefold())
        if cases is not None and word.tag in ("VERB", "ADJ"):
            yield from _told(report, word, cases)
        elif word.lemma in lexicon.words("affiliations", "allegiance"):
            yield from _sworn(report, word)
        elif word.lemma in lexicon.words("affiliations", "banners") and (
            case_of(report.annotation, word) == "under" or word.relation == "obj"
        ):
            yield from _under(report, word)
    for body in report.references:
        if (
            body.type in BODIES
            and not body.nominal
            and children(report.annotation, report.tokens[body.head], "cop")
        ):
            yield from _being(report, body)


def _told(report: Report, word: Token, cases: tuple[str, ...]) -> Iterator[Draft]:
    annotation = report.annotation
    targets = obliques(annotation, word, *(case for case in cases if case))
    if "" in cases:
        targets = [
            *targets,
            *(e for c in children(annotation, word, "obj") for e in conjuncts(annotation, c)),
        ]
    told = [m for m in (report.reference(t.index) for t in targets) if m is not None and _is_master(word, m)]
    beside = _beside(report, word, cases)  # where the tree loses itself in foreign names
    masters = list({m.entity: m for m in (*told, *beside)}.values())
    if masters:
        for holder, first in _holders(report, word):
            yield from _drafts(report, word, holder, first, masters)


def _beside(report: Report, word: Token, cases: tuple[str, ...]) -> list[Reference]:
    """The named bodies, or the person or state, that follow the word and its preposition at once."""
    bodies = named_after(report, word.index + 1, *cases)
    following = report.tokens[word.index + 1].text if word.index + 1 < len(report.tokens) else ""
    if bodies or following not in cases:
        return bodies
    opening = word.index + 2
    while opening < len(report.tokens) and report.tokens[opening].text.casefold() in lexicon.titles() | {
        "the"
    }:
        opening += 1
    named = [r for r in report.references if r.first == opening and not r.nominal and _is_master(word, r)]
    return named[:1]


def _is_master(word: Token, reference: Reference) -> bool:
    kinds = _MASTERS if word.lemma in lexicon.words("affiliations", "of_persons") else BODIES
    return reference.type in kinds and not reference.nominal


def _holders(report: Report, word: Token) -> list[tuple[Term, int]]:
    """Who is tied and where that phrase begins: the noun that the word describes, else its subject."""
    annotation = report.annotation
    governor = head(annotation, word)
    before = report.tokens[word.index - 1]
    if word.tag == "ADJ" and word.relation == "xcomp" and before.tag in ("NOUN", "PROPN"):
        found = [before]  # "accused fighters loyal to X of looting"
    elif word.relation in ("acl", "acl:relcl", "amod") and governor is not None:
        if (
            before.index != governor.index
            and before.tag in ("NOUN", "PROPN")
            and before.index > governor.index
        ):
            governor = before  # "the army and forces loyal to X" speaks of the forces
        name = described(report, governor)
        if name is not None:
            return [(report.named(name), name.first)]
        found = [governor]
    else:
        found = subjects(annotation, word)
        active = not children(annotation, word, "aux:pass") and not children(annotation, word, "nsubj:pass")
        if word.lemma in lexicon.words("affiliations", "passive_only") and word.tag == "VERB" and active:
            return []
    holders = [_holder(report, token) for token in found]
    return [holder for holder in holders if holder is not None]


def _holder(report: Report, token: Token) -> tuple[Term, int] | None:
    """The entity a noun speaks of, or the words of one for somebody unnamed: "a militant"."""
    reference = report.reference(token.index)
    first, last = phrase(report.annotation, token)
    if reference is not None:
        kind = reference.type in _HOLDERS
        return (report.named(reference), min(first, reference.first)) if kind else None
    somebody = (
        token.tag == "NOUN"
        and token.lemma in lexicon.words("people", "groups", "roles", "relations", "collectives") | _BANDS
    )
    end = last if token.lemma in _BANDS and last < token.index + 4 else token.index
    words = report.words(report.without_article(first, token.index), end)
    return (Term(text=words), first) if somebody else None


def _drafts(
    report: Report, word: Token, holder: Term, first: int, masters: list[Reference]
) -> Iterator[Draft]:
    for master in masters:
        if master.entity != holder.entity and master.first > word.index:
            far = abs(first - word.index) > _FAR
            start = word.index if far else min(first, word.index)
            last = max(master.last, word.index)
            yield tie(word.index, holder, report.named(master), start, last, standing(report, word))


def _sworn(report: Report, noun: Token) -> Iterator[Draft]:
    """ "pledged allegiance to the State"."""
    verb = head(report.annotation, noun)
    if verb is None or noun.relation != "obj" or verb.lemma not in lexicon.words("affiliations", "having"):
        return
    targets = [e for word in (noun, verb) for e in obliques(report.annotation, word, "to", "with")]
    masters = [
        m
        for m in (report.reference(t.index) for t in targets)
        if m is not None and m.type in _MASTERS and not m.nominal
    ]
    for holder, first in _holders(report, verb):
        yield from _drafts(report, verb, holder, first, masters)


def _under(report: Report, noun: Token) -> Iterator[Draft]:
    """ "fought under the banner of the Front"."""
    verb = head(report.annotation, noun)
    near = [
        *obliques(report.annotation, noun, "of"),
        *children(report.annotation, noun, "appos", "flat", "nmod:desc", "nmod"),
    ]
    masters = [
        m
        for m in (report.reference(t.index) for t in near)
        if m is not None and m.type in BODIES and not m.nominal
    ]
    if (
        verb is not None
        and masters
        and (noun.relation != "obj" or verb.lemma in ("use", "adopt", "bear", "take"))
    ):
        for holder, first in _holders(report, verb):
            yield from _drafts(report, verb, holder, first, masters)


def _being(report: Report, body: Reference) -> Iterator[Draft]:
    """ "the soldiers were of the 4th Brigade"."""
    noun = report.tokens[body.head]
    if case_of(report.annotation, noun) in ("of", "from", "with"):
        for holder, first in _holders(report, noun):
            yield from _drafts(report, report.tokens[body.first - 1], holder, first, [body])
