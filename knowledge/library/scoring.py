"""One fixed scale for words and meaning: `12·D + K/(K+25) + B/(B+50)`, and bonuses for known questions.

D is the mean of the best cosines of the whole, a window and a piece; K and B are BM25 over morphemes and
bigrams with question-word weights. A fixed scale, unlike min-max, does not make much of boilerplate when
nothing matches. How the weights were found: docs/decisions/0002-search.md, 0005-questions.md and
0008-taught-questions.md.
"""

from dataclasses import dataclass

from knowledge.library.lexical import LexicalScores


@dataclass(frozen=True, slots=True)
class Weights:
    """What one point of evidence is worth.

    `example` and `taught` count from the likeness of the text itself on, `taught` already from
    `taught_slack` below it; `same_question` from `same_from` on.
    """

    dense: float = 12.0
    example: float = 2.0
    taught: float = 1.5
    taught_slack: float = 0.1
    same_question: float = 20.0
    same_from: float = 0.9
    morphemes_half: float = 25.0
    bigrams_half: float = 50.0


def score(
    weights: Weights,
    words: LexicalScores,
    likeness: float,
    example_cosine: float | None = None,
    taught_cosine: float | None = None,
) -> float:
    """The score of a unit. An example question counts only by how much nearer it is than the text itself; one
    that a person taught may be a little less near; one that is all but the same question counts for more.
    """
    lexical = words.morphemes / (words.morphemes + weights.morphemes_half)
    lexical += words.bigrams / (words.bigrams + weights.bigrams_half)
    points = weights.dense * likeness + lexical
    for cosine, weight, slack in (
        (example_cosine, weights.example, 0.0),
        (taught_cosine, weights.taught, weights.taught_slack),
    ):
        if cosine is not None:
            points += weight * max(0.0, cosine - likeness + slack)
            points += weights.same_question * max(0.0, cosine - weights.same_from)
    return points
