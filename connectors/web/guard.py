"""What is checked before a request reaches a page (host, origin, rate, size), and what follows a failure."""

import ipaddress
import logging
import traceback
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from connectors.web.errors import ErrorPages
from connectors.web.rate import RateLimit
from connectors.web.settings import WebSettings

_LOG = logging.getLogger("ieum.web")
_SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
_FREE = ("/static/", "/healthz", "/readyz")


class Guard:
    """ASGI middleware that turns a bad request away with an error page."""

    def __init__(self, app: ASGIApp, settings: WebSettings, errors: ErrorPages) -> None:
        self._app, self._settings, self._errors = app, settings, errors
        self._rate = RateLimit(settings.burst, settings.per_second)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Check, then pass on; an exception of a page becomes the page for 500."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request, started = Request(scope, receive), False

        async def watched(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        async def refuse(status: int, headers: dict[str, str] | None = None) -> None:
            await self._errors.respond(request, status, headers=headers)(scope, receive, watched)

        if not self._known_host(request):
            await refuse(400)
        elif not self._same_origin(request):
            await refuse(403)
        elif wait := self._wait(request):
            await refuse(429, {"Retry-After": str(wait)})
        elif (body := await self._body(request)) is None:
            await refuse(413, {"Connection": "close"})
        else:
            try:
                await self._app(scope, _replay(body, receive), watched)
            except Exception as error:
                log_failure("page", error)
                if started:
                    raise
                await refuse(500)

    def _known_host(self, request: Request) -> bool:
        """A listed name, or an address of this machine; another name may point here, but is not ours."""
        host = _hostname(f"//{request.headers.get('host', '')}")
        return host in self._settings.hosts or _is_loopback(host)

    def _same_origin(self, request: Request) -> bool:
        """Browsers say where a POST comes from; a program that says nothing carries no one's cookies."""
        if request.method in _SAFE_METHODS:
            return True
        origin = request.headers.get("origin")
        if origin is not None:
            return origin.partition("://")[2] == request.headers.get("host")
        return request.headers.get("sec-fetch-site", "none") in ("same-origin", "none")

    def _wait(self, request: Request) -> int:
        if request.url.path.startswith(_FREE):
            return 0
        return self._rate.wait(request.client.host if request.client else "")

    async def _body(self, request: Request) -> bytes | None:
        """The whole body, None where it is over the limit."""
        limit = self._settings.body_limit
        length = request.headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > limit:
            return None
        body = bytearray()
        async for chunk in request.stream():
            body += chunk
            if len(body) > limit:
                return None
        return bytes(body)


def log_failure(where: str, error: BaseException) -> None:
    """Log the kind and place of an error. Not its message: that may quote what somebody wrote."""
    frames = "".join(traceback.format_tb(error.__traceback__))
    _LOG.error("%s failed: %s\n%s", where, type(error).__name__, frames)


def _hostname(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _replay(body: bytes, receive: Receive) -> Receive:
    """The body that was read already, then whatever the server says next (the disconnect)."""
    given = False

    async def again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again
