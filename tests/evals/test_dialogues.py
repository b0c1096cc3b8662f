"""Scripted conversations: their gold, the person who answers, and how a conversation is judged."""

from datetime import date
from pathlib import Path
from time import sleep
from typing import Any

import pytest

from assistant.reply import Phrasing, Reply, Status, Turn
from evals.answers.kinds import Part
from evals.dialogues import runner
from evals.dialogues.judge import StageRecord, facts
from evals.dialogues.person import Person, Said, Told
from evals.dialogues.script import Dialogue, Kind, Script, read_script
from evals.dialogues.sheet import Sheet, SheetData
from evals.dialogues.speech import spoken, with_endings
from evals.dialogues.spent import Spent, added_by_a_model, spent
from knowledge.errors import CatalogError, InputError
from knowledge.records import Role
from knowledge.rules import Rules

DAY = date(2026, 11, 22)
MEMBERS = [{"id": "self", "relation": "head", "birth_date": "1990-12-01", "earned_income": 1_500_000}]


def _dialogue(**fields: Any) -> Dialogue:
    given = {
        "id": "d-1",
        "kind": "life_event",
        "sheet": {"household": {"deposit": 5_000_000}, "members": MEMBERS},
        "stages": [{"say": "집세가 힘들어요"}],
    }
    return Dialogue.model_validate({**given, **fields})


def _reply(**fields: Any) -> Reply:
    given = {
        "turn_id": "t",
        "conversation": "c",
        "knowledge_revision": 1,
        "as_of": DAY,
        "status": Status.ANSWERED,
        "text": "",
    }
    return Reply.model_validate({**given, **fields})


def _sheet(**household: Any) -> Sheet:
    return Sheet.of(SheetData(household=household, members=MEMBERS), DAY)


def test_our_own_dialogues_are_enough_and_both_parts_are_filled() -> None:
    script = read_script(None)
    assert len(script.dialogues) >= 60
    assert {one.kind for one in script.dialogues} == set(Kind)
    assert {one.role for one in script.dialogues} == set(Role)
    assert min(len(script.of_part(part).dialogues) for part in Part) >= 20


@pytest.mark.parametrize("dialogue", [pytest.param(one, id=one.id) for one in read_script(None).dialogues])
def test_gold_is_what_the_rules_decide_of_the_whole_sheet(rules: Rules, dialogue: Dialogue) -> None:
    for stage, sheet in zip(dialogue.stages, dialogue.sheets(DAY), strict=True):
        if stage.expect:
            household = sheet.as_household(dialogue.kept_back)
            found = rules.check(household, DAY, sorted({one.program for one in stage.expect}))
            record = StageRecord(stage.model_copy(update={"must": (), "status": ()}), sheet)
            record.replies.append(_reply(determinations=found))
            assert record.problems == []


@pytest.fixture(scope="session")
def rules() -> Rules:
    return Rules.load()


def test_what_a_case_does_not_write_is_usual_and_ages_are_derived() -> None:
    sheet = _sheet(deposit=1)
    assert (sheet.value("self", "age"), sheet.value("self", "disability")) == (35, "none")
    assert (sheet.value(None, "deposit"), sheet.value(None, "debts")) == (1, 0)
    assert sheet.value(None, "household_size") == 1


def test_a_household_that_is_known_in_sums_has_no_usual_money() -> None:
    data = SheetData(stated={"recognized_income": 5}, members=[{"id": "self"}], itemised=False)
    sheet = Sheet.of(data, DAY)
    assert not sheet.knows("self", "earned_income")
    assert sheet.value(None, "recognized_income") == 5


def test_facts_that_are_kept_back_are_not_in_the_household() -> None:
    household = _sheet().as_household(["debts", "self.earned_income"])
    assert "debts" not in household["household"]
    assert "earned_income" not in household["members"][0]


