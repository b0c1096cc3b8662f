"""The Spark engine gives the rows of the local one."""

import shutil
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from knowledge.rules import Rules
from knowledge.rules.sweep import Population, generate, sweep
from knowledge.rules.sweep.spark import run_on_spark

DAY = date(2026, 6, 1)
KEYS = ["household_id", "program", "member_id"]


@pytest.mark.timeout(600)
@pytest.mark.filterwarnings("default")  # PySpark's own
def test_spark_and_local_give_identical_sorted_rows(
    rules: Rules, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("pyspark", reason="PySpark가 없어 건너뜁니다(pip install 'ieum[spark]').")
    pytest.importorskip("pyarrow", reason="PyArrow가 없어 건너뜁니다(pip install 'ieum[spark]').")
    if shutil.which("java") is None:
        pytest.skip("Java가 없어 건너뜁니다.")
    monkeypatch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
    source = tmp_path / "in"
    generate(Population(rules.sources.facts, DAY, seed=4, unknown=0.1), source, 90, bucket=30)
    broken = source / "households" / "bucket-00001.parquet"
    pl.read_parquet(broken).with_columns(deposit=pl.lit(-1)).write_parquet(broken)
    local = sweep(rules, source, tmp_path / "local", DAY)
    spark = sweep(rules, source, tmp_path / "spark", DAY, engine=run_on_spark)
    assert spark.counts == local.counts
    tables = [pl.read_parquet(tmp_path / name / "*.parquet").sort(KEYS) for name in ("local", "spark")]
    assert_frame_equal(*tables)
    assert sweep(rules, source, tmp_path / "spark", DAY, engine=run_on_spark).resumed == 3
