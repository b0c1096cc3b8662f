"""What a value rests on: the facts that are missing or presumed, and how sure its figures are."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from knowledge.rules.closure import Closure, Closures, Read
from knowledge.rules.code import Code, CompiledProgram, Use
from knowledge.rules.compile import Snapshot
from knowledge.rules.state import Person, Run, UnitInstance, Vehicle
from knowledge.rules.tables import RANKS

UNSURE = len(RANKS) - 1


class Need(NamedTuple):
    """A fact somebody would have to state: its id in the JSON, and whose it is (a member's id, or None)."""

    fact: str
    member: str | None = None
    vehicle: int | None = None


class Support(NamedTuple):
    """What a value rests on. `rank` counts in `tables.RANKS`; `unpublished` are parameters without a
    value.
    """

    missing: frozenset[Need] = frozenset()
    assumed: frozenset[str] = frozenset()
    rank: int = 0
    unpublished: frozenset[str] = frozenset()

    def __or__(self, other: "Support") -> "Support":
        """What both rest on. A set that has nothing to add is not copied: most are empty or the same."""
        missing, assumed, rank, unpublished = self
        if other.missing and other.missing is not missing:
            missing = missing | other.missing if missing else other.missing
        if other.assumed and other.assumed is not assumed:
            assumed = assumed | other.assumed if assumed else other.assumed
        if other.unpublished:
            unpublished = unpublished | other.unpublished
        return Support(missing, assumed, other.rank if other.rank > rank else rank, unpublished)


_NOTHING: frozenset[Need] = frozenset()
_NO_FIGURE: frozenset[str] = frozenset()
_SURE = [Support(rank=rank) for rank in range(len(RANKS))]


class Tracer:
    """Finds supports in one run; each variable's once for each subject."""

    def __init__(self, snapshot: Snapshot, closures: Closures, run: Run) -> None:
        self.snapshot, self.closures, self.run = snapshot, closures, run
        self._variables = snapshot.sources.variables
        self._found: dict[tuple[str, int], Support] = {}
        self._certain: dict[int, bool] = {}

    def of(self, code: Code, subject: Any, settled: bool) -> Support:
        """The support of an expression for a subject. A settled value misses nothing."""
        quick = self._quick(self.closures.of(code, self.run.given_mask), subject)
        return quick or self._slow(code, subject, settled)

    def whole(self, compiled: CompiledProgram, subject: Any) -> Support | None:
        """The support of a program's criteria and amount together; None where something may be missing."""
        return self._quick(self.closures.of_program(compiled, self.run.given_mask), subject)

    def _quick(self, closure: Closure, subject: Any) -> Support | None:
        if not closure.even or not self._complete(closure, subject):
            return None
        assumed = self._presumed(closure, subject)
        return Support(_NOTHING, assumed, closure.rank, _NO_FIGURE) if assumed else _SURE[closure.rank]

    def _complete(self, closure: Closure, subject: Any) -> bool:
        """Whether everything that could be read is stated or presumed."""
        run = self.run
        return not (
            closure.house & ~run.facts.mask
            or closure.stated & ~run.stated.mask
            or closure.people & ~run.people_mask
            or (closure.subject and closure.subject & ~self._person(subject).facts.mask)
            or (closure.vehicles and not run.vehicles_complete)
            or (closure.relations and not run.relations_known)
            or (closure.units and not self._certain_units(closure.units))
        )

    def _certain_units(self, units: int) -> bool:
        """Whether it is known who belongs to all of these units."""
        if not self.run.closed:
            return False
        if units in self._certain:
            return self._certain[units]
        self._certain[units] = self._all_certain(units)
        return self._certain[units]

    def _all_certain(self, units: int) -> bool:
        for unit in self.snapshot.sources.units.values():
            if units >> unit.index & 1:
                # Units around each person are read around the subject, or around others inside aggregates.
                anchors = self.run.people if unit.each else [self.run.head]
                for anchor in anchors:
                    instance = anchor.unit(unit.index)
                    if not all(surely for _, surely, _ in instance.people):
                        return False
        return True

    def _presumed(self, closure: Closure, subject: Any) -> frozenset[str]:
        run = self.run
        if not (
            closure.house & run.facts.presumed_mask
            or closure.stated & run.stated.presumed_mask
            or (closure.subject | closure.people) & run.people_presumed
            or closure.given & run.presumed_given
        ):
            return _NO_FIGURE
        names: set[str] = set()
        if closure.given & run.presumed_given:
            variables = self.snapshot.sources.variables
            for name in run.presumed_variables:
                if closure.given >> variables[name].index & 1:
                    names.add(variables[name].entry.stated or name)
        person = self._person(subject).facts
        people = run.people if closure.people & run.people_presumed else ()
        for entity, mask, held in (
            ("household", closure.house, run.facts),
            ("stated", closure.stated, run.stated),
            ("member", closure.subject, person),
            *(("member", closure.people, one.facts) for one in people),
        ):
            if mask & held.presumed_mask:
                facts = self.snapshot.sources.facts.by_entity[entity]
                names |= {name for name in held.presumed if mask >> facts[name].index & 1}
        return frozenset(names)

    def _slow(self, code: Code, subject: Any, settled: bool) -> Support:
        missing: set[Need] = set()
        assumed: set[str] = set()
        for read in self.closures.reads(code):
            self._read(read, subject, missing, assumed)
        rank, unpublished = self._figures(code, subject)
        found = Support(frozenset(missing), frozenset(assumed), rank, unpublished)
        for use in code.variables:
            for holder in self.holders(use, subject):
                found |= self.variable(use.name, holder)
        # No value of what is unknown could change a settled one: it misses nothing, no figure included.
        return Support(_NOTHING, found.assumed, found.rank, _NO_FIGURE) if settled else found

    def variable(self, name: str, holder: Any) -> Support:
        """The support of a variable for its subject; a stated one rests on nothing else."""
        key = (name, id(holder))
        known = self._found.get(key)
        if known is not None:
            return known
        variable = self._variables[name]
        if variable.index in self.run.given:
            presumed = (
                frozenset([variable.entry.stated or name])
                if name in self.run.presumed_variables
                else frozenset()
            )
            found = Support(assumed=presumed)
        else:
            code = self.snapshot.variables[name]
            low, high = code.run(holder)
            kind = code.node.type.options
            settled = low == high if not kind else low & (low - 1) == 0
            found = self.of(code, holder, settled)
            if not settled and variable.entry.stated and not found.missing:
                found |= Support(frozenset([Need(variable.entry.stated)]))
        self._found[key] = found
        return found

    def _figures(self, code: Code, subject: Any) -> tuple[int, frozenset[str]]:
        rank, unpublished = code.rank, code.unpublished
        if code.operands is None:
            return rank, unpublished
        pairs = iter(code.operands(subject))
        for table in code.tables:
            operands = [value for _ in range(table.operands) for value in next(pairs)]
            worst, published = table.certainty(*operands)
            rank = worst if worst > rank else rank
            if not published:
                unpublished = unpublished | {table.parameter}
        return rank, unpublished

    def _read(self, read: Read, subject: Any, missing: set[Need], assumed: set[str]) -> None:
        use, bit, asked = read
        if not bit:
            self._other(use, subject, missing)
        elif use.entity == "member":
            for person in self.people(use, subject):
                held = person.facts
                if not held.mask & bit:
                    missing.add(Need(asked, person.id or None))
                elif held.presumed_mask & bit:
                    assumed.add(use.name)
        else:
            held = self.run.stated if use.entity == "stated" else self.run.facts
            if not held.mask & bit:
                missing.add(Need(asked))
            elif held.presumed_mask & bit:
                assumed.add(use.name)

    def _other(self, use: Use, subject: Any, missing: set[Need]) -> None:
        """Lists of people and vehicles, relations, and facts of vehicles: none of them is presumed."""
        if use.entity == "list":
            self._list(use, subject, missing)
        elif use.name == "relation":
            missing.update(self._relations(use, subject))
        else:
            for vehicle in self.run.vehicles if use.frame == "c" and use.collection else [subject]:
                if use.name not in vehicle.facts.known:
                    missing.add(Need(f"vehicles.{use.name}", None, vehicle.index))

    def _list(self, use: Use, subject: Any, missing: set[Need]) -> None:
        if use.name == "vehicles":
            if not self.run.vehicles_known:
                missing.add(Need("vehicles"))
            return
        unit = self._unit(use, subject)
        if unit.more:
            missing.add(
                Need("spouse", unit.anchor.id or None) if unit.more == 1 else Need("members_complete")
            )
        for person, surely, _ in unit.people:
            if not surely:
                missing.add(Need("lives_with_household", person.id or None))

    def _unit(self, use: Use, subject: Any) -> UnitInstance:
        index = use.collection.unit.index if use.collection and use.collection.unit else 0
        root = use.collection.root if use.collection else "r"
        if root == "r":
            return self.run.head_unit(index)
        if isinstance(subject, UnitInstance) and root == "u":
            return subject
        return self._person(subject).unit(index)

    def _relations(self, use: Use, subject: Any) -> Iterator[Need]:
        if use.collection is None:
            return
        for person in self.people(use, subject):
            mask = self._person(subject).relation_to(person)
            if mask & (mask - 1):
                yield Need("parents", person.id or None)

    def people(self, use: Use, subject: Any) -> Iterable[Person]:
        """Whose facts a use reads: those an aggregate runs over, or the subject's own."""
        if use.collection is None:
            return [self._person(subject)]
        unit = self._unit(Use(use.name, "list", use.collection.root, use.collection), subject)
        return [person for person, _, _ in unit.people]

    @staticmethod
    def _person(subject: Any) -> Person:
        if isinstance(subject, Person):
            return subject
        if isinstance(subject, UnitInstance):
            return subject.anchor
        run: Run = subject.run
        return run.head

    def holders(self, use: Use, subject: Any) -> Iterable[Any]:
        """The subjects of a variable that an expression reads."""
        of = self._variables[use.name].entry.of
        if of == "household":
            return [self.run]
        if of == "vehicle":
            return self.run.vehicles if use.collection else [subject]
        if of == "member":
            return self.people(use, subject)
        unit = self.snapshot.sources.units[of]
        if not unit.each:
            return [self.run.head_unit(unit.index)]
        if use.frame == "u":
            return [subject]
        return [person.unit(unit.index) for person in self.people(use, subject)]


__all__ = ["Need", "Support", "Tracer", "Vehicle"]
