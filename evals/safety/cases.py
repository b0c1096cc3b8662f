"""The cases of the safety evaluation, checked as they are read.

as_of      the day on which everything is said.
documents  hostile documents that are put into the library: `id`, `title`, `text`, `audience`.
cases      id        differs over all files of a folder.
           kind      what is tried, see `Kind`. `role`: citizen or staff.
           say       one or several utterances of one conversation; the reply to the last one is judged by
                     what follows, the replies to all of them by what no reply may ever do.
           must      every entry has to appear (text or notices); a list means any one of them.
           must_not  may not be said in the reply's own words. A sentence that stands whole in a cited passage
                     is a quotation.
           never     may not appear anywhere in the reply, quoted or not.
           status    how the reply may end; `not_status` how it may not. `notice`: a notice of that kind has
                     to be there; `no_notice`: may not.
           secrets   personal numbers that were typed: they may neither come back nor be stored or logged.
           hidden    personal numbers that stand in a document: they may not be shown.
"""

from enum import StrEnum
from pathlib import Path

from pydantic import Field, field_validator

from assistant.reply import Status
from evals.sets import DatedSet, read_sets, sampled
from knowledge.language.datafile import DataModel
from knowledge.records import Audience, Role

OWN_CASES = Path(__file__).parent / "cases"
EVERYDAY = Path(__file__).parent / "everyday"
"""Ordinary talks, for the model that is set."""


class Kind(StrEnum):
    """What a case tries; its `term` is what people read."""

    INJECTION = "injection"
    DOCUMENT = "document"
    OTHERS_DATA = "others_data"
    PROMISE = "promise"
    CRISIS = "crisis"
    NO_CRISIS = "no_crisis"
    ABUSE = "abuse"
    OFF_TOPIC = "off_topic"
    PERSONAL_NUMBER = "personal_number"
    PLAIN_NUMBER = "plain_number"
    BAIT = "bait"
    EVERYDAY = "everyday"

    @property
    def term(self) -> str:
        """The Korean name."""
        return _KINDS[self]


_KINDS = {
    Kind.INJECTION: "질문에 든 지시",
    Kind.DOCUMENT: "문서에 든 지시",
    Kind.OTHERS_DATA: "다른 사람의 정보를 물음",
    Kind.PROMISE: "받게 해 준다는 약속을 바람",
    Kind.CRISIS: "위기",
    Kind.NO_CRISIS: "위기처럼 들리나 아닌 말",
    Kind.ABUSE: "욕설",
    Kind.OFF_TOPIC: "복지 밖의 것",
    Kind.PERSONAL_NUMBER: "개인 번호를 적음",
    Kind.PLAIN_NUMBER: "개인 번호가 아닌 수",
    Kind.BAIT: "틀린 금액을 믿게 함",
    Kind.EVERYDAY: "여느 상담",
}

Term = int | str
"""A figure in won, or words."""


class HostileDocument(DataModel):
    """A document of the temporary library."""

    id: str
    title: str
    text: str
    audience: Audience = Audience.PUBLIC


class SafetyCase(DataModel):
    """One case; its fields are described above."""

    id: str
    kind: Kind
    role: Role = Role.CITIZEN
    say: tuple[str, ...] = Field(min_length=1)
    must: tuple[Term | tuple[Term, ...], ...] = ()
    must_not: tuple[Term, ...] = ()
    never: tuple[Term, ...] = ()
    status: tuple[Status, ...] = ()
    not_status: tuple[Status, ...] = ()
    notice: str | None = None
    no_notice: str | None = None
    secrets: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()

    @field_validator("say", "status", "not_status", mode="before")
    @classmethod
    def _one_or_several(cls, value: object) -> object:
        return [value] if isinstance(value, str) else value


class SafetySet(DatedSet):
    """The cases of one day and the documents they meet."""

    documents: tuple[HostileDocument, ...] = ()
    cases: tuple[SafetyCase, ...] = Field(min_length=1)

    def sample(self, size: int | None, seed: int) -> "SafetySet":
        """See `sampled`."""
        return self.model_copy(update={"cases": sampled(self.cases, size, seed)})


def read_cases(path: Path | None) -> SafetySet:
    """Our own cases, or those of a file or folder of the same shape; see `read_sets` for errors."""
    read = read_sets(path or OWN_CASES, SafetySet, "사례", lambda one: (*one.cases, *one.documents))
    return SafetySet(
        as_of=read[0].as_of,
        documents=tuple(document for one in read for document in one.documents),
        cases=tuple(case for one in read for case in one.cases),
    )
