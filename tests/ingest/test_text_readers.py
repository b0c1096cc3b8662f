"""Markdown, statutes, plain text, JSONL and HTML."""

import json
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.options import ReadOptions
from ingest.reading import read_file
from ingest.text import clean, decode
from knowledge.errors import UnreadableDocument
from knowledge.records import Audience, DocumentDraft, DocumentKind, PassageKind

NONE = ReadOptions()


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def only(path: Path, options: ReadOptions = NONE) -> DocumentDraft:
    (draft,) = read_file(path, options)
    return draft


def test_markdown_headings_lists_and_tables(tmp_path: Path) -> None:
    text = "# 안내\n\n머리\n\n## 대상\n\n- 하나\n- 둘\n\n| 가구 | 금액 |\n|---|---|\n| 1인 | 10원 |\n"
    text += "\n### 세부\n\n끝"
    draft = only(write(tmp_path, "a.md", text))
    assert draft.title == "안내"
    assert draft.identity == "file:a.md"
    assert draft.kind is DocumentKind.GUIDELINE
    assert [(s.depth, s.title) for s in draft.sections] == [(0, "안내"), (0, "대상"), (1, "세부")]
    items, table = draft.sections[1].passages
    assert items.text == "- 하나\n- 둘"
    assert table.kind is PassageKind.TABLE
    assert table.text == "| 가구 | 금액 |\n| --- | --- |\n| 1인 | 10원 |"


def test_front_matter_gives_title_date_and_source(tmp_path: Path) -> None:
    text = "---\ntitle: 2026년 사업안내\n시행일: 2026-01-01\nurl: https://example.go.kr/a\n---\n본문"
    draft = only(write(tmp_path, "a.md", text))
    assert draft.title == "2026년 사업안내"
    assert draft.effective_from == date(2026, 1, 1)
    assert draft.url == "https://example.go.kr/a"
    assert draft.attributes == {"year": "2026"}


def test_a_year_in_the_title_is_no_date_in_force(tmp_path: Path) -> None:
    draft = only(write(tmp_path, "2026년 지침.txt", "본문"))
    assert draft.effective_from is None
    assert draft.attributes == {"year": "2026"}


def test_options_win(tmp_path: Path) -> None:
    options = ReadOptions("mine", "제목", date(2026, 1, 1), date(2026, 12, 31), Audience.PUBLIC, "b/a.txt")
    draft = only(write(tmp_path, "a.txt", "본문"), options)
    assert (draft.identity, draft.title, draft.audience) == ("mine", "제목", Audience.PUBLIC)
    assert (draft.effective_from, draft.effective_to) == (date(2026, 1, 1), date(2026, 12, 31))


def test_the_name_under_the_folder_is_the_identity(tmp_path: Path) -> None:
    draft = only(write(tmp_path, "a.txt", "본문"), ReadOptions(name="b/a.txt"))
    assert draft.identity == "file:b/a.txt"


STATUTE = """---
제목: 시험 보장법
법령구분: 법률
소관부처:
- 보건복지부
공포번호: '21065'
시행일자: 2025-10-01
출처: https://www.law.go.kr/법령/시험보장법
첨부파일:
- 별표번호: '0001'
  별표가지번호: '02'
  별표구분: 별표
  제목: 과태료의 부과기준
---

# 시험 보장법

## 제1장 총칙

##### 제1조 (목적)

이 법은 시험을 돕는다.

##### 제2조

삭제 <2019.8.27>

## 제2장 급여

### 제1절 통칙

##### 제8조 (급여의 내용 등)

**①** 급여는 다음 각 호와 같다.

  1\\. 생계급여
    가\\. 현금
  2\\. 주거급여

**②** 그 밖의 급여는 영으로 정한다. <개정 2014.12.30>

## 부칙

부칙 <제1호,2025.10.1>


이 법은 공포한 날부터 시행한다.
"""


def test_a_statute_becomes_articles_and_paragraphs(tmp_path: Path) -> None:
    draft = only(write(tmp_path, "법률.md", STATUTE))
    assert draft.kind is DocumentKind.STATUTE
    assert (draft.identity, draft.title) == ("law:시험 보장법", "시험 보장법")
    assert (draft.effective_from, draft.effective_to) == (date(2025, 10, 1), None)
    assert draft.url == "https://www.law.go.kr/법령/시험보장법"
    assert draft.attributes["소관부처"] == "보건복지부"
    assert [(s.depth, s.marker, s.title) for s in draft.sections] == [
        (0, "제1장", "제1장 총칙"),
        (1, "제1조", "제1조 (목적)"),
        (1, "제2조", "제2조 (삭제)"),
        (0, "제2장", "제2장 급여"),
        (1, "제1절", "제1절 통칙"),
        (2, "제8조", "제8조 (급여의 내용 등)"),
        (0, "", "부칙"),
        (1, "", "부칙 <제1호,2025.10.1>"),
        (0, "", "별표·서식"),
    ]
    first, second = draft.sections[5].passages
    assert first.text == "① 급여는 다음 각 호와 같다.\n\n1. 생계급여\n\n가. 현금\n\n2. 주거급여"
    assert second.text.startswith("② 그 밖의 급여는")
    assert draft.sections[-1].passages[0].text == "- [별표 1의2] 과태료의 부과기준"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
