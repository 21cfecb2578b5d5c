"""Only as much of each document as its passages need, each stretch stored once."""

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate

from kg.model import Span

__all__ = ["Excerpts"]

CONTEXT = 200  # characters shown on each side of a passage: two or three sentences


class Excerpts:
    """The stretches of one text that hold the passages given, overlapping ones joined.

    `texts` are the stretches in order. Offsets handed out count UTF-16 units of a
    stretch, as JavaScript's strings do.
    """

    def __init__(self, text: str, passages: Iterable[Span]) -> None:
        self._text = text
        # Astral characters are two units in JavaScript and one in Python.
        self._units = (0, *accumulate(1 + (character > "\uffff") for character in text))
        self._spans = _joined(sorted({self._window(span) for span in passages}))
        self.texts = tuple(span.of(text) for span in self._spans)

    def locate(self, passage: Span) -> tuple[int, ...]:
        """Number of the stretch; start of context, start, end, end of context in it; cut before, cut after.

        The last two are 1 where the document goes on beyond the context, else 0.
        """
        window = self._window(passage)
        index = bisect_right(self._spans, window.start, key=lambda span: span.start) - 1
        origin = self._units[self._spans[index].start]
        places = (window.start, passage.start, passage.end, window.end)
        a, b, c, d = (self._units[place] - origin for place in places)
        return index, a, b, c, d, int(window.start > 0), int(window.end < len(self._text))

    def _window(self, passage: Span) -> Span:
        """The passage with its context, cut between words where there are blanks to cut at."""
        start = max(0, passage.start - CONTEXT)
        end = min(len(self._text), passage.end + CONTEXT)
        if start > 0:
            start = max(start, self._text.find(" ", start, passage.start) + 1)
        if end < len(self._text):
            cut = self._text.rfind(" ", passage.end, end)
            end = cut if cut >= 0 else end
        return Span(start, end)


def _joined(spans: list[Span]) -> tuple[Span, ...]:
    """Sorted spans with those that touch made one."""
    joined: list[Span] = []
    for span in spans:
        if joined and span.start <= joined[-1].end:
            joined[-1] = joined[-1].joined(span)
        else:
            joined.append(span)
    return tuple(joined)
