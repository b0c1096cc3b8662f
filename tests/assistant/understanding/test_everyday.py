"""Everyday words and benefits by any name."""

import pytest

from assistant.understanding.benefit_names import BenefitNames
from assistant.understanding.everyday import Everyday
from knowledge.errors import CatalogError

EVERYDAY = Everyday()


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("유학 간 동안에도 나오나요", "국외"),
        ("도배랑 장판 바꾸는 돈", "수선"),
        ("회사를 그만뒀어요", "이직"),
        ("이번 달에는 언제 입금돼요", "매월"),
        ("시험관 시술", "체외수정"),
        ("재산에서 얼마를 빼 줘요", "기본재산액"),
        ("교도소에 가면 어떻게 되나요", "교정시설"),
    ],
)
def test_everyday_words_have_official_ones(text, word):
    assert word in EVERYDAY.official(text)


def test_a_thing_belongs_to_the_program_that_alone_has_it():
    assert EVERYDAY.owner("서울 4인 기준 임대료") == "housing-benefit"
    assert EVERYDAY.owner("월세 지원") is None


def test_official_words_need_no_translation():
    assert EVERYDAY.official("기준임대료") == ()


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("효도 여행 지원금 신청", ["효도 여행 지원금"]),
        ("고양이 입양 장려금은 얼마예요", ["고양이 입양 장려금"]),
        ("결혼기념 축하금을 받고 싶어요", ["결혼기념 축하금"]),
        ("아이를 낳으면 주는 수당", []),
        ("정부 지원금 뭐가 있어요", []),
        ("제가 받을 수 있는 수당", []),
        ("바우처 신청", []),
        ("생활비가 부족해요", []),
    ],
)
def test_benefits_called_by_a_name_of_their_own(morphemes, text, phrases):
    assert [name.phrase for name in BenefitNames(EVERYDAY, morphemes).found(text)] == phrases


def test_a_wrong_cue_says_where(tmp_path):
    wrong = tmp_path / "everyday.yaml"
    wrong.write_text(
        "official:\n  국외: ['*']\ncommon: []\nbenefits: [수당]\nloose: []\ngeneric: []\nstatuses: []\n",
        encoding="utf-8",
    )
    with pytest.raises(CatalogError, match=r"everyday\.yaml:\d+: .*단서"):
        Everyday(wrong)
