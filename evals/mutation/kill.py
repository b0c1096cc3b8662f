"""Does a case notice a wrong rule? Only the programs that it can reach are compiled, in this process."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from evals.mutation.cases import Case
from evals.mutation.mutants import Mutant
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
        self._rules = rules
        self._cases: dict[str, list[Case]] = defaultdict(list)
        for case in cases:
            self._cases[case.program].append(case)

    def broken(self) -> list[str]:
        """Cases that the rules as they stand do not pass: they could notice nothing."""
        found = []
        for cases in self._cases.values():
            for case in cases:
                if problem := _difference(self._rules, case):
                    found.append(f"{case.id}: {problem}")
        return found

    def fate(self, mutant: Mutant) -> Fate:
        """Try the cases of the programs that it reaches until one notices it."""
        try:
            sources = mutant.apply(self._rules.sources)
            for day, cases in self._by_day(mutant.programs).items():
                wrong = self._wrong(sources, {case.program for case in cases})
                wrong.snapshot(day)
                if noticed := next((case for case in cases if _difference(wrong, case)), None):
                    return Fate(mutant, noticed.id)
        except InputError:  # the language itself refuses it
            return Fate(mutant, refused=True)
        return Fate(mutant)

    def _wrong(self, sources: Sources, programs: set[str]) -> Rules:
        kept = {name: program for name, program in sources.programs.items() if name in programs}
        wrong = Rules(self._rules.catalog, replace(sources, programs=kept), self._rules.regions, "")
        wrong.__dict__["days"] = self._rules.days
        return wrong

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
