"""From drafts to claims: who says it, how, in which words, and how sure we are."""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from kg.extraction.grammar import children, negated
from kg.extraction.modality import hedged, hypothetical
from kg.extraction.report import Draft, Report
from kg.extraction.speech import Mode, SpeechAct, speaker_at
from kg.model import (
    Attribution,
    Claim,
    ClaimKind,
    Entity,
    EntityType,
    Mention,
    Metadata,
    Polarity,
    Role,
    Span,
    Term,
)
from kg.model.identifiers import entity_id
from kg.schema import table

__all__ = ["assembled", "entities", "is_index", "mentions"]


def assembled(report: Report, draft: Draft, extractor: str) -> Claim:
    """The claim of a draft; speaker and stance are read at the word that tells it."""
    text = report.annotation.text
    span = _tight(text, report.tokens[draft.first].start, report.tokens[draft.last].end)
    chain = _chain(report, draft)
    speaker = draft.speaker or _innermost(report, chain)
    polarity = draft.polarity or _polarity(report, draft, chain)
    return Claim(
        document=report.document.id,
        kind=draft.kind,
        subject=draft.subject,
        object=draft.object,
        quantity=draft.quantity,
        when=draft.when,
        where=draft.where,
        speaker=speaker,
        attribution=_attribution(report, chain, draft.speaker),
        polarity=polarity,
        span=span,
        quote=span.of(text),
        confidence=_confidence(draft.kind.value, polarity),
        extractor=extractor,
    )


def is_index(report: Report, draft: Draft) -> bool:
    """Whether a draft stands in a line of an encyclopedia's index ("Category: Wars"): it states nothing."""
    first = report.annotation.sentences[report.tokens[draft.trigger].sentence][0]
    line = report.tokens[first : draft.trigger + 1]
    return any(a.text == "Category" and b.text == ":" for a, b in pairwise(line))


def _tight(text: str, start: int, end: int) -> Span:
    """The span without white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _chain(report: Report, draft: Draft) -> tuple[SpeechAct, ...]:
    """The voices inside whose words the draft's own word stands, outermost first."""
    accuses = draft.kind is ClaimKind.ACCUSATION
    around = [act for act in report.acts if accuses and act.cue == draft.trigger]  # "X accused Y": X says it
    voices = [act for act in speaker_at(report.acts, draft.trigger) if act.cue != draft.trigger] + around
    if draft.kind in _DESCRIPTIVE and report.tokens[draft.trigger].tag not in ("VERB", "AUX"):
        voices = [act for act in voices if act.mode is not Mode.INDIRECT]
    return tuple(act for act in voices if act.stance != "denies" or not _is_presupposed(report, draft, act))


# In reported speech a title before a name, or the country after a town, is the writer's word.
_DESCRIPTIVE = {ClaimKind.ROLE, ClaimKind.AFFILIATION, ClaimKind.LOCATION}
_GRANTED = {
    ClaimKind.CHARACTERIZATION,
    ClaimKind.LOCATION,
    ClaimKind.DATE,
    ClaimKind.ROLE,
    ClaimKind.AFFILIATION,
}


_REPORTS = {
    "accusation",
    "allegation",
    "assertion",
    "charge",
    "claim",
    "report",
    "rumour",
    "rumor",
    "suggestion",
}


def _is_presupposed(report: Report, draft: Draft, denial: SpeechAct) -> bool:
    """Whether a denial takes for granted what a word tells: "denied having part in the raid that killed 40".

    What a noun only names in passing is granted; what the denied clause says of its subject is denied.
    """
    token = report.tokens[draft.trigger]
    if token.head == denial.cue and token.relation in ("obj", "nsubj:pass"):
        return False  # "denied any massacre"
    if draft.kind in _GRANTED and not children(report.annotation, token, "cop"):
        return True
    while token.head != token.index and any(first <= token.head <= last for first, last in denial.contents):
        told = token.relation == "acl" and report.tokens[token.head].lemma in _REPORTS
        if token.relation in ("acl:relcl", "acl", "nmod", "compound", "amod") and not told:
            return True
        token = report.tokens[token.head]
    return False


def _innermost(report: Report, chain: Sequence[SpeechAct]) -> Term | None:
    voices = [report.voice(act) for act in chain if act.speaker is not None and not act.agency]
    return voices[-1] if voices else None


