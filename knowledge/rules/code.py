"""Compiled expressions and programs, and what an expression reads."""

import ast
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from knowledge.rules.ir import AGGREGATES, Node
from knowledge.rules.lang import Expression
from knowledge.rules.programs import Program, RuleCriterion
from knowledge.rules.scope import Scope
from knowledge.rules.world import Collection


@dataclass(frozen=True, slots=True)
class Use:
    """A fact or variable that a function reads, in which frame and of whose people."""

    name: str
    entity: str
    frame: str
    collection: Collection | None


@dataclass(eq=False)
class Code:
    """A compiled expression with what it reads.

    `run` gives its lowest and highest value for a subject and what that rests on (see `rests`), `lack` the
    bits of what an open one misses (see `lacking`). `lookups` are the table nodes outside of loops, and
    `operands` gives their operands; `unpublished` are figures in it that have no value yet. `slot` is where a
    subject keeps a variable's value, None for other expressions.
    """

    name: str
    node: Node
    scope: Scope
    facts: tuple[Use, ...]
    variables: tuple[Use, ...]
    lookups: tuple[Node, ...]
    unpublished: frozenset[str]
    slot: int | None = None
    run: Callable[..., Any] = field(default=lambda _: None, repr=False)
    lack: Callable[..., int] = field(default=lambda _: 0, repr=False)
    operands: Callable[..., Any] = field(default=lambda _: (), repr=False)

    def value(self, subject: Any) -> tuple[int, int, int]:
        """Its value for a subject; a variable's is computed once."""
        known = subject.memo[self.slot] if self.slot is not None else None
        found: tuple[int, int, int] = known or self.run(subject)
        return found


@dataclass(frozen=True, eq=False)
class CompiledCriterion:
    """A criterion of a program; `sides` are its compared operands, as written; `text` is of its day."""

    criterion: RuleCriterion
    text: str
    code: Code
    sides: tuple[Node, Node] | None
    at: int

    @property
    def exclusive(self) -> bool:
        """Whether the limit itself is over it: less than is asked, not at most."""
        tree = self.criterion.when.tree
        return isinstance(tree, ast.Compare) and isinstance(tree.ops[0], ast.Lt)


@dataclass(eq=False)
class CompiledProgram:
    """A program's functions: all criteria at once, the amount, who is looked at, and from when it is paid.

    `run` gives the verdict, what it rests on, and the bounds of all criteria and their sides in a row (at the
    `at` of each); `write` adds the determinations of a run (see `written`). `banded` is the criterion that
    bands are read from.
    """

    program: Program
    criteria: tuple[CompiledCriterion, ...]
    banded: CompiledCriterion | None
    amount: Code | None
    applies_to: Code | None
    pay_from: Code | None
    not_modelled: tuple[str, ...]
    run: Callable[..., tuple[Any, ...]] = field(default=lambda _: (), repr=False)
    write: Callable[..., None] = field(default=lambda *_: None, repr=False)


def sides(node: Node, when: Expression) -> tuple[Node, Node] | None:
    """The compared operands of a plain comparison, in the order in which they were written."""
    compared = node.args[-1] if node.op == "and" and node.args[-1].op in ("le", "lt", "eq") else node
    if (
        compared.op not in ("le", "lt", "eq")
        or not isinstance(when.tree, ast.Compare)
        or len(when.tree.ops) > 1
    ):
        return None
    left, right = compared.args
    return (right, left) if isinstance(when.tree.ops[0], ast.Gt | ast.GtE) else (left, right)


def outside(node: Node) -> list[Node]:
    """The nodes that are not inside an aggregate's loop."""
    found: dict[int, Node] = {}
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if one.id in found:
            continue
        found[one.id] = one
        waiting += [arg for arg in one.args if one.op not in AGGREGATES or one.data.frame not in arg.frames]
    return list(found.values())


def uses(node: Node, collection: Collection | None = None) -> Iterable[Use]:
    """The facts and variables that a node reads, each once for each collection."""
    seen: set[tuple[int, int]] = set()
    found: dict[Use, None] = {}
    waiting: list[tuple[Node, Collection | None]] = [(node, collection)]
    while waiting:
        one, inside = waiting.pop()
        if (one.id, id(inside)) in seen:
            continue
        seen.add((one.id, id(inside)))
        if one.op == "fact":
            frame, entity, fact = one.data
            found[Use(fact, entity, frame, inside if frame in "ic" else None)] = None
        elif one.op == "var":
            name, frame = one.data
            found[Use(name, "variable", frame, inside if frame in "ic" else None)] = None
        elif one.op == "relation":
            found[Use("relation", "member", "i", inside)] = None
        if one.op == "if" and one.args[0].op == "stated":
            waiting.append((one.args[2], inside))  # what is stated rests on nothing else
        elif one.op in AGGREGATES:
            found[Use("people" if one.data.unit else "vehicles", "list", one.data.root, one.data)] = None
            waiting += [(arg, one.data) for arg in one.args]
        else:
            waiting += [(arg, inside) for arg in one.args]
    return found
