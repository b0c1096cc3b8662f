"""The output of a sweep: a Parquet file a bucket, each written under another name and then renamed.

A file says in its own metadata of which sweep it is, so that a sweep that was cut off goes on with the
buckets whose file is not its own: none is lost, none is doubled.
"""

import json
import os
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from knowledge.errors import InputError
from knowledge.rules.columnar.results import VERDICTS
from knowledge.rules.sweep.changes import CHANGED, with_changes

_PART = ".part"
PROBLEMS = "problems"


@dataclass(frozen=True)
class Output:
    """A folder of results. `sweep` identifies the sweep, `definitions` the rules."""

    folder: Path
    sweep: str
    definitions: str
    as_of: str

    def path(self, bucket: str) -> Path:
        """The results of a bucket."""
        return self.folder / f"{bucket}.parquet"

    def problems(self, bucket: str) -> Path:
        """The households of a bucket that could not be judged."""
        return self.folder / PROBLEMS / f"{bucket}.parquet"

    def counts(self, bucket: str) -> Counter[str] | None:
        """What a finished bucket counted; None where it is not finished by this sweep."""
        metadata = _metadata(self.path(bucket))
        if metadata.get("sweep") != self.sweep:
            return None
        return Counter(json.loads(metadata["counts"]))

    def write(
        self, bucket: str, results: pl.DataFrame, problems: pl.DataFrame, households: int
    ) -> Counter[str]:
        """Write a bucket: its problems first, so that who has results has them whole."""
        results = with_changes(results, self.path(bucket)).with_columns(
            pl.lit(self.definitions).cast(pl.Enum([self.definitions])).alias("definitions")
        )
        counts = _counts(results, problems, households)
        if problems.height:
            self.problems(bucket).parent.mkdir(exist_ok=True)
            self._replace(self.problems(bucket), problems, {"sweep": self.sweep})
        else:
            self.problems(bucket).unlink(missing_ok=True)
        metadata = {"sweep": self.sweep, "as_of": self.as_of, "counts": json.dumps(counts)}
        self._replace(self.path(bucket), results, metadata)
        return counts

    @staticmethod
    def _replace(path: Path, frame: pl.DataFrame, metadata: dict[str, Any]) -> None:
        part = path.with_name(f".{path.name}{_PART}")
        with part.open("wb") as file:
            frame.write_parquet(file, compression="lz4", statistics=False, metadata=metadata)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)

    def clean(self, names: set[str]) -> None:
        """Remove what a kill left behind, and the results of buckets that the input no longer has.

        `InputError` where a Parquet file is no result of a sweep: it is somebody's, and stays.
        """
        folders = (self.folder, self.folder / PROBLEMS)
        results = [path for folder in folders for path in folder.glob("*.parquet")]
        if foreign := [path for path in results if "sweep" not in _metadata(path)]:
            raise InputError(
                f"{min(foreign)}: 훑기의 결과가 아닌 파일이 있습니다. 빈 폴더나 지난 결과의 폴더를 적으세요."
            )
        for path in [path for folder in folders for path in folder.glob(f".*.parquet{_PART}")]:
            path.unlink()
        for path in results:
            if path.stem not in names:
                path.unlink()


def _metadata(path: Path) -> dict[str, str]:
    """What a file says of itself; nothing where it cannot be read."""
    try:
        return pl.read_parquet_metadata(path)
    except (OSError, pl.exceptions.PolarsError):
        return {}


def _counts(results: pl.DataFrame, problems: pl.DataFrame, households: int) -> Counter[str]:
    codes, words = results["verdict"].to_physical(), VERDICTS.categories.to_list()
    found = Counter({word: int((codes == number).sum()) for number, word in enumerate(words)})
    found["households"], found["rows"] = households, results.height
    found["problems"] = problems["household_id"].n_unique()
    found[CHANGED] = int(results[CHANGED].sum() or 0)
    return found
