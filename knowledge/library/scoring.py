"""One fixed scale for words and meaning: `12·D + K/(K+25) + B/(B+50)`, and bonuses for taught questions.

D is the mean of the best cosines of the whole, a window and a piece; K and B are BM25 over morphemes and
bigrams with question-word weights. A fixed scale, unlike min-max, does not make much of boilerplate when
nothing matches. How the weights were found: docs/decisions/0002-search.md.
"""

from dataclasses import dataclass

from knowledge.library.lexical import LexicalScores


@dataclass(frozen=True, slots=True)
class Weights:
    """What one point of evidence is worth."""

    dense: float = 12.0
    question: float = 2.0
    same_question: float = 20.0
    same_from: float = 0.9
    morphemes_half: float = 25.0
    bigrams_half: float = 50.0


def score(
    weights: Weights, words: LexicalScores, likeness: float, question_cosine: float | None = None
) -> float:
    """The score of a unit. A taught question counts only by how much nearer it is than the text itself; one
    that is all but the same question counts for more.
    """
    lexical = words.morphemes / (words.morphemes + weights.morphemes_half)
    lexical += words.bigrams / (words.bigrams + weights.bigrams_half)
    points = weights.dense * likeness + lexical
    if question_cosine is not None:
        points += weights.question * max(0.0, question_cosine - likeness)
        points += weights.same_question * max(0.0, question_cosine - weights.same_from)
    return points
