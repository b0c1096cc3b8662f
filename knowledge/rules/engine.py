"""`Rules`: load once, check many households."""

import gc
import hashlib
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property, partial
from importlib.resources import files
from pathlib import Path
from typing import Any, Self

from knowledge.cards.catalog import BUILTIN, Catalog, load_catalog
from knowledge.cards.files import CatalogFile, read_file
from knowledge.cards.schema import Criterion, NotModelled
from knowledge.errors import InputError
from knowledge.rules.advise import Advisor, changed, compared
from knowledge.rules.compile import Snapshot, Sources
from knowledge.rules.definitions import Formula, load_units, load_variables
from knowledge.rules.determine import Judge
from knowledge.rules.explain import Explainer
from knowledge.rules.facts import load_facts
from knowledge.rules.household import Reader
from knowledge.rules.kinds import Options
from knowledge.rules.localities import load_localities, locality_facts, scoped
from knowledge.rules.names import nearest
from knowledge.rules.programs import load_programs
from knowledge.rules.regions import Regions, load_regions
from knowledge.rules.scope import Names
from knowledge.rules.shape import Shape
from knowledge.rules.state import Run
from knowledge.rules.tables import ParameterView

KEPT_SNAPSHOTS = 16


@contextmanager
def _uncollected() -> Iterator[None]:
    """Do without the collection of garbage for a moment: what is loaded stays, and looking through all of it
    again and again took a tenth of the time.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


@dataclass(frozen=True)
class Prepared:
    """What is found once for the days of a snapshot."""

    snapshot: Snapshot
    shape: Shape


@dataclass
class Rules:
    """All rules of a catalog. `definitions` is the hash of everything that a determination depends on."""

    catalog: Catalog = field(repr=False)  # a failing test that shows its rules would write for minutes
    sources: Sources = field(repr=False)
    regions: Regions = field(repr=False)
    definitions: str
    _prepared: dict[date, Prepared] = field(default_factory=dict, repr=False)

    @classmethod
    @_uncollected()
    def load(
        cls,
        catalog: Catalog | None = None,
        extra_dirs: Sequence[Path] = (),
        overlays: Sequence[Path] = (),
    ) -> Self:
        """The rules of the built-in catalog and local folders; `CatalogError` for the first mistake in a
        file.

        `catalog` is one that was loaded already (from the same folders). `overlays` are folders of drafts:
        like local ones, and their parameters may also give new values to figures that exist.
        """
        catalog = catalog or load_catalog(extra_dirs=extra_dirs, drafts=overlays)
        read = _Files((*extra_dirs, *overlays))
        regions = load_regions()
        localities = load_localities(read.local("regions.yaml"), regions)
        facts = load_facts(read.builtin("facts.yaml"), partial(locality_facts, localities))
        variables = load_variables(read.folder("variables"))
        units = load_units(read.builtin("unit_rules.yaml"), catalog.units)
        views = [ParameterView(parameter) for parameter in catalog.parameters.values()]
        dimensions = {d.id: Options(d.id, d.keys) for p in catalog.parameters.values() for d in p.by}
        programs = scoped(load_programs(catalog, units), localities)
        names = Names(facts, variables, units, views)
        sources = Sources(facts, variables, units, programs, names, dimensions)
        regions = regions.with_areas({one.fact: one.words for one in localities.values()})
        return cls(catalog, sources, regions, read.hash(catalog))

    def prepared(self, day: date) -> Prepared:
        """The compiled rules of a day; the days between two changes of a rule or a figure share them."""
        days = self.days
        at = bisect_right(days, day) - 1
        start = days[at] if at >= 0 else date(1900, 1, 1)
        if start not in self._prepared:
            if len(self._prepared) >= KEPT_SNAPSHOTS:
                self._prepared.pop(next(iter(self._prepared)))
            with _uncollected():
                snapshot = Snapshot(self.sources, start).compile()
                self._prepared[start] = Prepared(snapshot, Shape(snapshot))
        return self._prepared[start]

    def snapshot(self, day: date) -> Snapshot:
        """The IR and the compiled functions of a day."""
        return self.prepared(day).snapshot

    def run(
        self, household: dict[str, Any], as_of: date | None = None, strict: bool = False
    ) -> tuple[Run, Snapshot]:
        """A household, read and checked, with the rules of its day.

        `InputError` with a line for every mistake.
        """
        day = as_of or _day(household)
        ready = self.prepared(day)
        return Reader(ready.snapshot, ready.shape, self.regions, strict).read(household, day), ready.snapshot

    def judge(self, household: dict[str, Any], as_of: date | None = None, strict: bool = False) -> Judge:
        """What judges a household: its outcomes, one by one (see `determine`)."""
        run, snapshot = self.run(household, as_of, strict)
        return Judge(snapshot, run)

    def check(
        self,
        household: dict[str, Any],
        as_of: date | None = None,
        program: str | Sequence[str] | None = None,
        strict: bool = False,
    ) -> list[dict[str, Any]]:
        """The determinations of a household in the contract's shape, by program and unit.

        `as_of` wins over the household's own; with neither, today. `strict` presumes nothing. `program`
        narrows it to one or several. Amounts are won. `InputError` for a wrong household or an unknown
        program.
        """
        wanted = [program] if isinstance(program, str) else program
        for name in wanted or ():
            self._known(name)
        judge = self.judge(household, as_of, strict)
        found = judge.determinations(wanted, self.definitions)
        judge.run.close()
        return found

    def next_question(
        self,
        household: dict[str, Any],
        as_of: date | None = None,
        program: str | Sequence[str] | None = None,
        strict: bool = False,
        skip: Collection[tuple[str, str | None]] = (),
    ) -> dict[str, Any] | None:
        """The question that settles most verdicts: `fact`, `member`, `text`, `choices`; None where none is
        open. `skip` are the (fact, member) not to ask for.
        """
        wanted = [program] if isinstance(program, str) else list(program or ())
        for name in wanted:
            self._known(name)
        return Advisor(self.judge(household, as_of, strict), wanted, skip).next_question()

    def explain(
        self, household: dict[str, Any], program: str, as_of: date | None = None, strict: bool = False
    ) -> list[dict[str, Any]]:
        """How a program's verdicts came about, one tree for each unit (see `explain`)."""
        self._known(program)
        judge = self.judge(household, as_of, strict)
        explainer = Explainer(judge)
        return [explainer.outcome(outcome) for outcome in judge.outcomes(program)]

    def what_if(
        self,
        household: dict[str, Any],
        changes: dict[str, Any],
        as_of: date | None = None,
        program: str | Sequence[str] | None = None,
        strict: bool = False,
    ) -> list[dict[str, Any]]:
        """What changes when values change: `program`, `members`, `before` and `after` (verdict, amount).

        Paths of `changes`: `household.deposit`, `stated.recognized_income`, `members[0].earned_income`.
        A side is None where the program looks at those members on the other side alone.
        """
        before = self.check(household, as_of, program, strict)
        after = self.check(changed(household, changes), as_of, program, strict)
        return compared(before, after, {unit.id for unit in self.sources.units.values() if unit.each})

    def how_far(
        self,
        household: dict[str, Any],
        fact: str,
        program: str,
        member: str | None = None,
        as_of: date | None = None,
        strict: bool = False,
    ) -> dict[str, Any]:
        """How far a number may rise before the program's yes ends (see `Advisor.how_far`)."""
        self._known(program)
        return Advisor(self.judge(household, as_of, strict)).how_far(program, fact, member)

    def _known(self, program: str) -> None:
        if program in self.sources.programs:
            return
        if program in self.catalog.programs:
            name = self.catalog.programs[program].name
            raise InputError(f"'{name}'은(는) 아직 판정 규칙이 없습니다. 안내만 볼 수 있습니다.")
        raise InputError(
            f"사업 '{program}'이(가) 없습니다.{nearest(program, self.catalog.programs)} id를 확인하세요."
        )

    @cached_property
    def days(self) -> list[date]:
        """The days on which a figure or a rule changes, in order."""
        days: set[date | None] = {day for p in self.catalog.parameters.values() for day in p.boundaries()}
        dated: list[Formula | Criterion | NotModelled] = []
        dated += [formula for v in self.sources.variables.values() for formula in v.formulas]
        for program in self.sources.programs.values():
            dated += [*program.card.criteria, *program.card.conditions, *program.card.not_modelled]
        for entry in dated:
            days |= {entry.start, entry.end + timedelta(days=1) if entry.end else None}
        return sorted(day for day in days if day)


