"""How a failure inside a turn is logged: its kind and place, never what a person typed."""

import traceback
from pathlib import Path

import structlog

_log = structlog.get_logger(__name__)


def log_failure(event: str, turn_id: str, problem: Exception) -> None:
    """Log it. Neither the message nor the locals: both may hold what a person typed."""
    place = traceback.extract_tb(problem.__traceback__)[-1]
    _log.error(
        event, turn=turn_id, kind=type(problem).__name__, place=f"{Path(place.filename).name}:{place.lineno}"
    )
