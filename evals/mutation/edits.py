"""The single edits of a rule's expression: a comparison, an ordering, or a figure in it."""

import ast
import copy
from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import cast

from knowledge.rules.lang import Expression


class Kind(StrEnum):
    """What an edit changes."""

    COMPARISON = "comparison"
    ORDERING = "ordering"
    FIGURE = "figure"

    @property
    def term(self) -> str:
        """What people read."""
        return _TERMS[self]


_TERMS = {
    Kind.COMPARISON: "비교(이하와 미만, 같음과 다름)",
    Kind.ORDERING: "방향(이하와 이상, min과 max, 고르는 차례)",
    Kind.FIGURE: "수치",
}
Change = Callable[[ast.AST], None]
_COMPARISON: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.LtE: ast.Lt,
    ast.Lt: ast.LtE,
    ast.GtE: ast.Gt,
    ast.Gt: ast.GtE,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
_ORDERING: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.LtE: ast.GtE,
    ast.Lt: ast.Gt,
    ast.GtE: ast.LtE,
    ast.Gt: ast.Lt,
}
_OTHER_END = {"min": "max", "max": "min"}


def edits(expression: Expression) -> Iterator[tuple[Kind, str]]:
    """Every edit of an expression: its kind, and the text that the whole expression becomes."""
    for at, node in enumerate(ast.walk(expression.tree)):
        for kind, change in _changes(node):
            tree = copy.deepcopy(expression.tree)
            change(next(other for n, other in enumerate(ast.walk(tree)) if n == at))
            yield kind, ast.unparse(tree)


def _changes(node: ast.AST) -> Iterator[tuple[Kind, Change]]:
    if isinstance(node, ast.Compare):
        for n, op in enumerate(node.ops):
            for kind, table in ((Kind.COMPARISON, _COMPARISON), (Kind.ORDERING, _ORDERING)):
                if type(op) in table:
                    yield kind, _operator(n, table[type(op)])
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _OTHER_END:
        yield Kind.ORDERING, _function(_OTHER_END[node.func.id])
    elif isinstance(node, ast.IfExp):
        yield Kind.ORDERING, _swap
    elif isinstance(node, ast.Constant) and type(node.value) is int:
        for value in {node.value + 1, max(node.value - 1, 0)} - {node.value}:
            yield Kind.FIGURE, _constant(value)


def _operator(n: int, other: type[ast.cmpop]) -> Change:
    def change(node: ast.AST) -> None:
        cast(ast.Compare, node).ops[n] = other()

    return change


def _function(name: str) -> Change:
    def change(node: ast.AST) -> None:
        cast(ast.Call, node).func = ast.Name(name, ast.Load())

    return change


def _constant(value: int) -> Change:
    def change(node: ast.AST) -> None:
        cast(ast.Constant, node).value = value

    return change


def _swap(node: ast.AST) -> None:
    choice = cast(ast.IfExp, node)
    choice.body, choice.orelse = choice.orelse, choice.body
