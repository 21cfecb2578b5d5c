"""The dictionary form of a word, given its tag."""

from functools import lru_cache

from lemminflect import getLemma

__all__ = ["lemma"]

_AUXILIARIES = {
    "am": "be", "are": "be", "is": "be", "was": "be", "were": "be", "been": "be", "being": "be", "'m": "be",
    "'re": "be", "'s": "be", "has": "have", "had": "have", "having": "have", "'ve": "have", "does": "do",
    "did": "do", "done": "do", "'ll": "will", "wo": "will", "ca": "can", "sha": "shall", "'d": "would",
    "got": "get", "gets": "get", "getting": "get",
}  # fmt: skip
_KEPT = {"media", "troops", "forces", "arms", "headquarters", "premises", "goods", "data"}
_INFLECTED = ("NOUN", "VERB")


@lru_cache(maxsize=100_000)
def lemma(word: str, tag: str) -> str:
    """The lemma in lower case; names, marks and numbers keep their form.

    Nouns and verbs by the tables of lemminflect (MIT), auxiliaries by a closed list;
    comparatives are left as they stand, since no rule here asks for their base.
    """
    lower = word.casefold().replace("’", "'")
    if tag == "AUX":
        return _AUXILIARIES.get(lower, lower)
    if tag == "PROPN":
        return word
    if tag not in _INFLECTED or lower in _KEPT:
        return {"n't": "not", "an": "a"}.get(lower, lower)
    found = getLemma(lower, upos=tag)
    return found[0].casefold() if found else lower
