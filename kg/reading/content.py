"""What a reader of one format hands back, and how it refuses."""

from dataclasses import dataclass, field

from kg.model import Metadata

__all__ = ["Content", "Unreadable"]


class Unreadable(Exception):  # noqa: N818 - it is the state of a file; `read` turns it into a ReadingError
    """Why a file or a record of it cannot be read, and what to do: one line, without the path."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """One text of a file as its format gives it, before it is cleaned and named.

    `metadata` is what the format's own fields say (not what the text says). `number` is the
    record's place in a collection, from 1, and `name` its own name there or None; both are None
    in a file that is one document.
    """

    text: str
    metadata: Metadata = field(default_factory=Metadata)
    name: str | None = None
    number: int | None = None
