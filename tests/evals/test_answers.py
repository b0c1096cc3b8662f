"""Judging replies, and the question set itself."""

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from assistant.reply import Citation, Notice, Reply, Status, Turn
from evals.answers.judge import Outcome, judge
from evals.answers.kinds import Kind, Part, part
from evals.answers.questions import Question, QuestionSet, read_questions
from evals.answers.runner import run
from knowledge.errors import CatalogError, InputError
from knowledge.records import Audience, DocumentKind, DocumentSummary, Passage, PassageKind, Role

DAY = date(2026, 11, 22)


def question(**given: Any) -> Question:
    return Question.model_validate(
        {"id": "q", "question": "얼마예요?", "program": "p", "aspect": "benefit", **given}
    )


def reply(
    text: str, status: Status = Status.ANSWERED, cites: int = 0, notices: tuple[str, ...] = ()
) -> Reply:
    citations = [
        Citation(
            n=n + 1, passage_id=f"p{n}", document="d", breadcrumb=[], page=None, page_exact=True,
            effective_from=None, effective_to=None, quote="", url="",
        )
        for n in range(cites)
    ]  # fmt: skip
    said = [Notice(kind=kind, text="알림 109") for kind in notices]
    return Reply(
        turn_id="t", conversation="c", knowledge_revision=1, as_of=DAY, status=status, text=text,
        citations=citations, notices=said,
    )  # fmt: skip


def passage(
    text: str = "",
    program: str = "p",
    aspect: str | None = None,
    start: int | None = None,
    end: int | None = None,
) -> Passage:
    return Passage(
        "p0", "k", "d", "d", DocumentKind.PROGRAM, Audience.PUBLIC, "s", (), PassageKind.TEXT, text, 0,
        aspect=aspect, program=program,
        effective_from=date(start, 1, 1) if start else None, effective_to=date(end, 12, 31) if end else None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("given", "came", "outcome"),
    [
        ({"must": [1000]}, reply("1,000원이에요."), Outcome.RIGHT),
        ({"must": [1000]}, reply("2,000원이에요."), Outcome.WRONG),
        ({"must": [1000]}, reply("주민센터에 물어보세요."), Outcome.INCOMPLETE),
        ({"must": ["복지로"]}, reply("1,000원이에요."), Outcome.INCOMPLETE),
        ({"must": [["복지로", "정부24"]]}, reply("정부24에서 신청해요."), Outcome.RIGHT),
        ({"must": [1000], "must_not": [900]}, reply("1,000원이에요. 작년에는 900원이었어요."), Outcome.WRONG),
        ({"must": [1000]}, reply("모르겠어요.", Status.NO_SOURCE), Outcome.REFUSED),
        ({"must": [1000]}, reply("더 알려 주세요.", Status.NEEDS_FACTS), Outcome.REFUSED),
        ({"must": [1000]}, reply("복지 질문만 받아요.", Status.OUT_OF_SCOPE), Outcome.WRONG),
        ({"status": "no_source"}, reply("찾지 못했어요.", Status.NO_SOURCE), Outcome.RIGHT),
        ({"status": "no_source"}, reply("1,000원이에요."), Outcome.WRONG),
        (
            {"status": "no_source", "or_notice": ["year"]},
            reply("아직 몰라요.", notices=("year",)),
            Outcome.RIGHT,
        ),
        (
            {"status": "no_source", "or_notice": ["year"], "must_not": [900]},
            reply("올해는 900원이에요.", notices=("year",)),
            Outcome.WRONG,
        ),
        ({"status": ["no_source", "out_of_scope"]}, reply("몰라요.", Status.OUT_OF_SCOPE), Outcome.RIGHT),
        ({"status": "crisis", "must": ["109"]}, reply("", Status.CRISIS, notices=("crisis",)), Outcome.RIGHT),
    ],
)
def test_the_outcome_of_a_reply(given: dict[str, Any], came: Reply, outcome: Outcome) -> None:
    assert judge(question(**given), came, []).outcome is outcome


@pytest.mark.parametrize(
    ("cited", "supports"),
    [
        (passage(aspect="benefit"), 1),
        (passage("월 1,000원"), 1),
        (passage("월 900원"), 0),
        (passage(aspect="benefit", program="other"), 0),
        (None, 0),
    ],
)
def test_a_citation_supports_by_program_and_aspect_or_term(cited: Passage | None, supports: int) -> None:
    judged = judge(question(must=[1000]), reply("1,000원", cites=1), [cited])
    assert (judged.cited, judged.supporting) == (1, supports)


