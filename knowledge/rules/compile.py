"""One compiled snapshot of all rules for the days on which they read the same."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from knowledge.rules.build import Builder
from knowledge.rules.calendar import LAST
from knowledge.rules.code import Code, CompiledProgram, outside, uses
from knowledge.rules.definitions import Formula, Unit, Variable, unknown_type
from knowledge.rules.drafts import Draft
from knowledge.rules.facts import Facts
from knowledge.rules.ir import AGGREGATES, Graph, Node, below
from knowledge.rules.kinds import DATE, TRUTH, Kind, Measure, Options, Type, number
from knowledge.rules.lacking import Lacking, Layout
from knowledge.rules.programs import Program
from knowledge.rules.rests import NOTHING, Assumptions, Rests, rank_bit
from knowledge.rules.scalar import Emitter
from knowledge.rules.scope import Names, Scope
from knowledge.rules.shown import band_of, day_shown, scaled
from knowledge.rules.snippets import HELPERS, function
from knowledge.rules.state import Membership, unrelated
from knowledge.rules.tables import RANKS
from knowledge.rules.wiring import Called, Slots, Wiring
from knowledge.rules.world import RELATIONS
from knowledge.rules.written import ranked

_BUILTINS = {"min": min, "max": max, "all": all, "list": list}
SHOWING: dict[str, Any] = {
    "unrelated": unrelated, "scaled": scaled, "day_shown": day_shown, "band_of": band_of
}  # fmt: skip
_MEASURES = {"won": Measure.WON, "int": Measure.COUNT, "ratio": Measure.RATIO}
_MOST = {Measure.WON: 10**12, Measure.RATIO: 100, Measure.COUNT: 10_000, Measure.PLAIN: 10_000}


@dataclass
class Sources:
    """Everything that rules are made of, whatever the day."""

    facts: Facts
    variables: Mapping[str, Variable]
    units: Mapping[str, Unit]
    programs: Mapping[str, Program]
    names: Names
    dimensions: Mapping[str, Options]


@dataclass
class Snapshot:
    """The rules of a day, compiled. `graph` is the IR of all of them."""

    sources: Sources
    day: date
    graph: Graph = field(default_factory=Graph)
    variables: dict[str, Code] = field(default_factory=dict)
    programs: dict[str, CompiledProgram] = field(default_factory=dict)
    memberships: list[Membership | None] = field(default_factory=list)
    candidates: dict[str, Code] = field(default_factory=dict)
    code: str = ""
    writes: list[Callable[..., None]] = field(default_factory=list, repr=False)
    layout: Layout = field(init=False, repr=False)
    wiring: Wiring = field(init=False, repr=False)
    assumptions: Assumptions = field(init=False, repr=False)
    lacking: Lacking = field(init=False, repr=False)
    _nodes: dict[str, Node] = field(default_factory=dict, repr=False)
    _building: list[str] = field(default_factory=list, repr=False)
    _texts: list[str] = field(default_factory=list, repr=False)
    _functions: dict[str, Any] = field(default_factory=dict, repr=False)
    _codes: list[Code] = field(default_factory=list, repr=False)

    @property
    def names(self) -> Names:
        """Every name of the rules."""
        return self.sources.names

    @property
    def dimensions(self) -> Mapping[str, Options]:
        """The vocabularies of tables."""
        return self.sources.dimensions

    def options(self, name: str) -> Options | None:
        """The vocabulary of a dimension (`area`) or a fact (`member.disability`)."""
        if name in self.dimensions:
            return self.dimensions[name]
        if name in self.sources.facts.vocabularies:
            return self.sources.facts.vocabularies[name]
        entity, _, fact = name.partition(".")
        found = self.sources.facts.get(entity, fact) if entity in self.sources.facts.by_entity else None
        return found.type.options if found else None

    def scope_of(self, variable: Variable) -> Scope:
        """Where a variable's formula stands."""
        of = variable.entry.of
        if of in ("household", "member", "vehicle"):
            return Scope(of)  # type: ignore[arg-type]
        unit = self.sources.units.get(of)
        if unit is None:
            allowed = ", ".join(["household", "member", "vehicle", *self.sources.units])
            raise variable.origin.error(f"of '{of}'은(는) 모릅니다. {allowed} 가운데 쓰세요.")
        return Scope("unit", unit)

    def declared(self, variable: Variable) -> Type:
        """The type that a variable's file states."""
        name = variable.entry.type
        if name == "bool":
            return TRUTH
        if name == "date":
            return DATE
        if name in _MEASURES:
            return number(_MEASURES[name], 10_000 if name == "ratio" else 1)
        if name.startswith("choice:") and (options := self.options(name[7:])):
            return Type(Kind.CHOICE, options=options)
        raise unknown_type(variable.entry, variable.origin)

    def variable(self, variable: Variable) -> Node:
        """A variable's value as a node; a whole range where no formula is in force."""
        if variable.id in self._nodes:
            return self._nodes[variable.id]
        if variable.id in self._building:
            path = " → ".join(self.sources.variables[v].entry.term for v in (*self._building, variable.id))
            raise variable.origin.error(f"변수가 자기 자신을 씁니다: {path}")
        self._building.append(variable.id)
        try:
            node = self._variable(variable, variable.on(self.day))
        finally:
            self._building.pop()
        self._nodes[variable.id] = node
        return node

    def _variable(self, variable: Variable, formula: Formula | None) -> Node:
        wanted = self.declared(variable)
        if formula is None:
            return self._unknown(wanted)
        node = Builder(self, formula.expression, self.scope_of(variable)).build(wanted)
        if wanted.kind is Kind.NUMBER and node.type.measure not in (wanted.measure, Measure.PLAIN):
            raise formula.expression.origin.error(
                f"type이 {wanted.measure.term}인데 식은 {node.type.measure.term}입니다."
            )
        if variable.entry.stated and wanted.kind is Kind.NUMBER and wanted.measure is not Measure.COUNT:
            # What is stated need not stay within what the formula could give.
            high = max(node.high, _MOST[wanted.measure] * node.type.scale)
            return self.graph.node("rescale", (node,), type=node.type, low=min(node.low, 0), high=high)
        return node

    def _unknown(self, type_: Type) -> Node:
        high = 1
        if type_.kind is Kind.NUMBER:
            high = _MOST[type_.measure] * type_.scale
        elif type_.kind is Kind.DATE:
            high = LAST
        if type_.kind is Kind.CHOICE:
            every = type_.options.all if type_.options else 0
            return self.graph.node("unknown", type=type_, low=every, high=every)
        return self.graph.node("unknown", type=type_, low=0, high=high)

    def value_type(self, variable: Variable) -> Type:
        """The type of a variable's values as executors hold them."""
        return self._nodes[variable.id].type

    def compile(self) -> "Snapshot":
        """Build and compile everything; the first mistake is a `CatalogError`."""
        sources = self.sources
        for variable in sources.variables.values():
            self.variable(variable)
        members = [
            Builder(self, u.members, Scope("membership", u)).build(TRUTH) for u in sources.units.values()
        ]
        drafts = [Draft(self, n, program) for n, program in enumerate(sources.programs.values())]
        self.layout = Layout(sources.facts, sources.variables)
        self.wiring = self._wired(members)
        kinds = {name: node.type.kind for name, node in self._nodes.items()}
        self.lacking = Lacking(self.layout, self.wiring, sources.facts, sources.variables, kinds)
        for variable in sources.variables.values():
            self._add_variable(variable)
        for unit, node in zip(sources.units.values(), members, strict=True):
            self._add_unit(unit, node)
        self.programs = {draft.program.id: draft.compiled() for draft in drafts}
        read = {"read": self.assumptions.read, "read_known": self.assumptions.known.get}
        self._functions = {**HELPERS, **SHOWING, **read, **self.wiring.pool, "__builtins__": _BUILTINS}
        self.code = self._run(self._texts)
        for code in self._codes:
            code.run = self._functions.get(code.name, code.run)
        self.writes = [draft.bind(self._functions) for draft in drafts]
        self.memberships = [
            None if alone(node) else self._functions[f"w{n}"] for n, node in enumerate(members)
        ]
        return self

    def _run(self, texts: list[str]) -> str:
        """Run source made here, so that its functions are among the others; the source."""
        code = "\n\n".join(texts)
        exec(compile(code, "<rules>", "exec"), self._functions)  # noqa: S102  # written from the IR alone
        return code

    def _wired(self, members: Sequence[Node]) -> Wiring:
        facts, variables = self.sources.facts, self.sources.variables.values()
        presumed = [fact.id for fact in facts if fact.entry.presume is not None]
        presumed += [v.entry.stated or v.id for v in variables if v.entry.presume is not None]
        self.assumptions = Assumptions(presumed)
        bits = self.assumptions.bits
        indices = {
            (fact.entity, fact.id): (fact.index, bits[fact.id] if fact.entry.presume is not None else 0)
            for fact in facts
        }
        counts: dict[str, int] = {}
        calls = {}
        resting = Resting(self)
        for variable in variables:
            of = variable.entry.of
            slot = counts[of] = counts.get(of, -1) + 1
            unit = self.sources.units.get(of)
            whose = (unit.index, unit.each) if unit else None
            calls[variable.id] = Called(f"v{variable.index}", slot, whose, resting.variable(variable.id))
        sizes = {of: last + 1 for of, last in counts.items()}
        units = tuple(sizes.get(unit, 0) for unit in self.sources.units)
        slots = Slots(sizes.get("household", 0), sizes.get("member", 0), sizes.get("vehicle", 0), units)
        return Wiring(indices, calls, self._figure, [resting.node(node) for node in members], slots)

    def _figure(self, parameter: str, key: tuple[str, ...]) -> Rests:
        """What a constant figure rests on."""
        view = self.names.by_id[parameter].parameter
        figure = view.figure(self.day, key)
        if figure is None and key and key[0].isdigit():
            figure = view.figure(self.day, ("extra",))
        return Rests(rank_bit(RANKS.index(figure.confidence))) if figure else NOTHING

    def record(self, name: str, node: Node, scope: Scope, slot: int | None = None) -> Code:
        """The record of an expression; its functions get their places when all are compiled."""
        read = list(uses(node))
        lookups = tuple(n for n in outside(node) if n.op in ("lookup", "dated"))
        unpublished = frozenset(n.data[0] for n in below(node) if n.op == "param" and n.low != n.high)
        code = Code(
            name,
            node,
            scope,
            tuple(use for use in read if use.entity != "variable"),
            tuple(use for use in read if use.entity == "variable"),
            lookups,
            unpublished,
            slot,
        )
        self._codes.append(code)
        code.lack = self.later(code, "lack", f"s{name}", lambda: self._lacks(f"s{name}", code))
        code.operands = self.later(code, "operands", f"o{name}", lambda: self._operands(f"o{name}", code))
        return code

    def later(
        self, owner: object, attribute: str, name: str, source: Callable[[], str]
    ) -> Callable[..., Any]:
        """A function of an expression or a program that is compiled when it is first called: few of them ever
        are. It then takes its own place in its owner.
        """

        def first(subject: Any) -> Any:
            if name not in self._functions:
                self._run([source()])
                self._functions |= self.wiring.pool
            setattr(owner, attribute, self._functions[name])
            return self._functions[name](subject)

        return first

    def _lacks(self, name: str, code: Code) -> str:
        """What an expression misses; with the first one the functions of all variables that it may call."""
        if "lacking" not in self._functions:
            self._functions["lacking"] = True
            pairs = zip(self.sources.variables.values(), self.variables.values(), strict=True)
            self._run([self.lacking.variable(*pair) for pair in pairs])
        return "" if name in self._functions else self.lacking.function(name, code)

    def _operands(self, name: str, code: Code) -> str:
        emitter = Emitter(self.wiring, [arg for node in code.lookups for arg in node.args])
        shown = []
        for node in code.lookups:
            values = [emitter.value(arg) for arg in node.args]
            shown.append("(" + "".join(f"{value.low}, {value.high}, " for value in values) + ")")
        emitter.write(f"return ({''.join(f'{key}, ' for key in shown)})")
        return function(name, code.scope.of, emitter.lines)

    def _add_variable(self, variable: Variable) -> None:
        node, scope, formula = self.variable(variable), self.scope_of(variable), variable.on(self.day)
        name, slot = self.wiring.calls[variable.id][:2]
        subject = {"household": "r", "member": "m", "vehicle": "c", "unit": "u"}[scope.of]
        emitter = Emitter(self.wiring, [node])
        if variable.entry.stated or variable.entry.presume is not None:
            emitter.write(f"found = {subject}.run.given.get({variable.index})")
            emitter.write(f"if found: {subject}.memo[{slot}] = found; return found")
        low, high, rests = emitter.value(node)
        rests = rests.joined(ranked(formula.confidence if formula else None))
        emitter.write(f"found = {subject}.memo[{slot}] = ({low}, {high}, {rests.code})")
        emitter.write("return found")
        self._texts.append(function(name, scope.of, emitter.lines))
        self.variables[variable.id] = self.record(name, node, scope, slot)

    def add(self, name: str, node: Node, scope: Scope) -> Code:
        """An expression with a function of its own."""
        self._texts.append(self._single(name, node, scope))
        return self.record(name, node, scope)

    def _single(self, name: str, node: Node, scope: Scope) -> str:
        emitter = Emitter(self.wiring, [node])
        low, high, rests = emitter.value(node)
        emitter.write(f"return ({low}, {high}, {rests.code})")
        return function(name, scope.of, emitter.lines)

    def add_later(self, name: str, node: Node, scope: Scope) -> Code:
        """The same, where it is not called by every household: its function is made when it first is."""
        code = self.record(name, node, scope)
        code.run = self.later(code, "run", name, lambda: self._single(name, node, scope))
        return code

    def text(self, source: str) -> None:
        """One more function."""
        self._texts.append(source)

    def _add_unit(self, unit: Unit, node: Node) -> None:
        self.add(f"w{unit.index}", node, Scope("membership", unit))
        if unit.candidates:
            own = Scope("member")
            chosen = Builder(self, unit.candidates, own).build(TRUTH)
            self.candidates[unit.id] = self.add(f"n{unit.index}", chosen, own)


