"""The web face, composed: routes, error pages, and the layers that every request passes."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from connectors.web.answering import Answering
from connectors.web.appearance import appearance_router
from connectors.web.assets import Assets
from connectors.web.browsing import browsing_router
from connectors.web.chat import chat_router
from connectors.web.errors import ErrorPages, sentence
from connectors.web.guard import Guard
from connectors.web.headers import Headers
from connectors.web.health import health_router
from connectors.web.pages import Pages
from connectors.web.ports import WebServices
from connectors.web.reading import reading_router
from connectors.web.record import record_router
from connectors.web.settings import WebSettings
from connectors.web.texts import load_texts


def create_web_app(services: WebServices, settings: WebSettings | None = None) -> FastAPI:
    """The application to serve. Raises CatalogError where the texts of the pages are wrong."""
    settings = settings or WebSettings()
    assets = Assets()
    pages = Pages(assets, load_texts())
    errors = ErrorPages(pages)
    answering = Answering(services, settings)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        answering.close()

    app = FastAPI(title="이음", docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan)
    app.include_router(health_router(services))
    app.include_router(assets.router())
    app.include_router(appearance_router())
    app.include_router(chat_router(services, answering, pages, settings))
    app.include_router(record_router(services, answering, pages))
    app.include_router(browsing_router(services, pages))
    app.include_router(reading_router(services, pages))
    app.add_middleware(Guard, settings=settings, errors=errors)
    app.add_middleware(Headers)  # added last, so it is the outermost: refusals carry the headers too

    @app.exception_handler(HTTPException)
    async def refused(request: Request, error: HTTPException) -> Response:
        return errors.respond(request, error.status_code, sentence(error.detail), error.headers)

    @app.exception_handler(RequestValidationError)
    async def unreadable(request: Request, _: RequestValidationError) -> Response:
        return errors.respond(request, 422)

    return app
