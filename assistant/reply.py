"""Turn and Reply: what goes into the conversation and what every connector renders.

The shape of `Reply` is the project's public contract; see docs/reply.md.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, Field

from knowledge.records import Role


class Status(StrEnum):
    """The closed list of how a turn can end."""

    ANSWERED = "answered"
    NEEDS_FACTS = "needs_facts"
    NO_SOURCE = "no_source"
    OUT_OF_SCOPE = "out_of_scope"
    CRISIS = "crisis"
    BLOCKED = "blocked"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Turn:
    """One utterance. `as_of` is the day it asks about unless its text names another year.

    `keeps`: whether the conversation goes on from it; otherwise it only looks at what is known.
    """

    id: str
    conversation: str
    role: Role
    text: str
    as_of: date
    keeps: bool = True


class Citation(BaseModel):
    """Where a statement stands: passage, document, place, page and the dates it is in force."""

    n: int
    passage_id: str
    document: str
    breadcrumb: list[str]
    page: str | None
    page_exact: bool
    effective_from: date | None
    effective_to: date | None
    quote: str
    url: str


class Notice(BaseModel):
    """Something said atop the answer. `kind`: crisis, year, stale, unsure, privacy, model."""

    kind: str
    text: str


class Suggestion(BaseModel):
    """A program worth a look, and why."""

    program: str
    name: str
    why: str
    verdict: str | None = None


class Phrasing(BaseModel):
    """That a language model was asked to word the text: which one, told what, in how many requests.

    `outcome` is `model` where the text is its, else why it is not (assistant/llm/trouble.py).
    """

    model: str
    prompt: str
    outcome: str
    calls: int


class Reply(BaseModel):
    """The answer to a turn. `text` is CommonMark with tables and [n] marks that resolve to `citations`."""

    turn_id: str
    conversation: str
    knowledge_revision: int
    as_of: date
    status: Status
    notices: list[Notice] = Field(default_factory=list)
    text: str
    citations: list[Citation] = Field(default_factory=list)
    facts: list[dict[str, Any]] = Field(default_factory=list)
    determinations: list[dict[str, Any]] = Field(default_factory=list)
    suggestions: list[Suggestion] = Field(default_factory=list)
    next_question: dict[str, Any] | None = None
    phrasing: Phrasing | None = None
