"""One PDF page: character boxes become lines, ruled lines become tables.

pdfium gives characters in the order they were drawn, with its own guess of spaces; its line ends are not
kept, because they glue "② …" to the line above. Coordinates are PDF points with y upwards.
"""

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pypdfium2 as pdfium
from pypdfium2 import raw

from ingest.readers.pdf_grid import Grid, find_grids
from ingest.spacing import join_lines
from ingest.text import clean

_SPACES = frozenset(" \t\r\n\x07\u00a0\u3000")
_IGNORED = frozenset("\x00\x02\ufffe\uffff\ufeff")


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character with its box; `spaced` when a space stands before it."""

    char: str
    x0: float
    x1: float
    y0: float
    y1: float
    spaced: bool


@dataclass(slots=True)
class Line:
    """Glyphs on one baseline, drawn one after another."""

    text: str
    x0: float
    x1: float
    y0: float
    y1: float

    @property
    def height(self) -> float:
        """Points, at least one."""
        return max(self.y1 - self.y0, 1.0)


@dataclass(frozen=True, slots=True)
class GridTable:
    """A ruled table: its rows of texts with spans expanded, how many of them are header, and its top edge."""

    rows: list[list[str]]
    head: int
    y1: float


@dataclass(slots=True)
class Page:
    """A page's lines and tables in reading order."""

    number: int
    height: float
    parts: list[Line | GridTable] = field(default_factory=list)
    label: str | None = None
    has_images: bool = False

    @property
    def lines(self) -> list[Line]:
        """The lines outside of tables."""
        return [part for part in self.parts if isinstance(part, Line)]


def read_page(document: pdfium.PdfDocument, index: int) -> Page:
    """The page at `index` (from 0). Raises `pdfium.PdfiumError` where it is damaged."""
    page = document[index]
    try:
        textpage = page.get_textpage()
        try:
            glyphs = list(_glyphs(textpage))
        finally:
            textpage.close()
        result = Page(index + 1, page.get_height())
        result.parts = _parts(glyphs, find_grids(page) if glyphs else [])
        if not glyphs:
            result.has_images = (
                next(page.get_objects([raw.FPDF_PAGEOBJ_IMAGE], max_depth=3), None) is not None
            )
        return result
    finally:
        page.close()


def _glyphs(textpage: pdfium.PdfTextPage) -> Iterator[Glyph]:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pending = 0
    spaced = False
    for index in range(textpage.count_chars()):
        code = raw.FPDFText_GetUnicode(textpage, index)
        if 0xD800 <= code < 0xDC00:  # a character beyond the first plane comes in halves
            pending = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((pending - 0xD800) << 10) + (code - 0xDC00) if pending else 0xFFFD
        pending = 0
        char = chr(code)
        if char in _SPACES or raw.FPDFText_IsGenerated(textpage, index) == 1:
            spaced = True
        elif char not in _IGNORED:
            raw.FPDFText_GetCharBox(textpage, index, left, right, bottom, top)
            yield Glyph(char, left.value, right.value, bottom.value, top.value, spaced)
            spaced = False


def _parts(glyphs: Sequence[Glyph], grids: Sequence[Grid]) -> list[Line | GridTable]:
    """Lines outside of grids, and each grid at the place of its first character."""
    outside: list[Glyph] = []
    inside: dict[int, dict[int, list[Glyph]]] = {}
    parts: list[Line | GridTable | int] = []
    for glyph in glyphs:
        x, y = (glyph.x0 + glyph.x1) / 2, (glyph.y0 + glyph.y1) / 2
        home = next(
            ((place, cell) for place, grid in enumerate(grids) if (cell := grid.cell_at(x, y)) is not None),
            None,
        )
        if home is None:
            outside.append(glyph)
            continue
        place, cell = home
        if place not in inside:
            parts.extend(build_lines(outside))
            outside = []
            inside[place] = {}
            parts.append(place)
        inside[place].setdefault(cell, []).append(glyph)
    parts.extend(build_lines(outside))
    return [_table(grids[part], inside[part]) if isinstance(part, int) else part for part in parts]


def _table(grid: Grid, cells: dict[int, list[Glyph]]) -> GridTable:
    texts = {cell: join_lines([line.text for line in build_lines(glyphs)]) for cell, glyphs in cells.items()}
    rows = [["" if cell is None else texts.get(cell, "") for cell in row] for row in grid.rows]
    return GridTable(rows, grid.head, grid.y1)


def build_lines(glyphs: Sequence[Glyph]) -> list[Line]:
    """Lines from characters in drawing order: a new one where the height changes or the pen jumps back."""
    runs: list[list[Glyph]] = []
    for glyph in glyphs:
        if not runs or _breaks(runs[-1], runs[-1][-1], glyph):
            runs.append([glyph])
        else:
            runs[-1].append(glyph)
    return [line for run in runs if (line := _line(run)).text]


def _breaks(run: Sequence[Glyph], before: Glyph, glyph: Glyph) -> bool:
    line = max(run[-12:], key=lambda other: other.y1 - other.y0)
    height = max(min(line.y1 - line.y0, glyph.y1 - glyph.y0), 0.5)
    overlap = min(line.y1, glyph.y1) - max(line.y0, glyph.y0)
    tall = max(line.y1 - line.y0, 1.0)
    if overlap < 0.4 * height and (abs(glyph.y0 - line.y0) > 0.5 * tall or overlap < -0.2 * tall):
        return True
    return glyph.x0 < before.x0 - 1.5 * tall


def _line(run: Sequence[Glyph]) -> Line:
    text = "".join((" " if glyph.spaced and place else "") + glyph.char for place, glyph in enumerate(run))
    return Line(
        clean(text).strip(),
        min(glyph.x0 for glyph in run),
        max(glyph.x1 for glyph in run),
        min(glyph.y0 for glyph in run),
        max(glyph.y1 for glyph in run),
    )
