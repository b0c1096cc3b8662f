"""From a question and what was found to blocks: a comparison, a card's sections, or quotes of documents."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from assistant.blocks import Block, cite, quotable
from assistant.composition.articles import articles_block
from assistant.composition.cards import definition_block, of_aspect, overview, section_block
from assistant.composition.comparison import PROGRAM_ROWS, YEAR_ROWS, Side, compared
from assistant.composition.quotes import by_document, quote_block
from assistant.composition.selection import ASIDE, choose
from assistant.evidence import near, wordy
from assistant.grounding.figures import figures
from assistant.messages import Messages
from assistant.ports import ProgramName
from assistant.settings import AnswerSettings
from assistant.understanding.question import Question
from knowledge.aspects import Aspect
from knowledge.cards.exclusions import Exclusion
from knowledge.language.text import compact
from knowledge.language.years import in_year
from knowledge.records import DocumentKind, Hit, Passage, Role

_QUOTED = 3  # passages of documents that make an answer of their own
_SUPPORT = 2  # passages of other documents under the sections of a card
_SUPPORTING = (DocumentKind.STATUTE, DocumentKind.GUIDELINE, DocumentKind.TEXT)
_DECIDED = frozenset({Aspect.TARGET, Aspect.CRITERIA, Aspect.BENEFIT})

Passages = Callable[[ProgramName, date], Sequence[Passage]]
"""The card of a program in force on a day."""


@dataclass(frozen=True)
class Found:
    """What the answer may be made of. `topic` is the program it is about, by name or by the best hit, and
    `ranked` its passages in the order of nearness; `event` is the document of the life event that happened;
    `overlaps` is what holds between the programs named.

    `unsure`: the hits are the nearest there are, not surely what was meant.
    """

    question: Question
    role: Role
    as_of: date
    hits: Sequence[Hit]
    passages: Passages
    topic: ProgramName | None = None
    ranked: Sequence[Passage] = ()
    event: Sequence[Passage] = ()
    overlaps: Sequence[tuple[Exclusion, str, Passage]] = ()
    unsure: bool = False
    limits: AnswerSettings = field(default_factory=AnswerSettings)


def compose(found: Found, messages: Messages) -> list[Block]:
    """The blocks of an answer, in reading order; empty where nothing can be said."""
    blocks = _comparison(found, messages) or _program(found, messages) or _event(found, messages)
    blocks = blocks or _candidates(found, messages) or _quotes(found, messages)
    blocks = [*_unconfirmed(found, blocks, messages), *blocks]
    return [part for block in blocks for part in _with_rows_note(block, found.role, messages)]


def _unconfirmed(found: Found, blocks: Sequence[Block], messages: Messages) -> list[Block]:
    """Says so where a figure that the question takes for granted stands nowhere in the answer's sources."""
    stated = figures("\n".join(passage.text for block in blocks for passage in block.passages))
    wrong = [claim for claim in found.question.claims if not figures(claim) <= stated]
    if not wrong or not stated:
        return []
    return [Block(messages.say("unconfirmed_figure", found.role, figure=", ".join(wrong)))]


def _comparison(found: Found, messages: Messages) -> list[Block]:
    """Two programs named, or two years of one."""
    question, rows = found.question, found.limits.table_rows
    if len(question.asked_about) > 1 and Aspect.OVERLAP not in question.aspects:
        left, right = question.asked_about[:2]
        lead = messages.say("compared_programs", found.role, left=left.name, right=right.name)
        sides = [Side(program.name, found.passages(program, found.as_of)) for program in (left, right)]
        if not all(side.passages for side in sides):
            return []
        said = [aspect for aspect in question.aspects if aspect is not Aspect.DEFINITION]
        body = compared(sides[0], sides[1], said or PROGRAM_ROWS, rows)
    elif found.topic and (years := _years(question)):
        says = {"program": found.topic.name, "left": years[0], "right": years[1]}
        lead = messages.say("compared_years", found.role, **says)
        sides = [Side(f"{year}년", found.passages(found.topic, in_year(found.as_of, year))) for year in years]
        if not all(side.passages for side in sides):
            return []
        # 얼마나 올랐나요 asks for the amount of a standard as well as of the benefit.
        asked = YEAR_ROWS if question.aspects in ((), (Aspect.BENEFIT,)) else question.aspects
        body = compared(sides[0], sides[1], asked, rows, only_changes=True)
    else:
        return []
    return [Block(lead), *body] if body else []


def _years(question: Question) -> tuple[int, int] | None:
    """The two years compared; for "무엇이 바뀌었나요" the year before, then the one asked about.

    A single year that is named leads: 내년에는 얼마로 오르나요.
    """
    years, year = question.asked.years, question.asked.day.year
    if len(years) > 1:
        return years[0], years[-1]
    if not question.changed:
        return None
    return (year, year - 1) if years else (year - 1, year)


