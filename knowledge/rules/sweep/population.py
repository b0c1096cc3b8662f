"""Synthetic populations: every fact of every household stated, with roughly the margins of Korea, from a
seed.

No real person is behind a row. A bucket depends on the seed and its number alone.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import polars as pl

from knowledge.errors import CatalogError
from knowledge.rules.columnar.convert import NONE
from knowledge.rules.facts import Fact, Facts
from knowledge.rules.kinds import Kind
from knowledge.rules.sweep.margins import Amount, Margins, Truth, load_margins, unfit
from knowledge.rules.sweep.people import RELATIONS, People, drawn, people

_KEPT = ("household_id", "member_id", "members_complete", "relation")
_OWN = ("relation", "birth_date")


@dataclass(frozen=True)
class Population:
    """Draws buckets of households for an as-of date. `unknown` is the share of facts left out, 0 to 1."""

    facts: Facts
    as_of: date
    seed: int = 0
    unknown: float = 0.0

    def __post_init__(self) -> None:
        """Raises CatalogError where the margins name what is no fact."""
        if names := unfit(load_margins(), self.facts):
            raise CatalogError(
                f"population.yaml의 {', '.join(names)}은(는) 사실의 이름이나 값이 아닙니다. "
                "facts.yaml과 맞추세요."
            )

    def bucket(self, number: int, first: int, count: int) -> tuple[pl.DataFrame, pl.DataFrame]:
        """A bucket's households and members; `first` is the number of its first household."""
        return _Bucket(self, np.random.default_rng([self.seed, number]), load_margins()).frames(first, count)


