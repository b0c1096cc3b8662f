"""Two programs side by side, or two years of one: a table by aspect, and tables joined by their key."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.blocks import Block, cite, quotable
from assistant.composition.cards import of_aspect, section_block
from assistant.composition.tables import cells, parted, table
from knowledge.aspects import Aspect
from knowledge.records import Passage, PassageKind

PROGRAM_ROWS = (Aspect.TARGET, Aspect.CRITERIA, Aspect.BENEFIT, Aspect.APPLICATION)
YEAR_ROWS = (Aspect.CRITERIA, Aspect.BENEFIT)
_CELL = 220  # characters of whole lines in a cell


@dataclass(frozen=True, slots=True)
class Side:
    """One column: its heading and the passages of its card."""

    heading: str
    passages: Sequence[Passage]


def compared(
    left: Side, right: Side, aspects: Sequence[Aspect], rows: int, *, only_changes: bool = False
) -> list[Block]:
    """A table by aspect, then the tables that do not fit a cell; empty where neither side says anything.

    `only_changes` leaves out the lines that both sides share, as two years of one program mostly do, and
    tables that only one side has.
    """
    lines, used = [], []
    for aspect in aspects:
        sides = [of_aspect(side.passages, aspect) for side in (left, right)]
        if not any(sides):
            continue
        shared = _shared(sides) if only_changes else set()
        parts = [_cell(side, shared) for side in sides]
        lines.append([aspect.term, *(text for text, _ in parts)])
        used += [passage for _, taken in parts for passage in taken]
    if not lines:
        return []
    main = Block(table(["구분", left.heading, right.heading], lines), tuple(dict.fromkeys(used)))
    return [main, *_joined_tables(left, right, aspects, rows, only_changes)]


def _shared(sides: Sequence[Sequence[Passage]]) -> set[str]:
    left, right = ({line for passage in side for line in _lines(passage)} for side in sides)
    return left & right


def _cell(passages: Sequence[Passage], shared: set[str]) -> tuple[str, list[Passage]]:
    """Whole lines up to `_CELL` characters with their marks; a section that is only a table points below."""
    texts = [passage for passage in passages if passage.kind is not PassageKind.TABLE]
    taken: list[Passage] = []
    said: list[str] = []
    for passage in texts:
        for line in (line for line in _lines(passage) if line not in shared):
            if said and sum(map(len, said)) + len(line) > _CELL:
                break
            mark = f" {cite(passage)}"
            if passage in taken:
                said[-1] = said[-1].removesuffix(mark)
            else:
                taken.append(passage)
            said.append(line + mark)
    if said:
        return " / ".join(said), taken
    if not passages:
        return "자료 없음", []
    first = (texts or passages)[0]
    return f"{'달라진 것 없음' if texts else '아래 표'} {cite(first)}", [first]


def _lines(passage: Passage) -> list[str]:
    head, _, rest = quotable(passage.text).strip().partition("\n\n")
    text = rest if rest and passage.aspect != Aspect.DEFINITION.value else head
    return [line.strip().removeprefix("- ") for line in text.splitlines() if line.strip()]


def _joined_tables(
    left: Side, right: Side, aspects: Sequence[Aspect], rows: int, only_joined: bool
) -> list[Block]:
    """Tables over the same key as one with a column a side, the others one after the other."""
    blocks: list[Block] = []
    for aspect in aspects:
        sides = [
            [p for p in of_aspect(side.passages, aspect) if p.kind is PassageKind.TABLE]
            for side in (left, right)
        ]
        rest = list(sides[1])
        for passage in sides[0]:
            partner = next((other for other in rest if _joinable(passage, other)), None)
            if partner is None and not only_joined:
                blocks.append(section_block(passage, rows))
            elif partner is not None:
                rest.remove(partner)
                blocks.append(_joined(passage, partner, left.heading, right.heading, rows))
        blocks += [] if only_joined else [section_block(passage, rows) for passage in rest]
    return blocks


def _joinable(left: Passage, right: Passage) -> bool:
    """Both have one column of figures under the same key."""
    grids = [
        [cells(row) for row in (*header[:1], *rows)]
        for _, header, rows in (parted(p.text) for p in (left, right))
    ]
    return (
        all(grids)
        and all(len(row) == 2 for grid in grids for row in grid)
        and grids[0][0][0] == grids[1][0][0]
    )


def _joined(left: Passage, right: Passage, first: str, second: str, rows: int) -> Block:
    (_, header, left_rows), (_, _, right_rows) = parted(quotable(left.text)), parted(quotable(right.text))
    values = [dict(map(cells, side)) for side in (left_rows, right_rows)]
    keys = list(dict.fromkeys([*values[0], *values[1]]))[:rows]
    body = [[key, values[0].get(key, "–"), values[1].get(key, "–")] for key in keys]
    names = [first, second] if first != second else [left.document, right.document]
    head = f"**{Aspect(left.aspect).term if left.aspect else left.document}** {cite(left)} {cite(right)}"
    return Block(f"{head}\n\n{table([cells(header[0])[0], *names], body)}", (left, right))
