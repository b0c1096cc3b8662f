"""Which facts an open value misses, as bits: generated beside the values, run only where one is open.

A value misses what its expression reads itself and is not stated, and whatever the open variables among its
operands miss; a settled variable misses nothing, since no value of what is unknown could change it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from knowledge.rules.code import Code, Use
from knowledge.rules.definitions import Variable
from knowledge.rules.facts import Facts
from knowledge.rules.functions import MAX_PEOPLE, MAX_VEHICLES
from knowledge.rules.kinds import Kind
from knowledge.rules.scalar import Emitter
from knowledge.rules.snippets import function
from knowledge.rules.wiring import Wiring

KEPT = 10_000
"""How many masks are remembered of a kind."""

ORDER = 64
"""How far the ranks of two needs lie apart: more than there may be people or vehicles."""


class Named:
    """The names behind bits as their ranks among all names, in order; what was read before is kept."""

    def __init__(self, names: Sequence[str], order: Mapping[str, int]) -> None:
        self._ranked = [order[name] for name in names]
        self._known: dict[int, tuple[int, ...]] = {}

    def __call__(self, mask: int) -> tuple[int, ...]:
        """The ranks of a mask's names, a name once."""
        found = self._known.get(mask)
        if found is None:
            found = tuple(sorted({self._ranked[bit] for bit in bits(mask)}))
            if len(self._known) < KEPT:
                self._known[mask] = found
        return found


class Layout:
    """Which bit is which need: facts of the household, stated ones, lists, vehicles, people, figures."""

    def __init__(self, facts: Facts, variables: Mapping[str, Variable]) -> None:
        entities = facts.by_entity
        self.household = list(entities["household"].values())
        self.stated = list(entities["stated"].values())
        self.member = list(entities["member"].values())
        self.vehicle = list(entities["vehicle"].values())
        self.statable = list(dict.fromkeys(v.entry.stated for v in variables.values() if v.entry.stated))
        self.stated_at = len(self.household)
        self.lists_at = self.stated_at + len(self.stated)
        self.vehicles, self.members = 1 << self.lists_at, 2 << self.lists_at
        self.statable_at = self.lists_at + 2
        self.vehicles_at = self.statable_at + len(self.statable)
        self.people_at = self.vehicles_at + len(self.vehicle) * MAX_VEHICLES
        self.width = len(self.member) + 2  # a spouse and parents may be asked for too
        self.figures_at = self.people_at + self.width * MAX_PEOPLE
        self.figures: list[str] = []
        self.lives = next(fact.index for fact in self.member if fact.id == "lives_with_household")
        self.spouse, self.parents = len(self.member), len(self.member) + 1
        self.all_house = (1 << self.lists_at) - 1
        self.all_of_house = (1 << self.vehicles_at) - 1
        self.all_of_person = (1 << self.width) - 1
        self.all_member = (1 << len(self.member)) - 1
        self.all_vehicle = (1 << len(self.vehicle)) - 1
        house = [fact.asked for fact in (*self.household, *self.stated)]
        house += ["vehicles", "members_complete", *self.statable]
        own = [*(fact.asked for fact in self.member), "spouse", "parents"]
        of_vehicle = [f"vehicles.{fact.id}" for fact in self.vehicle]
        self.names = sorted({*house, *own, *of_vehicle})
        order = {name: n * ORDER for n, name in enumerate(self.names)}
        first = order[min(of_vehicle)] if of_vehicle else 0
        self.vehicle_ranks = range(first, first + len(set(of_vehicle)) * ORDER)  # "vehicles." sorts together
        self._arranged: dict[tuple[int, tuple[int, ...]], dict[int, tuple[int, ...]]] = {}
        self.house, self.own, self.of_vehicle = (Named(names, order) for names in (house, own, of_vehicle))

    def ranks(self, vehicles: int, people: tuple[int, ...]) -> dict[int, tuple[int, ...]]:
        """What was found before for households of so many vehicles, whose people's bits begin at these: the
        ranks of what a mask misses, in order.
        """
        if len(self._arranged) >= ORDER:
            self._arranged.clear()
        return self._arranged.setdefault((vehicles, people), {})

    def figure(self, parameter: str) -> int:
        """The bit of a parameter without a published value."""
        if parameter not in self.figures:
            self.figures.append(parameter)
        return 1 << self.figures_at + self.figures.index(parameter)

    def statable_bit(self, name: str) -> int:
        """The bit of a variable that could be stated itself."""
        return 1 << self.statable_at + self.statable.index(name)


