"""Whether a verdict or an amount can only rise, or only fall, when a fact rises: proved on the IR.

A direction is +1, -1, 0 (no influence) or None (it may do either).
"""

from knowledge.rules.compile import Snapshot
from knowledge.rules.ir import AGGREGATES, Node
from knowledge.rules.kinds import Kind
from knowledge.rules.tables import Table

_JOINING = (
    frozenset({"add", "min", "max", "and", "or", "round", "floordiv", "rescale", "year", "month_start"})
    | AGGREGATES
)
_LATER = frozenset({"add_years", "add_months", "add_days"})


class Directions:
    """Directions of nodes in one fact. `given` are the numbers of variables that are stated."""

    def __init__(self, snapshot: Snapshot, entity: str, fact: str, given: frozenset[int]) -> None:
        self.snapshot, self.target, self.given = snapshot, (entity, fact), given
        self._variables: dict[str, int | None] = {}

    def of(self, node: Node) -> int | None:
        """The direction of a node."""
        if node.op == "fact":
            found = int(node.data[1:] == self.target)
            return found if not found or node.type.kind in (Kind.NUMBER, Kind.DATE, Kind.TRUTH) else None
        if node.op == "var":
            return self._variable(node.data[0])
        parts = [self.of(arg) for arg in node.args]
        if not any(part != 0 for part in parts):
            return 0
        if node.op in _JOINING or node.op in _LATER:
            return join(*parts)
        if node.op in ("sub", "years", "months", "days", "le", "lt"):
            first = negated(parts[0])
            return join(first, parts[1]) if node.op != "sub" else join(parts[0], negated(parts[1]))
        if node.op == "not":
            return negated(parts[0])
        if node.op == "mul":
            return self._product(node, parts)
        if node.op == "if" and parts[0] == 0:
            return join(*parts[1:])
        if node.op == "lookup":
            return self._lookup(node, parts)
        return None

    def _variable(self, name: str) -> int | None:
        variable = self.snapshot.sources.variables[name]
        if variable.index in self.given:
            return 0
        if name not in self._variables:
            self._variables[name] = self.of(self.snapshot.variables[name].node)
        return self._variables[name]

    @staticmethod
    def _product(node: Node, parts: list[int | None]) -> int | None:
        one, other = node.args
        signs = [
            part if by.low >= 0 else negated(part) if by.high <= 0 else (0 if part == 0 else None)
            for part, by in ((parts[0], other), (parts[1], one))
        ]
        return join(*signs)

    @staticmethod
    def _lookup(node: Node, parts: list[int | None]) -> int | None:
        table = node.data
        moving = [n for n, part in enumerate(parts) if part != 0]
        if not isinstance(table, Table) or len(moving) != 1 or table.axes[moving[0]].options:
            return None
        return parts[moving[0]] if _rising(table, moving[0]) else None


def _rising(table: Table, axis: int) -> bool:
    """Whether a table never falls along an axis, published or not."""
    for index, cell in table.cells.items():
        after = (*index[:axis], index[axis] + 1, *index[axis + 1 :])
        if after in table.cells and table.cells[after].low < cell.high:
            return False
    return True


def negated(direction: int | None) -> int | None:
    """The opposite direction."""
    return None if direction is None else -direction


def join(*parts: int | None) -> int | None:
    """The direction of something that rises with each of its parts."""
    moving = set(parts) - {0}
    return 0 if not moving else moving.pop() if len(moving) == 1 else None
