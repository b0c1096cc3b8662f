"""What each piece of evidence adds to the score of a unit."""

from hypothesis import given
from hypothesis import strategies as st

from knowledge.library.lexical import LexicalScores
from knowledge.library.scoring import Weights, score

WEIGHTS, NO_WORDS = Weights(), LexicalScores()
cosines = st.floats(0, 1)


def plain(likeness: float) -> float:
    return score(WEIGHTS, NO_WORDS, likeness)


def test_an_example_less_near_than_the_text_adds_nothing_and_a_taught_question_still_may() -> None:
    assert score(WEIGHTS, NO_WORDS, 0.5, example_cosine=0.45) == plain(0.5)
    assert score(WEIGHTS, NO_WORDS, 0.5, taught_cosine=0.45) > plain(0.5)


def test_a_far_question_adds_nothing() -> None:
    assert score(WEIGHTS, NO_WORDS, 0.5, 0.2, 0.2) == plain(0.5)


def test_the_very_question_that_was_taught_outweighs_words_and_a_likelier_text() -> None:
    asked = score(WEIGHTS, NO_WORDS, 0.45, taught_cosine=1.0)
    assert asked > score(WEIGHTS, LexicalScores(25.0, 50.0), 0.58)


@given(cosines, cosines)
def test_a_taught_question_is_worth_at_least_an_example_as_near_as_the_text(
    likeness: float, cosine: float
) -> None:
    near = max(likeness, min(cosine, likeness + 0.3))
    example = score(WEIGHTS, NO_WORDS, likeness, example_cosine=near)
    assert score(WEIGHTS, NO_WORDS, likeness, taught_cosine=near) >= example - 1e-9


@given(cosines, st.none() | cosines, st.none() | cosines)
def test_questions_never_take_points_away(
    likeness: float, example: float | None, taught: float | None
) -> None:
    assert score(WEIGHTS, NO_WORDS, likeness, example, taught) >= plain(likeness)
