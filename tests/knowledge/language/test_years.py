"""Which day a question asks about."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.language.years import asked_day, in_year

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "day", "years"),
    [
        ("2025년에는 생계급여가 얼마였나요", date(2025, 11, 22), (2025,)),
        ("2025년도 기준 중위소득", date(2025, 11, 22), (2025,)),
        ("25년도 기준 중위소득", date(2025, 11, 22), (2025,)),
        ("26년 기초연금 금액", date(2026, 11, 22), (2026,)),
        ("'25년 기준", date(2025, 11, 22), (2025,)),
        ("작년 생계급여 기준", date(2025, 11, 22), (2025,)),
        ("지난해 금액", date(2025, 11, 22), (2025,)),
        ("재작년에는?", date(2024, 11, 22), (2024,)),
        ("지난 해에는 얼마", date(2025, 11, 22), (2025,)),
        ("전년도 장학금 지원액", date(2025, 11, 22), (2025,)),
        ("전년도 의료급여 소득 기준", date(2025, 11, 22), (2025,)),
        ("후년 기준이 얼마일까요", date(2028, 11, 22), (2028,)),
        ("내후년에는요", date(2028, 11, 22), (2028,)),
        ("차년도 금액", date(2027, 11, 22), (2027,)),
        ("올해 부모급여", TODAY, (2026,)),
        ("내년 기초연금은 얼마예요", date(2027, 11, 22), (2027,)),
        ("내년 3월부터", date(2027, 3, 1), (2027,)),
        ("2024년 3월", date(2024, 3, 1), (2024,)),
        ("2024년 3월 15일 기준", date(2024, 3, 15), (2024,)),
        ("2025. 3. 1. 기준", date(2025, 3, 1), (2025,)),
        ("2025-03-01", date(2025, 3, 1), (2025,)),
        ("2025년 2월 31일", date(2025, 2, 28), (2025,)),
        ("2026년 11월", TODAY, (2026,)),
        ("2025년과 2026년 비교", TODAY, (2025, 2026)),
        ("2025~2026년 생계급여", TODAY, (2025, 2026)),
        ("작년보다 얼마나 올랐나요", TODAY, (2025, 2026)),
        ("올해와 내년 기준 중위소득", date(2027, 11, 22), (2026, 2027)),
        ("2025년 소득 기준이 어떻게 되나요", date(2025, 11, 22), (2025,)),
    ],
)
def test_a_year_that_is_asked_about(text, day, years):
    asked = asked_day(text, TODAY)
    assert (asked.day, asked.years, asked.explicit) == (day, years, True)
    assert (asked.phrase and asked.phrase in text) or len(years) == 2


@pytest.mark.parametrize(
    "text",
    [
        "25년 살았다", "2년 이내", "2025만원", "20년 동안 근무", "약 26년 전", "만 25년", "생계급여 얼마예요",
        "1985년생인데요", "2024년생 아이", "2024년 3월에 태어난 아이 부모급여", "2025. 3. 1. 출생",
        "생년월일 2003. 5. 6.",
        "작년에 퇴사했는데 실업급여", "작년 소득이 2천만원인데 근로장려금",
        "고시 제2025-204호", "2025원", "전년도 소득 기준", "전년도 종합소득으로 정하나요",
        "노후년금", "작년에 8세가 넘은 아이", "작년에 탈락했는데 다시 신청해도 되나요",
        "12025년", "3년 6개월",
    ],
)  # fmt: skip
def test_what_is_not_a_year_asked_about(text):
    asked = asked_day(text, TODAY)
    assert (asked.day, asked.explicit, asked.years, asked.phrase) == (TODAY, False, (), "")


def test_the_29th_of_february_is_safe():
    assert asked_day("작년 기준", date(2028, 2, 29)).day == date(2027, 2, 28)


@given(st.dates(date(2000, 1, 1), date(2090, 12, 31)), st.integers(2000, 2100))
def test_the_same_day_in_another_year(day, year):
    moved = in_year(day, year)
    assert (moved.year, moved.month) == (year, day.month)
    assert 0 <= day.day - moved.day <= 1


@given(st.text(max_size=80))
def test_any_text_gives_a_day(text):
    assert asked_day(text, TODAY).day.year >= 2000
