"""What rule writers define besides facts: variables, units, and the rule part of program cards."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any, Literal

from pydantic import Field

from knowledge.cards.files import CatalogFile, Place
from knowledge.cards.schema import Confidence, Day, SnakeId, Strict, Text, entries, repeated, validated
from knowledge.errors import CatalogError
from knowledge.rules.lang import Expression, Origin, parse
from knowledge.rules.names import identifier


class DatedFormula(Strict):
    """A formula that holds from a day to a day, both included."""

    start: Day | None = Field(default=None, alias="from")
    end: Day | None = Field(default=None, alias="to")
    formula: Text
    source: Text | None = None
    confidence: Confidence | None = None

    def holds(self, day: date) -> bool:
        """Whether it is in force on that day."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


class VariableEntry(Strict):
    """A computed value as it stands in variables/*.yaml.

    `of` says whose it is: household, member, vehicle, or the id of a unit. `type` is bool, won, int, ratio,
    date, `choice:<dimension>` or `choice:<entity>.<fact>`. `stated` is the id under which an official may
    state it; one without a formula is known only then.
    """

    id: SnakeId
    term: Text
    of: Text
    type: Text
    formula: Text | list[DatedFormula] = Field(default=[])
    stated: SnakeId | None = None
    presume: Any = None
    presume_unless: list[SnakeId] = Field(default=[])
    source: Text
    confidence: Confidence = Confidence.VERIFIED
    note: Text | None = None


class UnitEntry(Strict):
    """Who belongs to a unit, as it stands in unit_rules.yaml.

    `collection` is the name of its people in rules. `applicant`: `head` (one unit a household) or `each`
    (one for every person). `members` is a condition on a person, relative to the applicant. `open`: who may
    be missing from the list while it is not complete: `people`, only a `spouse`, or `nobody`. `candidates`:
    who is looked at.
    """

    id: SnakeId
    collection: Text
    applicant: Literal["head", "each"]
    members: Text
    open: Literal["people", "spouse", "nobody"]
    candidates: Text | None = None
    source: Text
    confidence: Confidence = Confidence.VERIFIED


@dataclass(frozen=True)
class Formula:
    """One dated formula of a variable, parsed."""

    expression: Expression
    start: date | None
    end: date | None
    confidence: Confidence

    def holds(self, day: date) -> bool:
        """Whether it is in force on that day."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@dataclass(frozen=True, eq=False)
class Variable:
    """A variable with its formulas; `index` is its number in compiled code."""

    entry: VariableEntry
    formulas: tuple[Formula, ...]
    index: int
    origin: Origin

    @property
    def id(self) -> str:
        """Its id."""
        return self.entry.id

    @property
    def name(self) -> str:
        """Its name in rules."""
        return identifier(self.entry.term)

    def on(self, day: date) -> Formula | None:
        """The formula in force on that day."""
        return next((formula for formula in self.formulas if formula.holds(day)), None)


@dataclass(frozen=True, eq=False)
class Unit:
    """A unit with its membership rule."""

    entry: UnitEntry
    members: Expression
    candidates: Expression | None
    index: int
    origin: Origin

    @property
    def id(self) -> str:
        """Its id in units.yaml."""
        return self.entry.id

    @property
    def each(self) -> bool:
        """Whether every person has one of their own."""
        return self.entry.applicant == "each"


def load_variables(files: list[CatalogFile]) -> dict[str, Variable]:
    """The variables of all files by id; `CatalogError` with file and line for a wrong or repeated one."""
    found: dict[str, Variable] = {}
    for file in files:
        for index, data in enumerate(entries(file)):
            entry = validated(VariableEntry, data, file, (index,))
            if entry.id in found:
                raise repeated("변수", entry.id, file, (index, "id"), str(found[entry.id].origin.path))
            origin = Origin(file.path, file.line((index, "formula")), f"변수 '{entry.term}'")
            found[entry.id] = Variable(entry, _formulas(entry, file, (index, "formula")), len(found), origin)
    return found


def _formulas(entry: VariableEntry, file: CatalogFile, place: Place) -> tuple[Formula, ...]:
    what = f"변수 '{entry.term}'"
    if isinstance(entry.formula, str):
        expression = parse(entry.formula, Origin(file.path, file.line(place), what))
        return (Formula(expression, None, None, entry.confidence),)
    formulas = []
    for number, dated in enumerate(entry.formula):
        origin = Origin(file.path, file.line((*place, number, "formula")), what)
        formulas.append(
            Formula(
                parse(dated.formula, origin), dated.start, dated.end, dated.confidence or entry.confidence
            )
        )
    ordered = sorted(formulas, key=lambda formula: formula.start or date.min)
    for earlier, later in pairwise(ordered):
        if earlier.end is None or (later.start or date.min) <= earlier.end:
            raise file.error(f"변수 '{entry.id}'의 기간이 겹칩니다. 앞 기간의 'to'를 고치세요.", place)
    return tuple(ordered)


def load_units(file: CatalogFile, known: Mapping[str, str]) -> dict[str, Unit]:
    """The membership rules by unit; `CatalogError` for a unit that units.yaml does not name."""
    found: dict[str, Unit] = {}
    for index, data in enumerate(entries(file)):
        entry = validated(UnitEntry, data, file, (index,))
        if entry.id in found:
            raise repeated("단위", entry.id, file, (index, "id"), str(file.path))
        if entry.id not in known and entry.id != "everyone":
            raise file.error(f"단위 '{entry.id}'이(가) units.yaml에 없습니다.", (index, "id"))
        found[entry.id] = Unit(
            entry,
            _member_rule(entry, "members", file, index),
            _member_rule(entry, "candidates", file, index) if entry.candidates else None,
            len(found),
            Origin(file.path, file.line((index,)), f"단위 '{entry.collection}'"),
        )
    return found


def _member_rule(entry: UnitEntry, key: str, file: CatalogFile, index: int) -> Expression:
    origin = Origin(file.path, file.line((index, key)), f"단위 '{entry.collection}'의 {key}")
    return parse(getattr(entry, key), origin)


def unknown_type(entry: VariableEntry, origin: Origin) -> CatalogError:
    """The error for a `type` that does not exist."""
    return origin.error(
        f"type '{entry.type}'은(는) 모릅니다. bool, won, int, ratio, date, choice:<구분> 가운데 쓰세요."
    )
