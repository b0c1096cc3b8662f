"""The command line of the evaluations: arguments, exit codes, what goes where."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from evals import commands, suites
from evals.answers.kinds import Part
from evals.results import Group, Result, rate
from evals.suites import Asked
from knowledge.errors import IeumError

RESULT = Result("answers", "답변 평가", {}, (Group("모음", (rate("a", "맞음", 1, 2),)),))
Chosen = Callable[[Asked], Result]


@pytest.fixture
def answering(monkeypatch: pytest.MonkeyPatch) -> Callable[[Chosen], None]:
    """Puts an evaluation that is done at once in the place of `answers`."""
    return lambda chosen: monkeypatch.setitem(suites.SUITES, "answers", chosen)


def test_every_evaluation_can_be_called_by_its_name() -> None:
    assert set(commands.NAMES) == set(suites.SUITES)


def test_an_unknown_name_lists_the_names() -> None:
    done = CliRunner().invoke(commands.app, ["run", "everything"])
    assert done.exit_code == 2
    assert all(name in done.stderr for name in ("everything", "retrieval", "answers", "teaching", "speed"))


def test_json_alone_on_standard_output_and_the_report_in_the_folder(
    answering: Callable[[Chosen], None], tmp_path: Path
) -> None:
    answering(lambda *_: RESULT)
    done = CliRunner().invoke(commands.app, ["run", "answers", "--json", "--out", str(tmp_path / "r")])
    assert done.exit_code == 0
    assert json.loads(done.stdout)["name"] == "answers"
    assert sorted(path.name for path in (tmp_path / "r").iterdir()) == ["report.html", "result.json"]


def test_tables_without_json(answering: Callable[[Chosen], None], tmp_path: Path) -> None:
    answering(lambda *_: RESULT)
    done = CliRunner().invoke(commands.app, ["run", "answers", "--out", str(tmp_path)])
    assert done.exit_code == 0
    assert "50.0%" in done.stdout


def test_the_default_folder_lies_in_the_data_folder(
    answering: Callable[[Chosen], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IEUM_HOME", str(tmp_path))
    answering(lambda *_: RESULT)
    assert CliRunner().invoke(commands.app, ["run", "answers"]).exit_code == 0
    [folder] = (tmp_path / "reports").iterdir()
    assert folder.name.startswith("answers-")


def test_what_could_not_be_done_ends_in_1(answering: Callable[[Chosen], None]) -> None:
    def fails(_: Asked) -> Result:
        raise IeumError("서버가 시작하다가 끝났습니다.")

    answering(fails)
    done = CliRunner().invoke(commands.app, ["run", "answers"])
    assert done.exit_code == 1
    assert "서버가" in done.stderr


@pytest.mark.parametrize("name", ["retrieval", "answers", "teaching", "speed"])
def test_questions_that_are_not_there_end_in_2(name: str, tmp_path: Path) -> None:
    done = CliRunner().invoke(commands.app, ["run", name, "--queries", str(tmp_path / "none")])
    assert done.exit_code == 2
    assert "none" in done.stderr


def test_only_search_is_taught() -> None:
    done = CliRunner().invoke(commands.app, ["run", "answers", "--taught"])
    assert done.exit_code == 2
    assert "--taught" in done.stderr


def test_the_part_reaches_the_answers(answering: Callable[[Chosen], None], tmp_path: Path) -> None:
    asked: list[Part | None] = []

    def remembers(one: Asked) -> Result:
        asked.append(one.part)
        return RESULT

    answering(remembers)
    arguments = ["run", "answers", "--part", "held", "--out", str(tmp_path)]
    assert CliRunner().invoke(commands.app, arguments).exit_code == 0
    assert asked == [Part.HELD]


def test_a_part_of_another_evaluation_is_refused() -> None:
    done = CliRunner().invoke(commands.app, ["run", "retrieval", "--part", "dev"])
    assert done.exit_code == 2
    assert "--part" in done.stderr
