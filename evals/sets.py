"""What the evaluations' own files have in common: a day, entries with ids, a part, a sample.

An evaluation reads one YAML file or all of a folder; the entries of a folder belong to one day and no id
stands twice in it.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Protocol, TypeVar

import numpy as np

from evals.answers.kinds import Part
from knowledge.errors import CatalogError, InputError
from knowledge.language.datafile import DataModel, read_data


class _Named(Protocol):
    @property
    def id(self) -> str: ...


class _Parted(_Named, Protocol):
    @property
    def part(self) -> Part: ...


class DatedSet(DataModel):
    """A file of entries of one day."""

    as_of: date


_Set = TypeVar("_Set", bound=DatedSet)
_T = TypeVar("_T")
_P = TypeVar("_P", bound=_Parted)


def read_sets(
    place: Path, kind: type[_Set], called: str, entries: Callable[[_Set], Iterable[_Named]]
) -> list[_Set]:
    """The sets of a file or of all files of a folder; `called` is what an entry is in Korean (문항).

    Raises CatalogError with file and line, InputError for a folder without a file.
    """
    files = sorted(place.glob("*.yaml")) if place.is_dir() else [place]
    if not files:
        raise InputError(f"{place}에 {called} 파일(*.yaml)이 없습니다. 폴더를 확인해 주십시오.")
    read = [read_data(file, kind) for file in files]
    seen: dict[str, Path] = {}
    for file, one in zip(files, read, strict=True):
        if one.as_of != read[0].as_of:
            raise CatalogError(
                f"as_of가 {files[0].name}과 다릅니다. 한 폴더의 파일은 같은 날로 맞추세요.",
                file,
                _line(file, r"as_of:.*"),
            )
        for entry in entries(one):
            if entry.id in seen:
                where = "두 번" if seen[entry.id] == file else f"{seen[entry.id].name}에도"
                raise CatalogError(
                    f"{called} id '{entry.id}'가 {where} 있습니다. 하나를 바꾸세요.",
                    file,
                    _line(file, rf"\s*-?\s*\{{?id:\s*[\"']?{re.escape(entry.id)}[\"']?(?:\s*|,.*)"),
                )
            seen[entry.id] = file
    return read


def of_part(entries: Sequence[_P], wanted: Part | None, called: str) -> tuple[_P, ...]:
    """The entries of one part, all of them for None. Raises InputError where none is left."""
    if wanted is None:
        return tuple(entries)
    if chosen := tuple(one for one in entries if one.part is wanted):
        return chosen
    raise InputError(f"{wanted.value}에 드는 {called} 항목이 없습니다. --part 없이 실행해 주십시오.")


def sampled(entries: Sequence[_T], size: int | None, seed: int) -> tuple[_T, ...]:
    """`size` entries drawn without replacement in their order; all of them where there are no more."""
    if size is None or size >= len(entries):
        return tuple(entries)
    drawn = np.random.default_rng(seed).choice(len(entries), size=size, replace=False)
    return tuple(entries[at] for at in sorted(drawn.tolist()))


def _line(file: Path, pattern: str) -> int | None:
    """The last line that is so: the first may be the one that may stay."""
    lines = file.read_text(encoding="utf-8").split("\n")
    return max((number for number, line in enumerate(lines, 1) if re.fullmatch(pattern, line)), default=None)
