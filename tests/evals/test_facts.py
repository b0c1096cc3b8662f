"""Judging readings of facts, and the utterances themselves."""

from datetime import date
from pathlib import Path

import pytest

from assistant.understanding.facts import Confidence, Context, Fact, FactReader, Member, Reading
from evals.answers.kinds import Part
from evals.facts import runner
from evals.facts.judge import judge
from evals.facts.utterances import Utterance, UtteranceSet, gold, read_utterances
from knowledge.errors import CatalogError, InputError
from knowledge.language.morphemes import Morphemes


def _utterance(**fields: object) -> Utterance:
    return Utterance.model_validate({"id": "u-1", "say": "말", **fields})


def _shown(items: list[object]) -> list[str]:
    return [item.shown for item in items]  # type: ignore[attr-defined]


def test_a_gold_fact_in_every_form() -> None:
    assert gold("self.age=35").value == 35
    assert gold("child1.birth_date=2026-11-03").value == "2026-11-03"
    doubtful = gold("self.statuses~+=livelihood")
    assert (doubtful.doubtful, doubtful.element, doubtful.value) == (True, True, "livelihood")
    assert gold("child1.relation").any_value


def test_a_doubtful_fact_read_as_sure_is_wrong() -> None:
    sure, unsure = Fact("debts", None, 5), Fact("debts", None, 5, Confidence.DOUBTFUL)
    expected = _utterance(facts=["debts~=5"])
    assert _shown(judge(expected, Reading((sure,))).wrong) == ["debts=5"]
    assert _shown(judge(expected, Reading((unsure,))).right) == ["debts~=5"]


def test_a_sure_fact_read_as_doubtful_is_right_and_hesitant() -> None:
    judged = judge(_utterance(facts=["debts=5"]), Reading((Fact("debts", None, 5, Confidence.DOUBTFUL),)))
    assert (len(judged.right), len(judged.hesitant), len(judged.missed)) == (1, 1, 0)


def test_lists_are_judged_by_element() -> None:
    read = Reading((Fact("crisis", None, ("eviction", "job_loss")),))
    judged = judge(_utterance(facts=["crisis+=eviction"]), read)
    assert _shown(judged.right) == ["crisis=+eviction"]
    assert _shown(judged.wrong) == ["crisis=+job_loss"]


def test_members_are_expected_and_what_may_be_read_does_not_count() -> None:
    read = Reading((Fact("works", "self", True),), (Member("child1", "child"),))
    judged = judge(_utterance(**{"with": ["spouse"], "maybe": ["child1.relation", "self.works=true"]}), read)
    assert _shown(judged.missed) == ["spouse.member=true"]
    assert judged.wrong == []


class _Silent:
    def read(self, text: str, as_of: date, context: Context) -> Reading:  # noqa: ARG002
        return Reading()


def test_a_run_counts_what_is_missed() -> None:
    utterances = UtteranceSet(as_of=date(2026, 11, 22), utterances=(_utterance(facts=["debts=0"]),))
    result = runner.run(utterances, _Silent(), config={})
    assert (result.measure("recall").value, result.measure("precision").value) == (0.0, None)
    assert [failure.expected for failure in result.failures] == ["debts=0"]


def test_our_own_utterances_are_enough_and_both_parts_are_filled() -> None:
    utterances = read_utterances(None)
    assert len(utterances.utterances) >= 420
    assert min(len(utterances.of_part(part).utterances) for part in Part) >= 30


def test_what_the_reader_was_tuned_on_stays_read(reader_of_facts: FactReader) -> None:
    result = runner.run(read_utterances(None).of_part(Part.DEV), reader_of_facts, config={})
    precision, recall = result.measure("precision").value, result.measure("recall").value
    assert precision is not None
    assert recall is not None
    assert (precision >= 0.99, recall >= 0.98) == (True, True)


@pytest.fixture(scope="session")
def reader_of_facts() -> FactReader:
    return FactReader(Morphemes().spaced)


def test_a_fact_that_is_written_wrongly_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "one.yaml"
    path.write_text(
        "as_of: 2026-11-22\nutterances:\n- {id: a, say: 말, facts: ['나이 5']}\n", encoding="utf-8"
    )
    with pytest.raises(CatalogError, match=r"one\.yaml:3"):
        read_utterances(path)


def test_a_file_is_dev_or_held_as_it_states() -> None:
    one = _utterance().model_copy(update={"held": True})
    assert (one.part, one.model_copy(update={"tuned": True}).part) == (Part.HELD, Part.DEV)
    with pytest.raises(ValueError, match="held"):
        UtteranceSet(as_of=date(2026, 11, 22), tuned=True, held=True, utterances=(one,))


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="문장 파일"):
        read_utterances(tmp_path)
