"""The library as LangChain's retriever, for those who build their own chain on it."""

from collections.abc import Callable
from datetime import date
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict, Field

from knowledge.library.library import Library
from knowledge.records import Hit, Role


class LibraryRetriever(BaseRetriever):
    """Passages that a role may read, in force on a day, best first.

    `as_of` is a day, or a function that says today's, for a retriever that lives longer than a day. A
    retriever is a citizen unless told otherwise.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    library: Library
    as_of: date | Callable[[], date]
    role: Role = Role.CITIZEN
    top: int = Field(default=5, ge=1, le=100)

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002 (LangChain passes it by name)
    ) -> list[Document]:
        day = self.as_of() if callable(self.as_of) else self.as_of
        hits = self.library.search(query, as_of=day, role=self.role, top=self.top)
        return [document_of(hit) for hit in hits]


def document_of(hit: Hit) -> Document:
    """A hit as a LangChain document; dates in its metadata are ISO strings, open ends None."""
    passage = hit.passage
    metadata: dict[str, Any] = {
        "passage_id": passage.id,
        "document_id": passage.document_id,
        "document": passage.document,
        "breadcrumb": list(passage.breadcrumb),
        "page": passage.page,
        "effective_from": passage.effective_from.isoformat() if passage.effective_from else None,
        "effective_to": passage.effective_to.isoformat() if passage.effective_to else None,
        "url": passage.url,
        "score": hit.score,
    }
    return Document(id=passage.id, page_content=passage.text, metadata=metadata)
