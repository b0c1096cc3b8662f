"""The words that facts are read by: data files beside the code, checked as they are loaded."""

import re
from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import Field, field_validator

from assistant.understanding.patterns import all_regular
from knowledge.language.datafile import DataModel, read_data

_HERE = Path(__file__).parent
_LONG = 3


def spaced(word: str) -> str:
    """The pattern of a word whose spaces may be left out."""
    return r"\s*".join(re.escape(part) for part in word.split())


def one_of(words: "list[str] | tuple[str, ...]") -> str:
    """The pattern of any of the words, the longest first."""
    return "|".join(spaced(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))


class Role(DataModel):
    """Words for one kind of person; see people.yaml."""

    role: str
    relation: str
    sex: Literal["female", "male"] | None = None
    order: Literal["first", "second", "third", "last"] | None = None
    minor: bool = False
    count: int = 1
    words: list[str] = Field(min_length=1)


class People(DataModel):
    """people.yaml."""

    roles: list[Role] = Field(min_length=1)
    parents_of_children: list[str]
    elders: list[str]
    pairs: dict[str, list[str]]
    companion: list[str]
    object: list[str]
    subject: list[str]
    copula: list[str]

    @cached_property
    def by_word(self) -> dict[str, Role]:
        """Each word without spaces and its role."""
        return {"".join(word.split()): role for role in self.roles for word in role.words}


class Moods(DataModel):
    """moods.yaml: patterns."""

    hypothetical: list[str]
    hearsay: list[str]
    reported: list[str]
    plan: list[str]
    question: list[str]
    rule: list[str]
    past: list[str]
    wh: list[str]
    request: list[str]

    @field_validator("*")
    @classmethod
    def _compile(cls, patterns: list[str]) -> list[str]:
        return all_regular(patterns)

    @cached_property
    def compiled(self) -> dict[str, re.Pattern[str]]:
        """Each mood's pattern."""
        return {name: re.compile("|".join(getattr(self, name))) for name in type(self).model_fields}


class Topic(DataModel):
    """Words that say what an amount is; see money.yaml. `weak`: only where no other real estate was named."""

    fact: str | None
    words: list[str] = Field(min_length=1)
    unless: str | None = None
    after: bool = False
    doubtful: bool = False
    pension_type: str | None = None
    status: str | None = None
    deniable: bool = True
    needs: str | None = None
    weak: bool = False


class Money(DataModel):
    """money.yaml."""

    topics: list[Topic] = Field(min_length=1)
    received: list[str]
    given_by_others: list[str]
    none: list[str]

    @field_validator("received", "given_by_others", "none")
    @classmethod
    def _compile(cls, patterns: list[str]) -> list[str]:
        return all_regular(patterns)


class Condition(DataModel):
    """What a phrase says of a person or of the household; see conditions.yaml.

    `says` are patterns. `negated` is the value where the phrase is denied (None: nothing is read then).
    `needs` must be in the clause too, `sentence` in the sentence; `unless` and `unless_sentence` must not.
    `only`: these members.
    `adult`: no small child's. `own`: the head's, unless it is said of a parent. `past`: a past event counts.
    """

    fact: str
    value: bool | int | str | None
    says: list[str] = Field(min_length=1)
    unless: str | None = None
    needs: str | None = None
    sentence: str | None = None
    unless_sentence: str | None = None
    only: list[str] = Field(default_factory=list)
    negated: bool | str | None = None
    deniable: bool = True
    doubtful: bool = False
    adult: bool = False
    own: bool = False
    element: bool = False
    household: bool = False
    past: bool = False

    @field_validator("says")
    @classmethod
    def _compile(cls, patterns: list[str]) -> list[str]:
        return all_regular(patterns)


class Conditions(DataModel):
    """conditions.yaml."""

    negation: str
    topical: str
    named: str
    countries: list[str] = Field(min_length=1)
    conditions: list[Condition] = Field(min_length=1)

    def pattern(self, condition: Condition) -> re.Pattern[str]:
        """What a condition says, compiled."""
        return re.compile("|".join(condition.says).replace("<<country>>", one_of(self.countries)))


class Model(DataModel):
    """A kind of vehicle."""

    kind: str
    words: list[str]
    light: bool = False


class Vehicles(DataModel):
    """vehicles.yaml."""

    models: list[Model]
    generic: list[str]
    livelihood: list[str]
    disabled: list[str]


class Answers(DataModel):
    """answers.yaml."""

    affirmed: list[str]
    denied: list[str]
    none: list[str]
    unknown: list[str]
    refused: list[str]
    correction: list[str]
    choices: dict[str, dict[str, str]]

    @field_validator("affirmed", "denied", "none", "unknown", "refused", "correction")
    @classmethod
    def _compile(cls, patterns: list[str]) -> list[str]:
        return all_regular(patterns)


class Spelling(DataModel):
    """spelling.yaml: misspellings of one length with the right word; words around which a space goes.

    `near`: words that are known by all their letters but one. `written`: patterns of notes in short and what
    they stand for. `fillers`: what people say while they think.
    """

    misspelt: dict[str, str]
    near: list[str]
    fillers: list[str] = Field(min_length=1)
    written: dict[str, str]
    ends: list[str]
    begins: list[str]
    begin_patterns: list[str]

    @field_validator("written")
    @classmethod
    def _compile(cls, written: dict[str, str]) -> dict[str, str]:
        all_regular(list(written))
        return written

    @field_validator("begin_patterns")
    @classmethod
    def _compile_begins(cls, patterns: list[str]) -> list[str]:
        return all_regular(patterns)

    @field_validator("near")
    @classmethod
    def _long(cls, words: list[str]) -> list[str]:
        for word in words:
            if len(word) < _LONG:
                raise ValueError(
                    f"'{word}'은(는) 너무 짧아 다른 말을 잘못 고치기 쉽습니다. 세 글자부터 적으세요."
                )
        return words

    @field_validator("misspelt")
    @classmethod
    def _same_length(cls, misspelt: dict[str, str]) -> dict[str, str]:
        for wrong, right in misspelt.items():
            if len(wrong) != len(right):
                raise ValueError(f"'{wrong}'과 '{right}'은 글자 수가 같아야 합니다.")
        return misspelt


class Lexicon:
    """All the words; made once."""

    def __init__(self, folder: Path = _HERE) -> None:
        """Read the files; `CatalogError` with file and line where one is wrong."""
        self.people = read_data(folder / "people.yaml", People)
        self.moods = read_data(folder / "moods.yaml", Moods)
        self.money = read_data(folder / "money.yaml", Money)
        self.conditions = read_data(folder / "conditions.yaml", Conditions)
        self.vehicles = read_data(folder / "vehicles.yaml", Vehicles)
        self.answers = read_data(folder / "answers.yaml", Answers)
        self.spelling = read_data(folder / "spelling.yaml", Spelling)
