"""From a parsed expression to the IR: names resolved, types checked, ranges proved, constants folded."""

import ast
from collections.abc import Callable
from datetime import date
from math import gcd, lcm
from typing import NoReturn

from knowledge.rules import functions, lookups
from knowledge.rules.definitions import Variable
from knowledge.rules.ir import Node, is_number
from knowledge.rules.kinds import DATE, MAX_SCALED, TRUTH, Kind, Measure, Options, Type, number
from knowledge.rules.lang import Expression
from knowledge.rules.names import key, nearest
from knowledge.rules.scope import RELATION, TODAY, Scope
from knowledge.rules.world import RELATIONS, World, index_parts


class Builder:
    """Builds one expression for one scope and day."""

    def __init__(self, world: World, expression: Expression, scope: Scope) -> None:
        self.world, self.expression, self.scope = world, expression, scope
        self.graph = world.graph

    def build(self, wanted: Type | None = None) -> Node:
        """The node of the whole expression; `CatalogError` where its type is not the wanted one."""
        tree = self.expression.tree
        node = self.value(tree, self.scope, wanted.options if wanted else None)
        if wanted and node.type.kind is not wanted.kind:
            self.fail(tree, f"{wanted.term}이어야 하는데 {node.type.term}입니다.")
        return node

    def fail(self, node: ast.AST, problem: str) -> NoReturn:
        """Raise the error for a part of the expression."""
        self.expression.fail(node, problem)

    def value(self, tree: ast.expr, scope: Scope, options: Options | None = None) -> Node:
        """The node of a part. `options` is the vocabulary that a text in it belongs to."""
        if isinstance(tree, ast.Constant):
            return self._constant(tree, options)
        if isinstance(tree, ast.IfExp):
            return self._if(tree, scope, options)
        kinds: dict[type[ast.expr], Callable[..., Node]] = {
            ast.Name: self._name,
            ast.BoolOp: self._logical,
            ast.UnaryOp: self._unary,
            ast.BinOp: self._binary,
            ast.Compare: self._compare,
            ast.Subscript: self._subscript,
            ast.Call: self._call,
        }
        build = kinds.get(type(tree))
        if build is None:
            self.fail(tree, "목록([…])은 'in'의 오른쪽이나 겹침(…) 안에서만 쓸 수 있습니다.")
        return build(tree, scope)

    def _logical(self, tree: ast.BoolOp, scope: Scope) -> Node:
        parts = tuple(self.truth(part, scope) for part in tree.values)
        return self.logic("and" if isinstance(tree.op, ast.And) else "or", parts)

    def _unary(self, tree: ast.UnaryOp, scope: Scope) -> Node:
        if isinstance(tree.op, ast.Not):
            return self.negation(self.truth(tree.operand, scope))
        zero = self.graph.const(0, number(Measure.PLAIN))
        return self.arithmetic(tree, "sub", zero, self.number(tree.operand, scope))

    def _subscript(self, tree: ast.Subscript, scope: Scope) -> Node:
        if not isinstance(tree.value, ast.Name):
            self.fail(tree, "표는 이름 뒤에 [구분]을 붙여 찾습니다.")
        return lookups.table(self, tree.value, index_parts(tree.slice), scope)

    def _call(self, tree: ast.Call, scope: Scope) -> Node:
        if not isinstance(tree.func, ast.Name):
            self.fail(tree, "함수는 이름으로만 부릅니다.")
        return functions.call(self, tree, tree.func.id, scope)

    def truth(self, tree: ast.expr, scope: Scope) -> Node:
        """A part that must be true or false."""
        node = self.value(tree, scope)
        if node.type.kind is not Kind.TRUTH:
            self.fail(tree, f"참·거짓이어야 하는데 {node.type.term}입니다. 비교(<=, == …)를 적으세요.")
        return node

    def number(self, tree: ast.expr, scope: Scope) -> Node:
        """A part that must be a number."""
        node = self.value(tree, scope)
        if not is_number(node):
            self.fail(tree, f"수여야 하는데 {node.type.term}입니다.")
        return node

    def logic(self, op: str, parts: tuple[Node, ...]) -> Node:
        """`and`, `or` of truths; constants fall away."""
        neutral = 1 if op == "and" else 0
        kept = tuple(dict.fromkeys(p for p in parts if not (p.constant and p.low == neutral)))
        if any(p.constant for p in kept):
            return self.graph.const(1 - neutral)
        if not kept:
            return self.graph.const(neutral)
        return kept[0] if len(kept) == 1 else self.graph.node(op, kept, type=TRUTH)

    def negation(self, node: Node) -> Node:
        """`not`."""
        if node.constant:
            return self.graph.const(1 - node.low)
        return node.args[0] if node.op == "not" else self.graph.node("not", (node,), type=TRUTH)

    def scaled(self, node: Node, scale: int) -> Node:
        """The same number over another scale, a multiple of its own."""
        factor = scale // node.type.scale
        if factor == 1:
            return node
        type_ = number(node.type.measure, scale)
        if node.constant:
            return self.graph.const(node.low * factor, type_)
        by = self.graph.const(factor, number(Measure.PLAIN))
        return self.graph.node("mul", (node, by), type=type_, low=node.low * factor, high=node.high * factor)

    def aligned(self, tree: ast.AST, nodes: tuple[Node, ...]) -> tuple[tuple[Node, ...], Type]:
        """Numbers over one scale and what they count; an error where that does not fit."""
        measures = {node.type.measure for node in nodes} - {Measure.PLAIN}
        if len(measures) > 1:
            terms = "과(와) ".join(sorted(measure.term for measure in measures))
            self.fail(tree, f"{terms}을(를) 함께 셈하거나 견줄 수 없습니다. 수치의 단위를 확인하세요.")
        scale = lcm(*(node.type.scale for node in nodes))
        return tuple(self.scaled(n, scale) for n in nodes), number(next(iter(measures), Measure.PLAIN), scale)

    def arithmetic(self, tree: ast.AST, op: str, left: Node, right: Node) -> Node:
        """`add`, `sub` or `mul` with its proved range."""
        if op == "mul":
            type_ = number(*self._product(tree, left, right))
            bounds = [a * b for a in (left.low, left.high) for b in (right.low, right.high)]
        else:
            (left, right), type_ = self.aligned(tree, (left, right))
            other = (right.low, right.high) if op == "add" else (-right.high, -right.low)
            bounds = [left.low + other[0], left.high + other[1]]
        return self.checked(tree, op, (left, right), type_, min(bounds), max(bounds))

    def checked(
        self,
        tree: ast.AST,
        op: str,
        args: tuple[Node, ...],
        type_: Type,
        low: int,
        high: int,
        data: object = None,
    ) -> Node:
        """A number node; folded where its operands are constant, refused where it could overflow."""
        if max(abs(low), abs(high)) > MAX_SCALED:
            self.fail(tree, "값이 너무 커질 수 있습니다. 버림(…, 1)으로 소수를 먼저 정리하세요.")
        if all(arg.constant for arg in args) and low == high:
            return self.graph.const(low, type_)
        return self.graph.node(op, args, data, type=type_, low=low, high=high)

    def _product(self, tree: ast.AST, left: Node, right: Node) -> tuple[Measure, int]:
        kinds = {left.type.measure, right.type.measure}
        if left.type.measure is right.type.measure is Measure.WON:
            self.fail(tree, "금액에 금액을 곱할 수 없습니다.")
        order = (Measure.WON, Measure.RATIO, Measure.COUNT, Measure.PLAIN)
        return next(measure for measure in order if measure in kinds), left.type.scale * right.type.scale

    def _binary(self, tree: ast.BinOp, scope: Scope) -> Node:
        left, right = self.number(tree.left, scope), self.number(tree.right, scope)
        match tree.op:
            case ast.Add():
                return self.arithmetic(tree, "add", left, right)
            case ast.Sub():
                return self.arithmetic(tree, "sub", left, right)
            case ast.Mult():
                return self.arithmetic(tree, "mul", left, right)
        if right.low != right.high or right.low <= 0:
            self.fail(
                tree.right,
                "정해진 양수로만 나눌 수 있습니다. 나누지 말고 양쪽에 곱해 견주세요: a <= b * 50 / 100",
            )
        if isinstance(tree.op, ast.FloorDiv):
            return self._floor(tree, left, right)
        return self._divided(tree, left, right)

    def _divided(self, tree: ast.BinOp, left: Node, right: Node) -> Node:
        """The exact quotient: the integer stays, the scale grows."""
        if right.type.measure is Measure.WON and left.type.measure is Measure.WON:
            self.fail(tree, "금액을 금액으로 나눌 수 없습니다. 양쪽에 곱해 견주세요.")
        scaled = self.arithmetic(tree, "mul", left, self.graph.const(right.type.scale, number(Measure.PLAIN)))
        scale = left.type.scale * right.low
        shared = gcd(scale, scaled.low) if scaled.constant else 1
        type_ = number(left.type.measure, scale // shared)
        if scaled.constant:
            return self.graph.const(scaled.low // shared, type_)
        return self.graph.node("rescale", (scaled,), type=type_, low=scaled.low, high=scaled.high)

    def _floor(self, tree: ast.BinOp, left: Node, right: Node) -> Node:
        (left, right), type_ = self.aligned(tree, (left, right))
        self.not_negative(tree, left)
        return self.checked(
            tree,
            "floordiv",
            (left,),
            number(type_.measure),
            left.low // right.low,
            left.high // right.low,
            right.low,
        )

    def not_negative(self, tree: ast.AST, node: Node) -> None:
        """Refuse what may fall below zero, where engines would round it differently."""
        if node.low < 0:
            self.fail(
                tree, "음수가 될 수 있는 값은 나누어 버리거나 반올림할 수 없습니다. max(…, 0)으로 감싸세요."
            )

    def _compare(self, tree: ast.Compare, scope: Scope) -> Node:
        parts, left = [], tree.left
        for op, right in zip(tree.ops, tree.comparators, strict=True):
            parts.append(self._pair(tree, op, left, right, scope))
            left = right
        return self.logic("and", tuple(parts))

    def _pair(self, tree: ast.AST, op: ast.cmpop, left: ast.expr, right: ast.expr, scope: Scope) -> Node:
        if isinstance(op, ast.In | ast.NotIn):
            found = self._member(tree, left, right, scope)
            return found if isinstance(op, ast.In) else self.negation(found)
        if isinstance(left, ast.Constant) and isinstance(left.value, str):
            left, right = right, left
        one = self.value(left, scope)
        other = self.value(right, scope, one.type.options)
        if one.type.kind is not other.type.kind:
            self.fail(tree, f"{one.type.term}과(와) {other.type.term}은(는) 견줄 수 없습니다.")
        if one.type.kind in (Kind.NUMBER, Kind.DATE):
            return self._ordered(tree, op, one, other)
        if not isinstance(op, ast.Eq | ast.NotEq):
            self.fail(tree, f"{one.type.term}은(는) ==, !=, in으로만 견줄 수 있습니다.")
        same = self._same(tree, one, other)
        return same if isinstance(op, ast.Eq) else self.negation(same)

    def _same(self, tree: ast.AST, one: Node, other: Node) -> Node:
        if one.type.kind is Kind.TRUTH:
            if not other.constant:
                self.fail(tree, "참·거짓은 == 대신 and, or, not으로 적으세요.")
            return one if other.low else self.negation(one)
        if not other.constant or one.type.kind is Kind.SET:
            self.fail(tree, '글로 적은 값과 견주세요. 예: 장애 == "심한 장애", "생계급여" in 자격')
        return self.graph.node("in", (one,), other.low, type=TRUTH)

    def _ordered(self, tree: ast.AST, op: ast.cmpop, left: Node, right: Node) -> Node:
        guard = self._dates_stated(left) + self._dates_stated(right)
        if left.type.kind is Kind.NUMBER:
            (left, right), _ = self.aligned(tree, (left, right))
        if isinstance(op, ast.Eq | ast.NotEq):
            same = self.comparison("eq", left, right)
            found = same if isinstance(op, ast.Eq) else self.negation(same)
        elif isinstance(op, ast.LtE | ast.Lt):
            found = self.comparison("le" if isinstance(op, ast.LtE) else "lt", left, right)
        else:
            found = self.comparison("le" if isinstance(op, ast.GtE) else "lt", right, left)
        return self.logic("and", (*guard, found))

    def comparison(self, op: str, left: Node, right: Node) -> Node:
        """A comparison of operands of one scale; settled where their ranges settle it."""
        if left.constant and right.constant:
            a, b = left.low, right.low
            return self.graph.const(int({"eq": a == b, "le": a <= b, "lt": a < b}[op]))
        return self.graph.node(op, (left, right), type=TRUTH)

    def _dates_stated(self, node: Node) -> tuple[Node, ...]:
        """A comparison with a date that may be none is false where it is none."""
        if node.op == "fact" and node.type.kind is Kind.DATE and node.low == 0:
            return (self.graph.node("present", (node,), type=TRUTH),)
        if node.op in ("var", "lookup", "dated") or node.type.kind is Kind.TRUTH:
            return ()
        return tuple(guard for arg in node.args for guard in self._dates_stated(arg))

    def _member(self, tree: ast.AST, left: ast.expr, right: ast.expr, scope: Scope) -> Node:
        if isinstance(right, ast.List):
            one = self.value(left, scope)
            if is_number(one):
                words = [self.value(item, scope) for item in right.elts]
                return self.logic("or", tuple(self._ordered(tree, ast.Eq(), one, word) for word in words))
            if one.type.kind is not Kind.CHOICE:
                self.fail(left, f"in의 왼쪽이 {one.type.term}입니다. 고르는 값이나 수를 적으세요.")
            return self.graph.node("in", (one,), self.words(right.elts, one.type.options), type=TRUTH)
        group = self.value(right, scope)
        if group.type.kind is not Kind.SET:
            self.fail(
                right,
                f"in의 오른쪽이 {group.type.term}입니다. 목록([…])이나 여러 개를 고르는 사실을 적으세요.",
            )
        return self.graph.node("has", (group,), self.words([left], group.type.options), type=TRUTH)

    def words(self, trees: list[ast.expr], options: Options | None) -> int:
        """The bits of texts."""
        mask = 0
        for tree in trees:
            node = self.value(tree, self.scope, options)
            if not node.constant or node.type.kind is not Kind.CHOICE:
                self.fail(tree, "따옴표로 묶은 글을 적으세요.")
            mask |= node.low
        return mask

    def _constant(self, tree: ast.Constant, options: Options | None) -> Node:
        if isinstance(tree.value, bool):
            return self.graph.const(int(tree.value))
        if isinstance(tree.value, int):
            return self.graph.const(tree.value, number(Measure.PLAIN))
        if options is None:
            self.fail(tree, "글은 고르는 값과 견줄 때만 쓸 수 있습니다.")
        word = tree.value if isinstance(tree.value, str) else ""
        bit = options.bit(word)
        if bit is None:
            close = nearest(word, [*options.labels.values(), *options.labels])
            allowed = ", ".join(f"{label}({word})" for word, label in options.labels.items())
            self.fail(tree, f"'{word}'은(는) 고를 수 없는 값입니다.{close} 고를 수 있는 값: {allowed}")
        return self.graph.const(bit, Type(Kind.CHOICE, options=options))

    def _if(self, tree: ast.IfExp, scope: Scope, options: Options | None) -> Node:
        condition = self.truth(tree.test, scope)
        yes, no = self.value(tree.body, scope, options), self.value(tree.orelse, scope, options)
        if condition.constant:
            return yes if condition.low else no
        return self.either(tree, condition, yes, no)

    def either(self, tree: ast.AST, condition: Node, yes: Node, no: Node) -> Node:
        """`yes if condition else no`."""
        if yes.type.kind is not no.type.kind or yes.type.options != no.type.options:
            self.fail(tree, f"if와 else의 값이 다릅니다({yes.type.term}, {no.type.term}).")
        type_ = yes.type
        if type_.kind is Kind.NUMBER:
            (yes, no), type_ = self.aligned(tree, (yes, no))
        if yes is no:
            return yes
        low, high = min(yes.low, no.low), max(yes.high, no.high)
        if type_.kind is Kind.CHOICE:
            low = high = yes.low | yes.high | no.low | no.high
        return self.graph.node("if", (condition, yes, no), type=type_, low=low, high=high)

    def _name(self, tree: ast.Name, scope: Scope) -> Node:
        name = key(tree.id)
        names = self.world.names
        if tree.id in ("참", "거짓"):
            return self.graph.const(int(tree.id == "참"))
        if name == TODAY:
            first, last = date(1900, 1, 1).toordinal(), date(2199, 12, 31).toordinal()
            return self.graph.node("today", type=DATE, low=first, high=last)
        if name == key(RELATION):
            return self._relation(tree, scope)
        if fact := names.facts.get(name):
            frame = scope.frame(fact.entity)
            if frame is None:
                self.fail(tree, names.out_of_place(fact.entity, tree.id))
            data = (frame, fact.entity, fact.id)
            return self.graph.node("fact", data=data, type=fact.type, low=fact.low, high=fact.high)
        if variable := names.variables.get(name):
            return self._variable(tree, variable, scope)
        if name in names.parameters:
            return lookups.table(self, tree, [], scope)
        if name in names.collections:
            self.fail(
                tree,
                f"'{tree.id}'은(는) 사람들의 모임입니다. 예: 하나라도({tree.id}, 조건)",
            )
        raise self.expression.error(tree, f"'{tree.id}'이라는 이름이 없습니다.{names.hint(tree.id)}")

    def _relation(self, tree: ast.Name, scope: Scope) -> Node:
        if scope.item != "people" and scope.of != "membership":
            self.fail(tree, f"{RELATION}는 하나라도(가구원, …) 같은 집계 안에서만 쓸 수 있습니다.")
        if scope.of == "household":
            self.fail(tree, f"{RELATION}는 단위나 사람의 규칙에서만 쓸 수 있습니다.")
        type_ = Type(Kind.CHOICE, options=RELATIONS)
        return self.graph.node("relation", type=type_, low=RELATIONS.all, high=RELATIONS.all)

    def _variable(self, tree: ast.Name, variable: Variable, scope: Scope) -> Node:
        frame = self.variable_frame(variable, scope)
        if frame is None:
            self.fail(tree, self.world.names.out_of_place(variable.entry.of, tree.id))
        value = self.world.variable(variable)
        return self.graph.node(
            "var", data=(variable.id, frame), type=value.type, low=value.low, high=value.high
        )

    def variable_frame(self, variable: Variable, scope: Scope) -> str | None:
        """The frame whose subject has this variable."""
        of = variable.entry.of
        if of in ("household", "member", "vehicle"):
            return scope.frame(of)
        unit = next(u for u in self.world.names.collections.values() if u.id == of)
        if not unit.each:
            return "r"
        if scope.item == "people" or scope.of == "membership":
            return "i"
        if scope.of == "unit" and scope.unit is unit:
            return "u"
        return "m" if scope.subject else None
