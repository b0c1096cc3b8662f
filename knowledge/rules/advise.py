"""What to ask next, what would change, and how far a fact may go."""

import copy
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from knowledge.errors import InputError
from knowledge.rules.code import CompiledProgram
from knowledge.rules.determine import Judge, Outcome
from knowledge.rules.facts import Fact
from knowledge.rules.kinds import Kind
from knowledge.rules.monotone import Directions, join
from knowledge.rules.state import Held
from knowledge.rules.support import Need
from knowledge.rules.trial import trial

TRIED = 5
_PLACE = re.compile(r"(household|stated|members\[(\d+)\])\.(\w+)")
_TYPICAL = 3_000_000


@dataclass
class Advisor:
    """Advice on one judged household. `programs` are the ids that matter; all with rules, if empty. `skip`
    are facts not to ask for, as (fact, member): those that somebody does not know or will not tell.
    """

    judge: Judge
    programs: Sequence[str] = ()
    skip: Collection[tuple[str, str | None]] = ()

    def next_question(self) -> dict[str, Any] | None:
        """The question that settles most for the least trouble, in the contract's shape; None where all is
        settled.

        Facts that many open verdicts miss come first; the likeliest few are tried with their possible values.
        """
        looked = [(o, self.judge.needs.of(self.judge.lack(o))) for o in self._outcomes() if o.verdict is None]
        weights = self._weights([needs for _, needs in looked])
        if not weights:
            return None
        best = likeliest(weights)[:TRIED]
        gains = {}
        for need in best:
            # What does not miss it stays open whatever is answered, and what is settled stays so.
            among = {outcome.program.id for outcome, needs in looked if need in needs}
            gains[need] = self._settled(need, among) / self._cost(need)
        need = max(best, key=lambda n: (gains[n], weights[n]))
        return self.question(need)

    def question(self, need: Need) -> dict[str, Any]:
        """How a need is asked."""
        found = self._fact(need)
        facts = self.judge.snapshot.sources.facts
        text = facts.questions.get(need.fact) or (found[1].entry.ask if found else None)
        choices: list[dict[str, str]] = []
        if found and found[1].type.options and not found[1].entry.asked_by:
            choices = [{"id": word, "label": label} for word, label in found[1].options.labels.items()]
        return {"fact": need.fact, "member": need.member, "text": text or need.fact, "choices": choices}

    def _outcomes(self, among: Collection[str] = ()) -> Iterator[Outcome]:
        for program in among or self.programs or self.judge.snapshot.programs:
            yield from self.judge.outcomes(program)

    def _open(self, among: Collection[str]) -> int:
        return sum(outcome.verdict is None for outcome in self._outcomes(among))

    def _weights(self, lists: Sequence[Sequence[Need]]) -> Counter[Need]:
        """For each missing fact how many open verdicts miss it, shared among what they miss, by its cost."""
        found: Counter[Need] = Counter()
        for missing in lists:
            for need in missing:
                if (need.fact, need.member) not in self.skip:
                    found[need] += 1000 // (len(missing) * self._cost(need))
        return found

    def _cost(self, need: Need) -> int:
        found = self._fact(need)
        return found[1].entry.cost if found else 1

    def _fact(self, need: Need) -> tuple[Held, Fact] | None:
        """The holder and the fact behind a need; None for what is not one fact (자동차, 가구원 목록 …)."""
        run, facts = self.judge.run, self.judge.snapshot.sources.facts
        for entity, held in (("household", run.facts), ("stated", run.stated)):
            fact = facts.get(entity, need.fact)
            if fact and need.vehicle is None:
                return held, fact
        person = next((p for p in run.people if (p.id or None) == need.member), run.head)
        fact = facts.get("member", need.fact)
        if fact:
            return person.facts, fact
        if need.vehicle is not None and (fact := facts.get("vehicle", need.fact.removeprefix("vehicles."))):
            return run.vehicles[need.vehicle].facts, fact
        return None

    def _settled(self, need: Need, among: Collection[str]) -> float:
        """How many open verdicts of programs an answer settles, on average over those that are tried."""
        found = self._fact(need)
        if found is None:
            return 0
        held, fact = found
        before = self._open(among)
        gains = []
        for value in _answers(fact):
            with trial(self.judge.run, held, fact, value):
                gains.append(before - self._open(among))
        return sum(gains) / len(gains) if gains else 0

    def how_far(self, program: str, fact: str, member: str | None = None) -> dict[str, Any]:
        """How far a fact may rise (or must rise) while the program still decides for the household.

        `direction`: falls (a higher value ends it: `limit` is the highest that does not), rises (`limit` is
        the lowest that suffices), none (no influence), mixed (not monotone: no limit is given), unknown
        (other facts are missing). `limit` None with falls or rises: it is not met at any value.
        """
        held, found = self._named(fact, member)
        compiled = self.judge.snapshot.programs[program]
        direction = self._direction(compiled, found)
        result: dict[str, Any] = {"program": program, "fact": fact, "member": member, "limit": None}
        if direction in (0, None):
            return result | {"direction": "none" if direction == 0 else "mixed"}
        limit, decided = self._bisect(program, held, found, direction, member)
        if not decided:
            return result | {"direction": "unknown"}
        return result | {"direction": "falls" if direction < 0 else "rises", "limit": limit}

    def _direction(self, compiled: CompiledProgram, fact: Fact) -> int | None:
        given = frozenset(self.judge.run.given)
        directions = Directions(self.judge.snapshot, fact.entity, fact.id, given)
        return join(*(directions.of(criterion.code.node) for criterion in compiled.criteria))

    def _bisect(
        self, program: str, held: Held, fact: Fact, direction: int, member: str | None
    ) -> tuple[int | None, bool]:
        """The furthest value with a yes, and whether the ends are decided at all."""

        def verdict(value: int) -> bool | None:
            with trial(self.judge.run, held, fact, (value, value)):
                verdicts = [o.verdict for o in self._for(program, member)]
            return True if True in verdicts else None if None in verdicts or not verdicts else False

        good, bad = (fact.low, fact.high) if direction < 0 else (fact.high, fact.low)
        if verdict(good) is not True:
            return None, verdict(good) is not None
        if verdict(bad) is True:
            return bad, True
        while abs(good - bad) > 1:
            middle = (good + bad) // 2
            if verdict(middle) is True:
                good = middle
            else:
                bad = middle
        return good, True

    def _for(self, program: str, member: str | None) -> list[Outcome]:
        outcomes = list(self.judge.outcomes(program))
        own = [o for o in outcomes if member and o.program.unit.each and member in {p.id for p in o.people}]
        return own or outcomes

    def _named(self, fact: str, member: str | None) -> tuple[Held, Fact]:
        found = self._fact(Need(fact, member))
        if member and not any(person.id == member for person in self.judge.run.people):
            raise InputError(f"'{member}'인 가구원이 없습니다. members의 id를 확인하세요.")
        if found is None or found[1].type.kind is not Kind.NUMBER:
            raise InputError(
                f"'{fact}'은(는) 수로 적는 사실이 아닙니다. facts.yaml의 금액이나 수를 적으세요."
            )
        return found


