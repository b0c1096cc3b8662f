"""The utterances with their gold facts, checked as they are read.

as_of       the day on which all utterances of a file are said.
tuned       true where the reader was improved while looking at these: they all belong to `dev`.
held        true where these are only measured, never looked at while improving: they all belong to `held`.
utterances  id       decides the part (see `evals.answers.kinds.part`).
            before   what was said before, read first; `asked` is the question just asked (self.age).
            facts    what has to be read: `self.age=35`, `deposit=30000000`, `crisis+=eviction` for an
                     element of a list, `~=` and `~+=` where only a doubtful reading is right.
            with     members who have to be read and have no fact of their own here.
            maybe    what may be read or not: a fact as above, or `child1.age` for whatever value;
                     `child1.relation` for a member.
"""

import re
from datetime import date
from pathlib import Path
from typing import Self

import yaml
from pydantic import Field, field_validator, model_validator

from evals.answers.kinds import Part, part
from evals.sets import DatedSet, of_part, read_sets, sampled
from knowledge.language.datafile import DataModel

OWN_UTTERANCES = Path(__file__).parent / "utterances"

_GOLD = re.compile(
    r"(?:(?P<member>self|[a-z_]+\d?)\.)?(?P<fact>[a-z_]+)(?:(?P<doubtful>~)?(?P<sign>\+=|=)(?P<value>.*))?"
)


class Gold(DataModel):
    """One fact that is expected; `element` for one of a list; `any_value` where only its key is given."""

    member: str | None
    fact: str
    value: object = None
    doubtful: bool = False
    element: bool = False
    any_value: bool = False


def gold(text: str) -> Gold:
    """Read one gold fact.

    Raises:
        ValueError: it is not written as described above.
    """
    found = _GOLD.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"'{text}'은(는) 사실을 적는 꼴이 아닙니다. self.age=35처럼 적으세요.")
    value = None if found["value"] is None else yaml.safe_load(found["value"])
    return Gold(
        member=found["member"],
        fact=found["fact"],
        value=value.isoformat() if isinstance(value, date) else value,
        doubtful=bool(found["doubtful"]),
        element=found["sign"] == "+=",
        any_value=found["sign"] is None,
    )


class Utterance(DataModel):
    """One utterance; its fields are described above."""

    id: str
    say: str = Field(min_length=1)
    before: tuple[str, ...] = ()
    asked: str | None = None
    facts: tuple[str, ...] = ()
    with_members: tuple[str, ...] = Field(default=(), alias="with")
    maybe: tuple[str, ...] = ()
    tuned: bool = False
    held: bool = False

    @field_validator("facts", "maybe")
    @classmethod
    def _readable(cls, facts: tuple[str, ...]) -> tuple[str, ...]:
        for fact in facts:
            gold(fact)
        return facts

    @property
    def part(self) -> Part:
        """The part its file states, else by its id; what was tuned on can never be held."""
        if self.tuned:
            return Part.DEV
        return Part.HELD if self.held else part(self.id)


class UtteranceSet(DatedSet):
    """The utterances of one day."""

    tuned: bool = False
    held: bool = False
    utterances: tuple[Utterance, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _either_tuned_or_held(self) -> Self:
        if self.tuned and self.held:
            raise ValueError("tuned와 held를 함께 둘 수 없습니다. 보고 고친 문장이면 held를 빼세요.")
        return self

    def of_part(self, wanted: Part | None) -> "UtteranceSet":
        """The utterances of one part, all of them for None. Raises InputError where none is left."""
        return self.model_copy(update={"utterances": of_part(self.utterances, wanted, "문장")})

    def sample(self, size: int | None, seed: int) -> "UtteranceSet":
        """See `sampled`."""
        return self.model_copy(update={"utterances": sampled(self.utterances, size, seed)})


def read_utterances(path: Path | None) -> UtteranceSet:
    """Our own utterances, or those of a file or folder of the same shape; see `read_sets` for errors."""
    read = read_sets(path or OWN_UTTERANCES, UtteranceSet, "문장", lambda one: one.utterances)
    utterances = tuple(
        utterance.model_copy(
            update={"tuned": utterance.tuned or one.tuned, "held": utterance.held or one.held}
        )
        for one in read
        for utterance in one.utterances
    )
    return UtteranceSet(as_of=read[0].as_of, utterances=utterances)
