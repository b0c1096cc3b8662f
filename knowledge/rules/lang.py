"""The language of rules: a small part of Python's expressions with Korean names.

    소득인정액 <= 반올림(기준_중위소득[가구원수] * 생계급여_선정기준_비율)

`parse` checks a text against a whitelist of characters, sizes and syntax before anything else looks at it; it
never evaluates. What the names mean and whether the types fit is decided by `knowledge.rules.build`.
"""

import ast
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from knowledge.errors import CatalogError

MAX_CHARACTERS = 2000
MAX_NODES = 400
MAX_DEPTH = 24
MAX_NUMBER = 10**13

_SYMBOLS = set("()[],+-*/<>=!_'\" \n")
_IN_TEXT = set("·~%.:")
_PLAIN = re.compile(
    r"""(?:[0-9A-Za-z가-힣()\[\],+\-*/<>=!_ \n]++"""
    r"""|'[0-9A-Za-z가-힣()\[\],+\-*/<>=!_" \n·~%.:]*+'"""
    r"""|"[0-9A-Za-z가-힣()\[\],+\-*/<>=!_' \n·~%.:]*+")*+"""
)
"""Most expressions at one glance; what it does not match is looked at character by character."""
_SYNTAX = frozenset(
    (
        ast.Expression,
        ast.BoolOp,
        ast.And,
        ast.Or,
        ast.UnaryOp,
        ast.Not,
        ast.USub,
        ast.BinOp,
        ast.Add,
        ast.Sub,
        ast.Mult,
        ast.Div,
        ast.FloorDiv,
        ast.Compare,
        ast.Eq,
        ast.NotEq,
        ast.Lt,
        ast.LtE,
        ast.Gt,
        ast.GtE,
        ast.In,
        ast.NotIn,
        ast.IfExp,
        ast.Call,
        ast.Name,
        ast.Load,
        ast.Constant,
        ast.Subscript,
        ast.Tuple,
        ast.List,
    )
)
_REFUSED = {
    ast.Attribute: "점(.)으로 속을 들여다볼 수 없습니다.",
    ast.Pow: "거듭제곱(**)은 쓸 수 없습니다.",
    ast.Mod: "나머지(%)는 쓸 수 없습니다. 비율은 '32 / 100'이나 수치(모수)로 적으세요.",
    ast.ListComp: "반복(for)은 쓸 수 없습니다. 수(가구원, 조건) 같은 집계를 쓰세요.",
    ast.GeneratorExp: "반복(for)은 쓸 수 없습니다. 수(가구원, 조건) 같은 집계를 쓰세요.",
    ast.SetComp: "반복(for)은 쓸 수 없습니다. 수(가구원, 조건) 같은 집계를 쓰세요.",
    ast.DictComp: "반복(for)은 쓸 수 없습니다. 수(가구원, 조건) 같은 집계를 쓰세요.",
    ast.Lambda: "lambda는 쓸 수 없습니다.",
    ast.NamedExpr: "값에 이름을 붙이는 ':='는 쓸 수 없습니다. variables/에 변수를 만드세요.",
    ast.Starred: "'*'로 풀어 쓸 수 없습니다.",
    ast.JoinedStr: "f'…' 꼴의 글은 쓸 수 없습니다.",
    ast.Slice: "범위([a:b])는 쓸 수 없습니다. 표의 줄 하나를 고르세요.",
}


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an expression stands, for errors: the file, its line, and what it is the formula of."""

    path: Path
    line: int
    what: str

    def error(self, problem: str, column: int | None = None) -> CatalogError:
        """An error at a character of the expression (counting from 1)."""
        at = f" {column}번째 글자" if column else ""
        return CatalogError(f"{self.what}의 식{at}: {problem}", self.path, self.line)


@dataclass(frozen=True, slots=True)
class Expression:
    """A text that passed the whitelist, with its syntax tree. Nothing in it has been run."""

    text: str
    tree: ast.expr
    origin: Origin

    def error(self, node: ast.AST, problem: str) -> CatalogError:
        """The error that belongs to a part of the expression."""
        return self.origin.error(problem, self._column(node))

    def fail(self, node: ast.AST, problem: str) -> NoReturn:
        """Raise the error that belongs to a part of the expression."""
        raise self.error(node, problem)

    def _column(self, node: ast.AST) -> int | None:
        offset = getattr(node, "col_offset", None)
        if offset is None:
            return None
        return len(self.text.encode()[:offset].decode(errors="ignore")) + 1


def parse(text: str, origin: Origin) -> Expression:
    """The checked expression; `CatalogError` (Korean, file, line, character) for anything outside the
    language.
    """
    _check_characters(text, origin)
    flat = text.replace("\n", " ").strip()
    try:
        tree = ast.parse(flat, mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        column = getattr(error, "offset", None)
        raise origin.error(
            "식으로 읽을 수 없습니다. 괄호의 짝, 따옴표, 연산자(and, or, not, <=, ==)를 확인하세요.", column
        ) from None
    expression = Expression(flat, tree.body, origin)
    _check_syntax(expression)
    return expression


def _check_characters(text: str, origin: Origin) -> None:
    if not text.strip():
        raise origin.error("비어 있습니다. 조건이나 계산을 적으세요.")
    if len(text) > MAX_CHARACTERS:
        raise origin.error(
            f"너무 깁니다({len(text):,}자). 변수로 나누어 {MAX_CHARACTERS:,}자 이하로 적으세요."
        )
    if unicodedata.normalize("NFC", text) != text:
        raise origin.error("한글이 풀어쓰기(NFD)로 저장되었습니다. 다시 입력하거나 NFC로 저장하세요.")
    if _PLAIN.fullmatch(text):
        _check_brackets(text, origin)
        return
    quote = ""
    for column, character in enumerate(text, 1):
        if not _allowed(character, bool(quote)):
            raise origin.error(_unknown_character(character), column)
        if quote:
            quote = "" if character == quote else quote
        elif character in "'\"":
            quote = character
    _check_brackets(text, origin)


def _check_brackets(text: str, origin: Origin) -> None:
    """Refuse a nesting that could exhaust the parser."""
    if text.count("(") + text.count("[") <= MAX_DEPTH:
        return
    depth = 0
    for column, character in enumerate(text, 1):
        depth += (character in "([") - (character in ")]")
        if depth > MAX_DEPTH:
            raise origin.error(f"괄호가 너무 깊습니다({MAX_DEPTH}겹까지). 변수로 나누세요.", column)


def _allowed(character: str, in_text: bool) -> bool:
    return (
        (character.isascii() and character.isalnum())
        or "가" <= character <= "힣"
        or character in _SYMBOLS
        or (in_text and character in _IN_TEXT)
    )


def _unknown_character(character: str) -> str:
    name = unicodedata.name(character, "이름 없는 글자")
    if character in ".%:{}@;":
        return f"'{character}'은(는) 식에 쓸 수 없습니다. 소수는 '70 / 100'처럼, 비율은 수치로 적으세요."
    return (
        f"쓸 수 없는 글자 U+{ord(character):04X}({name})가 있습니다. "
        "모양이 비슷한 다른 글자이면 한글·영문·숫자로 다시 입력하세요."
    )


def _check_syntax(expression: Expression) -> None:
    for count, (node, depth) in enumerate(_walk(expression.tree), 1):
        if count > MAX_NODES or depth > MAX_DEPTH * 2:
            expression.fail(node, "너무 복잡합니다. variables/에 변수를 만들어 나누어 적으세요.")
        if type(node) not in _SYNTAX:
            for kind, problem in _REFUSED.items():
                if isinstance(node, kind):
                    expression.fail(node, problem)
            expression.fail(node, "이런 문법은 쓸 수 없습니다. docs/rules.md의 식 쓰는 법을 보세요.")
        _check_node(expression, node)


def _check_node(expression: Expression, node: ast.AST) -> None:
    if isinstance(node, ast.Constant):
        if isinstance(node.value, bool | str):
            return
        if not isinstance(node.value, int):
            expression.fail(node, "정수만 쓸 수 있습니다. 소수는 '70 / 100'처럼 적으세요.")
        if node.value > MAX_NUMBER:
            expression.fail(node, f"수가 너무 큽니다({MAX_NUMBER:,}까지).")
    elif isinstance(node, ast.Call):
        if not isinstance(node.func, ast.Name):
            expression.fail(node, "함수는 이름으로만 부릅니다. 예: 버림(값, 10)")
        if node.keywords:
            expression.fail(node, "함수의 값은 이름 없이 차례로 적습니다. 예: 버림(값, 10)")
    elif isinstance(node, ast.Subscript) and not isinstance(node.value, ast.Name):
        expression.fail(node, "표는 이름 뒤에 [구분]을 붙여 찾습니다. 예: 기준_중위소득[가구원수]")


def _walk(tree: ast.AST) -> Iterator[tuple[ast.AST, int]]:
    """All nodes with their depth, without recursion, operators included; a parent before its children."""
    waiting = [(tree, 1)]
    while waiting:
        node, depth = waiting.pop()
        yield node, depth
        for field in node._fields:  # as ast.iter_child_nodes does, at half its cost
            child = getattr(node, field, None)
            if isinstance(child, ast.AST):
                waiting.append((child, depth + 1))
            elif isinstance(child, list):
                waiting += [(one, depth + 1) for one in child if isinstance(one, ast.AST)]
