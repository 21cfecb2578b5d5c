"""Who commanded whom."""

from collections.abc import Iterator

from kg.extraction.grammar import agents, conjuncts, head, is_passive, objects, phrase
from kg.extraction.report import Draft, Report
from kg.model import ClaimKind, EntityType

__all__ = ["VERSION", "command"]

VERSION = "1.0"

_LEADING = {"command", "head", "lead"}
_LED = (EntityType.UNIT, EntityType.ORGANIZATION, EntityType.GROUP)
_FORMATIONS = {
    "division",
    "brigade",
    "regiment",
    "battalion",
    "company",
    "unit",
    "force",
    "group",
    "garrison",
    "army",
    "detachment",
    "corps",
    "squad",
    "platoon",
    "contingent",
    "militia",
    "one",
}


def command(report: Report) -> Iterator[Draft]:
    """A claim for each "X commanded the brigade", "the garrison commanded by X"."""
    for verb in report.tokens:
        if verb.tag != "VERB" or verb.lemma not in _LEADING:
            continue
        done = objects(report.annotation, verb)
        governor = head(report.annotation, verb)
        if verb.relation == "acl" and is_passive(report.annotation, verb) and governor is not None:
            done = conjuncts(report.annotation, governor)
        leaders = [
            a
            for a in agents(report.annotation, verb)
            if report.type_of(report.term(a.index)) is EntityType.PERSON
        ]
        for leader in leaders:
            for led in done:
                term = report.term(led.index)
                if report.type_of(term) in _LED or led.lemma in _FORMATIONS:
                    spans = [phrase(report.annotation, t) for t in (leader, led)]
                    yield Draft(
                        kind=ClaimKind.COMMAND,
                        trigger=verb.index,
                        first=min(verb.index, *(first for first, _ in spans)),
                        last=max(verb.index, *(last for _, last in spans)),
                        subject=report.term(leader.index),
                        object=term,
                        when=report.when(verb.index),
                    )
