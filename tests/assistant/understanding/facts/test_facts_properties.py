"""What holds for every amount, age and kind of fact: corrections, denials, and what is not said of us."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.understanding.facts import Context, FactReader
from tests.assistant.understanding.facts.conftest import TODAY

Facts = Callable[..., dict[str, object]]

_MONEY = {
    "보증금": "deposit",
    "월세": "monthly_rent",
    "빚": "debts",
    "예금": "financial_assets",
    "월급": "self.earned_income",
    "국민연금": "self.pension_income",
}
_AMOUNT = st.integers(min_value=12, max_value=900)


@settings(deadline=None, max_examples=40)
@given(st.sampled_from(sorted(_MONEY)), _AMOUNT, _AMOUNT)
def test_a_correction_leaves_the_new_amount(reader: FactReader, word: str, old: int, new: int) -> None:
    context = Context().after(reader.read(f"{word}은 {old}만원이에요", TODAY))
    reading = reader.read(f"아니 {word} {new}만원이에요", TODAY, context)
    member, _, id = _MONEY[word].rpartition(".")
    after = context.after(reading).fact(id, member or None)
    assert after is not None
    assert after.value == new * 10_000
    assert [(one.old.value, one.explicit) for one in reading.corrections if one.new.id == id] == (
        [(old * 10_000, True)] if old != new else []
    )


@settings(deadline=None, max_examples=40)
@given(st.integers(min_value=20, max_value=95), st.integers(min_value=20, max_value=95))
def test_not_this_age_but_that(reader: FactReader, wrong: int, right: int) -> None:
    reading = reader.read(f"저는 {wrong}살이 아니라 {right}살이에요", TODAY)
    assert [(one.id, one.value) for one in reading.facts] == [("age", right)]


@pytest.mark.parametrize(
    ("text", "fact", "value"),
    [
        ("빚은 없어요", "debts", 0),
        ("빚 하나도 없습니다", "debts", 0),
        ("빚 다 갚았어요", "debts", 0),
        ("부채 무", "debts", 0),
        ("차는 없어요", "vehicles", ()),
        ("차 팔았어요", "vehicles", ()),
        ("차량 무", "vehicles", ()),
        ("보증금은 따로 없어요", "deposit", 0),
        ("저축은 하나도 없고요", "financial_assets", 0),
        ("장애는 없어요", "self.disability", "none"),
        ("장애는 아니에요", "self.disability", "none"),
        ("임신은 아니에요", "self.pregnant", False),
        ("저는 안 벌어요", "self.earned_income", 0),
        ("받는 지원은 하나도 없어요", "self.statuses", ()),
    ],
)
def test_what_is_denied_is_known_to_be_none(facts: Facts, text: str, fact: str, value: object) -> None:
    assert facts(text)[fact] == value


@settings(deadline=None, max_examples=30)
@given(st.sampled_from(sorted(_MONEY)), _AMOUNT)
def test_a_supposed_amount_is_no_sure_fact(reader: FactReader, word: str, man: int) -> None:
    for text in (
        f"{word}이 {man}만원이면 되나요?",
        f"{word} {man}만원 이하여야 해요?",
        f"{word}이 {man}만원 넘으면요?",
    ):
        assert [one for one in reader.read(text, TODAY).facts if one.sure] == [], text


@pytest.mark.parametrize(
    "text",
    [
        "어머니는 일흔여덟에 돌아가셨어요",
        "스무 살 때 결혼했어요",
        "친구 아들은 초등학교 2학년이에요",
        "동생네 애가 다섯 살이에요",
        "손님 한 분이 여든이세요",
        "월급에서 압류로 80만원 나가요",
        "가게 보증금이 3천이고 월세가 120이에요",
        "월급 밀린 게 400만원이에요",
        "친구한테 500 빌려줬어요",
        "LH 전세임대 신청했는데 떨어졌어요",
        "장애인연금 신청했다가 떨어졌어요",
        "계약 만료가 내년 2월이에요",
        "치매 걸릴까 봐 걱정이에요",
        "사고로 손가락이 잘렸어요",
        "화재보험은 안 들었어요",
        "강남에 있는 식당에 갔어요",
    ],
)
def test_what_is_of_others_over_or_only_feared_is_no_fact(facts: Facts, text: str) -> None:
    assert facts(text) == {}


@settings(deadline=None, max_examples=60)
@given(
    st.text(
        alphabet="가나다라마바사아자차카타파하 월세보증금남편아들딸살만원천억0123456789,.?/()", max_size=50
    )
)
def test_any_words_are_read_without_an_error(reader: FactReader, text: str) -> None:
    reading = reader.read(text, TODAY)
    for fact in reading.facts:
        assert 0 <= fact.span[0] <= fact.span[1] <= len(text)
