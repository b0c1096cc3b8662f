"""Sections of a program's card as blocks. A card's passage begins with a line that says what it is."""

from collections.abc import Sequence

from assistant.blocks import Block, cite, quotable
from assistant.composition.tables import fitted
from knowledge.aspects import Aspect
from knowledge.records import Passage, PassageKind

OVERVIEW = (Aspect.TARGET, Aspect.BENEFIT, Aspect.APPLICATION)
_LEAD = 80  # characters up to which a first line without a full stop is a heading and not a sentence


def of_aspect(passages: Sequence[Passage], aspect: Aspect) -> list[Passage]:
    """The passages of one section, in reading order."""
    return [passage for passage in passages if passage.aspect == aspect.value]


def section_block(passage: Passage, rows: int, terms: Sequence[str] = ()) -> Block:
    """A passage of a card with its mark on its first line; of a table at most `rows` rows."""
    text, shown = quotable(passage.text).strip(), None
    if passage.kind is PassageKind.TABLE:
        text, shown = fitted(text, rows, terms)
    head, _, rest = text.partition("\n\n")
    if head.startswith("|") or "\n" in head:
        head, rest = _place(passage), text
    if rest and len(head) <= _LEAD and not head.endswith("."):
        head = f"**{head}**"
    return Block(
        "\n\n".join(part for part in (f"{head} {cite(passage)}", rest) if part), (passage,), (), shown
    )


def definition_block(passages: Sequence[Passage]) -> list[Block]:
    """The first paragraph of the card's definition."""
    found = of_aspect(passages, Aspect.DEFINITION)[:1]
    return [Block(f"{quotable(p.text).split(chr(10) * 2)[0]} {cite(p)}", (p,)) for p in found]


def overview(passages: Sequence[Passage], rows: int) -> list[Block]:
    """What it is, for whom, what one gets, how to apply: the first passage of each section."""
    blocks = definition_block(passages)
    for aspect in OVERVIEW:
        blocks += [section_block(passage, rows) for passage in of_aspect(passages, aspect)[:1]]
    return blocks


def _place(passage: Passage) -> str:
    return " ".join(dict.fromkeys((passage.document, *passage.breadcrumb[-1:])))
