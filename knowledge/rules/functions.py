"""The functions of the rule language. Each checks its operands and makes one node with its proved range."""

import ast
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from knowledge.rules import lookups
from knowledge.rules.calendar import LAST
from knowledge.rules.ir import Node, is_number
from knowledge.rules.kinds import DATE, TRUTH, Kind, Measure, number
from knowledge.rules.names import key, nearest
from knowledge.rules.scope import VEHICLES, Scope
from knowledge.rules.tables import DatedTable, ParameterView, day_range, table_of
from knowledge.rules.world import Collection, index_parts

if TYPE_CHECKING:
    from knowledge.rules.build import Builder

MAX_PEOPLE, MAX_VEHICLES = 30, 20
STEPS = (1, 10, 100, 1_000, 10_000)


def call(b: "Builder", tree: ast.Call, name: str, scope: Scope) -> Node:
    """The node of a call; an error for an unknown function or a wrong number of operands."""
    found = _FUNCTIONS.get(name)
    if found is None:
        b.fail(tree, f"'{name}'이라는 함수가 없습니다.{nearest(name, _FUNCTIONS)}")
    function, least, most, usage = found
    if not least <= len(tree.args) <= most:
        b.fail(tree, f"{name}에 적은 값의 수가 맞지 않습니다. 쓰는 법: {usage}")
    return function(b, tree, scope)


def _extreme(op: str) -> Callable[["Builder", ast.Call, Scope], Node]:
    def build(b: "Builder", tree: ast.Call, scope: Scope) -> Node:
        nodes = tuple(b.value(arg, scope) for arg in tree.args)
        pick = min if op == "min" else max
        if all(node.type.kind is Kind.DATE for node in nodes):
            return b.graph.node(
                op, nodes, type=DATE, low=pick(n.low for n in nodes), high=pick(n.high for n in nodes)
            )
        for arg, node in zip(tree.args, nodes, strict=True):
            if not is_number(node):
                b.fail(arg, f"수여야 하는데 {node.type.term}입니다.")
        aligned, type_ = b.aligned(tree, nodes)
        low, high = pick(n.low for n in aligned), pick(n.high for n in aligned)
        return b.checked(tree, op, aligned, type_, low, high)

    return build


def _round(how: str) -> Callable[["Builder", ast.Call, Scope], Node]:
    def build(b: "Builder", tree: ast.Call, scope: Scope) -> Node:
        node = b.number(tree.args[0], scope)
        step = 1
        if len(tree.args) > 1:
            given = tree.args[1]
            if not isinstance(given, ast.Constant) or given.value not in STEPS:
                b.fail(given, f"반올림 단위는 {', '.join(map(str, STEPS))} 가운데 적으세요.")
            step = next(known for known in STEPS if known == given.value)
        b.not_negative(tree, node)
        if node.type.scale == 1 and step == 1:
            return node
        low, high = (rounded(value, how, step, node.type.scale) for value in (node.low, node.high))
        data = (how, step, node.type.scale)
        return b.checked(tree, "round", (node,), number(node.type.measure), low, high, data)

    return build


