"""The facts of a household: what may be stated, in which type and range, and how it is asked."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal

from pydantic import Field

from knowledge.cards.files import CatalogFile
from knowledge.cards.schema import SnakeId, Strict, Text, validated
from knowledge.errors import CatalogError
from knowledge.rules.calendar import LAST
from knowledge.rules.kinds import DATE, TRUTH, Kind, Measure, Options, Type, number
from knowledge.rules.names import identifier

AS_OF = "as_of"
_FURTHEST = 10**16
ENTITIES = ("household", "member", "vehicle", "stated")
_SCALES = {"percent": 10_000, "decimal": 10}


class FactEntry(Strict):
    """A fact as it stands in facts.yaml.

    `type`: won (a month for income, else won), int, percent (with two decimals), decimal (with one), bool,
    date, choice (one of `choices`) or choices (several of them). `presume` is what is taken for granted
    where the caller allows it and none of `presume_unless` is stated; money has none, a date only `as_of`.
    `asked_by` names the entry that is stated in its place (지역 gives 시도). `cost` is how hard the question
    is to answer, 1 to 5.
    """

    id: SnakeId
    term: Text
    type: Literal["won", "int", "percent", "decimal", "bool", "date", "choice", "choices"]
    choices: dict[str, Text] = Field(default={})
    min: int | None = None
    max: int | None = None
    none: bool = False
    presume: Any = None
    presume_unless: list[SnakeId] = Field(default=[])
    asked_by: SnakeId | None = None
    ask: Text
    sensitive: bool = False
    cost: int = Field(default=2, ge=1, le=5)


class FactFile(Strict):
    """facts.yaml: the facts by whom they belong to, word lists that variables share, and other questions."""

    household: list[FactEntry] = Field(default=[])
    member: list[FactEntry] = Field(default=[])
    vehicle: list[FactEntry] = Field(default=[])
    stated: list[FactEntry] = Field(default=[])
    vocabularies: dict[str, dict[str, Text]] = Field(default={})
    questions: dict[str, Text] = Field(default={})


@dataclass(frozen=True)
class Fact:
    """A fact with its type; `low` to `high` (scaled) is what it may be while it is unknown."""

    entry: FactEntry
    entity: str
    index: int
    type: Type
    low: int
    high: int

    @cached_property
    def id(self) -> str:
        """Its id in the household JSON."""
        return self.entry.id

    @property
    def name(self) -> str:
        """Its name in rules."""
        return identifier(self.entry.term)

    @property
    def options(self) -> Options:
        """Its words; empty where it is not chosen."""
        return self.type.options or Options("", {})

    @property
    def asked(self) -> str:
        """The id that a question about it carries."""
        return self.entry.asked_by or self.entry.id

    def encode(self, value: Any) -> tuple[int, int] | None:
        """A JSON value as the rules hold it (low, high; for a set both bit sets); None where it is wrong."""
        kind = self.type.kind
        if kind is Kind.NUMBER:
            return self._number(value)
        if kind is Kind.CHOICE:
            return self.words.get(value) if type(value) in (str, int) else None
        if kind is Kind.TRUTH:
            return (int(value), int(value)) if isinstance(value, bool) else None
        return self._set(value) if kind is Kind.SET else None

    @cached_property
    def presumed(self) -> tuple[int, int]:
        """What is taken for granted where nobody stated it (a date that is `as_of` apart)."""
        return self.encode(self.entry.presume) or (self.low, self.high)

    def decode(self, value: int) -> Any:
        """A value of the rules as JSON holds it."""
        match self.type.kind:
            case Kind.TRUTH:
                return bool(value)
            case Kind.CHOICE:
                return next(iter(self.options.ids(value)), None)
            case Kind.NUMBER if self.type.scale > 1:
                per = 100 if self.entry.type == "percent" else 1
                return value * per / self.type.scale
        return value

    @cached_property
    def words(self) -> dict[str | int, tuple[int, int]]:
        """What may be written for each option: its id, its label, and the number that an id is."""
        found: dict[str | int, tuple[int, int]] = {}
        for index, (option, label) in enumerate(self.options.labels.items()):
            bit = (1 << index, 1 << index)
            found[option] = bit
            found.setdefault(label, bit)
            if option.isdigit():
                found[int(option)] = bit
        return found

    def _set(self, value: Any) -> tuple[int, int] | None:
        if not isinstance(value, list):
            return None
        mask = 0
        for item in value:
            bit = self.words.get(item) if isinstance(item, str) else None
            if bit is None:
                return None
            mask |= bit[0]
        return mask, mask

    def _number(self, value: Any) -> tuple[int, int] | None:
        scale = self.type.scale
        if type(value) is int and scale == 1:
            return (value, value) if self.low <= value <= self.high else None
        if type(value) is Decimal:
            value = float(value)
        if type(value) not in (int, float) or not -_FURTHEST < value < _FURTHEST:  # no NaN, no infinity
            return None
        per = 100 if self.entry.type == "percent" else 1
        scaled = round(value * scale / per) if scale > 1 else value
        if scaled != int(scaled) or not self.low <= scaled <= self.high:
            return None
        return int(scaled), int(scaled)


class Facts:
    """Every fact, by entity and id."""

    def __init__(
        self,
        entries: Mapping[str, list[FactEntry]],
        vocabularies: Mapping[str, dict[str, str]] | None = None,
        questions: Mapping[str, str] | None = None,
    ) -> None:
        self.questions = dict(questions or {})
        self.vocabularies = {name: Options(name, words) for name, words in (vocabularies or {}).items()}
        self.by_entity: dict[str, dict[str, Fact]] = {
            entity: {entry.id: _fact(entry, entity, i) for i, entry in enumerate(entries.get(entity, []))}
            for entity in ENTITIES
        }

    def __iter__(self) -> Iterator[Fact]:
        for facts in self.by_entity.values():
            yield from facts.values()

    def get(self, entity: str, fact: str) -> Fact | None:
        """The fact of an entity; None if there is none."""
        return self.by_entity[entity].get(fact)


def load_facts(file: CatalogFile, areas: Callable[[str], list[FactEntry]] = lambda _: []) -> Facts:
    """The facts of a file; `CatalogError` with its line for a wrong or repeated one.

    `areas` gives more facts of the household that its address answers, for how an address is asked for.
    """
    data = validated(FactFile, file.data, file)
    entries = {entity: list(getattr(data, entity)) for entity in ENTITIES}
    for entity, found in entries.items():
        seen: set[str] = set()
        for index, entry in enumerate(found):
            if entry.id in seen:
                raise file.error(f"사실 '{entry.id}'이(가) 두 번 나옵니다.", (entity, index, "id"))
            seen.add(entry.id)
            _check(entry, entity, file, index)
    entries["household"] += areas(data.questions.get("region", ""))
    return Facts(entries, data.vocabularies, data.questions)


def _check(entry: FactEntry, entity: str, file: CatalogFile, index: int) -> None:
    if entry.type in ("choice", "choices") and not entry.choices:
        raise file.error(
            f"'{entry.id}'의 choices가 없습니다. 고를 수 있는 값을 적으세요.", (entity, index, "type")
        )
    if entry.type == "won" and entry.presume is not None:
        raise file.error(f"'{entry.id}': 금액은 짐작(presume)하지 않습니다.", (entity, index, "presume"))
    fact = _fact(entry, entity, index)
    if entry.presume == AS_OF and entry.type == "date":
        return
    if entry.presume is not None and fact.encode(entry.presume) is None:
        raise _unfit(entry, file, (entity, index, "presume"))


def _unfit(entry: FactEntry, file: CatalogFile, place: tuple[str | int, ...]) -> CatalogError:
    return file.error(f"'{entry.id}'의 presume '{entry.presume}'은(는) 그 종류의 값이 아닙니다.", place)


def _fact(entry: FactEntry, entity: str, index: int) -> Fact:
    options = Options(f"{entity}.{entry.id}", dict(entry.choices))
    low, high = entry.min or 0, entry.max if entry.max is not None else 0
    match entry.type:
        case "won":
            return Fact(entry, entity, index, number(Measure.WON), low, high or 10**12)
        case "int":
            return Fact(entry, entity, index, number(Measure.COUNT), low, high or 10_000)
        case "percent" | "decimal":
            scale = _SCALES[entry.type]
            measure = Measure.RATIO if entry.type == "percent" else Measure.COUNT
            per = 100 if entry.type == "percent" else 1
            return Fact(entry, entity, index, number(measure, scale), 0, (high or 1000) * scale // per)
        case "bool":
            return Fact(entry, entity, index, TRUTH, 0, 1)
        case "date":
            return Fact(entry, entity, index, DATE, 0 if entry.none else 1, LAST)
        case "choice":
            return Fact(entry, entity, index, Type(Kind.CHOICE, options=options), options.all, options.all)
    return Fact(entry, entity, index, Type(Kind.SET, options=options), 0, options.all)
