"""Errors as a Korean page that says what to do next, or as JSON for programs."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from connectors.web.pages import Pages


class ErrorPages:
    """Turns a status into a response in the form that the client reads."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages

    def respond(
        self,
        request: Request,
        status: int,
        text: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        """`text`, a sentence about this very case, takes the place of the general one."""
        words = self._pages.texts.error(status)
        message = text or words.text
        if "text/html" in request.headers.get("accept", ""):
            response: Response = self._pages.page(
                request, "error.html", status, number=status, title=words.title, text=message
            )
        else:
            body = {"error": {"status": status, "title": words.title, "text": message}}
            response = JSONResponse(body, status_code=status)
        response.headers.update({"Cache-Control": "no-store", **(headers or {})})
        return response


def sentence(detail: object) -> str | None:
    """The detail of an HTTPException where it is our own Korean sentence, not the framework's English."""
    return detail if isinstance(detail, str) and not detail.isascii() else None
