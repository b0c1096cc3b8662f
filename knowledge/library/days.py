"""Dates as integers, open ends included, as both indexes keep them."""

from datetime import date

from knowledge.records import Passage

FIRST = 0
LAST = 9_999_999


def start_of(passage: Passage) -> int:
    """The first day in force, as an ordinal."""
    return passage.effective_from.toordinal() if passage.effective_from else FIRST


def end_of(passage: Passage) -> int:
    """The last day in force, as an ordinal."""
    return passage.effective_to.toordinal() if passage.effective_to else LAST


def ordinal(day: date) -> int:
    """A day to compare with."""
    return day.toordinal()
