"""The page on which generated code is written: lines, blocks, fresh names."""

from typing import Any, NamedTuple

from knowledge.rules.rests import NOTHING, Rests


class Value(NamedTuple):
    """The expressions for a value's bounds, and what it rests on."""

    low: str
    high: str
    rests: Rests = NOTHING


class Page:
    """Lines with their depth. What is computed in a block (`scopes`) is known in it alone."""

    def __init__(self) -> None:
        self.lines: list[tuple[int, str]] = []
        self.depth = 1
        self.scopes: list[dict[Any, Any]] = [{}]
        self.count = 0

    def write(self, line: str) -> None:
        """One line at the present depth."""
        self.lines.append((self.depth, line))

    def fresh(self, letter: str = "a") -> str:
        """A name that nothing has yet."""
        self.count += 1
        return f"{letter}{self.count}"

    def without(self, at: int, name: str, value: Value) -> Value:
        """Drop the lines that keep a name nothing needs."""
        start = f"{name} = "
        self.lines[at:] = [line for line in self.lines[at:] if not line[1].startswith(start)]
        return value

    def open(self) -> None:
        """Begin a block: what is computed in it is known in it alone."""
        self.scopes.append({})
        self.depth += 1

    def close(self) -> None:
        """End a block."""
        self.scopes.pop()
        self.depth -= 1
