"""From compiled rules and a run to determinations in the contract's shape."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from knowledge.rules.code import CompiledCriterion, CompiledProgram
from knowledge.rules.compile import Snapshot
from knowledge.rules.programs import Program
from knowledge.rules.shown import band_of
from knowledge.rules.state import Person, Run, UnitInstance
from knowledge.rules.support import Needs, Readers, Support


@dataclass(slots=True)
class Outcome:
    """A program's result for one unit, before it is written out.

    `results` is what `CompiledProgram.run` gave, empty where nobody is looked at.
    """

    compiled: CompiledProgram
    unit: UnitInstance
    results: tuple[Any, ...]
    people: Sequence[Person]
    verdict: bool | None
    applies: bool = True

    @property
    def program(self) -> Program:
        """The program."""
        return self.compiled.program

    def bounds(self, criterion: CompiledCriterion) -> tuple[int, int]:
        """The bounds of a criterion's truth."""
        low, high = self.results[criterion.at : criterion.at + 2]
        return low, high


@dataclass
class Judge:
    """Judges one run."""

    snapshot: Snapshot
    run: Run
    needs: Needs = field(init=False)
    readers: Readers = field(init=False)

    def __post_init__(self) -> None:
        self.needs, self.readers = Needs(self.run), Readers(self.snapshot, self.run)

    def outcomes(self, program: str) -> Iterator[Outcome]:
        """The outcome of a program for each of its units."""
        compiled = self.snapshot.programs[program]
        unit = compiled.program.unit
        if not unit.each:
            instance = self.run.head_unit(unit.index)
            found = compiled.run(instance)
            yield Outcome(compiled, instance, found, [person for person, _ in instance.people], found[0])
            return
        candidates, applies_to = self.snapshot.candidates.get(unit.id), compiled.applies_to
        nobody = True
        for person in self.run.people:
            if candidates and not candidates.run(person)[1]:
                continue
            instance = person.unit(unit.index)
            surely, maybe, _ = applies_to.run(instance) if applies_to else (True, True, 0)
            if maybe:
                nobody = False
                found = compiled.run(instance)
                verdict = found[0] if surely or found[0] is False else None
                yield Outcome(compiled, instance, found, [person], verdict, bool(surely))
        if nobody:
            closed = self.run.closed or not self.run.more_people
            instance = self.run.head.unit(unit.index)
            yield Outcome(compiled, instance, (), self.run.people, False if closed else None)

    def lack(self, outcome: Outcome) -> int:
        """The bits of what an open verdict misses (see `lacking`)."""
        if outcome.verdict is not None:
            return 0
        if not outcome.results:
            return self.run.layout.members
        found, unit, compiled = 0, outcome.unit, outcome.compiled
        if not outcome.applies and compiled.applies_to:
            found = compiled.applies_to.lack(unit)
        for criterion in compiled.criteria:
            if not outcome.results[criterion.at]:
                found |= criterion.code.lack(unit)
        return found

    def support(self, outcome: Outcome) -> Support:
        """What the verdict rests on: for a "no" the criteria that are not met, else all of them."""
        lack = self.lack(outcome)
        confidence, assumed = self.snapshot.assumptions.read(outcome.results[1] if outcome.results else 0)
        figures = frozenset(self.needs.figures(lack))
        return Support(frozenset(self.needs.of(lack)), frozenset(assumed), confidence, figures)

    def amount(self, outcome: Outcome) -> tuple[int, int] | None:
        """The bounds of the amount in won (or percent), scaled down; None for what is not paid."""
        code = outcome.compiled.amount
        if code is None or outcome.verdict is False or not outcome.results:
            return None
        low, high, _ = code.run(outcome.unit)
        entry, scale = outcome.program.card.amount, code.node.type.scale
        per = 100 if entry and entry.per == "percent" else 1
        return low * per // scale, high * per // scale

    def band(self, outcome: Outcome) -> str | None:
        """The band of semi-automatic decision, from the first criterion that declares one; None while
        unknown.
        """
        criterion = outcome.compiled.banded
        if criterion is None or not outcome.results or criterion.criterion.entry.band is None:
            return None
        low, high, first, last = outcome.results[criterion.at + 2 : criterion.at + 6]
        past = criterion.criterion.entry.band.clear, criterion.criterion.entry.band.far_over
        band = band_of(low, last, *past, criterion.exclusive)
        return band if band == band_of(high, first, *past, criterion.exclusive) else None

    def determinations(self, programs: Sequence[str] | None, definitions: str) -> list[dict[str, Any]]:
        """The determinations of programs (of all, without any) in the contract's shape (see docs/rules.md).

        What is missing is shared among determinations: copy it before changing it.
        """
        found: list[dict[str, Any]] = []
        run, needs, add, compiled = self.run, self.needs, found.append, self.snapshot.programs
        for write in [compiled[program].write for program in programs] if programs else self.snapshot.writes:
            write(run, needs, definitions, add)
        return found


__all__ = ["Judge", "Outcome"]
