"""PDFs written in the test; real ones are in `test_real_files.py`."""

from datetime import date
from pathlib import Path

import pytest

from ingest.options import ReadOptions
from ingest.reading import read_file
from knowledge.errors import UnreadableDocument
from knowledge.records import DocumentDraft, DocumentKind, PassageDraft, PassageKind

NONE = ReadOptions()
PROSE = "생계급여는 소득인정액이 선정기준 이하인 가구에 지급하며 신청은 읍면동에서 받"


def only(path: Path) -> DocumentDraft:
    (draft,) = read_file(path, NONE)
    return draft


def passages(draft: DocumentDraft) -> list[PassageDraft]:
    return [passage for section in draft.sections for passage in section.passages]


def sheet(number: int, body: list[str]) -> tuple[list[tuple[float, float, str]], list[tuple[float, ...]]]:
    lines = [(60.0, 740 - 16.0 * place, text) for place, text in enumerate(body)]
    return [(60, 800, "사업안내 책자"), *lines, (290, 40, f"- {number} -")], []


def test_pages_labels_and_running_heads(make_pdf) -> None:
    bodies = [
        ["1. 대상", "가구원 모두가 해당합니다.", "그 밖의 사람은 제외합니다."],
        ["2. 금액", "월 십만 원.", "끝."],
    ]
    bodies += [["3. 신청", "읍면동에 신청합니다.", "온라인도 됩니다."]]
    draft = only(make_pdf("책자.pdf", [sheet(number, body) for number, body in enumerate(bodies, start=5)]))
    assert [s.title for s in draft.sections] == ["1. 대상", "2. 금액", "3. 신청"]
    assert [(p.page_from, p.page_to, p.page_label) for p in passages(draft)] == [
        (1, 1, "5"),
        (2, 2, "6"),
        (3, 3, "7"),
    ]
    assert all(p.page_exact for p in passages(draft))
    assert not any("책자" in p.text or "- 5 -" in p.text for p in passages(draft))


def test_a_broken_line_goes_on_and_a_broken_word_is_mended(make_pdf) -> None:
    texts = [(60, 740, PROSE), (60, 724, "는다. 급여는 매월 20일에 지급한다."), (60, 690, "다른 문단이다.")]
    (passage,) = passages(only(make_pdf("a.pdf", [(texts, [])])))
    assert passage.text.split("\n\n") == [f"{PROSE}는다. 급여는 매월 20일에 지급한다.", "다른 문단이다."]


def test_circled_numbers_begin_lines(make_pdf) -> None:
    texts = [
        (60, 740, PROSE + "는다."),
        (60, 724, "② 수급자는 신고하여야 한다."),
        (60, 708, "③ 그 밖의 사항"),
    ]
    (passage,) = passages(only(make_pdf("a.pdf", [(texts, [])])))
    assert passage.text.split("\n\n")[1:] == ["② 수급자는 신고하여야 한다.", "③ 그 밖의 사항"]


def test_ruled_lines_make_a_table_with_spans(make_pdf) -> None:
    xs, ys = (60, 160, 260, 360), (700, 680, 660, 640)
    rules = [(xs[0], y, xs[3], y) for y in (700, 660, 640)] + [(160, 680, 360, 680)]
    rules += [(x, 700, x, 640) for x in (60, 160, 360)] + [(260, 680, 260, 640)]
    texts = [
        (60, 740, "지급 기준"),
        (70, 675, "가구"),
        (200, 686, "2026년"),
        (170, 666, "기준"),
        (270, 666, "최대"),
    ]
    texts += [(70, 646, "1인"), (170, 646, "820,556"), (270, 646, "900,000")]
    before, table = passages(only(make_pdf("a.pdf", [(texts, rules)])))
    assert len(ys) == 4
    assert before.text == "지급 기준"
    assert table.kind is PassageKind.TABLE
    assert table.text.split("\n") == [
        "| 가구 | 2026년 / 기준 | 2026년 / 최대 |",
        "| --- | --- | --- |",
        "| 1인 | 820,556 | 900,000 |",
    ]


def test_a_statute_is_known_by_its_heading(make_pdf) -> None:
    lines = [
        "시험 보장법 시행령",
        "[시행 2025. 10. 1.] [대통령령 제35811호, 2025. 9. 30., 타법개정]",
        "제1조(목적) 이 영은 시험을 정한다.",
        "제2조(정의) ① 뜻은 다음과 같다.",
        "1. 수급자",
        "② 그 밖의 뜻은 규칙으로 정한다.",
    ]
    texts = [(60, 740 - 20 * place, line) for place, line in enumerate(lines)]
    draft = only(make_pdf("법.pdf", [(texts, [])]))
    assert (draft.kind, draft.identity) == (DocumentKind.STATUTE, "law:시험 보장법 시행령")
    assert draft.effective_from == date(2025, 10, 1)
    assert draft.attributes == {"법령구분": "대통령령", "공포번호": "35811", "공포일자": "2025-09-30"}
    assert [s.marker for s in draft.sections][-2:] == ["제1조", "제2조"]
    assert len(draft.sections[-1].passages) == 2


def test_a_pdf_without_text_is_a_scan(make_pdf) -> None:
    with pytest.raises(UnreadableDocument, match="스캔 PDF"):
        only(make_pdf("a.pdf", [([], [])]))


def test_a_cut_pdf_is_refused(make_pdf) -> None:
    path = make_pdf("a.pdf", [([(60, 740, PROSE)], [])])
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(UnreadableDocument, match="손상되었거나 잘려"):
        only(path)


def test_glyphs_without_characters_are_refused(make_pdf) -> None:
    with pytest.raises(UnreadableDocument, match="글자 정보가 깨져"):
        only(make_pdf("a.pdf", [([(60, 740, "!#$%&()*+,-./:;<=>?@[]^_{|}~ ab c!")], [])]))
