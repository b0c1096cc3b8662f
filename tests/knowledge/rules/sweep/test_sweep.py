"""Sweeps over bucket files: whole, resumable, compared with the last one; wrong files stop them at once."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from knowledge.errors import InputError
from knowledge.rules import Rules
from knowledge.rules.sweep import Population, generate, sweep

DAY = date(2026, 6, 1)
KEYS = ["household_id", "program", "member_id"]
Change = Callable[[pl.DataFrame], pl.DataFrame]


@pytest.fixture
def population(rules: Rules, tmp_path: Path) -> Path:
    """Three buckets of twenty households."""
    folder = tmp_path / "in"
    generate(Population(rules.sources.facts, DAY, seed=1), folder, 60, bucket=20)
    return folder


def results(folder: Path) -> pl.DataFrame:
    """All results, in one order."""
    return pl.read_parquet(folder / "*.parquet").sort(KEYS)


def edit(path: Path, change: Change) -> None:
    """Rewrite a Parquet file."""
    change(pl.read_parquet(path)).write_parquet(path)


def test_every_household_program_and_unit_has_one_row(rules: Rules, population: Path, tmp_path: Path) -> None:
    found = sweep(rules, population, tmp_path / "out", DAY)
    table = results(tmp_path / "out")
    assert found.counts["households"] == table["household_id"].n_unique() == 60
    assert found.counts["rows"] == table.height == table.unique(KEYS).height
    assert set(table["program"].cast(pl.String)) == set(rules.sources.programs)
    assert table["definitions"].cast(pl.String).unique().to_list() == [rules.definitions]
    assert table["changed"].null_count() == table.height  # there was no sweep before


def test_a_second_sweep_does_nothing_and_another_day_says_what_changed(
    rules: Rules, population: Path, tmp_path: Path
) -> None:
    sweep(rules, population, tmp_path / "out", DAY)
    assert sweep(rules, population, tmp_path / "out", DAY).resumed == 3
    before = results(tmp_path / "out")
    next_year = sweep(rules, population, tmp_path / "out", date(2027, 6, 1))
    after = results(tmp_path / "out")
    assert next_year.resumed == 0
    assert 0 < next_year.counts["changed"] < after.height
    both = after.join(before, on=KEYS, nulls_equal=True, suffix="_before")
    differs = pl.col("verdict").ne_missing(pl.col("verdict_before"))
    assert both.filter(differs)["changed"].all()


def test_a_person_that_joins_a_household_is_new_and_the_others_are_compared(
    rules: Rules, population: Path, tmp_path: Path
) -> None:
    sweep(rules, population, tmp_path / "out", DAY)
    members = population / "members" / "bucket-00001.parquet"
    newcomer = pl.col("member_id") + 20
    edit(members, lambda frame: pl.concat([frame, frame.head(1).with_columns(newcomer, relation=None)]))
    sweep(rules, population, tmp_path / "out", DAY)
    table = results(tmp_path / "out")
    new = table.filter(pl.col("member_id") > 20)
    assert new.height > 0
    assert new["changed"].null_count() == new.height
    assert table.filter(pl.col("household_id") > 40)["changed"].any() is False


@pytest.mark.timeout(300)
def test_a_killed_sweep_goes_on_without_a_lost_or_doubled_bucket(rules: Rules, tmp_path: Path) -> None:
    source, target = tmp_path / "in", tmp_path / "out"
    generate(Population(rules.sources.facts, DAY, seed=2), source, 1_200, bucket=20)
    command = "from connectors.cli.main import run; run()"
    process = subprocess.Popen(
        [sys.executable, "-c", command, "sweep", str(source), str(target), "--as-of", DAY.isoformat()],
        env={**os.environ, "IEUM_HOME": str(tmp_path / "home")},
        stderr=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    while len(list(target.glob("bucket-*.parquet"))) < 3 and process.poll() is None:
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()
    done = {path.name: path.stat().st_mtime_ns for path in target.glob("bucket-*.parquet")}
    assert 3 <= len(done) < 60
    found = sweep(rules, source, target, DAY)
    assert found.resumed == len(done)
    assert all((target / name).stat().st_mtime_ns == stamp for name, stamp in done.items())
    assert not list(target.glob(".*.part"))
    sweep(rules, source, tmp_path / "whole", DAY)
    assert_frame_equal(results(target), results(tmp_path / "whole"))


def test_results_of_buckets_that_are_gone_go_too(rules: Rules, population: Path, tmp_path: Path) -> None:
    sweep(rules, population, tmp_path / "out", DAY)
    for kind in ("households", "members"):
        (population / kind / "bucket-00002.parquet").unlink()
    sweep(rules, population, tmp_path / "out", DAY)
    assert results(tmp_path / "out")["household_id"].n_unique() == 40


def test_a_file_that_is_no_result_stays_and_is_told(rules: Rules, population: Path, tmp_path: Path) -> None:
    own = tmp_path / "out" / "bucket-00000.parquet"
    own.parent.mkdir()
    pl.DataFrame({"a": [1]}).write_parquet(own)
    with pytest.raises(InputError, match="훑기의 결과가 아닌 파일"):
        sweep(rules, population, own.parent, DAY)
    own.rename(own.with_name("mine.parquet"))
    with pytest.raises(InputError, match="mine"):
        sweep(rules, population, own.parent, DAY)
    assert [path.name for path in own.parent.glob("*.parquet")] == ["mine.parquet"]


def test_households_that_cannot_be_judged_are_set_aside(
    rules: Rules, population: Path, tmp_path: Path
) -> None:
    edit(population / "households" / "bucket-00000.parquet", lambda f: f.with_columns(deposit=pl.lit(-1)))
    found = sweep(rules, population, tmp_path / "out", DAY)
    problems = pl.read_parquet(tmp_path / "out" / "problems" / "bucket-00000.parquet")
    assert found.counts["problems"] == problems["household_id"].n_unique() == 20
    assert results(tmp_path / "out")["household_id"].n_unique() == 40


HOMES, PEOPLE = "households/bucket-00001.parquet", "members/bucket-00001.parquet"


@pytest.mark.parametrize(
    ("name", "change", "says"),
    [
        (HOMES, lambda f: f.drop("household_id"), "household_id 열이 없습니다"),
        (PEOPLE, lambda f: f.drop("member_id"), "member_id 열이 없습니다"),
        (HOMES, lambda f: f.rename({"deposit": "depositt"}), "모르는 열 'depositt'"),
        (HOMES, lambda f: f.with_columns(pl.col("deposit").cast(pl.String)), "deposit 열은 int64이어야"),
        (
            PEOPLE,
            lambda f: f.with_columns(pl.col("birth_date").cast(pl.String)),
            "birth_date 열은 date이어야",
        ),
        (PEOPLE, lambda f: f.with_columns(statuses=pl.lit("near_poor")), "statuses 열은 list<string>이어야"),
        (PEOPLE, lambda f: f.with_columns(pl.col("household_id").cast(pl.String)), "household_id의 종류"),
        (PEOPLE, lambda f: f.with_columns(pl.col("household_id") + 500), "한 가구와 그 가구원은 같은 버킷에"),
        (HOMES, lambda f: pl.concat([f, f.head(1)]), "두 번 나옵니다"),
        (HOMES, lambda f: f.with_columns(household_id=None), "household_id"),
    ],
)
def test_wrong_files_are_one_sentence_and_nothing_is_computed(
    rules: Rules, population: Path, tmp_path: Path, name: str, change: Change, says: str
) -> None:
    edit(population / name, change)
    with pytest.raises(InputError, match=says) as caught:
        sweep(rules, population, tmp_path / "out", DAY)
    assert "\n" not in str(caught.value)
    assert "bucket-00001" in str(caught.value)
    assert not (tmp_path / "out").exists()


def test_a_household_in_two_buckets_is_refused(rules: Rules, population: Path, tmp_path: Path) -> None:
    for kind in ("households", "members"):
        one, other = (population / kind / f"bucket-0000{n}.parquet" for n in (0, 2))
        edit(other, lambda f, one=one: pl.concat([f, pl.read_parquet(one).head(1)]))
    with pytest.raises(InputError, match="한 가구는 한 버킷에만"):
        sweep(rules, population, tmp_path / "out", DAY)


def test_files_that_are_missing_or_no_parquet(rules: Rules, population: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="폴더가 없습니다"):
        sweep(rules, tmp_path / "nothing", tmp_path / "out", DAY)
    (population / HOMES).write_text("가구")
    with pytest.raises(InputError, match="Parquet으로 읽을 수 없습니다"):
        sweep(rules, population, tmp_path / "out", DAY)
    (population / HOMES).unlink()
    with pytest.raises(InputError, match="짝이 되는"):
        sweep(rules, population, tmp_path / "out", DAY)


def test_results_are_not_written_among_the_input(rules: Rules, population: Path) -> None:
    with pytest.raises(InputError, match="입력 폴더 안에"):
        sweep(rules, population, population / "out", DAY)
    with pytest.raises(InputError, match="이미 가구 파일이 있습니다"):
        generate(Population(rules.sources.facts, DAY), population, 10)
