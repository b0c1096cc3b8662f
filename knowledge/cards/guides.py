"""Guides: how things work across programs (recognised income, appeals, vouchers), as dated documents.

A guide reads like a card: the same lines, figures only through `{{…}}`, a document for each period in which
its text is the same.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from pydantic import Field, StrictBool

from knowledge.aspects import Aspect
from knowledge.cards.blocks import (
    Block,
    block_editions,
    block_uses,
    law_lines,
    passages_of,
    plain_block,
    program_name,
    prose_passage,
    statement_block,
)
from knowledge.cards.editions import Edition
from knowledge.cards.files import CatalogFile
from knowledge.cards.interpolation import Use
from knowledge.cards.parameters import Parameter
from knowledge.cards.schema import (
    Confidence,
    LawReference,
    Line,
    ProgramId,
    Strict,
    Text,
    repeated,
    validated,
)
from knowledge.records import Audience, DocumentDraft, DocumentKind, SectionDraft

OVERVIEW = "한눈에 보기"


class GuideSection(Strict):
    """A heading and its lines; `numbered` ones are steps in order."""

    heading: Text
    lines: list[Line] = Field(min_length=1)
    numbered: StrictBool = False


class Guide(Strict):
    """A guide as it stands in its file. `related` are programs by id, or names of what has no card."""

    id: ProgramId
    title: Text
    aliases: list[Text] = Field(default=[])
    audience: Audience = Audience.PUBLIC
    summary: list[Line] = Field(min_length=1)
    sections: list[GuideSection] = Field(min_length=1)
    law: list[LawReference] = Field(default=[])
    related: list[Text] = Field(default=[])
    questions: list[Text] = Field(min_length=1)
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class LoadedSection:
    """A section with its checked statements."""

    heading: str
    aspect: Aspect | None
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class LoadedGuide:
    """A guide with its file and its checked texts."""

    guide: Guide
    file: CatalogFile
    summary: tuple[Block, ...]
    sections: tuple[LoadedSection, ...]

    @property
    def identity(self) -> str:
        """The identity of its document, over all editions."""
        return f"guide:{self.guide.id}"

    @property
    def blocks(self) -> tuple[Block, ...]:
        """All its statements, in reading order."""
        return (*self.summary, *(block for section in self.sections for block in section.blocks))

    def uses(self, day: date) -> list[Use]:
        """The figures that it shows on that day, each once."""
        return block_uses(self.blocks, day)

    def drafts(self) -> Iterator[DocumentDraft]:
        """One document for each edition of the guide."""
        for edition in block_editions(self.blocks):
            yield DocumentDraft(
                identity=self.identity,
                title=self.guide.title,
                sections=tuple(self._sections(edition)),
                kind=DocumentKind.GUIDE,
                audience=self.guide.audience,
                effective_from=edition.start,
                effective_to=edition.end,
                questions=tuple(self.guide.questions),
                attributes={"confidence": self.guide.confidence.value},
            )

    def _sections(self, edition: Edition) -> Iterator[SectionDraft]:
        overview = prose_passage(self.summary, edition, self.guide.aliases, lead=self.guide.title)
        yield SectionDraft(title=OVERVIEW, aspect=Aspect.DEFINITION.value, passages=(overview,))
        for section in self.sections:
            lead = f"{self.guide.title}: {section.heading}"
            if passages := tuple(passages_of(lead, edition, section.blocks)):
                aspect = section.aspect.value if section.aspect else None
                yield SectionDraft(title=section.heading, aspect=aspect, passages=passages)


def load_guides(
    files: Iterable[CatalogFile], parameters: Mapping[str, Parameter], names: Mapping[str, str]
) -> dict[str, LoadedGuide]:
    """The guides of these files by id; the first mistake is a `CatalogError` with its line."""
    found: dict[str, LoadedGuide] = {}
    for file in files:
        loaded = check_guide(validated(Guide, file.data, file), file, parameters, names)
        if (name := loaded.guide.id) in found:
            raise repeated("안내", name, file, ("id",), str(found[name].file.path))
        found[name] = loaded
    return found


def check_guide(
    guide: Guide, file: CatalogFile, parameters: Mapping[str, Parameter], names: Mapping[str, str]
) -> LoadedGuide:
    """The guide with every `{{…}}` and every related program resolved; `CatalogError` with file and line."""
    if file.path.stem != guide.id:
        raise file.error(f"파일 이름은 id와 같아야 합니다({guide.id}.yaml).", ("id",))
    summary = [
        statement_block(line, file, ("summary", index, "text"), parameters)
        for index, line in enumerate(guide.summary)
    ]
    sections: list[LoadedSection] = []
    for at, section in enumerate(guide.sections):
        if any(section.heading == earlier.heading for earlier in sections):
            raise file.error(f"제목 '{section.heading}'이(가) 두 번 나옵니다.", ("sections", at, "heading"))
        blocks = [
            statement_block(
                line,
                file,
                ("sections", at, "lines", index, "text"),
                parameters,
                f"{index + 1}. " if section.numbered else "- ",
            )
            for index, line in enumerate(section.lines)
        ]
        sections.append(LoadedSection(section.heading, None, tuple(blocks)))
    laws = tuple(plain_block(line) for line in law_lines(guide.law))
    related = tuple(
        plain_block(program_name(name, names, file, ("related", index)))
        for index, name in enumerate(guide.related)
    )
    sections.append(LoadedSection(Aspect.LAW.term, Aspect.LAW, laws))
    sections.append(LoadedSection(Aspect.RELATED.term, Aspect.RELATED, related))
    return LoadedGuide(guide, file, tuple(summary), tuple(sections))