@pytest.mark.parametrize(
    ("won", "words"),
    [
        (2_500_000, "250만 원"),
        (30_000_000, "3천만 원"),
        (120_000_000, "1억 2천만 원"),
        (820_556, "82만 556원"),
        (900, "900원"),
        (0, "0원"),
    ],
)
def test_amounts_are_said_as_people_say_them(won: int, words: str) -> None:
    assert spoken(won) == words


def _said(dialogue: Dialogue, sheet: Sheet, *keys: tuple[str, str | None], **fields: Any) -> Said:
    facts = [{"fact": fact, "member": member} for fact, member in keys]
    question = {**facts[0], "text": "", "choices": [], "facts": facts, **fields}
    known = [{"id": "deposit", "member": None, "value": 5_000_000}]
    return Person(dialogue).answer(_reply(next_question=question, facts=known), sheet)


def test_a_person_answers_from_the_sheet_and_keeps_back_what_they_will() -> None:
    dialogue = _dialogue(refused=["debts"], unknown=["self.works"])
    sheet = _sheet(deposit=5_000_000, housing_tenure="monthly_rent")
    assert _said(dialogue, sheet, ("deposit", None)).text.startswith("500만 원")
    assert _said(dialogue, sheet, ("housing_tenure", None)).text in ("월세예요", "월세요")
    assert _said(dialogue, sheet, ("debts", None)).told is Told.REFUSED
    assert _said(dialogue, sheet, ("works", "self")).told is Told.UNKNOWN
    assert _said(dialogue, sheet, ("surgery_copay", "self")).told is Told.NOT_ON_SHEET


def test_a_person_who_is_asked_for_several_things_says_all_there_is() -> None:
    sheet = _sheet(financial_assets=3_000_000, debts=0)
    said = _said(_dialogue(), sheet, ("financial_assets", None), ("debts", None))
    assert "예금 300만 원" in said.text
    assert said.tells == ("financial_assets", "debts")
    nothing = _said(_dialogue(), _sheet(), ("financial_assets", None), ("debts", None))
    assert "없어요" in nothing.text


@pytest.mark.parametrize(("deposit", "words"), [(5_000_000, ("네", "예")), (7_000_000, ("아니", "아뇨"))])
def test_a_person_confirms_only_what_is_true(deposit: int, words: tuple[str, ...]) -> None:
    said = _said(_dialogue(), _sheet(deposit=deposit), ("deposit", None), kind="confirm")
    assert said.text.startswith(words)


def test_what_is_kept_back_is_said_apart_from_the_rest() -> None:
    dialogue = _dialogue(refused=["debts"])
    said = _said(dialogue, _sheet(), ("financial_assets", None), ("debts", None))
    assert "빚은 말하고 싶지 않아요" in said.text
    assert said.tells == ("financial_assets",)


def test_endings_follow_the_last_syllable() -> None:
    assert (
        with_endings("수원시(이)요, 5만 원(이)에요, 차상위(이)에요") == "수원시요, 5만 원이에요, 차상위예요"
    )


class _Asks:
    """Asks for the deposit until it is told, then decides."""

    def __init__(self, questions: int) -> None:
        self._left = questions

    def answer(self, turn: Turn) -> Reply:  # noqa: ARG002
        if self._left:
            self._left -= 1
            return _reply(
                status=Status.NEEDS_FACTS,
                next_question={"fact": "deposit", "member": None, "text": "보증금은요?", "choices": []},
            )
        found = {"program": "housing-benefit", "members": ["self"], "verdict": "eligible", "amount": None}
        fact = {"id": "deposit", "member": None, "value": 5_000_000, "source": "asked", "confidence": "sure"}
        return _reply(determinations=[found], facts=[fact])


EXPECTED = {"program": "housing-benefit", "verdict": "eligible"}


def _run(dialogue: Dialogue, assistant: Any) -> Any:
    return runner.run(Script(as_of=DAY, dialogues=(dialogue,)), assistant, config={})


