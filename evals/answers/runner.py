"""Ask every question and gather what came."""

from collections.abc import Callable, Mapping, Sequence

from assistant.reply import Reply, Turn
from evals.answers.judge import Judgement, Outcome, judge
from evals.answers.kinds import Kind, Part
from evals.answers.questions import Question, QuestionSet
from evals.ports import Answering, Shelf
from evals.results import Failure, Group, Measure, Result, rate

_REFUSALS = {
    "no_source": "모르는 값과 없는 사업을 지어내지 않음",
    "out_of_scope": "범위 밖 질문을 가려냄",
    "crisis": "위기 말을 알아차리고 연락처를 알림",
}


def run(
    questions: QuestionSet,
    assistant: Answering,
    store: Shelf,
    *,
    config: Mapping[str, object],
    advance: Callable[[], None] = lambda: None,
) -> Result:
    """Ask every question in a conversation of its own; `advance` is called after each."""
    judged: list[Judgement] = []
    failures: list[Failure] = []
    for question in questions.questions:
        turn = Turn(
            f"eval-{question.id}", f"eval-{question.id}", question.role, question.question, questions.as_of
        )
        reply = assistant.answer(turn)
        passages = [store.passage(citation.passage_id, question.role) for citation in reply.citations]
        judgement = judge(question, reply, passages)
        judged.append(judgement)
        if judgement.outcome is not Outcome.RIGHT:
            failures.append(_failure(judgement, reply))
        advance()
    return Result(
        name="answers",
        title="답변 평가",
        config={**config, "as_of": questions.as_of.isoformat()},
        groups=tuple(_groups(judged)),
        failures=tuple(failures),
    )


def _groups(judged: Sequence[Judgement]) -> list[Group]:
    groups = [*_measured(judged)]
    for part in Part:
        of_part = [one for one in judged if one.question.part is part]
        if 0 < len(of_part) < len(judged):
            groups += _measured(of_part, f"{part.value}.", f"{part.term}({part.value}): ")
    kinds = [
        (f"kind.{kind.value}", kind.term, [one for one in judged if one.question.kind is kind])
        for kind in Kind
    ]
    groups.append(Group("종류별 맞음", _right(kinds)))
    asked = [one for one in judged if one.question.answerable]
    programs = sorted({one.question.program for one in asked if one.question.program})
    by_program = [
        (f"program.{id}", id, [one for one in asked if one.question.program == id]) for id in programs
    ]
    groups.append(Group("사업별 맞음", _right(by_program)))
    return groups


def _measured(judged: Sequence[Judgement], prefix: str = "", heading: str = "") -> list[Group]:
    """Outcomes, grounding and refusals of all questions, or of a part whose measures have that prefix."""
    asked = [one for one in judged if one.question.answerable]
    unknown = [one for one in judged if not one.question.answerable]
    dated = [one for one in asked if one.year_right is not None]
    outcomes = [
        rate(f"{prefix}answerable.{outcome.value}", outcome.term, _count(asked, outcome), len(asked))
        for outcome in Outcome
    ]
    supporting, cited = sum(one.supporting for one in asked), sum(one.cited for one in asked)
    right_years = sum(bool(one.year_right) for one in dated)
    grounded = [
        rate(f"{prefix}citations.precision", "인용 정밀도", supporting, cited),
        rate(f"{prefix}year.right", "연도가 맞음", right_years, len(dated)),
    ]
    refusals = []
    for kind, label in _REFUSALS.items():
        part = [one for one in unknown if one.question.status[0].value == kind]
        refusals.append(rate(f"{prefix}refused.{kind}", label, _count(part, Outcome.RIGHT), len(part)))
    return [
        Group(f"{heading}답할 수 있는 질문", tuple(outcomes)),
        Group(f"{heading}근거와 연도", tuple(grounded)),
        Group(f"{heading}답하지 말아야 할 질문", tuple(refusals)),
    ]


def _right(sets: Sequence[tuple[str, str, Sequence[Judgement]]]) -> tuple[Measure, ...]:
    """The share of right replies in each set that is not empty."""
    return tuple(
        rate(id, label, _count(judged, Outcome.RIGHT), len(judged)) for id, label, judged in sets if judged
    )


def _count(judged: Sequence[Judgement], outcome: Outcome) -> int:
    return sum(one.outcome is outcome for one in judged)


def _failure(judgement: Judgement, reply: Reply) -> Failure:
    question = judgement.question
    expected = ", ".join([*(status.value for status in question.status), *_terms(question)])
    notices = "".join(f"({notice.text}) " for notice in reply.notices)
    kind = f"{judgement.outcome.term}: {judgement.reason}"
    return Failure(
        question.id, question.question, kind, expected, f"[{reply.status.value}] {notices}{reply.text}"
    )


def _terms(question: Question) -> list[str]:
    return [" 또는 ".join(map(str, term)) if isinstance(term, tuple) else str(term) for term in question.must]