class _Bucket:
    def __init__(self, population: Population, random: np.random.Generator, margins: Margins) -> None:
        self.population, self.random, self.margins = population, random, margins
        self.facts = population.facts.by_entity

    def frames(self, first: int, count: int) -> tuple[pl.DataFrame, pl.DataFrame]:
        found = people(self.random, self.margins, count)
        ids = pl.Series("household_id", np.arange(first + 1, first + count + 1))
        households: dict[str, pl.Series] = {"household_id": ids}
        households["members_complete"] = pl.repeat(True, count, dtype=pl.Boolean, eager=True)
        lines = list(self.margins.regions)
        chosen = drawn(self.random, self.margins.regions, count)
        households["region"] = pl.Series(lines)[pl.Series(chosen.astype(np.uint32))]
        for entity in ("household", "stated"):
            for fact in self.facts[entity].values():
                if not fact.entry.asked_by and fact.id not in households:
                    households[fact.id] = self._column(fact, count, None, households)
        households["vehicles"] = self._vehicles(count)
        return self._left_out(pl.DataFrame(households)), self._left_out(self._members(found, ids))

    def _members(self, found: People, ids: pl.Series) -> pl.DataFrame:
        count, as_of = len(found.home), self.population.as_of
        slot = np.arange(count) - np.searchsorted(found.home, found.home)
        born = np.datetime64(as_of, "D") - found.age_days.astype("timedelta64[D]")
        members: dict[str, pl.Series] = {
            "household_id": ids[pl.Series(found.home.astype(np.uint32))],
            "member_id": pl.Series(slot + 1),
            "relation": _words(RELATIONS, found.relation),
            "birth_date": pl.Series(born).cast(pl.Date),
        }
        ages = found.age_days // 365.25
        for fact in self.facts["member"].values():
            if not fact.entry.asked_by and fact.id not in _OWN:
                members[fact.id] = self._column(fact, count, ages, members)
        return pl.DataFrame(members)

    def _column(self, fact: Fact, count: int, ages: Any, others: dict[str, pl.Series]) -> pl.Series:
        """A fact of everybody: drawn where there is a margin, else what says least (none, 0, no)."""
        margins, kind = self.margins, fact.type.kind
        if kind is Kind.CHOICE:
            words = list(fact.options.labels)
            weights = margins.choices.get(fact.id)
            plain = {"none" if "none" in words else words[0]: 1.0}
            return _words(words, drawn(self.random, {w: (weights or plain).get(w, 0) for w in words}, count))
        if kind is Kind.SET:
            return self._sets(fact, count)
        entry = margins.truths.get(fact.id) or margins.amounts.get(fact.id) or margins.days.get(fact.id)
        having = self._having(entry, count, ages, others)
        if kind is Kind.TRUTH:
            return pl.Series(having)
        if kind is Kind.DATE:
            return self._days(fact, having)
        values = np.full(count, fact.low)
        if isinstance(entry, Amount):
            amounts = entry.median * np.exp(self.random.normal(0, entry.spread, count))
            values = np.where(
                having, np.clip(amounts, max(fact.low, 0), fact.high).astype(np.int64), fact.low
            )
        return pl.Series(values.astype(np.int64))

    def _having(self, entry: Truth | None, count: int, ages: Any, others: dict[str, pl.Series]) -> Any:
        if entry is None:
            return np.zeros(count, bool)
        found = self.random.random(count) * 100 < entry.share
        if entry.ages is not None and ages is not None:
            found &= (ages >= entry.ages[0]) & (ages <= entry.ages[1])
        for name, words in entry.needs.items():
            if name in others:
                found &= others[name].cast(pl.String).is_in(words).to_numpy()
        return found

    def _days(self, fact: Fact, having: Any) -> pl.Series:
        today = np.datetime64(self.population.as_of, "D")
        none = np.datetime64(date(NONE, 12, 31)) if fact.entry.none else today
        entry = self.margins.days.get(fact.id)
        if entry is None:
            return pl.Series(np.full(len(having), none)).cast(pl.Date)
        back = self.random.integers(min(entry.back, 0), max(entry.back, 0) + 1, len(having))
        return pl.Series(np.where(having, today - back.astype("timedelta64[D]"), none)).cast(pl.Date)

    def _sets(self, fact: Fact, count: int) -> pl.Series:
        """Lists of words; most are empty."""
        shares = self.margins.sets.get(fact.id, {})
        rows = [np.flatnonzero(self.random.random(count) * 100 < share) for share in shares.values()]
        words = [word for word, row in zip(shares, rows, strict=True) for _ in row]
        flat = pl.DataFrame(
            {"row": np.concatenate(rows) if rows else np.zeros(0, np.int64), "word": words},
            schema={"row": pl.Int64, "word": pl.String},
        )
        lists = flat.group_by("row").agg(pl.col("word").sort())
        every = pl.DataFrame({"row": np.arange(count)}).join(
            lists, on="row", how="left", maintain_order="left"
        )
        return every["word"].fill_null([])

    def _vehicles(self, count: int) -> pl.Series:
        entry, random = self.margins.vehicles, self.random
        having = random.random(count) * 100 < entry.share
        value = np.clip(entry.value * np.exp(random.normal(0, entry.spread, count)), 100_000, 10**9)
        struct = pl.DataFrame(
            {
                "value": value.astype(np.int64),
                "engine_cc": random.choice([999, 1598, 1999, 2497], count),
                "age_years": random.integers(0, 16, count),
                "kind": _words(
                    ("passenger", "van", "truck", "motorcycle"),
                    random.choice(4, count, p=[0.86, 0.05, 0.07, 0.02]),
                ),
                "seats": np.full(count, 5),
                "size_class": _words(
                    ("light", "small", "medium", "large"), random.choice(4, count, p=[0.1, 0.25, 0.45, 0.2])
                ),
                "for_livelihood": random.random(count) < 0.05,
                "for_disabled": random.random(count) < 0.03,
            }
        ).to_struct("vehicles")
        frame = pl.DataFrame([struct, pl.Series("count", having.astype(np.int64))])
        one = pl.col("vehicles").reshape((count, 1)).arr.to_list()
        return frame.select(one.list.head(pl.col("count"))).to_series()

    def _left_out(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The frame with a share of its facts left out."""
        if not self.population.unknown:
            return frame
        columns = []
        for column in frame:
            if column.name in _KEPT:
                columns.append(column)
                continue
            gone = pl.Series(self.random.random(frame.height) < self.population.unknown)
            nothing = pl.repeat(None, frame.height, dtype=column.dtype, eager=True)
            columns.append(nothing.zip_with(gone, column).alias(column.name))
        return pl.DataFrame(columns)


def _words(words: Any, numbers: Any) -> pl.Series:
    return pl.Series(numbers.astype(np.uint32)).cat.to(pl.Enum(list(words))) if len(words) else pl.Series()
