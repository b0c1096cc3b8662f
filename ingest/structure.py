"""The outline of a Korean official document: which lines are headings, and what stands under which.

Measured on 507 official files: a marker joins the open list whose last ordinal is one less; otherwise the
first of a list nests; otherwise lists of a lower rank close. 조 outranks "1." only where a statute began with
장 or 조: elsewhere it is quoted law, and nests. "가." needs its list and text after it ("…한다." ends lines).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from ingest.blocks import Block
from ingest.markers import (
    ALWAYS_POPS,
    ARTICLE_TITLE,
    NEVER_HEADINGS,
    STATUTE_UNITS,
    Marker,
    is_contents_line,
    read_marker,
)
from ingest.passages import split
from ingest.text import squeeze
from knowledge.records import PassageKind, SectionDraft

HEADING_CHARACTERS = 40
MAX_DEPTH = 12
_SENTENCE_ENDS = (".", "다", "음", "함", "됨", "임", "것", "요", ",", ";", ":", "?", "!")
_HEADING_ENDS = ("사항", "포함", "모임", "처음", "책임", "위임", "조요", "개요", "필요", "수요", "주요")


@dataclass(slots=True)
class _Node:
    title: str
    depth: int
    marker: Marker | None = None
    line: Block | None = None
    level: int = 0
    blocks: list[Block] = field(default_factory=list)
    parent: "_Node | None" = None
    children: int = 0
    inner: dict[str, int] = field(default_factory=dict)


def outline(blocks: Iterable[Block], title: str) -> tuple[SectionDraft, ...]:
    """Sections with their passages, in reading order. What precedes the first heading stands under `title`.

    Where the format itself has headings they alone make the outline; one that repeats the title is dropped.
    Tables of contents are left out: they repeat the headings and answer nothing. Never raises on any text.
    """
    blocks = list(blocks)
    nodes = [_Node(squeeze(title), 0)]
    stack: list[_Node] = []
    statute: bool | None = None
    explicit = any(block.heading for block in blocks)
    for block in blocks:
        if block.kind is PassageKind.TEXT and _is_contents(block.text):
            continue
        if block.heading:
            if len(nodes) > 1 or squeeze(block.text) != nodes[0].title:
                _open(nodes, stack, _under_heading(stack, block))
            continue
        marker = None if explicit or block.kind is PassageKind.TABLE else read_marker(block.text)
        if marker and statute is None and marker.kind not in NEVER_HEADINGS:
            statute = marker.kind in STATUTE_UNITS
        if statute and marker and marker.kind not in STATUTE_UNITS:
            marker = None
        if marker and not _is_quoted(marker, nodes[-1], stack) and _is_heading(marker, block, stack):
            node, body = _section(marker, block)
            _place(stack, marker, statute=bool(statute))
            _open(nodes, stack, node)
            if body:
                node.blocks.append(body)
        else:
            nodes[-1].blocks.append(block)
    return tuple(_sections(_demote(nodes), statute=bool(statute)))


def _is_contents(text: str) -> bool:
    lines = [line for line in text.split("\n") if line.strip()]
    return bool(lines) and all(is_contents_line(line) for line in lines)


def _is_heading(marker: Marker, block: Block, stack: Sequence[_Node]) -> bool:
    if marker.kind in NEVER_HEADINGS or "\n" in block.text.strip():
        return marker.kind == "article"
    if marker.kind in STATUTE_UNITS:
        return True
    if marker.kind == "letter" and marker.ordinal != 1 and not _continues(marker, stack):
        return False
    rest = marker.rest
    if len(rest) > HEADING_CHARACTERS or re.search(r"[:：]\s*\S", rest):
        return False
    return rest.endswith(_HEADING_ENDS) or not rest.rstrip(" )】]」").endswith(_SENTENCE_ENDS)


def _is_quoted(marker: Marker, current: _Node, stack: Sequence[_Node]) -> bool:
    """Whether the line belongs to the 호 and 목 of an article, which are its text.

    The innermost list wins: "6." after an article's own "5." is its 호, though an outer "5." is open too.
    """
    if current.marker is None or current.marker.kind != "article" or marker.kind in STATUTE_UNITS:
        return False
    if marker.ordinal is None:
        return False
    last = current.inner.get(marker.kind, 0)
    if marker.ordinal == last + 1 or not _continues(marker, stack):
        current.inner[marker.kind] = marker.ordinal
        return True
    return False


def _continues(marker: Marker, stack: Sequence[_Node]) -> bool:
    return any(node.marker is not None and marker.follows(node.marker) for node in stack)


def _section(marker: Marker, block: Block) -> tuple[_Node, Block | None]:
    """The node of a heading line. An article's body may follow its title on the same line."""
    if marker.kind != "article":
        return _Node(squeeze(block.text), 0, marker, block), None
    found = ARTICLE_TITLE.match(marker.rest)
    name = found.group() if found else marker.rest
    body = marker.rest[len(name) :].strip()
    return _Node(squeeze(f"{marker.text} {name}"), 0, marker), replace(block, text=body) if body else None


