"""HTML: the text a visitor reads. Scripts, navigation and footers are dropped, spans of tables expanded."""

from collections.abc import Iterator
from pathlib import Path

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PreformattedString

from ingest.blocks import Block, table_block
from ingest.drafts import document
from ingest.options import ReadOptions
from ingest.structure import outline
from ingest.tables import Cell, expand
from ingest.text import clean, decode, squeeze
from knowledge.errors import UnreadableDocument
from knowledge.records import DocumentDraft

_DROPPED = frozenset(
    [
        *("script", "style", "noscript", "template", "nav", "footer", "aside", "iframe", "svg"),
        *("button", "select", "textarea", "head"),
    ]
)
_DROPPED_ROLES = frozenset(["navigation", "contentinfo", "search", "banner"])
_BLOCKS = frozenset(
    [
        *(
            "address",
            "article",
            "blockquote",
            "body",
            "dd",
            "details",
            "div",
            "dl",
            "dt",
            "fieldset",
            "figcaption",
        ),
        *(
            "figure",
            "header",
            "hr",
            "html",
            "li",
            "main",
            "ol",
            "p",
            "pre",
            "section",
            "summary",
            "table",
            "ul",
        ),
    ]
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_MAX_DEPTH = 400


def read(path: Path, options: ReadOptions) -> list[DocumentDraft]:
    """One document. Its title is the page's `<h1>` when there is one, else its `<title>`."""
    soup = BeautifulSoup(_decode(path.read_bytes()), "lxml")
    page_title = squeeze(soup.title.get_text()) if soup.title else ""
    for tag in soup.find_all(_is_dropped):
        tag.decompose()
    content = soup.find("main") or soup.body or soup
    first = content.find("h1")
    title = squeeze(first.get_text()) if first else ""
    title = options.title or clean(title) or clean(page_title) or path.stem
    sections = outline(_blocks(content), title)
    return [document(path, options, title=title, sections=sections)]


def _decode(data: bytes) -> str | bytes:
    """A declared encoding is lxml's business; without one the bytes are told apart like plain text."""
    if b"charset" in data[:2048].lower():
        return data
    return decode(data)


def _blocks(root: Tag, depth: int = 0) -> Iterator[Block]:
    if depth > _MAX_DEPTH:
        raise UnreadableDocument("태그가 너무 깊이 겹쳐 있습니다. 본문만 텍스트로 저장해 다시 올려 주십시오.")
    inline: list[str] = []
    items = 0
    for child in root.children:
        if isinstance(child, NavigableString):
            if not isinstance(child, PreformattedString):
                inline.append(str(child))
        elif isinstance(child, Tag):
            if child.name == "br":
                inline.append("\n")
            elif child.name in _HEADINGS or child.name in _BLOCKS or child.find(_is_block):
                yield from _text(inline)
                inline = []
                items += child.name == "li"
                yield from _block(child, depth + 1, items)
            else:
                inline.append(child.get_text())
    yield from _text(inline)


def _block(tag: Tag, depth: int, item: int) -> Iterator[Block]:
    if tag.name in _HEADINGS:
        text = squeeze(clean(tag.get_text()))
        if text:
            yield Block(text, heading=_HEADINGS[tag.name])
    elif tag.name == "table":
        yield from _table(tag, depth)
    elif tag.name == "li" and not tag.find(_is_block):
        yield from _text([f"{item}. " if tag.parent and tag.parent.name == "ol" else "- ", tag.get_text()])
    else:
        yield from _blocks(tag, depth)


def _is_dropped(tag: Tag) -> bool:
    return tag.name in _DROPPED or tag.get("role") in _DROPPED_ROLES or tag.has_attr("hidden")


def _is_block(tag: Tag) -> bool:
    return tag.name in _BLOCKS or tag.name in _HEADINGS


def _table(table: Tag, depth: int) -> Iterator[Block]:
    """A table; one that lays out a page (it holds other tables) is read as what it holds."""
    if table.find("table"):
        for cell in table.find_all(["td", "th"], recursive=True):
            if cell.find_parent("table") is table:
                yield from _blocks(cell, depth)
        return
    caption = table.find("caption")
    if caption:
        yield from _text([caption.get_text()])
    rows, head = [], 0
    for row in table.find_all("tr"):
        cells = row.find_all(["td", "th"])
        rows.append([_cell(cell) for cell in cells])
        if cells and head == len(rows) - 1 and all(cell.name == "th" for cell in cells):
            head += 1
    block = table_block(expand(rows), head=head)
    if block:
        yield block


def _cell(tag: Tag) -> Cell:
    return Cell(clean(tag.get_text(" ")), _span(tag, "rowspan"), _span(tag, "colspan"))


def _span(tag: Tag, name: str) -> int:
    value = str(tag.get(name, "1")).strip()
    return int(value) if value.isdecimal() and len(value) < 12 else 1


def _text(inline: list[str]) -> Iterator[Block]:
    """Inline text with single spaces; `<br>` keeps its line."""
    lines = (squeeze(line) for line in clean("".join(inline)).replace("\t", " ").split("\n"))
    text = "\n".join(line for line in lines if line)
    if text:
        yield Block(text)
