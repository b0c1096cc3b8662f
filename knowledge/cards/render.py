"""Program cards and the glossary as documents: a section an aspect, passages that stand on their own."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

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
    suffix,
)
from knowledge.cards.editions import Edition
from knowledge.cards.files import CatalogFile, Place
from knowledge.cards.interpolation import Use
from knowledge.cards.parameters import Parameter
from knowledge.cards.schema import ProgramCard, Statement, Term
from knowledge.records import (
    Audience,
    DocumentDraft,
    DocumentKind,
    PassageDraft,
    SectionDraft,
)

GLOSSARY = "glossary"
OFFICIALS = "담당자가 살피는 것"
"""What leads the sentences about what the rules leave to an official."""

_LISTS = (
    (Aspect.DEFINITION, "summary"),
    (Aspect.TARGET, "target"),
    (Aspect.CRITERIA, "criteria"),
    (Aspect.BENEFIT, "benefit"),
    (Aspect.APPLICATION, "application"),
    (Aspect.DOCUMENTS, "documents"),
    (Aspect.PERIOD, "period"),
    (Aspect.APPEAL, "appeal"),
    (Aspect.OVERLAP, "overlap"),
    (Aspect.NOTES, "notes"),
    (Aspect.CONTACT, "contact"),
)
_WAYS = (("online", "온라인"), ("visit", "방문"), ("proxy", "대리 신청"), ("ex_officio", "직권 신청"))


@dataclass(frozen=True, slots=True)
class LoadedCard:
    """A program card with its file and its checked texts; `officials` are what its rules leave to people."""

    card: ProgramCard
    file: CatalogFile
    blocks: tuple[Block, ...]
    central: tuple[Parameter, ...]
    officials: tuple[Block, ...] = ()

    @property
    def identity(self) -> str:
        """The identity of its document, over all editions."""
        return f"program:{self.card.id}"

    @property
    def parameters(self) -> dict[str, Parameter]:
        """Every parameter that its text uses."""
        return {p.id: p for block in self._texts for p in block.template.parameters}

    def editions(self) -> list[Edition]:
        """The periods for which it has a document each."""
        return block_editions(self._texts, self.central)

    @property
    def _texts(self) -> tuple[Block, ...]:
        return (*self.blocks, *self.officials)


def check_card(
    card: ProgramCard, file: CatalogFile, parameters: Mapping[str, Parameter], names: Mapping[str, str]
) -> LoadedCard:
    """The card with every `{{…}}` and every related program resolved; `CatalogError` with file and line."""
    central = []
    for index, name in enumerate(card.central):
        if name not in parameters:
            raise file.error(f"'{name}'이라는 수치가 parameters/에 없습니다.", ("central", index))
        central.append(parameters[name])
    blocks = [
        statement_block(statement, file, place, parameters, prefix, aspect)
        for aspect, place, statement, prefix in _statements(card)
    ]
    blocks += [plain_block(line, Aspect.LAW) for line in law_lines(card.law)]
    for index, related in enumerate(card.related):
        name = program_name(related, names, file, ("related", index))
        blocks.append(plain_block(name, Aspect.RELATED))
    officials = [
        statement_block(statement, file, ("not_modelled", index, "text"), parameters, aspect=Aspect.NOTES)
        for index, statement in enumerate(card.not_modelled)
    ]
    return LoadedCard(card, file, tuple(blocks), tuple(central), tuple(officials))


def card_drafts(loaded: LoadedCard) -> Iterator[DocumentDraft]:
    """One document for each edition of the card."""
    card = loaded.card
    for edition in loaded.editions():
        yield DocumentDraft(
            identity=loaded.identity,
            title=card.name,
            sections=tuple(_sections(loaded, edition)),
            kind=DocumentKind.PROGRAM,
            audience=Audience.PUBLIC,
            effective_from=edition.start,
            effective_to=edition.end,
            questions=tuple(card.questions),
            program=card.id,
            attributes={"agency": card.agency, "field": card.field, "confidence": card.confidence.value},
        )


def card_uses(loaded: LoadedCard, day: date) -> list[Use]:
    """The figures that the card shows on that day, each once, in reading order."""
    return block_uses((*loaded.blocks, *loaded.officials), day)


def glossary_draft(terms: Mapping[str, Term]) -> DocumentDraft:
    """The glossary as one document, a section a term."""
    sections = []
    for term in terms.values():
        text = f"{term.term}: {term.definition}{suffix(term.source, term.confidence)}"
        if term.synonyms:
            text += f"\n\n비슷한 말: {', '.join(term.synonyms)}"
        sections.append(
            SectionDraft(title=term.term, aspect=Aspect.DEFINITION.value, passages=(PassageDraft(text),))
        )
    return DocumentDraft(
        identity=GLOSSARY,
        title="복지 용어 사전",
        sections=tuple(sections),
        kind=DocumentKind.GUIDE,
        audience=Audience.PUBLIC,
    )


def _statements(card: ProgramCard) -> Iterator[tuple[Aspect, Place, Statement, str]]:
    for aspect, name in _LISTS:
        if aspect is Aspect.APPLICATION:
            yield from _application(card)
            continue
        for index, statement in enumerate(getattr(card, name)):
            yield aspect, (name, index, "text"), statement, "- "


def _application(card: ProgramCard) -> Iterator[tuple[Aspect, Place, Statement, str]]:
    for name, title in _WAYS:
        statement = getattr(card.application, name)
        if statement is not None:
            yield Aspect.APPLICATION, ("application", name, "text"), statement, f"- {title}: "
    for index, statement in enumerate(card.application.steps):
        yield Aspect.APPLICATION, ("application", "steps", index, "text"), statement, f"{index + 1}. "


def _sections(loaded: LoadedCard, edition: Edition) -> Iterator[SectionDraft]:
    for aspect in dict.fromkeys(block.aspect for block in loaded.blocks):
        blocks = [b for b in loaded.blocks if b.aspect is aspect and b.holds(edition.day)]
        if aspect and blocks:
            passages = tuple(_passages(loaded, aspect, edition, blocks))
            yield SectionDraft(title=aspect.term, aspect=aspect.value, passages=passages)


def _passages(
    loaded: LoadedCard, aspect: Aspect, edition: Edition, blocks: list[Block]
) -> Iterator[PassageDraft]:
    """The passages of a section; the summary is prose, with the names and the agency under it.

    After the notes comes what the rules leave to an official, which is told with every verdict too.
    """
    card = loaded.card
    lead = f"{card.name}: {aspect.term}"
    if aspect is not Aspect.DEFINITION:
        yield from passages_of(lead, edition, blocks)
        if aspect is Aspect.NOTES:
            yield from passages_of(f"{card.name}: {OFFICIALS}", edition, loaded.officials)
        return
    yield prose_passage(blocks, edition, card.aliases, end=f"담당: {card.agency}")
    yield from passages_of(lead, edition, [block for block in blocks if block.template.table])
