"""What a person reads in a terminal: nothing in it can act on the terminal, and tables fit its width."""

import re
import shutil
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from rich.cells import cell_len, chop_cells

__all__ = ["out_bytes", "out_text", "print_lines", "print_table", "safe", "width", "wrap"]

_HIDDEN = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"})
_JOINERS = frozenset("\u200c\u200d")  # letters of Persian and of Indian scripts need them
_WIDTH_UNKNOWN = 120
_LONGEST_WORD = 16  # cells; a longer one is broken
_WORD = re.compile(r"[^\s-]*[\s-]|[^\s-]+")
_GAP = 2  # blanks between columns


def safe(text: str, keep: str = "") -> str:
    """Text without control characters, marks of direction and the like: each as its escape.

    Documents can hold what moves a cursor, sets a title or turns a line around; `keep` lists what is
    wanted all the same, such as line ends.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(c if c in keep or _shows(c) else _escape(c) for c in text)


def width() -> int:
    """How many cells a line has; COLUMNS overrides, and a pipe has many."""
    return shutil.get_terminal_size((_WIDTH_UNKNOWN, 24)).columns


def out_text(text: str) -> None:
    """Prints text of several lines, safely where a terminal is listening."""
    print(safe(text, keep="\n\t") if sys.stdout.isatty() else text)


def out_bytes(chunks: Iterable[bytes]) -> None:
    """Writes bytes of UTF-8 to standard output, safely where a terminal is listening."""
    if sys.stdout.isatty():
        sys.stdout.write(safe(b"".join(chunks).decode("utf-8", "replace").replace("\r\n", "\n"), keep="\n\t"))
        return
    sys.stdout.flush()
    sys.stdout.buffer.writelines(chunks)


def print_table(columns: Sequence[str], rows: Sequence[Sequence[str]], numbers: Iterable[int] = ()) -> None:
    """Prints rows of cells as `print_lines` does, and how many there are."""
    print_lines(columns, rows, numbers)
    print(f"{len(rows):,} row{'' if len(rows) == 1 else 's'}")


def print_lines(columns: Sequence[str], rows: Sequence[Sequence[str]], numbers: Iterable[int] = ()) -> None:
    """Prints rows of cells under their columns, those in `numbers` to the right.

    Cells are made safe here. Where the columns do not fit side by side, what all rows share is told
    once, and where that does not help, each value gets a line of its own.
    """
    table = _Table([*columns], [[safe(cell) for cell in row] for row in rows], frozenset(numbers))
    room = width()
    if _widths(table, room):
        print("\n".join(_grid(table, room)))
    elif _widths(rest := table.without_constants(), room):
        print("\n".join([*table.constants(), "", *_grid(rest, room)]))
    else:
        print("\n".join(_records(table)))


@dataclass(frozen=True, slots=True)
class _Table:
    """Columns, rows of cells, and the places of columns that hold numbers."""

    columns: list[str]
    rows: list[list[str]]
    numbers: frozenset[int]

    def constants(self) -> list[str]:
        """What is the same in every row, a line each."""
        same = ((self.columns[place], self.rows[0][place]) for place in self._same())
        return [f"{column} in all rows: {cell}" for column, cell in same if cell]

    def without_constants(self) -> "_Table":
        """The table without the columns that are the same in every row."""
        kept = [place for place in range(len(self.columns)) if place not in self._same()]
        return _Table(
            [self.columns[place] for place in kept],
            [[row[place] for place in kept] for row in self.rows],
            frozenset(new for new, place in enumerate(kept) if place in self.numbers),
        )

    def _same(self) -> list[int]:
        several = len(self.rows) > 1
        return [p for p in range(len(self.columns)) if several and len({row[p] for row in self.rows}) == 1]


def _widths(table: _Table, room: int) -> list[int]:
    """The width of each column: as its text needs, the widest narrowed till all fit; none if they cannot."""
    texts = [[column, *(row[place] for row in table.rows)] for place, column in enumerate(table.columns)]
    wanted = [max(map(cell_len, text)) for text in texts]
    words = [max((cell_len(word) for cell in text for word in _words(cell)), default=1) for text in texts]
    least = [min(word, _LONGEST_WORD) for word in words]
    room -= _GAP * (len(texts) - 1)
    for cap in range(max(wanted, default=0), 0, -1):
        widths = [min(want, max(cap, low)) for want, low in zip(wanted, least, strict=True)]
        if sum(widths) <= room:
            return widths
    return []


def _grid(table: _Table, room: int) -> Iterator[str]:
    """The lines of a table whose columns fit; rows of several lines are set apart."""
    widths = _widths(table, room)
    yield from _row(table.columns, widths, table.numbers)
    yield (" " * _GAP).join("─" * size for size in widths)
    blocks = [list(_row(row, widths, table.numbers)) for row in table.rows]
    apart = any(len(block) > 1 for block in blocks)
    for place, block in enumerate(blocks):
        if apart and place:
            yield ""
        yield from block


def _row(cells: list[str], widths: list[int], numbers: frozenset[int]) -> Iterator[str]:
    wrapped = [wrap(cell, size) for cell, size in zip(cells, widths, strict=True)]
    for line in zip_longest(*wrapped, fillvalue=""):
        yield _line(line, widths, numbers)


def _line(cells: Sequence[str], widths: list[int], numbers: frozenset[int]) -> str:
    padded = []
    for place, (cell, size) in enumerate(zip(cells, widths, strict=True)):
        blank = " " * (size - cell_len(cell))
        padded.append(blank + cell if place in numbers else cell + blank)
    return (" " * _GAP).join(padded).rstrip()


def wrap(text: str, size: int) -> list[str]:
    """The text in lines of at most `size` cells, broken between words where that can be."""
    lines, line = [], ""
    for word in _words(text):
        if cell_len((line + word).rstrip()) <= size:
            line += word
            continue
        if line:
            lines.append(line)
        *whole, line = chop_cells(word, size) or [""]
        lines += whole
    return [shown.rstrip() for shown in (*lines, line)]


def _words(text: str) -> list[str]:
    """Where a line may end: after blanks and hyphens."""
    return _WORD.findall(text)


def _records(table: _Table) -> Iterator[str]:
    """A line for each value, a blank line after each row."""
    margin = max(map(len, table.columns), default=0)
    for row in table.rows:
        yield from (f"{c:<{margin}}  {cell}" for c, cell in zip(table.columns, row, strict=True) if cell)
        yield ""


def _shows(character: str) -> bool:
    return character in _JOINERS or unicodedata.category(character) not in _HIDDEN


def _escape(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")
