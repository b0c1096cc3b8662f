"""Ruled tables of a PDF page: pdfium gives the drawn lines, pdfplumber finds the cells between them."""

import ctypes
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
from pdfplumber.table import (
    cells_to_tables,
    edges_to_intersections,
    intersections_to_cells,
    merge_edges,
)
from pypdfium2 import raw

MAX_EDGES = 3_000
_STRAIGHT = 1.0
_SHORTEST = 3.0
_SNAP = 3.0
_Point = tuple[float, float]
_Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Grid:
    """The places of a table. `rows` holds, for each place, the number of the cell that covers it."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    rows: tuple[tuple[int | None, ...], ...]
    head: int

    @property
    def y1(self) -> float:
        """The top edge."""
        return self.ys[0]

    def cell_at(self, x: float, y: float) -> int | None:
        """The cell at a point of the page; None outside of the table. `ys` fall from the top down."""
        column = bisect_right(self.xs, x) - 1
        row = bisect_right([-edge for edge in self.ys], -y) - 1
        if 0 <= column < len(self.xs) - 1 and 0 <= row < len(self.ys) - 1:
            return self.rows[row][column]
        return None


def find_grids(page: pdfium.PdfPage) -> list[Grid]:
    """The tables with at least two rows and two columns. Boxes are no tables: their text is read as text."""
    edges = list(_edges(page))
    if not 4 <= len(edges) <= MAX_EDGES:
        return []
    merged = merge_edges(edges, _SNAP, _SNAP, _SNAP, _SNAP)
    tables = cells_to_tables(intersections_to_cells(edges_to_intersections(merged, _SNAP, _SNAP)))
    grids = (_grid([(x0, -top, x1, -bottom) for x0, top, x1, bottom in cells]) for cells in tables)
    return [grid for grid in grids if grid is not None]


def _grid(cells: Sequence[_Box]) -> Grid | None:
    xs = _distinct([x for cell in cells for x in (cell[0], cell[2])])
    ys = _distinct([y for cell in cells for y in (cell[1], cell[3])])[::-1]
    if len(xs) < 3 or len(ys) < 3:
        return None
    rows: list[list[int | None]] = [[None] * (len(xs) - 1) for _ in range(len(ys) - 1)]
    spans: dict[int, tuple[int, int]] = {}
    for number, (x0, y1, x1, y0) in enumerate(cells):
        left, right = _nearest(xs, x0), _nearest(xs, x1)
        above, below = _nearest(ys, y1), _nearest(ys, y0)
        spans[number] = (below - above, right - left)
        for row in range(above, below):
            for column in range(left, right):
                rows[row][column] = number
    first = rows[0][0]
    head = spans[first][0] if first is not None else 1
    head = head if head < len(rows) and head <= 3 else 1
    return Grid(tuple(xs), tuple(ys), tuple(tuple(row) for row in rows), head)


def _distinct(values: Sequence[float]) -> list[float]:
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > 1.0:
            kept.append(value)
    return kept


def _nearest(values: Sequence[float], value: float) -> int:
    return min(range(len(values)), key=lambda place: abs(values[place] - value))


def _edges(page: pdfium.PdfPage) -> Iterator[dict[str, Any]]:
    """Straight lines as pdfplumber's finder takes them: y downwards, so the sign is turned."""
    for (xa, ya), (xb, yb) in _segments(page):
        x0, x1, top, bottom = min(xa, xb), max(xa, xb), -max(ya, yb), -min(ya, yb)
        if bottom - top <= _STRAIGHT and x1 - x0 >= _SHORTEST:
            yield _edge(x0, x1, top, top, "h")
        elif x1 - x0 <= _STRAIGHT and bottom - top >= _SHORTEST:
            yield _edge(x0, x0, top, bottom, "v")


def _edge(x0: float, x1: float, top: float, bottom: float, orientation: str) -> dict[str, Any]:
    return {
        "x0": x0,
        "x1": x1,
        "top": top,
        "bottom": bottom,
        "width": x1 - x0,
        "height": bottom - top,
        "orientation": orientation,
        "object_type": "line",
    }


def _segments(page: pdfium.PdfPage) -> Iterator[tuple[_Point, _Point]]:
    x, y = ctypes.c_float(), ctypes.c_float()
    matrix = raw.FS_MATRIX()
    count = 0
    for path in page.get_objects([raw.FPDF_PAGEOBJ_PATH], max_depth=1):
        pieces = raw.FPDFPath_CountSegments(path)
        count += pieces
        if count > MAX_EDGES * 4:
            return
        raw.FPDFPageObj_GetMatrix(path, matrix)
        start: _Point | None = None
        pen: _Point | None = None
        for index in range(pieces):
            segment = raw.FPDFPath_GetPathSegment(path, index)
            raw.FPDFPathSegment_GetPoint(segment, x, y)
            point = (
                matrix.a * x.value + matrix.c * y.value + matrix.e,
                matrix.b * x.value + matrix.d * y.value + matrix.f,
            )
            kind = raw.FPDFPathSegment_GetType(segment)
            if kind == raw.FPDF_SEGMENT_MOVETO:
                start = point
            elif kind == raw.FPDF_SEGMENT_LINETO and pen is not None:
                yield pen, point
            pen = point
            if raw.FPDFPathSegment_GetClose(segment) and start is not None:
                yield point, start
