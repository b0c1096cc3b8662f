"""Rules that are wrong in one place, made in memory: no file is touched."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

from evals.mutation.edits import Kind, edits
from evals.mutation.reach import Reach
from knowledge.cards.parameters import Figure, Parameter
from knowledge.rules import Rules
from knowledge.rules.compile import Sources
from knowledge.rules.lang import Expression, parse
from knowledge.rules.programs import Program
from knowledge.rules.scope import Names
from knowledge.rules.tables import ParameterView

Edit = Callable[[Sources], Sources]


@dataclass(frozen=True)
class Mutant:
    """One wrong place: where it stands, what stood there and what stands there now.

    `what` names the definition. `programs` are those that it may reach; `apply` makes the sources that hold
    it.
    """

    kind: Kind
    path: Path
    line: int
    what: str
    before: str
    after: str
    programs: frozenset[str]
    apply: Edit = field(repr=False, compare=False)


def mutants(rules: Rules) -> Iterator[Mutant]:
    """Every single edit of the rules: of the cards, the variables, the units, and the figures they read."""
    sources, reach = rules.sources, Reach(rules.sources)
    for program in sources.programs.values():
        for expression, put in _of_program(program):
            made = _edited(expression, frozenset([program.id]), put)
            yield from _turned(made) if expression is program.applies_to else made
    for variable in sources.variables.values():
        programs = reach.of_variable(variable.id)
        for n, formula in enumerate(variable.formulas if programs else ()):
            yield from _edited(formula.expression, programs, _in_variable(variable.id, n))
    for unit in sources.units.values():
        yield from _edited(unit.members, frozenset(sources.programs), _in_unit(unit.id, "members"))
        if unit.candidates:
            yield from _turned(
                _edited(unit.candidates, frozenset(sources.programs), _in_unit(unit.id, "candidates"))
            )
    for name, parameter in rules.catalog.parameters.items():
        if programs := reach.of_parameter(name):
            yield from _figures(parameter, programs)


def _turned(made: Iterator[Mutant]) -> Iterator[Mutant]:
    """Edits of direction alone: whom to look at is wide on purpose, and a step more or less is right too."""
    return (mutant for mutant in made if mutant.kind is Kind.ORDERING)


def _edited(
    expression: Expression, programs: frozenset[str], put: Callable[[Sources, Expression], Sources]
) -> Iterator[Mutant]:
    origin = expression.origin
    for kind, text in edits(expression):

        def apply(sources: Sources, text: str = text) -> Sources:
            return put(sources, parse(text, origin))

        yield Mutant(kind, origin.path, origin.line, origin.what, expression.text, text, programs, apply)


def _of_program(program: Program) -> Iterator[tuple[Expression, Callable[[Sources, Expression], Sources]]]:
    def changed(**fields: object) -> Edit:
        def apply(sources: Sources) -> Sources:
            own = replace(sources.programs[program.id], **fields)  # type: ignore[arg-type]
            return replace(sources, programs={**sources.programs, program.id: own})

        return apply

    for n, criterion in enumerate(program.criteria):

        def put(sources: Sources, expression: Expression, n: int = n) -> Sources:
            criteria = list(program.criteria)
            criteria[n] = replace(criteria[n], when=expression)
            return changed(criteria=tuple(criteria))(sources)

        yield criterion.when, put
    for name in ("applies_to", "amount", "pay_from"):
        expression = getattr(program, name)
        if expression is not None:

            def swap(sources: Sources, new: Expression, name: str = name) -> Sources:
                return changed(**{name: new})(sources)

            yield expression, swap


def _in_variable(name: str, n: int) -> Callable[[Sources, Expression], Sources]:
    def put(sources: Sources, expression: Expression) -> Sources:
        variable = sources.variables[name]
        formulas = list(variable.formulas)
        formulas[n] = replace(formulas[n], expression=expression)
        return _renamed(
            sources, variables={**sources.variables, name: replace(variable, formulas=tuple(formulas))}
        )

    return put


def _in_unit(name: str, part: str) -> Callable[[Sources, Expression], Sources]:
    def put(sources: Sources, expression: Expression) -> Sources:
        unit = replace(sources.units[name], **{part: expression})  # type: ignore[arg-type]
        programs = {i: replace(p, unit=unit) if p.unit.id == name else p for i, p in sources.programs.items()}
        return _renamed(sources, units={**sources.units, name: unit}, programs=programs)

    return put


def _figures(parameter: Parameter, programs: frozenset[str]) -> Iterator[Mutant]:
    for n, period in enumerate(parameter.periods):
        for figure in period.figures.values():
            for value in mistyped(figure.value):
                yield Mutant(
                    Kind.FIGURE,
                    parameter.file.path,
                    figure.line,
                    f"수치 '{parameter.term}'",
                    f"[{','.join(figure.key)}] {period.start}부터 {figure.value}",
                    f"{value}",
                    programs,
                    _in_parameter(parameter, n, replace(figure, value=value)),
                )


def mistyped(value: Decimal) -> Iterator[Decimal]:
    """The figure with one of its digits one too high, or one too low, as a slip of the hand makes it."""
    sign, digits, exponent = value.as_tuple()
    exponent = int(exponent)
    for at, digit in enumerate(digits):
        for other in (digit + 1, digit - 1):
            if 0 <= other <= 9:
                yield Decimal((sign, (*digits[:at], other, *digits[at + 1 :]), exponent))


def _in_parameter(parameter: Parameter, n: int, figure: Figure) -> Edit:
    def apply(sources: Sources) -> Sources:
        periods = list(parameter.periods)
        periods[n] = replace(periods[n], figures={**periods[n].figures, figure.key: figure})
        changed = replace(parameter, periods=tuple(periods))
        return _renamed(sources, figure=changed)

    return apply


def _renamed(sources: Sources, *, figure: Parameter | None = None, **fields: object) -> Sources:
    """The sources with other definitions, and the names that lead to them."""
    changed = replace(sources, **fields)  # type: ignore[arg-type]
    views = [
        ParameterView(figure) if figure and view.parameter.id == figure.id else view
        for view in sources.names.by_id.values()
    ]
    return replace(changed, names=Names(changed.facts, changed.variables, changed.units, views))
