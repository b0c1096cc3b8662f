"""What kinds of question there are, and which part of the questions may be tuned on."""

from enum import StrEnum
from hashlib import sha256


class Kind(StrEnum):
    """The closed list of kinds; its value stands in the question files, its `term` is what people read."""

    ASPECT = "aspect"
    YEAR = "year"
    TABLE = "table"
    COMPARISON = "comparison"
    SEVERAL = "several"
    LAW = "law"
    CHANGE = "change"
    CORRECTION = "correction"
    OVERLAP = "overlap"
    LIFE_EVENT = "life_event"
    PROCEDURE = "procedure"
    UNANNOUNCED = "unannounced"
    UNANSWERABLE = "unanswerable"
    OUT_OF_SCOPE = "out_of_scope"
    CRISIS = "crisis"

    @property
    def term(self) -> str:
        """The Korean name."""
        return _KINDS[self]


class Part(StrEnum):
    """Answers are improved by looking at one part; figures are reported on the other."""

    DEV = "dev"
    HELD = "held"

    @property
    def term(self) -> str:
        """The Korean name."""
        return _PARTS[self]


def part(id: str) -> Part:
    """The part a question belongs to by its id alone: the same on every machine, about half in each."""
    return Part.HELD if sha256(id.encode()).digest()[0] % 2 else Part.DEV


_KINDS = {
    Kind.ASPECT: "사업의 한 가지를 물음",
    Kind.YEAR: "어느 해의 값을 물음",
    Kind.TABLE: "표로 물음",
    Kind.COMPARISON: "둘을 견주어 물음",
    Kind.SEVERAL: "한 번에 여러 가지를 물음",
    Kind.LAW: "근거 조문을 물음",
    Kind.CHANGE: "바뀐 것을 물음",
    Kind.CORRECTION: "틀린 값을 넣어 물음",
    Kind.OVERLAP: "함께 받을 수 있는지 물음",
    Kind.LIFE_EVENT: "겪은 일을 말함",
    Kind.PROCEDURE: "절차와 계산을 물음",
    Kind.UNANNOUNCED: "아직 정해지지 않은 값을 물음",
    Kind.UNANSWERABLE: "없는 사업을 물음",
    Kind.OUT_OF_SCOPE: "복지 밖의 것을 물음",
    Kind.CRISIS: "위기를 말함",
}
_PARTS = {Part.DEV: "고치며 본 문항", Part.HELD: "따로 둔 문항"}
