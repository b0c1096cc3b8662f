"""Turns what a reader found into a draft, with what the person said about the file on top."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from ingest.options import ReadOptions
from ingest.text import clean, squeeze
from knowledge.records import DocumentDraft, DocumentKind, SectionDraft

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*년(?:도)?")
_DATE = re.compile(r"((?:19|20)\d\d)\s*[-./년]\s*(\d{1,2})\s*[-./월]\s*(\d{1,2})")
_GUIDELINE = re.compile(r"안내|지침|편람|매뉴얼|업무처리|길라잡이|가이드")


def document(
    path: Path,
    options: ReadOptions,
    *,
    title: str | None,
    sections: tuple[SectionDraft, ...],
    kind: DocumentKind | None = None,
    identity: str | None = None,
    effective_from: date | None = None,
    url: str | None = None,
    attributes: Mapping[str, str] | None = None,
) -> DocumentDraft:
    """The draft of a file. `title`, `effective_from` and the rest are what the file says; options win.

    A year in the title is weak evidence: it becomes the attribute `year`, never a date in force.
    """
    name = squeeze(clean(options.title or title or path.stem))
    found = dict(attributes or {})
    year = _YEAR.search(name)
    if year:
        found.setdefault("year", year.group(1))
    if kind is None:
        kind = DocumentKind.GUIDELINE if _GUIDELINE.search(name) else DocumentKind.TEXT
    return DocumentDraft(
        identity=clean(options.source or identity or f"file:{options.name or path.name}"),
        title=name,
        sections=sections,
        kind=kind,
        audience=options.audience,
        effective_from=options.effective_from or effective_from,
        effective_to=options.effective_to,
        url=url,
        attributes=found,
    )


def day(text: object) -> date | None:
    """The date in "2025-10-01", "2025. 10. 1." or "2025년 10월 1일"; None when there is none."""
    if isinstance(text, date):
        return text
    found = _DATE.search(str(text))
    if not found:
        return None
    try:
        return date(*(int(part) for part in found.groups()))
    except ValueError:
        return None
