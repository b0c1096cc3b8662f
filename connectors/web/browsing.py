"""The library's front page: programs and documents by kind, narrowed by words and by day."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from connectors.web.access import Shelf, current_role
from connectors.web.pages import Pages
from connectors.web.ports import WebServices
from knowledge.records import DocumentKind, DocumentSummary, Role

_GROUP = 60
_HITS = 8


def browsing_router(services: WebServices, pages: Pages) -> APIRouter:
    """`/library` and `/library/programs/{id}`."""
    router = APIRouter(prefix="/library", include_in_schema=False)

    def shelf_of(role: Annotated[Role, Depends(current_role)]) -> Shelf:
        return Shelf(services.library, role)

    ShelfOf = Annotated[Shelf, Depends(shelf_of)]

    @router.get("")
    def browse(request: Request, shelf: ShelfOf, q: str = "", kind: str = "", as_of: str = "") -> Response:
        day = parsed_day(as_of) or services.today()
        query = q.strip()[:200]
        found = shelf.documents(day)
        shown = [one for one in found if kind in ("", one.kind) and query.casefold() in one.title.casefold()]
        return pages.page(
            request,
            "library.html",
            groups=grouped(shown, everything=bool(kind or query)),
            kinds=[one for one in DocumentKind if any(document.kind == one for document in found)],
            hits=shelf.search(query, day, _HITS) if query else [],
            query=query,
            kind=kind,
            day=day,
            today=services.today(),
            total=len(shown),
        )

    @router.get("/programs/{program}")
    def program(program: str, shelf: ShelfOf) -> Response:
        found = shelf.program(program, services.today())
        if found is None:
            raise HTTPException(404)
        return RedirectResponse(f"/library/documents/{found.key}", 303)

    return router


def grouped(
    documents: Sequence[DocumentSummary], everything: bool
) -> list[tuple[DocumentKind, list[DocumentSummary], int]]:
    """Documents by kind, by title, with the number of those left out of a long group."""
    groups = []
    for kind in DocumentKind:
        members = sorted((one for one in documents if one.kind == kind), key=lambda one: one.title)
        if members:
            shown = members if everything else members[:_GROUP]
            groups.append((kind, shown, len(members) - len(shown)))
    return groups


def parsed_day(value: str) -> date | None:
    """A day as 2026-01-31, None where nothing was given; 422 where it is no day."""
    if not value:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise HTTPException(422, "기준일을 2026-01-31처럼 써서 다시 찾아 주세요.") from error
