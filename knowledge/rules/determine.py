"""From compiled rules and a run to determinations in the contract's shape."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from knowledge.cards.schema import Band
from knowledge.rules.closure import Closures
from knowledge.rules.code import Code, CompiledCriterion, CompiledProgram
from knowledge.rules.compile import Snapshot
from knowledge.rules.ir import Node
from knowledge.rules.kinds import Kind
from knowledge.rules.programs import Program
from knowledge.rules.state import Person, Run, UnitInstance
from knowledge.rules.support import Need, Support, Tracer
from knowledge.rules.tables import RANKS

ELIGIBLE, INELIGIBLE, UNKNOWN = "eligible", "ineligible", "unknown"
_SURE = Support()
_CONFIDENCES = [rank.value for rank in RANKS]
_VERDICTS = {True: ELIGIBLE, False: INELIGIBLE, None: UNKNOWN}


@dataclass(slots=True)
class Outcome:
    """A program's result for one unit, before it is written out. `results` are bounds by criterion."""

    compiled: CompiledProgram
    unit: UnitInstance
    applies: tuple[int, int]
    results: tuple[tuple[int, int], ...]
    people: Sequence[Person]
    verdict: bool | None = None

    @property
    def program(self) -> Program:
        """The program."""
        return self.compiled.program


class _Order(dict[Need, str]):
    """Where a need stands in a list: by fact, then by member, then by vehicle."""

    def __missing__(self, need: Need) -> str:
        found = self[need] = f"{need.fact}\0{need.member or ''}\0{need.vehicle or 0:03}"
        return found


