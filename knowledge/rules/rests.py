"""What a value rests on, as bits: the certainty of the figures it used, and what was taken for granted.

Generated code carries one integer beside every value. Its lowest bits say which ranks of certainty were used
(see `tables.RANKS`; the best leaves no bit), the bits above which facts were presumed. While a function is
written, what its parts rest on is known only in part: `Rests` is that, and `code` the expression for it.
"""

from collections.abc import Iterable
from typing import NamedTuple

from knowledge.rules.tables import RANKS


class Rests(NamedTuple):
    """What a value rests on, while its code is written.

    `bits` are certain; `masks` say which presumed facts of a holder (a name in the code) count; `names` are
    names in the code that hold more bits.
    """

    bits: int = 0
    masks: frozenset[tuple[str, int]] = frozenset()
    names: frozenset[str] = frozenset()

    def joined(self, *others: "Rests") -> "Rests":
        """What all rest on together."""
        moving = [other for other in others if other is not NOTHING]
        if not moving:
            return self
        bits, masks, names = self
        for other in moving:
            bits, masks, names = bits | other.bits, masks | other.masks, names | other.names
        return Rests(bits, masks, names)

    @property
    def code(self) -> str:
        """The expression that gives the bits."""
        held: dict[str, int] = {}
        for holder, mask in self.masks:
            held[holder] = held.get(holder, 0) | mask
        parts = [str(self.bits)] if self.bits or not (held or self.names) else []
        parts += [f"{holder}.assumed & {mask}" for holder, mask in sorted(held.items())]
        return " | ".join([*parts, *sorted(self.names)])


NOTHING = Rests()


def rank_bit(rank: int) -> int:
    """The bit of a rank; none for the best."""
    return 1 << rank if rank else 0


class Assumptions:
    """The bits of what may be presumed, by name, and how bits are read again."""

    def __init__(self, names: Iterable[str]) -> None:
        self.bits = {name: 1 << (len(RANKS) + n) for n, name in enumerate(dict.fromkeys(names))}
        self.known: dict[int, tuple[str, tuple[str, ...]]] = {}

    def read(self, bits: int) -> tuple[str, tuple[str, ...]]:
        """The worst certainty and the presumed names (in order) of a value's bits; `known` keeps them."""
        ranks = bits & (1 << len(RANKS)) - 1
        names = tuple(sorted(name for name, bit in self.bits.items() if bits & bit))
        found = self.known[bits] = RANKS[max(ranks.bit_length() - 1, 0)].value, names
        return found
