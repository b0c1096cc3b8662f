"""Every published table comes out of the rules: each line at its won and a won above, each amount."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from evals.mutation.cases import Case
from evals.mutation.published import FOLDER, PublishedFile, PublishedTable, cases_of, published_cases
from knowledge.errors import CatalogError
from knowledge.language.datafile import read_data
from knowledge.rules import Rules

TABLES = [table for path in sorted(FOLDER.glob("*.yaml")) for table in read_data(path, PublishedFile).tables]


@pytest.fixture(scope="module")
def rules() -> Rules:
    return Rules.load()


@pytest.mark.parametrize("table", [pytest.param(table, id=table.table) for table in TABLES])
def test_a_published_table_comes_out_of_the_rules(rules: Rules, table: PublishedTable) -> None:
    cases = list(cases_of(table))
    found = {case.id: case.difference(rules.check(case.given, case.day, case.program)) for case in cases}
    assert cases
    assert not {name: problem for name, problem in found.items() if problem}


def test_all_tables_are_cases() -> None:
    assert len(published_cases()) == sum(len(list(cases_of(table))) for table in TABLES)


def table(**more: Any) -> PublishedTable:
    given = {"members": [{"id": "a", "relation": "head"}]}
    shape = {
        "table": "표",
        "source": "고시",
        "program": "x",
        "given": given,
        "values": {date(2026, 1, 1): 10},
    }
    return PublishedTable.model_validate({**shape, **more})


def shown(cases: list[Case]) -> list[tuple[Any, str, int | None]]:
    return [(case.given.get("stated", {}).get("y"), case.verdict, case.amount) for case in cases]


def test_a_limit_is_tried_at_its_won_and_a_won_above() -> None:
    at_most = table(limit="stated.y")
    assert shown(list(cases_of(at_most))) == [(10, "eligible", None), (11, "ineligible", None)]
    below = table(limit="stated.y", edge="below")
    assert shown(list(cases_of(below))) == [(9, "eligible", None), (10, "ineligible", None)]


def test_an_amount_is_in_its_unit() -> None:
    assert shown(list(cases_of(table(unit=1000)))) == [(None, "eligible", 10_000)]


def test_a_size_fills_the_household_and_a_place_is_set() -> None:
    values = {date(2026, 1, 1): {"서울특별시 종로구": {1: 5, 3: 7}}}
    cases = list(cases_of(table(by=["household.region", "size"], other={"relation": "child"}, values=values)))
    assert [len(case.given["members"]) for case in cases] == [1, 3]
    assert cases[1].given["household"] == {"region": "서울특별시 종로구"}
    assert cases[1].given["members"][1]["relation"] == "child"
    assert cases[1].amount == 7


def test_a_wrong_file_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("tables:\n- table: 표\n  sorce: 고시\n", encoding="utf-8")
    with pytest.raises(CatalogError) as error:
        published_cases(tmp_path)
    assert str(error.value).startswith(f"{path}:")
