"""Facts of a household from Korean speech, without a model.

reader = FactReader()
reading = reader.read("보증금 3천에 월 40이요", as_of, context)
context = context.after(reading)
household(context, as_of)   # the contract's JSON
"""

from assistant.understanding.facts.household import household
from assistant.understanding.facts.model import (
    Answer,
    Asked,
    Confidence,
    Context,
    Correction,
    Fact,
    Member,
    Reading,
)
from assistant.understanding.facts.reader import FactReader

__all__ = [
    "Answer",
    "Asked",
    "Confidence",
    "Context",
    "Correction",
    "Fact",
    "FactReader",
    "Member",
    "Reading",
    "household",
]
