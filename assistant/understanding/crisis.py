"""Danger to somebody in what is said, and whom to call. Cues and numbers: crisis.yaml.

A danger that is spoken of is a notice atop the answer. It replaces the answer only for a citizen who speaks
of a danger now: staff may be asking about support for bereaved families.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

from pydantic import Field, field_validator

from assistant.understanding.cues import Cues, checked
from knowledge.language.datafile import DataModel, read_data
from knowledge.records import Role

CRISIS = Path(__file__).with_name("crisis.yaml")


class Level(IntEnum):
    """How a danger bears on the answer."""

    NONE = 0
    NOTICE = 1
    REPLACE = 2


@dataclass(frozen=True, slots=True)
class Crisis:
    """The strongest level and the calls to make, the most pressing first."""

    level: Level = Level.NONE
    kinds: tuple[str, ...] = ()
    calls: tuple[str, ...] = ()


class _Kind(DataModel):
    id: str
    call: str = Field(min_length=2)
    mention: list[str]
    immediate: list[str]
    now: list[str]
    reported: list[str] = Field(default_factory=list)
    past: list[str] = Field(default_factory=list)

    _cues = field_validator("mention", "immediate", "now", "reported", "past")(checked)


class _CrisisData(DataModel):
    idioms: list[str]
    past: list[str] = Field(default_factory=list)
    kinds: list[_Kind] = Field(min_length=1)

    _cues = field_validator("idioms", "past")(checked)

    @field_validator("kinds")
    @classmethod
    def _ids(cls, kinds: list[_Kind]) -> list[_Kind]:
        if len({kind.id for kind in kinds}) < len(kinds):
            raise ValueError("같은 id가 두 번 있습니다. 하나를 고치세요.")
        return kinds


class _Danger:
    """A kind with its cues compiled."""

    def __init__(self, kind: _Kind) -> None:
        self.kind = kind
        self._mention, self._immediate = Cues.of(kind.mention), Cues.of(kind.immediate)
        self._now, self._reported, self._past = Cues.of(kind.now), Cues.of(kind.reported), Cues.of(kind.past)

    def level(self, text: str) -> Level:
        """Reported or past danger is a mention, unless something says that it happens now."""
        immediate = self._immediate.any(self._reported.without(text)) and not self._past.any(text)
        spoken = self._mention.any(text) or self._immediate.any(text)
        if immediate or (spoken and self._now.any(text)):
            return Level.REPLACE
        return Level.NOTICE if spoken else Level.NONE


class Crises:
    """Reads danger; made once."""

    def __init__(self, path: Path = CRISIS) -> None:
        """Read the cues; `CatalogError` where the file is wrong."""
        data = read_data(path, _CrisisData)
        self._idioms = Cues.of(data.idioms)
        self._dangers = [_Danger(kind) for kind in data.kinds]

    def of_kinds(self, kinds: Sequence[str]) -> Crisis:
        """A danger that was heard without a cue: a notice with the calls of these kinds."""
        calls = {danger.kind.id: danger.kind.call for danger in self._dangers}
        known = tuple(kind for kind in kinds if kind in calls)
        return Crisis(Level.NOTICE, known, tuple(calls[kind] for kind in known)) if known else Crisis()

    def harmless(self, text: str) -> bool:
        """Whether the text says one of the idioms that only sound like a danger (더워 죽겠네요)."""
        return self._idioms.any(text)

    def read(self, text: str, role: Role) -> Crisis:
        """The danger spoken of, as it bears on an answer to this role."""
        plain = self._idioms.without(text)
        found = [(level, danger.kind) for danger in self._dangers if (level := danger.level(plain))]
        if not found:
            return Crisis()
        found.sort(key=lambda item: -item[0])
        level = found[0][0] if role is Role.CITIZEN else Level.NOTICE
        kinds = [kind for _, kind in found[:2]]
        return Crisis(level, tuple(kind.id for kind in kinds), tuple(kind.call for kind in kinds))
