"""The rows of a chunk in the order that `geometry` wants: larger households first, the head before the
others.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from knowledge.rules.columnar.geometry import Counts, Geometry
from knowledge.rules.columnar.problems import Problems
from knowledge.rules.facts import Fact
from knowledge.rules.functions import MAX_PEOPLE, MAX_VEHICLES

HOUSEHOLD, MEMBER = "household_id", "member_id"


@dataclass
class Arranged:
    """Sorted frames: `people` follow their households, a household without any has one that is unnamed.

    `relation` is the number of each one's relation to the head, the count of relations where it is unknown.
    """

    households: pl.DataFrame
    people: pl.DataFrame
    vehicles: pl.DataFrame
    relation: Counts
    geometry: Geometry


def homes(households: pl.DataFrame, members: pl.DataFrame) -> Counts:
    """The row of each member's household, -1 where there is none."""
    rows = households.select(HOUSEHOLD).with_row_index("home")
    found = members.select(HOUSEHOLD).join(rows, on=HOUSEHOLD, how="left", maintain_order="left")["home"]
    return found.cast(pl.Int64).fill_null(-1).to_numpy()


def arranged(households: pl.DataFrame, members: pl.DataFrame, relation: Fact, problems: Problems) -> Arranged:
    """The frames in order. Households whose list of people cannot be are left out as problems."""
    home = homes(households, members)
    codes = _relations(members, relation)
    bad = _unfit(households, members, home, codes, problems)
    if bad.any():
        keep = ~bad
        households, members = households.filter(pl.Series(keep)), members.filter(pl.Series(keep[home]))
        home, codes = homes(households, members), codes[keep[home]]
    sizes = np.bincount(home, minlength=households.height)
    empty = np.flatnonzero(sizes == 0)
    if len(empty):
        members = pl.concat([members, _unnamed(members, len(empty))])
        home = np.concatenate([home, empty])
        codes = np.concatenate([codes, np.zeros(len(empty), np.int64)])
        sizes[empty] = 1
    order = np.argsort(-sizes, kind="stable")
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    people = np.lexsort((np.arange(len(home)), codes != 0, rank[home]))
    households = households[order]
    vehicles = _vehicles(households)
    geometry = Geometry(sizes[order], vehicles["home"].to_numpy().astype(np.int64))
    return Arranged(households, members[people], vehicles, codes[people], geometry)


def _relations(members: pl.DataFrame, relation: Fact) -> Counts:
    """Relations to the head as numbers; 0 is the head."""
    words = list(relation.options.labels)
    if "relation" not in members.columns:
        return np.full(members.height, len(words))
    column = (
        members["relation"]
        .cast(pl.String)
        .replace(dict(zip(relation.options.labels.values(), words, strict=True)))
    )
    codes = column.cast(pl.Enum(words), strict=False).to_physical().cast(pl.Int64)
    return codes.fill_null(len(words)).to_numpy()


def _unfit(
    households: pl.DataFrame, members: pl.DataFrame, home: Counts, codes: Counts, problems: Problems
) -> np.ndarray:
    count = households.height
    heads = np.bincount(home[codes == 0], minlength=count)
    sizes = np.bincount(home, minlength=count)
    ids = members.select(pl.Series("home", home), MEMBER)
    twice = np.zeros(count, bool)
    twice[ids.filter(ids.is_duplicated())["home"].to_numpy()] = True
    parked = np.zeros(count, np.int64)
    if "vehicles" in households.columns:
        parked = households["vehicles"].list.len().fill_null(0).to_numpy()
    nameless = np.zeros(count, bool)
    blank = "" if members[MEMBER].dtype == pl.String else 0
    nameless[home[(members[MEMBER].fill_null(blank) == blank).to_numpy()]] = True
    found = np.zeros(count, bool)
    for rows, text in (
        (heads > 1, "members.relation: 가구주(head)가 두 명 이상입니다. 한 명만 남기세요."),
        (sizes > MAX_PEOPLE, f"members: 한 가구는 {MAX_PEOPLE}명까지입니다. 가구를 나누어 적으세요."),
        (parked > MAX_VEHICLES, f"household.vehicles: {MAX_VEHICLES}대까지 적을 수 있습니다."),
        (twice, "members.member_id: 한 가구 안에서 두 번 나옵니다. 서로 다르게 적으세요."),
        (nameless, "members.member_id: 비어 있습니다. 사람마다 다른 글을 적으세요."),
    ):
        problems.add(households[HOUSEHOLD].filter(pl.Series(rows)), text)
        found |= rows
    return found


def _unnamed(members: pl.DataFrame, count: int) -> pl.DataFrame:
    """Rows for households that list nobody: somebody lives there, and nothing is known of them."""
    return members.clear(count)


def _vehicles(households: pl.DataFrame) -> pl.DataFrame:
    rows = households.with_row_index("home").select(
        "home", *(["vehicles"] if "vehicles" in households else [])
    )
    if "vehicles" not in rows.columns:
        return rows.clear()
    listed = rows.filter(pl.col("vehicles").list.len() > 0).explode("vehicles")
    return listed.unnest("vehicles") if listed.height else rows.select("home").clear()
