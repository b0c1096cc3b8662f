"""One compiled snapshot of all rules for the days on which they read the same."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from knowledge.cards.schema import Confidence
from knowledge.rules.build import Builder
from knowledge.rules.calendar import LAST
from knowledge.rules.code import Code, CompiledCriterion, CompiledProgram, cells, never, outside, sides, uses
from knowledge.rules.definitions import Formula, Unit, Variable, unknown_type
from knowledge.rules.facts import Facts
from knowledge.rules.ir import Graph, Node, walk
from knowledge.rules.kinds import DATE, TRUTH, Kind, Measure, Options, Type, number
from knowledge.rules.lang import Expression
from knowledge.rules.programs import Program
from knowledge.rules.scalar import HELPERS, Emitter, source
from knowledge.rules.scope import Names, Scope
from knowledge.rules.tables import RANKS

Subject = Any
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
    memberships: list[Callable[..., Any]] = field(default_factory=list)
    candidates: dict[str, Code] = field(default_factory=dict)
    code: str = ""
    _nodes: dict[str, Node] = field(default_factory=dict, repr=False)
    _building: list[str] = field(default_factory=list, repr=False)
    _texts: list[str] = field(default_factory=list, repr=False)
    _pool: dict[str, Any] = field(default_factory=dict, repr=False)
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
        for variable in self.sources.variables.values():
            self._add_variable(variable)
        for unit in self.sources.units.values():
            self._add_unit(unit)
        compiled = [self._program(n, program) for n, program in enumerate(self.sources.programs.values())]
        self.code = "\n\n".join(self._texts)
        names = {"__builtins__": {"min": min, "max": max}, **HELPERS, **self._pool}
        exec(compile(self.code, "<rules>", "exec"), names)  # noqa: S102  # written from the IR alone, see scalar.py
        self._functions = names
        for code in self._codes:
            self._bind(code)
        for finish in compiled:
            finish()
        self.memberships = [names[f"w{unit.index}"] for unit in self.sources.units.values()]
        return self

    def _emitter(self) -> Emitter:
        indices = {(fact.entity, fact.id): fact.index for fact in self.sources.facts}
        functions = {v.id: f"v{v.index}" for v in self.sources.variables.values()}
        units = {
            v.id: (unit.index, unit.each)
            for v in self.sources.variables.values()
            if (unit := self.sources.units.get(v.entry.of))
        }
        self._pool["units"] = units
        return Emitter(indices, functions, self._pool)

    def _add(self, name: str, scope: Scope, nodes: list[Node], single: bool) -> None:
        self._texts.append(source(name, scope.of, nodes, self._emitter(), single))

    def _code(self, name: str, node: Node, scope: Scope, rank: Confidence | None = None) -> Code:
        """The record of an expression whose function `name` was added; its functions are found when
        called.
        """
        read = list(uses(node))
        tables = [n for n in outside(node) if n.op in ("lookup", "dated")]
        inner = [n for n in walk(node) if n.op in ("lookup", "dated") and n not in tables]
        if tables:
            self._add(f"o{name}", scope, [arg for table in tables for arg in table.args], False)
        ranks = [RANKS.index(rank)] if rank else [0]
        unpublished = set()
        for found in walk(node):
            if found.op == "param":
                figure = self._figure(*found.data)
                ranks.append(figure if figure is not None else 0)
                if figure is None:
                    unpublished.add(found.data[0])
        for table in inner:
            ranks += [RANKS.index(cell.confidence) for cell in cells(table.data) if cell.confidence]
        code = Code(
            name,
            node,
            scope,
            tuple(use for use in read if use.entity != "variable"),
            tuple(use for use in read if use.entity == "variable"),
            tuple(n.data for n in tables),
            max(ranks),
            frozenset(unpublished),
        )
        self._codes.append(code)
        return code

    def _figure(self, parameter: str, key: tuple[str, ...]) -> int | None:
        """The certainty of a constant figure (as a rank), None where it is not published."""
        view = self.names.by_id[parameter]
        figure = view.parameter.figure(self.day, key)
        if figure is None and key and key[0].isdigit():
            last = view.parameter.figure(self.day, ("extra",))
            return RANKS.index(last.confidence) if last else None
        return RANKS.index(figure.confidence) if figure else None

    def _bind(self, code: Code) -> None:
        """Put the generated functions in the place of their names."""
        code.run = self._functions.get(code.name, never)
        code.operands = self._functions.get(f"o{code.name}")

    def _add_variable(self, variable: Variable) -> None:
        node, scope = self.variable(variable), self.scope_of(variable)
        name = f"v{variable.index}"
        body = source(name, scope.of, [node], self._emitter(), True)
        self._texts.append(_memoised(body, variable.index, _subject(scope)))
        formula = variable.on(self.day)
        self.variables[variable.id] = self._code(name, node, scope, formula.confidence if formula else None)

    def _add_unit(self, unit: Unit) -> None:
        scope = Scope("membership", unit)
        node = Builder(self, unit.members, scope).build(TRUTH)
        self._add(f"w{unit.index}", scope, [node], True)
        if unit.candidates:
            own = Scope("member")
            chosen = Builder(self, unit.candidates, own).build(TRUTH)
            self._add(f"n{unit.index}", own, [chosen], True)
            self.candidates[unit.id] = self._code(f"n{unit.index}", chosen, own)

    def _program(self, n: int, program: Program) -> Callable[[], None]:
        scope = Scope("unit", program.unit)
        criteria: list[CompiledCriterion] = []
        nodes: list[Node] = []
        for criterion in program.criteria:
            if not criterion.text.holds(self.day):
                continue
            node = Builder(self, criterion.when, scope).build(TRUTH)
            compared = sides(node, criterion.when)
            if criterion.entry.band and compared is None:
                raise criterion.when.origin.error("band는 '왼쪽 <= 오른쪽' 꼴에만 씁니다. band를 지우세요.")
            code = self._code(f"p{n}c{len(criteria)}", node, scope, criterion.entry.confidence)
            criteria.append(
                CompiledCriterion(criterion, criterion.text.on(self.day), code, compared, len(nodes))
            )
            nodes += [node, *(compared or ())]
        self._add(f"p{n}", scope, nodes, False)
        amount = self._side(f"p{n}a", program.amount, scope)
        applies = self._side(f"p{n}t", program.applies_to, scope)
        pay_from = self._side(f"p{n}d", program.pay_from, scope)

        notes = tuple(note.on(self.day) for note in program.not_modelled if note.holds(self.day))

        def finish() -> None:
            self.programs[program.id] = CompiledProgram(
                program, tuple(criteria), self._functions[f"p{n}"], amount, applies, pay_from, notes
            )

        return finish

    def _side(self, name: str, expression: Expression | None, scope: Scope) -> Code | None:
        if expression is None:
            return None
        wanted = {"a": None, "t": TRUTH, "d": DATE}[name[-1]]
        node = Builder(self, expression, scope).build(wanted)
        if wanted is None and node.type.kind is not Kind.NUMBER:
            raise expression.origin.error(f"금액이어야 하는데 {node.type.term}입니다.")
        self._add(name, scope, [node], True)
        return self._code(name, node, scope)


def _subject(scope: Scope) -> str:
    return {"household": "r", "member": "m", "vehicle": "c", "unit": "u"}[scope.of]


def _memoised(body: str, index: int, subject: str) -> str:
    """A variable's function that is computed once for a subject, and never where it was stated."""
    head, rest = body.split("\n", 1)
    lines = rest.replace("    return ", "    found = ", 1) if rest.count("    return ") == 1 else rest
    return "\n".join(
        [
            head,
            f"    found = {subject}.memo.get({index})",
            "    if found is not None: return found",
            f"    found = {subject}.run.given.get({index})",
            "    if found is not None: return found",
            lines,
            f"    {subject}.memo[{index}] = found",
            "    return found",
        ]
    )
