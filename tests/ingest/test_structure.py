"""The outline of official documents."""

from hypothesis import given
from hypothesis import strategies as st

from ingest.blocks import Block
from ingest.readers.plain import paragraphs
from ingest.structure import outline

GUIDE = """
사업 안내 요약

Ⅰ. 사업 개요
1. 목적
저소득층의 생활을 돕는다.
2. 근거
○ 국민기초생활 보장법
Ⅱ. 지원 내용
1. 대상
가. 소득 기준
○ 기준 중위소득 32% 이하
※ 예외는 별도로 정한다
나. 재산 기준
- 주거용 재산을 포함한다
2. 방법
(1) 신청
읍면동에 신청한다.
"""

LAW = """
제1장 총칙
제1조(목적) 이 법은 최저생활을 보장한다.
제2조(정의) ① 용어는 다음과 같다.
1. 수급자
2. 수급권자
② 그 밖의 용어는 영으로 정한다.
제2장 급여
제3조(종류) 급여는 다음과 같다.
부칙 <제1호, 2025. 1. 1.>
제1조(시행일) 공포한 날부터 시행한다.
"""


def tree(text: str) -> list[tuple[int, str]]:
    return [(s.depth, s.title) for s in outline(paragraphs(text), "문서")]


def test_markers_make_the_tree() -> None:
    assert tree(GUIDE) == [
        (0, "문서"),
        (0, "Ⅰ. 사업 개요"),
        (1, "1. 목적"),
        (1, "2. 근거"),
        (0, "Ⅱ. 지원 내용"),
        (1, "1. 대상"),
        (2, "가. 소득 기준"),
        (2, "나. 재산 기준"),
        (1, "2. 방법"),
        (2, "(1) 신청"),
    ]


def test_articles_of_a_statute_hold_their_paragraphs() -> None:
    sections = outline(paragraphs(LAW), "법")
    assert [(s.depth, s.marker) for s in sections] == [
        (0, "제1장"),
        (1, "제1조"),
        (1, "제2조"),
        (0, "제2장"),
        (1, "제3조"),
        (0, "부칙"),
        (1, "제1조"),
    ]
    assert [p.text for p in sections[2].passages] == [
        "① 용어는 다음과 같다.\n\n1. 수급자\n2. 수급권자",
        "② 그 밖의 용어는 영으로 정한다.",
    ]


def test_quoted_law_nests_under_the_heading_that_quotes_it() -> None:
    text = (
        "1. 근거\n제7조(종류) 급여는 다음과 같다.\n1. 생계급여\n2. 주거급여\n2. 추진경위\n2000년에 시작했다."
    )
    titles = [title for _, title in tree(text)]
    assert titles[:2] == ["1. 근거", "제7조 (종류)"]


def test_a_list_of_bare_items_is_text() -> None:
    sections = outline(paragraphs("□ 서류\n1. 신청서\n2. 통장 사본\n3. 신분증"), "문서")
    assert "2. 통장 사본" in "\n".join(p.text for s in sections for p in s.passages)
    assert all(s.title != "2. 통장 사본" for s in sections)


def test_the_end_of_a_sentence_is_no_marker() -> None:
    assert tree("지급한\n다. 다만 예외가 있다") == [(0, "문서")]


def test_contents_lines_are_no_sections() -> None:
    assert tree("1. 개요 ········ 3\n2. 대상\t5\n본문") == [(0, "문서")]


def test_a_date_at_a_line_start_is_no_marker() -> None:
    assert tree("10. 31. 까지 신청한다\n2. 1.부터 지급") == [(0, "문서")]


@given(st.text(alphabet="제편장절관조호가나다1234.()①②□○-·Ⅰ \n\t…부칙<>:", max_size=400))
def test_no_text_breaks_the_outline(text: str) -> None:
    sections = outline(paragraphs(text), "문서")
    depths = [s.depth for s in sections]
    assert all(after <= before + 1 for before, after in zip([0, *depths], depths, strict=False))


@given(st.lists(st.text(max_size=80), max_size=30))
def test_no_block_breaks_the_outline(texts: list[str]) -> None:
    outline([Block(text) for text in texts], "문서")
