"""One file to its Documents: choose the format, read, clean, name, and gather what it says of itself."""

import logging
import re
import stat
import warnings
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from kg.errors import ReadingError
from kg.model import Document, Metadata
from kg.model.identifiers import document_id, text_sha256
from kg.reading.content import Content, Unreadable
from kg.reading.decoding import clean
from kg.reading.metadata import from_text, merged
from kg.reading.sidecar import Sidecar, sidecar
from kg.registry import Registry

__all__ = ["FORMATS", "MEDIA_TYPES", "attempts", "read"]

Reader = Callable[[bytes, str | None], Iterable[Content | Unreadable]]

FORMATS = Registry(
    what="file ending",
    group="kg.readers",
    table={
        "docx": "kg.reading.docx:contents",
        "htm": "kg.reading.html:contents",
        "html": "kg.reading.html:contents",
        "json": "kg.reading.records:of_json",
        "jsonl": "kg.reading.records:of_lines",
        "md": "kg.reading.plain:contents",
        "ndjson": "kg.reading.records:of_lines",
        "pdf": "kg.reading.pdf:contents",
        "text": "kg.reading.plain:contents",
        "txt": "kg.reading.plain:contents",
        "xhtml": "kg.reading.html:contents",
    },
)
"""Ending of a file's name to the function that reads it: `(data, encoding or None) -> contents`."""

MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "htm": "text/html",
    "html": "text/html",
    "json": "application/json",
    "jsonl": "application/jsonl",
    "md": "text/markdown",
    "ndjson": "application/jsonl",
    "pdf": "application/pdf",
    "text": "text/plain",
    "txt": "text/plain",
    "xhtml": "application/xhtml+xml",
}
"""Ending to media type; an ending that a plug-in adds is `application/octet-stream`."""

MAX_FILE_BYTES = 64 * 2**20
"""A file is held in memory whole, by as many workers as there are cores."""

MAX_TEXT_LENGTH = 4_000_000
"""Code points of one document: some 1,500 printed pages; more is a collection, not a report."""

_MAX_VALUE_LENGTH = 1_000
"""Code points of a name or a field of metadata: whatever is longer is no title, author or address."""

_LIBRARIES = ("PIL", "charset_normalizer", "courlan", "docx", "htmldate", "justext", "pypdf", "trafilatura")

for _library in _LIBRARIES:
    # Without any handler, logging prints warnings of libraries to standard error.
    logging.getLogger(_library).addHandler(logging.NullHandler())


def read(path: Path) -> tuple[Document, ...]:
    """The documents of one file: one, or as many as a JSON list or JSON Lines file has records.

    Raises ReadingError, of one line, at the first thing that cannot be read.
    """
    documents = []
    for document in attempts(path):
        if isinstance(document, ReadingError):
            raise document
        documents.append(document)
    return tuple(documents)


def attempts(path: Path) -> Iterator[Document | ReadingError]:
    """As `read`, but a record that cannot be read is given as its error, and the next ones follow."""
    shown = one_line(str(path))
    try:
        _refuse_irregular(path)
        ending = _ending(path)
        data = _bytes(path)
        said = sidecar(path)
        contents = _contents(ending, data, said.encoding)
    except Unreadable as error:
        yield ReadingError(shown, str(error))
        return
    except ReadingError as error:
        yield error
        return
    names: dict[str, int] = {}
    for content in contents:
        if isinstance(content, Unreadable):
            yield ReadingError(shown, str(content))
            continue
        try:
            yield _document(path, ending, content, said, _unique(_name(content, path), names))
        except Unreadable as error:
            where = "" if content.number is None else f"record {content.number} "
            yield ReadingError(shown, where + str(error))


def one_line(text: str) -> str:
    """A text fit for one line of a message: every stretch of white space and controls is one blank."""
    return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+", " ", clean(text)).split())


def _ending(path: Path) -> str:
    ending = path.suffix[1:].lower()
    if (
        ending not in FORMATS.table and ending not in FORMATS.names()
    ):  # the latter looks at all that is installed
        known = ", ".join(FORMATS.names())
        what = (
            f"is of the unknown type .{one_line(ending)}" if ending else "has no ending that tells its type"
        )
        raise Unreadable(f"{what}; known are {known}; convert it, or rename plain text to .txt")
    return ending


def _refuse_irregular(path: Path) -> None:
    """Before anything is opened: a pipe would be waited for, a device never ends."""
    try:
        status = path.stat()
    except (OSError, ValueError) as error:
        raise _unopened(error) from error
    if stat.S_ISDIR(status.st_mode):
        raise Unreadable("is a folder that cannot be listed; check its permissions")
    if not stat.S_ISREG(status.st_mode):
        raise Unreadable("is no regular file; remove it or take it out of the folder")
    if status.st_size > MAX_FILE_BYTES:
        raise Unreadable(f"is larger than {MAX_FILE_BYTES // 2**20} MiB; split it into several files")


def _bytes(path: Path) -> bytes:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise _unopened(error) from error
    if not data:
        raise Unreadable("is empty; remove it or give it text")
    return data


def _unopened(error: Exception) -> Unreadable:
    reason = getattr(error, "strerror", None) or one_line(str(error))
    return Unreadable(f"cannot be opened ({reason}); check the path and its permissions")


def _contents(ending: str, data: bytes, encoding: str | None) -> tuple[Content | Unreadable, ...]:
    try:
        read_format: Reader = FORMATS.load(ending)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return tuple(read_format(data, encoding))
    except Unreadable:
        raise
    except ImportError as error:
        raise Unreadable(
            f"cannot be read here ({one_line(str(error))}); install kg with all it needs"
        ) from error
    except MemoryError as error:
        raise Unreadable("needs more memory than there is; split it into several files") from error
    except Exception as error:  # the border to foreign parsers, which raise whatever they like
        reason = one_line(f"{type(error).__name__}: {error}")[:160]
        raise Unreadable(f"is broken or no {ending} file ({reason}); open it and save it anew") from error


def _document(path: Path, ending: str, content: Content, said: Sidecar, name: str) -> Document:
    text = clean(content.text)
    if len(text) > MAX_TEXT_LENGTH:
        raise Unreadable(f"has {len(text):,} characters of text, more than {MAX_TEXT_LENGTH:,}; split it")
    if not any(map(str.isalnum, text)):
        raise Unreadable("holds only white space or signs, no words; remove it or give it text")
    metadata = _tidy(merged(said.metadata, content.metadata, from_text(text)))
    return Document(
        id=document_id(name, text, metadata),
        name=name,
        path=clean(str(path)),
        text=text,
        sha256=text_sha256(text),
        media_type=MEDIA_TYPES.get(ending, "application/octet-stream"),
        metadata=metadata,
    )


def _tidy(metadata: Metadata) -> Metadata:
    values = {
        key: one_line(value[: 2 * _MAX_VALUE_LENGTH])[:_MAX_VALUE_LENGTH]
        for key in Metadata.__slots__
        if (value := getattr(metadata, key))
    }
    return Metadata(**{key: value for key, value in values.items() if value})


def _name(content: Content, path: Path) -> str:
    """The file's name without its ending, or the record's own name, or both with its number."""
    if content.number is None:
        return path.stem
    return content.name or f"{path.stem}-{content.number}"


def _unique(name: str, taken: dict[str, int]) -> str:
    """The name, or the name with the next free number; `taken` counts the uses of each."""
    plain = unique = one_line(name)[:_MAX_VALUE_LENGTH] or "unnamed"
    while unique in taken:
        taken[plain] += 1
        unique = f"{plain}-{taken[plain]}"
    taken[unique] = 1
    return unique
