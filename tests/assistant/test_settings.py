"""The thresholds of an answer stand on the scale of the embedder that made the cosines."""

from assistant.settings import AnswerSettings


def test_an_untuned_embedder_does_not_make_unrelated_text_sure():
    unrelated = 0.81
    untuned = AnswerSettings.for_questions(tuned=False)
    assert unrelated < untuned.min_cosine < untuned.sure_cosine < untuned.off_topic_cosine
    assert unrelated > AnswerSettings.for_questions(tuned=True).sure_cosine
