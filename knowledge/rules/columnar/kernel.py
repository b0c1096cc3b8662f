"""`Kernel`: households and their members in, determinations out, many at once.

    kernel = Kernel(rules, as_of=date(2026, 6, 1))
    results, problems = kernel.judge(households, members)

One meaning with `Rules.check`: the same IR, the same bounds for what is unknown, the same rounding.
"""

from dataclasses import dataclass
from datetime import date
from threading import Lock

import polars as pl

from knowledge.errors import CatalogError
from knowledge.rules.code import CompiledProgram
from knowledge.rules.columnar.arrange import HOUSEHOLD, Arranged, arranged
from knowledge.rules.columnar.bounds import MixedPlaces, Place, at
from knowledge.rules.columnar.encode import Encoded, Encoder
from knowledge.rules.columnar.known import Known
from knowledge.rules.columnar.lower import Lowering, subject_of
from knowledge.rules.columnar.machine import Program, program, run
from knowledge.rules.columnar.outcomes import Outcome, outcome
from knowledge.rules.columnar.problems import Problems
from knowledge.rules.columnar.results import Results
from knowledge.rules.columnar.series import full
from knowledge.rules.columnar.tape import Operand
from knowledge.rules.engine import Rules


@dataclass(frozen=True)
class Plan:
    """A program for chunks of which the same is known; `checks` are the stated variables it computes too."""

    program: Program
    outcomes: tuple[Outcome, ...]
    checks: tuple[tuple[str, bool], ...]


class Kernel:
    """Judges households by the rules of a day. It may be used by several threads."""

    def __init__(self, rules: Rules, as_of: date, strict: bool = False) -> None:
        prepared = rules.prepared(as_of)
        self.snapshot, self.today = prepared.snapshot, as_of.toordinal()
        self.definitions = rules.definitions
        self.encoder = Encoder(self.snapshot, prepared.shape, rules.regions, self.today, strict)
        self.results = Results(self.snapshot)
        self._plans: dict[object, Plan] = {}
        self._lock = Lock()

    def judge(self, households: pl.DataFrame, members: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
        """The results (see `results`) of households whose members are all among `members`, and the problems
        of those that cannot be judged (`household_id`, `problem`).
        """
        problems = Problems()
        relation = self.snapshot.sources.facts.by_entity["member"]["relation"]
        while True:
            chunk = arranged(households, members, relation, problems)
            encoded = self.encoder.encode(chunk, problems)
            wrong = encoded.wrong
            if not wrong.any():
                plan = self.plan(encoded.known)
                values = run(plan.program, encoded.columns, chunk.geometry)
                wrong = self._conflicts(plan, encoded, values, chunk, problems)
            if not wrong.any():
                return self.results.frame(chunk, plan.outcomes, values, encoded), problems.frame()
            kept = chunk.households.filter(~wrong).select(HOUSEHOLD)
            households = households.join(kept, on=HOUSEHOLD, how="semi", maintain_order="left")
            members = members.join(kept, on=HOUSEHOLD, how="semi", maintain_order="left")

    def plan(self, known: Known) -> Plan:
        """The plan for what is known; made once."""
        with self._lock:
            found = self._plans.get(known.key)
            if found is None:
                found = self._plans[known.key] = self._plan(known)
        return found

    def _plan(self, known: Known) -> Plan:
        lowering = Lowering(self.snapshot, known, self.today)
        outcomes = tuple(self._outcome(lowering, compiled) for compiled in self.snapshot.programs.values())
        operands: list[Operand] = [operand for found in outcomes for operand in found.operands]
        checks = []
        for variable in self.snapshot.sources.variables.values():
            if known.given_variables.get(variable.index) in ("some", "all"):
                code = self.snapshot.variables[variable.id]
                if code.node.type.options:
                    continue
                each = code.scope.unit is not None and code.scope.unit.each
                found = at(
                    lowering.tape,
                    lowering.value(code.node, subject_of(code.scope)),
                    Place.ANCHOR if each else Place.HOUSEHOLD,
                )
                operands += [found.low, found.high]
                checks.append((variable.id, each))
        return Plan(program(lowering.tape, operands), outcomes, tuple(checks))

    @staticmethod
    def _outcome(lowering: Lowering, compiled: CompiledProgram) -> Outcome:
        try:
            return outcome(lowering, compiled)
        except MixedPlaces:
            name = compiled.program.card.name
            raise CatalogError(
                f"'{name}': 자동차의 집계 안에서 사람의 사실을 쓰는 식은 한꺼번에 셈할 수 없습니다. "
                "자동차의 변수와 사람의 변수로 나누어 적으세요."
            ) from None

    def _conflicts(
        self, plan: Plan, encoded: Encoded, values: list[pl.Series | int], chunk: Arranged, problems: Problems
    ) -> pl.Series:
        """The households that state a value which its fully known parts contradict."""
        households = chunk.households[HOUSEHOLD]
        found = full(False, len(households), pl.Boolean)
        bounds = values[len(values) - 2 * len(plan.checks) :]
        for at_, (name, each) in enumerate(plan.checks):
            stated = encoded.givens.stated.get(name)
            if stated is None:
                continue
            variable = self.snapshot.sources.variables[name]
            scale = self.snapshot.variables[name].node.type.scale
            slack = 10 * scale if variable.entry.type == "won" else 0
            low, high = (
                side[chunk.geometry.heads] if each and isinstance(side, pl.Series) else side
                for side in bounds[2 * at_ : 2 * at_ + 2]
            )
            value = encoded.givens.columns["given", variable.index]
            differs = stated & ((value < low - slack) | (value > high + slack))
            if differs.any():
                text = f"stated.{variable.entry.stated}: 항목들로 계산한 값과 다릅니다. 하나만 적으세요."
                problems.add(households.filter(differs), text)
                found = found | differs
        return found
