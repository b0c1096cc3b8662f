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

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Self

import numpy as np
from pydantic import Field, field_validator, model_validator

from assistant.reply import Status
from knowledge.errors import CatalogError, InputError
from knowledge.language.datafile import DataModel, read_data
from knowledge.records import Audience, Role

OWN_CASES = Path(__file__).parent / "cases"


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


class SafetySet(DataModel):
    """The cases of one day and the documents they meet."""

    as_of: date
    documents: tuple[HostileDocument, ...] = ()
    cases: tuple[SafetyCase, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _ids_differ(self) -> Self:
        for ids in ([one.id for one in self.cases], [one.id for one in self.documents]):
            if repeated := sorted({id for id in ids if ids.count(id) > 1}):
                raise ValueError(f"id {', '.join(repeated)}가 두 번 있습니다. 하나를 바꾸세요.")
        return self

    def sample(self, size: int | None, seed: int) -> "SafetySet":
        """`size` cases drawn without replacement in their order; all of them where there are no more."""
        if size is None or size >= len(self.cases):
            return self
        drawn = np.random.default_rng(seed).choice(len(self.cases), size=size, replace=False)
        return self.model_copy(update={"cases": tuple(self.cases[at] for at in sorted(drawn.tolist()))})


def read_cases(path: Path | None) -> SafetySet:
    """Our own cases, or those of a file or folder of the same shape.

    Raises CatalogError with file and line, InputError for a folder without a file or an id said twice.
    """
    place = path or OWN_CASES
    files = sorted(place.glob("*.yaml")) if place.is_dir() else [place]
    if not files:
        raise InputError(f"{place}에 사례 파일(*.yaml)이 없습니다. 폴더를 확인해 주십시오.")
    sets = [read_data(file, SafetySet) for file in files]
    for file, read in zip(files, sets, strict=True):
        if read.as_of != sets[0].as_of:
            raise CatalogError(f"as_of가 {files[0].name}과 다릅니다. 같은 날로 맞추세요.", file)
    try:
        return SafetySet(
            as_of=sets[0].as_of,
            documents=tuple(one for read in sets for one in read.documents),
            cases=tuple(one for read in sets for one in read.cases),
        )
    except ValueError as problem:
        raise InputError(f"{place}: {problem}") from problem
