"""Who is in the household, and how old they are."""

from collections.abc import Callable

import pytest

from assistant.understanding.facts import Reading

Facts = Callable[..., dict[str, object]]
Read = Callable[..., Reading]


def test_children_described_before_they_are_named(read: Read) -> None:
    reading = read("저랑 아내, 5살 3살 애 둘이에요")
    assert [member.ref for member in reading.members] == ["spouse", "child1", "child2"]
    assert {fact.member: fact.value for fact in reading.facts} == {"child1": 5, "child2": 3}


def test_a_relative_who_lives_alone_is_whom_it_is_about(read: Read) -> None:
    reading = read("혼자 사는 78세 어머니가 계세요")
    assert reading.about == "mother"
    assert {(fact.member, fact.id): fact.value for fact in reading.facts} == {
        ("mother", "age"): 78,
        (None, "household_size"): 1,
    }


def test_who_was_divorced_is_no_member(read: Read) -> None:
    reading = read("남편이랑 이혼하고 애 둘 키워요")
    assert [member.ref for member in reading.members] == ["child1", "child2"]


@pytest.mark.parametrize(
    "text",
    [
        "아들은 5살 딸은 3살이에요",
        "아들 5살 딸 3살",
        "5살 아들, 3살 딸이 있어요",
        "아들이 5살이고 딸이 3살",
    ],
)
def test_ages_of_two_children_however_they_are_said(facts: Facts, text: str) -> None:
    assert facts(text) == {"child1.age": 5, "child2.age": 3}


def test_a_school_year_and_an_age_go_to_one_child_each(facts: Facts) -> None:
    assert facts("아이가 셋이에요. 중2, 초5, 그리고 여섯 살") == {
        "child1.student": "middle",
        "child2.student": "elementary",
        "child3.age": 6,
    }


def test_an_age_of_somebody_whom_no_word_names_is_nobodys(facts: Facts) -> None:
    assert facts("김씨네가 아흔이래요") == {}


def test_a_year_of_birth_alone_is_doubtful(facts: Facts) -> None:
    assert facts("58년생이에요") == {"self.age?": 68}
    assert facts("1958년 3월 2일생입니다") == {"self.birth_date": "1958-03-02"}


def test_a_child_not_yet_born_is_no_member(read: Read) -> None:
    reading = read("아내는 둘째 임신 24주고 첫째는 3살이에요")
    assert [member.ref for member in reading.members] == ["spouse", "child1"]


def test_somebody_elses_household_is_not_read(read: Read) -> None:
    assert read("친구가 이혼하고 애 둘 키우는데 어디로 가라고 하면 될까요?").facts == ()


@pytest.mark.parametrize(
    "said",
    [
        ("아내가 임신했어요. 예정일은 내년 6월 1일이고 아이는 하나예요",),
        ("임신했는데 예정일이 내년 4월 20일이에요", "아이는 하나예요"),
        ("임신했는데 쌍둥이예요",),
        ("최근에 아이를 낳은 적은 없어요",),
    ],
)
def test_who_is_not_born_is_no_member(read: Read, said: tuple[str, ...]) -> None:
    assert not [one.ref for one in read(*said).members if one.ref.startswith("child")]


def test_the_parents_of_a_grandchild_are_not_of_the_household(read: Read) -> None:
    said = "손주를 내가 키웁니다. 애 엄마 아빠는 연락이 안 돼요"
    assert [one.ref for one in read(said).members] == ["grandchild1"]
    assert [one.ref for one in read("손주를 키워요", "애 엄마는 집을 나갔어요").members] == []


def test_a_support_obligor_is_no_member(read: Read, facts: Facts) -> None:
    said = "76세 독거, 소득인정액 0원인데 아들이 부양의무자 기준 초과입니다"
    assert read(said).members == ()
    assert facts(said)["support_obligor"] == "exists_above"


def test_a_late_birthday_is_a_childs(facts: Facts) -> None:
    assert facts("2018년 3월 5일생인데 아동수당 받나요?") == {"child1.birth_date": "2018-03-05"}
    assert facts("1988년 3월 5일생인데 아동수당 받나요?") == {"self.birth_date": "1988-03-05"}


def test_the_head_of_the_household_is_whom_it_is_about(facts: Facts) -> None:
    said = "가구주 55세와 배우자 52세. 가구주 일용소득 80만원"
    assert facts(said)["self.earned_income"] == 800_000


def test_a_birthday_is_told_beside_what_was_only_heard(facts: Facts) -> None:
    said = "애가 2016년 12월 24일생인데 아동수당 다시 나온다면서요?"
    assert facts(said) == {"child1.birth_date": "2016-12-24"}
