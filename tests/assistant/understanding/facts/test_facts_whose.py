"""Whose a fact is where several people, times and opinions stand in one breath."""

from collections.abc import Callable

import pytest

from assistant.understanding.facts import Asked

Facts = Callable[..., dict[str, object]]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("옆집은 월 300 버는데도 받는다던데 저는 120 벌거든요", {"self.earned_income": 1_200_000}),
        ("기초연금은 예순다섯부터라는데 저는 아직 예순둘이에요", {"self.age": 62}),
        ("사장님은 월급 250 준다고 했는데 저희는 예금 7천이 다예요", {"financial_assets": 70_000_000}),
        ("교회 집사님이 기초연금 30만원 받는다고 하시길래 왔어요", {}),
        ("같은 층 할머니는 기초연금 받으세요", {}),
        ("시누이가 자기 아들은 월 40씩 보내준다고 자랑해요", {}),
        ("세입자가 월세를 안 내요 보증금 500에 월 40인데", {}),
        ("민원인 말로는 동생 명의 차량이라고 하나 실제 운행은 본인이 함", {}),
        ("아들한테 매달 용돈 20만원 줘요", {}),
    ],
)  # fmt: skip
def test_what_others_have_is_nobodys_here(facts: Facts, text: str, told: dict[str, object]) -> None:
    assert facts(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("월급이 230이었다가 210으로 깎였어요", {"self.earned_income": 2_100_000}),
        ("월세가 40이었는데 지금은 35 내요", {"housing_tenure": "monthly_rent", "monthly_rent": 350_000}),
        ("예전에 차 두 대 있었는데 다 팔았어요", {"vehicles": ()}),
        ("작년까지 기초수급자였어요", {}),
        ("퇴직금으로 3천 받았는데 다 썼어요", {}),
        ("결혼 전에는 월 250 벌었어요", {}),
        ("이혼한 지 10년 됐고 지금은 재혼했어요", {}),
        ("원래는 정규직이었는데 지금은 쉬어요", {"self.works": False}),
        ("작년엔 2인 가구였는데 아들이 군대 갔어요", {"child1.military": True}),
        ("다음 달에 일을 시작할 건데 월급은 210이래요", {}),
        ("대출받은 거 2천 중에 800 갚고 1,200 남았어요", {"debts": 12_000_000}),
    ],
)
def test_what_was_so_before_is_not_so_now(facts: Facts, text: str, told: dict[str, object]) -> None:
    assert facts(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("하루에 두 시간 일하고 3만원 받아요", {"self.works": True}),
        ("1년에 농사로 1,200 벌어요", {"self.business_income?": 1_000_000}),
        ("신청인 38세, 배우자 35세, 월 소득 230만원", {"self.age": 38, "spouse.age": 35}),
        ("저희는 맞벌이고 합쳐서 500 벌어요", {"self.works": True, "spouse.works": True}),
    ],
)
def test_money_that_is_no_months_or_nobodys_alone(facts: Facts, text: str, told: dict[str, object]) -> None:
    assert facts(text) == told


def test_a_slip_of_the_tongue_is_taken_back(facts: Facts) -> None:
    assert facts("딸이 여섯 살 아니 일곱 살이에요") == {"child1.age": 7}


def test_a_difference_of_age_is_no_age(facts: Facts) -> None:
    assert facts("아내가 있습니다", "두 살 아래예요") == {}


def test_children_above_a_newborn_are_others(facts: Facts) -> None:
    told = facts("어제 셋째를 낳았어요. 위로 초등학교 2학년이랑 유치원 다니는 다섯 살 있고요")
    assert (told["child1.student"], told["child2.daycare"], told["child2.age"]) == (
        "elementary", "kindergarten", 5,
    )  # fmt: skip
    assert set(one for one in told if one.startswith("child3")) == {"child3.birth_date"}


def test_the_last_of_two_counts_answers(facts: Facts) -> None:
    asked = Asked("household_size")
    assert facts("원래 넷이었는데 애들 나가고 둘이에요", asked=asked)["household_size"] == 2


def test_a_debt_that_was_partly_paid_back_is_asked(facts: Facts) -> None:
    assert facts("원래 3천인데 1천 갚았어요", asked=Asked("debts")) == {"debts?": 30_000_000}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("78세 노인인데 신청 방법에 대해 알려주세요", {"self.age": 78}),
        ("유튜브에서 월 50만원 벌어요", {"self.earned_income": 500_000}),
        ("안내문에는 월 200만원 받는다고 되어 있어요", {}),
    ],
)
def test_only_what_is_read_somewhere_is_hearsay(facts: Facts, text: str, told: dict[str, object]) -> None:
    assert facts(text) == told


def test_who_lives_in_the_same_house_is_of_the_family(facts: Facts) -> None:
    assert facts("같은 집에 사는 할머니는 78세예요") == {"grandmother.age": 78}


def test_an_age_as_people_count_it_is_asked_whatever_else_is_ten_thousand(facts: Facts) -> None:
    told = facts("우리 나이로 예순다섯이고 월급은 200만원이에요")
    assert told == {"self.age?": 65, "self.earned_income": 2_000_000}
    assert "self.age?" not in facts("우리 나이로 예순다섯이고 만 63세예요")
