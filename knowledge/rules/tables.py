"""Parameters as the rules of one day see them: figures, tables with a proved index, and tables by date."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property, lru_cache
from itertools import product
from math import lcm

from knowledge.cards.parameters import Figure, Key, Parameter, Period, Unit
from knowledge.cards.schema import Confidence
from knowledge.rules.kinds import Measure, Options, Type, number

RANKS = tuple(Confidence)
MAX_ROWS = 200
_KEPT = 100_000
Found = tuple[int, int, int]
"""The lowest and highest value of a lookup, and the bit of its worst rank (see `rests`)."""

_EXTRA = "extra"
_RATIOS = (Unit.PERCENT, Unit.PERCENT_PER_MONTH, Unit.PERCENT_PER_YEAR)
# How far a figure that is not published may lie: times the highest known one, and at least.
_UNKNOWN = {Measure.WON: (20, 1), Measure.RATIO: (2, 1), Measure.COUNT: (10, 100)}


def measure(unit: Unit) -> Measure:
    """What figures of this unit count."""
    if unit in _RATIOS:
        return Measure.RATIO
    return Measure.WON if unit.value.startswith("won") else Measure.COUNT


@dataclass(frozen=True)
class ParameterView:
    """A parameter with one scale for all its days, so that a missing year has a type too."""

    parameter: Parameter

    @cached_property
    def type(self) -> Type:
        """The number type of its figures."""
        kind = measure(self.parameter.unit)
        per = 100 if kind is Measure.RATIO else 1
        values = {f.value for period in self.parameter.periods for f in period.figures.values()}
        scale = 1
        for value in values:
            if per > 1 or value != int(value):
                scale = lcm(scale, (Fraction(value) / per).limit_denominator(10**9).denominator)
        return number(kind, scale)

    def keys(self, axis: int) -> tuple[str, ...]:
        """The keys of a dimension that any figure has, in order."""
        if axis not in self._keys:
            used = {key[axis] for period in self.parameter.periods for key in period.figures}
            self._keys[axis] = tuple(name for name in self.parameter.by[axis].keys if name in used)
        return self._keys[axis]

    @cached_property
    def _keys(self) -> dict[int, tuple[str, ...]]:
        return {}

    @cached_property
    def unknown(self) -> tuple[int, int]:
        """The range of a figure that is not published: from nothing to far above every known one.

        A share, that was always less than the whole, stays at most the whole.
        """
        known = max((self.scaled(f) for p in self.parameter.periods for f in p.figures.values()), default=1)
        times, least = _UNKNOWN[self.type.measure]
        if self.type.measure is Measure.RATIO and known < self.type.scale:
            return 0, self.type.scale
        return 0, max(known * times, least * self.type.scale)

    def scaled(self, figure: Figure) -> int:
        """A figure as an integer over `type.scale`."""
        type_ = self.type
        per = 100 if type_.measure is Measure.RATIO else 1
        if per == type_.scale == 1:
            return int(figure.value)
        return int(Fraction(figure.value) / per * type_.scale)

    def cell(self, period: Period | None, key: Key) -> "Cell":
        """The value for a key in a period; the whole range where there is none."""
        figure = period.figures.get(key) if period else None
        if figure is None:
            return Cell(*self.unknown, None)
        value = self.scaled(figure)
        return Cell(value, value, figure.confidence)


@dataclass(frozen=True, slots=True)
class Cell:
    """A value of a table, or the range of one that is not published (`confidence` None)."""

    low: int
    high: int
    confidence: Confidence | None


@dataclass(frozen=True)
class Axis:
    """How a table is indexed: by a whole number from `low` to `high`, or by an option (one bit)."""

    low: int
    high: int
    options: Options | None = None

    @property
    def indices(self) -> list[int]:
        """Every index: numbers, or single bits."""
        if self.options:
            return [1 << bit for bit in range(len(self.options.labels))]
        return list(range(self.low, self.high + 1))

    def chosen(self, low: int, high: int) -> list[int]:
        """The indices that an operand may be: from `low` to `high`, or the bits of `low`."""
        if self.options:
            return [1 << bit for bit in range(len(self.options.labels)) if low >> bit & 1]
        return list(range(max(low, self.low), min(high, self.high) + 1))


@dataclass(frozen=True, eq=False)
class Table:
    """A parameter's figures of one period over proved indices. Calling it looks a range of rows up.

    `known` remembers what was looked up, by the same operands.
    """

    parameter: str
    axes: tuple[Axis, ...]
    cells: Mapping[tuple[int, ...], Cell]
    period: Period | None
    known: dict[tuple[int, ...], Found] = field(default_factory=dict, repr=False)

    @cached_property
    def operands(self) -> int:
        """How many operands a lookup has."""
        return len(self.axes)

    def __call__(self, operands: tuple[int, ...]) -> Found:
        """The lowest and highest value and the bit of the worst rank; operands are low, high for each
        axis.
        """
        return _remembered(self.known, operands, self.rows(*operands))

    @cached_property
    def rests(self) -> int | None:
        """The rank bit that all cells share; None where it depends on the row."""
        bits = {_bit(cell) for cell in self.cells.values()}
        return bits.pop() if len(bits) == 1 else None

    @cached_property
    def published(self) -> bool:
        """Whether every cell has a value."""
        return all(cell.confidence for cell in self.cells.values())

    def rows(self, *operands: int) -> list[Cell]:
        """The cells an operand range may mean."""
        picks = [axis.chosen(*operands[2 * n : 2 * n + 2]) for n, axis in enumerate(self.axes)]
        return [self.cells[index] for index in product(*picks)]

    @property
    def range(self) -> tuple[int, int]:
        """The range of all its values."""
        return min(c.low for c in self.cells.values()), max(c.high for c in self.cells.values())


@dataclass(frozen=True, eq=False)
class DatedTable:
    """A table for each period of a parameter, read at a date that a household states."""

    parameter: str
    periods: tuple[tuple[int, int, Table], ...]  # first and last day, as ordinals
    unknown: tuple[int, int]
    known: dict[tuple[int, ...], Found] = field(default_factory=dict, repr=False)
    rests: None = None
    published: bool = False

    @property
    def operands(self) -> int:
        """How many operands a lookup has, the date included."""
        return 1 + len(self.periods[0][2].axes)

    def __call__(self, operands: tuple[int, ...]) -> Found:
        """The lowest and highest value, and the worst rank's bit, on any day from the first operand to the
        second.
        """
        return _remembered(self.known, operands, self.rows(*operands))

    def rows(self, first: int, last: int, *operands: int) -> list[Cell]:
        """The cells that may be read."""
        found = [
            cell
            for start, end, t in self.periods
            if start <= last and first <= end
            for cell in t.rows(*operands)
        ]
        return found if self._covered(first, last) else [*found, Cell(*self.unknown, None)]

    def _covered(self, first: int, last: int) -> bool:
        day = first
        for start, end, _ in self.periods:
            if start <= day <= end:
                day = end + 1
        return day > last

    @property
    def range(self) -> tuple[int, int]:
        """The range of all its values, an unpublished one included."""
        ranges = [table.range for _, _, table in self.periods] + [self.unknown]
        return min(low for low, _ in ranges), max(high for _, high in ranges)


def _remembered(known: dict[tuple[int, ...], Found], operands: tuple[int, ...], cells: list[Cell]) -> Found:
    found = min(c.low for c in cells), max(c.high for c in cells), max(map(_bit, cells))
    if len(known) < _KEPT:
        known[operands] = found
    return found


def _bit(cell: Cell) -> int:
    return 1 << RANKS.index(cell.confidence) & ~1 if cell.confidence else 0


def table_of(view: ParameterView, period: Period | None, axes: tuple[Axis, ...]) -> Table:
    """The table of one period over these axes."""
    cells = {}
    for index in product(*(axis.indices for axis in axes)):
        cells[index] = _cell(view, period, axes, index)
    return Table(view.parameter.id, axes, cells, period)


def _cell(view: ParameterView, period: Period | None, axes: tuple[Axis, ...], index: tuple[int, ...]) -> Cell:
    parts: list[str] = []
    beyond = 0
    for n, (axis, place) in enumerate(zip(axes, index, strict=True)):
        if axis.options:
            parts.append(axis.options.ids(place)[0])
            continue
        name, over = number_key(view.keys(n), place)
        parts.append(name or "")
        beyond = over or beyond
    cell = view.cell(period, tuple(parts))
    if not beyond:
        return cell
    step = view.cell(period, tuple(_EXTRA if part == parts[-1] else part for part in parts))
    worst = max((c for c in (cell.confidence, step.confidence) if c), key=RANKS.index, default=None)
    return Cell(cell.low + beyond * step.low, cell.high + beyond * step.high, worst)


@lru_cache(maxsize=10_000)
def number_key(keys: tuple[str, ...], value: int) -> tuple[str | None, int]:
    """The key that a whole number falls under, and how many steps of `extra` come on top; None if none
    does.
    """
    if str(value) in keys:
        return str(value), 0
    numbers = sorted(int(key) for key in keys if key.isdigit())
    for key in keys:
        first, dash, last = key.partition("-")
        if dash and first.isdigit() and last.isdigit() and int(first) <= value <= int(last):
            return key, 0
    starts = sorted((int(k[5:]), k) for k in keys if k.startswith("from_") and k[5:].isdigit())
    open_keys = [k for start, k in starts if start <= value]
    if open_keys:
        return open_keys[-1], 0
    for prefix, past in (("under_", 0), ("to_", 1)):
        ends = sorted(
            (int(k[len(prefix) :]), k) for k in keys if k.startswith(prefix) and k[len(prefix) :].isdigit()
        )
        fitting = [k for end, k in ends if value < end + past]
        if fitting:
            return fitting[0], 0
    if _EXTRA in keys and numbers and value > numbers[-1]:
        return str(numbers[-1]), value - numbers[-1]
    return None, 0


def numbered(keys: tuple[str, ...]) -> bool:
    """Whether a dimension can be indexed by a whole number at all."""
    return any(number_key(keys, value)[0] for value in range(0, 100))


def day_range(period: Period) -> tuple[int, int]:
    """A period's first and last day as ordinals."""
    last = period.end.toordinal() if period.end else date(2199, 12, 31).toordinal()
    return period.start.toordinal(), last
