"""A program on its way to code: its rules as nodes, then as functions."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from knowledge.rules.build import Builder
from knowledge.rules.code import Code, CompiledCriterion, CompiledProgram, sides
from knowledge.rules.ir import Node
from knowledge.rules.kinds import DATE, TRUTH, Kind, Type
from knowledge.rules.lang import Expression
from knowledge.rules.programs import Program
from knowledge.rules.scalar import Emitter
from knowledge.rules.scope import Scope
from knowledge.rules.snippets import function
from knowledge.rules.written import Writing, judged

if TYPE_CHECKING:
    from knowledge.rules.compile import Snapshot

_FIRST = 2
"""Where the bounds begin in what a program's function returns: after the verdict and what it rests on."""


class Draft:
    """One program of a snapshot. Its nodes are built at once, its code when everything has been built."""

    def __init__(self, snapshot: "Snapshot", n: int, program: Program) -> None:
        self.snapshot, self.n, self.program = snapshot, n, program
        self.scope = Scope("unit", program.unit)
        held = [criterion for criterion in program.criteria if criterion.text.holds(snapshot.day)]
        self.criteria = [(criterion, self._node(criterion.when, TRUTH)) for criterion in held]
        self.amount = self._node(program.amount, None) if program.amount else None
        if program.amount and self.amount and self.amount.type.kind is not Kind.NUMBER:
            raise program.amount.origin.error(f"금액이어야 하는데 {self.amount.type.term}입니다.")
        self.applies = self._node(program.applies_to, TRUTH) if program.applies_to else None
        self.pay_from = self._node(program.pay_from, DATE) if program.pay_from else None

    def _node(self, expression: Expression, wanted: Type | None) -> Node:
        return Builder(self.snapshot, expression, self.scope).build(wanted)

    def compiled(self) -> CompiledProgram:
        """The program with its functions written; `bind` puts them in their places."""
        snapshot, day = self.snapshot, self.snapshot.day
        found: list[CompiledCriterion] = []
        nodes: list[Node] = []
        for criterion, node in self.criteria:
            compared = sides(node, criterion.when)
            if criterion.entry.band and compared is None:
                raise criterion.when.origin.error("band는 '왼쪽 <= 오른쪽' 꼴에만 씁니다. band를 지우세요.")
            code = snapshot.record(f"p{self.n}c{len(found)}", node, self.scope)
            at = _FIRST + 2 * len(nodes)
            found.append(CompiledCriterion(criterion, criterion.text.on(day), code, compared, at))
            nodes += [node, *(compared or ())]
        banded = next((c for c in found if c.criterion.entry.band and c.sides), None)
        notes = tuple(note.on(day) for note in self.program.not_modelled if note.holds(day))
        self._compiled = CompiledProgram(
            self.program,
            tuple(found),
            banded,
            self._side("a", self.amount),
            self._side("t", self.applies),
            self._side("d", self.pay_from),
            notes,
        )
        name = f"p{self.n}"
        self._compiled.run = snapshot.later(
            self._compiled, "run", name, lambda: self._judged(name, found, nodes)
        )
        writing = Writing(self.n, self._compiled, snapshot.lacking)
        chosen = snapshot.candidates.get(self.program.unit.id)
        snapshot.text(writing.source(chosen.name if chosen else None))
        return self._compiled

    def bind(self, functions: Mapping[str, Any]) -> Callable[..., None]:
        """Put the compiled function in its place; that function."""
        self._compiled.write = functions[f"d{self.n}"]
        return self._compiled.write

    def _side(self, letter: str, node: Node | None) -> Code | None:
        return self.snapshot.add_later(f"p{self.n}{letter}", node, self.scope) if node else None

    def _judged(self, name: str, criteria: list[CompiledCriterion], nodes: list[Node]) -> str:
        """All criteria at once."""
        emitter = Emitter(self.snapshot.wiring, nodes)
        values = [emitter.atom(node) for node in nodes]
        found = judged((c, values[(c.at - _FIRST) // 2]) for c in criteria)
        emitter.write(f"if {found.open}: v = True if {found.met} else None; t = {found.rests}")
        emitter.write(f"else: v = False; t = {found.failed}")
        emitter.write(f"return (v, t, {''.join(f'{v.low}, {v.high}, ' for v in values)})")
        return function(name, "unit", emitter.lines)
