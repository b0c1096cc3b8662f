"""Wide checks over real public documents, where the folder of them is there."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ingest.options import ReadOptions
from ingest.reading import read_file
from ingest.worker import ReaderPool
from knowledge.errors import UnreadableDocument
from knowledge.records import DocumentKind

pytestmark = pytest.mark.slow
NONE = ReadOptions()
READABLE = {"owneronly.pdf"}  # asks for no password to be read


@pytest.fixture(scope="module")
def pool() -> Iterator[ReaderPool]:
    with ReaderPool(timeout_s=60) as pool:
        yield pool


def test_hostile_files_end_in_one_korean_line(shared: Path, pool: ReaderPool) -> None:
    files = sorted((shared / "samples" / "bad").iterdir())
    assert files
    for file in files:
        if file.name in READABLE:
            assert pool.read(file, NONE)
            continue
        with pytest.raises(UnreadableDocument) as caught:
            pool.read(file, NONE)
        assert str(caught.value).startswith(f"{file.name}: ")
        assert "\n" not in str(caught.value)


@pytest.mark.parametrize("part", ["생계급여", "노인일자리", "창업사업화지원"])
def test_real_pdfs_have_text_tables_and_exact_pages(shared: Path, part: str) -> None:
    (file,) = (shared / "samples" / "pdf").glob(f"*_{part}*.pdf")
    (draft,) = read_file(file, NONE)
    passages = [passage for section in draft.sections for passage in section.passages]
    assert sum(len(passage.text) for passage in passages) > 1_000
    assert all(passage.page_exact and passage.page_from for passage in passages)
    assert any("| 구분 | 프로그램 | 단위사업 | 세부사업 |" in passage.text for passage in passages)
    assert all(p.page_label in (None, str(p.page_from)) for p in passages if p.page_from == p.page_to)


def test_the_basic_security_act_gives_article_8_with_its_paragraphs(shared: Path) -> None:
    (draft,) = read_file(shared / "data" / "laws" / "국민기초생활보장법" / "법률.md", NONE)
    (article,) = (section for section in draft.sections if section.marker == "제8조")
    assert article.title == "제8조 (생계급여의 내용 등)"
    assert [passage.text[0] for passage in article.passages] == ["①", "②", "③", "④"]
    assert "기준 중위소득의 100분의 30" in article.passages[1].text
    assert (draft.kind, draft.effective_from) == (DocumentKind.STATUTE, date(2025, 10, 1))


def test_all_statutes_are_read_and_told_apart(shared: Path) -> None:
    files = sorted((shared / "data" / "laws").glob("*/*.md"))
    drafts = [draft for file in files for draft in read_file(file, NONE)]
    assert len({draft.identity for draft in drafts}) == len(files)
    assert all(draft.effective_from and draft.kind is DocumentKind.STATUTE for draft in drafts)
    assert max(len(p.text) for draft in drafts for s in draft.sections for p in s.passages) <= 600


def test_a_statute_as_pdf_is_the_same_document(shared: Path) -> None:
    (file,) = (shared / "data" / "laws_pdf").glob("주거기본법*.pdf")
    (draft,) = read_file(file, NONE)
    (markdown,) = read_file(shared / "data" / "laws" / "주거기본법" / "시행령.md", NONE)
    assert draft.identity == markdown.identity
    assert draft.effective_from == date(2025, 10, 1)
    articles = [section.marker for section in draft.sections if section.marker.startswith("제")]
    assert articles[:3] == ["제1조", "제2조", "제3조"]
