"""What a name in a rule may mean, by where the rule stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from knowledge.errors import CatalogError
from knowledge.rules.definitions import Unit, Variable
from knowledge.rules.facts import Fact, Facts
from knowledge.rules.names import identifier, key, nearest
from knowledge.rules.tables import ParameterView

VEHICLES = "자동차"
RELATION = "신청인_관계"
TODAY = "기준일"
_ENTITY_TERMS = {"member": "가구원 한 사람", "vehicle": "자동차 한 대"}


@dataclass(frozen=True)
class Scope:
    """Where a rule stands: for the household, a person, a vehicle or a unit, and inside which aggregate."""

    of: Literal["household", "member", "vehicle", "unit", "membership"]
    unit: Unit | None = None
    item: Literal["people", "vehicles"] | None = None

    @property
    def subject(self) -> bool:
        """Whether there is one person whose facts may be named outside an aggregate."""
        return self.of in ("member", "membership") or (self.unit is not None and self.unit.each)

    def inside(self, item: Literal["people", "vehicles"]) -> "Scope":
        """The scope of an aggregate's body."""
        return replace(self, item=item)

    def frame(self, entity: str) -> str | None:
        """The frame in which an entity's facts and variables are found here; None where they have no
        meaning.
        """
        if entity in ("household", "stated"):
            return "r"
        if entity == "member":
            if self.item == "people" or self.of == "membership":
                return "i"
            return "m" if self.subject else None
        if entity == "vehicle":
            return "c" if self.item == "vehicles" or self.of == "vehicle" else None
        return None


class Names:
    """Every name of facts, variables, units and parameters; all different, however spaces are written."""

    def __init__(
        self,
        facts: Facts,
        variables: Mapping[str, Variable],
        units: Mapping[str, Unit],
        parameters: Iterable[ParameterView],
    ) -> None:
        self.facts: dict[str, Fact] = {}
        self.variables: dict[str, Variable] = {}
        self.collections: dict[str, Unit] = {}
        self.parameters: dict[str, ParameterView] = {}
        self.by_id: dict[str, ParameterView] = {}
        self.twice: set[str] = set()
        for fact in facts:
            self.facts[self._free(fact.name)] = fact
        for variable in variables.values():
            self.variables[self._free(variable.name, variable)] = variable
        for unit in units.values():
            self.collections[self._free(unit.entry.collection)] = unit
        for view in parameters:
            name = key(identifier(view.parameter.term))
            if name in self.parameters or self._taken(name):
                self.twice.add(name)
            self.parameters[name] = view
            self.by_id[view.parameter.id] = view

    def _free(self, name: str, variable: Variable | None = None) -> str:
        """The key of a name that nothing else has yet."""
        if self._taken(key(name)):
            problem = f"이름 '{name}'이(가) 이미 쓰입니다. term을 다르게 적으세요."
            raise variable.origin.error(problem) if variable else CatalogError(problem)
        return key(name)

    def _taken(self, name: str) -> bool:
        return name in self.facts or name in self.variables or name in self.collections

    def hint(self, name: str) -> str:
        """The closest known names."""
        known = [f.name for f in self.facts.values()]
        known += [v.name for v in self.variables.values()]
        known += [identifier(p.parameter.term) for p in self.parameters.values()]
        return nearest(name, [*known, TODAY, RELATION])

    def out_of_place(self, entity: str, name: str) -> str:
        """Why a known name cannot be used here."""
        term = _ENTITY_TERMS.get(entity, entity)
        example = f"하나라도(자동차, {name} …)" if entity == "vehicle" else f"하나라도(가구원, {name} …)"
        return f"'{name}'은(는) {term}의 사실이라 여기서 바로 쓸 수 없습니다. 예: {example}"