def test_a_run_counts_questions_until_the_verdict_stands() -> None:
    stage = {"say": "집세가 힘들어요", "expect": [EXPECTED], "why": "까닭"}
    result = _run(_dialogue(stages=[stage]), _Asks(2))
    assert result.measure("right").value == 1
    assert result.measure("questions.settled").value == 2
    assert result.measure("questions.again").value == 0.5
    assert result.measure("facts.recall").value == 1
    assert result.failures == ()


def test_a_verdict_that_never_stands_is_a_failure_with_its_reason() -> None:
    stage = {"say": "집세가 힘들어요", "expect": [EXPECTED | {"verdict": "ineligible"}], "why": "까닭"}
    result = _run(_dialogue(stages=[stage]), _Asks(0))
    assert result.measure("right").value == 0
    assert "기대 ineligible" in result.failures[0].kind


def test_a_person_gives_up_after_too_many_questions() -> None:
    result = _run(_dialogue(stages=[{"say": "집세", "expect": [EXPECTED], "why": "까닭"}]), _Asks(99))
    assert result.measure("questions.asked").value == runner.PATIENCE
    assert result.measure("questions.never_settled").value == 1


def test_facts_that_are_not_true_are_wrong_unless_they_are_doubtful() -> None:
    record = StageRecord(_dialogue().stages[0], _sheet(deposit=5))
    known = [
        {"id": "deposit", "member": None, "value": 5, "source": "said", "confidence": "sure"},
        {"id": "debts", "member": None, "value": 7, "source": "said", "confidence": "sure"},
        {"id": "age", "member": "self", "value": 40, "source": "said", "confidence": "doubtful"},
    ]
    record.replies.append(_reply(facts=known))
    count = facts(record, ["deposit", "monthly_rent", "self.birth_date"], _dialogue())
    assert (count.right, count.wrong, count.missed) == (("deposit",), ("debts=7",), ("monthly_rent",))


def test_a_verdict_without_its_reason_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "one.yaml"
    path.write_text(
        "as_of: 2026-11-22\ndialogues:\n- id: a\n  kind: local\n  sheet: {members: [{id: self}]}\n"
        "  stages:\n  - {say: 말, expect: [{program: x, verdict: eligible}]}\n",
        encoding="utf-8",
    )
    with pytest.raises(CatalogError, match=r"one\.yaml:3.*까닭"):
        read_script(path)


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="대화 파일"):
        read_script(tmp_path)


def test_waiting_takes_the_clocks_time_and_not_the_processors() -> None:
    found, taken = spent(lambda: sleep(0.05))
    assert found is None
    assert taken.clock >= 50
    assert taken.processor < 40


class _Slow:
    """Answers after a while; says that a model was asked."""

    def __init__(self, seconds: float) -> None:
        self.seconds, self.asked = seconds, 0

    def answer(self, turn: Turn) -> Reply:  # noqa: ARG002
        self.asked += 1
        sleep(self.seconds)
        phrasing = Phrasing(model="m", prompt="p", outcome="model", calls=1) if self.seconds else None
        return _reply(phrasing=phrasing)


def test_what_a_model_adds_is_what_the_same_turns_take_more() -> None:
    stages = [{"say": ["집세가 힘들어요", "월세 40이요"]}]
    script = Script(as_of=DAY, dialogues=(_dialogue(stages=stages), _dialogue(id="d-2", stages=stages)))
    plain, leashed = _Slow(0), _Slow(0.03)
    values = {one.id: one.value for one in added_by_a_model(script, plain, leashed).measures}
    assert (plain.asked, leashed.asked) == (4, 4)
    assert values["model.worded.p50"] >= 25
    assert values["model.worded.cpu.p50"] < 25
    assert values["model.unworded.p50"] is None


def test_times_are_taken_from_each_other() -> None:
    assert Spent(3.0, 2.0) - Spent(1.0, 0.5) == Spent(2.0, 1.5)
