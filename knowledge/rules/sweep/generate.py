"""Writing a synthetic population as buckets that a sweep reads."""

import shutil
from collections.abc import Callable
from pathlib import Path

from knowledge.errors import InputError
from knowledge.rules.sweep.buckets import HOUSEHOLDS, MEMBERS
from knowledge.rules.sweep.population import Population

BUCKET = 20_000


def generate(
    population: Population,
    folder: Path,
    count: int,
    bucket: int = BUCKET,
    progress: Callable[[int, int], None] = lambda *_: None,
) -> None:
    """Write `count` households into a folder that does not have any yet, `bucket` of them in each file."""
    if any((folder / kind).exists() for kind in (HOUSEHOLDS, MEMBERS)):
        raise InputError(f"{folder}: 이미 가구 파일이 있습니다. 빈 폴더를 적거나 그 안의 것을 옮기세요.")
    part = folder / ".generating"
    shutil.rmtree(part, ignore_errors=True)
    for kind in (HOUSEHOLDS, MEMBERS):
        (part / kind).mkdir(parents=True)
    total = -(-count // bucket)
    for number in range(total):
        first = number * bucket
        frames = population.bucket(number, first, min(bucket, count - first))
        for kind, frame in zip((HOUSEHOLDS, MEMBERS), frames, strict=True):
            frame.write_parquet(part / kind / f"bucket-{number:05}.parquet")
        progress(number + 1, total)
    for kind in (MEMBERS, HOUSEHOLDS):
        (part / kind).rename(folder / kind)
    part.rmdir()
