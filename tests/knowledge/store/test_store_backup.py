"""A backup holds everything, moves between databases, and is whole or not there."""

import hashlib
import json
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from knowledge.errors import InputError, StoreError
from knowledge.records import Audience, Role
from knowledge.store import Store
from knowledge.store.tables import TRUTH, library
from knowledge.store.turns import RecordedTurn

SPRING, SUMMER = date(2026, 1, 1), date(2026, 7, 1)


def truth(store):
    """Every row but the library's epoch, which a restore changes."""
    with store.reading() as connection:
        rows = {
            table.name: [dict(row) for row in connection.execute(select(table)).mappings()] for table in TRUTH
        }
    for row in rows["library"]:
        del row["epoch"]
    return {name: sorted(map(repr, table)) for name, table in rows.items()}


@pytest.fixture
def fill(draft) -> Callable[[Store], None]:
    """Something of everything: editions, a correction, a withdrawal, a shelf, a turn."""

    def put(store: Store) -> None:
        store.shelve("catalog", [draft(identity="카드", program="p", attributes={"쪽": "1"})], "표")
        store.add([draft("봄", start=SPRING, end=SUMMER, questions=("언제?",)), draft("여름", start=SUMMER)])
        store.add([draft("봄, 고침", start=SPRING, audience=Audience.STAFF), draft(identity="뺄 문서")])
        store.withdraw("뺄 문서")
        at = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
        store.record_turn(RecordedTurn("a1", "대화", Role.STAFF, at, SPRING, 4, "물음", {"n": [1, None]}))

    return put


@pytest.fixture
def other(request: pytest.FixtureRequest, database: str, tmp_path: Path):
    """A store on the other kind of database."""
    kind = "sqlite_database" if database.startswith("postgresql") else "postgres_database"
    store = Store.open(request.getfixturevalue(kind), tmp_path)
    yield store
    store.close()


def test_a_library_comes_back_as_it_was(store: Store, fill, draft, tmp_path: Path) -> None:
    fill(store)
    before, epoch = truth(store), store.state()[0]
    rows = store.backup(tmp_path / "backup.zip")
    store.add([draft("나중에 넣은 글", "나중")])
    assert store.restore(tmp_path / "backup.zip") == rows
    assert truth(store) == before
    assert store.state()[0] != epoch


def test_a_library_moves_to_the_other_database(
    store: Store, other: Store, fill, draft, tmp_path: Path
) -> None:
    fill(store)
    other.add([draft("있던 글", "있던 것")])
    store.backup(tmp_path / "backup.zip")
    other.restore(tmp_path / "backup.zip")
    assert truth(other) == truth(store)
    other.add([draft("이어서 넣은 글", "나중")])
    assert other.revision() == store.revision() + 1


def test_a_backup_from_before_questions_could_be_taught_is_taken(store: Store, fill, tmp_path: Path) -> None:
    fill(store)
    before = truth(store)
    store.backup(tmp_path / "new.zip")
    with zipfile.ZipFile(tmp_path / "new.zip") as new, zipfile.ZipFile(tmp_path / "old.zip", "w") as old:
        manifest = json.loads(new.read("manifest.json"))
        for table in TRUTH:
            rows = [json.loads(line) for line in new.read(f"{table.name}.jsonl").decode().splitlines()]
            lines = "".join(
                json.dumps({k: v for k, v in row.items() if k != "taught"}) + "\n" for row in rows
            )
            manifest["tables"][table.name]["sha256"] = hashlib.sha256(lines.encode()).hexdigest()
            old.writestr(f"{table.name}.jsonl", lines)
        old.writestr("manifest.json", json.dumps(manifest))
    store.restore(tmp_path / "old.zip")
    assert truth(store) == before


def test_an_empty_library_is_a_library(store: Store, draft, tmp_path: Path) -> None:
    store.backup(tmp_path / "backup.zip")
    store.add([draft()])
    store.restore(tmp_path / "backup.zip")
    assert store.documents(Role.STAFF, None) == []
    assert store.revision() == 0


