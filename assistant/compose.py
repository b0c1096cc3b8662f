"""From a question and what was found to blocks: a comparison, a card's sections, or quotes of documents."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from assistant.blocks import Block, cite, quotable
from assistant.composition.articles import articles_block
from assistant.composition.cards import definition_block, of_aspect, overview, section_block
from assistant.composition.changes import told_changes
from assistant.composition.comparison import PROGRAM_ROWS, YEAR_ROWS, Side, compared
from assistant.composition.events import event_blocks
from assistant.composition.guides import guide_blocks
from assistant.composition.quotes import by_document, quote_block
from assistant.composition.ranking import PLAIN, holds
from assistant.composition.selection import choose
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
_LONGEST_SPAN = 6  # years that are shown side by side
_SPAN = re.compile(r"부터|에서|~|-|해마다|매년")
_VALUE = re.compile(
    r"얼마(?:로|가)\s*(?:오르|바뀌(?!었)|달라지|되나|돼요|됩니|될|인상되(?!었)|늘어나|조정되(?!었)|정해)"
)
"""What asks for the value to come (얼마로 오르나요), and not by how much it differs from the one before."""
_DECIDED = frozenset({Aspect.TARGET, Aspect.CRITERIA, Aspect.BENEFIT})

Passages = Callable[[ProgramName, date], Sequence[Passage]]
"""The card of a program in force on a day."""
Nearness = Callable[[Question, Sequence[Passage]], Mapping[str, float]]
"""The cosines of a question with passages by their ids; empty without vectors."""


@dataclass(frozen=True)
class Found:
    """What the answer may be made of. `topic` is the program it is about, by name or by the best hit; `items`
    are the things asked for of it, one or several; `event` is the document of the life event that happened;
    `guide` that of the guide where a procedure of no program is asked about; `overlaps` is what holds between
    the programs named.

    `unsure`: the hits are the nearest there are, not surely what was meant.
    """

    question: Question
    role: Role
    as_of: date
    hits: Sequence[Hit]
    passages: Passages
    topic: ProgramName | None = None
    items: Sequence[Question] = ()
    nearness: Nearness = field(default=lambda _question, _passages: {})
    event: Sequence[Passage] = ()
    guide: Sequence[Passage] = ()
    overlaps: Sequence[tuple[Exclusion, str, Passage]] = ()
    unsure: bool = False
    limits: AnswerSettings = field(default_factory=AnswerSettings)


def compose(found: Found, messages: Messages) -> list[Block]:
    """The blocks of an answer, in reading order; empty where nothing can be said."""
    blocks = _comparison(found, messages) or _program(found, messages) or _event(found, messages)
    blocks = blocks or guide_blocks(found.guide, found.question, found.hits, found.nearness, found.limits)
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
    """Two programs named, years of one, or what changed in one."""
    question = found.question
    if len(question.asked_about) > 1 and Aspect.OVERLAP not in question.aspects:
        return _programs(found, messages)
    if not found.topic:
        return []
    if question.changed and len(question.asked.years) < 2:
        return _changed(found, found.topic, messages)
    return _years_compared(found, found.topic, messages)


def _changed(found: Found, topic: ProgramName, messages: Messages) -> list[Block]:
    """What the card tells of a change, and the years side by side; the value to come alone where it is asked.

    Where no year before is known, the passages with the figure that was asked for stand in its place.
    """
    question, card = found.question, found.passages(topic, found.as_of)
    told = told_changes(card, found.as_of, (*question.terms, *question.official), question.wanted)
    value = _VALUE.search(question.text) is not None
    years = [] if value else _years_compared(found, topic, messages)
    if years or not (value or question.wanted.patterns):
        return [*told, *years]
    shown = {passage.id for block in told for passage in block.passages}
    figures_of = [passage for passage in _chosen(found, question, card) if passage.id not in shown]
    return [*told, *(section_block(one, found.limits.table_rows, question.terms) for one in figures_of)]


def _programs(found: Found, messages: Messages) -> list[Block]:
    """Two programs side by side: what is asked about them, or what they are, for whom and how much."""
    question = found.question
    left, right = question.asked_about[:2]
    cards = [found.passages(program, found.as_of) for program in (left, right)]
    if not all(cards):
        return []
    aspects: Sequence[Aspect] = [one for one in question.aspects if one is not Aspect.DEFINITION]
    if question.terms or (aspects and not question.firm):
        chosen = [_chosen(found, question, card) for card in cards]
        if all(chosen):
            cards = [*chosen]
            aspects = list(dict.fromkeys(Aspect(p.aspect) for card in cards for p in card if p.aspect))
    sides = [Side(program.name, card) for program, card in zip((left, right), cards, strict=True)]
    rows, limit = aspects or PROGRAM_ROWS, found.limits.table_rows
    body = compared(sides, rows, limit, question.terms, only_joined=not aspects)
    lead = messages.say("compared_programs", found.role, left=left.name, right=right.name)
    return [Block(lead), *body] if body else []


def _years_compared(found: Found, topic: ProgramName, messages: Messages) -> list[Block]:
    """The years of one program side by side: what is asked about it, or all that differs."""
    question, years = found.question, _years(found.question)
    cards = [(year, found.passages(topic, in_year(found.as_of, year))) for year in years]
    if len(cards) < 2 or not all(card for _, card in cards):
        return []
    asked = bool(question.terms or question.official or question.leaning)
    sides = [Side(f"{year}년", _chosen(found, question, card) if asked else card) for year, card in cards]
    sides = (
        sides if all(side.passages for side in sides) else [Side(f"{year}년", card) for year, card in cards]
    )
    aspects = list(dict.fromkeys(Aspect(p.aspect) for side in sides for p in side.passages if p.aspect))
    rows = [one for one in aspects if asked or one in YEAR_ROWS]
    body = compared(sides, rows, found.limits.table_rows, question.terms, only_changes=True)
    if not body:
        body = compared(sides, rows[:1], found.limits.table_rows, question.terms)
    says = {"program": topic.name, "left": years[0], "right": years[-1]}
    return [Block(messages.say("compared_years", found.role, **says)), *body] if body else []


def _years(question: Question) -> list[int]:
    """The years compared, 2024년부터 with those between; for 무엇이 바뀌었나요 the year before as well.

    A single year that is named leads: 내년에는 얼마로 오르나요.
    """
    years, year = list(question.asked.years), question.asked.day.year
    if len(years) > 1:
        between = range(years[0], years[-1] + 1)
        return list(between) if len(between) <= _LONGEST_SPAN and _SPAN.search(question.text) else years
    if not question.changed:
        return []
    return [year, year - 1] if years else [year - 1, year]


def _chosen(found: Found, question: Question, card: Sequence[Passage]) -> list[Passage]:
    """The passages of a card that answer, by words, aspect and nearness."""
    return choose(card, question, found.nearness(question, card))


def _program(found: Found, messages: Messages) -> list[Block]:
    """The passages of the card that answer, then passages of other documents on it."""
    if found.topic is None:
        return []
    passages = found.passages(found.topic, found.as_of)
    if not passages:
        return []
    question, rows = found.question, found.limits.table_rows
    overlaps = _overlaps(found)
    chosen = _on_both(found, bool(overlaps)) or _answering(found, passages)
    spoken = bool(chosen) and (wordy(question.terms, chosen[0]) or chosen[0].aspect in PLAIN)
    focus = [] if spoken or (question.firm and not question.terms) else _focused(found)
    if chosen or focus or overlaps:
        words = (*question.terms, *question.said)
        lead = articles_block(passages, words) if Aspect.LAW in question.aspects else []
        sections = [section_block(passage, rows, question.terms) for passage in chosen]
        blocks = [*overlaps, *lead, *focus, *sections]
        shown = {Aspect(p.aspect) for p in chosen if p.aspect}
    elif question.aspects:
        says = {"program": found.topic.name, "aspect": question.aspects[0].term}
        blocks = [Block(messages.say("no_aspect", found.role, **says)), *definition_block(passages)]
        shown = set()
    else:
        blocks = [*overview(passages, rows), Block(messages.say("overview_more", found.role))]
        shown = {Aspect.TARGET}
    blocks += _support(found, found.topic, messages, {p.id for block in blocks for p in block.passages})
    if found.role is Role.CITIZEN and shown & _DECIDED:
        blocks.append(Block(messages.say("closing", found.role)))
    return blocks


def _answering(found: Found, passages: Sequence[Passage]) -> list[Passage]:
    """The passages that answer each thing that is asked for; none where a summary says as much."""
    several = [_chosen(found, item, passages) for item in found.items or (found.question,)]
    if len(several) > 1:
        return list({passage.id: passage for one in several for passage in one[:2]}.values())
    summary = several[0][:1] and several[0][0].aspect == Aspect.DEFINITION.value
    return [] if summary and not found.question.leaning else several[0]


def _on_both(found: Found, ruled: bool) -> list[Passage]:
    """Of the first card of those named that does, the passages on overlaps that name another.

    Where none does and no rule is known (`ruled`), all of those of the one asked about.
    """
    if found.question.aspects[:1] != (Aspect.OVERLAP,) or len(found.question.programs) < 2:
        return []
    naming: list[Passage] = []
    for program in found.question.programs:
        others = [one for one in found.question.programs if one.id != program.id]
        names = [compact(name) for one in others for name in (one.name, *one.aliases)]
        names += [
            compact(named.phrase)
            for named in found.question.named
            if named.phrase and named.program.id != program.id
        ]
        card = found.passages(program, found.as_of)
        for passage in of_aspect(card, Aspect.OVERLAP):
            if any(holds(compact(passage.text), name) for name in names):
                naming.append(passage)
        if naming:
            return naming
    if ruled or found.topic is None:
        return []
    return of_aspect(found.passages(found.topic, found.as_of), Aspect.OVERLAP)


def _event(found: Found, messages: Messages) -> list[Block]:
    """What to do after a life event."""
    blocks = event_blocks(found.event, found.question.text, found.limits.table_rows)
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
