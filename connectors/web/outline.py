"""A long document in parts, and the neighbours of a passage."""

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.records import Passage, StoredDocument, StoredSection

_PART = 150
_FULL_OUTLINE = 120


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the outline and the part in which its section stands (from 1)."""

    section: StoredSection
    part: int


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a document. `number` and `count` from 1; `outline` spans the whole document."""

    number: int
    count: int
    sections: tuple[StoredSection, ...]
    outline: tuple[Entry, ...]


def split(document: StoredDocument, size: int = _PART) -> list[list[StoredSection]]:
    """Sections in parts of about `size` passages; a section is never cut."""
    parts: list[list[StoredSection]] = [[]]
    held = 0
    for section in document.sections:
        if held and held + len(section.passages) > size:
            parts.append([])
            held = 0
        parts[-1].append(section)
        held += len(section.passages)
    return parts


def part_of(document: StoredDocument, number: int) -> Part | None:
    """The part with that number, None where there is none."""
    parts = split(document)
    if not 1 <= number <= len(parts):
        return None
    return Part(number, len(parts), tuple(parts[number - 1]), _outline(parts))


def part_with(document: StoredDocument, passage_id: str) -> Part | None:
    """The part in which a passage stands."""
    for number, sections in enumerate(split(document), 1):
        if any(passage.id == passage_id for section in sections for passage in section.passages):
            return part_of(document, number)
    return None


def neighbours(document: StoredDocument, passage_id: str) -> tuple[Passage | None, Passage | None]:
    """The passages before and after, in reading order."""
    flat = [passage for section in document.sections for passage in section.passages]
    place = next((index for index, passage in enumerate(flat) if passage.id == passage_id), None)
    if place is None:
        return None, None
    return (flat[place - 1] if place else None), (flat[place + 1] if place + 1 < len(flat) else None)


def headings(sections: Sequence[StoredSection]) -> list[tuple[int, StoredSection]]:
    """Each section with its heading level, from 2 to 5; a level is never skipped on the way down."""
    result: list[tuple[int, StoredSection]] = []
    level = 1
    for section in sections:
        level = min(level + 1, section.depth + 2, 5)
        result.append((level, section))
    return result


def section_title(section: StoredSection) -> str:
    """The heading with its marker, once."""
    if not section.marker or section.title.startswith(section.marker):
        return section.title
    return f"{section.marker} {section.title}".strip()


def _outline(parts: Sequence[Sequence[StoredSection]]) -> tuple[Entry, ...]:
    """Every section, or the upper levels only where that would be too long to read."""
    entries = [Entry(section, number) for number, part in enumerate(parts, 1) for section in part]
    depth = max((entry.section.depth for entry in entries), default=0)
    while len(entries) > _FULL_OUTLINE and depth > 0:
        depth -= 1
        entries = [entry for entry in entries if entry.section.depth <= depth]
    return tuple(entries)
