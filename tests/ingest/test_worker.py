"""The child process that reads."""

import os
import signal
from datetime import date
from pathlib import Path

import pytest

from ingest.options import ReadOptions
from ingest.reading import read_file
from ingest.wire import pack_request, unpack_reply, unpack_request
from ingest.worker import ReaderPool, read_in_child
from knowledge.errors import UnreadableDocument
from knowledge.records import Audience

OPTIONS = ReadOptions("출처", None, date(2026, 1, 1), None, Audience.PUBLIC, "b/a.txt")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "가.txt"
    path.write_text("1. 대상\n한부모가족\n", encoding="utf-8")
    return path


def test_the_child_reads_what_the_process_reads(file: Path) -> None:
    assert read_in_child(file, OPTIONS) == read_file(file, OPTIONS)


def test_a_request_survives_the_wire() -> None:
    assert unpack_request(pack_request(Path("/a/나.txt"), OPTIONS, 2.5)) == (Path("/a/나.txt"), OPTIONS, 2.5)


def test_an_answer_that_is_neither_is_refused() -> None:
    for line in (b"", b"+[1]\n", b"+{\n", b"-{\n", b"x"):
        with pytest.raises(ValueError):
            unpack_reply(line)


def test_one_child_reads_many_files_and_is_restarted_after_a_kill(file: Path) -> None:
    with ReaderPool() as pool:
        pool.read(file, OPTIONS)
        assert pool._child is not None
        first = pool._child.pid
        with pytest.raises(UnreadableDocument, match=r"^없음\.txt: 파일을 열 수 없습니다"):
            pool.read(file.with_name("없음.txt"), OPTIONS)
        assert pool._child.pid == first
        os.kill(first, signal.SIGKILL)
        pool._child.wait()
        assert pool.read(file, OPTIONS)
        assert pool._child.pid != first
    assert pool._child is None


def test_too_slow_a_file_is_given_up(file: Path) -> None:
    with ReaderPool(timeout_s=0.5) as pool:
        pool.read(file, OPTIONS)
        assert pool._child is not None
        os.kill(pool._child.pid, signal.SIGSTOP)
        with pytest.raises(UnreadableDocument, match=r"^가\.txt: 0\.5초 안에 읽지 못해"):
            pool.read(file, OPTIONS)
        assert pool.read(file, OPTIONS)


def test_memory_is_limited(tmp_path: Path) -> None:
    path = tmp_path / "큰.txt"
    path.write_bytes("가나다라 ".encode() * 1_000_000)
    with pytest.raises(UnreadableDocument, match=r"^큰\.txt: .*(메모리|너무 크거나)"):
        read_in_child(path, ReadOptions(), memory_mb=20)


def test_one_endless_line_is_read_in_time(tmp_path: Path) -> None:
    path = tmp_path / "긴.txt"
    path.write_bytes(b" " * 200_000 + "가나다라 ".encode() * 100_000 + "\n□ 가".encode() * 20_000)
    assert read_in_child(path, ReadOptions(), timeout_s=30)


def test_the_child_knows_no_secret(monkeypatch: pytest.MonkeyPatch, file: Path) -> None:
    monkeypatch.setenv("IEUM_LLM_KEY", "비밀")
    with ReaderPool() as pool:
        pool.read(file, OPTIONS)
        assert pool._child is not None
        environment = Path(f"/proc/{pool._child.pid}/environ")
        if not environment.exists():
            pytest.skip("/proc이 없는 시스템입니다")
        assert b"IEUM_LLM_KEY" not in environment.read_bytes()
