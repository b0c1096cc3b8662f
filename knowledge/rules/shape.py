"""What a household's JSON may hold under the rules of a day, and what to say of a value that does not fit."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from knowledge.errors import InputError
from knowledge.rules.compile import Snapshot
from knowledge.rules.definitions import Variable
from knowledge.rules.facts import Fact
from knowledge.rules.kinds import Kind
from knowledge.rules.names import nearest


class HouseholdError(InputError):
    """What is wrong with a household; `problems` are its lines."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(problems))


class Presumption(NamedTuple):
    """A fact that is taken for granted where nobody stated it, and its bit among what was (see `rests`)."""

    fact: Fact
    assumed: int


class Shape:
    """What a household of a snapshot may hold; found once, for every reader."""

    def __init__(self, snapshot: Snapshot) -> None:
        facts, variables = snapshot.sources.facts, snapshot.sources.variables.values()
        self.asked = {
            entity: {fact.id: fact for fact in found.values() if not fact.entry.asked_by}
            for entity, found in facts.by_entity.items()
        }
        self.low = {entity: [f.low for f in found.values()] for entity, found in facts.by_entity.items()}
        self.high = {entity: [f.high for f in found.values()] for entity, found in facts.by_entity.items()}
        assumed = snapshot.assumptions.bits
        self.presumable = {
            entity: [
                Presumption(fact, assumed[fact.id])
                for fact in found.values()
                if fact.entry.presume is not None
            ]
            for entity, found in facts.by_entity.items()
        }
        self.statable: dict[str, list[Variable]] = {}
        for variable in variables:
            if variable.entry.stated:
                self.statable.setdefault(variable.entry.stated, []).append(variable)
        self.presumable_variables = [v for v in variables if v.entry.presume is not None]
        self.open = [unit.entry.open for unit in snapshot.sources.units.values()]


def why(fact: Fact, value: Any) -> str:
    """Why a value does not fit its fact, and what to write."""
    match fact.type.kind:
        case Kind.NUMBER:
            what = "원 단위 정수" if fact.entry.type == "won" else "수"
            top = fact.high * (100 if fact.entry.type == "percent" else 1) // fact.type.scale
            return f"'{value}'은(는) 쓸 수 없습니다. {fact.low:,}~{top:,}의 {what}로 적고, 모르면 빼세요."
        case Kind.DATE:
            none = " 없으면 null로 적으세요." if fact.entry.none else ""
            return f"'{value}'은(는) 날짜가 아닙니다. 2026-01-31처럼 적으세요.{none}"
        case Kind.TRUTH:
            return f"'{value}'은(는) 쓸 수 없습니다. true나 false를 적고, 모르면 빼세요."
    words = list(fact.options.labels)
    shape = "목록([…])으로 " if fact.type.kind is Kind.SET else ""
    close = nearest(str(value), words)
    return f"'{value}'은(는) 쓸 수 없습니다.{close} {', '.join(words)} 가운데 {shape}쓰세요."