def _place(stack: list[_Node], marker: Marker, statute: bool) -> None:
    """Closes the lists that the marker does not belong under."""
    if marker.kind == "article" and not statute:
        while stack and stack[-1].marker and stack[-1].marker.kind == "article":
            stack.pop()
        return
    for place in range(len(stack) - 1, -1, -1):
        before = stack[place].marker
        if before is not None and marker.follows(before):
            del stack[place:]
            return
    first = marker.ordinal == 1 and marker.kind not in ALWAYS_POPS and marker.kind != "article"
    if first and len(stack) < MAX_DEPTH:
        return
    while stack and stack[-1].marker is not None and stack[-1].marker.rank >= marker.rank:
        stack.pop()


def _under_heading(stack: list[_Node], block: Block) -> _Node:
    """A heading whose level the format itself gives closes every list and every heading of its level."""
    while stack and (stack[-1].level == 0 or stack[-1].level >= block.heading):
        stack.pop()
    return _Node(squeeze(block.text), 0, read_marker(block.text), None, block.heading)


def _open(nodes: list[_Node], stack: list[_Node], node: _Node) -> None:
    node.parent = stack[-1] if stack else None
    node.depth = min(len(stack), MAX_DEPTH)
    if node.parent:
        node.parent.children += 1
    stack.append(node)
    nodes.append(node)


def _demote(nodes: Sequence[_Node]) -> list[_Node]:
    """Headings with nothing under them are items of a list: a whole list of them is text of its parent."""
    families: dict[int, list[_Node]] = {}
    for node in nodes[1:]:
        families.setdefault(id(node.parent), []).append(node)
    lists = {parent for parent, family in families.items() if all(_is_bare(node) for node in family)}
    kept = [nodes[0]]
    for node in nodes[1:]:
        if not _is_bare(node):
            kept.append(node)
        elif node.line and id(node.parent) in lists:
            (node.parent or nodes[0]).blocks.append(node.line)
        elif node.line:
            node.blocks.append(node.line)
            kept.append(node)
    return kept


def _is_bare(node: _Node) -> bool:
    return not node.children and not node.blocks and node.line is not None


def _sections(nodes: Iterable[_Node], statute: bool) -> Iterable[SectionDraft]:
    for place, node in enumerate(nodes):
        groups = _paragraphs(node.blocks) if statute else [node.blocks]
        passages = tuple(passage for group in groups for passage in split(group))
        if place == 0 and not passages:
            continue
        marker = node.marker.text if node.marker else ""
        yield SectionDraft(node.title, node.depth, marker, passages=passages)


def _paragraphs(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    """The blocks of an article by its 항: each begins with ①, ② …"""
    current: list[Block] = []
    for block in blocks:
        marker = read_marker(block.text)
        if marker and marker.kind == "circled" and current:
            yield current
            current = []
        current.append(block)
    yield current
