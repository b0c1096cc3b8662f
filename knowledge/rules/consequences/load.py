"""relations.yaml: how the entries of exclusions.yaml are reckoned, and which statuses open which programs."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import Field

from knowledge.cards.exclusions import ExclusionKind
from knowledge.cards.files import CatalogFile, read_file
from knowledge.cards.schema import ProgramId, SnakeId, Strict, Text, validated
from knowledge.rules.engine import Rules

FILE = "relations.yaml"


class Reduction(Strict):
    """An entry of exclusions.yaml by whose rule all that `by` pays is taken off what `reduced` pays."""

    exclusion: SnakeId
    reduced: ProgramId
    by: ProgramId


class Opening(Strict):
    """A criterion of a program that a held status meets, or may meet with what else it asks."""

    program: ProgramId
    criterion: SnakeId
    statuses: list[SnakeId] = Field(min_length=1)


class Texts(Strict):
    """The sentences of scenarios."""

    reduced: Text
    better: Text
    equal: Text


class RelationsFile(Strict):
    """relations.yaml; a local one holds only what it adds."""

    reductions: list[Reduction] = Field(default=[])
    held: dict[SnakeId, ProgramId] = Field(default={})
    opens: list[Opening] = Field(default=[])
    texts: Texts | None = None


@dataclass(frozen=True)
class RelationsData:
    """All files together, checked against the rules."""

    reductions: tuple[Reduction, ...]
    held: dict[str, str]
    opens: tuple[Opening, ...]
    texts: Texts


def load_relations(rules: Rules, extra_dirs: Sequence[Path] = ()) -> RelationsData:
    """The built-in file and those of local folders; `CatalogError` with file and line for a wrong entry."""
    source: Any = files("knowledge").joinpath("catalog", FILE)
    read = [read_file(source, Path("knowledge/catalog") / FILE)]
    read += [read_file(f, f) for folder in extra_dirs if (f := folder / FILE).is_file()]
    found = [(_checked(file, rules), file) for file in read]
    texts = found[0][0].texts
    if texts is None:
        raise read[0].error("texts가 없습니다. 보여 줄 글을 적어 주세요.")
    held: dict[str, str] = {}
    for data, file in found:
        if repeated := set(held) & set(data.held):
            raise file.error(f"자격 '{min(repeated)}'이(가) 이미 있습니다. 하나를 지워 주세요.", ("held",))
        held |= data.held
    return RelationsData(
        tuple(one for data, _ in found for one in data.reductions),
        held,
        tuple(one for data, _ in found for one in data.opens),
        texts,
    )


def _checked(file: CatalogFile, rules: Rules) -> RelationsFile:
    data = validated(RelationsFile, file.data, file)
    for n, reduction in enumerate(data.reductions):
        _check_reduction(reduction, file, n, rules)
    fact = rules.sources.facts.get("member", "statuses")
    statuses = fact.options.labels if fact else {}
    for status, program in data.held.items():
        if status not in statuses:
            raise file.error(f"'{status}'이라는 자격이 facts.yaml에 없습니다.", ("held", status))
        if program not in rules.catalog.programs:
            raise file.error(f"'{program}'이라는 사업이 없습니다.", ("held", status))
    for n, opening in enumerate(data.opens):
        program_rules = rules.sources.programs.get(opening.program)
        if program_rules is None:
            raise file.error(f"'{opening.program}'은(는) 판정하는 사업이 아닙니다.", ("opens", n, "program"))
        if opening.criterion not in {criterion.id for criterion in program_rules.criteria}:
            raise file.error(
                f"'{opening.program}'에 판정하는 기준 '{opening.criterion}'이(가) 없습니다.",
                ("opens", n, "criterion"),
            )
        if unknown := set(opening.statuses) - set(statuses):
            raise file.error(
                f"'{min(unknown)}'이라는 자격이 facts.yaml에 없습니다.", ("opens", n, "statuses")
            )
    return data


def _check_reduction(reduction: Reduction, file: CatalogFile, n: int, rules: Rules) -> None:
    place = ("reductions", n, "exclusion")
    entries = rules.catalog.exclusions.entries
    exclusion = next((e for e in entries if e.entry.id == reduction.exclusion), None)
    if exclusion is None:
        raise file.error(f"'{reduction.exclusion}'이라는 규칙이 exclusions.yaml에 없습니다.", place)
    if exclusion.kind is not ExclusionKind.REDUCES:
        raise file.error(f"'{reduction.exclusion}'은(는) reduces가 아닙니다.", place)
    if not exclusion.between(reduction.reduced, reduction.by):
        raise file.error(
            f"'{reduction.exclusion}'은(는) {reduction.reduced}와 {reduction.by} 사이의 규칙이 아닙니다.",
            place,
        )
