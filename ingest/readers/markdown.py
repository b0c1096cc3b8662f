"""Markdown: headings become sections, tables stay tables; front matter may give title, date and source."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from ingest.blocks import Block, table_block
from ingest.drafts import day, document
from ingest.options import ReadOptions
from ingest.readers import statute
from ingest.structure import outline
from ingest.text import decode, squeeze
from knowledge.errors import UnreadableDocument
from knowledge.records import DocumentDraft

_FRONT = re.compile(r"---\n(.*?)\n(?:---|\.\.\.)(?:\n|$)", re.DOTALL)
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml's, ten times as fast, where it is built in


def read(path: Path, options: ReadOptions) -> list[DocumentDraft]:
    """One document. A statute is recognised by its front matter and read by the 조."""
    front, body = front_matter(decode(path.read_bytes()))
    if statute.is_statute(front):
        return statute.read(path, options, front, body)
    blocks = list(_blocks(body))
    title = options.title or front.get("title") or front.get("제목") or _only_title(blocks) or path.stem
    sections = outline(blocks, squeeze(str(title)))
    dated = front.get("effective_from") or front.get("시행일자") or front.get("시행일")
    url = front.get("url") or front.get("출처") or front.get("source")
    draft = document(
        path,
        options,
        title=str(title),
        sections=sections,
        effective_from=day(dated) if dated else None,
        url=str(url) if url and str(url).startswith(("http://", "https://")) else None,
    )
    return [draft]


def front_matter(text: str) -> tuple[dict[str, Any], str]:
    """The YAML between the first two `---` lines, and the rest; an empty dict when there is none."""
    found = _FRONT.match(text)
    if not found:
        return {}, text
    try:
        front = yaml.load(found.group(1), Loader=_LOADER)  # noqa: S506 - either is a safe loader
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f"{mark.line + 2}번째 줄의 " if mark else ""
        raise UnreadableDocument(
            f"{line}머리말(YAML)이 올바르지 않습니다. '이름: 값' 꼴로 고쳐 다시 올려 주십시오."
        ) from error
    return (front, text[found.end() :]) if isinstance(front, dict) else ({}, text)


def _only_title(blocks: Sequence[Block]) -> str | None:
    """The first heading, when it is the only one of its level and nothing precedes it."""
    if not blocks or blocks[0].heading != 1:
        return None
    return blocks[0].text if sum(block.heading == 1 for block in blocks) == 1 else None


def _blocks(text: str) -> Iterator[Block]:
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    lines = text.split("\n")
    place = 0
    while place < len(tokens):
        token = tokens[place]
        if token.type == "heading_open":
            yield Block(squeeze(tokens[place + 1].content), heading=int(token.tag[1]))
            place += 3
        elif token.type == "table_open":
            end = _closing(tokens, place)
            table = table_block(list(_rows(tokens[place:end])))
            if table:
                yield table
            place = end
        elif token.nesting == 1 and token.type in ("bullet_list_open", "ordered_list_open"):
            end = _closing(tokens, place)
            yield from _items(lines, token, tokens[place:end])
            place = end
        elif token.type == "inline":
            yield Block(token.content)
            place += 1
        elif token.type in ("fence", "code_block", "html_block"):
            yield Block(token.content.strip("\n"))
            place += 1
        else:
            place += 1


def _closing(tokens: Sequence[Token], start: int) -> int:
    """The place after the token that closes the one at `start`."""
    depth = 0
    for place in range(start, len(tokens)):
        depth += tokens[place].nesting
        if depth == 0:
            return place + 1
    return len(tokens)


def _rows(tokens: Sequence[Token]) -> Iterator[list[str]]:
    row: list[str] = []
    for token in tokens:
        if token.type == "tr_open":
            row = []
        elif token.type == "inline":
            row.append(token.content)
        elif token.type == "tr_close":
            yield row


def _items(lines: Sequence[str], opened: Token, tokens: Sequence[Token]) -> Iterator[Block]:
    """The outermost items of a list as they are written, with what is nested in them."""
    for token in tokens:
        if token.type == "list_item_open" and token.level == opened.level + 1 and token.map:
            item = "\n".join(lines[token.map[0] : token.map[1]]).strip("\n").rstrip()
            if item.strip():
                yield Block(item)
