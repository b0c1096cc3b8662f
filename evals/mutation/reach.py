"""Which programs a variable, a parameter or a unit has a part in."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from knowledge.rules.compile import Sources
from knowledge.rules.lang import Expression
from knowledge.rules.names import identifier, key
from knowledge.rules.programs import Program


def program_expressions(program: Program) -> Iterator[Expression]:
    """Every expression of a program's card."""
    yield from (criterion.when for criterion in program.criteria)
    yield from (e for e in (program.applies_to, program.amount, program.pay_from) if e is not None)


class Reach:
    """Looks through the names in the expressions, variables in variables included."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._variables = {key(v.name): v.id for v in sources.variables.values()}
        self._parameters = {
            key(identifier(view.parameter.term)): name for name, view in sources.names.by_id.items()
        }

    def _named(self, expressions: Iterable[Expression]) -> tuple[set[str], set[str]]:
        """The variables and parameters named in these expressions themselves."""
        names = {key(node.id) for e in expressions for node in ast.walk(e.tree) if isinstance(node, ast.Name)}
        return (
            {self._variables[name] for name in names if name in self._variables},
            {self._parameters[name] for name in names if name in self._parameters},
        )

    @cached_property
    def programs(self) -> Mapping[str, tuple[frozenset[str], frozenset[str]]]:
        """For each program the variables and parameters that it may read."""
        units: list[Expression] = []
        for unit in self._sources.units.values():
            units += [unit.members, *([unit.candidates] if unit.candidates else [])]
        return {
            name: self._closed([*program_expressions(program), *units])
            for name, program in self._sources.programs.items()
        }

    def _closed(self, expressions: list[Expression]) -> tuple[frozenset[str], frozenset[str]]:
        waiting, parameters = self._named(expressions)
        found: set[str] = set()
        while waiting:
            name = waiting.pop()
            found.add(name)
            formulas = (f.expression for f in self._sources.variables[name].formulas)
            more, figures = self._named(formulas)
            waiting |= more - found
            parameters |= figures
        return frozenset(found), frozenset(parameters)

    @cached_property
    def _stated(self) -> frozenset[str]:
        """The variables that a household may state, and what their formulas read."""
        stated = [v for v in self._sources.variables.values() if v.entry.stated]
        read, _ = self._closed([f.expression for v in stated for f in v.formulas])
        return read | {variable.id for variable in stated}

    def variables_of(self, programs: Iterable[str]) -> frozenset[str]:
        """The variables that judging these programs may need: no others have to be compiled."""
        return self._stated.union(*(self.programs[program][0] for program in programs))

    def of_variable(self, name: str) -> frozenset[str]:
        """The programs that may read a variable."""
        return frozenset(program for program, (variables, _) in self.programs.items() if name in variables)

    def of_parameter(self, name: str) -> frozenset[str]:
        """The programs that may read a parameter."""
        return frozenset(program for program, (_, figures) in self.programs.items() if name in figures)