def _day(household: dict[str, Any]) -> date:
    given = household.get("as_of") if isinstance(household, dict) else None
    if given is None:
        return date.today()
    try:
        return given if isinstance(given, date) else date.fromisoformat(given)
    except (TypeError, ValueError):
        raise InputError(f"as_of: '{given}'은(는) 날짜가 아닙니다. 2026-01-31처럼 적으세요.") from None


class _Files:
    """The rule files, built-in and local."""

    def __init__(self, extra_dirs: Sequence[Path]) -> None:
        self.extra_dirs = extra_dirs
        self.read: list[CatalogFile] = []

    def builtin(self, name: str) -> CatalogFile:
        """A file of the built-in catalog."""
        file = read_file(files("knowledge").joinpath("catalog", name), BUILTIN / name)
        self.read.append(file)
        return file

    def local(self, name: str) -> list[CatalogFile]:
        """A file of each local folder that has one."""
        found = [read_file(f, f) for folder in self.extra_dirs if (f := folder / name).is_file()]
        self.read += found
        return found

    def folder(self, name: str) -> list[CatalogFile]:
        """All YAML files of a folder, built-in first."""
        places = [(files("knowledge").joinpath("catalog", name), BUILTIN / name)]
        places += [(folder / name, folder / name) for folder in self.extra_dirs if (folder / name).is_dir()]
        found = []
        for place, shown_as in places:
            for entry in sorted(place.iterdir(), key=lambda e: e.name):
                if entry.name.endswith(".yaml"):
                    found.append(read_file(entry, shown_as / entry.name))
        self.read += found
        return found

    def hash(self, catalog: Catalog) -> str:
        """The hash of every file that a determination depends on."""
        digest = hashlib.sha256(catalog.revision_hash.encode())
        for file in self.read:
            digest.update(f"{file.path.name}\0{len(file.content)}\0".encode())
            digest.update(file.content)
        return f"sha256:{digest.hexdigest()}"
