"""Verbs that hand the word to somebody: of saying with a clause, of judging with an object."""

from kg.extraction.grammar import case_of, children, head, is_passive, negated
from kg.extraction.speech.content import (
    after_cue,
    before_credit,
    clause_content,
    object_content,
    rest_of_sentence,
)
from kg.extraction.speech.cue import Cue, touching
from kg.extraction.speech.quotations import Quoted
from kg.extraction.speech.voices import is_nobody, speaker, voice
from kg.language import Annotation, Token
from kg.schema.words import table

__all__ = ["as_said", "verb"]

_CAPTION = 8


def verb(annotation: Annotation, quotes: tuple[Quoted, ...], token: Token) -> Cue | None:
    """ "X said that ...", "..., X said", "X condemned ..."."""
    words = table("speech")
    clausal, act = token.lemma in words["verbs"], _act_stance(annotation, token)
    if token.tag not in ("VERB", "AUX") or not (clausal or act) or _only_meant(annotation, token):
        return None
    who = speaker(annotation, token)
    shares = who is None and token.relation == "conj" and not is_passive(annotation, token)
    if (who is None and not shares) or (who is not None and is_nobody(annotation, who)):
        return None
    place = voice(annotation, who, token) if who is not None else (token.index, token.index)
    active = clausal and not is_passive(annotation, token)
    contents = clause_content(annotation, token, place) if active else ()
    stance = words["verbs"].get(token.lemma, "says")
    if not contents and act:
        stance, contents = act, object_content(annotation, token, place)
    elif not contents and active:
        contents = after_cue(annotation, token, place)
    if not contents and token.lemma in words["credits"]["verbs"]:
        contents = before_credit(annotation, quotes, token, place)
    if negated(annotation, token):
        # "Does not believe that" denies; "did not say that" says nothing.
        if stance != "believes":
            return None
        stance = "denies"
    first, last = touching(annotation, token, place)
    return Cue(
        token=token.index,
        speaker=who.index if who is not None else None,
        contents=contents,
        stance=stance,
        first=first,
        last=last,
    )


def _only_meant(annotation: Annotation, verb: Token) -> bool:
    """Whether a verb of saying is itself only an aim or a chance: "came to denounce", "might say"."""
    if any(
        each.text.casefold() in ("could", "might", "may", "should")
        for each in children(annotation, verb, "aux")
    ):
        return True
    if verb.text.casefold() == "asked" and verb.relation in ("advcl", "acl"):
        return True  # "Asked whether he would resign": he was asked
    infinitive = any(mark.text.casefold() == "to" for mark in children(annotation, verb, "mark"))
    governor = head(annotation, verb)
    if not infinitive or governor is None or verb.relation not in ("xcomp", "advcl", "acl", "ccomp"):
        return False
    return verb.relation != "xcomp" or governor.lemma not in table("speech")["aspect"]


def _act_stance(annotation: Annotation, verb: Token) -> str | None:
    """The stance of a verb that is a statement with its object, None where it is not used so."""
    words = table("speech")
    given = children(annotation, verb, "obj", "iobj")
    if any(each.lemma in words["light"].get(verb.lemma, ()) for each in given):
        return str(words["acts"].get(verb.lemma, words["verbs"].get(verb.lemma, "says")))
    cases = words["prepositions"].get(verb.lemma, ())
    after = [each for each in children(annotation, verb, "obl") if each.index > verb.index]
    if any(case_of(annotation, each) in cases for each in after):
        return str(words["acts"].get(verb.lemma, words["verbs"].get(verb.lemma, "urges")))
    if verb.lemma in words["acts"] and (given or is_passive(annotation, verb)):
        return str(words["acts"][verb.lemma])
    return _label(annotation, verb, given, after)


def _label(annotation: Annotation, verb: Token, given: list[Token], after: list[Token]) -> str | None:
    """The stance of "called the attack a crime", however the tree hangs the label."""
    words = table("speech")["labels"]
    if verb.lemma not in words or any(each.text.casefold().endswith(("self", "selves")) for each in given):
        return None
    small = [each for each in children(annotation, verb, "xcomp") if not children(annotation, each, "mark")]
    as_label = any(case_of(annotation, each) == "as" for each in after)
    apposed = any(children(annotation, each, "appos") for each in given)
    objects = any(children(annotation, each, "obj") for each in small)
    return str(words[verb.lemma]) if (given and (small or as_label or apposed)) or objects else None


def as_said(annotation: Annotation, _quotes: tuple[Quoted, ...], token: Token) -> Cue | None:
    """ "As X said, ..." and the translated "As said X, ..."."""
    start = annotation.sentences[token.sentence][0]
    if token.tag != "VERB" or token.lemma not in table("speech")["credits"]["verbs"]:
        return None
    opens = annotation.tokens[start].text.casefold() == "as" and 0 < token.index - start <= _CAPTION
    if not opens or any(each.text == "," for each in annotation.tokens[start : token.index]):
        return None
    who = speaker(annotation, token)
    if who is None or is_nobody(annotation, who):
        return None
    place = voice(annotation, who, token)
    contents = rest_of_sentence(annotation, token, place)
    return Cue(
        token=token.index,
        speaker=who.index,
        contents=contents,
        stance=table("speech")["verbs"][token.lemma],
        first=min(place[0], token.index),
        last=max(place[1], token.index),
    )
