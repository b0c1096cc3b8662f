"""The questions with what a right answer holds, checked as they are read.

Every file of the folder `questions` has the same shape:

    as_of      the day the questions are asked on, the same in all files of a folder.
    tuned      true where answers were improved while looking at these questions: they all belong to `dev`.
    questions  id          differs over all files of a folder; decides the part (see `kinds.part`).
               kind        what kind of question it is, default `aspect`.
               program     the program a citation must be of; `also` names others that support as well.
                           Without it, passages of `also` support, and any that holds a term of the answer.
               year        the year the answer has to hold for; without it only the as-of date counts.
               must        every entry has to appear; a number is an amount in won however it is written
                           (820,556원, 82만 556원); a list means any one of them. Spaces do not count.
               must_not    none of these may appear: mostly the same item's figure of another year.
               status      how the reply may end, default answered. `or_notice`: a reply that carries such a
                           notice and none of must_not counts as a refusal too.
"""

import re
from datetime import date
from pathlib import Path
from typing import Self

import numpy as np
from pydantic import Field, field_validator, model_validator

from assistant.reply import Status
from evals.answers.kinds import Kind, Part, part
from knowledge.aspects import Aspect
from knowledge.errors import CatalogError, InputError
from knowledge.language.datafile import DataModel, read_data
from knowledge.records import Role

OWN_QUESTIONS = Path(__file__).parent / "questions"

Term = int | str
"""A figure in won, or words."""


class Question(DataModel):
    """One question; its fields are described above."""

    id: str
    question: str = Field(min_length=1)
    kind: Kind = Kind.ASPECT
    role: Role = Role.CITIZEN
    program: str | None = None
    also: tuple[str, ...] = ()
    aspect: Aspect | None = None
    year: int | None = None
    status: tuple[Status, ...] = (Status.ANSWERED,)
    or_notice: tuple[str, ...] = ()
    must: tuple[Term | tuple[Term, ...], ...] = ()
    must_not: tuple[Term, ...] = ()
    tuned: bool = False

    @field_validator("status", mode="before")
    @classmethod
    def _one_or_several(cls, value: object) -> object:
        return [value] if isinstance(value, str) else value

    @property
    def answerable(self) -> bool:
        """Whether the library is expected to answer it."""
        return Status.ANSWERED in self.status

    @property
    def part(self) -> Part:
        """Which part it belongs to; what was tuned on can never be held."""
        return Part.DEV if self.tuned else part(self.id)


class QuestionSet(DataModel):
    """All questions and the day they are asked on."""

    as_of: date
    tuned: bool = False
    questions: tuple[Question, ...] = Field(min_length=1)

    def of_part(self, wanted: Part | None) -> "QuestionSet":
        """The questions of one part, all of them for None. Raises InputError where none is left."""
        if wanted is None:
            return self
        chosen = tuple(one for one in self.questions if one.part is wanted)
        if not chosen:
            raise InputError(f"{wanted.value}에 드는 문항이 없습니다. --part 없이 실행해 주십시오.")
        return QuestionSet(as_of=self.as_of, questions=chosen)

    def sample(self, size: int | None, seed: int) -> "QuestionSet":
        """`size` questions drawn without replacement in their order; all of them where there are no more."""
        if size is None or size >= len(self.questions):
            return self
        drawn = np.random.default_rng(seed).choice(len(self.questions), size=size, replace=False)
        return QuestionSet(
            as_of=self.as_of, questions=tuple(self.questions[at] for at in sorted(drawn.tolist()))
        )

    @model_validator(mode="after")
    def _ids_differ(self) -> Self:
        seen: set[str] = set()
        for question in self.questions:
            if question.id in seen:
                raise ValueError(f"문항 id '{question.id}'가 두 번 있습니다. 하나를 바꾸세요.")
            seen.add(question.id)
        return self


def read_questions(path: Path | None) -> QuestionSet:
    """Our own questions, or those of a file or folder of the same shape.

    Raises CatalogError with file and line, InputError for a folder without a file.
    """
    place = path or OWN_QUESTIONS
    if not place.is_dir():
        return QuestionSet(as_of=(one := read_data(place, QuestionSet)).as_of, questions=_marked(one))
    files = sorted(place.glob("*.yaml"))
    if not files:
        raise InputError(f"{place}에 문항 파일(*.yaml)이 없습니다. 폴더를 확인해 주십시오.")
    sets = {file: read_data(file, QuestionSet) for file in files}
    _one_day(sets)
    _ids_differ_over(sets)
    return QuestionSet(
        as_of=sets[files[0]].as_of, questions=tuple(one for read in sets.values() for one in _marked(read))
    )


def _marked(read: QuestionSet) -> tuple[Question, ...]:
    """The questions, each knowing whether it was tuned on."""
    return tuple(one.model_copy(update={"tuned": one.tuned or read.tuned}) for one in read.questions)


def _one_day(sets: dict[Path, QuestionSet]) -> None:
    first, *others = sets
    for file in others:
        if sets[file].as_of != sets[first].as_of:
            raise CatalogError(
                f"as_of가 {first.name}과 다릅니다. 한 폴더의 문항은 같은 날에 묻습니다.",
                file,
                _line(file, r"as_of:.*"),
            )


def _ids_differ_over(sets: dict[Path, QuestionSet]) -> None:
    seen: dict[str, Path] = {}
    for file, read in sets.items():
        for question in read.questions:
            if question.id in seen:
                raise CatalogError(
                    f"문항 id '{question.id}'가 {seen[question.id].name}에도 있습니다. 하나를 바꾸세요.",
                    file,
                    _line(file, rf"\s*-?\s*id:\s*[\"']?{re.escape(question.id)}[\"']?\s*"),
                )
            seen[question.id] = file


def _line(file: Path, pattern: str) -> int | None:
    lines = file.read_text(encoding="utf-8").split("\n")
    return next((number for number, line in enumerate(lines, 1) if re.fullmatch(pattern, line)), None)
