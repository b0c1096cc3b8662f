"""What a verdict rests on: the facts that are missing or presumed, and how sure its figures are."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from knowledge.rules.code import Use
from knowledge.rules.compile import Snapshot
from knowledge.rules.lacking import bits
from knowledge.rules.state import Person, Run, UnitInstance


class Need(NamedTuple):
    """A fact somebody would have to state: its id in the JSON, and whose it is (a member's id, or None)."""

    fact: str
    member: str | None = None
    vehicle: int | None = None


class Support(NamedTuple):
    """What a verdict rests on. `confidence` is the worst of its figures; `unpublished` are parameters without
    a value.
    """

    missing: frozenset[Need] = frozenset()
    assumed: frozenset[str] = frozenset()
    confidence: str = "verified"
    unpublished: frozenset[str] = frozenset()


class Needs:
    """Reads the bits of `lacking` for one run; what many verdicts miss is read once."""

    def __init__(self, run: Run) -> None:
        self.run, self.layout = run, run.layout
        people = sorted(run.people, key=lambda person: person.id)
        self._people = [(order, person.at, person.id or None) for order, person in enumerate(people, 1)]
        self._shown: dict[int, list[dict[str, Any]]] = {}
        self._objects: dict[Need, dict[str, Any]] = {}

    def of(self, lack: int) -> list[Need]:
        """The needs by fact, then by member, then by vehicle."""
        layout = self.layout
        ranked = [(rank, Need(name)) for rank, name in layout.house(lack & layout.all_of_house)]
        for number in range(len(self.run.vehicles)):
            own = lack >> layout.vehicles_at + number * len(layout.vehicle) & layout.all_vehicle
            ranked += [(rank + number, Need(name, None, number)) for rank, name in layout.of_vehicle(own)]
        for order, at, member in self._people:
            own = lack >> at & layout.all_of_person
            if own:
                ranked += [(rank + order, Need(name, member)) for rank, name in layout.own(own)]
        ranked.sort()
        return [need for _, need in ranked]

    def shown(self, lack: int) -> list[dict[str, Any]]:
        """The same as the contract writes them; one that several verdicts miss is one object."""
        found = self._shown.get(lack)
        if found is None:
            found = self._shown[lack] = [
                self._objects.get(need) or self._written(need) for need in self.of(lack)
            ]
        return found.copy()

    def _written(self, need: Need) -> dict[str, Any]:
        found = self._objects[need] = {"fact": need.fact, "member": need.member}
        if need.vehicle is not None:
            found["vehicle"] = need.vehicle
        return found

    def figures(self, lack: int) -> list[str]:
        """The parameters that have no value yet, in order."""
        layout = self.layout
        return sorted(layout.figures[bit] for bit in bits(lack >> layout.figures_at))


class Readers:
    """Who is behind what an expression reads, for one run."""

    def __init__(self, snapshot: Snapshot, run: Run) -> None:
        self.snapshot, self.run = snapshot, run

    def people(self, use: Use, subject: Any) -> Iterable[Person]:
        """Whose facts a use reads: those an aggregate runs over, or the subject's own."""
        if use.collection is None:
            return [_person(subject)]
        return [person for person, _ in self._unit(use, subject).people]

    def holders(self, use: Use, subject: Any) -> Iterable[Any]:
        """The subjects of a variable that an expression reads."""
        of = self.snapshot.sources.variables[use.name].entry.of
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

    def _unit(self, use: Use, subject: Any) -> UnitInstance:
        index = use.collection.unit.index if use.collection and use.collection.unit else 0
        root = use.collection.root if use.collection else "r"
        if root == "r":
            return self.run.head_unit(index)
        if isinstance(subject, UnitInstance) and root == "u":
            return subject
        return _person(subject).unit(index)


def _person(subject: Any) -> Person:
    if isinstance(subject, Person):
        return subject
    if isinstance(subject, UnitInstance):
        return subject.anchor
    run: Run = subject.run
    return run.head
