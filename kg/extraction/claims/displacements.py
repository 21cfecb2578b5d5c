"""People driven out, fleeing, resettled: who, how many if that is told, and where they left or went."""

from collections.abc import Iterator
from dataclasses import dataclass

from kg.extraction.counts import Categories, Count
from kg.extraction.grammar import children, is_passive, negated, objects, obliques, phrase, subjects
from kg.extraction.report import Draft, Report
from kg.language import Token
from kg.model import ClaimKind, EntityType, Polarity, Term
from kg.schema.words import table

__all__ = ["VERSION", "displacements"]

VERSION = "1.1"

_PLACES = (EntityType.PLACE, EntityType.COUNTRY)
_GOALS = ("to", "into", "in", "towards", "toward", "across", "within", "over", "at", "for", "inside")
_ORIGINS = ("from", "out of", "out")
_FARTHEST = 14
"""A place so many words behind the verb is no longer quoted with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Move:
    """Those at token `moved` were moved or fled, as the word at `trigger` tells."""

    moved: int
    trigger: int
    count: Count | None = None


def displacements(report: Report) -> Iterator[Draft]:
    """A claim for each group told to have been moved or to have fled, and for each place it went to."""
    counted = [c for c in report.counts if c.kind is ClaimKind.DISPLACEMENT and not _escapes(report, c)]
    for count in counted:
        yield from _drafts(report, _Move(moved=count.victim, trigger=count.trigger, count=count))
    told = {count.trigger for count in counted}
    categories = Categories(report.annotation)
    for token in report.tokens:
        if token.index in told or negated(report.annotation, token):
            continue
        for moved in (_held(report, m) for m in _moved(report, token)):
            if _is_moved(report, categories, moved, token):
                yield from _drafts(report, _Move(moved=moved.index, trigger=token.index))


def _escapes(report: Report, count: Count) -> bool:
    escapes = report.tokens[count.trigger].lemma in (*_words("leaving"), "take", "find", "seek")
    return escapes and report.tokens[count.victim].lemma in _words("escaping")


def _words(name: str) -> list[str]:
    found: list[str] = table("displacement")[name]
    return found


def _is_moved(report: Report, categories: Categories, moved: Token, by: Token) -> bool:
    """Whether people stand there who can be displaced: no armed men, and one person only by force."""
    category = categories.of(moved)
    type_ = report.type_of(report.term(moved.index))
    if moved.lemma in _words("escaping") and by.lemma in _words("leaving"):
        return False
    if category in table("outcomes")["general"]["armed"] or (
        moved.tag == "PRON" and type_ is not EntityType.GROUP
    ):
        return False
    if type_ is EntityType.PERSON:
        return by.lemma in _words("driving")
    plural = category is not None and (moved.text != moved.lemma or moved.lemma in _words("collectives"))
    return type_ is EntityType.GROUP or plural


def _moved(report: Report, token: Token) -> list[Token]:
    """Who is moved, by a verb or a noun that says so."""
    annotation = report.annotation
    if token.tag == "NOUN" and token.lemma in _words("nouns"):
        return obliques(annotation, token, "of")
    if token.tag != "VERB":
        return []
    if token.lemma in _words("forcing"):
        goals = children(annotation, token, "xcomp", "advcl", "ccomp")
        forced = any(g.lemma in (*_words("leaving"), *_words("abandoning")) for g in goals)
        return objects(annotation, token) if forced else []
    if token.lemma in _words("driving"):
        done = is_passive(annotation, token) or children(annotation, token, "obj")
        return objects(annotation, token) if done and _goes_out(report, token) else []
    if token.lemma in _words("leaving") or _leaves_home(report, token):
        return [] if token.relation == "xcomp" else subjects(annotation, token)
    return []


def _held(report: Report, moved: Token) -> Token:
    """The population of "most of the population"."""
    inner = obliques(report.annotation, moved, "of") if moved.lemma in _words("shares") else []
    return inner[0] if inner else moved


def _goes_out(report: Report, verb: Token) -> bool:
    """Drive and march move people only out of, or to, somewhere."""
    if verb.lemma not in _words("driving_somewhere"):
        return True
    out = [
        c
        for c in children(report.annotation, verb, "compound:prt", "advmod")
        if c.lemma in ("out", "off", "away")
    ]
    return bool(out or _places(report, verb))


def _leaves_home(report: Report, verb: Token) -> bool:
    """Left their homes; took refuge; became refugees."""
    things = [c.lemma for c in children(report.annotation, verb, "obj", "xcomp")]
    homes = verb.lemma in _words("abandoning") and set(things) & set(_words("homes"))
    refuge = verb.lemma in ("take", "seek", "find") and set(things) & {
        "refuge",
        "shelter",
        "sanctuary",
        "asylum",
    }
    return bool(homes or refuge)


def _drafts(report: Report, move: _Move) -> Iterator[Draft]:
    """One claim for each place gone to; for a number, and where no place is told, one claim."""
    trigger = report.tokens[move.trigger]
    places = _places(report, trigger) or _places(report, report.tokens[move.moved])
    count = move.count
    if not places and count is None and trigger.lemma in _words("leaving"):
        return
    first = (
        count.first if count else min(phrase(report.annotation, report.tokens[move.moved])[0], move.trigger)
    )
    last = count.last if count else max(move.trigger, phrase(report.annotation, report.tokens[move.moved])[1])
    last = max(last, *_forced_to(report, trigger))
    some: list[Token | None] = [*places[: 1 if count else None]]
    for place in some or [None]:
        end = last if place is None else max(last, phrase(report.annotation, place)[1])
        named = place is not None and report.type_of(report.term(place.index)) in _PLACES
        yield Draft(
            kind=ClaimKind.DISPLACEMENT,
            trigger=move.trigger,
            first=first,
            last=end if end - move.trigger <= _FARTHEST else last,
            subject=report.term(move.moved),
            object=Term(text="displaced") if place is None else report.term(place.index),
            quantity=count.quantity if count else None,
            when=report.when(move.trigger, report.event_at(move.trigger)),
            where=report.term(place.index) if place is not None and named else None,
            polarity=count.polarity if count and count.polarity is not Polarity.ASSERTED else None,
        )


def _forced_to(report: Report, verb: Token) -> tuple[int, int]:
    """The last words of what people were forced to do, to quote it."""
    goals = [g for g in children(report.annotation, verb, "xcomp") if verb.lemma in _words("forcing")]
    left = [o for g in goals for o in children(report.annotation, g, "obj")]
    return verb.index, max(
        [verb.index, *(g.index for g in goals), *(phrase(report.annotation, o)[1] for o in left)]
    )


def _places(report: Report, word: Token) -> list[Token]:
    """The places a verb or noun says they went to; else those they left, named ones before others."""
    annotation = report.annotation
    heads = [word, *children(annotation, word, "xcomp")]
    goals = [w for h in heads for w in obliques(annotation, h, *_GOALS) if _is_place(report, w)]
    left = [w for h in heads for w in obliques(annotation, h, *_ORIGINS) if _is_place(report, w)]
    if word.lemma in _words("leaving"):
        left = [o for o in children(annotation, word, "obj") if _is_place(report, o)] + left
    named = [w for w in goals if report.type_of(report.term(w.index)) in _PLACES]
    return named or goals or left[:1]


def _is_place(report: Report, word: Token) -> bool:
    return report.type_of(report.term(word.index)) in _PLACES or word.lemma in _words("kinds_of_place")
