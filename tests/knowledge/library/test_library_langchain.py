"""The library as a LangChain retriever."""

import asyncio
from datetime import date

import pytest
from pydantic import ValidationError
from small_library import TODAY, document

from knowledge.library import Library
from knowledge.library.langchain import LibraryRetriever
from knowledge.records import Audience, Role


@pytest.fixture
def shelf(library: Library) -> Library:
    library.store.add(
        [
            document("rent", "월세를 내는 청년에게 임차료를 지원합니다.", effective_from=date(2026, 1, 1)),
            document("guide", "월세 조사 담당자는 임대차계약서를 확인합니다.", audience=Audience.STAFF),
        ]
    )
    library.catch_up()
    return library


def test_a_document_carries_what_a_citation_needs(shelf: Library) -> None:
    (found,) = LibraryRetriever(library=shelf, as_of=TODAY).invoke("월세 지원")
    (hit,) = shelf.search("월세 지원", as_of=TODAY, role=Role.CITIZEN)
    assert found.page_content == hit.passage.text
    assert found.id == hit.passage.id
    assert found.metadata == {
        "passage_id": hit.passage.id,
        "document_id": "rent",
        "document": "rent",
        "breadcrumb": ["안내"],
        "page": None,
        "effective_from": "2026-01-01",
        "effective_to": None,
        "url": None,
        "score": hit.score,
    }


def test_a_retriever_is_a_citizen_unless_told(shelf: Library) -> None:
    citizen = LibraryRetriever(library=shelf, as_of=TODAY).invoke("월세")
    staff = LibraryRetriever(library=shelf, as_of=TODAY, role=Role.STAFF).invoke("월세")
    assert [found.metadata["document_id"] for found in citizen] == ["rent"]
    assert {found.metadata["document_id"] for found in staff} == {"rent", "guide"}


def test_the_day_may_be_a_function_that_is_asked_each_time(shelf: Library) -> None:
    days = iter([date(2025, 6, 1), date(2026, 6, 1)])
    retriever = LibraryRetriever(library=shelf, as_of=lambda: next(days))
    assert [len(retriever.invoke("월세")) for _ in range(2)] == [0, 1]


async def _ainvoke(retriever: LibraryRetriever) -> list[str]:
    return [found.metadata["document_id"] for found in await retriever.ainvoke("월세")]


def test_it_can_be_awaited(shelf: Library) -> None:
    assert asyncio.run(_ainvoke(LibraryRetriever(library=shelf, as_of=TODAY))) == ["rent"]


@pytest.mark.parametrize("top", [0, 101])
def test_top_is_bounded(shelf: Library, top: int) -> None:
    with pytest.raises(ValidationError):
        LibraryRetriever(library=shelf, as_of=TODAY, top=top)
