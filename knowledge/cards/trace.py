"""Where a figure in a card comes from: the catalog line, its source and how sure it is."""

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from knowledge.cards.interpolation import Use
from knowledge.cards.schema import Confidence


@dataclass(frozen=True, slots=True)
class FigureTrace:
    """One figure of a document. `key` is its place in the parameter ("4", "1,3"), or empty."""

    parameter: str
    term: str
    key: str
    value: Decimal
    shown: str
    file: Path
    line: int
    source: str
    confidence: Confidence


def traced(use: Use) -> FigureTrace:
    """The trace of a figure that a text shows."""
    parameter, figure = use.parameter, use.figure
    return FigureTrace(
        parameter=parameter.id,
        term=parameter.term,
        key=",".join(figure.key),
        value=figure.value,
        shown=parameter.unit.show(figure.value),
        file=parameter.file.path,
        line=figure.line,
        source=figure.source,
        confidence=figure.confidence,
    )
