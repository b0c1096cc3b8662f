"""Which programs go together: what excludes, reduces or allows what, from when to when, and why.

The entries are one document with a passage each, so that an answer on two programs has something to cite.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pydantic import Field

from knowledge.aspects import Aspect
from knowledge.cards.blocks import (
    Block,
    block_editions,
    block_uses,
    passages_of,
    program_name,
    statement_block,
)
from knowledge.cards.editions import Edition
from knowledge.cards.files import CatalogFile, Place
from knowledge.cards.interpolation import Use
from knowledge.cards.parameters import Parameter
from knowledge.cards.schema import SnakeId, Statement, Text, entries, repeated, validated
from knowledge.records import Audience, DocumentDraft, DocumentKind, Passage, PassageDraft, SectionDraft

EXCLUSIONS = "exclusions"
TITLE = "함께 받을 수 있는지 보는 표"


class ExclusionKind(StrEnum):
    """What two programs do to each other."""

    NOT_TOGETHER = "not_together"
    REDUCES = "reduces"
    CHOOSE_ONE = "choose_one"
    ALLOWED = "allowed"

    @property
    def term(self) -> str:
        """What people read."""
        return _TERMS[self]


_TERMS = {
    ExclusionKind.NOT_TOGETHER: "함께 받을 수 없음",
    ExclusionKind.REDUCES: "함께 받을 수 있으나 금액이 줄어듦",
    ExclusionKind.CHOOSE_ONE: "둘 가운데 하나를 고름",
    ExclusionKind.ALLOWED: "함께 받을 수 있음",
}


class ExclusionEntry(Statement):
    """An entry of the file: each of `programs` against each of `others`, by id, or by name without a card."""

    id: SnakeId
    programs: list[Text] = Field(min_length=1)
    others: list[Text] = Field(min_length=1)
    kind: ExclusionKind


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A checked entry. `title` names both sides as people do; it stands at `place` in `file`."""

    entry: ExclusionEntry
    title: str
    block: Block
    file: CatalogFile
    place: Place

    @property
    def kind(self) -> ExclusionKind:
        """What the two sides do to each other."""
        return self.entry.kind

    def holds(self, day: date) -> bool:
        """Whether it is in force on that day."""
        return self.block.holds(day)

    def between(self, a: str, b: str) -> bool:
        """Whether it speaks of these two, in either order."""
        programs, others = self.entry.programs, self.entry.others
        return (a in programs and b in others) or (b in programs and a in others)

    def text(self, day: date) -> str:
        """The effect on that day in Korean, with its source and, where unsure, the mark for it."""
        return f"{self.block.template.render(day).text}{self.block.suffix}"

    def passages(self, edition: Edition) -> Iterator[PassageDraft]:
        """Its passage in an edition of the document."""
        return passages_of(f"{self.title}: {self.kind.term}", edition, [self.block])


@dataclass(frozen=True, slots=True)
class Exclusions:
    """All entries, in the order of their files."""

    entries: tuple[Exclusion, ...] = ()

    def between(self, a: str, b: str, on: date) -> list[Exclusion]:
        """What holds between two programs on a day, in either order; empty where nothing is known."""
        return [entry for entry in self.entries if entry.between(a, b) and entry.holds(on)]

    def of(self, program: str, on: date) -> list[Exclusion]:
        """All that holds for one program on a day."""
        return [
            found
            for found in self.entries
            if program in (*found.entry.programs, *found.entry.others) and found.holds(on)
        ]

    def cited(
        self, a: str, b: str, on: date, passages: Sequence[Passage]
    ) -> list[tuple[Exclusion, str, Passage]]:
        """For an answer: entry, its text and the passage to cite, of the stored document in force on the day.

        An entry whose passage is not among `passages` is left out: what cannot be cited is not said.
        """
        edition = next((edition for edition in self.editions() if edition.holds(on)), None)
        stored = {passage.text: passage for passage in passages}
        return [
            (entry, entry.text(on), stored[draft.text])
            for entry in self.between(a, b, on)
            for draft in (entry.passages(edition) if edition else ())
            if draft.text in stored
        ]

    def editions(self) -> list[Edition]:
        """The periods for which the document reads alike."""
        return block_editions(entry.block for entry in self.entries)

    def uses(self, day: date) -> list[Use]:
        """The figures that the document shows on that day, each once."""
        return block_uses((entry.block for entry in self.entries), day)

    def drafts(self) -> Iterator[DocumentDraft]:
        """One document for each edition, a section a pair; none without entries."""
        for edition in self.editions() if self.entries else ():
            sections = [
                SectionDraft(
                    entry.title, aspect=Aspect.OVERLAP.value, passages=tuple(entry.passages(edition))
                )
                for entry in self.entries
                if entry.holds(edition.day)
            ]
            yield DocumentDraft(
                identity=EXCLUSIONS,
                title=TITLE,
                sections=tuple(sections),
                kind=DocumentKind.GUIDE,
                audience=Audience.PUBLIC,
                effective_from=edition.start,
                effective_to=edition.end,
            )


def load_exclusions(
    files: Iterable[CatalogFile], parameters: Mapping[str, Parameter], names: Mapping[str, str]
) -> Exclusions:
    """The entries of these files; the first mistake is a `CatalogError` with its line."""
    found: dict[str, Exclusion] = {}
    for file in files:
        for index, data in enumerate(entries(file)):
            entry = validated(ExclusionEntry, data, file, (index,))
            if entry.id in found:
                raise repeated("중복 규칙", entry.id, file, (index, "id"), str(found[entry.id].file.path))
            found[entry.id] = check_exclusion(entry, file, (index,), parameters, names)
    return Exclusions(tuple(found.values()))


def check_exclusion(
    entry: ExclusionEntry,
    file: CatalogFile,
    place: Place,
    parameters: Mapping[str, Parameter],
    names: Mapping[str, str],
) -> Exclusion:
    """The entry with its figures and programs resolved; `CatalogError` with file and line."""
    if both := set(entry.programs) & set(entry.others):
        raise file.error(f"'{min(both)}'이(가) 양쪽에 다 있습니다. 한쪽에서 지워 주세요.", place)
    sides = (
        ", ".join(program_name(name, names, file, (*place, side, at)) for at, name in enumerate(written))
        for side, written in (("programs", entry.programs), ("others", entry.others))
    )
    title = " · ".join(sides)
    block = statement_block(entry, file, (*place, "text"), parameters)
    return Exclusion(entry, title, block, file, place)
