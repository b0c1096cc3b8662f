"""What the data of a file say of each fact, which is what a tape is written for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from knowledge.rules.columnar.bounds import Bounds, Place
from knowledge.rules.columnar.tape import Operand, Table, Tape
from knowledge.rules.kinds import Kind, Type

# A fact that everybody states, that only some state, or that is the same for all (its bounds).
State = Literal["certain", "open"] | tuple[int, int]


@dataclass(frozen=True, slots=True)
class Given:
    """For whom a variable is stated or presumed, and the value."""

    where: Operand
    value: Operand
    place: Place


_NOT_GIVEN = Given(False, 0, Place.NOWHERE)


@dataclass(frozen=True)
class Known:
    """What is known of a chunk of households. Two chunks of which the same is known share a tape.

    `given` says of each variable (by number) that is stated or presumed how: for `some`, for `all` (a
    column), or the same value for all. `more` are the people and vehicles that may be missing from the
    lists: 0, or `open` (a column).
    """

    facts: Mapping[tuple[str, str], State]
    types: Mapping[tuple[str, str], Type]
    given_variables: Mapping[int, Literal["some", "all"] | int]
    missing: Mapping[str, int | Literal["open"]]
    open_relations: bool
    open_heads: bool

    @property
    def key(self) -> tuple[object, ...]:
        """Equal for chunks that share a tape."""
        return (
            tuple(self.facts.items()),
            tuple(self.given_variables.items()),
            tuple(self.missing.items()),
            self.open_relations,
            self.open_heads,
        )

    def fact(self, tape: Tape, entity: str, name: str, table: Table, place: Place) -> Bounds:
        """The bounds of a fact."""
        state = self.facts[entity, name]
        kind = self.types[entity, name].kind
        truth = kind is Kind.TRUTH
        if isinstance(state, tuple):
            low, high = (bool(v) if truth else v for v in state)
            return Bounds(low, high, open=kind is Kind.CHOICE and low & (low - 1) != 0)
        first = tape.load(("low", entity, name), table, truth)
        if state == "certain":
            return Bounds(first, first, place)
        if kind is Kind.CHOICE:
            return Bounds(first, first, place, open=True)
        return Bounds(first, tape.load(("high", entity, name), table, truth), place)

    def given(self, tape: Tape, variable: int) -> Given:
        """Whether a variable is stated or presumed."""
        how = self.given_variables.get(variable)
        if how is None:
            return _NOT_GIVEN
        if isinstance(how, int):
            return Given(True, how, Place.NOWHERE)
        value = tape.load(("given", variable), Table.HOUSEHOLD, False)
        where = tape.load(("is given", variable), Table.HOUSEHOLD, True) if how == "some" else True
        return Given(where, value, Place.HOUSEHOLD)

    def relation(self, tape: Tape, of_head: bool) -> Bounds:
        """What the item of an aggregate is to the subject: to the head, or each of a pair to the other."""
        if of_head:
            return _choice(tape.load("relation to head", Table.PERSON, False), Place.ITEM, self.open_heads)
        return _choice(tape.load("relation", Table.PAIR, False), Place.PAIR, self.open_relations)

    def more(self, tape: Tape, kind: str) -> Bounds:
        """How many people of a unit (`people`, a `spouse`, `nobody`) or `vehicles` may be missing."""
        state = 0 if kind == "nobody" else self.missing[kind]
        if isinstance(state, int):
            return Bounds(state, state)
        table, place = (
            (Table.PERSON, Place.ANCHOR) if kind == "spouse" else (Table.HOUSEHOLD, Place.HOUSEHOLD)
        )
        column = tape.load(("missing", kind), table, False)
        return Bounds(column, column, place)


def _choice(mask: Operand, place: Place, open_: bool) -> Bounds:
    return Bounds(mask, mask, place, open_)
