"""Kill -9 in the middle of a backup, a restore or an ingest: the old or the new, never something between."""

import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from knowledge.records import DocumentDraft, PassageDraft, Role, SectionDraft
from knowledge.store import Store, reading
from knowledge.store.tables import passages

DOCUMENTS, PASSAGES = 40, 60
# Each child does its work over and over, so that any moment is in the middle of something.
CHILD = """
import os
import sys
from pathlib import Path
from knowledge.records import DocumentDraft, PassageDraft, SectionDraft
from knowledge.store import Store

url, home, what, *files = sys.argv[1:]
store = Store.open(url, Path(home))
print("ready", flush=True)
for turn in range(10_000):
    if what == "backup":
        store.backup(Path(files[0]))
    elif what == "restore":
        store.restore(Path(files[turn % 2]))
    else:
        text = (SectionDraft("", passages=(PassageDraft("새 글"),) * 20),)
        store.add([DocumentDraft(f"{os.getpid()}-{turn}-{number}", "글", text) for number in range(40)])
"""


def library(name: str) -> list[DocumentDraft]:
    texts = tuple(PassageDraft(f"{name} {number} " + "가나다라 " * 40) for number in range(PASSAGES))
    return [
        DocumentDraft(f"{name}-{n}", name, (SectionDraft("장", passages=texts),)) for n in range(DOCUMENTS)
    ]


@pytest.fixture
def kill_while(tmp_path: Path) -> Callable[..., None]:
    """Starts a child at its work and kills it after a random while."""
    chance = random.Random(2026)

    def run(database: str, what: str, *files: Path) -> None:
        child = subprocess.Popen(
            [sys.executable, "-c", CHILD, database, tmp_path, what, *files],
            stdout=subprocess.PIPE,
            text=True,
        )
        with child:
            assert child.stdout is not None
            assert child.stdout.readline() == "ready\n"
            time.sleep(chance.uniform(0.02, 0.8))
            assert child.poll() is None
            child.kill()

    return run


@pytest.fixture
def reopened(database: str, tmp_path: Path) -> Iterator[Callable[[], Store]]:
    """Opens the library again, as the next start does."""
    opened: list[Store] = []

    def again() -> Store:
        opened.append(Store.open(database, tmp_path))
        return opened[-1]

    yield again
    for store in opened:
        store.close()


def test_a_killed_backup_leaves_a_whole_file_or_the_one_before(
    sqlite_database: str, tmp_path: Path, kill_while
) -> None:
    store = Store.open(sqlite_database, tmp_path)
    store.add(library("처음"))
    file, found = tmp_path / "backup.zip", []
    for _ in range(3):
        kill_while(sqlite_database, "backup", file)
        if file.exists():
            found.append(store.restore(file))
    store.backup(file)
    assert set(found) <= {store.restore(file)}
    store.close()


def test_a_killed_restore_leaves_one_library_or_the_other(
    database: str, tmp_path: Path, kill_while, reopened
) -> None:
    files = tmp_path / "one.zip", tmp_path / "two.zip"
    store = reopened()
    for name, file in zip(("하나", "둘"), files, strict=True):
        store.shelve("shelf", library(name), name)
        store.backup(file)
    for _ in range(2):
        kill_while(database, "restore", *files)
        with reopened().reading() as connection:
            held = reading.summaries(connection, Role.STAFF, None)
            count = connection.execute(select(func.count()).select_from(passages)).scalar_one()
        revision = {"하나": 1, "둘": 2}[held[0].title]
        assert Counter(d.title for d in held) == {held[0].title: DOCUMENTS}
        assert count == revision * DOCUMENTS * PASSAGES


def test_a_killed_ingest_leaves_whole_commits(database: str, kill_while, reopened, history) -> None:
    store = reopened()
    for turn in range(2):
        kill_while(database, "ingest")
        with store.reading() as connection:
            held = reading.summaries(connection, Role.STAFF, None)
            count = len(reading.passages_of(connection, [d.key for d in held]))
        assert len(held) % 40 == 0
        assert count == 20 * len(held)
        assert history(store) == list(range(1, len(history(store)) + 1))
        store.add([DocumentDraft(f"이어서-{turn}", "글", library("")[0].sections)])
        store.withdraw(f"이어서-{turn}")


RECORDING = """
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from knowledge.records import Role
from knowledge.store import Store
from knowledge.store.turns import RecordedTurn

url, home = sys.argv[1:]
store = Store.open(url, Path(home))
for number in range(10_000):
    now, id = datetime.now(UTC), f"turn-{number}-end"
    store.record_turn(RecordedTurn(id, "talk", Role.CITIZEN, now, date.today(), 1, "물음", {}))
    print(number, flush=True)
"""


def test_a_turn_that_was_answered_is_on_record_though_the_server_is_killed(
    database: str, tmp_path: Path, reopened: Callable[[], Store]
) -> None:
    command = [sys.executable, "-c", RECORDING, database, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        answered = [child.stdout.readline().strip() for _ in range(5)]
        child.kill()

    store = reopened()
    assert answered == ["0", "1", "2", "3", "4"]
    assert all(store.turn(f"turn-{number}-end") for number in answered)
