"""The engine on Spark: the same kernel over cogrouped buckets, so that results are the same by construction.

Spark moves the rows; what is judged of a bucket is judged by `Kernel.judge` on one worker. Buckets go in
batches, and each is written and renamed as the local engine does, so that a sweep goes on after a kill.
Workers read the rules from the installed package and the local catalog folders, and refuse to work where
those are not the driver's.
"""

import os
import shutil
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from knowledge.errors import IeumError
from knowledge.rules.columnar import Kernel
from knowledge.rules.columnar.problems import SCHEMA as PROBLEM
from knowledge.rules.engine import Rules
from knowledge.rules.sweep.buckets import Bucket
from knowledge.rules.sweep.output import Output

if TYPE_CHECKING:
    import pyarrow as pa

_BUCKET, _ROW = "bucket", "row of the file"
_PER_CORE = 4
_COLUMNS = (
    "household_id string, program string, unit string, member_id string, verdict string, amount long, "
    "amount_range struct<min:long,max:long>, band string, problem string"
)


def run_on_spark(
    kernel: Kernel, waiting: Sequence[Bucket], output: Output, extra_dirs: Sequence[Path] = ()
) -> Iterator[Counter[str]]:
    """The counts of each bucket as it is done; `extra_dirs` are the folders of the kernel's local rules.

    `IeumError` where PySpark or Java is not installed.
    """
    if not waiting:
        return
    session = _session()
    size = session.sparkContext.defaultParallelism * _PER_CORE
    work = output.folder / ".spark"
    for first in range(0, len(waiting), size):
        batch = waiting[first : first + size]
        shutil.rmtree(work, ignore_errors=True)
        _judge(session, kernel, batch, work, tuple(map(str, extra_dirs)))
        for bucket in batch:
            yield _collect(kernel, bucket, work, output)
    shutil.rmtree(work, ignore_errors=True)


def _session() -> Any:
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise IeumError(
            "PySpark가 없습니다. pip install 'ieum[spark]'로 설치하거나 --engine local을 쓰세요."
        ) from error
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # workers on this machine have what we have
    try:
        session = SparkSession.builder.appName("ieum sweep").getOrCreate()
    except Exception as error:
        raise IeumError("Spark를 시작할 수 없습니다. Java 17 이상이 있는지 확인하세요.") from error
    session.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", "0")
    return session


def _judge(
    session: Any, kernel: Kernel, batch: Sequence[Bucket], work: Path, extra_dirs: tuple[str, ...]
) -> None:
    """Judge a batch of buckets on the workers and leave the rows in a folder, one part a bucket."""
    homes, people = (_frame(session, batch, kind) for kind in ("households", "members"))
    settings = (kernel.today, kernel.encoder.strict, kernel.definitions, extra_dirs)

    def judge(key: "tuple[pa.Scalar, ...]", households: "pa.Table", members: "pa.Table") -> "pa.Table":
        return judged(settings, str(key[0].as_py()), households, members)

    found = homes.groupBy(_BUCKET).cogroup(people.groupBy(_BUCKET))
    rows = found.applyInArrow(judge, f"{_COLUMNS}, {_BUCKET} string")
    rows.write.mode("overwrite").partitionBy(_BUCKET).parquet(str(work))


def _frame(session: Any, batch: Sequence[Bucket], kind: str) -> Any:
    """The rows of a batch's files, each with the name of its bucket."""
    from pyspark.sql import functions

    frames = []
    for bucket in batch:
        path = str(getattr(bucket, kind))
        rows = session.read.parquet(path).withColumn(_ROW, functions.monotonically_increasing_id())
        frames.append(rows.withColumn(_BUCKET, functions.lit(bucket.name)))
    whole = frames[0]
    for frame in frames[1:]:
        whole = whole.unionByName(frame, allowMissingColumns=True)
    return whole


def judged(settings: Any, name: str, households: "pa.Table", members: "pa.Table") -> "pa.Table":
    """A bucket on a worker: rows of results, then those of problems."""
    kernel = _kernel(*settings)
    results, problems = kernel.judge(_ordered(households), _ordered(members))
    rows = pl.concat(
        [_plain(results), problems.select(pl.col(list(PROBLEM)).cast(pl.String))], how="diagonal"
    )
    names = [part.split()[0] for part in _COLUMNS.split(", ")]
    missing = [pl.lit(None, dtype=pl.String).alias(n) for n in names if n not in rows.columns]
    return _arrow(rows.with_columns(missing).select(*names, pl.lit(name).alias(_BUCKET)))


def _arrow(rows: pl.DataFrame) -> "pa.Table":
    """The rows with the text type that Spark takes."""
    import pyarrow

    table = rows.to_arrow(compat_level=pl.CompatLevel.oldest())
    fields = [f.with_type(pyarrow.string()) if f.type == pyarrow.large_string() else f for f in table.schema]
    return table.cast(pyarrow.schema(fields))


@lru_cache(maxsize=2)
def _kernel(today: int, strict: bool, definitions: str, extra_dirs: tuple[str, ...]) -> Kernel:
    rules = Rules.load(extra_dirs=[Path(folder) for folder in extra_dirs])
    if rules.definitions != definitions:
        raise IeumError("일꾼의 규칙이 이 컴퓨터의 규칙과 다릅니다. 같은 판의 ieum과 카탈로그를 설치하세요.")
    return Kernel(rules, date.fromordinal(today), strict)


def _ordered(table: "pa.Table") -> pl.DataFrame:
    """The rows as they stood in their file, without columns that only other buckets of the batch have."""
    frame = pl.DataFrame(table).sort(_ROW).drop(_ROW, _BUCKET)
    empty = [column.name for column in frame if column.null_count() == len(column) and len(column)]
    return frame.drop(name for name in empty if name not in ("household_id", "member_id"))


def _plain(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.with_columns(
        pl.col(pl.Enum).cast(pl.String), pl.col("household_id", "member_id").cast(pl.String)
    )


def _collect(kernel: Kernel, bucket: Bucket, work: Path, output: Output) -> Counter[str]:
    """Write a bucket that the workers judged as the local engine writes it."""
    rows = pl.concat(
        [pl.read_parquet(path) for path in sorted((work / f"{_BUCKET}={bucket.name}").glob("*.parquet"))]
    )
    problems = rows.filter(pl.col("problem").is_not_null()).select("household_id", "problem")
    homes = pl.read_parquet(bucket.households, columns=["household_id"])
    members = pl.read_parquet_schema(bucket.members)["member_id"]
    results = rows.filter(pl.col("problem").is_null()).select(
        pl.col("household_id").cast(homes.schema["household_id"]),
        pl.col("program").cast(kernel.results.programs),
        pl.col("unit").cast(kernel.results.units),
        pl.col("member_id").cast(members),
        pl.col("verdict").cast(kernel.results.verdicts),
        "amount",
        "amount_range",
        pl.col("band").cast(kernel.results.bands),
    )
    return output.write(bucket.name, results, problems, homes.height)
