"""What a card tells of a change, and years beside each other."""

from datetime import date

import pytest

from assistant.composition.changes import told_changes
from assistant.composition.comparison import Side, compared
from knowledge.aspects import Aspect


@pytest.fixture
def notes(new_passage):
    return new_passage(
        "난방급여",
        ("난방급여", "유의사항"),
        "난방급여: 유의사항\n\n- 2026년부터 등유도 살 수 있습니다.\n- 2026년에 나이 기준이 없어졌습니다.\n"
        "- 2025년에 금액이 올랐습니다.\n- 이용권은 팔 수 없습니다.",
        aspect="notes",
    )


def test_only_changes_of_the_year_are_told(notes):
    text = told_changes([notes], date(2026, 5, 1), ())[0].text
    assert "등유" in text
    assert "나이 기준" in text
    assert not any(word in text for word in ("올랐", "팔 수 없"))


def test_the_change_of_what_is_asked_is_told_alone(notes):
    text = told_changes([notes], date(2026, 5, 1), ("나이",))[0].text
    assert "나이 기준" in text
    assert "등유" not in text


def test_a_card_without_changes_tells_none(notes):
    assert told_changes([notes], date(2024, 5, 1), ()) == []


def test_three_years_stand_side_by_side_without_what_stayed(new_passage):
    def side(year, amount):
        text = f"난방급여: 지원내용({year}년)\n\n- 한 해 {amount}원을 줍니다.\n- 겨울에 씁니다."
        return Side(f"{year}년", [new_passage("난방급여", ("난방급여", "지원내용"), text, aspect="benefit")])

    sides = [side(2024, 100), side(2025, 200), side(2026, 300)]
    (block,) = compared(sides, [Aspect.BENEFIT], 10, only_changes=True)
    assert "| 구분 | 2024년 | 2025년 | 2026년 |" in block.text
    assert all(f"한 해 {amount}원" in block.text for amount in (100, 200, 300))
    assert "겨울" not in block.text
