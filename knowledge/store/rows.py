"""Turns a draft into rows and rows into records."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import RowMapping

from knowledge.records import (
    Audience,
    DocumentDraft,
    DocumentKind,
    DocumentSummary,
    Passage,
    PassageKind,
    SectionDraft,
)


@dataclass(frozen=True, slots=True)
class DraftRows:
    """The child rows of one draft."""

    sections: list[dict[str, Any]]
    passages: list[dict[str, Any]]
    questions: list[dict[str, Any]]


def rows_of(draft: DocumentDraft, key: str) -> DraftRows:
    """Rows in reading order. Ids are the document's key and the place, so they sort as they read."""
    section_rows: list[dict[str, Any]] = []
    passage_rows: list[dict[str, Any]] = []
    for number, (section, breadcrumb) in enumerate(_with_breadcrumbs(draft)):
        section_id = f"{key}-s{number:05d}"
        section_rows.append(
            {
                "id": section_id,
                "document_key": key,
                "ordinal": number,
                "depth": section.depth,
                "marker": section.marker,
                "title": section.title,
                "aspect": section.aspect,
            }
        )
        for passage in section.passages:
            ordinal = len(passage_rows)
            passage_rows.append(
                {
                    "id": f"{key}-{ordinal:05d}",
                    "document_key": key,
                    "section_id": section_id,
                    "ordinal": ordinal,
                    "kind": passage.kind.value,
                    "text": passage.text,
                    "breadcrumb": list(breadcrumb),
                    "page_from": passage.page_from,
                    "page_to": passage.page_to,
                    "page_label": passage.page_label,
                    "page_exact": passage.page_exact,
                }
            )
    taught = dict.fromkeys(draft.questions, False) | dict.fromkeys(draft.taught, True)
    question_rows = [
        {"id": f"{key}-q{number:05d}", "document_key": key, "text": text, "taught": by_person}
        for number, (text, by_person) in enumerate(taught.items())
    ]
    return DraftRows(section_rows, passage_rows, question_rows)


def _with_breadcrumbs(draft: DocumentDraft) -> Iterator[tuple[SectionDraft, tuple[str, ...]]]:
    """Each section with the titles above it and its own; untitled levels leave no crumb."""
    open_sections: list[SectionDraft] = []
    for section in draft.sections:
        while open_sections and open_sections[-1].depth >= section.depth:
            open_sections.pop()
        open_sections.append(section)
        yield section, tuple(s.title for s in open_sections if s.title)


def summary_of(row: RowMapping) -> DocumentSummary:
    """A `documents` row as a record."""
    return DocumentSummary(
        key=row["key"],
        identity=row["identity"],
        title=row["title"],
        kind=DocumentKind(row["kind"]),
        audience=Audience(row["audience"]),
        effective_from=row["effective_from"],
        effective_to=row["effective_to"],
        program=row["program"],
        url=row["url"],
        passages=row["passage_count"],
        current=row["closed"] is None,
        attributes=row["attributes"],
    )


def passage_of(row: RowMapping) -> Passage:
    """A row of passages joined with its document and section (see `reading.PASSAGE`) as a record."""
    return Passage(
        id=row["id"],
        document_key=row["document_key"],
        document_id=row["identity"],
        document=row["title"],
        document_kind=DocumentKind(row["document_kind"]),
        audience=Audience(row["audience"]),
        section_id=row["section_id"],
        breadcrumb=tuple(row["breadcrumb"]),
        kind=PassageKind(row["kind"]),
        text=row["text"],
        ordinal=row["ordinal"],
        aspect=row["aspect"],
        program=row["program"],
        page_from=row["page_from"],
        page_to=row["page_to"],
        page_label=row["page_label"],
        page_exact=row["page_exact"],
        effective_from=row["effective_from"],
        effective_to=row["effective_to"],
        url=row["url"],
        current=row["closed"] is None,
    )