def rounded(value: int, how: str, step: int, scale: int) -> int:
    """A non-negative `value / scale` rounded down, up or half up to a multiple of `step`."""
    unit = step * scale
    if how == "down":
        return value // unit * step
    if how == "up":
        return -(-value // unit) * step
    return (2 * value + unit) // (2 * unit) * step


def _collection(b: "Builder", tree: ast.expr, scope: Scope) -> Collection:
    if scope.of == "membership" or (
        scope.of == "vehicle" and isinstance(tree, ast.Name) and tree.id == VEHICLES
    ):
        b.fail(tree, "여기서는 집계를 쓸 수 없습니다. 집계는 변수나 사업의 규칙에 적으세요.")
    if scope.item:
        b.fail(tree, "집계 안에 집계를 쓸 수 없습니다. 안쪽을 variables/의 변수로 빼세요.")
    if not isinstance(tree, ast.Name):
        b.fail(tree, "첫 값은 사람들의 이름(가구원, 부부 …)이나 자동차여야 합니다.")
    if tree.id == VEHICLES:
        return Collection(None, "r", "c")
    unit = b.world.names.collections.get(key(tree.id))
    if unit is None:
        known = [VEHICLES, *(u.entry.collection for u in b.world.names.collections.values())]
        b.fail(tree, f"'{tree.id}'이라는 모임이 없습니다. {', '.join(known)} 가운데 쓰세요.")
    if not unit.each:
        return Collection(unit, "r", "i")
    if scope.of == "unit" and scope.unit is unit:
        return Collection(unit, "u", "i")
    if not scope.subject:
        b.fail(tree, f"'{tree.id}'은(는) 한 사람을 중심으로 한 모임이라 가구의 규칙에서는 쓸 수 없습니다.")
    return Collection(unit, "m", "i")


def _inner(collection: Collection, scope: Scope) -> Scope:
    return scope.inside("people" if collection.unit else "vehicles")


def _most(collection: Collection) -> int:
    return MAX_PEOPLE if collection.unit else MAX_VEHICLES


def _quantifier(op: str) -> Callable[["Builder", ast.Call, Scope], Node]:
    def build(b: "Builder", tree: ast.Call, scope: Scope) -> Node:
        collection = _collection(b, tree.args[0], scope)
        body = b.truth(tree.args[1], _inner(collection, scope))
        return b.graph.node(op, (body,), collection, type=TRUTH)

    return build


def _count(b: "Builder", tree: ast.Call, scope: Scope) -> Node:
    collection = _collection(b, tree.args[0], scope)
    body = b.truth(tree.args[1], _inner(collection, scope)) if len(tree.args) > 1 else b.graph.const(1)
    type_ = number(Measure.COUNT)
    return b.graph.node("count", (body,), collection, type=type_, low=0, high=_most(collection))


def _valued(op: str) -> Callable[["Builder", ast.Call, Scope], Node]:
    def build(b: "Builder", tree: ast.Call, scope: Scope) -> Node:
        collection = _collection(b, tree.args[0], scope)
        inner = _inner(collection, scope)
        body = b.number(tree.args[1], inner)
        if len(tree.args) > 2:
            zero = b.graph.const(0, body.type)
            body = b.either(tree, b.truth(tree.args[2], inner), body, zero)
        times = _most(collection) if op == "sum" else 1
        if op == "max_of":
            b.not_negative(tree, body)
        low, high = min(0, body.low) * times, max(0, body.high) * times
        return b.checked(tree, op, (body,), body.type, low, high, collection)

    return build


def _present(b: "Builder", tree: ast.Call, scope: Scope) -> Node:
    node = b.value(tree.args[0], scope)
    if node.type.kind is not Kind.DATE:
        b.fail(tree, f"있음(…)에는 날짜를 적습니다({node.type.term}을 적었습니다).")
    return b.graph.node("present", (node,), type=TRUTH)


def _overlaps(b: "Builder", tree: ast.Call, scope: Scope) -> Node:
    group, words = b.value(tree.args[0], scope), tree.args[1]
    if group.type.kind is not Kind.SET or not isinstance(words, ast.List):
        b.fail(tree, '쓰는 법: 겹침(자격, ["생계급여", "의료급여"])')
    return b.graph.node("has", (group,), b.words(words.elts, group.type.options), type=TRUTH)


def _stated(b: "Builder", tree: ast.Call, _: Scope) -> Node:
    what = tree.args[0]
    variable = b.world.names.variables.get(key(what.id)) if isinstance(what, ast.Name) else None
    if variable is None or not variable.entry.stated:
        b.fail(tree, "말함(…)에는 말할 수 있는 변수(stated)를 적습니다. 예: 말함(중위소득_비율)")
    return b.graph.node("stated", data=variable.index, type=TRUTH)


def _date(b: "Builder", tree: ast.expr, scope: Scope) -> Node:
    node = b.value(tree, scope)
    if node.type.kind is not Kind.DATE:
        b.fail(tree, f"날짜여야 하는데 {node.type.term}입니다.")
    return node


def _between(op: str, most: int) -> Callable[["Builder", ast.Call, Scope], Node]:
    def build(b: "Builder", tree: ast.Call, scope: Scope) -> Node:
        start, end = (_date(b, arg, scope) for arg in tree.args)
        return b.graph.node(op, (start, end), type=number(Measure.COUNT), low=0, high=most)

    return build


def _after(op: str) -> Callable[["Builder", ast.Call, Scope], Node]:
    def build(b: "Builder", tree: ast.Call, scope: Scope) -> Node:
        start, count = _date(b, tree.args[0], scope), b.number(tree.args[1], scope)
        if count.type.scale != 1 or count.type.measure is Measure.WON:
            b.fail(tree, "더하는 기간은 정수여야 합니다.")
        return b.graph.node(op, (start, count), type=DATE, low=0, high=LAST)

    return build


def _part(op: str, low: int, high: int) -> Callable[["Builder", ast.Call, Scope], Node]:
    def build(b: "Builder", tree: ast.Call, scope: Scope) -> Node:
        type_ = DATE if op == "month_start" else number(Measure.COUNT)
        return b.graph.node(op, (_date(b, tree.args[0], scope),), type=type_, low=low, high=high)

    return build


def _day(b: "Builder", tree: ast.Call, scope: Scope) -> Node:
    parts = [b.number(arg, scope) for arg in tree.args]
    if not all(part.constant for part in parts):
        b.fail(tree, "날짜(…)에는 정해진 수만 적습니다. 예: 날짜(2026, 1, 1)")
    try:
        day = date(*(part.low for part in parts))
    except ValueError:
        b.fail(tree, "없는 날짜입니다. 예: 날짜(2026, 1, 1)")
    return b.graph.const(day.toordinal(), DATE)


def _valued_at(b: "Builder", tree: ast.Call, scope: Scope) -> Node:
    """`값(수치[구분], 날짜)`: the parameter as it stood on a date that the household states."""
    given, when = tree.args[0], _date(b, tree.args[1], scope)
    what: ast.expr = given
    parts: list[ast.expr] = []
    if isinstance(given, ast.Subscript):
        what, parts = given.value, index_parts(given.slice)
    if not isinstance(what, ast.Name):
        b.fail(tree, "쓰는 법: 값(수치, 날짜), 값(수치[구분], 날짜)")
    view = lookups.view(b, what)
    lookups.count(b, what, view, len(parts))
    indices = [lookups.index(b, part, view, n, scope) for n, part in enumerate(parts)]
    table = _dated_table(b, view, parts, indices)
    low, high = table.range
    return b.graph.node("dated", (when, *indices), table, type=view.type, low=low, high=high)


def _dated_table(b: "Builder", view: ParameterView, parts: list[ast.expr], indices: list[Node]) -> DatedTable:
    axes = lookups.axes_of(b, parts, indices, view)
    name = (view.parameter.id, axes, "dated")
    if name not in b.graph.tables:
        periods = tuple((*day_range(p), table_of(view, p, axes)) for p in view.parameter.periods)
        b.graph.tables[name] = DatedTable(view.parameter.id, periods, view.unknown)
    found: DatedTable = b.graph.tables[name]
    return found


_Entry = tuple[Callable[["Builder", ast.Call, Scope], Node], int, int, str]
_FUNCTIONS: dict[str, _Entry] = {
    "min": (_extreme("min"), 2, 9, "min(값, 값)"),
    "max": (_extreme("max"), 2, 9, "max(값, 값)"),
    "반올림": (_round("half"), 1, 2, "반올림(값, 10)"),
    "버림": (_round("down"), 1, 2, "버림(값, 10)"),
    "올림": (_round("up"), 1, 2, "올림(값, 10)"),
    "하나라도": (_quantifier("any"), 2, 2, "하나라도(가구원, 조건)"),
    "모두": (_quantifier("all"), 2, 2, "모두(가구원, 조건)"),
    "수": (_count, 1, 2, "수(가구원, 조건)"),
    "합": (_valued("sum"), 2, 3, "합(가구원, 값, 조건)"),
    "최대": (_valued("max_of"), 2, 3, "최대(가구원, 값, 조건)"),
    "있음": (_present, 1, 1, "있음(날짜)"),
    "겹침": (_overlaps, 2, 2, '겹침(자격, ["생계급여", "의료급여"])'),
    "말함": (_stated, 1, 1, "말함(변수)"),
    "값": (_valued_at, 2, 2, "값(수치[구분], 날짜)"),
    "햇수": (_between("years", 200), 2, 2, "햇수(시작, 끝)"),
    "개월수": (_between("months", 2400), 2, 2, "개월수(시작, 끝)"),
    "일수": (_between("days", LAST), 2, 2, "일수(시작, 끝)"),
    "연후": (_after("add_years"), 2, 2, "연후(날짜, 수)"),
    "개월후": (_after("add_months"), 2, 2, "개월후(날짜, 수)"),
    "일후": (_after("add_days"), 2, 2, "일후(날짜, 수)"),
    "월초": (_part("month_start", 0, LAST), 1, 1, "월초(날짜)"),
    "연도": (_part("year", 0, 2199), 1, 1, "연도(날짜)"),
    "월": (_part("month", 0, 12), 1, 1, "월(날짜)"),
    "날짜": (_day, 3, 3, "날짜(2026, 1, 1)"),
}
