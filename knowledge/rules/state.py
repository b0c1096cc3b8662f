"""A household while its rules run: facts as bounds, units as they form, and what was computed already."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from knowledge.rules.functions import MAX_PEOPLE, MAX_VEHICLES
from knowledge.rules.lacking import Layout
from knowledge.rules.wiring import Slots

Membership = Callable[["Person", "Person"], tuple[int, int, int]]


@dataclass(slots=True)
class Held:
    """The facts of one holder: bounds by fact number, and which of them were stated or presumed.

    `mask` has the bits of both, `presumed` of the presumed, `assumed` the same as `rests` has them.
    """

    low: list[int]
    high: list[int]
    mask: int = 0
    presumed: int = 0
    assumed: int = 0

    def knows(self, number: int) -> bool:
        """Whether a fact was stated (and not presumed)."""
        return bool((self.mask & ~self.presumed) >> number & 1)

    def presume(self, number: int, bounds: tuple[int, int], assumed: int) -> None:
        """Take a fact for granted; `assumed` is its bit among what was."""
        self.low[number], self.high[number] = bounds
        self.mask |= 1 << number
        self.presumed |= 1 << number
        self.assumed |= assumed


class Person:
    """A person. `relations` says what the others are to them (bit sets, see `relations`).

    `memo` holds the values of variables, `lack` the facts nobody stated, whose bits begin `at`.
    """

    __slots__ = (
        "assumed", "at", "facts", "high", "id", "index", "lack", "lacks", "low", "memo", "relations", "run",
        "spouse_known", "units",
    )  # fmt: skip

    def __init__(self, run: "Run", index: int, id: str, facts: Held) -> None:
        self.run, self.index, self.id, self.facts = run, index, id, facts
        self.low, self.high = facts.low, facts.high
        self.relations: list[int] = []
        self.spouse_known = False
        self.assumed = self.at = self.lack = 0
        self.forget()

    def forget(self) -> None:
        """Drop what was computed."""
        slots = self.run.slots
        self.memo: list[Any] = [None] * slots.member
        self.lacks: dict[int, int] = {}
        self.units: list[UnitInstance | None] = [None] * len(slots.units)

    def unit(self, index: int) -> "UnitInstance":
        """The unit of a kind around this person."""
        found = self.units[index]
        if found is None:
            found = self.units[index] = UnitInstance(self.run, index, self)
        return found


class Vehicle:
    """A vehicle."""

    __slots__ = ("at", "facts", "high", "index", "lack", "lacks", "low", "memo", "run")

    def __init__(self, run: "Run", index: int, facts: Held) -> None:
        self.run, self.index, self.facts = run, index, facts
        self.low, self.high = facts.low, facts.high
        self.at = self.lack = 0
        self.forget()

    def forget(self) -> None:
        """Drop what was computed."""
        self.memo: list[Any] = [None] * self.run.slots.vehicle
        self.lacks: dict[int, int] = {}


class UnitInstance:
    """The people of a unit around its applicant, each with whether they surely belong (they may).

    `more` is how many may be missing, `used` what belonging rests on (see `rests`).
    """

    __slots__ = ("anchor", "index", "lacks", "memo", "more", "people", "run", "used")

    def __init__(self, run: "Run", index: int, anchor: Person) -> None:
        self.run, self.index, self.anchor = run, index, anchor
        self.memo: list[Any] = [None] * run.slots.units[index]
        self.lacks: dict[int, int] = {}
        self.used = 0
        belongs = run.memberships[index]
        self.people: list[tuple[Person, bool]] = [(anchor, True)] if belongs is None else []
        if belongs is not None:
            for person in run.people:
                surely, maybe, rests = belongs(anchor, person)
                self.used |= rests
                if maybe:
                    self.people.append((person, bool(surely)))
        self.more = run.missing(index, anchor)

    def named(self) -> list[str]:
        """The ids of its people."""
        return [person.id for person, _ in self.people if person.id]

    def lacking(self) -> int:
        """The bits of what would say who belongs."""
        layout, found = self.run.layout, 0
        if self.more:
            found = 1 << self.anchor.at + layout.spouse if self.more == 1 else layout.members
        for person, surely in self.people:
            if not surely:
                found |= 1 << person.at + layout.lives
        return found


class Run:
    """One household on one day. `given` holds the variables that were stated or presumed, by number."""

    __slots__ = (
        "assumed",
        "closed",
        "facts",
        "given",
        "heads",
        "high",
        "lack",
        "lacks",
        "layout",
        "low",
        "memberships",
        "memo",
        "more_people",
        "more_vehicles",
        "open",
        "people",
        "relations_known",
        "run",
        "slots",
        "stated",
        "stated_variables",
        "today",
        "vehicles",
        "vehicles_known",
    )  # fmt: skip

    def __init__(
        self, today: int, facts: Held, stated: Held, closed: bool, layout: Layout, slots: Slots
    ) -> None:
        self.run = self
        self.today, self.facts, self.stated, self.closed = today, facts, stated, closed
        self.layout, self.slots = layout, slots
        self.low, self.high = facts.low, facts.high
        self.people: list[Person] = []
        self.vehicles: list[Vehicle] = []
        self.vehicles_known = self.relations_known = False
        self.more_vehicles = MAX_VEHICLES
        self.more_people = 0 if closed else MAX_PEOPLE
        self.given: dict[int, tuple[int, int, int]] = {}
        self.stated_variables: set[str] = set()
        self.assumed = self.lack = 0
        self.memberships: Sequence[Membership | None] = ()
        self.open: Sequence[str] = ()
        self.memo: list[Any] = [None] * slots.household
        self.lacks: dict[int, int] = {}
        self.heads: list[UnitInstance | None] = []

    def forget(self) -> None:
        """Drop what was computed; facts stay."""
        self.memo, self.lacks = [None] * self.slots.household, {}
        for person in self.people:
            person.forget()
        for vehicle in self.vehicles:
            vehicle.forget()
        self.heads = self.people[0].units

    def close(self) -> None:
        """Let go of everybody, so that nothing here has to be looked for as garbage; it is of no use then."""
        for person in self.people:
            person.units = []
        for vehicle in self.vehicles:
            del vehicle.run
        del self.run
        self.people, self.vehicles, self.heads = [], [], []

    @property
    def head(self) -> Person:
        """The person that the others' relations speak of."""
        return self.people[0]

    def head_unit(self, index: int) -> UnitInstance:
        """The household's one unit of a kind."""
        return self.people[0].unit(index)

    def missing(self, index: int, anchor: Person) -> int:
        """How many people may belong to a unit without being listed."""
        kind = self.open[index]
        if self.closed or kind == "nobody":
            return 0
        if kind == "spouse":
            return 0 if anchor.spouse_known else 1
        return self.more_people


def unrelated(subject: Person, group: UnitInstance) -> int:
    """The bits of the parents that would say what people are to a subject."""
    found = 0
    for person, _ in group.people:
        mask = subject.relations[person.index]
        if mask & (mask - 1):
            found |= 1 << person.at + subject.run.layout.parents
    return found


__all__ = ["Held", "Membership", "Person", "Run", "UnitInstance", "Vehicle", "unrelated"]
