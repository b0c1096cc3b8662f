"""Does a case notice a wrong rule? Only the programs that it can reach are compiled, in this process."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from evals.mutation.cases import Case
from evals.mutation.mutants import Mutant
from evals.mutation.reach import Reach
from knowledge.errors import InputError
from knowledge.rules import Rules
from knowledge.rules.compile import Sources


@dataclass(frozen=True)
class Fate:
    """What became of a mutant: the case that noticed it, or None; `refused` by the checks of the language."""

    mutant: Mutant
    case: str | None = None
    refused: bool = False


class Killers:
    """All cases by program and by the day of the rules that they use."""

    def __init__(self, rules: Rules, cases: Iterable[Case]) -> None:
        self._rules, self._reach = rules, Reach(rules.sources)
        self._cases: dict[str, list[Case]] = defaultdict(list)
        for case in cases:
            self._cases[case.program].append(case)

    def broken(self) -> list[str]:
        """Cases that the rules as they stand do not pass: they could notice nothing."""
        found = []
        for program in self._cases:
            for cases in self._by_day([program]).values():
                own = self._narrow(self._rules.sources, {program})
                found += [f"{c.id}: {problem}" for c in cases if (problem := _difference(own, c))]
        return found

    def fate(self, mutant: Mutant) -> Fate:
        """Try the cases of the programs that it reaches until one notices it."""
        try:
            sources = mutant.apply(self._rules.sources)
            for day, cases in self._by_day(mutant.programs).items():
                wrong = self._narrow(sources, {case.program for case in cases})
                wrong.snapshot(day)
                if noticed := next((case for case in cases if _difference(wrong, case)), None):
                    return Fate(mutant, noticed.id)
        except InputError:  # the language itself refuses it
            return Fate(mutant, refused=True)
        return Fate(mutant)

    def _narrow(self, sources: Sources, programs: set[str]) -> Rules:
        """The rules of these programs alone, with the variables that they may need."""
        needed = self._reach.variables_of(programs)
        narrow = replace(
            sources,
            programs={name: program for name, program in sources.programs.items() if name in programs},
            variables={name: variable for name, variable in sources.variables.items() if name in needed},
        )
        rules = Rules(self._rules.catalog, narrow, self._rules.regions, "")
        rules.__dict__["days"] = self._rules.days
        return rules

    def _by_day(self, programs: Iterable[str]) -> Mapping[date, Sequence[Case]]:
        """The cases of these programs by the snapshot they use, the fullest first."""
        found: dict[date, list[Case]] = defaultdict(list)
        for name in programs:
            for case in self._cases[name]:
                found[max(day for day in self._rules.days if day <= case.day)].append(case)
        return dict(sorted(found.items(), key=lambda pair: -len(pair[1])))


def _difference(rules: Rules, case: Case) -> str | None:
    try:
        return case.difference(rules.check(case.given, case.day, case.program))
    except InputError as error:
        return str(error)
