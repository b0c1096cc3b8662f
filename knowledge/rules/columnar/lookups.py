"""Tables of figures on columns: every range of rows that an unknown index may mean is worked out once."""

from dataclasses import dataclass, field
from math import prod

import numpy as np
import numpy.typing as npt

from knowledge.errors import CatalogError
from knowledge.rules.columnar.bounds import Bounds
from knowledge.rules.columnar.tape import Operand, Tape, Values
from knowledge.rules.tables import Axis, DatedTable, Table

Numbers = npt.NDArray[np.int64]
_FAR = 2**62
_MOST_ROWS = 2**22


class Ranges:
    """A table's lowest and highest values. `kinds` says of each axis whether its index is certain."""

    def __init__(self, table: Table, kinds: tuple[bool, ...]) -> None:
        shape = [len(axis.indices) for axis in table.axes]
        if (
            prod(1 << n if axis.options else n for n, axis in zip(shape, table.axes, strict=True))
            > _MOST_ROWS
        ):
            raise CatalogError(
                f"수치 '{table.parameter}'의 표가 너무 커서 한꺼번에 셈할 수 없습니다. 구분의 값을 줄이세요."
            )
        cells = [table.cells[index] for index in sorted(table.cells)]
        low = np.array([cell.low for cell in cells], np.int64).reshape(shape)
        high = np.array([cell.high for cell in cells], np.int64).reshape(shape)
        self.published = bool((low == high).all())
        for at, (axis, certain) in enumerate(zip(table.axes, kinds, strict=True)):
            low, high = (
                _spread(low, at, axis, certain, np.minimum),
                _spread(high, at, axis, certain, np.maximum),
            )
        self.shape = low.shape
        self.low, self.high = Values(low.ravel()), Values(high.ravel())


def _spread(cells: Numbers, at: int, axis: Axis, certain: bool, pick: np.ufunc) -> Numbers:
    """An axis of options over all their bit sets, one of numbers over all ranges where it is uncertain."""
    rows = np.moveaxis(cells, at, 0)
    count = len(rows)
    if axis.options:
        found = np.full((1 << count, *rows.shape[1:]), _FAR if pick is np.minimum else -_FAR, np.int64)
        for bit in range(count):  # each option joins every set of those before it
            found[1 << bit : 2 << bit] = pick(found[: 1 << bit], rows[bit])
    elif certain:
        found = rows
    else:
        found = np.zeros((count * count, *rows.shape[1:]), np.int64)
        for first in range(count):
            found[first * count + np.arange(first, count)] = pick.accumulate(rows[first:], axis=0)
    return np.moveaxis(found, 0, at)


@dataclass
class Lookups:
    """Records look-ups; ranges of a table are found once."""

    tape: Tape
    _found: dict[tuple[int, tuple[bool, ...]], Ranges] = field(default_factory=dict)

    def table(self, table: Table, args: list[Bounds]) -> tuple[Operand, Operand]:
        """The lowest and highest figure of the rows that the indices may mean."""
        kinds = tuple(bool(axis.options) or arg.certain for axis, arg in zip(table.axes, args, strict=True))
        key = (id(table), kinds)
        if key not in self._found:
            self._found[key] = Ranges(table, kinds)
        ranges = self._found[key]
        index: Operand = 0
        for axis, arg, certain, size in zip(table.axes, args, kinds, ranges.shape, strict=True):
            index = self.tape.add(self.tape.mul(index, size), self._place(axis, arg, certain))
        low = self.tape.pick(ranges.low, index)
        sure = ranges.published and all(arg.certain for arg in args)
        return low, low if sure else self.tape.pick(ranges.high, index)

    def _place(self, axis: Axis, arg: Bounds, certain: bool) -> Operand:
        if axis.options:
            return arg.low
        low = self._within(axis, arg.low)
        if certain:
            return low
        return self.tape.add(self.tape.mul(low, axis.high - axis.low + 1), self._within(axis, arg.high))

    def _within(self, axis: Axis, value: Operand) -> Operand:
        """How far an index lies from the first row; past the last row is the last."""
        return self.tape.sub(self.tape.least(value, axis.high), axis.low)

    def dated(self, table: DatedTable, day: Bounds, args: list[Bounds]) -> tuple[Operand, Operand]:
        """The lowest and highest figure on any day between the bounds."""
        tape = self.tape
        covered = day.low
        periods = []
        for start, end, rows in table.periods:
            touched = tape.both(tape.le(start, day.high), tape.le(day.low, end))
            periods.append((touched, self.table(rows, args)))
            inside = tape.both(tape.le(start, covered), tape.le(covered, end))
            covered = tape.select(inside, end + 1, covered)
        return self._hull(periods, tape.le(covered, day.high), table.unknown)

    def _hull(
        self, periods: list[tuple[Operand, tuple[Operand, Operand]]], open_: Operand, unknown: tuple[int, int]
    ) -> tuple[Operand, Operand]:
        tape = self.tape
        low, high = tape.select(open_, unknown[0], _FAR), tape.select(open_, unknown[1], -_FAR)
        for touched, (least, most) in periods:
            low = tape.select(touched, tape.least(low, least), low)
            high = tape.select(touched, tape.most(high, most), high)
        return low, high
