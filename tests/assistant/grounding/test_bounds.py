"""A bound keeps its side."""

import time

import pytest

from assistant.grounding.bounds import bounds, on_another_side

SOURCE = (
    "소득인정액이 기준 중위소득의 32% 이하이고 65세 이상인 사람, 배기량 2,000cc 미만, 재산 12억원 초과는 제외"
)


@pytest.mark.parametrize(
    "text",
    [
        "32% 이하인 가구",
        "65세 이상이면",
        "32퍼센트 이하",
        "12억 원 초과이면 안 돼요",
        "18세 미만 아동",
        "32%예요",
    ],
)
def test_the_same_side_or_none_is_no_fault(text: str):
    assert on_another_side(text, [SOURCE]) is None


@pytest.mark.parametrize(
    "text", ["32% 이상인 가구", "32% 미만이면", "만 65세 미만이면", "12억원 이하는 제외돼요"]
)
def test_another_side_is(text: str):
    assert on_another_side(text, [SOURCE])


def test_a_figure_may_be_bounded_on_both_sides():
    assert on_another_side("18세 이상이에요", ["18세 미만은 부모가, 18세 이상은 본인이 신청"]) is None


def test_a_long_number_is_read_in_no_time():
    start = time.process_time()
    assert bounds("1" * 20_000) == {}
    assert time.process_time() - start < 2


def test_a_bound_is_read_with_its_unit():
    assert bounds("월 소득 120만원 이하, 3개월 이상") == {
        ("원", "1200000"): {"이하"},
        ("개월", "3"): {"이상"},
    }
