"""What an expression may ever read, variables included: the quick answer to "could anything be missing
here?".

Facts are bits by their number. `house` and `stated` are the household's; `subject` those of the person that
the rules speak of; `people` those of the people that aggregates run over.
"""

from dataclasses import dataclass
from functools import reduce
from typing import NamedTuple

from knowledge.rules.code import Code, CompiledProgram, Use
from knowledge.rules.compile import Snapshot
from knowledge.rules.tables import RANKS, DatedTable, Table


@dataclass(frozen=True, slots=True)
class Closure:
    """Bit sets of what may be read. `even`: every figure is published and as sure as `rank` in all rows.

    `given` are the stated variables it rests on.
    """

    house: int = 0
    stated: int = 0
    subject: int = 0
    people: int = 0
    given: int = 0
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
            self.given | other.given,
            self.units | other.units,
            self.vehicles or other.vehicles,
            self.relations or other.relations,
            self.even and other.even,
            max(self.rank, other.rank),
        )


class Read(NamedTuple):
    """A fact that an expression reads: its bit, 0 for what is no fact of the household or a person; and the
    id by which it is asked.
    """

    use: Use
    bit: int
    asked: str


class Closures:
    """The closures of one snapshot, each found once for what is stated: a stated variable reads nothing."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self._of_variables: dict[tuple[str, int], Closure] = {}
        self._of_codes: dict[tuple[int, int], Closure] = {}
        self._of_programs: dict[tuple[str, int], Closure] = {}
        self._reads: dict[int, tuple[Read, ...]] = {}

    def of(self, code: Code, given: int = 0) -> Closure:
        """The closure of an expression where the variables of a bit set are stated."""
        found = self._of_codes.get((id(code), given))
        if found is None:
            found = self._of_codes[id(code), given] = self._find(code, given)
        return found

    def of_program(self, compiled: CompiledProgram, given: int) -> Closure:
        """The closure of all criteria and the amount of a program."""
        key = (compiled.program.id, given)
        found = self._of_programs.get(key)
        if found is None:
            codes = [criterion.code for criterion in compiled.criteria]
            codes += [compiled.amount] if compiled.amount else []
            found = reduce(lambda all_, code: all_.joined(self.of(code, given), False), codes, Closure())
            self._of_programs[key] = found
        return found

    def reads(self, code: Code) -> tuple[Read, ...]:
        """What an expression reads itself, variables left out."""
        found = self._reads.get(id(code))
        if found is None:
            found = self._reads[id(code)] = tuple(self._read(use) for use in code.facts)
        return found

    def _read(self, use: Use) -> Read:
        if use.entity in ("list", "vehicle") or use.name == "relation":
            return Read(use, 0, use.name)
        fact = self.snapshot.sources.facts.by_entity[use.entity][use.name]
        return Read(use, 1 << fact.index, fact.asked)

    def _variable(self, name: str, given: int) -> Closure:
        index = self.snapshot.sources.variables[name].index
        if given >> index & 1:
            return Closure(given=1 << index)
        key = (name, given)
        if key not in self._of_variables:
            self._of_variables[key] = self._find(self.snapshot.variables[name], given)
        return self._of_variables[key]

    def _find(self, code: Code, given: int) -> Closure:
        rank, even = code.rank, not code.unpublished
        for table in code.tables:
            worst, same = _certainty(table)
            rank, even = max(rank, worst), even and same
        found = Closure(even=even, rank=rank)
        for use in code.facts:
            found = found.joined(self._fact(use), False)
        for use in code.variables:
            found = found.joined(self._variable(use.name, given), use.frame == "i")
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
