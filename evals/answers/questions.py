"""The questions with what a right answer holds, checked as they are read."""

from datetime import date
from pathlib import Path
from typing import Self

import numpy as np
from pydantic import Field, field_validator, model_validator

from assistant.reply import Status
from knowledge.aspects import Aspect
from knowledge.language.datafile import DataModel, read_data
from knowledge.records import Role

OWN_QUESTIONS = Path(__file__).parent / "questions.yaml"

Term = int | str
"""A figure in won, or words."""


class Question(DataModel):
    """One question. `must` and `must_not` are described at the head of questions.yaml."""

    id: str
    question: str = Field(min_length=1)
    role: Role = Role.CITIZEN
    program: str | None = None
    aspect: Aspect | None = None
    year: int | None = None
    status: tuple[Status, ...] = (Status.ANSWERED,)
    or_notice: tuple[str, ...] = ()
    must: tuple[Term | tuple[Term, ...], ...] = ()
    must_not: tuple[Term, ...] = ()

    @field_validator("status", mode="before")
    @classmethod
    def _one_or_several(cls, value: object) -> object:
        return [value] if isinstance(value, str) else value

    @property
    def answerable(self) -> bool:
        """Whether the library is expected to answer it."""
        return Status.ANSWERED in self.status


class QuestionSet(DataModel):
    """All questions and the day they are asked on."""

    as_of: date
    questions: tuple[Question, ...] = Field(min_length=1)

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
    """Our own questions, or those of a file of the same shape. Raises CatalogError with file and line."""
    return read_data(path or OWN_QUESTIONS, QuestionSet)
