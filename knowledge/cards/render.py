"""Program cards and the glossary as documents: a section an aspect, passages that stand on their own."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NoReturn

from knowledge.aspects import Aspect
from knowledge.cards.editions import Edition, editions
from knowledge.cards.files import CatalogFile, Place
from knowledge.cards.interpolation import CHECK_MARK, Rendered, Template, Use, parse
from knowledge.cards.parameters import Parameter
from knowledge.cards.schema import Confidence, ProgramCard, Statement, Term
from knowledge.records import (
    Audience,
    DocumentDraft,
    DocumentKind,
    PassageDraft,
    PassageKind,
    SectionDraft,
)

PASSAGE_CHARACTERS = 600
GLOSSARY = "glossary"

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
class Block:
    """A checked statement of a card on its way into a section."""

    aspect: Aspect
    template: Template
    prefix: str = "- "
    suffix: str = ""
    start: date | None = None
    end: date | None = None

    def holds(self, day: date) -> bool:
        """Whether the statement is in force on that day."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)

    @property
    def dated(self) -> bool:
        """Whether the statement reads differently in another period."""
        return bool(self.template.parameters or self.start or self.end)


@dataclass(frozen=True, slots=True)
class LoadedCard:
    """A program card with its file and its checked texts."""

    card: ProgramCard
    file: CatalogFile
    blocks: tuple[Block, ...]
    central: tuple[Parameter, ...]

    @property
    def identity(self) -> str:
        """The identity of its document, over all editions."""
        return f"program:{self.card.id}"

    @property
    def parameters(self) -> dict[str, Parameter]:
        """Every parameter that its text uses."""
        return {p.id: p for block in self.blocks for p in block.template.parameters}

    def editions(self) -> list[Edition]:
        """The periods for which it has a document each."""
        starts = {block.start for block in self.blocks if block.start}
        lapses = {block.end + timedelta(days=1) for block in self.blocks if block.end}
        return editions(self.parameters.values(), self.central, starts | lapses)


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
        Block(
            aspect,
            _parse(statement.text, file, place, parameters),
            prefix,
            _suffix(statement.source, statement.confidence),
            statement.start,
            statement.end,
        )
        for aspect, place, statement, prefix in _statements(card)
    ]
    blocks += [Block(Aspect.LAW, Template((line,), None)) for line in _laws(card)]
    blocks += [Block(Aspect.RELATED, Template((name,), None)) for name in _related(card, file, names)]
    return LoadedCard(card, file, tuple(blocks), tuple(central))


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
    found: dict[tuple[str, tuple[str, ...]], Use] = {}
    for block in loaded.blocks:
        if block.holds(day):
            for use in block.template.render(day).uses:
                found.setdefault((use.parameter.id, use.figure.key), use)
    return list(found.values())


def glossary_draft(terms: Mapping[str, Term]) -> DocumentDraft:
    """The glossary as one document, a section a term."""
    sections = []
    for term in terms.values():
        text = f"{term.term}: {term.definition}{_suffix(term.source, term.confidence)}"
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


def _parse(text: str, file: CatalogFile, place: Place, parameters: Mapping[str, Parameter]) -> Template:
    def fail(problem: str) -> NoReturn:
        raise file.error(problem, place)

    return parse(text, parameters, fail)


def _suffix(source: str | None, confidence: Confidence) -> str:
    return (f" ({source})" if source else "") + (f" {CHECK_MARK}" if confidence.needs_check else "")


def _laws(card: ProgramCard) -> Iterator[str]:
    for law in card.law:
        articles = f" {', '.join(law.articles)}" if law.articles else ""
        yield f"{law.name}{articles}{_suffix(None, law.confidence)}"


def _related(card: ProgramCard, file: CatalogFile, names: Mapping[str, str]) -> Iterator[str]:
    for index, name in enumerate(card.related):
        if name.isascii() and name not in names:
            raise file.error(
                f"'{name}'이라는 사업이 programs/에 없습니다. 아직 없는 사업은 한글 이름으로 적어 주세요.",
                ("related", index),
            )
        yield names.get(name, name)


def _sections(loaded: LoadedCard, edition: Edition) -> Iterator[SectionDraft]:
    day = edition.day
    for aspect in dict.fromkeys(block.aspect for block in loaded.blocks):
        lines = [
            (block, block.template.render(day, edition.label))
            for block in loaded.blocks
            if block.aspect is aspect and block.holds(day)
        ]
        if lines:
            passages = tuple(_passages(loaded.card, aspect, edition, lines))
            yield SectionDraft(title=aspect.term, aspect=aspect.value, passages=passages)


def _passages(
    card: ProgramCard, aspect: Aspect, edition: Edition, lines: list[tuple[Block, Rendered]]
) -> Iterator[PassageDraft]:
    """Passages of about `PASSAGE_CHARACTERS`, each led by the program's name; tables are their own, last."""
    lead = f"{card.name}: {aspect.term}"
    if edition.label and any(block.dated for block, _ in lines):
        lead += f"({edition.label})"
    texts = [(block, rendered) for block, rendered in lines if rendered.table is None]
    yield from _definition(card, texts) if aspect is Aspect.DEFINITION else _lists(lead, texts)
    for block, rendered in lines:
        if rendered.table is not None:
            caption = f" - {rendered.text.rstrip(':')}" if rendered.text else ""
            yield PassageDraft(f"{lead}{caption}{block.suffix}\n\n{rendered.table}", PassageKind.TABLE)


def _definition(card: ProgramCard, texts: list[tuple[Block, Rendered]]) -> Iterator[PassageDraft]:
    text = " ".join(f"{rendered.text}{block.suffix}" for block, rendered in texts)
    also = f"\n\n다른 이름: {', '.join(card.aliases)}" if card.aliases else ""
    yield PassageDraft(f"{text}{also}\n\n담당: {card.agency}")


def _lists(lead: str, texts: list[tuple[Block, Rendered]]) -> Iterator[PassageDraft]:
    held: list[str] = []
    for block, rendered in texts:
        line = f"{block.prefix}{rendered.text}{block.suffix}"
        if held and len(lead) + sum(map(len, held)) + len(line) > PASSAGE_CHARACTERS:
            yield _list(lead, held)
            held = []
        held.append(line)
    if held:
        yield _list(lead, held)


def _list(lead: str, lines: list[str]) -> PassageDraft:
    return PassageDraft(f"{lead}\n\n" + "\n".join(lines))
