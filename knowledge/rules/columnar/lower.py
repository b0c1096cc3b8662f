"""From the IR of the rules to a tape: every expression once, at the smallest table where it has a meaning."""

from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from knowledge.rules.build import Builder
from knowledge.rules.columnar import dates
from knowledge.rules.columnar.aggregates import aggregate
from knowledge.rules.columnar.bounds import Bounds, Place, at, joined
from knowledge.rules.columnar.known import Given, Known
from knowledge.rules.columnar.lookups import Lookups
from knowledge.rules.columnar.operations import OPERATIONS, apply
from knowledge.rules.columnar.tape import Table, Tape
from knowledge.rules.compile import Snapshot
from knowledge.rules.definitions import Unit
from knowledge.rules.ir import AGGREGATES, Node
from knowledge.rules.kinds import TRUTH, Kind
from knowledge.rules.scope import Scope

_BETWEEN = frozenset(("years", "months", "days"))


class Subject(Enum):
    """Whom an expression speaks of: the household (through its head), a person, a person that is also the
    only item of the aggregate around it, or a vehicle.
    """

    HOUSEHOLD = "household"
    PERSON = "person"
    SELF = "self"
    VEHICLE = "vehicle"


@dataclass
class Lowering:
    """Writes a snapshot's expressions onto a tape for data in which `source` says what is known."""

    snapshot: Snapshot
    source: Known
    today: int
    tape: Tape = field(default_factory=Tape)
    _values: dict[tuple[int, Subject], Bounds] = field(default_factory=dict)
    _members: dict[int, Node] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.lookups = Lookups(self.tape)

    def value(self, node: Node, subject: Subject) -> Bounds:
        """The bounds of an expression."""
        key = (node.id, subject)
        found = self._values.get(key)
        if found is None:
            found = self._values[key] = self._lower(node, subject)
        return found

    def _lower(self, node: Node, subject: Subject) -> Bounds:
        op = node.op
        if op in ("const", "param", "unknown"):
            return _constant(node)
        if op in AGGREGATES:
            return aggregate(self, node, subject)
        leaf = getattr(self, f"_{op}", None)
        if leaf is not None:
            found: Bounds = leaf(node, subject)
            return found
        args = [self.value(arg, subject) for arg in node.args]
        place = joined([arg.place for arg in args])
        args = [at(self.tape, arg, place) for arg in args]
        if op in OPERATIONS:
            return apply(self.tape, node, args, place)
        if op == "lookup":
            return Bounds(*self.lookups.table(node.data, args), place)
        if op == "dated":
            return Bounds(*self.lookups.dated(node.data, args[0], args[1:]), place)
        return Bounds(*self._date(op, args), place)

    def _date(self, op: str, args: list[Bounds]) -> tuple[Any, Any]:
        tape = self.tape
        if op in _BETWEEN:
            start, end = args
            return dates.call(tape, op, start.high, end.low), dates.call(tape, op, start.low, end.high)
        if op == "month" and not args[0].certain:
            a, b = args[0].low, args[0].high
            same, known = tape.eq(a, b), dates.call(tape, op, a)
            first = tape.select(tape.le(a, 0), 0, 1)
            return tape.select(same, known, first), tape.select(same, known, 12)
        low, high = [arg.low for arg in args], [arg.high for arg in args]
        return dates.call(tape, op, *low), dates.call(tape, op, *high)

    def _today(self, _: Node, __: Subject) -> Bounds:
        return Bounds(self.today, self.today)

    def _stated(self, node: Node, _: Subject) -> Bounds:
        given = self.source.given(self.tape, node.data)
        return Bounds(given.where, given.where, given.place)

    def _fact(self, node: Node, subject: Subject) -> Bounds:
        frame, entity, name = node.data
        table = {"member": Table.PERSON, "vehicle": Table.VEHICLE}.get(entity, Table.HOUSEHOLD)
        place = self._place(table, frame, subject)
        return self.source.fact(self.tape, entity, name, table, place)

    @staticmethod
    def _place(table: Table, frame: str, subject: Subject) -> Place:
        if table is not Table.PERSON:
            return Place(table)
        return Place.ITEM if frame == "i" and subject is not Subject.SELF else Place.ANCHOR

    def _relation(self, _: Node, subject: Subject) -> Bounds:
        if subject is Subject.SELF:
            return Bounds(1, 1)
        return self.source.relation(self.tape, of_head=subject is Subject.HOUSEHOLD)

    def _var(self, node: Node, subject: Subject) -> Bounds:
        name, frame = node.data
        code = self.snapshot.variables[name]
        found = self.value(code.node, subject_of(code.scope))
        given = self.source.given(self.tape, self.snapshot.sources.variables[name].index)
        if given.where is not False:
            found = self._stated_or(found, given)
        if found.place in (Place.ANCHOR, Place.ITEM):
            place = self._place(Table.PERSON, frame, subject)
            return Bounds(found.low, found.high, place, found.open)
        return found

    def _stated_or(self, found: Bounds, given: Given) -> Bounds:
        """A variable that some households state: the stated value wins."""
        place = joined([found.place, given.place])
        found = at(self.tape, found, place)
        where = at(self.tape, Bounds(given.where, given.where, given.place), place).low
        value = at(self.tape, Bounds(given.value, given.value, given.place), place).low
        low = self.tape.select(where, value, found.low)
        high = low if found.low is found.high else self.tape.select(where, value, found.high)
        return Bounds(low, high, place, found.open and where is not True)

    def members(self, unit: Unit) -> Node:
        """The rule of who belongs to a unit."""
        if unit.index not in self._members:
            scope = Scope("membership", unit)
            self._members[unit.index] = Builder(self.snapshot, unit.members, scope).build(TRUTH)
        return self._members[unit.index]

    def membership(self, unit: Unit, subject: Subject) -> Bounds:
        """Who belongs to a unit: items by household for a unit of the head, pairs for one around each."""
        return self.value(self.members(unit), subject)


def _constant(node: Node) -> Bounds:
    if node.type.kind is Kind.TRUTH:
        return Bounds(bool(node.low), bool(node.high))
    several = node.type.kind is Kind.CHOICE and node.low & (node.low - 1) != 0
    return Bounds(node.low, node.high, open=several)


def subject_of(scope: Scope) -> Subject:
    """Whom a variable or a program of this scope speaks of."""
    if scope.of == "vehicle":
        return Subject.VEHICLE
    each = scope.of == "member" or (scope.unit is not None and scope.unit.each)
    return Subject.PERSON if each else Subject.HOUSEHOLD
