"""What the people of each household are to each other, for all pairs at once (see `relations`)."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import polars as pl

from knowledge.rules.columnar.arrange import MEMBER, Arranged
from knowledge.rules.columnar.geometry import Counts
from knowledge.rules.columnar.tape import Table
from knowledge.rules.relations import Kin, relation_matrix
from knowledge.rules.world import RELATIONS

_BIT = {name: 1 << index for index, name in enumerate(RELATIONS.labels)}


SetAside = Callable[[np.ndarray, str], None]  # households (rows) that cannot be judged, and why


@dataclass(frozen=True)
class Kinship:
    """`relation` for pairs and `to_head` for people, as bit sets; whether each one's spouse is known, and
    whether it is known that there is one (1), that there is none (0), or neither (-1).
    """

    relation: Counts
    to_head: Counts
    spouse_known: np.ndarray
    married: Counts


@lru_cache(maxsize=4)
def _by_head(words: tuple[str, ...]) -> Counts:
    """What two people are to each other by their relations to the head, nothing else known."""
    every = [*words, None]
    pairs = [
        [relation_matrix([Kin("a", one, None, None), Kin("b", other, None, None)])[0][1] for other in every]
        for one in every
    ]
    return np.array(pairs, np.int64).ravel()


class _Pairs:
    """The links of one chunk."""

    def __init__(self, chunk: Arranged, words: tuple[str, ...]) -> None:
        self.chunk, self.geometry = chunk, chunk.geometry
        self.anchor = np.concatenate(
            [np.arange(n) for n in self.geometry.prefixes] or [np.zeros(0, np.int64)]
        )
        self.item = self.geometry.item.to_numpy().astype(np.int64)
        self.home = self.geometry.home.to_numpy().astype(np.int64)
        starts = np.searchsorted(self.home, np.arange(self.geometry.lengths[Table.HOUSEHOLD]))
        self.slot = np.arange(self.geometry.people) - starts[self.home]
        offsets = np.concatenate([[0], np.cumsum(self.geometry.prefixes)]).astype(np.int64)
        self.of_head = offsets[self.slot] + starts[self.home]
        self.codes = chunk.relation
        self.count = len(words) + 1

    def reversed(self, pairs: np.ndarray) -> np.ndarray:
        """The values of (b, a) for each pair (a, b)."""
        matrix = np.zeros((self.geometry.people, len(self.geometry.prefixes)), pairs.dtype)
        matrix[self.anchor, self.slot[self.item]] = pairs
        found: np.ndarray = matrix[self.item, self.slot[self.anchor]]
        return found

    def named(self, column: str, set_aside: SetAside) -> np.ndarray | None:
        """Which pairs a column of ids (one id, or a list) links; None where nobody states it."""
        people = self.chunk.people
        if column not in people.columns or people[column].null_count() == people.height:
            return None
        stated, ids = people[column], people[MEMBER]
        item = pl.Series(self.item.astype(np.uint32))
        anchor = pl.Series(self.anchor.astype(np.uint32))
        pairs = pl.DataFrame([stated[anchor].alias("stated"), ids[item].alias("id")])
        if stated.dtype == pl.List:
            wanted = stated.list.n_unique().fill_null(0).to_numpy()
            linked = pairs.select(pl.col("stated").list.contains(pl.col("id")).fill_null(False))
        else:
            wanted = _links(stated).cast(pl.Int64).to_numpy()
            linked = pairs.select((pl.col("stated") == pl.col("id")).fill_null(False))
        found: np.ndarray = linked.to_series().to_numpy()
        lost = np.bincount(self.anchor[found], minlength=people.height) < wanted
        if lost.any():
            set_aside(
                np.unique(self.home[lost]),
                f"members.{column}: 같은 가구에 없는 사람의 id입니다. member_id를 확인하세요.",
            )
        return found


def kinship(chunk: Arranged, words: tuple[str, ...], set_aside: SetAside) -> Kinship:
    """The relations of a chunk. `words` are the relations to the head, the head first."""
    pairs = _Pairs(chunk, words)
    relation = _by_head(words)[pairs.codes[pairs.anchor] * pairs.count + pairs.codes[pairs.item]]
    spouse, parents = pairs.named("spouse", set_aside), pairs.named("parents", set_aside)
    people = chunk.people
    if spouse is not None:
        stated = people["spouse"].is_not_null().to_numpy()
        relation = np.where(stated[pairs.anchor] | stated[pairs.item], relation & ~_BIT["spouse"], relation)
    if parents is not None:
        relation = _by_parents(pairs, relation, people["parents"].is_not_null().to_numpy(), parents)
    relation = np.where(relation == 0, _BIT["other"], relation)
    if parents is not None:
        relation = np.where(pairs.reversed(parents), _BIT["child"], relation)
        relation = np.where(parents, _BIT["parent"], relation)
    if spouse is not None:
        relation = np.where(spouse | pairs.reversed(spouse), _BIT["spouse"], relation)
    relation = np.where(pairs.anchor == pairs.item, _BIT["self"], relation)
    return _found(pairs, people, relation)


def _by_parents(pairs: _Pairs, likely: Counts, stated: np.ndarray, parents: np.ndarray) -> Counts:
    """What stated parents rule out, and what they show: siblings, grandparents, grandchildren."""
    likely = np.where(stated[pairs.anchor], likely & ~_BIT["parent"], likely)
    likely = np.where(stated[pairs.item], likely & ~_BIT["child"], likely)
    slots = np.left_shift(1, pairs.slot)
    own = np.zeros(len(stated), np.int64)
    np.add.at(own, pairs.anchor[parents], slots[pairs.item[parents]])
    grand = np.zeros(len(stated), np.int64)
    np.bitwise_or.at(grand, pairs.anchor[parents], own[pairs.item[parents]])
    above = grand[pairs.anchor] >> pairs.slot[pairs.item] & 1
    below = grand[pairs.item] >> pairs.slot[pairs.anchor] & 1
    likely = np.where((likely == 0) & (above == 1), _BIT["grandparent"], likely)
    likely = np.where((likely == 0) & (below == 1), _BIT["grandchild"], likely)
    return np.where(own[pairs.anchor] & own[pairs.item], _BIT["sibling"], likely)


def _found(pairs: _Pairs, people: pl.DataFrame, relation: Counts) -> Kinship:
    with_spouse = np.bincount(pairs.anchor[relation == _BIT["spouse"]], minlength=people.height) > 0
    married = np.where(with_spouse, 1, -1)
    known = with_spouse
    if "spouse" in people.columns:
        stated = people["spouse"].is_not_null().to_numpy()
        married = np.where(stated, _links(people["spouse"]).to_numpy(), married)
        known = known | stated
    return Kinship(relation, relation[pairs.of_head], known, married)


def _links(stated: pl.Series) -> pl.Series:
    """Who has a spouse: an id that is neither blank nor 0."""
    blank = "" if stated.dtype == pl.String else 0
    return stated.fill_null(blank) != blank
