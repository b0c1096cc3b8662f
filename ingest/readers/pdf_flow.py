"""The pages of a PDF as one text: running heads go, page labels are read, broken lines become paragraphs."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ingest.blocks import Block, table_block
from ingest.markers import is_contents_line, read_marker
from ingest.readers.pdf_page import GridTable, Line, Page
from ingest.spacing import join_lines
from ingest.text import clean, squeeze

RUNNING_SHARE = 0.4
_EDGE_LINES = 2
_LABEL = re.compile(r"[-–—―ㅡ·<\[(]+\s*(\d{1,4}|[ivxlc]{1,7})\s*[-–—―ㅡ·>\])]+", re.IGNORECASE)
_TINY = 3
_NUMBER = re.compile(r"\d{1,4}")


def drop_running_heads(pages: Sequence[Page]) -> None:
    """Takes off lines that stand at the edge of 40% of the pages or more; keeps the printed page label."""
    edges = [_edge_lines(page) for page in pages]
    seen = Counter(shape for lines in edges for shape in {_shape(line) for line in lines})
    running = {shape for shape, count in seen.items() if count >= max(3, RUNNING_SHARE * len(pages))}
    for page, lines in zip(pages, edges, strict=True):
        dropped: list[Line] = []
        for line in lines:
            label = _LABEL.fullmatch(line.text.strip())
            if label:
                page.label = label.group(1)
            elif _shape(line) not in running:
                continue
            elif page.label is None and (numbers := _NUMBER.findall(line.text)) and len(numbers) == 1:
                page.label = numbers[0]
            dropped.append(line)
        page.parts = [part for part in page.parts if not any(part is line for line in dropped)]
    _drop_constant_labels(pages)


def _drop_constant_labels(pages: Sequence[Page]) -> None:
    """A number that repeats ("2026 안내") is no page label."""
    labels = [page.label for page in pages if page.label]
    if len(labels) > 1 and len(set(labels)) <= len(labels) / 2:
        for page in pages:
            page.label = None


def _edge_lines(page: Page) -> list[Line]:
    lines = sorted((line for line in page.lines), key=lambda line: -line.y1)
    if len(lines) <= 2 * _EDGE_LINES:
        return [line for line in lines if _LABEL.fullmatch(line.text.strip())] if len(lines) > 1 else []
    return [*lines[:_EDGE_LINES], *lines[-_EDGE_LINES:]]


def _shape(line: Line) -> str:
    return _NUMBER.sub("#", squeeze(line.text))


def blocks(pages: Sequence[Page]) -> Iterator[Block]:
    """Paragraphs and tables in reading order, each on the page where it begins."""
    letter = 0
    lines: list[Line] = []
    place: Page | None = None
    for page in pages:
        right = _right_edges(page.lines)
        for part in page.parts:
            if isinstance(part, GridTable):
                yield from _paragraph(lines, place)
                lines = []
                table = table_block(
                    [[clean(cell) for cell in row] for row in part.rows], page.number, page.label, part.head
                )
                if table:
                    yield table
                continue
            if is_contents_line(part.text):
                continue
            marker = read_marker(part.text)
            starts = marker is not None
            if marker and marker.kind == "letter":
                starts = marker.ordinal in (1, letter + 1)
                letter = marker.ordinal or 0 if starts else letter
            if lines and (starts or not _continues(lines[-1], part, right, same_page=place is page)):
                yield from _paragraph(lines, place)
                lines = []
            if not lines:
                place = page
            lines.append(part)
    yield from _paragraph(lines, place)


def _paragraph(lines: Sequence[Line], page: Page | None) -> Iterator[Block]:
    if lines and page:
        text = squeeze(clean(join_lines([line.text for line in lines])))
        if text:
            yield Block(text, page=page.number, label=page.label)


def _right_edges(lines: Sequence[Line]) -> dict[int, float]:
    """For each line the right edge of its column: the farthest end of the lines near it that begin alike."""
    edges: dict[int, float] = {}
    for index, line in enumerate(lines):
        near = lines[max(0, index - 15) : index + 16]
        alike = [other.x1 for other in near if other.x0 < line.x1 and other.x1 > line.x0]
        edges[id(line)] = max(alike, default=line.x1)
    return edges


def _continues(before: Line, line: Line, right: dict[int, float], same_page: bool) -> bool:
    """Whether a line goes on with the sentence above it: that one is full, and they stand close together."""
    if len(before.text) <= _TINY and len(line.text) <= _TINY:
        return same_page  # text set upright in a chart comes character by character
    if not 0.7 <= line.height / before.height <= 1.4:
        return False
    if not same_page:
        return not before.text.endswith((".", "다")) and not read_marker(line.text) and _is_long(before)
    gap = before.y0 - line.y1
    if not -before.height < gap < 1.3 * before.height or line.x0 > before.x1:
        return False
    return before.x1 >= right.get(id(before), before.x1) - 2.0 * before.height and _is_long(before)


def _is_long(line: Line) -> bool:
    return len(line.text) >= 20
