"""Excerpts in whole sentences, tables with their rows."""

from hypothesis import given
from hypothesis import strategies as st

from assistant.composition.quotes import excerpt
from assistant.composition.tables import cells, fitted, table


def test_a_short_text_is_whole():
    assert excerpt("짧은 글입니다.", "질문", 100) == "짧은 글입니다."


def test_the_sentences_that_match_are_taken_whole():
    text = (
        " ".join(f"관계없는 문장 {n}번입니다." for n in range(30))
        + " 이사비는 40만원까지 지원합니다. 끝입니다."
    )
    taken = excerpt(text, "이사비 지원", 60)
    assert "이사비는 40만원까지 지원합니다." in taken
    assert len(taken) <= 60
    assert taken in text


def test_numbered_dates_do_not_end_a_sentence():
    text = "2026. 1. 1.부터 지급합니다. " + "다른 말입니다. " * 20
    assert excerpt(text, "언제부터 지급", 40).startswith("2026. 1. 1.부터 지급합니다.")


@given(
    st.lists(st.text("가나다 abc", min_size=1, max_size=30), min_size=1, max_size=30), st.integers(10, 200)
)
def test_an_excerpt_stands_in_its_text(sentences, longest):
    text = "".join(f"{sentence}다. " for sentence in sentences).strip()
    assert excerpt(text, "가나", longest) in text


def test_rows_that_match_come_first():
    text = table(["나라", "금액"], [[f"{n}째", f"{n}만원"] for n in range(1, 30)])
    cut, shown = fitted(text, 5, ("12째",))
    assert shown == 1
    assert "| 12째 | 12만원 |" in cut
    assert "| 1째 |" not in cut
    assert fitted(text, 30) == (text, None)


@given(st.lists(st.text("가|나\\ \n", max_size=8), min_size=1, max_size=4))
def test_a_cell_stays_one_cell(row):
    assert len(cells(table(["a"] * len(row), [row]).splitlines()[2])) == len(row)
