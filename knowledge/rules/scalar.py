"""The scalar executor: IR → generated Python for one household, with bounds for what is unknown.

Every value is a pair (lowest, highest) over what the unknown facts may still be; where they are equal the
value is certain, so that one piece of code gives verdicts for what is known and Kleene's unknown for what is
not. The source is written from IR nodes alone: no text of a rule file gets into it, only numbers and names
made here.

A generated function takes its subject (`r` a run, `m` a person, `u` a unit, `c` a vehicle; see `state`) and
returns one pair for each node it was asked for. A choice is a pair of twice the same bit set.
"""

from collections.abc import Callable, Sequence
from typing import Any

from knowledge.rules import calendar
from knowledge.rules.functions import rounded
from knowledge.rules.ir import AGGREGATES, Node
from knowledge.rules.kinds import Kind

Compiled = Callable[[Any], tuple[tuple[int, int], ...]]

_BETWEEN = {"years": "years_between", "months": "months_between", "days": "days_between"}
_SUBJECTS = {
    "household": "r",
    "member": "m",
    "vehicle": "c",
    "unit": "u",
    "membership": "m, i",
}


class Emitter:
    """Writes the body of one function. Shared nodes are computed once, loop-invariant ones before the
    loop.
    """

    def __init__(
        self, indices: dict[tuple[str, str], int], functions: dict[str, str], pool: dict[str, Any]
    ) -> None:
        self.indices, self.functions, self.pool = indices, functions, pool
        self.lines: list[tuple[int, str]] = []
        self.depth = 1
        self.done: dict[int, tuple[str, str]] = {}
        self.count = 0
        self.frame: str | None = None
        self.held: dict[int, tuple[str, str]] = {}

    def write(self, line: str) -> None:
        """One line at the present depth."""
        self.lines.append((self.depth, line))

    def value(self, node: Node) -> tuple[str, str]:
        """The names that hold a node's bounds; its lines are written where they are not yet."""
        known = self.done.get(node.id) or (self.held.get(node.id) if self.frame else None)
        if known:
            return known
        if node.op in ("const", "param", "unknown"):
            return str(node.low), str(node.high)
        found: tuple[str, str] = getattr(self, f"_{node.op}", self._plain)(node)
        inside = self.frame is not None and self.frame in node.frames
        (self.held if inside else self.done)[node.id] = found
        return found

    def pair(self, low: str, high: str) -> tuple[str, str]:
        """Two fresh names for two expressions."""
        self.count += 1
        a, b = f"a{self.count}", f"b{self.count}"
        self.write(f"{a} = {low}; {b} = {high}")
        return a, b

    def both(self, expression: str) -> tuple[str, str]:
        """Two fresh names for an expression that is a pair."""
        self.count += 1
        a, b = f"a{self.count}", f"b{self.count}"
        self.write(f"{a}, {b} = {expression}")
        return a, b

    def _plain(self, node: Node) -> tuple[str, str]:
        operands = [self.value(arg) for arg in node.args]
        lows, highs = [a for a, _ in operands], [b for _, b in operands]
        op = node.op
        if op in ("add", "min", "max", "and", "or"):
            return self.pair(_joined(op, lows), _joined(op, highs))
        if op == "not":
            return self.pair(f"not {highs[0]}", f"not {lows[0]}")
        if op == "sub":
            return self.pair(f"{lows[0]} - {highs[1]}", f"{highs[0]} - {lows[1]}")
        if op in ("le", "lt"):
            sign = "<=" if op == "le" else "<"
            return self.pair(f"{highs[0]} {sign} {lows[1]}", f"{lows[0]} {sign} {highs[1]}")
        if op == "eq":
            (a, b), (c, d) = operands
            return self.pair(f"{a} == {b} == {c} == {d}", f"{a} <= {d} and {c} <= {b}")
        if op == "floordiv":
            return self.pair(f"{lows[0]} // {node.data}", f"{highs[0]} // {node.data}")
        raise AssertionError(op)

    def _mul(self, node: Node) -> tuple[str, str]:
        (a, b), (c, d) = (self.value(arg) for arg in node.args)
        if all(arg.low >= 0 for arg in node.args):
            return self.pair(f"{a} * {c}", f"{b} * {d}")
        return self.both(f"product({a}, {b}, {c}, {d})")

    def _rescale(self, node: Node) -> tuple[str, str]:
        return self.value(node.args[0])

    def _round(self, node: Node) -> tuple[str, str]:
        a, b = self.value(node.args[0])
        how, step, scale = node.data
        return self.pair(*(_rounding(x, how, step, scale) for x in (a, b)))

    def _today(self, _: Node) -> tuple[str, str]:
        return "r.today", "r.today"

    def _stated(self, node: Node) -> tuple[str, str]:
        return self.pair(f"{node.data} in r.given", f"{node.data} in r.given")

    def _fact(self, node: Node) -> tuple[str, str]:
        frame, entity, fact = node.data
        holder = "r.stated" if entity == "stated" else frame
        n = self.indices[entity, fact]
        return self.pair(f"{holder}.low[{n}]", f"{holder}.high[{n}]")

    def _relation(self, _: Node) -> tuple[str, str]:
        self.count += 1
        name = f"a{self.count}"
        self.write(f"{name} = m.relation_to(i)")
        return name, name

    def _var(self, node: Node) -> tuple[str, str]:
        return self.both(f"{self.functions[node.data[0]]}({self._subject(*node.data)})")

    def _subject(self, variable: str, frame: str) -> str:
        unit = self.pool["units"].get(variable)
        if unit is None:
            return frame
        index, each = unit
        if not each:
            return f"r.head_unit({index})"
        return "u" if frame == "u" else f"{frame}.unit({index})"

    def _if(self, node: Node) -> tuple[str, str]:
        (p, q), (a, b), (c, d) = (self.value(arg) for arg in node.args)
        self.count += 1
        x, y = f"a{self.count}", f"b{self.count}"
        self.write(f"if {p}: {x} = {a}; {y} = {b}")
        self.write(f"elif not {q}: {x} = {c}; {y} = {d}")
        if node.type.kind is Kind.CHOICE:
            self.write(f"else: {x} = {y} = {a} | {c}")
        else:
            self.write(f"else: {x} = {a} if {a} < {c} else {c}; {y} = {b} if {b} > {d} else {d}")
        return x, y

    def _in(self, node: Node) -> tuple[str, str]:
        mask, _ = self.value(node.args[0])
        return self.pair(f"not {mask} & ~{node.data}", f"({mask} & {node.data}) != 0")

    def _has(self, node: Node) -> tuple[str, str]:
        surely, maybe = self.value(node.args[0])
        return self.pair(f"({surely} & {node.data}) != 0", f"({maybe} & {node.data}) != 0")

    def _present(self, node: Node) -> tuple[str, str]:
        a, b = self.value(node.args[0])
        return self.pair(f"{a} > 0", f"{b} > 0")

    def _lookup(self, node: Node) -> tuple[str, str]:
        operands = [name for arg in node.args for name in self.value(arg)]
        return self.both(f"{self.keep(node.data)}({', '.join(operands)})")

    _dated = _lookup

    def keep(self, thing: object) -> str:
        """The name under which generated code finds an object."""
        name = f"k{id(thing)}"
        self.pool[name] = thing
        return name

    def _dates(self, node: Node) -> tuple[str, str]:
        (a, b), *rest = (self.value(arg) for arg in node.args)
        name = _BETWEEN.get(node.op, node.op)
        if node.op in _BETWEEN:
            c, d = rest[0]
            return self.pair(f"{name}({b}, {c})", f"{name}({a}, {d})")
        if rest:
            c, d = rest[0]
            return self.pair(f"{name}({a}, {c})", f"{name}({b}, {d})")
        return self.pair(f"{name}({a})", f"{name}({b})")

    _years = _months = _days = _add_years = _add_months = _add_days = _month_start = _dates

    def _year(self, node: Node) -> tuple[str, str]:
        a, b = self.value(node.args[0])
        return self.pair(f"year_of({a})", f"year_of({b})")

    def _month(self, node: Node) -> tuple[str, str]:
        a, b = self.value(node.args[0])
        return self.both(f"months_of({a}, {b})")

    def _aggregate(self, node: Node) -> tuple[str, str]:
        body = node.args[0]
        for arg in _invariant(body, node.data.frame):
            self.value(arg)
        self.count += 1
        x, y, n = f"a{self.count}", f"b{self.count}", self.count
        start = {"any": "False", "all": "True"}.get(node.op, "0")
        self.write(f"{x} = {y} = {start}")
        if node.data.unit is None:
            self.write("for c in r.vehicles:")
        else:
            self.write(f"g{n} = {self._people(node.data)}")
            self.write(f"for i, p, q in g{n}.people:")
        outer, self.frame, self.held = (self.frame, self.held), node.data.frame, {}
        self.depth += 1
        low, high = self.value(body)
        for line in _step(node.op, x, y, low, high, node.data.unit is not None, body.low >= 0):
            self.write(line)
        self.depth -= 1
        self.frame, self.held = outer
        more = "r.more_vehicles" if node.data.unit is None else f"g{n}.more"
        self.write(f"if {more}:")
        self.depth += 1
        for line in _rest(node, body, x, y, more):
            self.write(line)
        self.depth -= 1
        return x, y

    _any = _all = _count = _sum = _max_of = _aggregate

    def _people(self, collection: Any) -> str:
        if collection.root == "u":
            return "u"
        if collection.root == "r":
            return f"r.head_unit({collection.unit.index})"
        return f"m.unit({collection.unit.index})"


