"""Plain text: blank lines part paragraphs, markers begin items, the outline is found by structure."""

from collections.abc import Iterator
from pathlib import Path

from ingest.blocks import Block
from ingest.drafts import document
from ingest.markers import read_marker
from ingest.options import ReadOptions
from ingest.structure import outline
from ingest.text import decode, squeeze
from knowledge.records import DocumentDraft

_TITLE_CHARACTERS = 100


def read(path: Path, options: ReadOptions) -> list[DocumentDraft]:
    """One document; its title is the file's name unless told otherwise."""
    text = decode(path.read_bytes())
    title = squeeze(options.title or path.stem)
    return [document(path, options, title=title, sections=outline(paragraphs(text), title))]


def paragraphs(text: str) -> Iterator[Block]:
    """The blocks of a plain text. Lines without a marker join the paragraph above them."""
    lines: list[str] = []
    for line in [*text.split("\n"), ""]:
        if lines and (not line.strip() or read_marker(line) or _is_marked_heading(lines)):
            yield Block("\n".join(lines))
            lines = []
        if line.strip():
            lines.append(line.rstrip())


def _is_marked_heading(lines: list[str]) -> bool:
    """A short line with a marker stands alone: the text under a heading is not its continuation."""
    return len(lines) == 1 and len(lines[0]) <= 40 and read_marker(lines[0]) is not None
