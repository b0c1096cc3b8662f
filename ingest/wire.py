"""What passes between the server and the reading child: JSON lines, so that a child can send only data."""

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from ingest.options import ReadOptions
from knowledge.records import Audience, DocumentDraft

_DRAFTS: TypeAdapter[list[DocumentDraft]] = TypeAdapter(list[DocumentDraft])


def pack_request(path: Path, options: ReadOptions, timeout_s: float) -> bytes:
    """One line that asks the child for a file."""
    request = {"path": str(path), "timeout_s": timeout_s, "options": asdict(options)}
    return json.dumps(request, default=str).encode("ascii") + b"\n"


def unpack_request(line: bytes) -> tuple[Path, ReadOptions, float]:
    """The path, the options and the seconds of a request."""
    request = json.loads(line)
    said = request["options"]
    options = ReadOptions(
        source=said["source"],
        title=said["title"],
        effective_from=_day(said["effective_from"]),
        effective_to=_day(said["effective_to"]),
        audience=Audience(said["audience"]),
        name=said["name"],
    )
    return Path(request["path"]), options, float(request["timeout_s"])


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def pack_drafts(drafts: list[DocumentDraft]) -> bytes:
    """One line with the drafts."""
    return b"+" + _DRAFTS.dump_json(drafts) + b"\n"


def pack_error(message: str) -> bytes:
    """One line that says why there are none."""
    return b"-" + json.dumps(message).encode("ascii") + b"\n"


def unpack_reply(line: bytes) -> list[DocumentDraft] | str:
    """The drafts, or the child's message. Raises `ValueError` for anything else."""
    try:
        if line.startswith(b"+"):
            return _DRAFTS.validate_json(line[1:])
        if line.startswith(b"-"):
            return str(json.loads(line[1:]))
    except (ValidationError, RecursionError) as error:
        raise ValueError(str(error)) from error
    raise ValueError("an answer is neither drafts nor an error")
