"""Programs of one municipality: who lives there is asked before anything else of theirs counts.

A local folder names its area once, in regions.yaml (`- {code: "11110", name: 서울특별시 종로구}`), and its
cards say `scope: "11110"`. Each code becomes a fact that an address answers, and a criterion of the card.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Annotated

from pydantic import Field

from knowledge.cards.files import CatalogFile
from knowledge.cards.interpolation import Template
from knowledge.cards.schema import Criterion, Strict, Text, entries, repeated, validated
from knowledge.rules.facts import FactEntry
from knowledge.rules.lang import Origin, parse
from knowledge.rules.names import identifier
from knowledge.rules.programs import Program, RuleCriterion, RuleText
from knowledge.rules.regions import Regions

NATIONAL = "national"
CRITERION = "scope"
_ID = "lives_in_{}"
_TERM = "{} 거주"


class LocalityEntry(Strict):
    """An area as it stands in a local regions.yaml: its code, and its official name as in an address."""

    code: Annotated[str, Field(strict=True, pattern=r"^[0-9]{2,10}$")]
    name: Text


@dataclass(frozen=True)
class Locality:
    """An area that local programs are for; `words` are its name as an address begins."""

    code: str
    name: str
    words: tuple[str, ...]

    @property
    def fact(self) -> str:
        """The id of the fact whether the household lives there."""
        return _ID.format(self.code)


def load_localities(files: Iterable[CatalogFile], regions: Regions) -> dict[str, Locality]:
    """The areas of local folders by code; `CatalogError` for a wrong, unknown or repeated one."""
    found: dict[str, Locality] = {}
    for file in files:
        for n, data in enumerate(entries(file)):
            entry = validated(LocalityEntry, data, file, (n,))
            if entry.code in found and found[entry.code].name != entry.name:
                raise repeated("지역", entry.code, file, (n, "code"), found[entry.code].name)
            problem = regions.read(entry.name)
            if isinstance(problem, str):
                raise file.error(problem, (n, "name"))
            found[entry.code] = Locality(entry.code, entry.name, regions.words(entry.name))
    return found


def locality_facts(localities: Mapping[str, Locality], ask: str) -> list[FactEntry]:
    """A fact for each area, answered by the address; `ask` is how an address is asked for."""
    return [
        FactEntry(
            id=locality.fact,
            term=_TERM.format(locality.code),
            type="choice",
            choices={"yes": "예", "no": "아니요"},
            asked_by="region",
            ask=ask,
            cost=1,
        )
        for locality in localities.values()
    ]


def scoped(programs: Mapping[str, Program], localities: Mapping[str, Locality]) -> dict[str, Program]:
    """The programs, those of an area with the criterion that the household lives there.

    `CatalogError` with file and line where a card's scope is an area that no regions.yaml names.
    """
    return {name: _scoped(program, localities) for name, program in programs.items()}


def _scoped(program: Program, localities: Mapping[str, Locality]) -> Program:
    scope, file = program.card.scope, program.loaded.file
    if scope in (None, NATIONAL):
        return program
    locality = localities.get(scope or "")
    if locality is None:
        raise file.error(
            f"scope '{scope}'의 지역이 regions.yaml에 없습니다. "
            f'폴더의 regions.yaml에 - {{code: "{scope}", name: 시·도와 시·군·구}}를 적으세요.',
            ("scope",),
        )
    if any(criterion.id == CRITERION for criterion in program.criteria):
        raise file.error(f"기준의 id '{CRITERION}'은(는) 지역에 씁니다. 다른 id를 쓰세요.", ("scope",))
    entry = Criterion(
        id=CRITERION, text=f"{locality.name}에 살아야 합니다.", source=f"{program.card.name}의 지역(scope)"
    )
    when = f'{identifier(_TERM.format(locality.code))} == "yes"'
    origin = Origin(file.path, file.line(("scope",)), f"{program.card.name} 기준 '{CRITERION}'")
    text = RuleText(entry, Template((entry.text,), None))
    return replace(program, criteria=(RuleCriterion(entry, text, parse(when, origin)), *program.criteria))