def _program(found: Found, messages: Messages) -> list[Block]:
    """The sections of the program asked about, then passages of other documents on it."""
    if found.topic is None:
        return []
    passages = found.passages(found.topic, found.as_of)
    if not passages:
        return []
    question, rows = found.question, found.limits.table_rows
    cards = [passages]
    if Aspect.OVERLAP in question.aspects:
        cards += [found.passages(other, found.as_of) for other in question.programs if other != found.topic]
    asked = [p for aspect in question.aspects for card in cards for p in of_aspect(card, aspect)]
    nearest = _nearest(found, passages)
    focus = [] if question.firm else _focused(found)
    chosen = choose(passages, [] if focus else asked, question, nearest)
    if chosen and nearest and question.terms and nearest not in chosen:
        chosen = [*chosen, nearest] if question.firm else [nearest, *chosen]
    if chosen and question.firm:
        chosen += _left_out(found, asked, chosen)
    overlaps = _overlaps(found)
    if chosen or focus or overlaps:
        words = (*question.terms, *question.said)
        lead = articles_block(passages, words) if Aspect.LAW in question.aspects else []
        sections = [section_block(passage, rows, question.terms) for passage in chosen]
        blocks = [*overlaps, *lead, *sections, *focus]
        shown = {Aspect(p.aspect) for p in chosen if p.aspect}
    elif question.aspects:
        says = {"program": found.topic.name, "aspect": question.aspects[0].term}
        blocks = [Block(messages.say("no_aspect", found.role, **says)), *definition_block(passages)]
        shown = set()
    else:
        first = [section_block(nearest, rows, question.terms)] if nearest and question.more else []
        blocks = _first_with(first, overview(passages, rows))
        blocks += [Block(messages.say("overview_more", found.role))]
        shown = {Aspect.TARGET}
    blocks += _support(found, found.topic, messages, {p.id for block in blocks for p in block.passages})
    if found.role is Role.CITIZEN and shown & _DECIDED:
        blocks.append(Block(messages.say("closing", found.role)))
    return blocks


def _event(found: Found, messages: Messages) -> list[Block]:
    """What to do after a life event: what it is, what must not be missed, the programs in order."""
    blocks = [section_block(passage, found.limits.table_rows) for passage in found.event]
    if blocks and found.role is Role.CITIZEN:
        blocks.append(Block(messages.say("closing", found.role)))
    return blocks


def _overlaps(found: Found) -> list[Block]:
    """Whether the programs named go together: the rule, its words and its source."""
    return [
        Block(f"**{entry.title}: {entry.kind.term}** {cite(passage)}\n\n- {quotable(text)}", (passage,))
        for entry, text, passage in found.overlaps
    ]


def _focused(found: Found) -> list[Block]:
    """For a question in words of its own: the passages of other documents that share them."""
    hits = [hit.passage for hit in found.hits if wordy(found.question.terms, hit.passage)]
    speaking = [passage for passage in hits if passage.document_kind in _SUPPORTING]
    return [_quoted(found, passage) for passage in by_document(speaking[:_SUPPORT])]


def _nearest(found: Found, passages: Sequence[Passage]) -> Passage | None:
    """The section of the card that is nearest in meaning; those aside only where they are asked for."""
    asked = {aspect.value for aspect in found.question.aspects}
    own = {p.id: p for p in passages if p.aspect not in ASIDE or p.aspect in asked}
    return next((own[passage.id] for passage in found.ranked if passage.id in own), None)


def _left_out(found: Found, asked: Sequence[Passage], chosen: Sequence[Passage]) -> list[Passage]:
    """Of each aspect that is said and that nothing chosen is of, the passage nearest to the question."""
    order = {passage.id: at for at, passage in enumerate(found.ranked)}
    shown = {passage.aspect for passage in chosen}
    best: dict[str | None, Passage] = {}
    for passage in sorted(asked, key=lambda one: order.get(one.id, len(order))):
        if passage.aspect not in shown:
            best.setdefault(passage.aspect, passage)
    return list(best.values())


def _first_with(first: list[Block], blocks: list[Block]) -> list[Block]:
    """The blocks with those of `first` at their head, none twice."""
    return [*first, *(block for block in blocks if block not in first)]


def _support(found: Found, topic: ProgramName, messages: Messages, shown: set[str]) -> list[Block]:
    """Passages of documents that speak of the program and of what is asked about it."""
    names = {compact(name) for name in (topic.name, *topic.aliases) if len(compact(name)) > 2}
    asked = found.question.terms or found.question.aspect_words
    speaking = []
    for hit in found.hits:
        passage = hit.passage
        if passage.document_kind not in _SUPPORTING or passage.id in shown:
            continue
        text = compact(" ".join((passage.document, *passage.breadcrumb, passage.text)))
        if any(name in text for name in names) and any(word in text for word in asked):
            speaking.append(passage)
    if not speaking:
        return []
    lead = Block(messages.say("support", found.role))
    return [lead, *(_quoted(found, passage) for passage in by_document(speaking[:_SUPPORT]))]


def _candidates(found: Found, messages: Messages) -> list[Block]:
    """Where nothing is surely meant: what each of the nearest programs is, said as a guess."""
    best = found.hits[0].passage if found.hits else None
    if not found.unsure or best is None or best.document_kind is not DocumentKind.PROGRAM:
        return []
    names = {hit.passage.program: hit.passage.document for hit in found.hits if hit.passage.program}
    blocks: list[Block] = []
    for program, name in list(names.items())[:_QUOTED]:
        if program:
            blocks += definition_block(found.passages(ProgramName(program, name), found.as_of))
    return [Block(messages.say("unsure", found.role)), *blocks] if blocks else []


def _quotes(found: Found, messages: Messages) -> list[Block]:
    """The best passages of documents, quoted; each text once."""
    chosen = by_document(near(found.question, found.hits, found.limits)[:_QUOTED])
    if not chosen:
        return []
    names = ", ".join(found.question.unknown)
    lead = (
        messages.say("mentioned", found.role, program=names) if names else messages.say("found", found.role)
    )
    return [Block(lead), *(_quoted(found, passage) for passage in chosen)]


def _quoted(found: Found, passage: Passage) -> Block:
    limits, terms = found.limits, found.question.terms
    if passage.document_kind is DocumentKind.PROGRAM:
        return section_block(passage, limits.table_rows, terms)
    return quote_block(passage, found.question.text, limits.longest_excerpt, limits.table_rows, terms)


def _with_rows_note(block: Block, role: Role, messages: Messages) -> list[Block]:
    if block.rows_shown is None:
        return [block]
    return [block, Block(messages.say("rows_left_out", role, shown=block.rows_shown))]
