"""Why the model's words were not used: a closed list, and the notices that say so."""

from enum import StrEnum
from pathlib import Path

from pydantic import Field, field_validator

from assistant.by_role import ByRole
from knowledge.language.datafile import DataModel, read_data
from knowledge.records import Role

NOTICES = Path(__file__).with_name("notices.yaml")


class Trouble(StrEnum):
    """What went wrong with the model in a turn."""

    DOWN = "down"
    SLOW = "slow"
    BUSY = "busy"
    LIMIT = "limit"
    MALFORMED = "malformed"
    REFUSED = "refused"
    UNGROUNDED = "ungrounded"

    @property
    def lasting(self) -> bool:
        """Whether the next turn will probably meet it too."""
        return self in (Trouble.DOWN, Trouble.SLOW)


class ModelTrouble(Exception):
    """Raised inside the model's path; it never leaves it. It holds no text of a person or a model."""

    def __init__(self, kind: Trouble, place: str = "") -> None:
        super().__init__(f"{kind}: {place}")
        self.kind, self.place = kind, place


class _NoticeData(DataModel):
    step: str = Field(min_length=1)
    notices: dict[Trouble, ByRole]

    @field_validator("notices")
    @classmethod
    def _complete(cls, notices: dict[Trouble, ByRole]) -> dict[Trouble, ByRole]:
        if missing := sorted(set(Trouble) - notices.keys()):
            raise ValueError(f"문장이 없습니다: {', '.join(missing)}")
        return notices


class Notices:
    """The sentences of notices.yaml."""

    def __init__(self, path: Path = NOTICES) -> None:
        """Read them; `CatalogError` where one is missing."""
        data = read_data(path, _NoticeData)
        self.step = data.step
        self._notices = data.notices

    def say(self, trouble: Trouble, role: Role) -> str:
        """Why this answer is in fixed words."""
        return self._notices[trouble].to(role)