@dataclass
class Lacking:
    """Writes the functions that say what is missing."""

    layout: Layout
    wiring: Wiring
    facts: Facts
    variables: Mapping[str, Variable]
    kinds: Mapping[str, Kind]

    def function(self, name: str, code: Code) -> str:
        """The source of the function for an expression: its subject → bits of `Layout`."""
        tables = [n for n in code.lookups if not n.data.published]
        emitter = Emitter(self.wiring, [arg for table in tables for arg in table.args])
        figures = sum(self.layout.figure(parameter) for parameter in code.unpublished)
        emitter.write(f"x = {figures}")
        for table in tables:
            operands = [emitter.atom(arg) for arg in table.args]
            key = ", ".join(f"{low}, {high}" for low, high, _ in operands)
            bit = self.layout.figure(table.data.parameter)
            emitter.write(
                f"if not all(k.confidence for k in {self.wiring.keep(table.data)}.rows({key})): x |= {bit}"
            )
        self._facts(emitter, code.facts)
        for use in code.variables:
            self._variable(emitter, use)
        emitter.write("return x")
        return function(name, code.scope.of, emitter.lines)

    def plain(self, code: Code) -> str | None:
        """The bits of an expression that reads the household's and its subject's own facts alone; None for
        any other.
        """
        house = own = 0
        if code.variables or code.lookups or code.unpublished:
            return None
        for use in code.facts:
            if use.entity == "list" or use.name == "relation" or use.collection or use.entity == "vehicle":
                return None
            index = self.facts.by_entity[use.entity][use.name].index
            if use.entity == "member":
                own |= 1 << index
            else:
                house |= 1 << index + (self.layout.stated_at if use.entity == "stated" else 0)
        parts = [f"r.lack & {house}"] if house else []
        parts += [f"(m.lack & {own}) << m.at"] if own else []
        return " | ".join(parts) or "0"

    def _facts(self, emitter: Emitter, uses: Sequence[Use]) -> None:
        house = 0
        masks: dict[tuple[str, str], int] = {}
        for use in uses:
            if use.entity == "list":
                house |= self._list(emitter, use)
            elif use.name == "relation":
                group = self._group(emitter, use)
                emitter.write(f"if not r.relations_known: x |= unrelated(m, {group})")
            elif use.entity in ("household", "stated"):
                at = self.layout.stated_at if use.entity == "stated" else 0
                house |= 1 << at + self.facts.by_entity[use.entity][use.name].index
            else:
                place = self._place(emitter, use)
                bit = 1 << self.facts.by_entity[use.entity][use.name].index
                masks[place] = masks.get(place, 0) | bit
        if house:
            emitter.write(f"x |= r.lack & {house}")
        for (loop, holder), mask in masks.items():
            emitter.write(_reads(loop, holder, mask))

    def _place(self, emitter: Emitter, use: Use) -> tuple[str, str]:
        """Over whom a fact is read: the loop (empty for the subject itself), and the holder's name."""
        if use.entity == "vehicle":
            return ("for c in r.vehicles: ", "c") if use.collection else ("", "c")
        if use.collection is None:
            return "", "m"
        return f"for i, p in {self._group(emitter, use)}.people: ", "i"

    def _list(self, emitter: Emitter, use: Use) -> int:
        if use.name == "vehicles":
            return self.layout.vehicles
        emitter.write(f"x |= {self._group(emitter, use)}.lacking()")
        return 0

    def _group(self, emitter: Emitter, use: Use) -> str:
        collection = use.collection
        if collection is None or collection.unit is None or collection.root == "u":
            return "u"
        return emitter.unit(collection.unit.index, collection.root)

    def _variable(self, emitter: Emitter, use: Use) -> None:
        called = self.wiring.calls[use.name]
        loop = ""
        if use.frame in "ic" and use.collection:
            group = self._group(emitter, use) if use.collection.unit else ""
            loop = f"for i, p in {group}.people:" if group else "for c in r.vehicles:"
        if loop:
            emitter.write(loop)
            emitter.open()
        holder = emitter.holder(called.unit, use.frame)
        emitter.write(f"a, b, _ = {holder}.memo[{called.slot}] or {called.name}({holder})")
        still = "a & a - 1" if self.kinds[use.name] is Kind.CHOICE else "a != b"
        emitter.write(f"if {still}: x |= {holder}.lacks.get({called.slot}) or s{called.name}({holder})")
        if loop:
            emitter.close()

    def variable(self, variable: Variable, code: Code) -> str:
        """The function of a variable: once for a subject, nothing where it was stated."""
        called = self.wiring.calls[variable.id]
        body = self.function(f"s{called.name}", code).replace("    return x", "    pass", 1)
        subject = {"household": "r", "member": "m", "vehicle": "c"}.get(code.scope.of, "u")
        lines = body.split("\n")
        if variable.entry.stated:
            lines.insert(1, f"    if {variable.index} in {subject}.run.given: return 0")
            known = self.layout.figures_at
            bit = self.layout.statable_bit(variable.entry.stated)
            lines[-1] = f"    if not x & {(1 << known) - 1}: x |= {bit}"
        else:
            lines.pop()
        return "\n".join([*lines, f"    {subject}.lacks[{called.slot}] = x", "    return x"])


def _reads(loop: str, holder: str, mask: int) -> str:
    return f"{loop}x |= ({holder}.lack & {mask}) << {holder}.at"


def bits(mask: int) -> Iterator[int]:
    """The numbers of the bits that are set."""
    while mask:
        last = mask & -mask
        yield last.bit_length() - 1
        mask ^= last
