"""The records that every layer passes on: drafts on their way in, passages and hits on their way out.

Dates are inclusive on both ends; `None` means open. Pages count from 1.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Audience(StrEnum):
    """Who may read a passage."""

    PUBLIC = "public"
    STAFF = "staff"


class Role(StrEnum):
    """Who is asking. Staff read both audiences, a citizen only the public one."""

    CITIZEN = "citizen"
    STAFF = "staff"

    @property
    def audiences(self) -> tuple[Audience, ...]:
        """The audiences this role may read."""
        return (Audience.PUBLIC, Audience.STAFF) if self is Role.STAFF else (Audience.PUBLIC,)


class DocumentKind(StrEnum):
    """What a document is; search weighs lexical and dense evidence alike for all of them."""

    PROGRAM = "program"
    GUIDE = "guide"
    STATUTE = "statute"
    GUIDELINE = "guideline"
    TEXT = "text"


class PassageKind(StrEnum):
    """How a passage is to be shown."""

    TEXT = "text"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class PassageDraft:
    """A piece of text of a section. `text` is CommonMark; a table is a Markdown table with its header."""

    text: str
    kind: PassageKind = PassageKind.TEXT
    page_from: int | None = None
    page_to: int | None = None
    page_label: str | None = None
    page_exact: bool = True


@dataclass(frozen=True, slots=True)
class SectionDraft:
    """A heading and what stands directly under it. Sections come in reading order; `depth` makes the tree."""

    title: str
    depth: int = 0
    marker: str = ""
    aspect: str | None = None
    passages: tuple[PassageDraft, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentDraft:
    """A document before it is stored. `identity` is its `--source` or its JSONL id.

    `questions` are examples that came with its text, `taught` those a person gave because they are to lead
    here; search counts the latter for more.
    """

    identity: str
    title: str
    sections: tuple[SectionDraft, ...]
    kind: DocumentKind = DocumentKind.TEXT
    audience: Audience = Audience.STAFF
    effective_from: date | None = None
    effective_to: date | None = None
    questions: tuple[str, ...] = ()
    program: str | None = None
    url: str | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)
    taught: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExampleQuestion:
    """A stored question that leads to a document; `taught` by a person, or an example of its author."""

    text: str
    taught: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """A stored passage with everything a citation needs."""

    id: str
    document_key: str
    document_id: str
    document: str
    document_kind: DocumentKind
    audience: Audience
    section_id: str
    breadcrumb: tuple[str, ...]
    kind: PassageKind
    text: str
    ordinal: int
    aspect: str | None = None
    program: str | None = None
    page_from: int | None = None
    page_to: int | None = None
    page_label: str | None = None
    page_exact: bool = True
    effective_from: date | None = None
    effective_to: date | None = None
    url: str | None = None
    current: bool = True

    @property
    def page(self) -> str | None:
        """The page as a person says it: the printed label, else "12" or "12-13"; estimates begin with 약."""
        if self.page_label:
            return self.page_label
        if self.page_from is None:
            return None
        span = str(self.page_from)
        if self.page_to and self.page_to != self.page_from:
            span += f"-{self.page_to}"
        return span if self.page_exact else f"약 {span}"

    def in_force(self, day: date) -> bool:
        """Whether the passage holds on that day."""
        return (self.effective_from is None or self.effective_from <= day) and (
            self.effective_to is None or day <= self.effective_to
        )


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found by a search. `cosine` is the best dense likeness (0–1), None while vectors are made."""

    passage: Passage
    score: float
    cosine: float | None = None


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """One edition of a document in a list: `key` names the edition, `identity` the document."""

    key: str
    identity: str
    title: str
    kind: DocumentKind
    audience: Audience
    effective_from: date | None
    effective_to: date | None
    program: str | None = None
    url: str | None = None
    passages: int = 0
    current: bool = True
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StoredSection:
    """A section with its passages, in reading order."""

    id: str
    title: str
    marker: str
    depth: int
    aspect: str | None
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """One edition with its whole text in reading order."""

    summary: DocumentSummary
    sections: tuple[StoredSection, ...]
