"""Static files, held in memory and served under one content hash, so that they may be kept for a year."""

import hashlib
from pathlib import Path

from fastapi import APIRouter, HTTPException
from starlette.responses import Response

_FOLDER = Path(__file__).with_name("static")
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}


class Assets:
    """The files of a folder and the hash over all of them.

    The hash is a folder of the address, so a module that imports "./stream.js" gets the same edition.
    """

    def __init__(self, folder: Path = _FOLDER) -> None:
        self._files = {
            path.relative_to(folder).as_posix(): (path.read_bytes(), _TYPES[path.suffix])
            for path in sorted(folder.rglob("*"))
            if path.suffix in _TYPES
        }
        digest = hashlib.sha256()
        for name, (content, _) in self._files.items():
            digest.update(name.encode() + b"\0" + content)
        self.digest = digest.hexdigest()[:12]

    def url(self, name: str) -> str:
        """The address of a file; raises KeyError where there is none, so a misspelt name fails at once."""
        self._files[name]
        return f"/static/{self.digest}/{name}"

    def router(self) -> APIRouter:
        """The route that serves the files. A page older than the server gets today's files, uncached."""
        router = APIRouter()

        @router.get("/static/{digest}/{name:path}", include_in_schema=False)
        def static(digest: str, name: str) -> Response:
            if name not in self._files:
                raise HTTPException(404)
            content, media_type = self._files[name]
            fresh = digest == self.digest
            cache = "public, max-age=31536000, immutable" if fresh else "no-cache"
            return Response(content, media_type=media_type, headers={"Cache-Control": cache})

        return router