def _joined(op: str, names: list[str]) -> str:
    if op in ("min", "max"):
        sign = "<" if op == "min" else ">"
        if len(names) == 2:
            return f"{names[0]} if {names[0]} {sign} {names[1]} else {names[1]}"
        return f"{op}({', '.join(names)})"
    return {"add": " + ", "and": " and ", "or": " or "}[op].join(names)


def _rounding(x: str, how: str, step: int, scale: int) -> str:
    unit = step * scale
    times = f" * {step}" if step > 1 else ""
    if how == "down":
        return f"{x} // {unit}{times}"
    if how == "up":
        return f"-(-{x} // {unit}){times}"
    return f"(2 * {x} + {unit}) // {2 * unit}{times}"


def _step(op: str, x: str, y: str, low: str, high: str, weighed: bool, positive: bool) -> list[str]:
    """What one item adds; `p`, `q` say whether it surely, and whether it maybe, belongs."""
    p, q = ("p", "q") if weighed else ("True", "True")
    if op == "any":
        return [f"{x} = {x} or ({p} and {low}); {y} = {y} or ({q} and {high})"]
    if op == "all":
        return [f"{x} = {x} and (not {q} or {low}); {y} = {y} and (not {p} or {high})"]
    if op == "count":
        return [f"if {p} and {low}: {x} += 1", f"if {q} and {high}: {y} += 1"]
    if op == "max_of":
        return [f"if {p} and {low} > {x}: {x} = {low}", f"if {q} and {high} > {y}: {y} = {high}"]
    if positive:
        return [f"if {p}: {x} += {low}", f"if {q}: {y} += {high}"]
    return [f"if {p}: {x} += {low}; {y} += {high}", f"elif {q}: {x} += min({low}, 0); {y} += max({high}, 0)"]


