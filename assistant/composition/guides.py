"""The section of a guide that answers a question, not the whole guide."""

from collections.abc import Callable, Mapping, Sequence

from assistant.blocks import Block
from assistant.composition.articles import articles_block
from assistant.composition.cards import section_block
from assistant.composition.quotes import quote_block
from assistant.composition.selection import best_sections
from assistant.settings import AnswerSettings
from assistant.understanding.question import Question
from knowledge.aspects import Aspect
from knowledge.records import Hit, Passage

_ASIDE = frozenset({Aspect.LAW.value, Aspect.RELATED.value})
_WHOLE = 2  # times the longest excerpt up to which a section is shown whole


def guide_blocks(
    guide: Sequence[Passage],
    question: Question,
    hits: Sequence[Hit],
    nearness: Callable[[Question, Sequence[Passage]], Mapping[str, float]],
    limits: AnswerSettings,
) -> list[Block]:
    """The lines with their articles where those are asked for, else the best section and any as good."""
    sections = [passage for passage in guide if passage.aspect not in _ASIDE]
    if Aspect.LAW in question.aspects and (lines := articles_block(sections, question.terms)):
        return lines
    chosen = best_sections(sections, question, nearness(question, sections), _found(sections, hits))
    return [_block(passage, question, limits) for passage in chosen]


def _found(sections: Sequence[Passage], hits: Sequence[Hit]) -> str | None:
    """The id of the section that the search found first."""
    own = {passage.id for passage in sections}
    return next((hit.passage.id for hit in hits if hit.passage.id in own), None)


def _block(passage: Passage, question: Question, limits: AnswerSettings) -> Block:
    if len(passage.text) <= _WHOLE * limits.longest_excerpt:
        return section_block(passage, limits.table_rows, question.terms)
    return quote_block(passage, question.text, limits.longest_excerpt, limits.table_rows, question.terms)
