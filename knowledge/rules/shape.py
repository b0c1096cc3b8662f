"""What a household's JSON may hold under the rules of a day, and what to say of a value that does not fit."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from knowledge.errors import InputError
from knowledge.rules.compile import Snapshot
from knowledge.rules.definitions import Variable
from knowledge.rules.facts import AS_OF, Fact
from knowledge.rules.kinds import Kind
from knowledge.rules.names import nearest
from knowledge.rules.state import Held


class HouseholdError(InputError):
    """What is wrong with a household; `problems` are its lines."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(problems))


class Plain(NamedTuple):
    """How a fact is read that is written plainly: the type it has in JSON, the numbers of its words (None for
    a number), and from where to where it may lie.
    """

    number: int
    bit: int
    type: Any
    words: dict[Any, int] | None
    low: int
    high: int


class Start(NamedTuple):
    """What a holder's facts are before anything is read: bounds, and which of them (`mask`) are presumed for
    everybody who does not state them, each (its bit) with its bit among what was presumed (see `rests`).
    """

    low: list[int]
    high: list[int]
    mask: int
    assumed: list[tuple[int, int]]


class Shape:
    """What a household of a snapshot may hold; found once, for every reader."""

    def __init__(self, snapshot: Snapshot) -> None:
        facts, variables = snapshot.sources.facts, snapshot.sources.variables.values()
        self.asked = {
            entity: {fact.id: fact for fact in found.values() if not fact.entry.asked_by}
            for entity, found in facts.by_entity.items()
        }
        self.plain = {
            entity: {fact.id: found for fact in asked.values() if (found := plain(fact))}
            for entity, asked in self.asked.items()
        }
        self.unknown = {
            entity: Start([f.low for f in found.values()], [f.high for f in found.values()], 0, [])
            for entity, found in facts.by_entity.items()
        }
        self._stated = facts.by_entity["stated"]
        self.bits = snapshot.assumptions.bits
        self.presumed = {
            entity: self._presumed([*facts.by_entity[entity].values()])
            for entity in ("household", "stated", "member")
        }
        self.presumable = {
            entity: [fact for fact in found.values() if fact.entry.presume is not None and not _always(fact)]
            for entity, found in facts.by_entity.items()
        }
        self.statable: dict[str, list[Variable]] = {}
        for variable in variables:
            if variable.entry.stated:
                self.statable.setdefault(variable.entry.stated, []).append(variable)
        self.presumable_variables = [v for v in variables if v.entry.presume is not None]
        self.open = [unit.entry.open for unit in snapshot.sources.units.values()]

    def presume(self, entity: str, held: Held, today: int, stated: int) -> None:
        """Take for granted what may be and nobody said of a holder; `stated` are the facts that were stated
        (see `told`).
        """
        start = self.presumed[entity]
        held.presumed = start.mask & ~held.mask
        for bit, assumed in start.assumed:
            if held.presumed & bit:
                held.assumed |= assumed
        held.mask |= start.mask
        for fact in self.presumable[entity]:
            if not held.mask >> fact.index & 1 and not self.told(fact.entry.presume_unless, stated):
                bounds = (today, today) if fact.entry.presume == AS_OF else fact.presumed
                held.presume(fact.index, bounds, self.bits[fact.id])

    def told(self, names: Sequence[str], stated: int) -> bool:
        """Whether one of these was stated, so that there is no need to presume."""
        facts = self._stated
        return any(name in facts and stated >> facts[name].index & 1 for name in names)

    def _presumed(self, facts: Sequence[Fact]) -> Start:
        always = [fact for fact in facts if _always(fact)]
        low, high = [fact.low for fact in facts], [fact.high for fact in facts]
        for fact in always:
            low[fact.index], high[fact.index] = fact.presumed
        mask = sum(1 << fact.index for fact in always)
        return Start(low, high, mask, [(1 << fact.index, self.bits[fact.id]) for fact in always])


def plain(fact: Fact) -> Plain | None:
    """How a fact's plain values are read; None where each has to be looked at more closely."""
    bit = 1 << fact.index
    match fact.type.kind:
        case Kind.NUMBER if fact.type.scale == 1:
            return Plain(fact.index, bit, int, None, fact.low, fact.high)
        case Kind.TRUTH:
            return Plain(fact.index, bit, bool, {True: 1, False: 0}, 0, 1)
        case Kind.CHOICE:
            words = {word: bits[0] for word, bits in fact.words.items()}
            return Plain(fact.index, bit, str, words, 0, fact.options.all)
    return None


def _always(fact: Fact) -> bool:
    """Whether a fact is presumed the same for everybody, whatever else was stated."""
    return fact.entry.presume is not None and fact.entry.presume != AS_OF and not fact.entry.presume_unless


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
