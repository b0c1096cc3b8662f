"""Whether what was found bears on the question at all."""

import math
from collections.abc import Sequence

from assistant.settings import AnswerSettings
from assistant.understanding.question import Question
from assistant.understanding.scope import Scope
from knowledge.aspects import Aspect
from knowledge.language.text import compact
from knowledge.records import DocumentKind, Hit, Passage

_LOOKED_AT = 5
_NAMING = 4  # letters from which a cue of an aspect names a thing: 부가급여, not 금액
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
    """The hits, first those whose heading is what the question is about: 소득인정액이란 → 소득인정액.

    A heading that is only one of several words asked about (중증장애인의 부가급여는 얼마) does not lead.
    """
    defined = Aspect.DEFINITION in question.aspects

    def elsewhere(hit: Hit) -> bool:
        heading = compact(hit.passage.breadcrumb[-1]) if hit.passage.breadcrumb else ""
        return heading not in question.terms or not (defined or all(t in heading for t in question.terms))

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


def better_topic(question: Question, hits: Sequence[Hit], card: Sequence[Passage]) -> str | None:
    """The id of a program of which a passage holds clearly more of the question's words than any of this
    card: two more, or one more where it was found first or this card has none.
    """
    words = (*question.terms, *(cue for cue in question.said if len(cue) >= _NAMING))
    own = max((shared_terms(words, passage) for passage in card), default=0)
    ids = {passage.program for passage in card}
    found = [
        (shared_terms(words, hit.passage), hit.passage.program)
        for hit in hits
        if hit.passage.document_kind is DocumentKind.PROGRAM and hit.passage.program not in ids
    ]
    most, program = max(found, key=lambda one: one[0], default=(0, None))
    first = hits[0].passage.program if hits else None
    return program if most > own + (own > 0 and program != first) else None


def unheard_of(question: Question, hits: Sequence[Hit], names: str) -> str | None:
    """A benefit by a name that no program has and no passage found speaks of.

    A program's name has to hold the words that tell it from others, a passage the kind of benefit as well.
    """
    if not question.called:
        return None
    known = [compact(line) for line in names.splitlines()]
    texts = [compact(" ".join((p.document, *p.breadcrumb, p.text))) for p in (hit.passage for hit in hits)]
    for called in question.called:
        spoken = [*known, *(text for text in texts if called.end in text)]
        if not any(all(word in text for word in called.words) for text in spoken):
            return called.phrase
    return None
