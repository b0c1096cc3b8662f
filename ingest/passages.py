"""Cuts the blocks of a section into passages that a person can read in a citation.

A passage holds about 600 characters. Cuts fall between blocks, then between sentences; never inside a table
row. A table that is cut repeats its header. A note (※, *, 주:, 자료:) stays with the passage before it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from ingest.blocks import Block
from knowledge.records import PassageDraft, PassageKind

PASSAGE_CHARACTERS = 600
NOTE_SLACK = 300

_NOTE = re.compile(r"\s*(?:[※*†]|[(\[<]?\s*(?:주|자료|출처)\s*[\d)]*\s*[:：])")
_LIST_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s")
_SENTENCE_END = re.compile(r"(?<=[.!?。;])\s+|(?<=다\.)(?=[가-힣])|\n+")


def split(blocks: Iterable[Block], limit: int = PASSAGE_CHARACTERS) -> tuple[PassageDraft, ...]:
    """The passages of one section, in order; text up to `limit` characters, plus notes of `NOTE_SLACK`.

    A single table row or an unbroken word longer than that is kept whole or cut at `limit` respectively.
    """
    passages: list[PassageDraft] = []
    open_blocks: list[Block] = []
    size = 0
    for block in _pieces(blocks, limit):
        if block.kind is PassageKind.TABLE:
            _close(open_blocks, passages)
            passages.append(_passage([block], PassageKind.TABLE))
            continue
        is_note = _NOTE.match(block.text) is not None
        if is_note and not open_blocks and passages and _room(passages[-1], block, limit):
            passages[-1] = _with_note(passages[-1], block)
            continue
        gap = _gap(open_blocks[-1], block) if open_blocks else ""
        if open_blocks and size + len(gap) + len(block.text) > limit + (NOTE_SLACK if is_note else 0):
            _close(open_blocks, passages)
        size = size + len(gap) + len(block.text) if open_blocks else len(block.text)
        open_blocks.append(block)
    _close(open_blocks, passages)
    return tuple(passages)


def _gap(before: Block, block: Block) -> str:
    """List items follow one another, everything else stands apart, as CommonMark wants it."""
    tight = _LIST_ITEM.match(before.text) and _LIST_ITEM.match(block.text)
    return "\n" if tight else "\n\n"


def _join(blocks: Sequence[Block]) -> str:
    gaps = (_gap(before, block) for before, block in pairwise(blocks))
    return blocks[0].text + "".join(gap + block.text for gap, block in zip(gaps, blocks[1:], strict=True))


def _pieces(blocks: Iterable[Block], limit: int) -> Iterator[Block]:
    for block in blocks:
        if not block.text.strip():
            continue
        if block.kind is PassageKind.TABLE:
            parts: Iterable[str] = _row_groups(block.text, limit)
        elif len(block.text) > limit:
            parts = _sentences(block.text, limit)
        else:
            parts = (block.text.strip("\n").rstrip(),)
        for part in parts:
            yield Block(part, block.kind, block.page, block.label)


def _row_groups(table: str, limit: int) -> Iterator[str]:
    """A Markdown table in groups of rows under `limit` characters, each with the header."""
    header, rule, *rows = table.split("\n")
    room = limit - len(header) - len(rule) - 2
    group: list[str] = []
    size = 0
    for row in rows:
        if group and size + len(row) + 1 > room:
            yield "\n".join([header, rule, *group])
            group, size = [], 0
        group.append(row)
        size += len(row) + 1
    yield "\n".join([header, rule, *group])


def _sentences(text: str, limit: int) -> Iterator[str]:
    """Runs of whole sentences under `limit`; a longer sentence is cut at a space, or at `limit`."""
    run = ""
    for sentence in _SENTENCE_END.split(text):
        for piece in _chunks(sentence.strip(), limit):
            if run and len(run) + 1 + len(piece) > limit:
                yield run
                run = piece
            else:
                run = f"{run} {piece}" if run else piece
    if run:
        yield run


def _chunks(sentence: str, limit: int) -> Iterator[str]:
    start = 0
    while start < len(sentence):
        end = start + limit
        if end < len(sentence):
            space = sentence.rfind(" ", start + limit // 2, end + 1)
            end = space if space > 0 else end
        piece = sentence[start:end].strip()
        if piece:
            yield piece
        start = end


def _close(blocks: list[Block], passages: list[PassageDraft]) -> None:
    if blocks:
        passages.append(_passage(blocks, PassageKind.TEXT))
        blocks.clear()


def _passage(blocks: Sequence[Block], kind: PassageKind) -> PassageDraft:
    pages = [block.page for block in blocks if block.page is not None]
    labels = [block.label for block in blocks if block.label]
    first, last = (min(pages), max(pages)) if pages else (None, None)
    label = None
    if labels and len(labels) == len(blocks):
        label = labels[0] if labels[0] == labels[-1] else f"{labels[0]}-{labels[-1]}"
    return PassageDraft(_join(blocks), kind, first, last, label)


def _room(passage: PassageDraft, note: Block, limit: int) -> bool:
    return len(passage.text) + 2 + len(note.text) <= limit + NOTE_SLACK


def _with_note(passage: PassageDraft, note: Block) -> PassageDraft:
    return PassageDraft(
        f"{passage.text}\n\n{note.text}",
        passage.kind,
        passage.page_from,
        passage.page_to if note.page is None else max(note.page, passage.page_to or note.page),
        passage.page_label,
    )
