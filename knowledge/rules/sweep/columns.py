"""Which columns the files of a bucket may have, and of which types."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import polars as pl

from knowledge.errors import InputError
from knowledge.rules.columnar.arrange import HOUSEHOLD, MEMBER
from knowledge.rules.columnar.convert import fits, type_name
from knowledge.rules.facts import Fact
from knowledge.rules.names import nearest
from knowledge.rules.shape import Shape

Wanted = tuple[Callable[[pl.DataType], bool], str]  # whether a type fits, and what it is called

_ID: Wanted = (lambda t: t == pl.String or t.is_integer(), "int64나 string")
_TRUTH: Wanted = (lambda t: t in (pl.Boolean, pl.Null), "bool")
_INTEGER: Wanted = (lambda t: t.is_integer() or t == pl.Null, "int64")
_NUMBER: Wanted = (lambda t: t.is_numeric() or t == pl.Null, "int64나 double")
_TEXT: Wanted = (lambda t: t in (pl.String, pl.Categorical, pl.Enum, pl.Null), "string")


def household_columns(shape: Shape) -> dict[str, Wanted]:
    """The columns of a file of households."""
    found = {HOUSEHOLD: _ID, "members_complete": _TRUTH, "region": _TEXT, "household_size": _INTEGER}
    found |= {name: _fact(fact) for name, fact in shape.asked["household"].items()}
    found |= {name: _fact(fact) for name, fact in shape.asked["stated"].items()}
    for name, variables in shape.statable.items():
        types = {variable.entry.type for variable in variables}
        text = any(type_.startswith("choice:") for type_ in types)
        found[name] = (
            _TEXT if text else _NUMBER if "ratio" in types else _TRUTH if "bool" in types else _INTEGER
        )
    found["vehicles"] = _vehicles(shape.asked["vehicle"])
    return found


def member_columns(shape: Shape, own_id: pl.DataType) -> dict[str, Wanted]:
    """The columns of a file of members, whose ids are of a type."""
    found = {name: _fact(fact) for name, fact in shape.asked["member"].items()}
    spouse: Wanted = (lambda t: t in (own_id, pl.Null), f"{MEMBER}와 같은 종류")
    parents: Wanted = (
        lambda t: isinstance(t, pl.List) and t.inner in (own_id, pl.Null),
        f"{MEMBER}와 같은 종류의 list",
    )
    return {HOUSEHOLD: _ID, MEMBER: _ID, "age": _INTEGER, "spouse": spouse, "parents": parents, **found}


def _fact(fact: Fact) -> Wanted:
    return lambda dtype: fits(fact, dtype), type_name(fact)


def _vehicles(facts: Mapping[str, Fact]) -> Wanted:
    def good(dtype: pl.DataType) -> bool:
        if not isinstance(dtype, pl.List) or not isinstance(dtype.inner, pl.Struct):
            return False
        return all(f.name in facts and fits(facts[f.name], _instance(f.dtype)) for f in dtype.inner.fields)

    return good, f"list<struct>({', '.join(facts)})"


def _instance(dtype: Any) -> pl.DataType:
    found: pl.DataType = dtype() if isinstance(dtype, type) else dtype
    return found


def check_columns(households: Path, members: Path, shape: Shape) -> pl.DataType:
    """Check the columns of a bucket; the type of its household ids. `InputError` for the first mistake."""
    homes, people = _schema(households), _schema(members)
    _check(households, homes, household_columns(shape), (HOUSEHOLD,))
    own = people.get(MEMBER, pl.String())
    _check(members, people, member_columns(shape, own), (HOUSEHOLD, MEMBER))
    if homes[HOUSEHOLD] != people[HOUSEHOLD]:
        raise InputError(
            f"{members}: household_id의 종류({people[HOUSEHOLD]})가 households/({homes[HOUSEHOLD]})와 "
            "다릅니다. "
            "같은 종류로 적으세요."
        )
    return homes[HOUSEHOLD]


def _schema(path: Path) -> dict[str, pl.DataType]:
    try:
        return {name: _instance(dtype) for name, dtype in pl.read_parquet_schema(path).items()}
    except (pl.exceptions.PolarsError, OSError) as error:
        raise InputError(f"{path}: Parquet으로 읽을 수 없습니다. 파일이 온전한지 확인하세요.") from error


def _check(
    path: Path, schema: Mapping[str, pl.DataType], known: Mapping[str, Wanted], must: tuple[str, ...]
) -> None:
    for name in must:
        if name not in schema:
            raise InputError(f"{path}: {name} 열이 없습니다. 모든 행에 {name}을(를) 적으세요.")
    for name, dtype in schema.items():
        if name not in known:
            hint = nearest(name, known)
            raise InputError(f"{path}: 모르는 열 '{name}'이 있습니다.{hint} 철자를 확인하거나 지우세요.")
        good, wanted = known[name]
        if not good(dtype):
            raise InputError(
                f"{path}: {name} 열은 {wanted}이어야 하는데 {dtype}입니다. 종류를 바꾸어 적으세요."
            )
