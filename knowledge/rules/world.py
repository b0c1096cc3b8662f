"""What building an expression needs of the rules around it: names, vocabularies, collections of people."""

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from knowledge.rules.definitions import Unit, Variable
from knowledge.rules.ir import Graph, Node
from knowledge.rules.kinds import Options
from knowledge.rules.scope import Names

RELATIONS = Options(
    "relation",
    {
        "self": "본인",
        "spouse": "배우자",
        "child": "자녀",
        "parent": "부모",
        "grandparent": "조부모",
        "grandchild": "손자녀",
        "sibling": "형제자매",
        "other": "그 밖",
    },
)


@dataclass(frozen=True)
class Collection:
    """What an aggregate runs over: the people of a unit (None: vehicles), whose (root), and in which
    frame.
    """

    unit: Unit | None
    root: str
    frame: str


class World(Protocol):
    """What the builder asks of the rules around it."""

    day: date
    graph: Graph

    @property
    def names(self) -> Names:
        """Every name of the rules."""
        ...

    @property
    def dimensions(self) -> Mapping[str, Options]:
        """The vocabularies of tables."""
        ...

    def variable(self, variable: Variable) -> Node:
        """A variable's formula, built; `CatalogError` where it depends on itself."""
        ...


def index_parts(tree: ast.expr) -> list[ast.expr]:
    """The indices in `표[a, b]`."""
    return list(tree.elts) if isinstance(tree, ast.Tuple) else [tree]