def test_plain_text_in_every_usual_encoding(tmp_path: Path, encoding: str) -> None:
    text = "1. 대상\n한부모가족입니다.\n2. 금액\n월 23만 원입니다."
    draft = only(write(tmp_path, "a.txt", text.encode(encoding)))
    assert [s.title for s in draft.sections] == ["1. 대상", "2. 금액"]
    assert draft.sections[0].passages[0].text == "한부모가족입니다."


def test_jsonl_is_one_document_a_line(tmp_path: Path) -> None:
    lines = [
        {"id": "a", "title": "가", "text": "본문 하나", "questions": ["언제인가요?", "언제인가요?"]},
        {"id": 2, "title": "나", "text": "본문 둘"},
    ]
    path = write(tmp_path, "a.jsonl", "\n\n".join(json.dumps(line, ensure_ascii=False) for line in lines))
    first, second = read_file(path, NONE)
    assert (first.identity, first.title, first.taught) == ("a", "가", ("언제인가요?",))
    assert (second.identity, second.taught) == ("2", ())


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "2번째 줄이 올바른 JSON이 아닙니다"),
        ("[]", "2번째 줄이 객체가 아닙니다"),
        ('{"id": "b", "title": "나"}', "2번째 줄에 text가 없거나"),
        ('{"id": "b", "title": "나", "text": "본문", "questions": "왜"}', "questions는 문장의 목록"),
        ('{"id": "a", "title": "나", "text": "본문"}', "1번째 줄에 이미"),
    ],
)
def test_a_bad_line_rejects_the_file_and_is_named(tmp_path: Path, line: str, said: str) -> None:
    path = write(tmp_path, "a.jsonl", '{"id": "a", "title": "가", "text": "본문"}\n' + line)
    with pytest.raises(UnreadableDocument, match=said) as caught:
        read_file(path, NONE)
    assert str(caught.value).startswith("a.jsonl: ")
    assert "\n" not in str(caught.value)


PAGE = """<!doctype html><html><head><title>창 제목</title><script>alert(1)</script></head><body>
<nav>메뉴</nav><h1>생계급여</h1><p>소득이 <b>적은</b><br>가구</p><h2>금액</h2>
<table><tr><th rowspan=2>가구</th><th colspan=2>2026년</th></tr><tr><th>기준</th><th>최대</th></tr>
<tr><td>1인</td><td>820,556</td><td>820,556</td></tr></table>
<ol><li>신청</li><li>조사</li></ol><footer>바닥</footer></body></html>"""


def test_html_is_what_a_visitor_reads(tmp_path: Path) -> None:
    draft = only(write(tmp_path, "a.html", PAGE))
    text = "\n".join(p.text for s in draft.sections for p in s.passages)
    assert draft.title == "생계급여"
    assert [s.title for s in draft.sections] == ["생계급여", "금액"]
    assert "| 가구 | 2026년 / 기준 | 2026년 / 최대 |" in text
    assert "1. 신청\n2. 조사" in text
    assert "소득이 적은\n가구" in text
    assert not any(word in text for word in ("alert", "메뉴", "바닥", "창 제목"))


def test_html_with_a_monstrous_span_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, "a.html", "<html><table><tr><td colspan=2000000000>가</td></tr></table></html>")
    with pytest.raises(UnreadableDocument, match="칸이 너무 많습니다"):
        read_file(path, NONE)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.txt", b"", "빈 파일"),
        ("a.txt", b" \n ", "글자가 하나도 없습니다"),
        ("a.txt", bytes(range(256)) * 20, "글자로 읽을 수 없습니다|글자 일부가 깨져"),
        ("a.xyz", b"abc", "'.xyz' 형식은 읽지 않습니다"),
        ("a.pdf", b"abc", "PDF 파일이 아니거나 손상"),
        ("a.pdf", b"\x89PNG\r\n\x1a\n", "이름은 PDF 파일이지만 내용은 그림"),
        ("a.hwp", b"HWP Document File V3.00", "HWP 문서는 아직 읽지 못합니다. PDF로 저장"),
        ("a.md", b"---\na: [1\n---\nx", "머리말\\(YAML\\)이 올바르지 않습니다"),
    ],
)
def test_what_cannot_be_read_says_so_in_one_korean_line(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    with pytest.raises(UnreadableDocument, match=said) as caught:
        read_file(write(tmp_path, name, content), NONE)
    assert str(caught.value).startswith(f"{name}: ")
    assert "\n" not in str(caught.value)


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match="파일을 열 수 없습니다"):
        read_file(tmp_path / "없음.txt", NONE)


@given(st.text())
def test_clean_text_can_be_stored(text: str) -> None:
    cleaned = clean(text)
    assert cleaned.encode() is not None
    assert "\x00" not in cleaned
    assert clean(cleaned) == cleaned


@given(st.binary(max_size=300))
def test_any_bytes_decode_or_are_refused(data: bytes) -> None:
    with suppress(UnreadableDocument):
        decode(data).encode()
