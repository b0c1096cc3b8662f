"""What a value is while some facts are unknown: a lowest and a highest column, and where they stand."""

from dataclasses import dataclass
from enum import Enum

from knowledge.rules.columnar.tape import Column, Operand, Table, Tape


class Place(Enum):
    """Where a value stands. People are the subject of a rule (anchor) or the item of an aggregate."""

    NOWHERE = None  # a constant
    HOUSEHOLD = Table.HOUSEHOLD
    VEHICLE = Table.VEHICLE
    ANCHOR = "anchor"
    ITEM = "item"
    PAIR = Table.PAIR

    @property
    def table(self) -> Table:
        """The table whose rows it has."""
        return Table.PERSON if isinstance(self.value, str) else Table(self.value or 0)


class MixedPlaces(Exception):
    """A rule compares a fact of a vehicle with one of a person: no table has such rows."""


_PEOPLE = frozenset((Place.ANCHOR, Place.ITEM, Place.PAIR))


@dataclass(frozen=True, slots=True)
class Bounds:
    """The lowest and the highest value, the same operand where it is certain.

    A choice has the bits that are still possible twice, and is `open` where they may be several; a set has
    what is surely and what is maybe in it.
    """

    low: Operand
    high: Operand
    place: Place = Place.NOWHERE
    open: bool = False

    @property
    def certain(self) -> bool:
        """Whether it is one value whatever the unknown facts are."""
        return not self.open and (
            self.low is self.high
            or (
                not isinstance(self.low, Column)
                and not isinstance(self.high, Column)
                and self.low == self.high
            )
        )


def joined(places: list[Place]) -> Place:
    """The place where values of these places meet."""
    found = {place for place in places if place is not Place.NOWHERE}
    if len(found) > 1:
        found.discard(Place.HOUSEHOLD)
    if len(found) > 1 and found <= _PEOPLE:
        return Place.PAIR
    if len(found) > 1:
        raise MixedPlaces
    return next(iter(found), Place.NOWHERE)


def at(tape: Tape, value: Bounds, place: Place) -> Bounds:
    """The value repeated for the rows of another place."""
    if value.place is place or value.place is Place.NOWHERE or place is Place.NOWHERE:
        return value
    low = _moved(tape, value.low, value.place, place)
    high = low if value.low is value.high else _moved(tape, value.high, value.place, place)
    return Bounds(low, high, place, value.open)


def _moved(tape: Tape, a: Operand, source: Place, place: Place) -> Operand:
    if place is Place.PAIR and source is Place.HOUSEHOLD:
        a, source = tape.move(a, Table.PERSON, "own"), Place.ANCHOR
    return tape.move(a, place.table, "own" if source is Place.HOUSEHOLD else source.value)
