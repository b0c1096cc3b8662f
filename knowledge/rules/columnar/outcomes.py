"""What is asked of a tape: each program's verdict, amount and band, by household or by person."""

from dataclasses import dataclass

from knowledge.cards.schema import Band
from knowledge.rules.code import Code, CompiledProgram
from knowledge.rules.columnar.bounds import Bounds, Place, at
from knowledge.rules.columnar.lower import Lowering, Subject, subject_of
from knowledge.rules.columnar.tape import Operand, Table
from knowledge.rules.scope import Scope

BANDS = ("clear", "near", "over", "far_over")
_CLEAR, _NEAR, _OVER, _FAR = range(4)


@dataclass(frozen=True)
class Outcome:
    """A program's columns: whether it is `possible` and whether `sure`; the amount in won (or percent) and
    the best and worst band where it has any; `listed` are the people looked at, `somebody` the households
    in which anybody is.
    """

    program: str
    unit: str
    each: bool
    possible: Operand
    sure: Operand
    listed: Operand
    somebody: Operand
    paid: tuple[Operand, Operand] | None
    band: tuple[Operand, Operand] | None

    @property
    def operands(self) -> list[Operand]:
        """All of its columns, in a fixed order."""
        return [self.possible, self.sure, self.listed, self.somebody, *(self.paid or ()), *(self.band or ())]


def outcome(lowering: Lowering, compiled: CompiledProgram) -> Outcome:
    """The columns of a program."""
    tape, program = lowering.tape, compiled.program
    unit = program.unit
    subject = subject_of(Scope("unit", unit))
    place = Place.ANCHOR if unit.each else Place.HOUSEHOLD

    def value(code: Code | None) -> Bounds:
        return at(tape, lowering.value(code.node, subject), place) if code else Bounds(True, True)

    applies = value(compiled.applies_to if unit.each else None)
    candidates = value(lowering.snapshot.candidates.get(unit.id) if unit.each else None)
    results = [value(criterion.code) for criterion in compiled.criteria]
    possible = tape.both(*(result.high for result in results))
    sure = tape.both(applies.low, possible, *(result.low for result in results))
    listed = tape.both(candidates.high, applies.high)
    somebody = tape.gather("any", listed, Table.PERSON, Table.HOUSEHOLD) if unit.each else True
    return Outcome(
        program.id,
        unit.id,
        unit.each,
        possible,
        sure,
        listed,
        somebody,
        _amount(lowering, compiled, value(compiled.amount)) if compiled.amount else None,
        _band(lowering, compiled, subject, place),
    )


def _amount(lowering: Lowering, compiled: CompiledProgram, found: Bounds) -> tuple[Operand, Operand]:
    tape, entry = lowering.tape, compiled.program.card.amount
    scale = compiled.amount.node.type.scale if compiled.amount else 1
    per = 100 if entry and entry.per == "percent" else 1
    low = tape.floordiv(tape.mul(found.low, per), scale)
    return low, low if found.certain else tape.floordiv(tape.mul(found.high, per), scale)


def _band(
    lowering: Lowering, compiled: CompiledProgram, subject: Subject, place: Place
) -> tuple[Operand, Operand] | None:
    """The best and the worst band of the first criterion that has bands."""
    banded = compiled.banded
    limits = banded.criterion.entry.band if banded else None
    if banded is None or banded.sides is None or limits is None:
        return None
    left, right = (at(lowering.tape, lowering.value(n, subject), place) for n in banded.sides)
    return (
        _banded(lowering, left.low, right.high, limits, banded.exclusive),
        _banded(lowering, left.high, right.low, limits, banded.exclusive),
    )


def _banded(lowering: Lowering, value: Operand, limit: Operand, limits: Band, exclusive: bool) -> Operand:
    tape = lowering.tape
    hundredfold = tape.mul(value, 100)
    over = tape.select(tape.lt(tape.mul(limit, limits.far_over), hundredfold), _FAR, _OVER)
    within = tape.select(tape.le(hundredfold, tape.mul(limit, limits.clear)), _CLEAR, _NEAR)
    beyond = tape.le(limit, value) if exclusive else tape.lt(limit, value)
    return tape.select(beyond, over, within)