def _rest(node: Node, body: Node, x: str, y: str, more: str) -> list[str]:
    """What people or vehicles that nobody has named yet may add."""
    if node.op == "any":
        return [f"{y} = {y} or {bool(body.high)}"]
    if node.op == "all":
        return [f"{x} = {x} and {bool(body.low)}"]
    if node.op == "count":
        return [f"{y} += {more}" if body.high else "pass"]
    if node.op == "max_of":
        return [f"{y} = max({y}, {body.high})"]
    return [f"{x} += {min(body.low, 0)} * {more}; {y} += {max(body.high, 0)} * {more}"]


def _invariant(body: Node, frame: str) -> list[Node]:
    """The largest parts of a loop's body that do not depend on its item."""
    found, waiting, seen = [], [body], set()
    while waiting:
        node = waiting.pop()
        if node.id in seen or node.op in ("const", "param"):
            continue
        seen.add(node.id)
        if frame not in node.frames:
            found.append(node)
        elif node.op not in AGGREGATES:
            waiting.extend(node.args)
    return found


def product(a: int, b: int, c: int, d: int) -> tuple[int, int]:
    """The bounds of a product of [a, b] and [c, d]."""
    all_ = (a * c, a * d, b * c, b * d)
    return min(all_), max(all_)


def months_of(low: int, high: int) -> tuple[int, int]:
    """The bounds of the month of a date."""
    if low == high:
        return calendar.month_of(low), calendar.month_of(low)
    return (0 if low <= 0 else 1), 12


HELPERS: dict[str, Any] = {
    "product": product,
    "months_of": months_of,
    "year_of": calendar.year_of,
    **{name: getattr(calendar, name) for name in _BETWEEN.values()},
    **{name: getattr(calendar, name) for name in ("add_years", "add_months", "add_days", "month_start")},
}


def source(name: str, of: str, nodes: Sequence[Node], emitter: Emitter, single: bool) -> str:
    """The Python of one function; a `single` one returns its pair bare."""
    results = [emitter.value(node) for node in nodes]
    shown = [f"({a}, {b})" for a, b in results]
    emitter.write(f"return {shown[0] if single else '(' + ', '.join(shown) + ',)'}")
    prelude = {"household": "", "member": "r = m.run", "vehicle": "r = c.run", "membership": "r = m.run"}
    first = prelude.get(of, "r = u.run; m = u.anchor")
    lines = [f"def {name}({_SUBJECTS[of]}):"]
    lines += [f"    {first}"] if first else []
    lines += ["    " * depth + line for depth, line in emitter.lines]
    return "\n".join(lines)


__all__ = ["HELPERS", "Compiled", "Emitter", "months_of", "product", "rounded", "source"]
