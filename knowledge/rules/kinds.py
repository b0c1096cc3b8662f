"""The types of values in rules, and the ranges that every value is proved to stay in.

A number is an integer `value` over a fixed denominator `scale`, so 4.17% is 417 over 10000: exact in every
executor. A truth is 0 or 1. A date is its proleptic ordinal, 0 for "known to be none". A choice is a bit set
of the options that are still possible; a known choice has one bit. A set (자격, 위기사유) is two bit sets:
what is surely in it, and what may be.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from knowledge.rules.names import key

MAX_SCALED = 2**62


class Kind(StrEnum):
    """What a value is."""

    TRUTH = "bool"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    SET = "set"


class Measure(StrEnum):
    """What a number counts; `plain` is a figure written into a rule, which fits any of them."""

    WON = "won"
    COUNT = "int"
    RATIO = "ratio"
    PLAIN = "plain"

    @property
    def term(self) -> str:
        """The Korean name in errors."""
        return {"won": "금액(원)", "int": "개수·나이·기간", "ratio": "비율", "plain": "수"}[self]


@dataclass(frozen=True)
class Options:
    """A closed vocabulary: id → what people read. Compared by `name`."""

    name: str
    labels: dict[str, str] = field(compare=False, hash=False)

    def bit(self, word: str) -> int | None:
        """The bit of an option, given its id or its label; None if it is neither."""
        index = self._numbers.get(word)
        if index is None:
            index = self._numbers.get(key(word.replace(" ", "")))
        return None if index is None else 1 << index

    @cached_property
    def _numbers(self) -> dict[str, int]:
        """The number of each id, and of each label without spaces."""
        found = {option: index for index, option in enumerate(self.labels)}
        for index, label in enumerate(self.labels.values()):
            found.setdefault(key(label.replace(" ", "")), index)
        return found

    @property
    def all(self) -> int:
        """Every option possible."""
        return int((1 << len(self.labels)) - 1)

    def ids(self, mask: int) -> list[str]:
        """The ids of the bits that are set."""
        return [option for index, option in enumerate(self.labels) if mask >> index & 1]


@dataclass(frozen=True)
class Type:
    """The type of a value. `scale` is the denominator of a number, `options` the words of a choice or a
    set.
    """

    kind: Kind
    measure: Measure = Measure.PLAIN
    scale: int = 1
    options: Options | None = None

    @property
    def term(self) -> str:
        """The Korean name in errors."""
        if self.kind is Kind.NUMBER:
            return self.measure.term
        return {
            Kind.TRUTH: "참·거짓",
            Kind.DATE: "날짜",
            Kind.CHOICE: "고르는 값",
            Kind.SET: "여러 개를 고르는 값",
        }[self.kind]


TRUTH = Type(Kind.TRUTH)
DATE = Type(Kind.DATE)


def number(measure: Measure, scale: int = 1) -> Type:
    """A number type."""
    return Type(Kind.NUMBER, measure, scale)
