"""Tables of any source as a grid: a spanned cell stands in every place it covers."""

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.errors import UnreadableDocument

MAX_CELLS = 200_000
MAX_COLUMNS = 2_000


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as written, with how many rows and columns it covers."""

    text: str
    rows: int = 1
    columns: int = 1


def expand(rows: Sequence[Sequence[Cell]]) -> list[list[str]]:
    """The grid of texts. Raises `UnreadableDocument` when spans claim more cells than any real table has."""
    grid: dict[tuple[int, int], str] = {}
    for y, row in enumerate(rows):
        x = 0
        for cell in row:
            while (y, x) in grid:
                x += 1
            height, width = min(max(cell.rows, 1), len(rows) - y), max(cell.columns, 1)
            if x + width > MAX_COLUMNS or len(grid) + height * width > MAX_CELLS:
                raise UnreadableDocument("표의 칸이 너무 많습니다. 표를 나누어 다시 올려 주십시오.")
            for down in range(height):
                for right in range(width):
                    grid.setdefault((y + down, x + right), cell.text)
            x += width
    width = max((x for _, x in grid), default=-1) + 1
    return [[grid.get((y, x), "") for x in range(width)] for y in range(len(rows))]