def _polarity(report: Report, draft: Draft, chain: Sequence[SpeechAct]) -> Polarity:
    """Denied inside a denial; hearsay and the merely possible by the words around it."""
    if chain and chain[-1].stance == "denies":
        return Polarity.DENIED
    if draft.kind in _NEGATED_BY_THEIR_WORD and _is_negated(report, draft.trigger):
        return Polarity.DENIED
    if hypothetical(report.annotation, draft.trigger):
        return Polarity.HYPOTHETICAL
    return Polarity.REPORTED if hedged(report.annotation, draft.trigger) else Polarity.ASSERTED


_NEGATED_BY_THEIR_WORD = {ClaimKind.CHARACTERIZATION, ClaimKind.LOCATION, ClaimKind.DATE}


def _is_negated(report: Report, trigger: int) -> bool:
    """Whether an event or its label is said not to be: "no massacre took place", "it was not genocide"."""
    token = report.tokens[trigger]
    governor = report.tokens[token.head]
    subject = token.relation.startswith("nsubj") and governor.index != token.index
    return negated(report.annotation, token) or (subject and negated(report.annotation, governor))


def _attribution(report: Report, chain: Sequence[SpeechAct], own: Term | None) -> tuple[Attribution, ...]:
    """Publisher, agency, speakers: the voices in the order a reader meets them."""
    voices = _published(report.document.metadata)
    for act in chain:
        voice = report.voice(act)
        if voice is not None:
            voices.append((Role.AGENCY if act.agency else Role.SPEAKER, voice))
    if own is not None and (not voices or voices[-1][1].entity != own.entity or own.entity is None):
        voices.append((Role.SPEAKER, own))
    seen: list[tuple[Role, Term]] = []
    for role, term in voices:
        if not any(term.entity is not None and term.entity == other.entity for _, other in seen):
            seen.append((role, term))
    return tuple(Attribution(hop=hop, role=role, agent=term) for hop, (role, term) in enumerate(seen))


def _published(metadata: Metadata) -> list[tuple[Role, Term]]:
    named = ((Role.PUBLISHER, metadata.publisher), (Role.AGENCY, metadata.agency))
    return [(role, _body(name)) for role, name in named if name]


def _body(name: str) -> Term:
    return Term(text=name, entity=entity_id(EntityType.ORGANIZATION, name))


@cache
def _calibration() -> dict[str, float]:
    return {kind: float(value) for kind, value in table("confidence")["kinds"].items()}


def _confidence(kind: str, polarity: Polarity) -> float:
    """How often such claims were right on annotated documents, see `ontology/words/confidence.toml`."""
    factor = float(table("confidence")["stance"][polarity.value])
    return round(_calibration()[kind] * factor, 2)


def mentions(report: Report) -> Iterator[Mention]:
    """Every place that speaks of an entity, by place."""
    for reference in report.references:
        span = Span(report.tokens[reference.first].start, report.tokens[reference.last].end)
        yield Mention(
            document=report.document.id,
            entity=reference.entity,
            type=reference.type,
            span=span,
            text=span.of(report.annotation.text),
            nominal=reference.nominal,
        )


def entities(report: Report, claims: Sequence[Claim]) -> tuple[Entity, ...]:
    """The entities that mentions name and claims speak of, sorted by id."""
    found: dict[str, Entity] = {}
    happenings = {happening.entity: happening for happening in report.happenings}
    names: dict[str, set[str]] = {}
    for reference in report.references:
        if not reference.nominal:
            names.setdefault(reference.entity, set()).add(report.words(reference.first, reference.last))
    for reference in report.references:
        happening = happenings.get(reference.entity)
        found[reference.entity] = Entity(
            id=reference.entity,
            type=reference.type,
            label=reference.label,
            aliases=tuple(sorted({*names.get(reference.entity, ()), reference.label})),
            act=happening.act if happening else None,
            when=happening.when if happening else None,
            where=happening.where.entity if happening and happening.where else None,
        )
    for entity, happening in happenings.items():
        place = happening.where.entity if happening.where else None
        bare = Entity(
            id=entity,
            type=EntityType.EVENT,
            label=happening.label,
            aliases=(happening.label,),
            act=happening.act,
            when=happening.when,
            where=place,
        )
        found.setdefault(entity, bare)
    for claim in claims:
        for voice in claim.attribution:
            if voice.agent.entity and voice.agent.entity not in found:
                found[voice.agent.entity] = Entity(
                    id=voice.agent.entity,
                    type=EntityType.ORGANIZATION,
                    label=voice.agent.text,
                    aliases=(voice.agent.text,),
                )
    return tuple(sorted(found.values(), key=lambda entity: entity.id))
