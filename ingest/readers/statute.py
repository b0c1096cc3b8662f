"""Statutes as Markdown with front matter (제목, 법령구분, 시행일자 …), as mirrors of law.go.kr keep them.

편·장·절·관·조 become the tree of sections, each 항 a passage with its 호 and 목. 부칙 follow as sections of
their own, and 별표 and 서식, of which the Markdown holds only titles and links, as one last section.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ingest.blocks import Block
from ingest.drafts import day, document
from ingest.options import ReadOptions
from ingest.passages import split
from ingest.text import squeeze
from knowledge.records import DocumentDraft, DocumentKind, PassageDraft, SectionDraft

_HEADING = re.compile(r"(#{2,6})\s+(.*)")
_MARKER = re.compile(r"제\d+(?:편|장|절|관|조)(?:의\d+)?")
_PARAGRAPH = re.compile(r"\*\*([①-⑳㉑-㉟])\*\*\s*")
_ADDENDUM = re.compile(r"부칙\s*(?=[<(\[])")
_IMAGE = re.compile(r"</?img[^>]*>")
_ESCAPE = re.compile(r"\\([.)\-*_#\[\]<>|`])")
_REPEALED = re.compile(r"삭제\s*(?:<[^>]*>)?\s*$")
_ATTRIBUTES = ("법령구분", "소관부처", "공포번호", "공포일자", "시행일자", "법령ID", "법령MST", "상태")


def is_statute(front: Mapping[str, Any]) -> bool:
    """Whether front matter is that of a statute."""
    return all(front.get(key) for key in ("제목", "법령구분", "시행일자"))


def read(path: Path, options: ReadOptions, front: Mapping[str, Any], body: str) -> list[DocumentDraft]:
    """One statute, in force from its 시행일자."""
    title = squeeze(str(front["제목"]))
    sections = [*_sections(body), *_attachments(front)]
    draft = document(
        path,
        options,
        title=title,
        sections=tuple(sections),
        kind=DocumentKind.STATUTE,
        identity=f"law:{title}",
        effective_from=day(front["시행일자"]),
        url=str(front["출처"]) if front.get("출처") else None,
        attributes={key: _joined(front[key]) for key in _ATTRIBUTES if front.get(key)},
    )
    return [draft]


def _joined(value: object) -> str:
    return ", ".join(str(item) for item in value) if isinstance(value, list) else str(value)


def _sections(body: str) -> Iterator[SectionDraft]:
    """The sections in reading order; a heading's depth is the number of larger headings open above it."""
    open_levels: list[int] = []
    title, lines = "", list[str]()
    for line in [*body.split("\n"), "###### "]:
        found = _HEADING.match(line)
        addendum = _ADDENDUM.match(line)
        if not found and not addendum:
            if not line.startswith("# "):
                lines.append(line)
            continue
        if title:
            yield _section(title, len(open_levels) - 1, lines)
        level = len(found.group(1)) if found else 6
        title, lines = (found.group(2) if found else line).strip(), []
        while open_levels and open_levels[-1] >= level:
            open_levels.pop()
        open_levels.append(level)


def _section(title: str, depth: int, lines: list[str]) -> SectionDraft:
    found = _MARKER.match(title)
    passages = tuple(_passages(lines))
    if found and found.group() == title and not passages:
        title = f"{title} (삭제)"
    return SectionDraft(squeeze(title), depth, found.group() if found else "", passages=passages)


def _passages(lines: list[str]) -> Iterator[PassageDraft]:
    """One passage a 항; a 항 too long for one is cut between its 호. Repealed provisions are left out."""
    for paragraph in _paragraphs(lines):
        blocks = [Block(line) for line in paragraph if not _is_repealed(line)]
        yield from split(blocks)


def _paragraphs(lines: list[str]) -> Iterator[list[str]]:
    current: list[str] = []
    for line in lines:
        starts = _PARAGRAPH.match(line)
        if starts and current:
            yield current
            current = []
        text = _ESCAPE.sub(r"\1", _IMAGE.sub("", _PARAGRAPH.sub(r"\1 ", line))).strip()
        if text:
            current.append(text)
    if current:
        yield current


def _is_repealed(line: str) -> bool:
    """Whether a provision only says that it was repealed ("삭제 <2019.8.27>", "3. 삭제 <…>")."""
    return len(line) < 60 and bool(_REPEALED.search(line)) and not re.search(r"[가-힣]{2,}.*삭제", line[:-2])


def _attachments(front: Mapping[str, Any]) -> Iterator[SectionDraft]:
    """별표 and 서식 by number, title and link: their text lies in files of their own."""
    rows = [row for row in front.get("첨부파일") or [] if isinstance(row, dict) and row.get("제목")]
    if not rows:
        return
    lines = []
    for row in rows:
        link = row.get("PDF링크") or row.get("파일링크")
        name = f"[{row.get('별표구분', '별표')}{_number(row)}] {squeeze(str(row['제목']))}"
        lines.append(Block(f"- {name}: {link}" if link else f"- {name}"))
    yield SectionDraft("별표·서식", 0, "", passages=split(lines))


def _number(row: Mapping[str, Any]) -> str:
    """The number as law.go.kr prints it: 0008 and 02 become " 8의2"; 0000 is the only one of its kind."""
    main, branch = (str(row.get(key, "")).lstrip("0") for key in ("별표번호", "별표가지번호"))
    return (f" {main}" if main else "") + (f"의{branch}" if branch else "")
