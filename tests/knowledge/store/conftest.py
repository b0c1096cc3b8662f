"""Small drafts, and a look at the record behind the store."""

from collections.abc import Callable
from datetime import date
from typing import Any, Protocol

import pytest
from sqlalchemy import select

from knowledge.records import Audience, DocumentDraft, DocumentKind, PassageDraft, SectionDraft
from knowledge.store import Store
from knowledge.store.tables import revisions


class MakeDraft(Protocol):
    """Makes a draft of one section; see `make_draft`."""

    def __call__(
        self,
        text: str = ...,
        identity: str = ...,
        *,
        start: date | None = ...,
        end: date | None = ...,
        audience: Audience = ...,
        **more: Any,
    ) -> DocumentDraft: ...


def make_draft(
    text: str = "생계급여는 매달 20일에 지급합니다.",
    identity: str = "guide",
    *,
    start: date | None = None,
    end: date | None = None,
    audience: Audience = Audience.PUBLIC,
    **more: Any,
) -> DocumentDraft:
    section = SectionDraft("지급", passages=(PassageDraft(text),))
    given: dict[str, Any] = {"title": "안내", "sections": (section,), "kind": DocumentKind.GUIDE, **more}
    return DocumentDraft(
        identity=identity, audience=audience, effective_from=start, effective_to=end, **given
    )


@pytest.fixture(scope="session")
def draft() -> MakeDraft:
    return make_draft


@pytest.fixture(scope="session")
def history() -> Callable[[Store], list[int]]:
    """The revisions on record, oldest first."""

    def read(store: Store) -> list[int]:
        with store.reading() as connection:
            query = select(revisions.c.revision).order_by(revisions.c.revision)
            return list(connection.execute(query).scalars())

    return read
