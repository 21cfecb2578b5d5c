"""Whether a clause tells something done, and the words and event of what is done."""

from kg.extraction import lexicon
from kg.extraction.events import VIOLENT, Happening
from kg.extraction.grammar import children, head, is_passive, negated, obliques, phrase
from kg.extraction.report import Report
from kg.language import Token
from kg.model import Term
from kg.schema import table

__all__ = [
    "deed",
    "event_named",
    "event_near",
    "is_blamed",
    "is_reported",
    "is_told",
    "is_unreal_noun",
]

_MODALS = {"will", "would", "could", "should", "may", "might", "must", "can", "shall", "wo", "ca"}
_DONE = (
    "force",
    "begin",
    "start",
    "continue",
    "go",
    "manage",
    "proceed",
    "come",
    "resume",
    "compel",
    "help",
    "use",
)
_HEARSAY = ("believe", "say", "allege", "think", "report", "suspect", "know", "understand", "claim", "accuse")
_UNDONE = frozenset(
    [
        "deny",
        "refuse",
        "avoid",
        "prevent",
        "stop",
        "consider",
        "contemplate",
        "threaten",
        "plan",
        "plot",
        "prepare",
        "try",
        "attempt",
        "fail",
        "want",
        "intend",
        "vow",
        "pledge",
        "promise",
        "seek",
        "hope",
        "fear",
        "prohibit",
        "forbid",
        "ban",
        "halt",
        "cease",
        "avert",
        "thwart",
        "foil",
    ]
)
_FOLLOWING = {"from", "without", "against"}


def is_told(report: Report, token: Token) -> bool:
    """Whether the clause of a verb tells something done, not wished, feared, denied or planned."""
    annotation = report.annotation
    if negated(annotation, token) or annotation.sentence_of(token)[-1].text == "?":
        return False
    helpers = children(annotation, token, "aux", "aux:pass", "cop")
    if {c.lemma for c in helpers} & _MODALS or _is_meant(report, token):
        return False
    if any(c.text.casefold() == "be" for c in helpers) and not children(annotation, token, "mark"):
        return False  # "demanded that charges be dropped"
    marks = {c.text.casefold() for c in children(annotation, token, "mark", "case")}
    if marks & _FOLLOWING or marks & {"if", "unless", "whether", "lest"}:
        return False
    governor = head(annotation, token)
    if governor is None or token.relation == "root":
        return True
    if "to" in marks and token.relation in ("xcomp", "acl", "advcl", "ccomp", "csubj", "obl", "nmod", "conj"):
        return is_reported(report, token) or (governor.lemma in _DONE and is_told(report, governor))
    if token.relation in ("xcomp", "ccomp", "obj", "obl", "advcl") and governor.lemma in _UNDONE:
        return token.relation == "advcl" and governor.lemma != "threaten" and not marks
    if token.relation in ("acl", "nmod") and governor.tag == "NOUN":
        return not (marks and is_unreal_noun(governor))
    inherits = token.relation == "conj" and not children(annotation, token, "nsubj", "nsubj:pass", "aux")
    return not inherits or governor.tag != "VERB" or is_told(report, governor)


def _is_meant(report: Report, token: Token) -> bool:
    """Whether a purpose stands above it: "an operation aimed at disrupting them by killing leaders"."""
    current, above = token, head(report.annotation, token)
    while above is not None and current.relation in ("advcl", "xcomp", "acl", "obl", "conj", "ccomp"):
        if above.lemma in ("aim", "design", "intend", "mean", "seek") and current.relation != "conj":
            return True
        current, above = above, head(report.annotation, above)
    return False


def is_reported(report: Report, token: Token) -> bool:
    """Whether others are said or thought to have done it: "is believed to have carried out"."""
    governor = head(report.annotation, token)
    perfect = any(c.text.casefold() == "have" for c in children(report.annotation, token, "aux"))
    return (
        governor is not None
        and perfect
        and governor.lemma in _HEARSAY
        and is_passive(report.annotation, governor)
        and not negated(report.annotation, governor)
    )


def is_blamed(report: Report, verb: Token) -> bool:
    """Whether it stands as "of killing" behind a verb of blame, which tells it: "accused, suspected of"."""
    annotation = report.annotation
    row = verb
    while row.relation == "conj" and not children(annotation, row, "nsubj", "nsubj:pass"):
        row = annotation.tokens[row.head]
    first, _ = annotation.sentences[verb.sentence]
    at = row.index - 1
    while at > first and annotation.tokens[at].tag in ("AUX", "ADV"):  # "of having brutally killed"
        at -= 1
    before = annotation.tokens[max(at, first)]
    blaming = lexicon.words("involvement", "blaming")
    return before.text.casefold() in ("of", "for", "with") and any(
        t.lemma in blaming for t in annotation.tokens[max(first, row.index - 12) : row.index]
    )


def is_unreal_noun(noun: Token) -> bool:
    """Whether the noun tells of what was only meant or feared: a plot, a threat, the risk."""
    return noun.lemma in table("outcomes")["realis"]["irrealis_nouns"]


def event_named(report: Report, word: Token | None) -> Happening | None:
    """The event that a noun names, through words like "act of ..." and pronouns bound to nothing."""
    if word is None:
        return None
    told = report.event_at(word.index)
    if told is not None:
        return told
    inner = [report.event_at(t.index) for t in obliques(report.annotation, word, "of")]
    if any(inner):
        return next(i for i in inner if i is not None)
    if word.text.casefold() in ("it", "this", "that", "them"):
        return event_near(report, word)
    return None


def event_near(report: Report, token: Token) -> Happening | None:
    """The violent event of a word: its own, its clause's, its sentence's, or that told just before."""
    own = report.event_at(token.index)
    if own is not None:
        return own
    annotation = report.annotation
    first, last = annotation.sentences[token.sentence]
    ranges = [annotation.subtree(token), annotation.tokens[first : last + 1]]
    if token.sentence:
        before, end = annotation.sentences[token.sentence - 1]
        ranges.append(annotation.tokens[before : end + 1])
    for words in ranges:
        told = [t for t in words if (e := report.event_at(t.index)) is not None and e.act in VIOLENT]
        if told:
            return report.event_at(min(told, key=lambda t: abs(t.index - token.index)).index)
    return None


def deed(report: Report, verb: Token, event: Happening | None) -> Term:
    """What was done: the event, or else the words of the verb with whom or what it was done to."""
    if event is not None:
        return report.event_term(event)
    done = children(report.annotation, verb, "obj", "obl", "xcomp", "compound:prt")
    ends = [phrase(report.annotation, t)[1] for t in done if t.index > verb.index and t.relation != "xcomp"]
    return Term(text=report.words(verb.index, max([verb.index, *ends])))
