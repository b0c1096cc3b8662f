"""What the people of a household are to each other, from their relation to the head and their links.

A result is a bit set over `build.RELATIONS`: one bit where it is known, several where it may be any of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.rules.world import RELATIONS

_BIT = {name: 1 << index for index, name in enumerate(RELATIONS.labels)}
ANY = RELATIONS.all & ~_BIT["self"]


def _bits(*names: str) -> int:
    return sum(_BIT[name] for name in names)


# What a person of the column's relation to the head is to one of the row's, where no link says more.
_TO: dict[str, dict[str, str | tuple[str, ...]]] = {
    "spouse": {"head": "spouse", "child": "child", "grandchild": "grandchild"},
    "child": {
        "head": "parent",
        "spouse": "parent",
        "child": "sibling",
        "parent": "grandparent",
        "grandchild": ("child", "other"),
    },
    "parent": {
        "head": "child",
        "child": "grandchild",
        "sibling": "child",
        "parent": ("spouse", "other"),
        "grandparent": ("parent", "other"),
    },
    "grandparent": {
        "head": "grandchild",
        "sibling": "grandchild",
        "parent": ("child", "other"),
        "grandparent": ("spouse", "other"),
    },
    "grandchild": {
        "head": "grandparent",
        "spouse": "grandparent",
        "child": ("parent", "other"),
        "grandchild": ("sibling", "other"),
    },
    "sibling": {"head": "sibling", "sibling": "sibling", "parent": "parent", "grandparent": "grandparent"},
}


@dataclass(frozen=True, slots=True)
class Kin:
    """A person's links as stated. `spouse` and `parents` are None where nothing was said; "" is no spouse."""

    id: str
    relation: str | None
    spouse: str | None
    parents: tuple[str, ...] | None


def relation_matrix(people: Sequence[Kin]) -> list[list[int]]:
    """For each person a row: what every listed person is to them."""
    return [[_relation(one, other, people) for other in people] for one in people]


def _relation(one: Kin, other: Kin, people: Sequence[Kin]) -> int:
    if one is other:
        return _BIT["self"]
    if linked := _linked(one, other):
        return linked
    likely = _by_head(one, other)
    if one.spouse is not None or other.spouse is not None:
        likely &= ~_BIT["spouse"]
    if one.parents is not None:
        likely &= ~_BIT["parent"]
    if other.parents is not None:
        likely &= ~_BIT["child"]
    if one.parents and other.parents and set(one.parents) & set(other.parents):
        return _BIT["sibling"]
    return likely or _by_grandparents(one, other, people) or _BIT["other"]


def _linked(one: Kin, other: Kin) -> int:
    if other.id == one.spouse or one.id == other.spouse:
        return _BIT["spouse"]
    if one.parents and other.id in one.parents:
        return _BIT["parent"]
    if other.parents and one.id in other.parents:
        return _BIT["child"]
    return 0


def _by_grandparents(one: Kin, other: Kin, people: Sequence[Kin]) -> int:
    parents = {kin.id: kin.parents or () for kin in people}
    if any(other.id in parents.get(parent, ()) for parent in one.parents or ()):
        return _BIT["grandparent"]
    if any(one.id in parents.get(parent, ()) for parent in other.parents or ()):
        return _BIT["grandchild"]
    return 0


def _by_head(one: Kin, other: Kin) -> int:
    if one.relation is None or other.relation is None:
        return ANY
    if one.relation == "head":
        return _BIT.get(other.relation, ANY)
    found = _TO.get(one.relation, {}).get(other.relation, "other")
    return _bits(found) if isinstance(found, str) else _bits(*found)
