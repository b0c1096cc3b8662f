"""Parameters in rules: figures, rows of tables, and the proof that no row lies outside its table."""

import ast
from typing import TYPE_CHECKING

from knowledge.cards.parameters import Period
from knowledge.rules.ir import Node, is_number
from knowledge.rules.kinds import Kind
from knowledge.rules.names import key
from knowledge.rules.scope import Scope
from knowledge.rules.tables import Axis, ParameterView, Table, number_key, numbered, table_of

if TYPE_CHECKING:
    from knowledge.rules.build import Builder

MAX_INDEX = 30
MAX_ROWS = 400


def table(b: "Builder", name: ast.Name, parts: list[ast.expr], scope: Scope) -> Node:
    """A figure or a row of a parameter's table on the day of the rules."""
    found = view(b, name)
    count(b, name, found, len(parts))
    period = found.parameter.on(b.world.day)
    indices = [index(b, part, found, n, scope) for n, part in enumerate(parts)]
    axes = axes_of(b, parts, indices, found)
    if all(node.constant for node in indices):
        names = tuple(_key(b, node, found, n) for n, node in enumerate(indices))
        cell = table_of(found, period, axes).cells[tuple(node.low for node in indices)]
        data = (found.parameter.id, names)
        return b.graph.node("param", data=data, type=found.type, low=cell.low, high=cell.high)
    rows = _shared(b, found, axes, period)
    low, high = rows.range
    return b.graph.node("lookup", tuple(indices), rows, type=found.type, low=low, high=high)


def _shared(b: "Builder", view: ParameterView, axes: tuple[Axis, ...], period: Period | None) -> Table:
    """The same table object for the same rows, so that equal lookups are one node."""
    name = (view.parameter.id, axes, period.start if period else None)
    if name not in b.graph.tables:
        b.graph.tables[name] = table_of(view, period, axes)
    found: Table = b.graph.tables[name]
    return found


def _key(b: "Builder", node: Node, view: ParameterView, n: int) -> str:
    options = b.world.dimensions[view.parameter.by[n].id]
    return options.ids(node.low)[0] if node.type.kind is Kind.CHOICE else str(node.low)


def view(b: "Builder", name: ast.Name) -> ParameterView:
    """The parameter of a name; an error for an unknown or ambiguous one."""
    names = b.world.names
    found = names.parameters.get(key(name.id))
    if found is None:
        b.fail(name, f"'{name.id}'이라는 수치가 parameters/에 없습니다.{names.hint(name.id)}")
    if key(name.id) in names.twice:
        b.fail(name, f"'{name.id}'이라는 이름이 둘 이상입니다. 수치의 term을 다르게 고치세요.")
    return found


def count(b: "Builder", name: ast.Name, view: ParameterView, given: int) -> None:
    """Refuse a wrong number of indices."""
    by = view.parameter.by
    if given != len(by):
        wanted = ", ".join(dimension.term for dimension in by) or "구분 없음"
        example = f"{name.id}[{', '.join(d.term for d in by)}]" if by else name.id
        b.fail(name, f"'{name.id}'의 구분 수가 맞지 않습니다({wanted}). 예: {example}")


def index(b: "Builder", tree: ast.expr, view: ParameterView, n: int, scope: Scope) -> Node:
    """The node of an index."""
    return b.value(tree, scope, b.world.dimensions[view.parameter.by[n].id])


def axes_of(
    b: "Builder", parts: list[ast.expr], indices: list[Node], view: ParameterView
) -> tuple[Axis, ...]:
    """The axes of the indices; an error where one may lie outside the table."""
    return tuple(
        _axis(b, part, node, view, n) for n, (part, node) in enumerate(zip(parts, indices, strict=True))
    )


def _axis(b: "Builder", tree: ast.AST, node: Node, view: ParameterView, n: int) -> Axis:
    dimension = view.parameter.by[n]
    options = b.world.dimensions[dimension.id]
    keys = view.keys(n)
    if node.type.kind is Kind.CHOICE:
        if not node.type.options or set(node.type.options.labels) != set(options.labels):
            b.fail(
                tree,
                f"'{dimension.term}'({', '.join(options.labels)})으로 찾는 표입니다. 그 변수를 쓰세요.",
            )
        return Axis(0, 0, node.type.options)
    if not is_number(node) or node.type.scale != 1 or not numbered(keys):
        b.fail(
            tree,
            f"'{dimension.term}'으로 찾는 표입니다. {', '.join(options.labels)} 가운데 고르는 값을 쓰세요.",
        )
    return _number_axis(b, tree, node, keys, dimension.term)


def _number_axis(b: "Builder", tree: ast.AST, node: Node, keys: tuple[str, ...], term: str) -> Axis:
    low, high = node.low, min(node.high, MAX_INDEX) if "extra" in keys else node.high
    if high - low > MAX_ROWS:
        b.fail(tree, f"'{term}'의 범위가 너무 넓습니다. min(…, 끝 줄)로 좁히세요.")
    outside = [value for value in range(low, high + 1) if number_key(keys, value)[0] is None]
    if outside:
        b.fail(
            tree,
            f"표에 없는 줄({outside[0]})을 찾을 수 있습니다. 표 밖을 어떻게 셀지 적으세요. "
            f"예: min(…, 끝 줄), max(…, 첫 줄). 표의 줄: {', '.join(keys)}",
        )
    return Axis(low, high)
