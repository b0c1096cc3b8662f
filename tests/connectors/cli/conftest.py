"""The command line in process (a start of its own takes seconds), each test over a data folder of its own."""

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import structlog

from connectors.cli.main import run
from knowledge.library import library


@dataclass(frozen=True)
class Ran:
    """What a command left: its exit status and both streams."""

    status: int
    out: str
    err: str

    @property
    def objects(self) -> list[Any]:
        """Standard output read as JSON, one value a line; fails where anything else stands there."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def complaint(self) -> str:
        """The one line on standard error."""
        (line,) = self.err.splitlines()
        return line


@pytest.fixture(scope="session", autouse=True)
def _loaded_once() -> Iterator[None]:
    """The morphemes and the model load once for all commands, as they would not in processes of their own."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("Morphemes", "open_embedder"):
            patch.setattr(library, name, cache(getattr(library, name)))
        yield


@pytest.fixture(scope="session")
def in_home() -> Callable[[pytest.MonkeyPatch, Path], None]:
    """Points the settings at a folder, with nothing built in."""

    def point(patch: pytest.MonkeyPatch, home: Path) -> None:
        for name in ("IEUM_DATABASE_URL", "IEUM_CHROMA_URL", "IEUM_CATALOG_DIRS", "IEUM_EMBEDDING"):
            patch.delenv(name, raising=False)
        patch.setenv("IEUM_HOME", str(home))
        patch.setenv("IEUM_BUILTIN_CATALOG", "false")

    return point


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, in_home) -> Path:
    """An empty data folder that the settings point at."""
    in_home(monkeypatch, tmp_path / "home")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "home"


@pytest.fixture
def ieum(home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Runs `ieum` with arguments, as the console script does."""

    def invoke(*arguments: object) -> Ran:
        monkeypatch.setattr(sys, "argv", ["ieum", *map(str, arguments)])
        capsys.readouterr()
        status: object = 0
        try:
            run()
        except SystemExit as end:
            status = end.code
        streams = capsys.readouterr()
        return Ran(int(str(status or 0)), streams.out, streams.err)

    yield invoke
    structlog.reset_defaults()


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str], Path]:
    """Writes a text file."""

    def to(name: str, text: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return to
