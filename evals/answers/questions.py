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

from pathlib import Path

from pydantic import Field, field_validator

from assistant.reply import Status
from evals.answers.kinds import Kind, Part, part
from evals.sets import DatedSet, of_part, read_sets, sampled
from knowledge.aspects import Aspect
from knowledge.language.datafile import DataModel
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


class QuestionSet(DatedSet):
    """All questions and the day they are asked on."""

    tuned: bool = False
    questions: tuple[Question, ...] = Field(min_length=1)

    def of_part(self, wanted: Part | None) -> "QuestionSet":
        """The questions of one part, all of them for None. Raises InputError where none is left."""
        return self.model_copy(update={"questions": of_part(self.questions, wanted, "문항")})

    def sample(self, size: int | None, seed: int) -> "QuestionSet":
        """See `sampled`."""
        return self.model_copy(update={"questions": sampled(self.questions, size, seed)})


def read_questions(path: Path | None) -> QuestionSet:
    """Our own questions, or those of a file or folder of the same shape; see `read_sets` for errors."""
    read = read_sets(path or OWN_QUESTIONS, QuestionSet, "문항", lambda one: one.questions)
    questions = tuple(
        question.model_copy(update={"tuned": question.tuned or one.tuned})
        for one in read
        for question in one.questions
    )
    return QuestionSet(as_of=read[0].as_of, questions=questions)
