"""Writers at once: threads and processes lose nothing, and revisions have no gap."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import numpy as np

from knowledge.records import Role
from knowledge.store import Store, backup, reading

WRITER = """
import sys
from pathlib import Path
from knowledge.records import DocumentDraft, PassageDraft, SectionDraft
from knowledge.store import Store

store = Store.open(sys.argv[1], Path(sys.argv[2]))
print("ready", flush=True)
sys.stdin.readline()
for number in range(10):
    text = SectionDraft("", passages=(PassageDraft(f"{sys.argv[3]} {number}"),))
    store.add([DocumentDraft(f"{sys.argv[3]}-{number}", "글", (text,))])
    store.add([DocumentDraft("shared", "같은 글", (text,))])
store.close()
"""


def test_threads_lose_nothing(store: Store, draft, history) -> None:
    def write(thread: int) -> None:
        for number in range(5):
            store.add([draft(identity=f"{thread}-{number}")])

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(write, range(6)))
    assert len(store.documents(Role.STAFF, None)) == 30
    assert history(store) == list(range(1, 31))


def test_writers_of_one_document_leave_one_edition(store: Store, draft, history) -> None:
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda number: store.add([draft(f"{number}번째 글")]), range(12)))
    assert len(store.documents(Role.STAFF, None)) == 1
    assert history(store) == list(range(1, 13))


def test_shelving_at_once_is_shelving_once(store: Store, draft, history) -> None:
    drafts = [draft(identity=f"문서-{number}") for number in range(5)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: store.shelve("catalog", drafts, "1"), range(4)))
    assert len(store.documents(Role.STAFF, None)) == 5
    assert history(store) == [1]


def test_vectors_put_at_once_in_any_order(store: Store) -> None:
    names = [f"{number:064x}" for number in range(200)]

    def put(turn: int) -> None:
        order = names if turn % 2 else names[::-1]
        store.vectors.put_many("모형", {name: np.ones(4) for name in order})

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(put, range(8)))
    assert len(store.vectors.all_of("모형")) == 200


def test_a_reader_sees_one_moment(store: Store, draft) -> None:
    store.add([draft("처음")])
    with store.reading() as connection:
        before = reading.summaries(connection, Role.STAFF, None)
        store.add([draft("다음"), draft(identity="새 문서")])
        assert reading.summaries(connection, Role.STAFF, None) == before


def test_a_backup_beside_a_writer_is_of_one_moment(store: Store, draft, tmp_path: Path) -> None:
    """A document that comes while a backup is written is in it with all its passages, or not at all."""
    store.add([draft(identity=f"문서-{number}") for number in range(200)])
    file = tmp_path / "backup.zip"
    with store.reading() as connection:
        reading.document_count(connection, 1)
        store.add([draft(identity="그사이")])
        backup.write(connection, file)
    store.restore(file)
    assert store.revision() == 1
    assert len(store.documents(Role.STAFF, None)) == 200


def test_writers_wait_for_a_restore(store: Store, draft, tmp_path: Path) -> None:
    file = tmp_path / "backup.zip"
    store.add([draft(identity=f"문서-{number}") for number in range(300)])
    store.backup(file)
    with ThreadPoolExecutor(4) as pool:
        restoring = pool.submit(store.restore, file)
        adding = [pool.submit(store.add, [draft(identity=f"새 문서-{number}")]) for number in range(6)]
        restoring.result()
        for one in adding:
            one.result()
    held = store.documents(Role.STAFF, None)
    texts = store.passages_by_id([f"{d.key}-00000" for d in held], Role.STAFF, date(2026, 1, 1))
    assert len(texts) == len(held) >= 300
    assert store.revision() == 1 + len(held) - 300


def test_two_processes_lose_nothing(store: Store, database: str, tmp_path: Path, history) -> None:
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, database, tmp_path, name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in ("가", "나")
    ]
    for writer in writers:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        writer.communicate("\n", timeout=120)
        assert writer.returncode == 0
    assert len(store.documents(Role.STAFF, None)) == 21
    assert history(store) == list(range(1, 41))
