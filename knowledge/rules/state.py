"""A household while its rules run: facts as bounds, units as they form, and what was computed already."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from knowledge.rules.functions import MAX_PEOPLE, MAX_VEHICLES

Pair = tuple[int, int]
Membership = Callable[["Person", "Person"], Pair]


@dataclass(slots=True)
class Held:
    """The facts of one holder: bounds by fact number, and which of them were stated or presumed.

    `mask` has the bits of both, `presumed_mask` of the presumed.
    """

    low: list[int]
    high: list[int]
    known: set[str] = field(default_factory=set)
    presumed: set[str] = field(default_factory=set)
    mask: int = 0
    presumed_mask: int = 0
    evidence: dict[str, str] = field(default_factory=dict)


class Person:
    """A person. `relations` says what the others are to them (bit sets, see `relations`)."""

    __slots__ = ("facts", "high", "id", "index", "low", "memo", "relations", "run", "spouse_known", "units")

    def __init__(self, run: "Run", index: int, id: str, facts: Held) -> None:
        self.run, self.index, self.id, self.facts = run, index, id, facts
        self.low, self.high = facts.low, facts.high
        self.relations: list[int] = []
        self.spouse_known = False
        self.memo: dict[int, Any] = {}
        self.units: dict[int, UnitInstance] = {}

    def relation_to(self, other: "Person") -> int:
        """What the other person is to this one."""
        return self.relations[other.index]

    def unit(self, index: int) -> "UnitInstance":
        """The unit of a kind around this person."""
        found = self.units.get(index)
        if found is None:
            found = self.units[index] = UnitInstance(self.run, index, self)
        return found


class Vehicle:
    """A vehicle."""

    __slots__ = ("facts", "high", "index", "low", "memo", "run")

    def __init__(self, run: "Run", index: int, facts: Held) -> None:
        self.run, self.index, self.facts = run, index, facts
        self.low, self.high = facts.low, facts.high
        self.memo: dict[int, Any] = {}


class UnitInstance:
    """The people of a unit around its applicant: who surely and who maybe belongs, and how many may be
    missing.
    """

    __slots__ = ("anchor", "index", "memo", "more", "people", "run")

    def __init__(self, run: "Run", index: int, anchor: Person) -> None:
        self.run, self.index, self.anchor = run, index, anchor
        self.memo: dict[int, Any] = {}
        belongs = run.memberships[index]
        self.people: list[tuple[Person, bool, bool]] = []
        for person in run.people:
            surely, maybe = belongs(anchor, person)
            if maybe:
                self.people.append((person, bool(surely), True))
        self.more = run.missing(index, anchor)


class Run:
    """One household on one day. `given` holds the variables that were stated or presumed, by number."""

    __slots__ = (
        "closed",
        "facts",
        "given",
        "given_mask",
        "high",
        "low",
        "memberships",
        "memo",
        "more_people",
        "more_vehicles",
        "open",
        "people",
        "people_mask",
        "people_presumed",
        "presumed_given",
        "presumed_variables",
        "relations_known",
        "run",
        "stated",
        "stated_variables",
        "today",
        "vehicles",
        "vehicles_complete",
        "vehicles_known",
    )

    def __init__(self, today: int, facts: Held, stated: Held, closed: bool) -> None:
        self.run = self
        self.today, self.facts, self.stated, self.closed = today, facts, stated, closed
        self.low, self.high = facts.low, facts.high
        self.people: list[Person] = []
        self.vehicles: list[Vehicle] = []
        self.vehicles_known = False
        self.more_vehicles = MAX_VEHICLES
        self.more_people = 0 if closed else MAX_PEOPLE
        self.memo: dict[int, Any] = {}
        self.given: dict[int, Pair] = {}
        self.stated_variables: set[str] = set()
        self.presumed_variables: set[str] = set()
        self.given_mask = self.presumed_given = self.people_mask = self.people_presumed = 0
        self.vehicles_complete = self.relations_known = False
        self.memberships: Sequence[Membership] = ()
        self.open: Sequence[str] = ()

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
