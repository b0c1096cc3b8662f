"""Aggregates over the people of a unit or over vehicles: what each item adds, and who may be missing."""

from typing import TYPE_CHECKING, Any

from knowledge.rules.columnar.bounds import Bounds, Place, at
from knowledge.rules.columnar.tape import Operand, Table, Tape
from knowledge.rules.compile import alone
from knowledge.rules.ir import Node

if TYPE_CHECKING:
    from knowledge.rules.columnar.lower import Lowering, Subject

_ALL = Bounds(True, True)


def aggregate(lowering: "Lowering", node: Node, subject: "Subject") -> Bounds:
    """The bounds of `any`, `all`, `count`, `sum` or `max_of`."""
    unit, tape = node.data.unit, lowering.tape
    if unit is None:
        body = at(tape, lowering.value(node.args[0], subject), Place.VEHICLE)
        more = lowering.source.more(tape, "vehicles")
        return _over(tape, node, body, _ALL, more, Table.VEHICLE, Place.HOUSEHOLD)
    if not unit.each:
        return _household(lowering, node, subject)
    return _around(lowering, node, subject)


def _household(lowering: "Lowering", node: Node, subject: "Subject") -> Bounds:
    """Over the people of the household's unit: once a household, unless it depends on the subject too."""
    unit, tape = node.data.unit, lowering.tape
    body = lowering.value(node.args[0], subject)
    belongs = lowering.membership(unit, type(subject).HOUSEHOLD)
    more = lowering.source.more(tape, unit.entry.open)
    if body.place in (Place.ANCHOR, Place.PAIR):
        body, belongs = at(tape, body, Place.PAIR), at(tape, belongs, Place.PAIR)
        return _over(tape, node, body, belongs, at(tape, more, Place.ANCHOR), Table.PAIR, Place.ANCHOR)
    body, belongs = at(tape, body, Place.ITEM), at(tape, belongs, Place.ITEM)
    return _over(tape, node, body, belongs, more, Table.PERSON, Place.HOUSEHOLD)


def _around(lowering: "Lowering", node: Node, subject: "Subject") -> Bounds:
    """Over the people of a unit around a person."""
    unit, tape = node.data.unit, lowering.tape
    subjects = type(subject)
    if unit.entry.open == "nobody" and alone(lowering.members(unit)):
        return _of_one(tape, node, lowering.value(node.args[0], subjects.SELF))
    belongs = lowering.membership(unit, subjects.PERSON)
    more = at(tape, lowering.source.more(tape, unit.entry.open), Place.ANCHOR)
    body = at(tape, lowering.value(node.args[0], subjects.PERSON), Place.PAIR)
    return _over(tape, node, body, at(tape, belongs, Place.PAIR), more, Table.PAIR, Place.ANCHOR)


def _of_one(tape: Tape, node: Node, body: Bounds) -> Bounds:
    if node.op == "count":
        return Bounds(tape.number(body.low), tape.number(body.high), body.place)
    return body


def _over(
    tape: Tape, node: Node, body: Bounds, belongs: Bounds, more: Bounds, table: Table, into: Place
) -> Bounds:
    p, q = belongs.low, belongs.high
    low, high = body.low, body.high
    proved = node.args[0]
    open_ = tape.lt(0, more.high)

    def gather(how: str, column: Operand) -> Operand:
        return tape.gather(how, column, table, into.table)

    if node.op == "any":
        surely = gather("any", tape.both(p, low))
        maybe = gather("any", tape.both(q, high))
        return Bounds(surely, tape.either(maybe, tape.both(open_, bool(proved.high))), into)
    if node.op == "all":
        against = gather("any", tape.both(q, tape.no(low)))
        surely_against = gather("any", tape.both(p, tape.no(high)))
        against = tape.either(against, tape.both(open_, not proved.low))
        return Bounds(tape.no(against), tape.no(surely_against), into)
    if node.op == "count":
        count = gather("sum", tape.both(p, low))
        most = count if p is q and low is high else gather("sum", tape.both(q, high))
        return Bounds(count, tape.add(most, more.high if proved.high else 0), into)
    if node.op == "max_of":
        least = gather("max", tape.select(p, low, 0))
        most = gather("max", tape.select(q, high, 0))
        return Bounds(least, tape.select(open_, tape.most(most, proved.high), most), into)
    return _sum(tape, proved, body, belongs, more, gather, into)


def _sum(
    tape: Tape, proved: Node, body: Bounds, belongs: Bounds, more: Bounds, gather: Any, into: Place
) -> Bounds:
    p, q = belongs.low, belongs.high
    low, high = tape.select(p, body.low, 0), tape.select(q, body.high, 0)
    if proved.low < 0:
        # Somebody who only may belong can neither raise the lowest nor lower the highest sum.
        low = tape.select(p, body.low, tape.select(q, tape.least(body.low, 0), 0))
        high = tape.select(p, body.high, tape.select(q, tape.most(body.high, 0), 0))
    least, most = gather("sum", low), gather("sum", high)
    least = tape.add(least, tape.mul(more.high, min(proved.low, 0)))
    return Bounds(least, tape.add(most, tape.mul(more.high, max(proved.high, 0))), into)