def likeliest(weights: Mapping[Need, int]) -> list[Need]:
    """Needs by weight; equal ones by name, so that the same household is asked the same in every process."""
    return sorted(weights, key=lambda n: (-weights[n], n.fact, n.member or "", n.vehicle or 0))


def _answers(fact: Fact) -> list[tuple[int, int]]:
    """A few values somebody might answer with."""
    match fact.type.kind:
        case Kind.TRUTH:
            return [(0, 0), (1, 1)]
        case Kind.CHOICE:
            return [(1 << n, 1 << n) for n in range(min(len(fact.options.labels), 4))]
        case Kind.NUMBER:
            return [(fact.low, fact.low), (min(_TYPICAL, fact.high), min(_TYPICAL, fact.high))]
        case Kind.SET:
            return [(0, 0)]
    return []


def changed(household: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """The household with some values replaced; `InputError` for a path that is not one.

    Paths: `household.monthly_rent`, `stated.recognized_income`, `members[0].earned_income`.
    """
    found = copy.deepcopy(household)
    for path, value in changes.items():
        match = _PLACE.fullmatch(path)
        if match is None:
            raise InputError(
                f"'{path}'은(는) 바꿀 곳이 아닙니다. 예: members[0].earned_income, household.deposit"
            )
        if match[2] is None:
            found.setdefault(match[1], {})[match[3]] = value
            continue
        members = found.get("members", [])
        if int(match[2]) >= len(members):
            raise InputError(f"{path}: 가구원이 {len(members)}명입니다. 0부터 셉니다.")
        members[int(match[2])][match[3]] = value
    return found


def compared(
    before: Sequence[dict[str, Any]], after: Sequence[dict[str, Any]], each: Collection[str]
) -> list[dict[str, Any]]:
    """What differs between two lists of determinations, by program and unit; `each` are units of a person.

    A household's unit stays the same one when its people change; a person that only one list looks at has
    None on the other side.
    """

    def keyed(determinations: Sequence[dict[str, Any]]) -> dict[tuple[str, ...], dict[str, Any]]:
        return {(d["program"], *(d["members"] if d["unit"] in each else ())): d for d in determinations}

    one, other = keyed(before), keyed(after)
    found = []
    for key in dict.fromkeys([*one, *other]):
        sides = {"before": one.get(key), "after": other.get(key)}
        shown = {s: d and {"verdict": d["verdict"], "amount": d["amount"]} for s, d in sides.items()}
        if shown["before"] != shown["after"]:
            members = (sides["after"] or sides["before"] or {})["members"]
            found.append({"program": key[0], "members": members} | shown)
    return found


__all__ = ["Advisor", "changed", "compared"]
