"""What readers hand to the outline: paragraphs, headings and tables in reading order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.text import squeeze
from knowledge.records import PassageKind


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a list item or a table; `heading` is its level from 1 where the format says so, else 0."""

    text: str
    kind: PassageKind = PassageKind.TEXT
    page: int | None = None
    label: str | None = None
    heading: int = 0


Rows = Sequence[Sequence[str]]


def table_block(rows: Rows, page: int | None = None, label: str | None = None, head: int = 1) -> Block | None:
    """Rows of cells (spans already expanded) as a block; a box of one row or one column is text, not a table.

    The first `head` rows become one header, joined as "2024년 / 정부안".
    """
    cells = [[_cell(cell) for cell in row] for row in rows]
    cells = [row for row in cells if any(row)]
    if not cells:
        return None
    width = max(len(row) for row in cells)
    cells = [row + [""] * (width - len(row)) for row in cells]
    if len(cells) == 1 or width == 1:
        lines = [squeeze(" ".join(_distinct(row))) for row in cells]
        return Block("\n\n".join(lines), page=page, label=label)
    head = max(1, min(head, len(cells) - 1))
    header = [" / ".join(_distinct(row[column] for row in cells[:head])) for column in range(width)]
    lines = [_row(header), _row(["---"] * width), *(_row(row) for row in cells[head:])]
    return Block("\n".join(lines), PassageKind.TABLE, page, label)


def _distinct(values: Iterable[str]) -> list[str]:
    """The values without empty ones and without repeats of the one before (a spanned cell repeats)."""
    kept: list[str] = []
    for value in values:
        if value and (not kept or kept[-1] != value):
            kept.append(value)
    return kept


def _cell(text: str | None) -> str:
    return squeeze(text or "").replace("|", "\\|")


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"
