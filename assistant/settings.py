"""The few numbers that steer an answer."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AnswerSettings:
    """Thresholds and sizes. Cosines are the default embedder's with its tuned question side, where a question
    scores about .35 with unrelated text and .5 with its answer (docs/decisions/0005-questions.md).
    """

    min_cosine: float = 0.40
    """Below it a hit that shares no words with the question is no evidence."""

    off_topic_cosine: float = 0.52
    """The same for a question that has a word of another field (weather, cooking) and none of welfare."""

    sure_cosine: float = 0.46
    """From here the card of the best hit is taken for what was meant without sharing its words."""

    cosine_margin: float = 0.04
    """How far behind the best hit another one may be that shares no words with the question."""

    guide_cosine: float = 0.36
    """From here a guide among the first hits answers a question about a procedure of no program."""

    told_cosine: float = 0.65
    """From here what somebody tells is the life event that people tell in nearly these words."""

    told_asking_cosine: float = 0.53
    """The same where they ask what there is for it."""

    longest_question: int = 2_000
    """Characters; longer input is turned down, because a question gets no clearer."""

    longest_quote: int = 200
    """Characters of a passage in its citation."""

    longest_excerpt: int = 600
    """Characters of prose that are quoted of one passage; sentences stay whole."""

    table_rows: int = 15
    """Rows of a table that are shown whole; a longer one shows the rows that match, and says so."""

    hits: int = 10
    suggestions: int = 3

    @classmethod
    def for_questions(cls, *, tuned: bool) -> "AnswerSettings":
        """On the scale of an embedder whose question side was learned, or of one that was not.

        There unrelated text scores about .81 (multilingual-e5): the other scale would call everything sure.
        """
        if tuned:
            return cls()
        return cls(
            min_cosine=0.83, off_topic_cosine=0.88, sure_cosine=0.87, cosine_margin=0.015,
            guide_cosine=0.82, told_cosine=0.91, told_asking_cosine=0.9,
        )  # fmt: skip