def test_citations_of_a_refusal_do_not_count() -> None:
    assert judge(question(must=[1000]), reply("?", Status.NO_SOURCE, cites=1), [passage()]).cited == 0


@pytest.mark.parametrize(
    ("text", "start", "end", "right"),
    [
        ("1,000원", 2026, 2026, True),
        ("1,000원", None, None, True),
        ("1,000원", 2025, 2025, False),
        ("1,000원", 2027, None, False),
        ("900원", 2026, 2026, False),
    ],
)
def test_the_year_is_right_by_dates_and_figures(
    text: str, start: int | None, end: int | None, right: bool
) -> None:
    judged = judge(question(must=[1000], year=2026), reply(text, cites=1), [passage(start=start, end=end)])
    assert judged.year_right is right


class Echo:
    """An assistant that answers one amount to everything and cites one passage."""

    def __init__(self) -> None:
        self.turns: list[Turn] = []

    def answer(self, turn: Turn) -> Reply:
        self.turns.append(turn)
        return reply("[1] 1,000원이에요.", cites=1)


class OnePassage:
    """A store that holds one passage."""

    def documents(self, role: Role, as_of: date | None) -> list[DocumentSummary]:
        del role, as_of
        return []

    def passage(self, passage_id: str, role: Role) -> Passage | None:
        del passage_id, role
        return passage("1,000원")


def test_a_run_counts_and_lists_what_went_wrong() -> None:
    asked = QuestionSet(
        as_of=DAY,
        questions=(
            question(id="a", must=[1000], year=2026),
            question(id="b", must=[2000], role="staff"),
            question(id="c", status="no_source"),
        ),
    )
    assistant = Echo()
    result = run(asked, assistant, OnePassage(), config={})
    assert result.measure("answerable.right").value == 0.5
    assert result.measure("answerable.wrong").value == 0.5
    assert result.measure("citations.precision").value == 0.5
    assert result.measure("year.right").value == 1
    assert result.measure("refused.no_source").value == 0
    assert result.measure("refused.crisis").value is None
    assert [failure.id for failure in result.failures] == ["b", "c"]
    assert [turn.role for turn in assistant.turns] == [Role.CITIZEN, Role.STAFF, Role.CITIZEN]
    assert len({turn.conversation for turn in assistant.turns}) == 3


def test_parts_and_kinds_are_reported_apart() -> None:
    held, dev = "e", "a"  # by their hash
    asked = QuestionSet(
        as_of=DAY,
        questions=(
            question(id=held, must=[1000], kind="year"),
            question(id=dev, must=[2000]),
            question(id="tuned", tuned=True, must=[2000]),
        ),
    )
    result = run(asked, Echo(), OnePassage(), config={})
    assert result.measure("held.answerable.right").value == 1
    assert result.measure("dev.answerable.right").value == 0
    assert result.measure("answerable.right").n == 3
    assert result.measure("kind.year").value == 1


@given(st.text())
def test_a_part_is_fixed_by_the_id(id: str) -> None:
    assert part(id) is part(id)


def test_what_was_tuned_on_is_never_held() -> None:
    asked = [question(id=str(number), tuned=True) for number in range(50)]
    assert {one.part for one in asked} == {Part.DEV}


def test_another_program_named_in_also_supports() -> None:
    judged = judge(
        question(must=[1000], also=["other"]), reply("1,000원", cites=1), [passage("1,000원", "other")]
    )
    assert judged.supporting == 1


def test_what_happened_may_be_answered_with_any_fitting_program() -> None:
    asked = question(program=None, aspect=None, must=["구직급여"], also=["other"])
    cited = [passage("긴급복지", "other"), passage("긴급복지", "third"), passage("구직급여", "fourth")]
    assert judge(asked, reply("구직급여", cites=3), cited).supporting == 2


@pytest.fixture(scope="module")
def own() -> tuple[Question, ...]:
    """Our own questions, read once: there are many."""
    return read_questions(None).questions


