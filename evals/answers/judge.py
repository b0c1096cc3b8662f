"""The verdict on one reply: right, incomplete, wrong, or refused; and its citations and year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assistant.reply import Reply, Status
from evals.answers.figures import any_of, holds, money
from evals.answers.kinds import Kind
from evals.answers.questions import Question, Term
from knowledge.records import DocumentKind, Passage


class Outcome(StrEnum):
    """How a reply did. A wrong statement counts apart from one that was not made."""

    RIGHT = "right"
    INCOMPLETE = "incomplete"
    WRONG = "wrong"
    REFUSED = "refused"

    @property
    def term(self) -> str:
        """The Korean name."""
        return _TERMS[self]


_TERMS = {
    Outcome.RIGHT: "맞음",
    Outcome.INCOMPLETE: "빠진 내용 있음",
    Outcome.WRONG: "틀림",
    Outcome.REFUSED: "답하지 않음",
}


@dataclass(frozen=True, slots=True)
class Judgement:
    """The outcome, why it is not right, and how many of the reply's citations support it.

    `year_right` is None for a question without a year or a reply that did not answer.
    """

    question: Question
    outcome: Outcome
    reason: str
    cited: int
    supporting: int
    year_right: bool | None


def judge(question: Question, reply: Reply, passages: Sequence[Passage | None]) -> Judgement:
    """Judge a reply; `passages` are those of its citations in order, None where one does not resolve."""
    outcome, reason = _outcome(question, reply)
    answered = question.answerable and reply.status is Status.ANSWERED
    supporting = sum(_supports(question, passage) for passage in passages) if answered else 0
    return Judgement(
        question,
        outcome,
        reason,
        len(passages) if answered else 0,
        supporting,
        _year_right(question, reply, passages) if answered and question.year else None,
    )


def _outcome(question: Question, reply: Reply) -> tuple[Outcome, str]:
    said = next((term for term in question.must_not if holds(reply.text, term)), None)
    if said is not None:
        return Outcome.WRONG, f"'{_shown(said)}' 값을 말함"
    if reply.status not in question.status:
        return _other_status(question, reply)
    everything = "\n".join([*(notice.text for notice in reply.notices), reply.text])
    missing = [term for term in question.must if not any_of(everything, term)]
    if not missing:
        return Outcome.RIGHT, ""
    lacking = ", ".join(_shown(term) for term in missing)
    # A question for an amount that is answered with other amounts misleads; silence on it does not.
    if any(_is_figure(term) for term in missing) and money(reply.text):
        return Outcome.WRONG, f"다른 금액을 말함, 없는 값: {lacking}"
    return Outcome.INCOMPLETE, f"없는 내용: {lacking}"


def _other_status(question: Question, reply: Reply) -> tuple[Outcome, str]:
    reason = f"상태가 {reply.status.value}"
    if not question.answerable:
        kinds = {notice.kind for notice in reply.notices}
        if reply.status is Status.ANSWERED and kinds & set(question.or_notice):
            return Outcome.RIGHT, ""
        return Outcome.WRONG, reason
    wrong = reply.status in (Status.CRISIS, Status.OUT_OF_SCOPE)
    return (Outcome.WRONG if wrong else Outcome.REFUSED), reason


def _supports(question: Question, passage: Passage | None) -> bool:
    """Of an expected program, and holding a term of the answer or of the asked aspect.

    A guide speaks of many programs, so it supports only by a term. For a question about no one program, any
    passage of a program in `also` supports, or one with a term.
    """
    if passage is None:
        return False
    if question.program is None and passage.program in question.also:
        return True
    if passage.document_kind is DocumentKind.GUIDE:  # across programs: it has to hold the answer itself
        return any(any_of(passage.text, term) for term in question.must)
    if question.program is not None and passage.program not in (question.program, *question.also):
        return False
    if question.aspect is not None and passage.aspect == question.aspect.value:
        return True
    return any(any_of(passage.text, term) for term in question.must)


def _year_right(question: Question, reply: Reply, passages: Sequence[Passage | None]) -> bool:
    """Every cited passage holds on some day of the year, and every figure asked for is said.

    What changed cannot be told without the year before, so passages of that year may stand beside those of
    the year asked about.
    """
    year = question.year or 1
    earliest = year - 1 if question.kind is Kind.CHANGE else year
    return (
        any(_holds_in(passage, year, year) for passage in passages)
        and all(_holds_in(passage, earliest, year) for passage in passages)
        and all(any_of(reply.text, term) for term in question.must if _is_figure(term))
    )


def _holds_in(passage: Passage | None, first: int, last: int) -> bool:
    """Whether a passage holds on some day of the years."""
    return (
        passage is not None
        and (passage.effective_from is None or passage.effective_from <= date(last, 12, 31))
        and (passage.effective_to is None or date(first, 1, 1) <= passage.effective_to)
    )


def _is_figure(term: Term | tuple[Term, ...]) -> bool:
    return isinstance(term, int) or (isinstance(term, tuple) and any(isinstance(one, int) for one in term))


def _shown(term: Term | tuple[Term, ...]) -> str:
    if isinstance(term, tuple):
        return " 또는 ".join(_shown(one) for one in term)
    return f"{term:,}" if isinstance(term, int) else term
