"""One column of a file as the bounds of a fact: what Parquet holds → what the rules compute with."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from knowledge.rules.columnar.dates import EPOCH
from knowledge.rules.columnar.series import full
from knowledge.rules.facts import Fact
from knowledge.rules.kinds import Kind

NONE = 9999  # the year of a day that is known to be none
_NEVER = date(NONE, 1, 1).toordinal(), date(NONE, 12, 31).toordinal()
_FIRST, _LAST = date(1850, 1, 1).toordinal(), date(2199, 12, 31).toordinal()
_SCALED_LIMIT = 2**53


@dataclass(frozen=True)
class Converted:
    """The lowest and highest value of each row, null where nobody states one; and which rows are wrong."""

    low: pl.Series
    high: pl.Series
    wrong: pl.Series | None


def fits(fact: Fact, dtype: pl.DataType) -> bool:
    """Whether a column type can hold a fact."""
    if dtype == pl.Null:
        return True
    match fact.type.kind:
        case Kind.TRUTH:
            return dtype == pl.Boolean
        case Kind.DATE:
            return dtype == pl.Date
        case Kind.CHOICE:
            return dtype in (pl.String, pl.Categorical, pl.Enum)
        case Kind.SET:
            return isinstance(dtype, pl.List) and (
                dtype.inner in (pl.String, pl.Categorical, pl.Enum, pl.Null)
            )
    return dtype.is_integer() or (dtype.is_float() and fact.type.scale > 1)


def type_name(fact: Fact) -> str:
    """The Parquet type that a fact needs, for messages."""
    match fact.type.kind:
        case Kind.TRUTH:
            return "bool"
        case Kind.DATE:
            return "date"
        case Kind.CHOICE:
            return "string"
        case Kind.SET:
            return "list<string>"
    return "int64" if fact.type.scale == 1 else "int64나 double"


def convert(fact: Fact, column: pl.Series) -> Converted:
    """The bounds of a column whose type fits."""
    if column.dtype == pl.Null:
        column = column.cast(pl.Boolean if fact.type.kind is Kind.TRUTH else pl.Int64)
        return Converted(column, column, None)
    match fact.type.kind:
        case Kind.TRUTH:
            return Converted(column, column, None)
        case Kind.DATE:
            return _days(fact, column)
        case Kind.CHOICE:
            return _choices(fact, column)
        case Kind.SET:
            return _sets(fact, column)
    return _numbers(fact, column)


def _numbers(fact: Fact, column: pl.Series) -> Converted:
    scale = fact.type.scale
    if scale > 1:
        column = scaled(column, scale, 100 if fact.entry.type == "percent" else 1)
    column = column.cast(pl.Int64, strict=False)
    if _inside(column, fact.low, fact.high):
        return Converted(column, column, None)
    return Converted(column, column, _unless(column.is_between(fact.low, fact.high)))


def _inside(column: pl.Series, low: int, high: int) -> bool:
    """Whether all that is stated lies within a range: much cheaper than a look at each."""
    least: Any = column.min()
    most: Any = column.max()
    return least is None or bool(low <= least and most <= high)


def scaled(column: pl.Series, scale: int, per: int) -> pl.Series:
    """Numbers over a scale, rounded as a household's JSON is; what is no number becomes far too large."""
    values = column.cast(pl.Float64) * float(scale) / float(per)
    return values.round(0, mode="half_to_even").fill_nan(_SCALED_LIMIT).clip(-_SCALED_LIMIT, _SCALED_LIMIT)


def _unless(good: pl.Series) -> pl.Series | None:
    """The rows that are wrong, None where there are none."""
    return None if good.all() else ~good.fill_null(True)


def _days(fact: Fact, column: pl.Series) -> Converted:
    day = column.cast(pl.Int32).cast(pl.Int64) + EPOCH
    if _inside(day, _FIRST, _LAST):
        return Converted(day, day, None)
    good = (day >= _FIRST) & (day <= _LAST)
    if not good.all() and fact.entry.none:
        none = (day >= _NEVER[0]) & (day <= _NEVER[1])
        day = pl.Series([0]).zip_with(none, day)
        good = good | none
    return Converted(day, day, _unless(good))


def _codes(fact: Fact, column: pl.Series) -> pl.Series:
    """The number of each word, null for null, the count of words for one that is wrong."""
    words = list(fact.options.labels)
    if isinstance(column.dtype, pl.Enum) and column.dtype.categories.to_list() == words:
        return column.to_physical().cast(pl.UInt32)
    column = column.cast(pl.String)
    codes = column.cast(pl.Enum(words), strict=False).to_physical().cast(pl.UInt32)
    if codes.null_count() > column.null_count():
        labels = {label: word for word, label in fact.options.labels.items()}
        codes = column.replace(labels).cast(pl.Enum(words), strict=False).to_physical().cast(pl.UInt32)
        codes = pl.Series([len(words)], dtype=pl.UInt32).zip_with(
            codes.is_null() & column.is_not_null(), codes
        )
    return codes


def _choices(fact: Fact, column: pl.Series) -> Converted:
    count = len(fact.options.labels)
    codes = _codes(fact, column)
    bits = pl.Series([*(1 << n for n in range(count)), 0], dtype=pl.Int64)[codes]
    return Converted(bits, bits, None if _inside(codes, 0, count - 1) else _unless(codes < count))


def _sets(fact: Fact, column: pl.Series) -> Converted:
    """Bit sets of lists of words."""
    empty = pl.select(pl.when(column.is_not_null()).then(pl.lit(0, dtype=pl.Int64))).to_series()
    lists = pl.DataFrame([column.alias("words")]).with_row_index("row").filter(pl.col("words").list.len() > 0)
    if not lists.height:
        return Converted(empty, empty, None)
    count = len(fact.options.labels)
    flat = lists.explode("words")
    codes = _codes(fact, flat["words"]).fill_null(count).cast(pl.UInt32)
    bits = pl.Series([*(1 << n for n in range(count)), 0], dtype=pl.Int64)[codes]
    flat = flat.select("row").with_columns(bits.alias("bits"), (codes == count).alias("wrong"))
    found = flat.group_by("row").agg(pl.col("bits").bitwise_or(), pl.col("wrong").any())
    masks = empty.scatter(found["row"], found["bits"])
    wrong = found.filter("wrong")["row"]
    bad = full(False, len(column), pl.Boolean).scatter(wrong, True) if len(wrong) else None
    return Converted(masks, masks, bad)


def default(fact: Fact) -> tuple[Any, Any]:
    """What a fact may be while it is unknown."""
    if fact.type.kind is Kind.TRUTH:
        return False, True
    return fact.low, fact.high
