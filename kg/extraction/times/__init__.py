"""The times a text tells, as EDTF, and which of them governs a word."""

from kg.extraction.times.expressions import TimeExpression, TimeSort, time_of, times

__all__ = ["TimeExpression", "TimeSort", "time_of", "times"]
