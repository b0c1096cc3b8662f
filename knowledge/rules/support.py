"""What a verdict rests on: the facts that are missing or presumed, and how sure its figures are."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from knowledge.rules.code import Use
from knowledge.rules.compile import Snapshot
from knowledge.rules.lacking import KEPT, ORDER, Layout, bits
from knowledge.rules.state import Person, Run, UnitInstance
from knowledge.rules.tables import RANKS

_SUREST = RANKS[0].value


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


class _Shown(dict[int, dict[str, Any]]):
    """Needs as the contract writes them, by rank; each is written when it is first asked for."""

    def __init__(self, layout: Layout, members: Sequence[str | None]) -> None:
        self.names, self.members, self.vehicles = layout.names, members, layout.vehicle_ranks

    def __missing__(self, rank: int) -> dict[str, Any]:
        number, order = rank // ORDER, rank % ORDER
        if rank in self.vehicles:
            found = self[rank] = {"fact": self.names[number], "member": None, "vehicle": order}
        else:
            found = self[rank] = {"fact": self.names[number], "member": self.members[order]}
        return found


class Needs:
    """Reads the bits of `lacking` for one run; what many verdicts miss is read once."""

    def __init__(self, run: Run) -> None:
        self.run, self.layout, self._vehicles = run, run.layout, len(run.vehicles)
        people = sorted(run.people, key=lambda person: person.id)
        self._people = [(order, person.at) for order, person in enumerate(people, 1)]
        self._ranks = run.layout.ranks(self._vehicles, tuple(at for _, at in self._people))
        self._lists: dict[int, list[dict[str, Any]]] = {}
        self._shown = _Shown(run.layout, [None, *(person.id or None for person in people)])

    def of(self, lack: int) -> list[Need]:
        """The needs by fact, then by member, then by vehicle."""
        return [Need(**need) for need in self.shown(lack)]

    def shown(self, lack: int) -> list[dict[str, Any]]:
        """The same as the contract writes them; one that several verdicts miss is one object."""
        found = self._lists.get(lack)
        if found is None:
            ranks = self._ranks.get(lack) or self._ranked(lack)
            found = self._lists[lack] = [*map(self._shown.__getitem__, ranks)]
        return found.copy()

    def _ranked(self, lack: int) -> tuple[int, ...]:
        layout = self.layout
        ranks = [*layout.house(lack & layout.all_of_house)]
        for number in range(self._vehicles):
            own = lack >> layout.vehicles_at + number * len(layout.vehicle) & layout.all_vehicle
            ranks += [rank + number for rank in layout.of_vehicle(own)]
        for order, at in self._people:
            own = lack >> at & layout.all_of_person
            ranks += [rank + order for rank in layout.own(own)]
        found = tuple(sorted(ranks))
        if len(self._ranks) < KEPT:
            self._ranks[lack] = found
        return found

    def tell(self, determination: dict[str, Any], lack: int, unpaid: int) -> None:
        """Put what a verdict misses, what its amount misses beside that, and what is not published into a
        determination.
        """
        determination["missing"] = self.shown(lack) if lack else []
        determination["amount_missing"] = self.shown(unpaid & ~lack) if unpaid else []
        if (lack | unpaid) >> self.layout.figures_at:
            determination["unpublished"] = self.figures(lack | unpaid)
            determination["confidence"] = "unsure"
        else:
            determination["unpublished"] = []

    def nobody(
        self,
        model: dict[str, Any],
        criterion: dict[str, Any],
        notes: Iterable[str],
        definitions: str,
        add: Callable[[dict[str, Any]], None],
    ) -> None:
        """Add the determination of a program that no listed person is looked at for."""
        run = self.run
        result = None if run.more_people and not run.closed else False
        found = model.copy()
        found["members"] = [person.id for person in run.people if person.id]
        found["verdict"] = "unknown" if result is None else "ineligible"
        found["criteria"] = [criterion | {"result": result}]
        found["assumed"], found["not_modelled"] = [], [*notes]
        found["confidence"], found["definitions"] = _SUREST, definitions
        self.tell(found, 0 if result is False else self.layout.members, 0)
        add(found)

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
