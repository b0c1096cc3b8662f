"""The scalar executor: IR → generated Python for one household, with bounds for what is unknown.

Every value is a lowest and a highest over what the unknown facts may still be; where they are equal the value
is certain, so that one piece of code gives verdicts for what is known and Kleene's unknown for what is not.
Beside them goes what the value rests on (see `rests`). Branches that cannot count are not computed. The
source is written from IR nodes alone: no text of a rule file gets into it, only numbers and names made here.

A generated function takes its subject (`r` a run, `m` a person, `u` a unit, `c` a vehicle; see `state`). A
choice is a pair of twice the same bit set.
"""

from collections.abc import Iterable

from knowledge.rules.ir import AGGREGATES, Node, below, invariant
from knowledge.rules.kinds import Kind
from knowledge.rules.page import Page, Value
from knowledge.rules.rests import NOTHING, Rests
from knowledge.rules.snippets import BETWEEN, item, joined, rest, rounding, simple
from knowledge.rules.wiring import Wiring

_COSTS = {"var": 4, "lookup": 3, "dated": 5, "years": 4, "months": 4, "add_years": 4, "add_months": 4}
_FOLDED = (Kind.NUMBER, Kind.DATE, Kind.TRUTH)
_HEAVY = 4
"""From which cost on a branch is worth a test before it is computed."""