@dataclass
class Judge:
    """Judges one run. Outcomes are computed once; what is written out of them comes from `Tracer`."""

    snapshot: Snapshot
    closures: Closures
    run: Run
    tracer: Tracer = field(init=False)
    _order: _Order = field(init=False, default_factory=_Order, repr=False)
    _ordered: dict[frozenset[Need], list[Need]] = field(init=False, default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        self.tracer = Tracer(self.snapshot, self.closures, self.run)

    def outcomes(self, program: str) -> Iterator[Outcome]:
        """The outcome of a program for each of its units."""
        compiled = self.snapshot.programs[program]
        unit = compiled.program.unit
        if not unit.each:
            yield self._outcome(compiled, self.run.head_unit(unit.index), (1, 1))
            return
        candidates = self.snapshot.candidates.get(unit.id)
        found = []
        for person in self.run.people:
            if candidates and not candidates.run(person)[1]:
                continue
            instance = person.unit(unit.index)
            applies = compiled.applies_to.run(instance) if compiled.applies_to else (1, 1)
            if applies[1]:
                found.append(self._outcome(compiled, instance, applies))
        if found:
            yield from found
        else:
            nobody = self.run.head.unit(unit.index)
            closed = self.run.closed or not self.run.more_people
            yield Outcome(compiled, nobody, (0, not closed), (), self.run.people, False if closed else None)

    def _outcome(self, compiled: CompiledProgram, unit: UnitInstance, applies: tuple[int, int]) -> Outcome:
        results = compiled.run(unit)
        people = [unit.anchor] if compiled.program.unit.each else [p for p, _, maybe in unit.people if maybe]
        verdict: bool | None = True if applies[0] else None
        for criterion in compiled.criteria:
            low, high = results[criterion.at]
            if not high:
                verdict = False
                break
            if not low:
                verdict = None
        return Outcome(compiled, unit, applies, results, people, verdict)

    def support(self, outcome: Outcome) -> Support:
        """What the verdict rests on: for a settled one all of its criteria that settle it."""
        found = _SURE
        low, high = outcome.applies
        if outcome.verdict is None and high and not low and outcome.compiled.applies_to:
            found |= self.tracer.of(outcome.compiled.applies_to, outcome.unit, False)
        for criterion in outcome.compiled.criteria if outcome.results else ():
            low, high = outcome.results[criterion.at]
            if outcome.verdict is False and high:
                continue
            found |= self.tracer.of(criterion.code, outcome.unit, bool(low) or not high)
        if not outcome.results and outcome.verdict is None:
            found |= Support(frozenset([Need("members_complete")]))
        return found

    def amount(self, outcome: Outcome) -> tuple[int, int] | None:
        """The bounds of the amount in won (or percent), scaled down; None for what is not paid."""
        code = outcome.compiled.amount
        if code is None or outcome.verdict is False or not outcome.results:
            return None
        low, high = code.run(outcome.unit)
        entry, scale = outcome.program.card.amount, code.node.type.scale
        per = 100 if entry and entry.per == "percent" else 1
        return low * per // scale, high * per // scale

    def supports(self, outcome: Outcome, settled_amount: bool) -> tuple[Support, Support]:
        """What the verdict, and what the amount rests on."""
        if outcome.verdict is True and (whole := self.tracer.whole(outcome.compiled, outcome.unit)):
            return whole, whole
        verdict, code = self.support(outcome), outcome.compiled.amount
        if code is None or outcome.verdict is False or not outcome.results:
            return verdict, _SURE
        return verdict, self.tracer.of(code, outcome.unit, settled_amount)

    def band(self, outcome: Outcome) -> str | None:
        """The band of semi-automatic decision, from the first criterion that declares one; None while
        unknown.
        """
        for criterion in outcome.compiled.criteria if outcome.results else ():
            if criterion.criterion.entry.band and criterion.sides:
                return self._band(criterion, outcome)
        return None

    def _band(self, criterion: CompiledCriterion, outcome: Outcome) -> str | None:
        (low, high), (first, last) = outcome.results[criterion.at + 1 : criterion.at + 3]
        limits = criterion.criterion.entry.band or Band()
        bands = []
        for value, limit in ((low, last), (high, first)):
            if value > limit or (criterion.exclusive and value == limit):
                bands.append("far_over" if value * 100 > limit * limits.far_over else "over")
            else:
                bands.append("clear" if value * 100 <= limit * limits.clear else "near")
        return bands[0] if bands[0] == bands[1] else None

    def criteria(self, outcome: Outcome) -> list[dict[str, Any]]:
        """The criteria as the contract writes them."""
        results = outcome.results
        if not results:
            return [_nobody(outcome)]
        found: list[dict[str, Any]] = []
        for criterion in outcome.compiled.criteria:
            at = criterion.at
            low, high = results[at]
            left = right = None
            if criterion.sides:
                left = shown(criterion.sides[0], results[at + 1])
                right = shown(criterion.sides[1], results[at + 2])
            entry = criterion.criterion.entry
            found.append(
                {
                    "id": entry.id,
                    "text": criterion.text,
                    "result": True if low else None if high else False,
                    "left": left,
                    "right": right,
                    "source": entry.source,
                }
            )
        return found

    def pay_from(self, outcome: Outcome) -> str | None:
        """The day from which it would be paid; None where the rules do not say or it is unknown."""
        code = outcome.compiled.pay_from
        if code is None or outcome.verdict is not True:
            return None
        low, high = code.run(outcome.unit)
        return date.fromordinal(low).isoformat() if low == high and low > 0 else None

    def determination(self, outcome: Outcome, definitions: str) -> dict[str, Any]:
        """The outcome in the contract's shape (see docs/rules.md)."""
        program, amount = outcome.compiled.program, self.amount(outcome)
        support, paid = self.supports(outcome, amount is None or amount[0] == amount[1])
        card = program.loaded.card
        rank = paid.rank if amount and paid.rank > support.rank else support.rank
        unpublished = support.unpublished | paid.unpublished
        assumed = support.assumed | paid.assumed
        return {
            "program": card.id,
            "name": card.name,
            "unit": program.unit.id,
            "members": [person.id for person in outcome.people if person.id],
            "verdict": _VERDICTS[outcome.verdict],
            "band": self.band(outcome),
            "amount": self._amount(program, amount),
            "pay_from": self.pay_from(outcome),
            "criteria": self.criteria(outcome),
            "missing": self._needs(support.missing),
            "amount_missing": self._needs(paid.missing - support.missing) if paid.missing else [],
            "unpublished": sorted(unpublished) if unpublished else [],
            "assumed": sorted(assumed) if assumed else [],
            "not_modelled": list(outcome.compiled.not_modelled),
            "confidence": _CONFIDENCES[-1 if unpublished else rank],
            "definitions": definitions,
        }

    def _needs(self, needs: frozenset[Need]) -> list[dict[str, Any]]:
        """Needs as the contract writes them, in order; many verdicts miss the same."""
        if not needs:
            return []
        ordered = self._ordered.get(needs)
        if ordered is None:
            ordered = self._ordered[needs] = sorted(needs, key=self._order.__getitem__)
        return _shown_needs(ordered)

    @staticmethod
    def _amount(program: Program, bounds: tuple[int, int] | None) -> dict[str, Any] | None:
        entry = program.card.amount
        if entry is None or (entry.formula is not None and bounds is None):
            return None
        low, high = bounds if bounds else (None, None)
        return {
            "won": low if low == high else None,
            "min": low if low != high else None,
            "max": high if low != high else None,
            "per": entry.per,
            "rounding": entry.rounding.value,
        }


def shown(node: Node, bounds: tuple[int, int]) -> Any:
    """A compared value as JSON shows it: a number, a date, or None while it is unknown."""
    low, high = bounds
    if low != high:
        return None
    if node.type.kind is Kind.DATE:
        return date.fromordinal(low).isoformat() if low > 0 else None
    scale = node.type.scale
    return low // scale if low % scale == 0 else round(low / scale, 4)


def _nobody(outcome: Outcome) -> dict[str, Any]:
    """The criterion that stands where nobody of the household is looked at."""
    card = outcome.program.card
    return {
        "id": "applies_to",
        "text": f"가구에 {card.name}의 대상이 될 수 있는 사람이 있어야 합니다.",
        "result": outcome.verdict,
        "left": None,
        "right": None,
        "source": card.criteria[0].source,
    }


def _shown_needs(needs: Iterable[Need]) -> list[dict[str, Any]]:
    return [
        {"fact": fact, "member": member}
        if vehicle is None
        else {"fact": fact, "member": member, "vehicle": vehicle}
        for fact, member, vehicle in needs
    ]


__all__ = ["Code", "Judge", "Outcome", "shown"]
