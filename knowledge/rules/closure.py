"""What an expression may ever read, variables included: the quick answer to "could anything be missing
here?".

Facts are bits by their number. `house` and `stated` are the household's; `subject` those of the person that
the rules speak of; `people` those of the people that aggregates run over.
"""

from dataclasses import dataclass

from knowledge.rules.compile import Code, Snapshot, Use
from knowledge.rules.tables import RANKS, DatedTable, Table


@dataclass(frozen=True, slots=True)
class Closure:
    """Bit sets of what may be read. `even`: every figure is published and as sure as `rank` in all rows."""

    house: int = 0
    stated: int = 0
    subject: int = 0
    people: int = 0
    variables: int = 0
    units: int = 0
    vehicles: bool = False
    relations: bool = False
    even: bool = True
    rank: int = 0

    def joined(self, other: "Closure", for_people: bool) -> "Closure":
        """Both; the other's subject is one of many people where it is read inside an aggregate."""
        return Closure(
            self.house | other.house,
            self.stated | other.stated,
            self.subject | (0 if for_people else other.subject),
            self.people | other.people | (other.subject if for_people else 0),
            self.variables | other.variables,
            self.units | other.units,
            self.vehicles or other.vehicles,
            self.relations or other.relations,
            self.even and other.even,
            max(self.rank, other.rank),
        )


class Closures:
    """The closures of one snapshot, each found once."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self._of_variables: dict[str, Closure] = {}
        self._of_codes: dict[int, Closure] = {}

    def of(self, code: Code) -> Closure:
        """The closure of an expression."""
        found = self._of_codes.get(id(code))
        if found is None:
            found = self._of_codes[id(code)] = self._find(code)
        return found

    def variable(self, name: str) -> Closure:
        """The closure of a variable, itself included."""
        if name not in self._of_variables:
            index = self.snapshot.sources.variables[name].index
            found = self._find(self.snapshot.variables[name])
            self._of_variables[name] = found.joined(Closure(variables=1 << index), False)
        return self._of_variables[name]

    def _find(self, code: Code) -> Closure:
        rank, even = code.rank, not code.unpublished
        for table in code.tables:
            worst, same = _certainty(table)
            rank, even = max(rank, worst), even and same
        found = Closure(even=even, rank=rank)
        for use in code.facts:
            found = found.joined(self._fact(use), False)
        for use in code.variables:
            found = found.joined(self.variable(use.name), use.frame == "i")
        return found

    def _fact(self, use: Use) -> Closure:
        if use.entity == "list":
            unit = use.collection.unit if use.collection else None
            return Closure(units=1 << unit.index) if unit else Closure(vehicles=True)
        if use.name == "relation":
            return Closure(relations=True)
        if use.entity == "vehicle":
            return Closure(vehicles=True)
        bit = 1 << self.snapshot.sources.facts.by_entity[use.entity][use.name].index
        if use.entity == "household":
            return Closure(house=bit)
        if use.entity == "stated":
            return Closure(stated=bit)
        return Closure(people=bit) if use.frame == "i" else Closure(subject=bit)


def _certainty(table: Table | DatedTable) -> tuple[int, bool]:
    """The worst rank of a table, and whether all of its cells share it."""
    tables = [table] if isinstance(table, Table) else [t for _, _, t in table.periods]
    ranks = {RANKS.index(c.confidence) if c.confidence else None for t in tables for c in t.cells.values()}
    known = [rank for rank in ranks if rank is not None]
    return max(known, default=0), len(ranks) == 1 and None not in ranks and isinstance(table, Table)
