"""Programs or years side by side: a table by aspect, and tables joined by their key."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.blocks import Block, cite, quotable
from assistant.composition.cards import of_aspect, section_block
from assistant.composition.tables import cells, parted, table
from knowledge.aspects import Aspect
from knowledge.language.text import compact
from knowledge.records import Passage, PassageKind

PROGRAM_ROWS = (Aspect.DEFINITION, Aspect.TARGET, Aspect.CRITERIA, Aspect.BENEFIT)
YEAR_ROWS = (Aspect.TARGET, Aspect.CRITERIA, Aspect.BENEFIT)
_CELL = 220  # characters of whole lines in a cell
_CHECK = re.compile(r"\s*\(확인 필요\)")
_LABEL = re.compile(r"\([^()]*\d{4}[^()]*년[^()]*\)")


@dataclass(frozen=True, slots=True)
class Side:
    """One column: its heading and the passages that are compared."""

    heading: str
    passages: Sequence[Passage]


def compared(
    sides: Sequence[Side],
    aspects: Sequence[Aspect],
    rows: int,
    terms: Sequence[str] = (),
    *,
    only_changes: bool = False,
    only_joined: bool = False,
) -> list[Block]:
    """A table by aspect, then the tables that do not fit a cell; empty where no side says anything.

    Lines with the `terms` come first. `only_changes` leaves out the lines that all sides share, as years of
    one program mostly do, the aspects without any other, and, as `only_joined` does, tables that only one
    side has.
    """
    lines, used = [], []
    for aspect in aspects:
        held = [of_aspect(side.passages, aspect) for side in sides]
        if not any(held):
            continue
        shared = _shared(held) if only_changes else set()
        parts = [_cell(side, shared, terms) for side in held]
        if only_changes and not any(said for said, _, _ in parts):
            continue
        lines.append([aspect.term, *(text for _, text, _ in parts)])
        used += [passage for _, _, taken in parts for passage in taken]
    blocks = _joined_tables(sides, aspects, rows, terms, only_changes or only_joined)
    if lines and not (only_changes and blocks and not used):
        header = ["구분", *(side.heading for side in sides)]
        blocks = [Block(table(header, lines), tuple(dict.fromkeys(used))), *blocks]
    return blocks


def _shared(sides: Sequence[Sequence[Passage]]) -> set[str]:
    said = [{_bare(line) for passage in side for line in _lines(passage)} for side in sides]
    return set.intersection(*said)


def _bare(line: str) -> str:
    """A line without the mark that it has to be confirmed: a figure that got sure did not change."""
    return _CHECK.sub("", line)


def _cell(
    passages: Sequence[Passage], shared: set[str], terms: Sequence[str]
) -> tuple[bool, str, list[Passage]]:
    """Whole lines up to `_CELL` characters with their marks, and whether there are any; a section that is
    only a table points below.
    """
    texts = [passage for passage in passages if passage.kind is not PassageKind.TABLE]
    own = [(line, passage) for passage in texts for line in _lines(passage) if _bare(line) not in shared]
    own.sort(key=lambda one: -sum(term in compact(one[0]) for term in terms))
    said: list[str] = []
    taken: list[Passage] = []
    for line, passage in own:
        if said and sum(map(len, said)) + len(line) > _CELL:
            break
        mark = f" {cite(passage)}"
        if taken and taken[-1] is passage:
            said[-1] = said[-1].removesuffix(mark)
        taken.append(passage)
        said.append(line + mark)
    if said:
        return True, " / ".join(said), taken
    if not passages:
        return False, "자료 없음", []
    if texts and shared:
        return False, "그대로", []
    first = passages[0]
    return False, f"아래 표 {cite(first)}", [first]


def _lines(passage: Passage) -> list[str]:
    head, _, rest = quotable(passage.text).strip().partition("\n\n")
    text = rest if rest and passage.aspect != Aspect.DEFINITION.value else head
    return [line.strip().removeprefix("- ") for line in text.splitlines() if line.strip()]


def _joined_tables(
    sides: Sequence[Side], aspects: Sequence[Aspect], rows: int, terms: Sequence[str], only_joined: bool
) -> list[Block]:
    """Tables over the same key as one with a column a side, the others one after the other."""
    blocks: list[Block] = []
    for aspect in aspects:
        held = [
            [p for p in of_aspect(side.passages, aspect) if p.kind is PassageKind.TABLE] for side in sides
        ]
        rest = [list(tables) for tables in held[1:]]
        for passage in held[0]:
            partners = [next((one for one in tables if _same_subject(passage, one)), None) for tables in rest]
            found = [one for one in partners if one is not None]
            if len(found) < len(rest):
                blocks += [] if only_joined else [section_block(passage, rows, terms)]
                continue
            for tables, partner in zip(rest, found, strict=True):
                tables.remove(partner)
            group = [passage, *found]
            if only_joined and len({_bare(str(parted(one.text)[2])) for one in group}) == 1:
                continue
            if all(_joinable(passage, one) for one in found):
                blocks.append(_joined(group, [side.heading for side in sides], rows, terms))
            else:
                blocks += [section_block(one, rows, terms) for one in group]
        blocks += [] if only_joined else [section_block(one, rows, terms) for left in rest for one in left]
    return blocks


def _same_subject(left: Passage, right: Passage) -> bool:
    """Of two editions of one program the same table; of two programs one over the same key."""
    if left.program == right.program:
        return _subject(left) == _subject(right)
    return _joinable(left, right)


def _subject(passage: Passage) -> str:
    return compact(_LABEL.sub("", passage.text.partition("\n\n")[0]))


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


def _joined(passages: Sequence[Passage], names: Sequence[str], most: int, terms: Sequence[str]) -> Block:
    grids = [parted(quotable(passage.text)) for passage in passages]
    values = [dict(map(cells, rows)) for _, _, rows in grids]
    keys = list(dict.fromkeys(key for side in values for key in side))
    asked = [key for key in keys if any(term in compact(key) for term in terms)] if len(keys) > most else []
    body = [[key, *(side.get(key, "–") for side in values)] for key in (asked or keys)[:most]]
    first = passages[0]
    head = f"**{_title(first)}** {' '.join(cite(passage) for passage in passages)}"
    key_name = cells(grids[0][1][0])[0]
    return Block(f"{head}\n\n{table([key_name, *names], body)}", tuple(passages))


def _title(passage: Passage) -> str:
    """What a table is about: its caption, else its section."""
    subject = passage.text.partition("\n\n")[0].partition(" - ")[2]
    return quotable(subject) or (Aspect(passage.aspect).term if passage.aspect else passage.document)
