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
