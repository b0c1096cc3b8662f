"""The settings of semi-automatic decision, as they stand in triage.yaml."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from pydantic import Field

from knowledge.cards.files import CatalogFile, read_file
from knowledge.cards.schema import Confidence, ProgramId, Strict, Text, validated

FILE = "triage.yaml"
BandName = Literal["clear", "near", "over", "far_over"]
Evidence = Literal["declared", "document", "official"]


class Code(StrEnum):
    """Why an application lies where it lies: a closed list, each with its text in triage.yaml."""

    PROVEN = "proven"
    CONFIRMED = "confirmed"
    SAMPLE = "sample"
    FAILS = "fails"
    UNKNOWN = "unknown"
    UNPROVEN = "unproven"
    NEAR = "near"
    OVER = "over"
    BAND_UNKNOWN = "band_unknown"
    UNSURE_SOURCE = "unsure_source"
    UNPUBLISHED = "unpublished"
    AMOUNT_OPEN = "amount_open"
    NOT_MODELLED = "not_modelled"
    NOBODY = "nobody"
    MANUAL = "manual"


class ProgramTriage(Strict):
    """What a program settles otherwise than the rest; left out, the common setting holds."""

    automatic: bool = True
    certain: Confidence | None = None
    approve_bands: list[BandName] | None = None
    reject_bands: list[BandName] | None = None
    set_aside: int | None = Field(default=None, ge=0, le=100)


class TriageFile(Strict):
    """triage.yaml. `set_aside` is percent of the approvals; `certain` the weakest source that suffices."""

    certain: Confidence
    proof: list[Evidence] = Field(min_length=1)
    approve_bands: list[BandName]
    reject_bands: list[BandName]
    set_aside: int = Field(ge=0, le=100)
    programs: dict[ProgramId, ProgramTriage] = Field(default={})
    texts: dict[Code, Text]


@dataclass(frozen=True)
class Limits:
    """What holds for one program."""

    automatic: bool
    certain: Confidence
    approve: frozenset[str]
    reject: frozenset[str]
    set_aside: int

    def sure(self, confidence: str) -> bool:
        """Whether a source of this certainty suffices."""
        ranks = list(Confidence)
        return ranks.index(Confidence(confidence)) <= ranks.index(self.certain)


@dataclass(frozen=True)
class TriageSettings:
    """The checked settings. `proof` are the kinds of evidence that count as proof."""

    file: TriageFile
    proof: frozenset[str]
    texts: Mapping[Code, str]

    def of(self, program: str) -> Limits:
        """What holds for a program: its own settings, and the common ones for the rest."""
        own, common = self.file.programs.get(program, ProgramTriage()), self.file
        return Limits(
            own.automatic,
            own.certain or common.certain,
            frozenset(common.approve_bands if own.approve_bands is None else own.approve_bands),
            frozenset(common.reject_bands if own.reject_bands is None else own.reject_bands),
            common.set_aside if own.set_aside is None else own.set_aside,
        )


def load_settings(programs: Collection[str], path: Path | None = None) -> TriageSettings:
    """The built-in settings, or those of a file; `CatalogError` with file and line for a wrong one.

    `programs` are the ids that exist.
    """
    source: Any = path or files("knowledge").joinpath("catalog", FILE)
    file = read_file(source, path or Path("knowledge/catalog") / FILE)
    return check_settings(file, programs)


def check_settings(file: CatalogFile, programs: Collection[str]) -> TriageSettings:
    """The settings of a file, checked: every program exists, every reason has a text."""
    found = validated(TriageFile, file.data, file)
    for name in found.programs:
        if name not in programs:
            raise file.error(f"'{name}'이라는 사업이 없습니다. 사업 id를 확인하세요.", ("programs", name))
    if "declared" in found.proof:
        raise file.error("말만 한 것(declared)은 증빙이 아닙니다. proof에서 지우세요.", ("proof",))
    if overlap := set(found.approve_bands) & {"over", "far_over"}:
        raise file.error(f"기준을 넘은 구간({min(overlap)})은 승인할 수 없습니다.", ("approve_bands",))
    if left := [code for code in Code if code not in found.texts]:
        raise file.error(f"texts에 '{left[0]}'의 글이 없습니다. 적어 주세요.", ("texts",))
    return TriageSettings(found, frozenset(found.proof), found.texts)
