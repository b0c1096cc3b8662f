"""Random files of households for every fact there is, and what `Rules` says of the same households."""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

import polars as pl
from household_records import records

from knowledge.rules import Rules
from knowledge.rules.facts import Fact
from knowledge.rules.kinds import Kind

Row = tuple[str, str, str | None, str, int | None, int | None, str | None]
_VERDICTS = {True: "eligible", False: "ineligible", None: "unknown"}
_WON = (0, 1, 100_000, 700_000, 820_556, 820_557, 1_500_000, 3_000_000, 50_000_000, 300_000_000)
_RELATIONS = ("spouse", "child", "parent", "grandparent", "grandchild", "sibling", "other")


class Fuzz:
    """Draws frames from a seed. `unknown` is the share of facts that nobody states."""

    def __init__(self, rules: Rules, seed: int, unknown: float, day: date) -> None:
        self.random, self.unknown, self.day = random.Random(seed), unknown, day
        self.facts = rules.sources.facts.by_entity
        self.shape = rules.prepared(day).shape

    def frames(self, count: int) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Households and their members."""
        households, members = [], []
        for number in range(count):
            home = f"h{number:05}"
            households.append(self._household(home))
            members += self._members(home)
        return self._frame(households, "household"), self._frame(members, "member")

    def _frame(self, rows: list[dict[str, Any]], entity: str) -> pl.DataFrame:
        schema: dict[str, Any] = {"household_id": pl.String}
        if entity == "household":
            schema |= {"members_complete": pl.Boolean, "region": pl.String, "household_size": pl.Int64}
            schema |= {name: pl.Int64 for name in ("recognized_income", "household_income")}
            schema |= {"support_obligor": pl.String, "median_ratio": pl.Float64}
            schema["vehicles"] = pl.List(pl.Struct({f.id: _dtype(f) for f in self.facts["vehicle"].values()}))
            schema |= {f.id: _dtype(f) for f in self.facts["stated"].values()}
        else:
            schema |= {"member_id": pl.String, "spouse": pl.String, "parents": pl.List(pl.String)}
            schema["age"] = pl.Int64
        schema |= {f.id: _dtype(f) for f in self.facts[entity].values() if not f.entry.asked_by}
        return pl.DataFrame(rows, schema=schema)

    def _maybe(self, value: Any) -> Any:
        return None if self.random.random() < self.unknown else value

    def _household(self, home: str) -> dict[str, Any]:
        draw = self.random
        row = {
            f.id: self._maybe(self._value(f))
            for f in self.facts["household"].values()
            if not f.entry.asked_by
        }
        row["region"] = self._maybe(
            draw.choice(["서울특별시 종로구", "경기도 수원시 장안구", "강원특별자치도 평창군"])
        )
        row["members_complete"] = self._maybe(True)
        vehicles = [
            {f.id: self._maybe(self._value(f)) for f in self.facts["vehicle"].values()}
            for _ in range(draw.choice([0, 0, 1, 2]))
        ]
        row["vehicles"] = self._maybe(vehicles)
        if draw.random() < 0.3:
            row |= {f.id: self._maybe(self._value(f)) for f in self.facts["stated"].values()}
        if draw.random() < 0.2:
            row["recognized_income"] = draw.choice(_WON)
            row["median_ratio"] = draw.choice([0.0, 32.0, 47.99, 50.5, 120.0])
            row["household_size"] = draw.choice([1, 2, 3, 7])
        if draw.random() < 0.2:
            row["support_obligor"] = draw.choice(["none", "exists_below", "exists_above"])
        return {"household_id": home, **row}

    def _members(self, home: str) -> list[dict[str, Any]]:
        draw = self.random
        count = draw.choice([0, 1, 1, 1, 2, 2, 3, 4, 6])
        ids = [f"m{n}" for n in range(count)]
        head = draw.randrange(count) if count else 0
        rows = []
        for n in range(count):
            row = {
                f.id: self._maybe(self._value(f))
                for f in self.facts["member"].values()
                if not f.entry.asked_by
            }
            row["relation"] = "head" if n == head else self._maybe(draw.choice(_RELATIONS))
            if draw.random() < 0.1:
                row["spouse"] = draw.choice(["", *(ids[:n] + ids[n + 1 :])])
            if draw.random() < 0.1:
                others = ids[:n] + ids[n + 1 :]
                row["parents"] = draw.sample(others, min(len(others), draw.choice([0, 1, 2])))
            if row["birth_date"] is None and draw.random() < 0.5:
                row["age"] = draw.choice([0, 5, 18, 19, 34, 64, 65, 90])
            rows.append({"household_id": home, "member_id": ids[n], **row})
        return rows

    def _value(self, fact: Fact) -> Any:
        draw, kind = self.random, fact.type.kind
        if kind is Kind.TRUTH:
            return draw.random() < 0.5
        if kind is Kind.CHOICE:
            return draw.choice(list(fact.options.labels))
        if kind is Kind.SET:
            return draw.sample(list(fact.options.labels), draw.choice([0, 0, 1, 1, 2]))
        if kind is Kind.DATE:
            return self._day(fact)
        if fact.entry.type == "won":
            return min(draw.choice(_WON) + draw.choice([0, 0, 1]), fact.high)
        high = fact.high // fact.type.scale * (100 if fact.entry.type == "percent" else 1)
        return max(min(draw.choice([0, 1, 2, 3, 7, 30, 60, 180, 400]), high), fact.low // fact.type.scale)

    def _day(self, fact: Fact) -> date:
        draw = self.random
        if fact.id != "birth_date":
            if fact.entry.none and draw.random() < 0.3:
                return date(9999, 12, 31)
            return self.day + timedelta(days=draw.randint(-1500, 400))
        edges = [self.day.replace(year=self.day.year - n) for n in (1, 2, 7, 18, 19, 30, 34, 65)]
        edges += [date(2008, 2, 29), date(1960, 12, 31)]
        if draw.random() < 0.5:
            return draw.choice(edges) + timedelta(days=draw.choice([-1, 0, 1]))
        return self.day - timedelta(days=draw.randint(0, 36_000))


def _dtype(fact: Fact) -> Any:
    match fact.type.kind:
        case Kind.TRUTH:
            return pl.Boolean
        case Kind.DATE:
            return pl.Date
        case Kind.CHOICE:
            return pl.String
        case Kind.SET:
            return pl.List(pl.String)
    return pl.Float64 if fact.type.scale > 1 else pl.Int64


def expected(
    rules: Rules, households: pl.DataFrame, members: pl.DataFrame, day: date, strict: bool
) -> Iterator[Row]:
    """The same determinations by the scalar executor."""
    shape = rules.prepared(day).shape
    for record in records(households, members, shape):
        judge = rules.judge(record, day, strict)
        for name, compiled in judge.snapshot.programs.items():
            for found in judge.outcomes(name):
                each = compiled.program.unit.each and found.results
                member = (found.unit.anchor.id or None) if each else None
                low, high = judge.amount(found) or (None, None)
                yield (record["id"], name, member, _VERDICTS[found.verdict], low, high, judge.band(found))


def shown(results: pl.DataFrame) -> list[Row]:
    """The results of a kernel in the same shape."""
    rows = results.select(
        "household_id",
        pl.col("program").cast(pl.String),
        "member_id",
        pl.col("verdict").cast(pl.String),
        pl.coalesce("amount", pl.col("amount_range").struct["min"]),
        pl.coalesce("amount", pl.col("amount_range").struct["max"]).alias("high"),
        pl.col("band").cast(pl.String),
    )
    return list(rows.iter_rows())


def differences(found: Sequence[Row], wanted: Sequence[Row]) -> list[tuple[str, Row]]:
    """Rows that one side alone has."""
    a, b = Counter(found), Counter(wanted)
    return [("columnar", row) for row in (a - b).elements()] + [("scalar", row) for row in (b - a).elements()]
