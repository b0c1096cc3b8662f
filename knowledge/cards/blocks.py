"""Checked statements on their way into passages: what program cards, guides and the rest share."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NoReturn

from knowledge.aspects import Aspect
from knowledge.cards.editions import Edition, editions
from knowledge.cards.files import CatalogFile, Place
from knowledge.cards.interpolation import CHECK_MARK, Rendered, Template, Use, parse
from knowledge.cards.parameters import Parameter
from knowledge.cards.schema import Confidence, LawReference, Statement
from knowledge.records import PassageDraft, PassageKind

PASSAGE_CHARACTERS = 600


@dataclass(frozen=True, slots=True)
class Block:
    """A checked statement. `suffix` holds its source and whether it has to be confirmed."""

    aspect: Aspect | None
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


def statement_block(
    statement: Statement,
    file: CatalogFile,
    place: Place,
    parameters: Mapping[str, Parameter],
    prefix: str = "- ",
    aspect: Aspect | None = None,
) -> Block:
    """The statement with every `{{…}}` resolved; `CatalogError` with the line of `place` for a wrong one."""

    def fail(problem: str) -> NoReturn:
        raise file.error(problem, place)

    return Block(
        aspect,
        parse(statement.text, parameters, fail),
        prefix,
        suffix(statement.source, statement.confidence),
        statement.start,
        statement.end,
    )


def plain_block(text: str, aspect: Aspect | None = None, prefix: str = "- ") -> Block:
    """A text without figures or dates."""
    return Block(aspect, Template((text,), None), prefix)


def suffix(source: str | None, confidence: Confidence) -> str:
    """What follows a statement: its source, and the mark where it has to be confirmed."""
    return (f" ({source})" if source else "") + (f" {CHECK_MARK}" if confidence.needs_check else "")


def law_lines(laws: Iterable[LawReference]) -> Iterator[str]:
    """One line a statute, with its articles."""
    for law in laws:
        articles = f" {', '.join(law.articles)}" if law.articles else ""
        yield f"{law.name}{articles}{suffix(None, law.confidence)}"


def program_name(name: str, names: Mapping[str, str], file: CatalogFile, place: Place) -> str:
    """The name of a program by its id; a Korean name stays. `CatalogError` for an id without a card."""
    if name.isascii() and name not in names:
        raise file.error(
            f"'{name}'이라는 사업이 programs/에 없습니다. 아직 없는 사업은 한글 이름으로 적어 주세요.", place
        )
    return names.get(name, name)


def block_editions(blocks: Iterable[Block], central: Iterable[Parameter] = ()) -> list[Edition]:
    """The periods for which these statements read alike."""
    blocks = list(blocks)
    used = {p.id: p for block in blocks for p in block.template.parameters}
    starts = {block.start for block in blocks if block.start}
    lapses = {block.end + timedelta(days=1) for block in blocks if block.end}
    return editions(used.values(), central, starts | lapses)


def block_uses(blocks: Iterable[Block], day: date) -> list[Use]:
    """The figures that the statements show on that day, each once, in reading order."""
    found: dict[tuple[str, tuple[str, ...]], Use] = {}
    for block in blocks:
        if block.holds(day):
            for use in block.template.render(day).uses:
                found.setdefault((use.parameter.id, use.figure.key), use)
    return list(found.values())


def prose_passage(
    blocks: Iterable[Block], edition: Edition, aliases: Sequence[str] = (), lead: str = "", end: str = ""
) -> PassageDraft:
    """The statements without a table as prose under `lead`, then the other names and `end`."""
    text = " ".join(line for block in blocks if (line := _text(block, edition)))
    also = f"다른 이름: {', '.join(aliases)}" if aliases else ""
    return PassageDraft("\n\n".join(part for part in (lead, text, also, end) if part))


def passages_of(lead: str, edition: Edition, blocks: Iterable[Block]) -> Iterator[PassageDraft]:
    """Passages of about `PASSAGE_CHARACTERS` of what holds, each under `lead`; tables are their own, last."""
    lines = [(b, b.template.render(edition.day, edition.label)) for b in blocks if b.holds(edition.day)]
    if edition.label and any(block.dated for block, _ in lines):
        lead += f"({edition.label})"
    yield from _lists(lead, [(block, rendered) for block, rendered in lines if rendered.table is None])
    for block, rendered in lines:
        if rendered.table is not None:
            caption = f" - {rendered.text.rstrip(':')}" if rendered.text else ""
            yield PassageDraft(f"{lead}{caption}{block.suffix}\n\n{rendered.table}", PassageKind.TABLE)


def _text(block: Block, edition: Edition) -> str:
    if not block.holds(edition.day):
        return ""
    rendered = block.template.render(edition.day, edition.label)
    return "" if rendered.table is not None else f"{rendered.text}{block.suffix}"


def _lists(lead: str, texts: list[tuple[Block, Rendered]]) -> Iterator[PassageDraft]:
    held: list[str] = []
    for block, rendered in texts:
        line = f"{block.prefix}{rendered.text}{block.suffix}"
        if held and len(lead) + sum(map(len, held)) + len(line) > PASSAGE_CHARACTERS:
            yield PassageDraft(f"{lead}\n\n" + "\n".join(held))
            held = []
        held.append(line)
    if held:
        yield PassageDraft(f"{lead}\n\n" + "\n".join(held))
