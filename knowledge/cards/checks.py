"""What a trainer has to look at: figures that lapsed, that lapse soon, and that nobody has confirmed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from knowledge.cards.files import CatalogFile, Place
from knowledge.cards.parameters import Parameter
from knowledge.cards.schema import Confidence

SOON = timedelta(days=60)


class ProblemKind(StrEnum):
    """Why a line needs somebody's attention."""

    MISSING = "missing"
    EXPIRING = "expiring"
    UNSURE = "unsure"

    @property
    def term(self) -> str:
        """The Korean name of the kind."""
        return {"missing": "값 없음", "expiring": "곧 끝남", "unsure": "확인 필요"}[self]


@dataclass(frozen=True, slots=True)
class CatalogProblem:
    """A line of the catalog that needs attention; `str()` is how the command line prints it."""

    kind: ProblemKind
    path: Path
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: [{self.kind.term}] {self.text}"


def parameter_problems(parameters: Iterable[Parameter], day: date) -> Iterator[CatalogProblem]:
    """Lapsed, soon lapsing and unsure figures as they stand on `day`."""
    for parameter in parameters:
        period, path = parameter.on(day), parameter.file.path
        if period is None:
            text = f"{_name(parameter)}: {day}에 적용되는 값이 없습니다. 고시를 확인해 넣어 주세요."
            yield CatalogProblem(ProblemKind.MISSING, path, parameter.line, text)
            continue
        if (
            period.end is not None
            and period.end - day < SOON
            and parameter.on(period.end + timedelta(1)) is None
        ):
            text = f"{_name(parameter)}: {period.end}에 끝나고 다음 값이 없습니다."
            yield CatalogProblem(ProblemKind.EXPIRING, path, period.line, text)
        unsure = [figure for figure in period.figures.values() if figure.confidence.needs_check]
        if unsure:
            keys = ", ".join(",".join(figure.key) for figure in unsure if figure.key)
            text = f"{_name(parameter)}{f'[{keys}]' if keys else ''}: 출처로 확인되지 않은 값입니다."
            yield CatalogProblem(ProblemKind.UNSURE, path, unsure[0].line, text)


def _name(parameter: Parameter) -> str:
    return f"{parameter.term}({parameter.id})"


def text_problems(
    title: str, model: BaseModel, file: CatalogFile, at: Place = ()
) -> Iterator[CatalogProblem]:
    """Statements of a card, a guide or an entry that nobody has confirmed; `at` is its place in the file."""
    for place, text in _unsure(model.model_dump(), at, at):
        yield CatalogProblem(ProblemKind.UNSURE, file.path, file.line(place), f"{title}: {text}")


def _unsure(value: Any, place: Place, top: Place) -> Iterator[tuple[Place, str]]:
    """The unsure parts below `top`; the whole, which says how sure all of it is, is none of them."""
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from _unsure(item, (*place, index), top)
    elif isinstance(value, dict):
        confidence = value.get("confidence")
        told = place != top or "text" in value
        if told and isinstance(confidence, Confidence) and confidence.needs_check:
            yield place, value.get("text") or value.get("name") or ""
        for name, item in value.items():
            yield from _unsure(item, (*place, name), top)
