"""Cutting text into passages."""

from hypothesis import given
from hypothesis import strategies as st

from ingest.blocks import Block, table_block
from ingest.passages import NOTE_SLACK, PASSAGE_CHARACTERS, split
from knowledge.records import PassageKind

LIMIT = PASSAGE_CHARACTERS


def solid(text: str) -> str:
    return "".join(text.split())


@given(st.lists(st.text(alphabet="가나다라. \n-1※*:다", max_size=900), max_size=8), st.integers(20, 800))
def test_splitting_loses_nothing_and_bounds_the_length(texts: list[str], limit: int) -> None:
    passages = split([Block(text) for text in texts], limit)
    assert solid("".join(p.text for p in passages)) == solid("".join(texts))
    assert all(0 < len(p.text) <= limit + NOTE_SLACK for p in passages)


@given(st.text(max_size=3000))
def test_any_text_is_split_without_loss(text: str) -> None:
    assert solid("".join(p.text for p in split([Block(text)]))) == solid(text)


def test_a_cut_table_repeats_its_header_and_keeps_rows_whole() -> None:
    rows = [["가구원수", "선정기준"], *([f"{n}인", f"{n * 820_556:,}원"] for n in range(1, 90))]
    block = table_block(rows)
    assert block is not None
    passages = split([block])
    assert len(passages) > 1
    assert all(p.kind is PassageKind.TABLE for p in passages)
    assert all(p.text.startswith("| 가구원수 | 선정기준 |\n| --- | --- |\n| ") for p in passages)
    assert sum(p.text.count("인 |") for p in passages) == 89


def test_a_note_stays_with_the_passage_before() -> None:
    table = table_block([["구분", "금액"], ["1인", "820,556원"]])
    assert table is not None
    passages = split([table, Block("※ 2026년 기준"), Block("다음 문단")])
    assert passages[0].text.endswith("\n\n※ 2026년 기준")
    assert passages[1].text == "다음 문단"


def test_sentences_are_not_cut_in_the_middle() -> None:
    sentence = "생계급여는 소득인정액이 선정기준 이하인 가구에 지급합니다."
    passages = split([Block(" ".join([sentence] * 40))])
    assert len(passages) > 1
    assert all(p.text.endswith("지급합니다.") for p in passages)


def test_pages_span_the_blocks_of_a_passage() -> None:
    (passage,) = split([Block("앞", page=3, label="1"), Block("뒤", page=4, label="2")])
    assert (passage.page_from, passage.page_to, passage.page_label) == (3, 4, "1-2")


def test_a_box_of_one_column_is_text() -> None:
    block = table_block([["사업 개요"], ["저소득층 지원"]])
    assert block is not None
    assert block.kind is PassageKind.TEXT


def test_header_rows_are_flattened() -> None:
    block = table_block(
        [["사업", "2024년", "2024년"], ["사업", "정부안", "확정"], ["생계", "1", "2"]], head=2
    )
    assert block is not None
    assert block.text.split("\n")[0] == "| 사업 | 2024년 / 정부안 | 2024년 / 확정 |"
