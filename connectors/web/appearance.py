"""The look a person chooses, kept in a cookie so that a page never flashes in another one."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from connectors.web.forms import form_fields
from connectors.web.pages import VIEW_COOKIE, chosen_view

_YEAR = 365 * 24 * 3600


def appearance_router() -> APIRouter:
    """`POST /appearance`: the form without JavaScript; with it, the page sets the same cookie itself."""
    router = APIRouter(include_in_schema=False)

    @router.post("/appearance")
    async def choose(request: Request) -> Response:
        fields = form_fields(await request.body())
        view = ".".join(chosen_view(f"{fields.get('theme', '')}.{fields.get('size', '')}"))
        response = RedirectResponse(_own_path(fields.get("back", "/")), 303)
        response.set_cookie(VIEW_COOKIE, view, max_age=_YEAR, samesite="lax")
        return response

    return router


def _own_path(back: str) -> str:
    """Only a path of this site: no other host, however it is spelt."""
    own = back.startswith("/") and not back.startswith("//") and "\\" not in back and back.isprintable()
    return back if own else "/"
