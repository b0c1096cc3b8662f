"""Whether what was found bears on the question at all."""

import math
from collections.abc import Sequence

from assistant.settings import AnswerSettings
from assistant.understanding.question import Question
from assistant.understanding.scope import Scope
from knowledge.aspects import Aspect
from knowledge.language.text import compact
from knowledge.records import Hit, Passage

_LOOKED_AT = 5
_LISTS = (Aspect.RELATED.value, Aspect.LAW.value)


def shared_terms(terms: Sequence[str], passage: Passage) -> int:
    """How many of the terms stand in a passage, its place or its document's title."""
    text = compact(" ".join((passage.document, *passage.breadcrumb, passage.text)))
    return sum(term in text for term in terms)


def wordy(terms: Sequence[str], passage: Passage) -> bool:
    """Whether a passage shares at least half of the terms; False without terms."""
    return bool(terms) and shared_terms(terms, passage) * 2 >= len(terms)


def near(question: Question, hits: Sequence[Hit], settings: AnswerSettings) -> list[Passage]:
    """The best hit and those that come close to it, by words or by likeness; each text once."""
    best: dict[str, Passage] = {}
    for at, hit in enumerate(hits):
        alike = (hit.cosine or 0.0) >= best_cosine(hits) - settings.cosine_margin and not question.terms
        if at == 0 or alike or wordy(question.terms, hit.passage):
            best.setdefault(compact(hit.passage.text), hit.passage)
    return list(best.values())


def heading_first(question: Question, hits: Sequence[Hit]) -> list[Hit]:
    """The hits, first those whose heading is a word of the question: 소득인정액이란 → 소득인정액."""

    def elsewhere(hit: Hit) -> bool:
        return not hit.passage.breadcrumb or compact(hit.passage.breadcrumb[-1]) not in question.terms

    return sorted(hits, key=elsewhere)


def best_cosine(hits: Sequence[Hit]) -> float:
    """The best dense likeness, 0 where no vectors are there yet."""
    return max((hit.cosine or 0.0 for hit in hits), default=0.0)


def lexical(question: Question, hits: Sequence[Hit]) -> bool:
    """Whether a hit shares all of up to two words of the question, half of more.

    A question with a word of another field and none of welfare needs all its words.
    """
    words = len(question.terms)
    needed = words if question.scope is Scope.OFF_TOPIC or words < 3 else math.ceil(words / 2)
    return needed > 0 and any(
        shared_terms(question.terms, hit.passage) >= needed for hit in hits[:_LOOKED_AT]
    )


def enough(question: Question, hits: Sequence[Hit], settings: AnswerSettings) -> bool:
    """Whether the hits are evidence: near in meaning, or sharing the question's words."""
    off_topic = question.scope is Scope.OFF_TOPIC
    least = settings.off_topic_cosine if off_topic else settings.min_cosine
    return lexical(question, hits) or best_cosine(hits) >= least


def sure(question: Question, hits: Sequence[Hit], settings: AnswerSettings) -> bool:
    """Whether the best hit is surely what was meant, not only the nearest there is."""
    return lexical(question, hits[:1]) or best_cosine(hits[:1]) >= settings.sure_cosine


def naming(names: Sequence[str], hits: Sequence[Hit]) -> list[Hit]:
    """The hits that speak of one of these names, beyond listing it as related."""
    return [hit for hit in hits if hit.passage.aspect not in _LISTS and shared_terms(names, hit.passage)]
