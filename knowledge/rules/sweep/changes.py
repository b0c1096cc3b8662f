"""What changed since the last sweep: the results of a bucket beside those that its file held before."""

from pathlib import Path

import polars as pl

from knowledge.rules.columnar.arrange import HOUSEHOLD, MEMBER

_KEYS = (HOUSEHOLD, "program", MEMBER)
_VALUES = ("verdict", "amount", "amount_range", "band")
CHANGED = "changed"


def with_changes(results: pl.DataFrame, before: Path) -> pl.DataFrame:
    """The results with `changed`: whether verdict, amount or band differ from those in a file.

    Null for what that file does not have: a new household or person, or no last sweep at all.
    """
    if not before.is_file():
        return results.with_columns(pl.lit(None, dtype=pl.Boolean).alias(CHANGED))
    last = pl.read_parquet(before, columns=[*_KEYS, *_VALUES])
    if last.schema != results.select(*_KEYS, *_VALUES).schema:
        last, results_ = _plain(last), _plain(results)
    else:
        results_ = results
    if last.height == results.height and all(last[name].equals(results_[name]) for name in _KEYS):
        differs = [results_[name].ne_missing(last[name]) for name in _VALUES]
        changed = differs[0]
        for other in differs[1:]:
            changed = changed | other
        return results.with_columns(changed.alias(CHANGED))
    renamed = last.rename({name: f"{name} before" for name in _VALUES}).with_columns(
        pl.lit(True).alias("there")
    )
    both = results_.select(*_KEYS, *_VALUES).join(
        renamed, on=_KEYS, how="left", nulls_equal=True, maintain_order="left"
    )
    differs_ = pl.any_horizontal(pl.col(name).ne_missing(pl.col(f"{name} before")) for name in _VALUES)
    changed = both.select(pl.when(pl.col("there")).then(differs_)).to_series()
    return results.with_columns(changed.alias(CHANGED))


def _plain(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with words as text, so that files of different catalogs can be compared."""
    return frame.with_columns(pl.col(pl.Enum, pl.Categorical).cast(pl.String)).with_columns(
        pl.col(HOUSEHOLD, MEMBER).cast(pl.String)
    )