def test_a_backup_replaces_the_one_before_and_leaves_nothing_else(
    store: Store, draft, tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    store.backup(folder / "backup.zip")
    store.add([draft()])
    store.backup(folder / "backup.zip")
    assert [p.name for p in folder.iterdir()] == ["backup.zip"]
    with zipfile.ZipFile(folder / "backup.zip") as archive:
        assert json.loads(archive.read("manifest.json"))["tables"]["documents"]["rows"] == 1


@pytest.mark.parametrize("place", ["없는 폴더/backup.zip", "폴더"])
def test_a_backup_that_cannot_be_written_says_so(store: Store, tmp_path: Path, place: str) -> None:
    (tmp_path / "폴더").mkdir()
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(StoreError, match="백업을 쓸 수 없습니다"):
        store.backup(tmp_path / place)
    assert sorted(tmp_path.rglob("*")) == before


def test_a_missing_backup_is_named(store: Store, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.zip: 백업 파일이 없습니다"):
        store.restore(tmp_path / "none.zip")


def zipped(path: Path, members: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)


def forged(path: Path, table: str, change: Callable[[dict], object]) -> None:
    """Rewrites one row of a backup, with a manifest that agrees."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    rows = [json.loads(line) for line in members[f"{table}.jsonl"].splitlines()]
    rows[0] = change(rows[0])
    members[f"{table}.jsonl"] = b"".join(json.dumps(row).encode() + b"\n" for row in rows)
    manifest = json.loads(members["manifest.json"])
    manifest["tables"][table]["sha256"] = hashlib.sha256(members[f"{table}.jsonl"]).hexdigest()
    zipped(path, {**members, "manifest.json": json.dumps(manifest).encode()})


BROKEN: dict[str, Callable[[Path], object]] = {
    "empty": lambda p: p.write_bytes(b""),
    "text": lambda p: p.write_text("백업이 아닙니다.", encoding="utf-8"),
    "cut": lambda p: p.write_bytes(p.read_bytes()[:-40]),
    "cut in half": lambda p: p.write_bytes(p.read_bytes()[: p.stat().st_size // 2]),
    "foreign zip": lambda p: zipped(p, {"hello.txt": b"hello"}),
    "manifest is a list": lambda p: zipped(p, {"manifest.json": b"[]"}),
    "manifest is no json": lambda p: zipped(p, {"manifest.json": b"{"}),
    "manifest is deep": lambda p: zipped(p, {"manifest.json": b"[" * 100_000}),
    "no tables": lambda p: zipped(p, {"manifest.json": b'{"format": 1, "tables": {}}'}),
    "a column too many": lambda p: forged(p, "documents", lambda row: {**row, "more": 1}),
    "a column too few": lambda p: forged(
        p, "documents", lambda row: {k: row[k] for k in row if k != "title"}
    ),
    "a row that is none": lambda p: forged(p, "documents", lambda _: [1]),
    "a number for a text": lambda p: forged(p, "documents", lambda row: {**row, "title": 1}),
    "a text for a date": lambda p: forged(p, "documents", lambda row: {**row, "effective_from": "어제"}),
    "a number past all bounds": lambda p: forged(p, "documents", lambda row: {**row, "added": 10**30}),
    "null for what must be": lambda p: forged(p, "documents", lambda row: {**row, "title": None}),
    "a child of nobody": lambda p: forged(p, "sections", lambda row: {**row, "document_key": "없음"}),
    "a key twice": lambda p: forged(p, "revisions", lambda row: {**row, "revision": 2}),
    "no library": lambda p: forged(p, "library", lambda row: {**row, "revision": None}),
}


@pytest.mark.parametrize("damage", BROKEN.values(), ids=BROKEN.keys())
def test_a_file_that_is_no_whole_backup_changes_nothing(store: Store, fill, tmp_path: Path, damage) -> None:
    fill(store)
    before, state = truth(store), store.state()
    path = tmp_path / "backup.zip"
    store.backup(path)
    damage(path)
    with pytest.raises(InputError, match=r"backup\.zip: 온전한 이음 백업이 아닙니다"):
        store.restore(path)
    assert (truth(store), store.state()) == (before, state)


def test_a_backup_of_a_format_to_come_is_named(store: Store, tmp_path: Path) -> None:
    zipped(tmp_path / "new.zip", {"manifest.json": b'{"format": 2}'})
    with pytest.raises(InputError, match="백업 형식"):
        store.restore(tmp_path / "new.zip")


@pytest.fixture
def whole(sqlite_database: str, tmp_path: Path, fill):
    """A filled SQLite store and the bytes of its backup."""
    store = Store.open(sqlite_database, tmp_path)
    fill(store)
    store.backup(tmp_path / "backup.zip")
    yield store, (tmp_path / "backup.zip").read_bytes()
    store.close()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(where=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7), cut=st.booleans())
def test_a_flipped_bit_or_a_cut_anywhere_is_harmless(whole, tmp_path: Path, where, bit, cut) -> None:
    """What is refused changes nothing; what is taken in spite of it (a bit of no meaning) is the whole."""
    store, content = whole
    before, state = truth(store), store.state()
    at = int(where * len(content))
    damaged = content[:at] if cut else content[:at] + bytes([content[at] ^ (1 << bit)]) + content[at + 1 :]
    (tmp_path / "damaged.zip").write_bytes(damaged)
    try:
        store.restore(tmp_path / "damaged.zip")
    except InputError:
        assert store.state() == state
    assert truth(store) == before


def test_the_epoch_of_a_backup_is_never_taken_over(whole, tmp_path: Path) -> None:
    store, _ = whole
    epochs = {store.state()[0]}
    for _ in range(2):
        store.restore(tmp_path / "backup.zip")
        epochs.add(store.state()[0])
    assert len(epochs) == 3


def test_a_restored_library_still_has_one_library_row(whole, tmp_path: Path) -> None:
    store, _ = whole
    store.restore(tmp_path / "backup.zip")
    with store.reading() as connection:
        assert connection.execute(select(library.c.id)).scalars().all() == [1]
