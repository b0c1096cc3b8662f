"""What an index on disk has seen, written beside it after each of its commits.

An index may be ahead of its state file after a kill, never behind it: catching up repeats the last step,
and every step may be repeated.
"""

import json
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class IndexState:
    """`made_by` is the schema or the embedder; `generation` names what lies on disk."""

    epoch: str
    made_by: str
    revision: int
    generation: str

    @classmethod
    def fresh(cls, epoch: str, made_by: str) -> "IndexState":
        """The state of an index that has seen nothing."""
        return cls(epoch, made_by, 0, secrets.token_hex(4))


def read_state(path: Path) -> IndexState | None:
    """The state on disk; None when there is none or it cannot be read, which means: make it anew."""
    try:
        return IndexState(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def write_state(path: Path, state: IndexState) -> None:
    """Replaces the state file at once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".partial")
    partial.write_text(json.dumps(asdict(state)), encoding="utf-8")
    partial.replace(path)
