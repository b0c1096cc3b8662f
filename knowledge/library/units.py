"""Search units: neighbouring passages of one section that are found together.

A passage is the right size to cite and too small to find: an article is found by its heading and by any
of its paragraphs. A unit packs the passages of one section up to `UNIT_CHARACTERS`; a short document is
one unit. Units are derived from passages and never stored, so their ids say which passages they hold.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from knowledge.records import Passage

UNIT_CHARACTERS = 1200


@dataclass(frozen=True, slots=True)
class Unit:
    """Passages `first`..`last` (ordinals, inclusive) of one document; `title` is what they are about."""

    document_key: str
    first: int
    last: int
    title: str
    passages: tuple[Passage, ...]

    @property
    def id(self) -> str:
        """`<document key>-<first>-<last>`."""
        return f"{self.document_key}-{self.first:05d}-{self.last:05d}"

    @property
    def text(self) -> str:
        """The passages' text, a blank line between them."""
        return "\n\n".join(passage.text for passage in self.passages)


def document_key_of(unit_id: str) -> str:
    """The edition a unit belongs to."""
    return unit_id.rsplit("-", 2)[0]


def passage_ids_of(unit_id: str) -> list[str]:
    """The ids of a unit's passages, in reading order."""
    key, first, last = unit_id.rsplit("-", 2)
    return [f"{key}-{ordinal:05d}" for ordinal in range(int(first), int(last) + 1)]


def units_of(passages: Sequence[Passage]) -> list[Unit]:
    """The units of one document, from all its passages in reading order."""
    if sum(len(passage.text) for passage in passages) <= UNIT_CHARACTERS:
        return [unit_of(passages)] if passages else []
    units = []
    for _, section in groupby(passages, key=lambda passage: passage.section_id):
        units += [unit_of(group) for group in _packed(list(section))]
    return units


def _packed(passages: Sequence[Passage]) -> Iterator[list[Passage]]:
    group: list[Passage] = []
    size = 0
    for passage in passages:
        if group and size + len(passage.text) > UNIT_CHARACTERS:
            yield group
            group, size = [], 0
        group.append(passage)
        size += len(passage.text)
    if group:
        yield group


def unit_of(passages: Sequence[Passage]) -> Unit:
    """The unit of these passages. One section gives its heading to the title, several do not."""
    first = passages[0]
    one_section = all(passage.section_id == first.section_id for passage in passages)
    heading = first.breadcrumb[-1:] if one_section else ()
    title = " ".join((first.document, *(crumb for crumb in heading if crumb != first.document)))
    return Unit(first.document_key, first.ordinal, passages[-1].ordinal, title, tuple(passages))
