"""Reading in the library: a document part by part, a passage in its place, a passage for the panel."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from connectors.web.access import Shelf, current_role
from connectors.web.outline import Part, neighbours, part_of, part_with
from connectors.web.pages import Pages
from connectors.web.ports import WebServices
from knowledge.records import Passage, Role, StoredDocument

_NO_PASSAGE = "이 근거는 새 판으로 바뀌었거나 더는 공개하지 않아요. 자료 찾기에서 제목으로 찾아 주세요."


def reading_router(services: WebServices, pages: Pages) -> APIRouter:
    """`/library/documents/{key}`, `/library/passages/{id}` and its `/panel`."""
    router = APIRouter(prefix="/library", include_in_schema=False)

    def shelf_of(role: Annotated[Role, Depends(current_role)]) -> Shelf:
        return Shelf(services.library, role)

    ShelfOf = Annotated[Shelf, Depends(shelf_of)]

    def reading(request: Request, document: StoredDocument, part: Part, cited: str = "") -> Response:
        today = services.today()
        return pages.page(
            request, "document.html", document=document, part=part, cited=cited, note=note(document, today)
        )

    @router.get("/documents/{key}")
    def document(request: Request, key: str, shelf: ShelfOf, part: int = 1) -> Response:
        found = shelf.document(key)
        shown = part_of(found, part) if found else None
        if found is None or shown is None:
            raise HTTPException(404)
        return reading(request, found, shown)

    @router.get("/passages/{passage_id}")
    def passage(request: Request, passage_id: str, shelf: ShelfOf) -> Response:
        found, document = passage_in_document(shelf, passage_id)
        shown = part_with(document, found.id)
        if shown is None:
            raise HTTPException(404, _NO_PASSAGE)
        return reading(request, document, shown, cited=found.id)

    @router.get("/passages/{passage_id}/panel")
    def panel(passage_id: str, shelf: ShelfOf) -> Response:
        found, document = passage_in_document(shelf, passage_id)
        before, after = neighbours(document, found.id)
        today = services.today()
        html = pages.fragment(
            "_panel.html", passage=found, before=before, after=after, note=note(document, today)
        )
        return HTMLResponse(html, headers={"Cache-Control": "private, no-cache"})

    return router


def passage_in_document(shelf: Shelf, passage_id: str) -> tuple[Passage, StoredDocument]:
    """A passage and the document it stands in; 404 where the role may not read it, as if it were absent."""
    found = shelf.passage(passage_id)
    document = shelf.document(found.document_key) if found else None
    if found is None or document is None:
        raise HTTPException(404, _NO_PASSAGE)
    return found, document


def note(document: StoredDocument, today: date) -> str:
    """A sentence where the document is not what holds today; empty where it is."""
    summary = document.summary
    if not summary.current:
        return "이 판은 나중에 바로잡혀 더는 쓰지 않아요. 자료 찾기에서 새 판을 확인해 주세요."
    if summary.effective_from and summary.effective_from > today:
        return "아직 시행되지 않은 내용이에요. 시행일부터 적용돼요."
    if summary.effective_to and summary.effective_to < today:
        return "시행 기간이 지난 내용이에요. 지금의 기준은 자료 찾기에서 확인해 주세요."
    return ""
