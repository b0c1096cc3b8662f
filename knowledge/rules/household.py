"""Reading a household: the contract's JSON → a `Run`. Every mistake is one Korean line with its path.

members[1].birth_date: '2026-13-01'은(는) 날짜가 아닙니다. 2026-01-31처럼 적으세요.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from knowledge.rules.calendar import add_years
from knowledge.rules.compile import Snapshot
from knowledge.rules.definitions import Variable
from knowledge.rules.facts import Fact, Facts
from knowledge.rules.functions import MAX_PEOPLE, MAX_VEHICLES
from knowledge.rules.kinds import Kind
from knowledge.rules.names import nearest
from knowledge.rules.regions import Regions
from knowledge.rules.relations import Kin, relation_matrix
from knowledge.rules.shape import HouseholdError, Shape, Start, why
from knowledge.rules.state import Held, Person, Run, Vehicle

_TOP = ("id", "as_of", "members_complete", "household", "stated", "members")
_LINKS = ("id", "spouse", "parents", "age")
_EVIDENCE = ("declared", "document", "official")
_SIZE = "household_size"
_MISSING = object()


@dataclass
class Reader:
    """Reads one household for a snapshot. `strict` presumes nothing."""

    snapshot: Snapshot
    shape: Shape
    regions: Regions
    strict: bool = False
    problems: list[str] = field(default_factory=list)

    @property
    def start(self) -> Mapping[str, Start]:
        """What holders begin with, where anything may be presumed."""
        return {} if self.strict else self.shape.presumed

    @property
    def facts(self) -> Facts:
        """The facts that may be stated."""
        return self.snapshot.sources.facts

    def read(self, data: Any, as_of: date) -> Run:
        """The household's run; `HouseholdError` with every mistake found."""
        if not isinstance(data, Mapping):
            raise HouseholdError(["가구: '이름: 값' 꼴의 JSON이어야 합니다."])
        self._keys(data, _TOP, "")
        household = self._mapping(data, "household")
        stated = self._mapping(data, "stated")
        closed = data.get("members_complete", False)
        if not isinstance(closed, bool):
            self.problems.append("members_complete: true나 false를 적으세요.")
        run = Run(
            as_of.toordinal(),
            self._holder("household"),
            self._holder("stated"),
            closed is True,
            self.snapshot.layout,
            self.snapshot.wiring.slots,
        )
        self._household(run, household)
        self._members(run, data.get("members", []))
        self._vehicles(run, household)
        self._stated(run, {**stated, **({_SIZE: household[_SIZE]} if _SIZE in household else {})})
        if self.problems:
            raise HouseholdError(self.problems)
        self._presume(run)
        run.memberships = self.snapshot.memberships
        run.open = self.shape.open
        self._masks(run)
        self._conflicts(run)
        if self.problems:
            raise HouseholdError(self.problems)
        return run

    def _mapping(self, data: Mapping[str, Any], name: str) -> Mapping[str, Any]:
        found = data.get(name, {})
        if isinstance(found, Mapping):
            return found
        self.problems.append(f"{name}: '이름: 값' 꼴이어야 합니다.")
        return {}

    def _keys(self, data: Mapping[str, Any], known: Sequence[str], path: str) -> None:
        for name in data:
            if name not in known:
                hint = nearest(str(name), known)
                self.problems.append(f"{path}{name}: 모르는 항목입니다.{hint} 철자를 확인하거나 지우세요.")

    def _holder(self, entity: str) -> Held:
        start = self.start.get(entity) or self.shape.unknown[entity]
        return Held(start.low.copy(), start.high.copy())

    def _masks(self, run: Run) -> None:
        """The bits of what nobody stated or presumed, and of what was presumed."""
        layout = run.layout
        run.lack = layout.all_house & ~(run.facts.mask | run.stated.mask << layout.stated_at)
        if not run.vehicles_known:
            run.lack |= layout.vehicles
        run.assumed = run.facts.assumed | run.stated.assumed
        for person in run.people:
            facts = person.facts
            person.lack, person.assumed = layout.all_member & ~facts.mask, facts.assumed
            person.at = layout.people_at + layout.width * person.index
            run.relations_known = run.relations_known and not any(m & (m - 1) for m in person.relations)
        for vehicle in run.vehicles:
            vehicle.lack = layout.all_vehicle & ~vehicle.facts.mask
            vehicle.at = layout.vehicles_at + len(layout.vehicle) * vehicle.index
        run.heads = run.people[0].units

    def _household(self, run: Run, data: Mapping[str, Any]) -> None:
        self._facts(run.facts, "household", data, "household.", ("region", "vehicles", _SIZE))
        if "region" not in data:
            return
        region = self._evident(data["region"], "household.region")
        found = (
            self.regions.read(region)
            if isinstance(region, str)
            else "글로 적으세요. 예: 경기도 수원시 장안구"
        )
        if isinstance(found, str):
            self.problems.append(f"household.region: {found}")
            return
        for name, value in found.items():
            self._set(run.facts, self._fact("household", name), value, "household.region")

    def _fact(self, entity: str, name: str) -> Fact:
        return self.facts.by_entity[entity][name]

    def _facts(
        self, held: Held, entity: str, data: Mapping[str, Any], path: str, others: Iterable[str] = ()
    ) -> None:
        """The facts of a mapping; what is neither a fact nor one of the other keys is a mistake."""
        asked, plain = self.shape.asked[entity], self.shape.plain[entity]
        lows, highs, mask = held.low, held.high, 0
        for name, given in data.items():
            quick = plain.get(name)
            if quick is not None:
                number, bit, type_, words, low, high = quick
                if type(given) is type_:
                    found: int | None = given if words is None else words.get(given)
                    if found is not None and low <= found <= high:
                        lows[number] = highs[number] = found
                        mask |= bit
                        continue
            if name in asked:
                self._set(held, asked[name], self._evident(given, path + name), path + name)
            elif name not in others:
                self._keys({name: given}, [*asked, *others], path)
        held.mask |= mask

    def _evident(self, value: Any, path: str) -> Any:
        """The value of `{"value": …, "evidence": …}`; what is proven is for others (see `triage.proof`)."""
        if not isinstance(value, Mapping):
            return value
        if set(value) - {"value", "evidence"} or "value" not in value:
            self.problems.append(f'{path}: {{"value": …, "evidence": …}} 꼴이어야 합니다.')
            return _MISSING
        if value.get("evidence", "declared") not in _EVIDENCE:
            self.problems.append(f"{path}.evidence: {', '.join(_EVIDENCE)} 가운데 하나를 쓰세요.")
        return value["value"]

    def _set(self, held: Held, fact: Fact, value: Any, path: str) -> None:
        if value is _MISSING:
            return
        found = self._day(fact, value) if fact.type.kind is Kind.DATE else fact.encode(value)
        if found is None:
            self.problems.append(f"{path}: {why(fact, value)}")
            return
        held.low[fact.index], held.high[fact.index] = found
        held.mask |= 1 << fact.index

    def _day(self, fact: Fact, value: Any) -> tuple[int, int] | None:
        if value is None:
            return (0, 0) if fact.entry.none else None
        try:
            day = value if isinstance(value, date) else date.fromisoformat(value)
        except (TypeError, ValueError):
            return None
        if not 1850 <= day.year <= 2199:
            return None
        return day.toordinal(), day.toordinal()

    def _members(self, run: Run, members: Any) -> None:
        if not isinstance(members, list) or not all(isinstance(member, Mapping) for member in members):
            self.problems.append("members: 가구원을 '-'나 {…}로 하나씩 적은 목록이어야 합니다.")
            members = []
        if len(members) > MAX_PEOPLE:
            self.problems.append(f"members: {MAX_PEOPLE}명까지 적을 수 있습니다({len(members)}명).")
            members = members[:MAX_PEOPLE]
        ids = [self._id(member, n, members) for n, member in enumerate(members)]
        kin = []
        for n, member in enumerate(members):
            person = Person(run, n, ids[n], self._holder("member"))
            kin.append(self._member(run, person, member, f"members[{n}].", ids))
            run.people.append(person)
        if not members:
            run.people.append(Person(run, 0, "", self._holder("member")))
            kin.append(Kin("", "head", None, None))
        self._order(run, kin)

    def _order(self, run: Run, kin: list[Kin]) -> None:
        """The head first; what everybody is to everybody."""
        heads = [n for n, one in enumerate(kin) if one.relation == "head"]
        if len(heads) > 1:
            self.problems.append(
                f"members[{heads[1]}].relation: 가구주(head)가 두 명입니다. 한 명만 남기세요."
            )
        first = heads[0] if heads else 0
        order = [first, *(n for n in range(len(kin)) if n != first)]
        run.people = [run.people[n] for n in order]
        run.relations_known = True
        kin = [kin[n] for n in order]
        for n, (person, row) in enumerate(zip(run.people, relation_matrix(kin), strict=True)):
            person.index, person.relations = n, row
            person.spouse_known = kin[n].spouse is not None or 2 in row
            married = self._fact("member", "married")
            if 2 in row and not person.facts.knows(married.index):
                self._set(person.facts, married, True, "")

    def _id(self, member: Mapping[str, Any], n: int, members: Sequence[Mapping[str, Any]]) -> str:
        value = member.get("id")
        if value is None:
            return f"{n + 1}"
        if not isinstance(value, str) or not value:
            self.problems.append(f"members[{n}].id: 빈칸이 아닌 글이어야 합니다.")
        elif any(other.get("id") == value for other in members[:n]):
            self.problems.append(f"members[{n}].id: '{value}'이(가) 두 번 나옵니다. 서로 다르게 적으세요.")
        return str(value)

    def _member(
        self, run: Run, person: Person, data: Mapping[str, Any], path: str, ids: Sequence[str]
    ) -> Kin:
        self._facts(person.facts, "member", data, path, _LINKS)
        self._age(run, person, data, path)
        spouse = self._spouse(data, path, ids)
        if spouse is not None:
            self._set(person.facts, self._fact("member", "married"), bool(spouse), path)
        parents = self._parents(data, path, ids)
        fact, held = self._fact("member", "relation"), person.facts
        relation = fact.decode(held.low[fact.index]) if held.knows(fact.index) else None
        return Kin(person.id, relation, spouse, parents)

    def _spouse(self, data: Mapping[str, Any], path: str, ids: Sequence[str]) -> str | None:
        if "spouse" not in data:
            return None
        value = data["spouse"]
        if value is None:
            return ""
        if value not in ids:
            self.problems.append(
                f"{path}spouse: '{value}'인 가구원이 없습니다. id를 확인하거나 null로 적으세요."
            )
        return str(value)

    def _parents(self, data: Mapping[str, Any], path: str, ids: Sequence[str]) -> tuple[str, ...] | None:
        if "parents" not in data:
            return None
        value = data["parents"]
        if not isinstance(value, list):
            self.problems.append(f"{path}parents: 목록([…])이어야 합니다. 없으면 []로 적으세요.")
            return ()
        for parent in value:
            if parent not in ids:
                self.problems.append(f"{path}parents: '{parent}'인 가구원이 없습니다. id를 확인하세요.")
        return tuple(str(parent) for parent in value)

    def _age(self, run: Run, person: Person, data: Mapping[str, Any], path: str) -> None:
        fact, held = self._fact("member", "birth_date"), person.facts
        if "birth_date" not in data:
            held.low[fact.index], held.high[fact.index] = add_years(run.today, -130), run.today + 300
        elif held.knows(fact.index) and held.low[fact.index] > run.today + 366:
            self.problems.append(f"{path}birth_date: 태어날 날이 너무 멉니다. 생년월일을 확인하세요.")
        if "age" not in data:
            return
        age = self._evident(data["age"], f"{path}age")
        if isinstance(age, bool) or not isinstance(age, int) or not 0 <= age <= 130:
            self.problems.append(f"{path}age: 0~130의 만 나이를 적으세요.")
            return
        first, last = add_years(run.today, -age - 1) + 1, add_years(run.today, -age)
        if held.knows(fact.index):
            if not first <= held.low[fact.index] <= last:
                self.problems.append(f"{path}age: 생년월일로 센 나이와 다릅니다. 하나만 적으세요.")
            return
        held.low[fact.index], held.high[fact.index] = first, last
        held.mask |= 1 << fact.index

    def _vehicles(self, run: Run, household: Mapping[str, Any]) -> None:
        if "vehicles" not in household:
            return
        found = self._evident(household["vehicles"], "household.vehicles")
        if not isinstance(found, list) or not all(isinstance(vehicle, Mapping) for vehicle in found):
            self.problems.append(
                "household.vehicles: 자동차를 하나씩 적은 목록이어야 합니다. 없으면 []로 적으세요."
            )
            return
        if len(found) > MAX_VEHICLES:
            self.problems.append(f"household.vehicles: {MAX_VEHICLES}대까지 적을 수 있습니다.")
        for n, data in enumerate(found[:MAX_VEHICLES]):
            vehicle = Vehicle(run, n, self._holder("vehicle"))
            self._facts(vehicle.facts, "vehicle", data, f"household.vehicles[{n}].")
            run.vehicles.append(vehicle)
        run.vehicles_known, run.more_vehicles = True, 0

    def _stated(self, run: Run, data: Mapping[str, Any]) -> None:
        variables = self.shape.statable
        self._facts(run.stated, "stated", data, "stated.", variables)
        for name, found in variables.items():
            if name not in data:
                continue
            value = self._evident(data[name], f"stated.{name}")
            for variable in found:
                self._state(run, variable, value, f"stated.{name}", variable is found[0])
            run.stated_variables.add(name)
            if name == _SIZE:
                self._size(run, value)

    def _state(self, run: Run, variable: Variable, value: Any, path: str, tell: bool) -> None:
        if value is _MISSING:
            return
        type_ = self.snapshot.value_type(variable)
        encoded: int | None = None
        if type_.kind is Kind.NUMBER:
            per = 100 if variable.entry.type == "ratio" else 1
            most = self.snapshot.variable(variable).high
            good = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
            good = good and 0 <= value * type_.scale <= most * per
            encoded = round(value * type_.scale / per) if good else None
            if encoded is not None and variable.entry.type != "ratio" and value != int(value):
                encoded = None
        elif type_.options and isinstance(value, str):
            encoded = type_.options.bit(value)
        elif type_.kind is Kind.TRUTH and isinstance(value, bool):
            encoded = int(value)
        if encoded is None:
            words = (
                f" {', '.join(type_.options.labels)} 가운데 쓰세요." if type_.options else " 정수로 적으세요."
            )
            if tell:
                self.problems.append(f"{path}: '{value}'은(는) 쓸 수 없는 값입니다.{words}")
            return
        run.given[variable.index] = (encoded, encoded, 0)

    def _size(self, run: Run, size: Any) -> None:
        """A stated number of people bounds an open list."""
        if isinstance(size, int) and not isinstance(size, bool) and not run.closed:
            listed = len(run.people)
            if size > MAX_PEOPLE or size < 1:
                self.problems.append(f"household.household_size: 1~{MAX_PEOPLE}의 정수여야 합니다.")
            run.more_people = max(size - listed, 0) if run.people[0].id else size

    def _presume(self, run: Run) -> None:
        if self.strict:
            return
        stated = run.stated.mask
        holders = [("household", run.facts), ("stated", run.stated)]
        holders += [("member", person.facts) for person in run.people]
        for entity, held in holders:
            self.shape.presume(entity, held, run.today, stated)
        for variable in self.shape.presumable_variables:
            if variable.index not in run.given and not self.shape.told(variable.entry.presume_unless, stated):
                self._state(run, variable, variable.entry.presume, variable.id, True)
                (low, high, _), name = run.given[variable.index], variable.entry.stated or variable.id
                run.given[variable.index] = low, high, self.shape.bits[name]

    def _conflicts(self, run: Run) -> None:
        """A stated value that its fully known parts contradict."""
        for name in run.stated_variables:
            for variable in self.shape.statable[name]:
                self._conflict(run, name, variable)

    def _conflict(self, run: Run, name: str, variable: Variable) -> None:
        code = self.snapshot.variables[variable.id]
        stated = run.given.pop(variable.index)
        subject: Any = run if code.scope.of == "household" else run.head
        if code.scope.unit is not None:
            subject = run.head_unit(code.scope.unit.index)
        low, high, _ = code.run(subject)
        run.given[variable.index] = stated
        run.forget()
        slack = 10 * code.node.type.scale if variable.entry.type == "won" else 0
        if not code.node.type.options and not low - slack <= stated[0] <= high + slack:
            shown = low // code.node.type.scale
            self.problems.append(f"stated.{name}: 항목들로 계산한 값({shown:,})과 다릅니다. 하나만 적으세요.")


__all__ = ["HouseholdError", "Reader"]
