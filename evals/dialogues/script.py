"""The scripted conversations, checked as they are read.

as_of       the day on which all dialogues of a folder are held.
tuned       true where the conversation was improved while looking at these: they all belong to `dev`.
dialogues   id         decides the part (see `evals.answers.kinds.part`).
            kind       what is tried, see `Kind`. `role`: citizen or staff.
            sheet      what is true of the household (see `sheet`); `others`: further households by name.
            unknown    facts that the person does not know, `refused` those they do not want to tell
                       (`self.earned_income`, `debts`): gold is judged without them.
            never_ask  facts that must not be asked here. A fact that was told, or was left open once, must
                       never be asked again; that needs no mention.
            maybe      facts that may be read beside the sheet.
            say_so     how the person answers when asked for a fact, where not in the usual words.
            stages     what happens one after another:
                       say      what is said, one or several utterances; the reply to the last is judged.
                       told     facts that this states (with the sheet's values): they have to be known then.
                       of       the household of `others` that is spoken of from here on.
                       change   facts that are different from here on (a correction, or time passed).
                       expect   verdicts once the questions are answered, with `won` where it is known.
                       why      how the verdict follows, with the figures and the law.
                       status, must, must_not   of the reply to `say`, as in the questions of answers.
                       talk     false where the person only asks and answers no question after it.
"""

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import Field, field_validator, model_validator

from assistant.reply import Status
from evals.answers.kinds import Part, part
from evals.dialogues.sheet import Sheet, SheetData
from evals.sets import DatedSet, of_part, read_sets, sampled
from knowledge.language.datafile import DataModel
from knowledge.records import Role

OWN_SCRIPTS = Path(__file__).parent / "scripts"


class Kind(StrEnum):
    """What a dialogue tries; its `term` is what people read."""

    LIFE_EVENT = "life_event"
    HOUSEHOLD = "household"
    CORRECTION = "correction"
    DECLINED = "declined"
    SWITCH = "switch"
    FOLLOW_UP = "follow_up"
    SEVERAL = "several"
    LOCAL = "local"

    @property
    def term(self) -> str:
        """The Korean name."""
        return _KINDS[self]


_KINDS = {
    Kind.LIFE_EVENT: "겪은 일을 말함",
    Kind.HOUSEHOLD: "가구를 말하고 판정을 물음",
    Kind.CORRECTION: "말을 바로잡음",
    Kind.DECLINED: "모르거나 말하지 않음",
    Kind.SWITCH: "다른 이야기로 넘어감",
    Kind.FOLLOW_UP: "까닭과 서류를 이어 물음",
    Kind.SEVERAL: "여러 가구를 이어 봄",
    Kind.LOCAL: "사는 곳에 따라 달라짐",
}


class Expected(DataModel):
    """A verdict that has to come out; `member` for programs that look at one person."""

    program: str
    member: str | None = None
    verdict: Literal["eligible", "ineligible", "unknown"]
    won: int | None = None


class Stage(DataModel):
    """One step of a dialogue; its fields are described above."""

    say: tuple[str, ...] = Field(min_length=1)
    told: tuple[str, ...] = ()
    of: str | None = None
    change: dict[str, Any] = Field(default_factory=dict)
    expect: tuple[Expected, ...] = ()
    why: str = ""
    status: tuple[Status, ...] = ()
    must: tuple[int | str | tuple[int | str, ...], ...] = ()
    must_not: tuple[int | str, ...] = ()
    talk: bool = True

    @field_validator("say", "status", mode="before")
    @classmethod
    def _one_or_several(cls, value: object) -> object:
        return [value] if isinstance(value, str) else value


class Dialogue(DataModel):
    """One scripted conversation; its fields are described above."""

    id: str
    kind: Kind
    role: Role = Role.CITIZEN
    sheet: SheetData
    others: dict[str, SheetData] = Field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    never_ask: tuple[str, ...] = ()
    maybe: tuple[str, ...] = ()
    say_so: dict[str, str] = Field(default_factory=dict)
    stages: tuple[Stage, ...] = Field(min_length=1)
    tuned: bool = False

    @property
    def part(self) -> Part:
        """The part it belongs to by its id; what was tuned on can never be held."""
        return Part.DEV if self.tuned else part(self.id)

    @property
    def kept_back(self) -> tuple[str, ...]:
        """Facts that the person does not tell."""
        return (*self.unknown, *self.refused)

    def sheets(self, as_of: date) -> list[Sheet]:
        """The sheet that is true in each stage."""
        named = {name: Sheet.of(data, as_of) for name, data in self.others.items()}
        name, named[""] = "", Sheet.of(self.sheet, as_of)
        found = []
        for stage in self.stages:
            name = stage.of if stage.of is not None else name
            named[name] = named[name].changed(stage.change)
            found.append(named[name])
        return found

    @model_validator(mode="after")
    def _whole(self) -> Self:
        for stage in self.stages:
            if stage.of and stage.of not in self.others:
                raise ValueError(f"others에 '{stage.of}' 가구가 없습니다. 이름을 확인하세요.")
            if stage.expect and not stage.why:
                raise ValueError(f"'{stage.say[0]}'의 판정에 까닭(why)이 없습니다. 계산을 적으세요.")
        return self


class Script(DatedSet):
    """The dialogues of one day."""

    tuned: bool = False
    dialogues: tuple[Dialogue, ...] = Field(min_length=1)

    def of_part(self, wanted: Part | None) -> "Script":
        """The dialogues of one part, all of them for None. Raises InputError where none is left."""
        return self.model_copy(update={"dialogues": of_part(self.dialogues, wanted, "대화")})

    def sample(self, size: int | None, seed: int) -> "Script":
        """See `sampled`."""
        return self.model_copy(update={"dialogues": sampled(self.dialogues, size, seed)})


def read_script(path: Path | None) -> Script:
    """Our own dialogues, or those of a file or folder of the same shape; see `read_sets` for errors."""
    read = read_sets(path or OWN_SCRIPTS, Script, "대화", lambda one: one.dialogues)
    dialogues = tuple(
        dialogue.model_copy(update={"tuned": dialogue.tuned or one.tuned})
        for one in read
        for dialogue in one.dialogues
    )
    return Script(as_of=read[0].as_of, dialogues=dialogues)
