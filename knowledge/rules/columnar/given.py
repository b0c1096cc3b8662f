"""Computed values that a file states itself (소득인정액 …), and those that are presumed."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
import polars as pl

from knowledge.rules.columnar.convert import scaled
from knowledge.rules.columnar.series import full
from knowledge.rules.compile import Snapshot
from knowledge.rules.definitions import Variable
from knowledge.rules.functions import MAX_PEOPLE
from knowledge.rules.kinds import Kind
from knowledge.rules.shape import Shape

_SIZE = "household_size"


@dataclass
class Givens:
    """The columns of given variables, how each is given (see `Known`), and whose values are wrong.

    `stated` are the variables that a column states, with the rows in which it does.
    """

    columns: dict[Hashable, pl.Series] = field(default_factory=dict)
    states: dict[int, Literal["some", "all"] | int] = field(default_factory=dict)
    stated: dict[str, pl.Series] = field(default_factory=dict)
    problems: list[tuple[np.ndarray, str]] = field(default_factory=list)


def givens(snapshot: Snapshot, shape: Shape, strict: bool, frame: pl.DataFrame) -> Givens:
    """The given variables of a chunk's households."""
    found = Givens()
    for name, variables in shape.statable.items():
        for variable in variables:
            value = None
            if name in frame.columns and frame[name].null_count() < frame.height:
                value = _stated(snapshot, variable, name, frame[name], found)
                found.stated[variable.id] = value.is_not_null()
            presumed = None if strict else _presumed(snapshot, variable)
            _give(found, variable, value, presumed, _barred(frame, variable))
    return found


def _barred(frame: pl.DataFrame, variable: Variable) -> pl.Series | None:
    return stated_any(frame, variable.entry.presume_unless)


def _give(
    found: Givens, variable: Variable, value: pl.Series | None, presumed: int | None, barred: Any
) -> None:
    if value is None and presumed is None:
        return
    if value is None and barred is None and presumed is not None:
        found.states[variable.index] = presumed
        return
    if value is None:
        value = full(None, len(barred), pl.Int64)
    if presumed is not None:
        where = value.is_null() if barred is None else value.is_null() & ~barred
        value = pl.Series([presumed]).zip_with(where, value)
    given = value.is_not_null()
    found.states[variable.index] = "all" if given.all() else "some"
    found.columns["given", variable.index] = value.fill_null(0)
    found.columns["is given", variable.index] = given


def _presumed(snapshot: Snapshot, variable: Variable) -> int | None:
    presume = variable.entry.presume
    options = snapshot.value_type(variable).options
    if presume is None:
        return None
    return options.bit(presume) if options else int(presume) * snapshot.value_type(variable).scale


def _stated(snapshot: Snapshot, variable: Variable, name: str, column: pl.Series, found: Givens) -> pl.Series:
    """A stated column in the variable's scale."""
    type_ = snapshot.value_type(variable)
    if type_.kind is Kind.NUMBER:
        per = 100 if variable.entry.type == "ratio" else 1
        most = snapshot.variable(variable).high
        if variable.entry.type == "ratio":
            value = scaled(column, type_.scale, per).cast(pl.Int64)
        else:
            value = column.cast(pl.Int64) * type_.scale
        good = column.is_between(0, most * per // type_.scale)
        if name == _SIZE:
            good = good & column.is_between(1, MAX_PEOPLE)
        words = "정수로 적으세요." if name != _SIZE else f"1~{MAX_PEOPLE}의 정수로 적으세요."
    else:
        value, words = _words(column, type_)
        good = value.is_not_null() | column.is_null()
    wrong = (~good).fill_null(False)
    if wrong.any():
        rows = wrong.arg_true().to_numpy()
        text = f"stated.{name}: '{column[int(rows[0])]}'은(는) 쓸 수 없는 값입니다. {words}"
        found.problems.append((rows, text))
        value = pl.Series([None], dtype=pl.Int64).zip_with(wrong, value)
    return value


def _words(column: pl.Series, type_: Any) -> tuple[pl.Series, str]:
    if column.dtype == pl.Boolean:
        return column.cast(pl.Int64), "true나 false를 적으세요."
    options = type_.options
    words = (
        {word: options.bit(word) for word in column.cast(pl.String).unique().drop_nulls()} if options else {}
    )
    known = {word: bit for word, bit in words.items() if bit is not None}
    value = column.cast(pl.String).replace_strict(known, default=None, return_dtype=pl.Int64)
    return value, f"{', '.join(options.labels) if options else ''} 가운데 쓰세요."


def stated_any(frame: pl.DataFrame, names: Sequence[str]) -> pl.Series | None:
    """The rows in which any of these is stated; None where no row is."""
    columns = [frame[name].is_not_null() for name in names if name in frame.columns]
    if not columns:
        return None
    found = columns[0]
    for column in columns[1:]:
        found = found | column
    return found if found.any() else None
