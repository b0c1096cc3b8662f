"""PDF with text: exact pages, tables by their ruled lines, statutes known by their heading."""

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pypdfium2 as pdfium
from pypdfium2 import raw

from ingest.drafts import day, document
from ingest.options import MAX_PAGES, MAX_TEXT_CHARACTERS, ReadOptions
from ingest.readers.pdf_flow import blocks, drop_running_heads
from ingest.readers.pdf_page import GridTable, Page, read_page
from ingest.structure import outline
from ingest.text import clean, squeeze
from knowledge.errors import UnreadableDocument
from knowledge.records import DocumentDraft, DocumentKind

_DAMAGED = "PDF가 손상되었거나 잘려 있습니다. 원본을 열어 다시 PDF로 저장한 뒤 올려 주십시오."
_LOCKED = "암호가 걸린 PDF입니다. 암호를 풀어 저장한 뒤 다시 올려 주십시오."
_SCANNED = "글자가 없는 스캔 PDF입니다. 글자 인식(OCR)은 아직 되지 않으니 글자가 든 PDF로 올려 주십시오."
_GARBLED = "PDF 안의 글자 정보가 깨져 있어 읽을 수 없습니다. 원본을 열어 다시 PDF로 저장한 뒤 올려 주십시오."
_HANGUL = re.compile(r"[가-힣]")
_READABLE = re.compile(r"[A-Za-z]{3,}|\d{2,}|[\u3040-\u30ff\u4e00-\u9fff]+")
_READABLE_SHARE = 0.4
_TAIL_BYTES = 2048
_SCAN_CHARACTERS = 15
_IN_FORCE = re.compile(r"\[\s*시행\s*(\d{4}\.\s*\d{1,2}\.\s*\d{1,2})\.?\s*\]")
_PROMULGATED = re.compile(r"\[\s*([가-힣]+)\s*제\s*(\d+)\s*호\s*,\s*(\d{4}\.\s*\d{1,2}\.\s*\d{1,2})")
_FIRST_ARTICLE = re.compile(r"제1조\s*\(")


def read(path: Path, options: ReadOptions) -> list[DocumentDraft]:
    """One document."""
    pages = _pages(path)
    unread = [page.number for page in pages if page.has_images and _characters(page) == 0]
    if sum(_characters(page) for page in pages) < _SCAN_CHARACTERS * len(pages):
        raise UnreadableDocument(_SCANNED)
    first = squeeze(clean(" ".join(line.text for page in pages[:2] for line in page.lines)))
    if _is_garbled(" ".join(line.text for page in pages for line in page.lines)):
        raise UnreadableDocument(_GARBLED)
    attributes = {"unread_pages": ", ".join(map(str, unread))} if unread else {}
    in_force = _IN_FORCE.search(first)
    statute = bool(in_force and _FIRST_ARTICLE.search(first))
    title = _statute_title(pages) if statute else None
    promulgated = _PROMULGATED.search(first)
    if statute and promulgated:
        law, number, dated = promulgated.groups()
        attributes |= {"법령구분": law, "공포번호": number, "공포일자": _iso(day(dated))}
    drop_running_heads(pages)
    draft = document(
        path,
        options,
        title=title or path.stem,
        sections=outline(blocks(pages), options.title or title or path.stem),
        kind=DocumentKind.STATUTE if statute else None,
        identity=f"law:{title}" if statute and title else None,
        effective_from=day(in_force.group(1)) if statute and in_force else None,
        attributes=attributes,
    )
    return [draft]


def _is_garbled(text: str) -> bool:
    """Whether a PDF lost its table from glyphs to characters: no Hangul, hardly a word or a number."""
    solid = len("".join(text.split()))
    readable = sum(len(word) for word in _READABLE.findall(text))
    return solid > 0 and not _HANGUL.search(text) and readable < _READABLE_SHARE * solid


def _iso(found: date | None) -> str:
    return found.isoformat() if found else ""


def _pages(path: Path) -> list[Page]:
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _TAIL_BYTES))
        if b"%%EOF" not in file.read():
            raise UnreadableDocument(_DAMAGED)
    try:
        pdf = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        locked = raw.FPDF_GetLastError() in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        raise UnreadableDocument(
            _LOCKED if locked or "password" in str(error).lower() else _DAMAGED
        ) from error
    try:
        if len(pdf) > MAX_PAGES:
            raise UnreadableDocument(f"쪽수가 {MAX_PAGES:,}쪽을 넘습니다. 문서를 나누어 다시 올려 주십시오.")
        pages: list[Page] = []
        size = 0
        for index in range(len(pdf)):
            page = read_page(pdf, index)
            page.label = _own_label(pdf, index)
            size += _characters(page)
            if size > MAX_TEXT_CHARACTERS:
                raise UnreadableDocument(
                    f"글자가 {MAX_TEXT_CHARACTERS:,}자를 넘습니다. 문서를 나누어 다시 올려 주십시오."
                )
            pages.append(page)
    except pdfium.PdfiumError as error:
        raise UnreadableDocument(_DAMAGED) from error
    finally:
        pdf.close()
    if not pages:
        raise UnreadableDocument(_DAMAGED)
    return pages


def _own_label(pdf: pdfium.PdfDocument, index: int) -> str | None:
    """The label stored in the PDF, where it says more than the sheet's number."""
    label = clean(pdf.get_page_label(index) or "").strip()
    return label if label and label != str(index + 1) else None


def _characters(page: Page) -> int:
    return sum(
        len(part.text)
        if not isinstance(part, GridTable)
        else sum(len(cell) for row in part.rows for cell in row)
        for part in page.parts
    )


def _statute_title(pages: Sequence[Page]) -> str | None:
    """The line above "[시행 …]" on the first page."""
    above: str | None = None
    for line in pages[0].lines:
        if _IN_FORCE.search(line.text):
            return squeeze(clean(above)) if above else None
        above = line.text
    return None
