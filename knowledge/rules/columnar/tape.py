"""A straight-line program over columns: what the rules become before they run on many households at once.

A `Column` is the result of one operation, at one place (a row for each household, person, vehicle or pair
of people). Equal operations are one column, constants fold, and whatever no output needs falls away, so that
a value that is certain for everybody costs nothing, and one that is certain in this file is computed once
instead of as two bounds.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

import numpy as np
import numpy.typing as npt


class Table(IntEnum):
    """What a row stands for. A pair is two people of one household, itself with itself included."""

    HOUSEHOLD = 0
    PERSON = 1
    VEHICLE = 2
    PAIR = 3


@dataclass(frozen=True, eq=False, slots=True)
class Column:
    """The result of an operation. `truth` columns hold true and false, all others whole numbers."""

    index: int
    table: Table
    truth: bool


Operand = Column | int  # a constant truth is a bool


@dataclass(frozen=True, eq=False, slots=True)
class Values:
    """A series of values that a column is an index into."""

    values: npt.NDArray[np.int64]

    def __getitem__(self, index: int) -> int:
        """The value at an index that is known already."""
        return int(self.values[index])


@dataclass(frozen=True, slots=True)
class Step:
    """One operation: its name, its operands, and what else it needs (a table of values, a divisor, a key)."""

    op: str
    args: tuple[Operand, ...]
    data: Hashable
    result: Column


@dataclass
class Tape:
    """Records operations. Operands of one operation are constants or columns of the same table."""

    steps: list[Step] = field(default_factory=list)
    _known: dict[Hashable, Column] = field(default_factory=dict)

    def record(
        self, op: str, args: tuple[Operand, ...], table: Table, truth: bool, data: Hashable = None
    ) -> Column:
        """The column of an operation; the one there is where it was recorded before."""
        key = (op, tuple(_key(arg) for arg in args), table, data)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = Column(len(self.steps), table, truth)
            self.steps.append(Step(op, args, data, found))
        return found

    def load(self, key: Hashable, table: Table, truth: bool) -> Column:
        """A column that the data bring."""
        return self.record("load", (), table, truth, key)

    def _plain(
        self, op: str, args: tuple[Operand, ...], truth: bool = False, data: Hashable = None
    ) -> Column:
        return self.record(op, args, _table(args), truth, data)

    def add(self, a: Operand, b: Operand) -> Operand:
        """A + b."""
        if a == 0 and not isinstance(a, Column):
            return b
        if b == 0 and not isinstance(b, Column):
            return a
        if isinstance(a, Column) or isinstance(b, Column):
            return self._plain("add", (a, b))
        return a + b

    def sub(self, a: Operand, b: Operand) -> Operand:
        """A - b."""
        if isinstance(b, Column) or (isinstance(a, Column) and b != 0):
            return self._plain("sub", (a, b))
        return a if isinstance(a, Column) else a - b

    def mul(self, a: Operand, b: Operand) -> Operand:
        """A * b."""
        for one, other in ((a, b), (b, a)):
            if not isinstance(one, Column):
                if one == 0:
                    return 0
                if one == 1:
                    return other
        if isinstance(a, Column) or isinstance(b, Column):
            return self._plain("mul", (a, b))
        return a * b

    def floordiv(self, a: Operand, by: int) -> Operand:
        """A // by, `by` a positive constant."""
        if by == 1:
            return a
        return self._plain("floordiv", (a,), data=by) if isinstance(a, Column) else a // by

    def least(self, a: Operand, b: Operand) -> Operand:
        """The smaller one."""
        return self.select(self.le(a, b), a, b) if a is not b else a

    def most(self, a: Operand, b: Operand) -> Operand:
        """The larger one."""
        return self.select(self.le(b, a), a, b) if a is not b else a

    def le(self, a: Operand, b: Operand) -> Operand:
        """A <= b."""
        if a is b:
            return True
        if isinstance(a, Column) or isinstance(b, Column):
            return self._plain("le", (a, b), truth=True)
        return a <= b

    def lt(self, a: Operand, b: Operand) -> Operand:
        """A < b."""
        if a is b:
            return False
        if isinstance(a, Column) or isinstance(b, Column):
            return self._plain("lt", (a, b), truth=True)
        return a < b

    def eq(self, a: Operand, b: Operand) -> Operand:
        """A == b."""
        if a is b:
            return True
        if isinstance(a, Column) or isinstance(b, Column):
            return self._plain("eq", (a, b), truth=True)
        return a == b

    def both(self, *parts: Operand) -> Operand:
        """All of these truths."""
        return self._joined("and", True, parts)

    def either(self, *parts: Operand) -> Operand:
        """Any of these truths."""
        return self._joined("or", False, parts)

    def _joined(self, op: str, neutral: bool, parts: Sequence[Operand]) -> Operand:
        kept: list[Column] = []
        for part in parts:
            if not isinstance(part, Column):
                if bool(part) is not neutral:
                    return not neutral
            elif part not in kept:
                kept.append(part)
        if not kept:
            return neutral
        found = kept[0]
        for part in kept[1:]:
            found = self._plain(op, (found, part), truth=True)
        return found

    def no(self, a: Operand) -> Operand:
        """Not a."""
        if not isinstance(a, Column):
            return not a
        step = self.steps[a.index]
        return step.args[0] if step.op == "not" else self._plain("not", (a,), truth=True)

    def select(self, where: Operand, a: Operand, b: Operand) -> Operand:
        """A where the truth holds, else b."""
        if not isinstance(where, Column):
            return a if where else b
        if a is b or (not isinstance(a, Column) and not isinstance(b, Column) and a == b):
            return a
        if _truth(a) and _truth(b):
            if not isinstance(a, Column):
                return self.either(where, b) if a else self.both(self.no(where), b)
            if not isinstance(b, Column):
                return self.either(self.no(where), a) if b else self.both(where, a)
            return self._plain("select", (where, a, b), truth=True)
        return self._plain("select", (where, a, b))

    def overlaps(self, mask: Operand, bits: int) -> Operand:
        """Whether a bit set shares a bit with a constant one."""
        if not isinstance(mask, Column):
            return mask & bits != 0
        return self._plain("overlaps", (mask,), truth=True, data=bits) if bits else False

    def union(self, a: Operand, b: Operand) -> Operand:
        """The union of two bit sets."""
        if a is b:
            return a
        if isinstance(a, Column) or isinstance(b, Column):
            return self._plain("union", (a, b))
        return a | b

    def number(self, a: Operand) -> Operand:
        """A truth as 0 or 1."""
        return self._plain("number", (a,)) if isinstance(a, Column) else int(a)

    def pick(self, values: Values, index: Operand) -> Operand:
        """The value at an index."""
        if not isinstance(index, Column):
            return values[index]
        return self._plain("pick", (self._plain("index", (index,)),), data=values)

    def move(self, a: Operand, table: Table, way: str) -> Operand:
        """A column repeated for the rows of a larger table: `own`, or a pair's `anchor` or `item`."""
        if not isinstance(a, Column) or a.table is table:
            return a
        return self.record("move", (a,), table, a.truth, way)

    def gather(self, how: str, a: Operand, table: Table, into: Table) -> Operand:
        """`any`, `sum` or `max` (0 where nobody is) over the items of each row of a smaller table."""
        if not isinstance(a, Column):
            if not a:
                return a
            everybody = self.load("ones", table, True)
            a = everybody if how == "any" else self.select(everybody, int(a), 0)
        if how == "sum" and isinstance(a, Column) and a.truth:
            a = self.number(a)
        return self.record("gather", (a,), into, how == "any", how)

    def needed(self, outputs: Sequence[Operand]) -> list[Step]:
        """The steps that these outputs need, in order."""
        wanted = {out.index for out in outputs if isinstance(out, Column)}
        for step in reversed(self.steps):
            if step.result.index in wanted:
                wanted.update(arg.index for arg in step.args if isinstance(arg, Column))
        return [step for step in self.steps if step.result.index in wanted]


def _key(arg: Operand) -> tuple[bool, int]:
    return (True, arg.index) if isinstance(arg, Column) else (False, int(arg))


def _truth(a: Operand) -> bool:
    return a.truth if isinstance(a, Column) else isinstance(a, bool)


def _table(args: Sequence[Operand]) -> Table:
    tables = {arg.table for arg in args if isinstance(arg, Column)}
    (table,) = tables
    return table
