"""Life events: what happened to a person, and the programs and deadlines that then matter, in order."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from pydantic import Field

from knowledge.aspects import Aspect
from knowledge.cards.blocks import (
    Block,
    block_editions,
    block_uses,
    passages_of,
    program_name,
    prose_passage,
    statement_block,
)
from knowledge.cards.editions import Edition
from knowledge.cards.files import CatalogFile, Place
from knowledge.cards.interpolation import Use
from knowledge.cards.parameters import Parameter
from knowledge.cards.schema import (
    Line,
    ProgramId,
    SnakeId,
    Statement,
    Strict,
    Text,
    entries,
    repeated,
    validated,
)
from knowledge.records import Audience, DocumentDraft, DocumentKind, SectionDraft

DEADLINES, PROGRAMS, ALSO = "때를 놓치면 안 되는 일", "살펴볼 사업", "함께 챙길 일"


class EventProgram(Statement):
    """A program that helps after the event; `text` says for whom or what it does then."""

    id: ProgramId


class LifeEvent(Strict):
    """An event as it stands in the file. `programs` come in the order that helps most.

    `phrases` are how people say that it happened, `deadlines` what is lost by waiting, `also` what has no
    card.
    """

    id: SnakeId
    name: Text
    title: Text
    phrases: list[Text] = Field(min_length=1)
    summary: list[Line] = Field(min_length=1)
    deadlines: list[Line] = Field(min_length=1)
    programs: list[EventProgram] = Field(default=[])
    also: list[Line] = Field(default=[])


@dataclass(frozen=True, slots=True)
class LoadedLifeEvent:
    """An event with its checked texts."""

    event: LifeEvent
    file: CatalogFile
    place: Place
    summary: tuple[Block, ...]
    sections: tuple[tuple[str, tuple[Block, ...]], ...]

    @property
    def identity(self) -> str:
        """The identity of its document, over all editions."""
        return f"life-event:{self.event.id}"

    @property
    def programs(self) -> tuple[str, ...]:
        """The ids of its programs, in the order that helps most."""
        return tuple(program.id for program in self.event.programs)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """All its statements, in reading order."""
        return (*self.summary, *(block for _, blocks in self.sections for block in blocks))

    def uses(self, day: date) -> list[Use]:
        """The figures that it shows on that day, each once."""
        return block_uses(self.blocks, day)

    def drafts(self) -> Iterator[DocumentDraft]:
        """One document for each edition."""
        for edition in block_editions(self.blocks):
            yield DocumentDraft(
                identity=self.identity,
                title=self.event.title,
                sections=tuple(self._sections(edition)),
                kind=DocumentKind.GUIDE,
                audience=Audience.PUBLIC,
                effective_from=edition.start,
                effective_to=edition.end,
                questions=tuple(self.event.phrases),
            )

    def _sections(self, edition: Edition) -> Iterator[SectionDraft]:
        overview = prose_passage(self.summary, edition, (), lead=f"{self.event.title}({self.event.name})")
        yield SectionDraft(self.event.name, aspect=Aspect.DEFINITION.value, passages=(overview,))
        for heading, blocks in self.sections:
            if passages := tuple(passages_of(f"{self.event.title}: {heading}", edition, blocks)):
                aspect = Aspect.PERIOD.value if heading == DEADLINES else None
                yield SectionDraft(heading, aspect=aspect, passages=passages)


def load_life_events(
    files: Iterable[CatalogFile], parameters: Mapping[str, Parameter], names: Mapping[str, str]
) -> dict[str, LoadedLifeEvent]:
    """The events of these files by id; the first mistake is a `CatalogError` with its line."""
    found: dict[str, LoadedLifeEvent] = {}
    for file in files:
        for index, data in enumerate(entries(file)):
            event = validated(LifeEvent, data, file, (index,))
            if event.id in found:
                raise repeated("생애사건", event.id, file, (index, "id"), str(found[event.id].file.path))
            found[event.id] = check_life_event(event, file, (index,), parameters, names)
    return found


def check_life_event(
    event: LifeEvent,
    file: CatalogFile,
    place: Place,
    parameters: Mapping[str, Parameter],
    names: Mapping[str, str],
) -> LoadedLifeEvent:
    """The event with its figures and programs resolved; `CatalogError` with file and line."""

    def blocks(part: str, lines: list[Line]) -> tuple[Block, ...]:
        return tuple(
            statement_block(line, file, (*place, part, index, "text"), parameters)
            for index, line in enumerate(lines)
        )

    programs = []
    for index, program in enumerate(event.programs):
        where = (*place, "programs", index)
        prefix = f"{index + 1}. {program_name(program.id, names, file, (*where, 'id'))}: "
        programs.append(statement_block(program, file, (*where, "text"), parameters, prefix))
    sections = (
        (DEADLINES, blocks("deadlines", event.deadlines)),
        (PROGRAMS, tuple(programs)),
        (ALSO, blocks("also", event.also)),
    )
    return LoadedLifeEvent(event, file, place, blocks("summary", event.summary), sections)