class Emitter(Page):
    """Writes the body of one function for some nodes. What is used twice is computed once."""

    def __init__(self, wiring: Wiring, nodes: Iterable[Node]) -> None:
        super().__init__()
        self.wiring = wiring
        self.uses: dict[int, int] = {}
        done: set[int] = set()
        for root in nodes:
            self.uses[root.id] = self.uses.get(root.id, 0) + 1
            for node in below(root):
                if node.id not in done:
                    done.add(node.id)
                    for arg in node.args:
                        self.uses[arg.id] = self.uses.get(arg.id, 0) + 1

    def value(self, node: Node) -> Value:
        """The expressions of a node; its lines are written where they are not yet."""
        for scope in reversed(self.scopes):
            known: Value | None = scope.get(node.id)
            if known is not None:
                return known
        found = self._compute(node)
        if self.uses.get(node.id, 0) > 1:
            found = self._assigned(found)
        self.scopes[-1][node.id] = found
        return found

    def atom(self, node: Node) -> Value:
        """The same, as names or numbers that may be repeated."""
        found = self.value(node)
        if simple(found.low) and simple(found.high):
            return found
        found = self.scopes[-1][node.id] = self._assigned(found)
        return found

    def _assigned(self, value: Value) -> Value:
        if simple(value.low) and simple(value.high):
            return value
        low = self.fresh()
        if value.low == value.high:
            self.write(f"{low} = {value.low}")
            return Value(low, low, value.rests)
        high = self.fresh("b")
        self.write(f"{low} = {value.low}; {high} = {value.high}")
        return Value(low, high, value.rests)

    def _compute(self, node: Node) -> Value:
        if node.op in ("const", "unknown"):
            return Value(str(node.low), str(node.high))
        if node.op == "param":
            return Value(str(node.low), str(node.high), self.wiring.figure(*node.data))
        if node.low == node.high and node.type.kind in _FOLDED and not (node.frames or node.op == "var"):
            params = [self.wiring.figure(*n.data) for n in below(node) if n.op == "param"]
            return Value(str(node.low), str(node.high), NOTHING.joined(*params))
        found: Value = getattr(self, f"_{node.op}", self._plain)(node)
        return found

    def _plain(self, node: Node) -> Value:
        op = node.op
        twice = op == "eq" or (op in ("min", "max") and len(node.args) == 2)
        operands = [self.atom(arg) if twice else self.value(arg) for arg in node.args]
        lows, highs = [v.low for v in operands], [v.high for v in operands]
        rests = NOTHING.joined(*(v.rests for v in operands))
        if op in ("add", "min", "max"):
            return Value(joined(op, lows), joined(op, highs), rests)
        if op == "not":
            return Value(f"(not {highs[0]})", f"(not {lows[0]})", rests)
        if op == "sub":
            return Value(f"({lows[0]} - {highs[1]})", f"({highs[0]} - {lows[1]})", rests)
        if op in ("le", "lt"):
            sign = "<=" if op == "le" else "<"
            return Value(f"({highs[0]} {sign} {lows[1]})", f"({lows[0]} {sign} {highs[1]})", rests)
        if op == "eq":
            (a, b, _), (c, d, _) = operands
            return Value(f"({a} == {b} == {c} == {d})", f"({a} <= {d} and {c} <= {b})", rests)
        if op == "floordiv":
            return Value(f"({lows[0]} // {node.data})", f"({highs[0]} // {node.data})", rests)
        raise AssertionError(op)

    def _logic(self, node: Node) -> Value:
        """`and`, `or`: what is dear is looked at only while the rest leaves the result open."""
        dear = [arg for arg in node.args if self._cost(arg) >= _HEAVY]
        cheap = [arg for arg in node.args if arg not in dear]
        values = [self.value(arg) for arg in cheap]
        stops = node.op == "and"  # a false operand settles `and`, a true one `or`
        if not dear and len({value.rests for value in values}) == 1:
            lows, highs = [v.low for v in values], [v.high for v in values]
            return Value(joined(node.op, lows), joined(node.op, highs), values[0].rests)
        if not values:
            values = [self.value(dear.pop(0))]
        first, x, y, t = values[0], self.fresh(), self.fresh("b"), self.fresh("t")
        at, rests, sure = len(self.lines), first.rests, True
        self.write(f"{x} = {first.low}; {y} = {first.high}")
        for value in values[1:]:
            self.write(f"if {y if stops else f'not {x}'}:")
            self.depth += 1
            self._step(node.op, value, (x, y, t), rests if sure or rests == NOTHING else None)
            self.depth -= 1
            rests, sure = rests.joined(value.rests), False
        for arg in dear:
            self.share(arg)
            self.write(f"if {y if stops else f'not {x}'}:")
            self.open()
            value = self.value(arg)
            self._step(node.op, value, (x, y, t), rests if sure or rests == NOTHING else None)
            self.close()
            rests, sure = rests.joined(value.rests), False
        if rests == NOTHING:
            return self.without(at, t, Value(x, y))
        depth, line = self.lines[at]
        self.lines[at] = depth, f"{line}; {t} = {first.rests.code}"
        return Value(x, y, Rests(names=frozenset([t])))

    _and = _or = _logic

    def _step(self, op: str, value: Value, names: tuple[str, str, str], before: Rests | None) -> None:
        """One more operand; a settling one is all that the result rests on. `before` is what the result rests
        on so far, None where only its name is known.
        """
        x, y, t = names
        if op == "and":
            self.write(f"{y} = {value.high}; {x} = {x} and {value.low}")
            settled = f"not {y}"
        else:
            self.write(f"{x} = {value.low}; {y} = {y} or {value.high}")
            settled = x
        if before == NOTHING:
            if value.rests != NOTHING:
                self.write(f"{t} = {value.rests.code}")
        elif value.rests == NOTHING:
            self.write(f"if {settled}: {t} = 0")
        elif before != value.rests:
            self.write(f"{t} = {value.rests.code} if {settled} else {t} | {value.rests.code}")

    def share(self, root: Node) -> None:
        """Compute now what a branch shares with what is outside of it."""
        inner: dict[int, int] = {root.id: 1}
        for node in below(root):
            for arg in node.args:
                inner[arg.id] = inner.get(arg.id, 0) + 1
        waiting, seen = [root], set()
        while waiting:
            node = waiting.pop()
            if node.id in seen or node.op in ("const", "param", "unknown", "fact"):
                continue
            seen.add(node.id)
            if self.uses.get(node.id, 1) > inner[node.id]:
                self.value(node)
            elif node.op not in AGGREGATES:
                waiting.extend(node.args)

    def _cost(self, root: Node) -> int:
        """What computing a branch costs that nothing else computes."""
        total, waiting, seen = 0, [root], set()
        while waiting and total < _HEAVY:
            node = waiting.pop()
            if node.id in seen or any(node.id in scope for scope in self.scopes):
                continue
            seen.add(node.id)
            total += 5 if node.op in AGGREGATES else _COSTS.get(node.op, 0)
            waiting.extend(node.args)
        return total + len(seen) // 4

    def _mul(self, node: Node) -> Value:
        one, other = (self.value(arg) for arg in node.args)
        rests = one.rests.joined(other.rests)
        if all(arg.low >= 0 for arg in node.args):
            return Value(f"({one.low} * {other.low})", f"({one.high} * {other.high})", rests)
        if node.args[1].low == node.args[1].high >= 0:
            return Value(f"({one.low} * {other.low})", f"({one.high} * {other.high})", rests)
        return self._both(f"product({one.low}, {one.high}, {other.low}, {other.high})", rests)

    def _both(self, expression: str, rests: Rests) -> Value:
        """Two fresh names for an expression that is a pair."""
        low, high = self.fresh(), self.fresh("b")
        self.write(f"{low}, {high} = {expression}")
        return Value(low, high, rests)

    def _rescale(self, node: Node) -> Value:
        return self.value(node.args[0])

    def _round(self, node: Node) -> Value:
        a, b, rests = self.value(node.args[0])
        return Value(rounding(a, *node.data), rounding(b, *node.data), rests)

    def _today(self, _: Node) -> Value:
        return Value("r.today", "r.today")

    def _stated(self, node: Node) -> Value:
        name = self.fresh()
        self.write(f"{name} = {node.data} in r.given")
        return Value(name, name)

    def _fact(self, node: Node) -> Value:
        frame, entity, fact = node.data
        n, bit = self.wiring.facts[entity, fact]
        rests = Rests(masks=frozenset([(frame, bit)])) if bit else NOTHING
        holder = "r.stated" if entity == "stated" else frame
        if node.type.kind is Kind.CHOICE:
            return Value(f"{holder}.low[{n}]", f"{holder}.low[{n}]", rests)
        return Value(f"{holder}.low[{n}]", f"{holder}.high[{n}]", rests)

    def _relation(self, _: Node) -> Value:
        name = self.fresh()
        self.write(f"{name} = m.relations[i.index]")
        return Value(name, name)

    def _var(self, node: Node) -> Value:
        called = self.wiring.calls[node.data[0]]
        holder = self.holder(called.unit, node.data[1])
        low, high = self.fresh(), self.fresh("b")
        rests = self.fresh("t") if called.rests else "_"
        self.write(f"{low}, {high}, {rests} = {holder}.memo[{called.slot}] or {called.name}({holder})")
        if node.type.kind is Kind.CHOICE:
            high = low
        return Value(low, high, Rests(names=frozenset([rests])) if called.rests else NOTHING)

    def holder(self, unit: tuple[int, bool] | None, frame: str) -> str:
        """The name of who has a variable: the frame itself, or a unit (its number, whether each has one)."""
        if unit is None or (unit[1] and frame == "u"):
            return frame
        index, each = unit
        return self.unit(index, frame if each else "r")

    def unit(self, index: int, root: str) -> str:
        """The name of the unit of a kind around a person (`m`, `i`) or of the household (`r`)."""
        for scope in reversed(self.scopes):
            if (index, root) in scope:
                return str(scope[index, root])
        name = self.fresh("g")
        around = f"r.heads[{index}] or r.head_unit({index})"
        self.write(
            f"{name} = " + (around if root == "r" else f"{root}.units[{index}] or {root}.unit({index})")
        )
        self.scopes[-1][index, root] = name
        return name

    def _if(self, node: Node) -> Value:
        condition, yes, no = node.args
        p, q, asked = self.atom(condition)
        one_name = node.type.kind is Kind.CHOICE
        x, t = self.fresh(), self.fresh("t")
        y = x if one_name else self.fresh("b")
        if self._cost(yes) < _HEAVY and self._cost(no) < _HEAVY:
            (a, b, one), (c, d, other) = self.atom(yes), self.atom(no)
            at = len(self.lines)
            self.write(f"if {p}:")
            self._set((x, y, t), (a, b, one), 1)
            self.write(f"elif not {q}:")
            self._set((x, y, t), (c, d, other), 1)
            self.write("else:")
            low = f"{a} | {c}" if one_name else f"{a} if {a} < {c} else {c}"
            high = low if one_name else f"{b} if {b} > {d} else {d}"
            self._set((x, y, t), (low, high, one.joined(other)), 1)
        else:
            self.share(yes)
            self.share(no)
            at = len(self.lines)
            self.write(f"if {q}:")
            self.open()
            first = self.value(yes)
            self._set((x, y, t), first)
            self.close()
            self.write(f"if not {p}:")
            self.open()
            last = self.atom(no)
            self.write(f"if {q}:")
            self.depth += 1
            if one_name:
                self.write(f"{x} |= {last.low}")
            else:
                self.write(f"if {last.low} < {x}: {x} = {last.low}")
                self.write(f"if {last.high} > {y}: {y} = {last.high}")
            self.write(f"{t} = {t} | {last.rests.code}")
            self.depth -= 1
            self.write("else:")
            self._set((x, y, t), last, 1)
            self.close()
            one, other = first.rests, last.rests
        if one.joined(other) == NOTHING:
            return self.without(at, t, Value(x, y, asked))
        if one == other and one.code == str(one.bits):
            return self.without(at, t, Value(x, y, asked.joined(one)))
        return Value(x, y, asked.joined(Rests(names=frozenset([t]))))

    def _set(self, names: tuple[str, str, str], value: tuple[str, str, Rests], deeper: int = 0) -> None:
        (x, y, t), (low, high, rests) = names, value
        self.depth += deeper
        same = f"{x} = {low}" if x == y else f"{x} = {y} = {low}"
        self.write(same if low == high else f"{x} = {low}; {y} = {high}")
        self.write(f"{t} = {rests.code}")
        self.depth -= deeper

    def _in(self, node: Node) -> Value:
        mask, _, rests = self.atom(node.args[0])
        return Value(f"(not {mask} & ~{node.data})", f"({mask} & {node.data} != 0)", rests)

    def _has(self, node: Node) -> Value:
        surely, maybe, rests = self.value(node.args[0])
        return Value(f"({surely} & {node.data} != 0)", f"({maybe} & {node.data} != 0)", rests)

    def _present(self, node: Node) -> Value:
        a, b, rests = self.value(node.args[0])
        return Value(f"({a} > 0)", f"({b} > 0)", rests)

    def _lookup(self, node: Node) -> Value:
        operands = [self.atom(arg) for arg in node.args]
        key = ", ".join(f"{low}, {high}" for low, high, _ in operands)
        rests = NOTHING.joined(*(value.rests for value in operands))
        name, low, high, t = self.wiring.keep(node.data), self.fresh(), self.fresh("b"), self.fresh("t")
        self.write(f"{low}, {high}, {t} = {name}_known(({key})) or {name}(({key}))")
        if node.data.rests is None:
            return Value(low, high, rests.joined(Rests(names=frozenset([t]))))
        return Value(low, high, rests.joined(Rests(node.data.rests)))

    _dated = _lookup

    def _dates(self, node: Node) -> Value:
        one, *others = (self.value(arg) for arg in node.args)
        rests = one.rests.joined(*(other.rests for other in others))
        name = BETWEEN.get(node.op, node.op)
        if node.op in BETWEEN:
            other = others[0]
            return Value(f"{name}({one.high}, {other.low})", f"{name}({one.low}, {other.high})", rests)
        lows, highs = [v.low for v in (one, *others)], [v.high for v in (one, *others)]
        return Value(f"{name}({', '.join(lows)})", f"{name}({', '.join(highs)})", rests)

    _years = _months = _days = _add_years = _add_months = _add_days = _month_start = _year = _dates

    def _month(self, node: Node) -> Value:
        a, b, rests = self.value(node.args[0])
        return self._both(f"months_of({a}, {b})", rests)

    def _aggregate(self, node: Node) -> Value:
        body, people = node.args[0], node.data.unit is not None
        for arg in invariant(body, node.data.frame):
            self.atom(arg)
        x, y, t = self.fresh(), self.fresh("b"), self.fresh("t")
        group = (
            ("u" if node.data.root == "u" else self.unit(node.data.unit.index, node.data.root))
            if people
            else ""
        )
        at = len(self.lines)
        start = {"any": "False", "all": "True"}.get(node.op, "0")
        self.write(f"{x} = {y} = {start}")
        begins = f"{group}.used" if people and self.wiring.members_rest[node.data.unit.index] else "0"
        self.write(f"{t} = {begins}")
        self.write(f"for i, p in {group}.people:" if people else "for c in r.vehicles:")
        self.open()
        low, high, rests = self.atom(body)
        also = "" if begins == "0" else f" | {begins}"
        for line in item(node.op, (x, y, t), (low, high, rests.code + also), people, body.low >= 0):
            self.write(line)
        self.close()
        more = f"{group}.more" if people else "r.more_vehicles"
        if unlisted := rest(node, body, x, y, more):
            self.write(f"if {more}: {unlisted}")
        if begins == "0" and rests == NOTHING:
            lines = [(d, text.removesuffix(f"; {t} = 0")) for d, text in self.lines[at:]]
            self.lines[at:] = lines
            return self.without(at, t, Value(x, y))
        return Value(x, y, Rests(names=frozenset([t])))

    _any = _all = _count = _sum = _max_of = _aggregate
