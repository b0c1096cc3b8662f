"""`ieum backup` and `ieum restore`, and the command line as a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

GUIDE = "# 구청 안내\n\n신청은 행정복지센터에서 합니다.\n"


def test_a_library_is_put_away_and_brought_back(ieum, write, tmp_path: Path) -> None:
    ieum("ingest", write("안내.md", GUIDE), "--source", "안내")
    saved = ieum("backup", "자료실.zip")
    assert saved.status == 0
    assert saved.out.startswith("자료실.zip: ")
    ieum("withdraw", "안내")
    assert ieum("search", "행정복지센터", "--json").objects[0]["results"] == []
    assert ieum("restore", "자료실.zip").status == 0
    (found,) = ieum("search", "행정복지센터", "--json").objects
    assert [result["document_id"] for result in found["results"]] == ["안내"]


def test_a_file_that_is_no_backup_is_refused_and_nothing_is_lost(ieum, write) -> None:
    path = write("안내.md", GUIDE)
    ieum("ingest", path)
    for name, said in (("안내.md", "온전한 이음 백업이 아닙니다"), ("없음.zip", "백업 파일이 없습니다")):
        ran = ieum("restore", name)
        assert (ran.status, ran.out) == (2, "")
        assert said in ran.complaint
    assert "그대로" in ieum("ingest", path).out


def test_a_backup_that_cannot_be_written_is_one_line(ieum) -> None:
    ran = ieum("backup", "없는 폴더/자료실.zip")
    assert (ran.status, ran.out) == (1, "")
    assert "없는 폴더/자료실.zip" in ran.complaint


@pytest.mark.parametrize(
    ("name", "value", "status"),
    [
        ("IEUM_DATABASE_URL", "mysql://localhost/x", 2),
        ("IEUM_DATABASE_URL", "postgresql://ieum@127.0.0.1:1/none", 1),
        ("IEUM_PORT", "문", 2),
        ("IEUM_CATALOG_DIRS", "없는 폴더", 2),
    ],
)
def test_a_wrong_setting_is_one_line(ieum, monkeypatch: pytest.MonkeyPatch, name, value, status) -> None:
    monkeypatch.setenv(name, value)
    ran = ieum("search", "가")
    assert (ran.status, ran.out) == (status, "")
    assert ran.complaint


def process(home: Path, *arguments: str) -> "subprocess.CompletedProcess[bytes]":
    """`ieum` as the shell starts it, warnings and all."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("IEUM_")}
    return subprocess.run(
        [sys.executable, "-c", "from connectors.cli.main import run; run()", *arguments],
        env={**environment, "IEUM_HOME": str(home), "IEUM_BUILTIN_CATALOG": "false"},
        capture_output=True,
        check=False,
        timeout=150,
    )


def test_a_process_prints_only_json_on_standard_output(tmp_path: Path, write) -> None:
    write("자료/안내.md", GUIDE)
    write("자료/빈 글.txt", "")
    ran = process(tmp_path / "home", "ingest", str(tmp_path / "자료"), "--json")
    assert ran.returncode == 1
    found = [json.loads(line) for line in ran.stdout.decode().splitlines()]
    assert {one["status"] for one in found} == {"ingested", "rejected"}
    assert len(ran.stderr.decode().splitlines()) == 1


def test_a_process_ends_with_two_over_bad_input(tmp_path: Path) -> None:
    ran = process(tmp_path / "home", "search", "--queries", "없음.jsonl", "--json")
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert ran.stderr.decode().startswith("없음.jsonl: 읽을 수 없습니다.")
