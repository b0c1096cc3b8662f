"""Columns made without a query: `pl.repeat` plans and collects one, which took a tenth of a chunk's time."""

from typing import Any

import polars as pl

Type = pl.DataType | type[pl.DataType]


def full(value: Any, count: int, dtype: Type) -> pl.Series:
    """A column of one value."""
    return pl.Series([value], dtype=dtype).new_from_index(0, count)
