"""Drafts over dated figures: next year's values, in force only where somebody asks for them.

A draft says what a figure would be from a day; what was published for those days gives way, and stays for
every other day. It is never as sure as what is published.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from pydantic import Field

from knowledge.cards.files import CatalogFile, Place
from knowledge.cards.parameters import Parameter, Period, build_parameter
from knowledge.cards.schema import Dimension, ParameterEntry, PeriodEntry, SnakeId, Strict

_DAY = timedelta(days=1)


class DraftEntry(Strict):
    """New dated values of a figure that exists: only its `id` and `values`."""

    id: SnakeId
    values: list[PeriodEntry] = Field(min_length=1)


def overlaid(
    parameter: Parameter,
    entry: DraftEntry,
    file: CatalogFile,
    place: Place,
    dimensions: Mapping[str, Dimension],
) -> Parameter:
    """The figure with the draft's values; `CatalogError` with file and line for a wrong one."""
    for n, value in enumerate(entry.values):
        worst = (value.confidence, *value.confidence_by_key.values())
        if any(not confidence.needs_check for confidence in worst):
            raise file.error(
                "초안의 값은 아직 고시되지 않았습니다. confidence를 single, memory, unsure 가운데 쓰세요.",
                (*place, "values", n, "confidence"),
            )
    whole = ParameterEntry(
        id=parameter.id,
        term=parameter.term,
        concept=parameter.concept,
        unit=parameter.unit.value,
        by=[dimension.id for dimension in parameter.by],
        values=entry.values,
    )
    drafted = build_parameter(whole, file, place, dimensions).periods
    kept = list(parameter.periods)
    for new in drafted:
        kept = [part for old in kept for part in _without(old, new.start, new.end)]
    return replace(parameter, periods=tuple(sorted([*kept, *drafted], key=lambda period: period.start)))


def _without(old: Period, start: date, end: date | None) -> list[Period]:
    """What is left of a period when the days from `start` to `end` are taken out."""
    if (end is not None and end < old.start) or (old.end is not None and old.end < start):
        return [old]
    before = [replace(old, end=start - _DAY)] if old.start < start else []
    after = end is not None and (old.end is None or end < old.end)
    return [*before, replace(old, start=end + _DAY)] if after and end is not None else before
