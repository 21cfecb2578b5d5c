"""What a query may not ask: refused with a sentence before it runs, as far as its spelling tells.

This is for the user's sake, not the guard: a worker without a network runs the query all the same
(see `seal`). But an engine that meets a failed `SERVICE SILENT` answers as if nothing were there, so
a query with the word anywhere outside names, strings and comments is not run at all.
"""

import re
from collections.abc import Iterator, Mapping

from kg.errors import QueryError

__all__ = ["dataset", "screen"]

_TOKEN = re.compile(
    r"""
    (?P<string>  \"{3}(?:[^\"\\]|\\.|\"(?!\"\"))*\"{3} | '{3}(?:[^'\\]|\\.|'(?!''))*'{3}
               | \"(?:[^\"\\\n\r]|\\.)*\" | '(?:[^'\\\n\r]|\\.)*' )
  | (?P<iri>     <[^<>\"{}|^`\\\x00-\x20]*> )
  | (?P<comment> \#[^\n\r]* )
  | (?P<variable>[?$]\w+ )
  | (?P<language>@[A-Za-z][A-Za-z0-9-]* )
  | (?P<name>    [\w.-]*:(?:[\w.:-]|%[0-9A-Fa-f]{2}|\\.)* )
  | (?P<word>    \w+ )
  | (?P<mark>    [^\s\w] )
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_UPDATES = {"ADD", "CLEAR", "COPY", "CREATE", "DELETE", "DROP", "INSERT", "LOAD", "MOVE", "WITH"}

Token = tuple[str, str]


def screen(query: str) -> None:
    """Raises QueryError for a query that reaches out or changes anything."""
    for text in {query, _ESCAPE.sub(_character, query)}:
        tokens = list(_tokens(text))
        if any(_calls_service(tokens, place) for place in range(len(tokens))):
            raise QueryError("SERVICE is refused: a query reads only what was built here, never the network")
        verb = next((word.upper() for kind, word in tokens if kind == "word" and not _is_prologue(word)), "")
        if verb in _UPDATES:
            raise QueryError(f"{verb} is refused: queries read and change nothing; use kg build or kg remove")


def dataset(query: str, known: Mapping[str, str]) -> tuple[str, ...]:
    """The graphs that `FROM` and `FROM NAMED` name, in order; names written out by the prefixes in force."""
    tokens = [(kind, word) for kind, word in _tokens(query) if kind != "comment"]
    declared = {
        name[:-1]: iri[1:-1]
        for (_, word), (_, name), (kind, iri) in zip(tokens, tokens[1:], tokens[2:], strict=False)
        if word.upper() == "PREFIX" and kind == "iri"
    }
    graphs = []
    for place, (kind, word) in enumerate(tokens):
        if kind == "word" and word.upper() == "FROM":
            after = [token for token in tokens[place + 1 : place + 3] if token[1].upper() != "NAMED"]
            graphs += [_written_out(after[0], {**known, **declared})] if after else []
    return tuple(graphs)


def _tokens(query: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(query):
        yield str(match.lastgroup), match.group()


def _calls_service(tokens: list[Token], place: int) -> bool:
    """Whether the keyword stands there, be it glued to a number or to a name without prefix."""
    kind, word = tokens[place]
    if kind == "word":
        return "service" in word.lower()
    if kind == "name" and word.partition(":")[0].lower().endswith("service"):
        following = next((text for kind, text in tokens[place + 1 :] if kind != "comment"), "")
        return following == "{"
    return False


def _is_prologue(word: str) -> bool:
    return word.upper() in ("PREFIX", "BASE")


def _written_out(token: Token, prefixes: dict[str, str]) -> str:
    kind, word = token
    if kind == "iri":
        return word[1:-1]
    prefix, _, local = word.partition(":")
    return prefixes.get(prefix, "") + local


def _character(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code <= 0x10FFFF else match[0]
