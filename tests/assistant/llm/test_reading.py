"""What a model reads is taken only where it was said, and asked back; the reading by rules stands."""

import json
import time
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest

from assistant.llm.extraction import Vocabulary
from assistant.llm.reading import merged
from assistant.understanding.facts import Asked, Confidence, Context, Fact, Reading
from evals.scripted_model import BEHAVIOURS, Fail, Garbage, Hang, Move, Say
from knowledge.rules import Rules
from knowledge.rules.facts import Fact as Known

DAY = date(2026, 11, 22)
SAID = "남편이 다리를 다쳐서 공장을 못 나가고 제가 식당에서 180만원 벌어요."


@pytest.fixture(scope="session")
def known() -> Sequence[Known]:
    return list(Rules.load().sources.facts)


@pytest.fixture
def reader(leash, known) -> Callable[..., Any]:
    def made(move: Move | Any, **settings: Any) -> Any:
        given = leash(move if callable(move) else [move], **settings)
        return given.assistant._leash.reader(lambda: known), given.model

    return made


def wrote(*facts: dict[str, Any]) -> Say:
    return Say("```json\n" + json.dumps({"facts": list(facts)}, ensure_ascii=False) + "\n```")


def fact(id: str, value: Any, quote: str, member: str | None = "self") -> dict[str, Any]:
    return {"id": id, "member": member, "value": value, "quote": quote}


def found(reading: Reading, id: str) -> Fact | None:
    return next((one for one in reading.facts if one.id == id), None)


def test_what_only_the_model_has_read_is_doubtful(reader):
    both, model = reader(wrote(fact("illness", "severe", "남편이 다리를 다쳐서", "spouse")))
    got = found(both.read(SAID, DAY), "illness")
    assert got is not None
    assert (got.member, got.value, got.confidence) == ("spouse", "severe", Confidence.DOUBTFUL)
    assert model.asked[0].task == "read"


def test_what_both_have_read_stays_sure(reader):
    both, _ = reader(wrote(fact("earned_income", 1_800_000, "제가 식당에서 180만원 벌어요")))
    got = found(both.read(SAID, DAY), "earned_income")
    assert got is not None
    assert got.sure


def test_what_they_differ_in_is_asked():
    sure = Fact("earned_income", "self", 1_800_000)
    other = Fact("earned_income", "self", 2_800_000, Confidence.DOUBTFUL)
    got = merged(Reading(facts=(sure,)), [other], Context()).facts
    assert [(one.value, one.sure, one.alternatives) for one in got] == [(1_800_000, False, ("2800000",))]


def test_what_is_known_already_is_not_asked_again():
    known = Fact("pregnant", "self", True)
    again = Fact("pregnant", "self", True, Confidence.DOUBTFUL)
    assert merged(Reading(), [again], Context(facts=(known,))).facts == ()


@pytest.mark.parametrize(
    "given",
    [
        fact("earned_income", 9_900_000, "990만원을 벌어요"),
        fact("earned_income", 2_500_000, "제가 식당에서 180만원 벌어요"),
        fact("earned_income", 1_800_000, ""),
        fact("earned_income", -1, "180만원"),
        fact("earned_income", "180만원", "180만원"),
        fact("earned_income", 1_800_000, "180만원", "neighbour"),
        fact("disability", "very", "다리를 다쳐서"),
        fact("pregnant", "yes", "다리를 다쳐서"),
        fact("due_date", "2026-13-40", "180만원"),
        fact("no_such_fact", 1, "180만원"),
        fact("region", "서울특별시", "식당에서", None),
        fact("statuses", ["king"], "다리를 다쳐서"),
        {"id": "illness"},
        "illness",
    ],
)
def test_what_was_not_said_is_dropped(known, given):
    assert Vocabulary.of(known).facts(json.dumps({"facts": [given]}), SAID, ["self", "spouse"]) == []


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (fact("age", 5, "다섯 살이에요", "child1"), "애는 다섯 살이에요"),
        (fact("deposit", 30_000_000, "보증금 3천", None), "보증금 3천에 살아요"),
        (fact("household_size", 4, "네 식구", None), "네 식구가 살아요"),
        (fact("due_date", "2027-01-05", "1월 5일"), "1월 5일에 낳을 것 같아요"),
        (fact("statuses", ["near_poor", "king"], "차상위"), "차상위라고 들었어요"),
    ],
)
def test_what_was_said_is_kept(known, given, said):
    got = Vocabulary.of(known).facts(json.dumps({"facts": [given]}), said, ["self", "child1"])
    assert [one.id for one in got] == [given["id"]]


@pytest.mark.parametrize(
    "move", [Fail(500), Say("사실은 없습니다."), Say("[]"), Garbage(), Say('{"facts": 3}')]
)
def test_a_model_in_trouble_leaves_the_reading_by_rules(reader, move):
    both, _ = reader(move)
    got = found(both.read(SAID, DAY), "earned_income")
    assert got is not None
    assert got.sure


def test_a_slow_model_costs_a_fifth_of_its_time(reader):
    both, _ = reader(Hang(30), seconds=6.0)
    started = time.monotonic()
    assert found(both.read(SAID, DAY), "earned_income") is not None
    assert time.monotonic() - started < 5


def test_a_model_that_misreads_adds_nothing(reader):
    both, _ = reader(BEHAVIOURS["misreads"])
    plain = super(type(both), both).read(SAID, DAY)
    assert both.read(SAID, DAY) == plain


def test_the_rules_read_as_well_as_without_a_model(reader):
    both, _ = reader(wrote())
    got = found(both.read("아버지는일흔여덟살이고혼자사세요", DAY), "age")
    assert got is not None
    assert (got.member, got.value) == ("father", 78)


def test_a_question_about_rules_is_not_sent(reader):
    both, model = reader(wrote())
    both.read("생계급여 선정기준이 얼마예요?", DAY)
    both.read("네", DAY)
    assert model.asked == []
    both.read("한 달 전쯤인가요?", DAY, Context(asked=Asked("unemployed_since", "self")))
    assert len(model.asked) == 1


def test_names_stay_on_the_premises(reader):
    both, model = reader(wrote())
    both.read("이름은 홍길동이고 전화는 010-1234-5678, 월급은 200만원이에요", DAY)
    assert "홍길동" not in model.asked[0].text
    assert "1234-5678" not in model.asked[0].text
    assert "200만원" in model.asked[0].text


def test_a_model_off_the_premises_hears_no_utterance(reader, monkeypatch):
    monkeypatch.setattr("assistant.llm.opening.on_premises", lambda _: False)
    both, model = reader(wrote(), key="secret")
    assert found(both.read(SAID, DAY), "earned_income") is not None
    assert model.asked == []
