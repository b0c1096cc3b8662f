"""`ieum sweep` at the terminal: generate, judge, sum up; errors are one line and exit 2."""

import json
from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner

from connectors.cli.main import build
from knowledge.errors import InputError


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of our own."""
    monkeypatch.setenv("IEUM_HOME", str(tmp_path / "home"))
    return tmp_path


def test_generate_and_sweep_in_one_go(home: Path) -> None:
    arguments = ["--as-of", "2026-06-01", "--generate", "30", "--bucket", "20", "--unknown", "0.1", "--json"]
    found = CliRunner().invoke(build(), ["sweep", str(home / "in"), str(home / "out"), *arguments])
    assert found.exit_code == 0, found.output
    summary = json.loads(found.stdout)
    assert (summary["households"], summary["buckets"], summary["resumed"]) == (30, 2, 0)
    table = pl.read_parquet(home / "out" / "*.parquet")
    assert summary["rows"] == table.height
    again = CliRunner().invoke(
        build(), ["sweep", str(home / "in"), str(home / "out"), *arguments[:2], "--json"]
    )
    assert json.loads(again.stdout)["resumed"] == 2
    assert "건너뜁니다" in again.stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["in"], "OUT 폴더를"),
        (["in", "out", "--unknown", "0.1"], "--generate와 함께"),
        (["in", "out"], "households: 폴더가 없습니다"),
        (["in", "out", "--engine", "duck"], "--engine 'duck'"),
        (["in", "out", "--as-of", "어제"], "날짜 '어제'"),
    ],
)
def test_wrong_arguments_say_what_to_do(home: Path, arguments: list[str], says: str) -> None:
    paths = [str(home / a) if a in ("in", "out") else a for a in arguments]
    found = CliRunner().invoke(build(), ["sweep", *paths])
    assert isinstance(found.exception, InputError)
    assert says in str(found.exception)