class Resting:
    """Whether a value may rest on anything: an uncertain figure or formula, or what was presumed."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self._variables: dict[str, bool] = {}

    def variable(self, name: str) -> bool:
        """A variable's value."""
        if name not in self._variables:
            variable = self.snapshot.sources.variables[name]
            formula = variable.on(self.snapshot.day)
            own = variable.entry.presume is not None or (formula and RANKS.index(formula.confidence))
            self._variables[name] = bool(own) or self.node(self.snapshot.variable(variable))
        return self._variables[name]

    def node(self, root: Node) -> bool:
        """A node's value."""
        units = self.snapshot.sources.units.values()
        for node in below(root):
            if node.op == "var" and self.variable(node.data[0]):
                return True
            if node.op == "param" and self.snapshot._figure(*node.data) != NOTHING:
                return True
            if node.op in ("lookup", "dated") and node.data.rests != 0:
                return True
            if node.op == "fact":
                fact = self.snapshot.sources.facts.by_entity[node.data[1]][node.data[2]]
                if fact.entry.presume is not None:
                    return True
            if node.op in AGGREGATES and node.data.unit in units:
                return True  # who belongs may have been presumed
        return False


def alone(node: Node) -> bool:
    """Whether a membership is that of the applicant only."""
    return node.op == "in" and node.args[0].op == "relation" and node.data == RELATIONS.bit("self")


__all__ = ["Snapshot", "Sources"]