def test_our_own_questions_cover_what_they_should(own: tuple[Question, ...]) -> None:
    assert {one.role for one in own} == {Role.CITIZEN, Role.STAFF}
    assert {one.kind for one in own} == set(Kind)
    assert {2024, 2025, 2026, 2027} <= {one.year for one in own}
    refusals = {status for one in own if not one.answerable for status in one.status}
    assert refusals == {Status.NO_SOURCE, Status.OUT_OF_SCOPE, Status.CRISIS}
    assert sum(not one.tuned for one in own) >= 320
    assert len({one.question for one in own}) == len(own)


def test_both_parts_hold_every_kind_and_about_half(own: tuple[Question, ...]) -> None:
    fresh = [one for one in own if not one.tuned]
    held = [one for one in fresh if one.part is Part.HELD]
    assert {one.kind for one in held} == set(Kind)
    assert 0.4 < len(held) / len(fresh) < 0.6


def test_a_right_answer_is_said_and_can_be_given(own: tuple[Question, ...]) -> None:
    for one in own:
        if one.answerable and one.program:
            assert one.must, one.id
        flat = {term for entry in one.must for term in (entry if isinstance(entry, tuple) else (entry,))}
        assert not flat & set(one.must_not), one.id


def test_every_program_of_the_vocabulary_is_asked_about(shared: Path, own: tuple[Question, ...]) -> None:
    programs = yaml.safe_load((shared / "facts/vocabulary.yaml").read_text(encoding="utf-8"))["programs"]
    asked = Counter(one.program for one in own if one.program)
    assert set(asked) <= set(programs)
    assert min(asked[program] for program in programs) >= 3
    assert {program for one in own for program in one.also} <= set(programs)


def test_an_unknown_key_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "q.yaml"
    path.write_text(
        "as_of: 2026-11-22\nquestions:\n  - id: a\n    question: 질문\n    musst: [1]\n", encoding="utf-8"
    )
    with pytest.raises(CatalogError) as caught:
        read_questions(path)
    assert caught.value.line == 5


def test_two_questions_of_one_id_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "q.yaml"
    one = "  - id: a\n    question: 질문\n"
    path.write_text("as_of: 2026-11-22\nquestions:\n" + one + one, encoding="utf-8")
    with pytest.raises(CatalogError, match="두 번"):
        read_questions(path)


def test_the_files_of_a_folder_are_one_set(tmp_path: Path) -> None:
    for name, tuned in (("a", "true"), ("b", "false")):
        (tmp_path / f"{name}.yaml").write_text(
            f"as_of: 2026-11-22\ntuned: {tuned}\nquestions:\n  - id: {name}\n    question: 질문\n",
            encoding="utf-8",
        )
    read = read_questions(tmp_path)
    assert [(one.id, one.tuned) for one in read.questions] == [("a", True), ("b", False)]


@pytest.mark.parametrize(
    ("second", "line", "says"),
    [
        ("as_of: 2026-11-22\nquestions:\n  - question: 질문\n    id: 'a.1'\n", 4, "a.yaml"),
        ("questions:\n  - id: b\n    question: 질문\nas_of: 2026-11-21\n", 4, "as_of"),
    ],
)
def test_files_that_contradict_each_other_are_refused(
    tmp_path: Path, second: str, line: int, says: str
) -> None:
    first = "as_of: 2026-11-22\nquestions:\n  - id: a.1\n    question: 질문\n"
    (tmp_path / "a.yaml").write_text(first, encoding="utf-8")
    (tmp_path / "b.yaml").write_text(second, encoding="utf-8")
    with pytest.raises(CatalogError, match=says) as caught:
        read_questions(tmp_path)
    assert (caught.value.path, caught.value.line) == (tmp_path / "b.yaml", line)


def test_a_folder_without_questions_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="문항 파일"):
        read_questions(tmp_path)


def test_a_part_without_questions_is_refused() -> None:
    with pytest.raises(InputError, match="held"):
        QuestionSet(as_of=DAY, questions=(question(tuned=True),)).of_part(Part.HELD)


def test_what_changed_may_cite_the_year_before_beside_the_year() -> None:
    now, before = passage(start=2026, end=2026), passage(start=2025, end=2025)
    asked = question(must=[1000], year=2026, kind="change")
    assert judge(asked, reply("1,000원", cites=2), [before, now]).year_right is True
    assert judge(asked, reply("1,000원", cites=1), [before]).year_right is False
    assert (
        judge(question(must=[1000], year=2026), reply("1,000원", cites=2), [before, now]).year_right is False
    )
