"""Probes: is the process alive, and can it answer."""

from fastapi import APIRouter
from starlette.responses import JSONResponse

from connectors.web.guard import log_failure
from connectors.web.ports import WebServices

_NEEDED = ("database", "lexical")


def health_router(services: WebServices) -> APIRouter:
    """`/healthz` and `/readyz`. Ready means searchable: vectors may still be made, their number is told."""
    router = APIRouter()

    @router.get("/healthz")
    async def alive() -> JSONResponse:
        return JSONResponse({"status": "ok"}, headers={"Cache-Control": "no-store"})

    @router.get("/readyz")
    def ready() -> JSONResponse:
        try:
            parts = dict(services.library.ready())
        except Exception as error:  # a probe says that it is not ready, whatever the cause
            log_failure("readiness", error)
            parts = {"database": False}
        able = all(parts.get(part) for part in _NEEDED)
        body = {"status": "ready" if able else "not_ready", **parts}
        return JSONResponse(body, 200 if able else 503, headers={"Cache-Control": "no-store"})

    return router
