"""Runs a tape over the columns of one chunk with Polars' kernels, and lets go of each column after its last
use, so that memory is that of what is still needed.
"""

from collections.abc import Callable, Hashable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import polars as pl

from knowledge.rules.columnar import dates
from knowledge.rules.columnar.geometry import Geometry
from knowledge.rules.columnar.series import full
from knowledge.rules.columnar.tape import Column, Operand, Step, Table, Tape, Values

Columns = MutableMapping[Hashable, pl.Series]


@dataclass(frozen=True)
class Program:
    """The steps that some outputs need, and after which step each column is no longer needed."""

    steps: Sequence[Step]
    outputs: Sequence[Operand]
    last: Mapping[int, Sequence[int]]


def program(tape: Tape, outputs: Sequence[Operand]) -> Program:
    """The program of these outputs of a tape."""
    steps = tape.needed(outputs)
    kept = {out.index for out in outputs if isinstance(out, Column)}
    seen: set[int] = set(kept)
    last: dict[int, list[int]] = {}
    for at in range(len(steps) - 1, -1, -1):
        for arg in steps[at].args:
            if isinstance(arg, Column) and arg.index not in seen:
                seen.add(arg.index)
                last.setdefault(at, []).append(arg.index)
    return Program(steps, outputs, last)


def run(wanted: Program, columns: Columns, geometry: Geometry) -> list[pl.Series | int]:
    """The outputs, in order; what is the same for all rows as a plain number. Columns are taken out of
    `columns` as they are loaded.
    """
    held: dict[int, pl.Series] = {}
    for at, step in enumerate(wanted.steps):
        op = step.op
        if op == "load":
            found = _load(step, columns, geometry)
        elif op == "move":
            found = geometry.move(_value(step.args[0], held), step.result.table, str(step.data))
        elif op == "gather":
            source = step.args[0].table if isinstance(step.args[0], Column) else Table.PERSON
            found = geometry.gather(_value(step.args[0], held), str(step.data), source)
        else:
            found = _KERNELS[op](step, *(_value(arg, held) for arg in step.args))
        held[step.result.index] = found
        for index in wanted.last.get(at, ()):
            del held[index]
    return [held[out.index] if isinstance(out, Column) else out for out in wanted.outputs]


def _load(step: Step, columns: Columns, geometry: Geometry) -> pl.Series:
    if step.data == "ones":
        return full(True, geometry.lengths[step.result.table], pl.Boolean)
    return columns.pop(step.data)


def _value(arg: Operand, held: Mapping[int, pl.Series]) -> pl.Series:
    return held[arg.index] if isinstance(arg, Column) else _constant(arg, isinstance(arg, bool))


@lru_cache(maxsize=10_000)
def _constant(value: int, truth: bool) -> pl.Series:
    """A series of one, which kernels repeat."""
    return pl.Series([value], dtype=pl.Boolean if truth else pl.Int64)


@lru_cache(maxsize=1_000)
def _series(values: Values) -> pl.Series:
    return pl.Series(values.values)


def _select(_: Step, where: pl.Series, a: pl.Series, b: pl.Series) -> pl.Series:
    return a.zip_with(where, b)


def _overlaps(step: Step, mask: pl.Series) -> pl.Series:
    bits: Any = step.data
    return (mask & _constant(bits, False)) != _constant(0, False)


def _pick(step: Step, index: pl.Series) -> pl.Series:
    values: Any = step.data
    return _series(values)[index]


def _floordiv(step: Step, a: pl.Series) -> pl.Series:
    by: Any = step.data
    return pl.Series(a.to_numpy() // by)


def _dates(step: Step, *args: pl.Series) -> pl.Series:
    longest = max(len(arg) for arg in args)
    operands = [arg.to_numpy() if len(arg) == longest else arg.item() for arg in args]
    return pl.Series(dates.FUNCTIONS[str(step.data)](*operands))


_KERNELS: dict[str, Callable[..., pl.Series]] = {
    "add": lambda _, a, b: a + b,
    "sub": lambda _, a, b: a - b,
    "mul": lambda _, a, b: a * b,
    "le": lambda _, a, b: a <= b,
    "lt": lambda _, a, b: a < b,
    "eq": lambda _, a, b: a == b,
    "and": lambda _, a, b: a & b,
    "or": lambda _, a, b: a | b,
    "not": lambda _, a: ~a,
    "union": lambda _, a, b: a | b,
    "number": lambda _, a: a.cast(pl.Int64),
    "floordiv": _floordiv,
    "select": _select,
    "overlaps": _overlaps,
    "index": lambda _, a: a.cast(pl.UInt32),
    "pick": _pick,
    "dates": _dates,
}
