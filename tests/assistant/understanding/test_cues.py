"""The little language of cues."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.understanding.aspect import Aspects
from assistant.understanding.cues import Cues, checked
from knowledge.aspects import Aspect
from knowledge.errors import CatalogError

ASPECTS = Aspects()


def test_spaces_gaps_and_word_starts():
    assert Cues.of(["받을 수 있"]).any("받을수있나요")
    assert Cues.of(["받을수있"]).any("받을 수 있나요")
    assert Cues.of(["남편*폭행"]).any("남편이 저를 폭행")
    assert not Cues.of(["남편*폭행"]).any("남편은 아주 멀리 떨어져 살고 폭행")
    assert Cues.of(["^자살"]).any("자살 예방")
    assert not Cues.of(["^자살"]).any("혼자살아요")


def test_a_word_of_two_letters_is_not_found_across_words():
    assert "이의" in ASPECTS.said("이의가 큽니다")
    assert ASPECTS.said("의료급여 1종이 의원에서") == []
    assert "몇살" in ASPECTS.said("몇 살이에요")


def test_a_loose_cue_is_not_found_in_a_weighty_one():
    assert Aspect.BENEFIT not in ASPECTS.weights("몇 개월부터 받나요")
    assert Aspect.BENEFIT in ASPECTS.weights("몇 개월이나 받나요")


def test_the_longest_cue_is_read_first():
    assert Cues.of(["신청", "이의 신청"]).found("이의신청과 신청") == ["이의신청", "신청"]


@pytest.mark.parametrize("cue", ["", "*", "가*", "*가", "^"])
def test_wrong_cues(cue):
    with pytest.raises(ValueError, match="단서"):
        checked([cue])


@given(st.text(max_size=200))
def test_any_text_is_read(text):
    ASPECTS.asked(text)


def test_two_aspects_of_like_weight_count_both():
    assert ASPECTS.asked("신청 방법과 필요한 서류") == ((Aspect.APPLICATION, Aspect.DOCUMENTS), True)
    assert ASPECTS.asked("이의신청 방법")[0][0] is Aspect.APPEAL
    assert ASPECTS.asked("저도 되나요") == ((Aspect.TARGET,), False)
    assert ASPECTS.asked("생계급여") == ((), False)


def test_a_cue_in_two_aspects_is_an_error(tmp_path):
    wrong = tmp_path / "aspects.yaml"
    wrong.write_text(
        "aspects:\n  target: {대상: 3}\n  benefit: {대상: 2}\n"
        "concepts: []\ncomparison: [비교]\nchanges: [인상]\namounts: []\nasking: []\n",
        encoding="utf-8",
    )
    with pytest.raises(CatalogError, match="두 면에"):
        Aspects(wrong)
