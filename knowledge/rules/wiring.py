"""What generated code refers to: facts by number, functions of variables, tables, and ranks of figures."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from knowledge.rules.rests import Rests


class Called(NamedTuple):
    """The function of a variable: its name, where its value is kept, whose it is (a unit's number and whether
    each person has one; None for the frame itself), and whether its value may rest on anything.
    """

    name: str
    slot: int
    unit: tuple[int, bool] | None
    rests: bool


class Slots(NamedTuple):
    """How many variables there are of each kind of subject; of units by their number."""

    household: int
    member: int
    vehicle: int
    units: tuple[int, ...]


@dataclass
class Wiring:
    """The names of one snapshot's generated code.

    `facts` gives number and presumption bit by entity and id, `figure` what a parameter's value rests on,
    `members_rest` by unit whether belonging to it may rest on anything. `pool` holds the objects that code
    finds by name.
    """

    facts: Mapping[tuple[str, str], tuple[int, int]]
    calls: Mapping[str, Called]
    figure: Callable[[str, tuple[str, ...]], Rests]
    members_rest: Sequence[bool]
    slots: Slots
    pool: dict[str, Any] = field(default_factory=dict)

    def keep(self, table: Any) -> str:
        """The name of a table; `<name>_known` finds what was looked up before."""
        name = f"k{id(table)}"
        self.pool[name] = table
        self.pool[f"{name}_known"] = table.known.get
        return name
