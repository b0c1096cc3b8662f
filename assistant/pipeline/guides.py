"""A question that is about no one program, but about how things are done: which guide answers it."""

from collections.abc import Sequence

from assistant.evidence import shared_terms
from assistant.pipeline.kit import Kit
from assistant.understanding.question import Question
from assistant.understanding.scope import Scope
from assistant.work import Work
from knowledge.aspects import Aspect
from knowledge.cards.exclusions import EXCLUSIONS
from knowledge.cards.render import GLOSSARY
from knowledge.records import DocumentKind, Hit, Passage

_BESIDE = 3  # hits among which a guide may lead where it was not found first
_SPEAKING = 5  # the same where it speaks of the question's words
_PROCEDURES = frozenset(
    {
        Aspect.CRITERIA,
        Aspect.APPLICATION,
        Aspect.DOCUMENTS,
        Aspect.PERIOD,
        Aspect.APPEAL,
        Aspect.NOTES,
        Aspect.CONTACT,
    }
)


def guide_of(kit: Kit, work: Work) -> Sequence[Passage]:
    """The sections of the guide that a question without a program is about; empty where none leads.

    A guide leads where one of its sections was found first, beside entries of the glossary, or has more of
    the question's words than what was. It leads from among the first hits, too, where a procedure is asked
    about and nothing that is surely meant was found before it.
    """
    question = work.question
    if work.topic or question.scope is Scope.OFF_TOPIC or question.called or question.unknown:
        return ()
    found = [hit for hit in work.hits if hit.passage.document_id != GLOSSARY]
    if speaking := _speaking(kit, question, found):
        return kit.document(work, speaking.passage.document_id)
    asked = _procedure(question)
    least = kit.settings.guide_cosine if asked else kit.settings.min_cosine
    for hit in found[: _BESIDE if asked else 1]:
        if _is_guide(kit, hit) and (hit.cosine or 0.0) >= least:
            return kit.document(work, hit.passage.document_id)
        if (hit.cosine or 0.0) >= kit.settings.sure_cosine:
            return ()
    return ()


def _speaking(kit: Kit, question: Question, found: Sequence[Hit]) -> Hit | None:
    """A guide's section that is nearer in meaning than the first hit and has more of the question's words."""
    first = found[0] if found else None
    if first is None or _is_guide(kit, first):
        return None
    own = shared_terms(question.terms, first.passage)
    least = max(first.cosine or 0.0, kit.settings.sure_cosine)
    nearer = [hit for hit in found[1:_SPEAKING] if _is_guide(kit, hit) and (hit.cosine or 0.0) >= least]
    return next((hit for hit in nearer if shared_terms(question.terms, hit.passage) > own), None)


def _procedure(question: Question) -> bool:
    return question.firm and bool(_PROCEDURES & set(question.aspects))


def _is_guide(kit: Kit, hit: Hit) -> bool:
    """Not a life event and not the table of what goes together, which are found in other ways."""
    passage = hit.passage
    return (
        passage.document_kind is DocumentKind.GUIDE
        and passage.document_id != EXCLUSIONS
        and passage.document_id not in kit.events
    )
