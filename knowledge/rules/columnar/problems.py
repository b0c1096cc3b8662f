"""What is wrong with single households: they are set aside with a sentence each, the others are judged."""

from dataclasses import dataclass, field

import polars as pl

SCHEMA = {"household_id": pl.String, "problem": pl.String}


@dataclass
class Problems:
    """Households that cannot be judged, and why."""

    _found: list[pl.DataFrame] = field(default_factory=list)

    def add(self, households: pl.Series, problem: str) -> None:
        """The same problem of several households (their ids)."""
        if len(households):
            ids = households.cast(pl.String).alias("household_id")
            self._found.append(pl.DataFrame([ids]).with_columns(pl.lit(problem).alias("problem")))

    def frame(self) -> pl.DataFrame:
        """All problems, a row each."""
        return (
            pl.concat(self._found).unique(maintain_order=True) if self._found else pl.DataFrame(schema=SCHEMA)
        )
