"""The input of a sweep: bucket files of households, and of their members under the same names.

    IN/households/bucket-00000.parquet
    IN/members/bucket-00000.parquet

Everything that is wrong with the files themselves is found before anything is computed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from knowledge.errors import InputError
from knowledge.rules.columnar.arrange import HOUSEHOLD
from knowledge.rules.shape import Shape
from knowledge.rules.sweep.columns import check_columns

HOUSEHOLDS, MEMBERS = "households", "members"
_SUFFIX = ".parquet"


@dataclass(frozen=True)
class Bucket:
    """A bucket: its name and its two files."""

    name: str
    households: Path
    members: Path

    def read(self) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Its households and members."""
        return pl.read_parquet(self.households), pl.read_parquet(self.members)

    def count(self) -> int:
        """How many households it has."""
        return int(pl.scan_parquet(self.households).select(pl.len()).collect().item())


def buckets(folder: Path) -> list[Bucket]:
    """The buckets of a folder, by name; `InputError` where a file of a pair is missing."""
    names = {kind: _names(folder, kind) for kind in (HOUSEHOLDS, MEMBERS)}
    for kind, other in ((HOUSEHOLDS, MEMBERS), (MEMBERS, HOUSEHOLDS)):
        for name in sorted(names[kind] - names[other]):
            raise InputError(
                f"{folder / kind / name}{_SUFFIX}: 짝이 되는 {other}/{name}{_SUFFIX}이(가) 없습니다. "
                "한 버킷의 가구와 가구원을 같은 이름으로 두세요."
            )
    if not names[HOUSEHOLDS]:
        raise InputError(
            f"{folder / HOUSEHOLDS}: 가구 파일(*.parquet)이 없습니다. "
            "households/와 members/에 버킷마다 파일을 두거나 --generate로 가상 인구를 만드세요."
        )
    return [
        Bucket(name, folder / HOUSEHOLDS / f"{name}{_SUFFIX}", folder / MEMBERS / f"{name}{_SUFFIX}")
        for name in sorted(names[HOUSEHOLDS])
    ]


def _names(folder: Path, kind: str) -> set[str]:
    place = folder / kind
    if not place.is_dir():
        raise InputError(f"{place}: 폴더가 없습니다. 가구는 households/, 가구원은 members/에 두세요.")
    return {path.stem for path in place.glob(f"*{_SUFFIX}") if not path.name.startswith((".", "_"))}


def check(found: Sequence[Bucket], shape: Shape) -> None:
    """Check all files: columns and types, members without a household, households in two buckets.

    Memory: 8 bytes a household.
    """
    ids = None
    keys = []
    for bucket in found:
        dtype = check_columns(bucket.households, bucket.members, shape)
        if ids is not None and dtype != ids:
            raise InputError(
                f"{bucket.households}: household_id의 종류가 다른 버킷과 다릅니다. 하나로 맞추세요."
            )
        ids = dtype
        keys.append(_keys(bucket))
    _check_once(found, keys)


def _keys(bucket: Bucket) -> np.ndarray:
    """A number for each household; `InputError` for repeated ones and for members that have none."""
    homes = pl.read_parquet(bucket.households, columns=[HOUSEHOLD])[HOUSEHOLD]
    members = pl.read_parquet(bucket.members, columns=[HOUSEHOLD])
    for path, column in ((bucket.households, homes), (bucket.members, members[HOUSEHOLD])):
        if column.null_count():
            raise InputError(f"{path}: household_id가 빈 행이 있습니다. 행마다 적으세요.")
    lost = members.join(homes.to_frame(), on=HOUSEHOLD, how="anti")
    if lost.height:
        raise InputError(
            f"{bucket.members}: 가구 '{lost[HOUSEHOLD][0]}'이(가) {HOUSEHOLDS}/의 같은 버킷에 없습니다. "
            "한 가구와 그 가구원은 같은 버킷에 두세요."
        )
    if homes.n_unique() < len(homes):
        twice = homes.filter(homes.is_duplicated())[0]
        raise InputError(f"{bucket.households}: 가구 '{twice}'이(가) 두 번 나옵니다. 한 행만 남기세요.")
    return (homes if homes.dtype.is_integer() else homes.hash()).to_numpy()


def _check_once(found: Sequence[Bucket], keys: list[np.ndarray]) -> None:
    """`InputError` where a household stands in two buckets."""
    every = np.concatenate(keys)
    every.sort()
    for key in every[1:][every[1:] == every[:-1]]:
        holders = [bucket for bucket, own in zip(found, keys, strict=True) if key in own]
        if len(holders) < 2:
            continue
        one, other = (pl.read_parquet(b.households, columns=[HOUSEHOLD]) for b in holders[:2])
        shared = one.join(other, on=HOUSEHOLD, how="semi")
        if shared.height:
            raise InputError(
                f"{holders[1].households}: 가구 '{shared[HOUSEHOLD][0]}'이(가) {holders[0].name}에도 "
                "있습니다. "
                "한 가구는 한 버킷에만 두세요."
            )
