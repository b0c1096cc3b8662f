"""What a trainer has to look at: figures that lapsed, that lapse soon, and that nobody has confirmed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from knowledge.cards.parameters import Parameter
from knowledge.cards.render import LoadedCard
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


def card_problems(cards: Iterable[LoadedCard]) -> Iterator[CatalogProblem]:
    """Statements of cards that nobody has confirmed."""
    for loaded in cards:
        for place, text in _unsure(loaded.card.model_dump(), ()):
            shown = f"{loaded.card.name}: {text}"
            line = loaded.file.line(place)
            yield CatalogProblem(ProblemKind.UNSURE, loaded.file.path, line, shown)


def _unsure(value: Any, place: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from _unsure(item, (*place, index))
    elif isinstance(value, dict):
        confidence = value.get("confidence")
        if place and isinstance(confidence, Confidence) and confidence.needs_check:
            yield place, value.get("text") or value.get("name") or ""
        for name, item in value.items():
            yield from _unsure(item, (*place, name))
