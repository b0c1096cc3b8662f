"""`ieum triage`: tables of applications in, lanes out, and every bad row by its number."""

import csv
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import polars
import pytest

from connectors.cli import triage as command
from knowledge.rules import Rules

DAY = ("--as-of", "2026-06-01")
HEAD = (
    "id,program,evidence,confirmed_by,members_complete,"
    "members[0].id,members[0].relation,members[0].birth_date"
)
OLD = "1,경로우대,official,김주무,true,a,head,1955-03-02"
SAID = "2,senior-discount,,김주무,true,a,head,1955-03-02"
YOUNG = "3,senior-discount,document,,true,a,head,1995-03-02"


@pytest.fixture(scope="module", autouse=True)
def _rules_once() -> Any:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(command, "load_rules", cache(lambda extra_dirs: Rules.load(extra_dirs=extra_dirs)))
        yield


@pytest.fixture
def table(write: Callable[[str, str], Path]) -> Callable[..., Path]:
    def to(*rows: str, head: str = HEAD) -> Path:
        return write("신청.csv", "\n".join([head, *rows]))

    return to


def test_applications_are_sorted_with_what_to_check(ieum, table) -> None:
    ran = ieum("triage", table(OLD, SAID, YOUNG), *DAY, "--json")
    assert (ran.status, ran.err) == (0, "")
    assert [(one["id"], one["lane"]) for one in ran.objects] == [
        ("1", "automatic_approval"),
        ("2", "needs_investigation"),
        ("3", "proposed_rejection"),
    ]
    said = ran.objects[1]
    assert {"reasons", "items", "definitions", "needs_person", "set_aside", "amount"} <= set(said)
    assert said["items"] == [
        {"kind": "unproven", "fact": "birth_date", "member": "a", "text": "생년월일이 언제인가요?"}
    ] + [item for item in said["items"] if item["kind"] != "unproven"]


def test_people_read_a_table_and_that_nobody_is_rejected_yet(ieum, table, monkeypatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    ran = ieum("triage", table(OLD, SAID, YOUNG), *DAY)
    assert "조사 필요 1 · 탈락 제안(담당자 확인 필요) 1 · 자동 승인 1" in ran.out
    assert "생년월일(a)" in ran.out
    assert "담당자가 이름을 적고 확인해야" in ran.out


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_the_result_is_written_and_harmless_in_a_spreadsheet(ieum, table, tmp_path, suffix: str) -> None:
    to = tmp_path / f"결과.{suffix}"
    bad = OLD.replace("1,", '"=cmd()",', 1)
    assert ieum("triage", table(bad, YOUNG), *DAY, "--out", to, "--json").status == 0
    if suffix == "csv":
        rows: list[dict[str, Any]] = list(csv.DictReader(to.read_text(encoding="utf-8-sig").splitlines()))
        assert rows[0]["id"] == "'=cmd()"
    else:
        rows = polars.read_parquet(to).to_dicts()
    assert [row["lane"] for row in rows] == ["automatic_approval", "proposed_rejection"]
    assert [row["decided_by"] for row in rows] == ["", ""]


def test_csv_and_parquet_with_a_household_decide_alike(ieum, write, tmp_path) -> None:
    household = {"members_complete": True, "members": [{"id": "a", "relation": "head", "age": 70}]}
    row = {"id": "1", "program": "senior-discount", "evidence": "official", "confirmed_by": "김주무"}
    row["household"] = json.dumps(household)
    path = tmp_path / "신청.parquet"
    polars.DataFrame([row]).write_parquet(path)
    other = tmp_path / "신청.csv"
    polars.DataFrame([row]).write_csv(other)
    first, second = (ieum("triage", file, *DAY, "--json").objects for file in (path, other))
    assert first == second
    assert first[0]["lane"] == "automatic_approval"


def test_a_spreadsheet_in_cp949_is_read(ieum, tmp_path) -> None:
    path = tmp_path / "신청.csv"
    path.write_bytes(f"{HEAD}\n{OLD}\n".encode("cp949"))
    assert ieum("triage", path, *DAY, "--json").objects[0]["lane"] == "automatic_approval"


def test_a_cell_names_its_own_evidence(ieum, table) -> None:
    head = HEAD + ",members[0].birth_date.evidence"
    ran = ieum("triage", table(OLD + ",declared", head=head), *DAY, "--json")
    assert ran.objects[0]["lane"] == "needs_investigation"


def test_the_seed_decides_who_is_reviewed(ieum, table) -> None:
    rows = [OLD.replace("1,", f"{n},", 1) for n in range(100)]
    drawn = [
        [
            one["id"]
            for one in ieum("triage", table(*rows), *DAY, "--seed", seed, "--json").objects
            if one["set_aside"]
        ]
        for seed in ("가", "가", "나")
    ]
    assert drawn[0] == drawn[1] != drawn[2]


def test_every_bad_row_is_one_line_and_nothing_is_decided(ieum, table, tmp_path) -> None:
    rows = [
        OLD,
        OLD,
        "4,경로우데,,,true,a,head,1955-03-02",
        ",senior-discount,,,true,a,head,1955-03-02",
        "6,senior-discount,said,,true,a,head,1955-03-02",
        "7,senior-discount,,,maybe,a,head,1955-13-02",
    ]
    to = tmp_path / "결과.csv"
    ran = ieum("triage", table(*rows), *DAY, "--out", to)
    assert (ran.status, ran.out, to.exists()) == (2, "", False)
    lines = [line.split(".csv:", 1)[1] for line in ran.err.splitlines()]
    assert [line.split(":")[0] for line in lines] == ["3행", "4행", "5행", "6행", "7행", "7행"]
    assert "혹시 경로우대" in lines[1]
    assert "birth_date" in ran.err
    assert "members_complete" in ran.err


@pytest.mark.parametrize(
    ("head", "row", "says"),
    [
        ("id,household", "1,{}", "'program' 열이 없습니다"),
        ("id,program,depsoit", "1,생계급여,3", "'depsoit' 열을 알 수 없습니다"),
        ("id,id,program", "1,1,생계급여", "두 번 있습니다"),
        ("id,program,household,members_complete", "1,생계급여,{},true", "함께 쓸 수 없습니다"),
        ("id,program,household", "1,생계급여", "칸이 2개인데 열은 3개입니다"),
        ("id,program,household", '1,생계급여,"{', "CSV로 읽을 수 없습니다"),
    ],
)
def test_a_table_that_is_none_is_told(ieum, table, head: str, row: str, says: str) -> None:
    ran = ieum("triage", table(row, head=head))
    assert ran.status == 2
    assert says in ran.complaint


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("없음.csv", None, "읽을 수 없습니다"),
        ("글.txt", b"id", ".csv나 .parquet"),
        ("틀림.parquet", b"id,program", "Parquet으로 읽을 수 없습니다"),
        ("깨짐.csv", b"\xff\xfe\x00\xff", "UTF-8로 저장해"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(
    ieum, tmp_path, name: str, content: bytes | None, says: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    ran = ieum("triage", path)
    assert ran.status == 2
    assert says in ran.complaint


def test_a_wrong_result_file_or_setting_is_told_first(ieum, table, tmp_path) -> None:
    assert ".csv나 .parquet" in ieum("triage", table(OLD), "--out", "결과.xlsx").complaint
    assert "설정 파일이 없습니다" in ieum("triage", table(OLD), "--settings", tmp_path / "x.yaml").complaint
