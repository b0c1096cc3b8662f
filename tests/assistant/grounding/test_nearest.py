"""A sentence that is nearly one of the evidence says it the same way round, with each figure in its place."""

import pytest

from assistant.grounding.nearest import Stated, misplaced, turned_round

SOURCES = [
    Stated(text)
    for text in (
        "수급자는 다른 급여와 함께 받을 수 있습니다. 방문 조사를 먼저 합니다.",
        "사립학교 교직원연금을 받을 권리가 있는 사람은 원칙적으로 받지 못합니다.",
        "급여 가운데 하나 이상을 받는 수급자가 출산한 경우에 줍니다. 소득과 재산은 보지 않습니다.",
        "결과는 신청일부터 30일 안에 알리고, 조사에 시간이 걸리면 60일까지 늘어날 수 있습니다.",
        "0세는 월 1,000,000원, 1세는 월 500,000원을 줍니다.",
        "첫째는 2,000,000원, 둘째 이상은 3,000,000원을 한 번 줍니다.",
        "**선정기준(2026년)**\n\n차를 산 지 10년 이상 되었으면 일반재산으로 봅니다.",
    )
]


@pytest.mark.parametrize(
    "text",
    [
        "수급자는 다른 급여와 함께 받을 수 없습니다.",
        "방문 조사를 먼저 하지 않습니다.",
        "사립학교 교직원연금을 받을 권리가 있는 사람은 원칙적으로 받지 못하지 않습니다.",
        "급여 가운데 하나 이하를 받는 수급자가 출산한 경우에 줍니다.",
        "소득과 재산은 봅니다.",
        "결과는 신청일부터 30일 안에 알리고, 조사에 시간이 걸리면 60일까지 늘어날 수 없습니다.",
    ],
)
def test_what_turns_a_sentence_round_is_found(text: str):
    assert turned_round(text, SOURCES)


@pytest.mark.parametrize(
    "text",
    [
        "수급자는 다른 급여와 함께 받을 수 있어요.",
        "방문 조사를 먼저 해요.",
        "급여 가운데 하나 이상을 받는 수급자가 출산한 경우에 드려요.",
        "소득과 재산은 보지 않아요.",
        "30일 안에 결과를 알려요.",
        "받지 않는 사람도 물어볼 수 있어요.",
        "",
    ],
)
def test_what_says_it_the_same_way_is_not(text: str):
    assert turned_round(text, SOURCES) is None


@pytest.mark.parametrize(
    "text",
    [
        "결과는 신청일부터 60일 안에 알리고, 조사에 시간이 걸리면 30일까지 늘어날 수 있습니다.",
        "0세는 월 500,000원, 1세는 월 1,000,000원을 줍니다.",
        "1세는 월 1,000,000원, 0세는 월 500,000원을 줍니다.",
        "첫째는 300만 원, 둘째 이상은 200만 원을 한 번 줍니다.",
        "**선정기준(10년)**",
    ],
)
def test_a_figure_in_anothers_place_is_found(text: str):
    assert misplaced(text, SOURCES)


@pytest.mark.parametrize(
    "text",
    [
        "결과는 신청일부터 30일 안에 알려 드려요. 시간이 더 걸리면 60일까지 늘어날 수 있어요.",
        "1세는 월 500,000원, 0세는 월 1,000,000원이에요.",
        "0세 아이는 매달 100만 원, 1세 아이는 매달 50만 원이에요.",
        "둘째부터는 300만원, 첫째는 200만원이에요.",
        "2026년에는 10년이 지난 차를 일반재산으로 봐요.",
        "숫자가 없는 문장이에요.",
    ],
)
def test_a_figure_in_its_own_place_is_not(text: str):
    assert misplaced(text, SOURCES) is None


def test_a_bound_that_only_one_of_two_alike_sentences_has_is_no_fault():
    both = [Stated("18세 이상은 본인이 신청합니다."), Stated("18세 미만은 본인이 신청합니다.")]
    assert turned_round("18세 미만은 본인이 신청합니다.", both) is None
