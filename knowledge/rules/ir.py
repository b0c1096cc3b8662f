"""The checked integer form of rules: what every executor runs, whatever it is made of.

A `Node` is an operation over other nodes. Equal nodes are one object (hash-consing by `Graph`), so that a
criterion that ten programs share is computed once. Every node carries its type and a proved range: executors
may rely on `low <= value <= high` (scaled, see `kinds`), on non-negative operands of `round` and `floordiv`,
and on index ranges of tables.

Operations (args → value; all numbers are scaled integers, operands of add, min, le … share one scale)

    const                   data: the value (a bit set for a choice)
    param                   data: (parameter id, key); low == high unless no value is published on that day
    unknown                 a value that no rule gives on that day: anything in its range
    today                   the as-of date
    stated                  data: variable number; whether it was stated (or presumed)
    fact                    data: (frame, entity, fact id)
    relation                what the item of an aggregate is to the subject (a choice)
    var                     data: (variable id, frame): a variable's value for the subject of a frame
    add sub mul min max     numbers; `mul` multiplies the scales
    floordiv                data: divisor; a // divisor
    rescale                 the same integer, another scale (division by a constant)
    round                   data: (down | up | half, step in the argument's scale); the result is whole
    le lt eq                numbers and dates → truth
    and or not              Kleene's logic
    if                      condition, then, else
    in                      choice, data: bit set → truth
    has                     set, data: bit set → whether any of them is in it
    present                 date → whether it is one (0 is "none")
    lookup                  data: Table; args: an index for each axis
    dated                   data: Table by date; args: date, then indices
    any all count sum max_of   data: collection; args: body (and a condition before it for sum, max_of)
    years months days add_years add_months add_days month_start year month   dates, see `calendar`

Frames: r the household, m the subject (a person, or the applicant of a unit), u the unit, i the person and c
the vehicle that an aggregate is at (c is also the subject of a vehicle's variable).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from knowledge.rules.kinds import TRUTH, Kind, Type

AGGREGATES = frozenset({"any", "all", "count", "sum", "max_of"})


@dataclass(frozen=True, eq=False, slots=True)
class Node:
    """One operation. `frames` are the frames its value depends on, so that executors hoist what a loop
    repeats.
    """

    id: int
    op: str
    args: tuple["Node", ...]
    data: Any
    type: Type
    low: int
    high: int
    frames: frozenset[str]

    @property
    def constant(self) -> bool:
        """Whether its value is known before any household is."""
        return self.op == "const"


@dataclass
class Graph:
    """Makes nodes, one for each distinct operation."""

    tables: dict[tuple[Any, ...], Any] = field(default_factory=dict)
    _nodes: dict[tuple[Any, ...], Node] = field(default_factory=dict)

    def node(
        self,
        op: str,
        args: tuple[Node, ...] = (),
        data: Any = None,
        *,
        type: Type,
        low: int = 0,
        high: int = 1,
    ) -> Node:
        """The node for this operation; a new one only where there is none yet."""
        key = (op, tuple(arg.id for arg in args), data, type, low, high)
        found = self._nodes.get(key)
        if found is None:
            found = Node(len(self._nodes), op, args, data, type, low, high, _frames(op, args, data))
            self._nodes[key] = found
        return found

    def const(self, value: int, type: Type = TRUTH) -> Node:
        """A constant of any type."""
        return self.node("const", data=value, type=type, low=value, high=value)

    def __len__(self) -> int:
        return len(self._nodes)


def _frames(op: str, args: tuple[Node, ...], data: Any) -> frozenset[str]:
    own: frozenset[str] = frozenset()
    if op == "fact":
        own = frozenset(data[0])
    elif op == "var":
        own = frozenset(data[1])
    elif op == "relation":
        own = frozenset("im")
    elif op in ("today", "stated"):
        own = frozenset("r")
    inner = frozenset().union(*(arg.frames for arg in args)) if args else frozenset()
    if op in AGGREGATES:
        # What the items are is settled inside the loop; the result depends on who runs it.
        inner = (inner - {data.frame}) | {data.root}
    return own | inner


def walk(root: Node) -> Iterator[Node]:
    """Every node below `root`, itself included, each once, operands first."""
    done: set[int] = set()
    waiting = [(root, False)]
    while waiting:
        node, opened = waiting.pop()
        if node.id in done:
            continue
        if opened:
            done.add(node.id)
            yield node
        else:
            waiting.append((node, True))
            waiting.extend((arg, False) for arg in node.args)


def below(root: Node) -> list[Node]:
    """The same nodes in no order, which is faster."""
    found, waiting = {root.id: root}, [root]
    while waiting:
        for arg in waiting.pop().args:
            if arg.id not in found:
                found[arg.id] = arg
                waiting.append(arg)
    return [*found.values()]


def invariant(body: Node, frame: str) -> list[Node]:
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


def is_number(node: Node) -> bool:
    """Whether the node is a number."""
    return node.type.kind is Kind.NUMBER
