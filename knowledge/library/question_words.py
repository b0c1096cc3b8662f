"""How much a word tells: rare among questions means much, common means little.

신청, 방법 or 지원 stand in a large part of all questions and in nearly every document; the plain inverse
document frequency does not see that. The counts come from questions of our own (language/questions.txt).
"""

import math
from collections import Counter
from collections.abc import Sequence
from importlib.resources import files

_SMOOTHING = 5


class QuestionWords:
    """Weights between 0 and 1 for query terms, by `(ln(1 + n/(c+5)) / ln(1 + n/5))²`."""

    def __init__(self, counts: Counter[str], questions: int) -> None:
        self._counts = counts
        self._questions = questions
        self._scale = math.log(1 + questions / _SMOOTHING) if questions else 1.0

    @classmethod
    def learn(cls, terms: Sequence[Sequence[str]]) -> "QuestionWords":
        """Counts in how many questions each term stands; `terms` are those of each question."""
        return cls(Counter(term for question in terms for term in set(question)), len(terms))

    def weight(self, term: str) -> float:
        """1 for a term that no question has, less for common ones."""
        if not self._questions:
            return 1.0
        rarity = math.log(1 + self._questions / (self._counts[term] + _SMOOTHING)) / self._scale
        return rarity * rarity


def own_questions() -> list[str]:
    """The questions shipped with Ieum, one a line; lines with # are comments."""
    text = (files("knowledge.language") / "questions.txt").read_text(encoding="utf-8")
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
