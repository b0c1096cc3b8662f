"""What each operation of the IR is on bounds: the same meaning as in `scalar`, for columns.

Where an operand is certain both bounds are one column, and the result's are too (see `Tape`).
"""

from collections.abc import Callable

from knowledge.rules.columnar.bounds import Bounds, Place
from knowledge.rules.columnar.tape import Operand, Tape
from knowledge.rules.ir import Node
from knowledge.rules.kinds import Kind

Pair = tuple[Operand, Operand]
Operation = Callable[[Tape, Node, list[Bounds]], Pair]


def apply(tape: Tape, node: Node, args: list[Bounds], place: Place) -> Bounds:
    """The bounds of a plain operation whose operands stand at one place."""
    low, high = OPERATIONS[node.op](tape, node, args)
    choice = node.type.kind is Kind.CHOICE  # only `if` gives one
    return Bounds(low, high, place, choice and (not args[0].certain or args[1].open or args[2].open))


def _chain(name: str) -> Operation:
    def run(tape: Tape, _: Node, args: list[Bounds]) -> Pair:
        combine = getattr(tape, name)
        low, high = args[0].low, args[0].high
        for arg in args[1:]:
            low, high = combine(low, arg.low), combine(high, arg.high)
        return low, high

    return run


def _sub(tape: Tape, _: Node, args: list[Bounds]) -> Pair:
    a, b = args
    return tape.sub(a.low, b.high), tape.sub(a.high, b.low)


def _mul(tape: Tape, node: Node, args: list[Bounds]) -> Pair:
    a, b = args
    if (a.certain and b.certain) or all(arg.low >= 0 for arg in node.args):
        return tape.mul(a.low, b.low), tape.mul(a.high, b.high)
    products = [tape.mul(x, y) for x in (a.low, a.high) for y in (b.low, b.high)]
    low = high = products[0]
    for product in products[1:]:
        low, high = tape.least(low, product), tape.most(high, product)
    return low, high


def _both(tape: Tape, _: Node, args: list[Bounds]) -> Pair:
    return tape.both(*(a.low for a in args)), tape.both(*(a.high for a in args))


def _either(tape: Tape, _: Node, args: list[Bounds]) -> Pair:
    return tape.either(*(a.low for a in args)), tape.either(*(a.high for a in args))


def _not(tape: Tape, _: Node, args: list[Bounds]) -> Pair:
    return tape.no(args[0].high), tape.no(args[0].low)


def _compare(name: str) -> Operation:
    def run(tape: Tape, _: Node, args: list[Bounds]) -> Pair:
        a, b = args
        compare = getattr(tape, name)
        return compare(a.high, b.low), compare(a.low, b.high)

    return run


def _eq(tape: Tape, _: Node, args: list[Bounds]) -> Pair:
    a, b = args
    if a.certain and b.certain:
        same = tape.eq(a.low, b.low)
        return same, same
    surely = tape.both(tape.eq(a.low, a.high), tape.eq(b.low, b.high), tape.eq(a.low, b.low))
    return surely, tape.both(tape.le(a.low, b.high), tape.le(b.low, a.high))


def _floordiv(tape: Tape, node: Node, args: list[Bounds]) -> Pair:
    return tape.floordiv(args[0].low, node.data), tape.floordiv(args[0].high, node.data)


def _round(tape: Tape, node: Node, args: list[Bounds]) -> Pair:
    return _rounded(tape, args[0].low, *node.data), _rounded(tape, args[0].high, *node.data)


def _rounded(tape: Tape, value: Operand, how: str, step: int, scale: int) -> Operand:
    unit = step * scale
    if how == "up":
        value = tape.add(value, unit - 1)
    elif how == "half" and unit % 2 == 0:
        value = tape.add(value, unit // 2)
    elif how == "half":
        value, unit = tape.add(tape.mul(value, 2), unit), 2 * unit
    return tape.mul(tape.floordiv(value, unit), step)


def _if(tape: Tape, node: Node, args: list[Bounds]) -> Pair:
    test, yes, no = args
    kind = node.type.kind
    low, high = no.low, no.high
    if not test.certain:
        # Where it is open, the value is within the hull of both.
        least: Callable[..., Operand] = tape.least
        most: Callable[..., Operand] = tape.most
        if kind is Kind.CHOICE:
            least = most = tape.union
        elif kind is Kind.TRUTH:
            least, most = tape.both, tape.either
        low = tape.select(test.high, least(yes.low, no.low), no.low)
        high = tape.select(test.high, most(yes.high, no.high), no.high)
    return tape.select(test.low, yes.low, low), tape.select(test.low, yes.high, high)


def _in(tape: Tape, node: Node, args: list[Bounds]) -> Pair:
    mask, bits = args[0].low, node.data
    options = node.args[0].type.options
    every = options.all if options else bits
    maybe = tape.overlaps(mask, bits)
    return (tape.no(tape.overlaps(mask, every & ~bits)), maybe) if args[0].open else (maybe, maybe)


def _has(tape: Tape, node: Node, args: list[Bounds]) -> Pair:
    return tape.overlaps(args[0].low, node.data), tape.overlaps(args[0].high, node.data)


def _present(tape: Tape, _: Node, args: list[Bounds]) -> Pair:
    return tape.lt(0, args[0].low), tape.lt(0, args[0].high)


def _rescale(_: Tape, __: Node, args: list[Bounds]) -> Pair:
    return args[0].low, args[0].high


OPERATIONS: dict[str, Operation] = {
    "add": _chain("add"),
    "min": _chain("least"),
    "max": _chain("most"),
    "sub": _sub,
    "mul": _mul,
    "and": _both,
    "or": _either,
    "not": _not,
    "le": _compare("le"),
    "lt": _compare("lt"),
    "eq": _eq,
    "floordiv": _floordiv,
    "round": _round,
    "rescale": _rescale,
    "if": _if,
    "in": _in,
    "has": _has,
    "present": _present,
}
