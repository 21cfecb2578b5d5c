"""Drafts that tell the same thing twice in one sentence."""

from collections.abc import Iterable, Iterator

from kg.extraction.report import Draft, Report

__all__ = ["once_a_sentence"]


def once_a_sentence(report: Report, drafts: Iterable[Draft]) -> Iterator[Draft]:
    """The first draft of each subject and object in a sentence."""
    seen = set()
    for draft in drafts:
        sentence = report.tokens[draft.trigger].sentence
        key = (draft.subject.entity or draft.subject.text, draft.object, sentence)
        if key not in seen:
            seen.add(key)
            yield draft
