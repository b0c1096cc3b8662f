"""The schema: made by migrations, safe to bring up twice and by several at once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, select, text

from knowledge.errors import InputError, StoreError
from knowledge.store import Store
from knowledge.store.engine import open_engine
from knowledge.store.migrate import upgrade
from knowledge.store.tables import metadata, questions


@pytest.fixture
def engine(database: str, tmp_path: Path) -> Iterator[Engine]:
    engine = open_engine(database, tmp_path)
    yield engine
    engine.dispose()


def test_the_migrated_schema_is_the_declared_one(engine: Engine) -> None:
    upgrade(engine)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_questions_that_people_added_were_taught_and_the_catalogs_were_not(engine: Engine) -> None:
    upgrade(engine, "0003")
    with engine.begin() as connection:
        for kind in ("text", "guideline", "program", "guide"):
            connection.execute(
                text(
                    "INSERT INTO documents (key, identity, title, kind, audience, attributes, content_hash, "
                    f"passage_count, added) VALUES ('{kind}', '', '', '{kind}', 'public', '{{}}', '', 0, 1)"
                )
            )
            connection.execute(
                text(f"INSERT INTO questions (id, document_key, text) VALUES ('{kind}', '{kind}', '?')")
            )
    upgrade(engine)
    with engine.connect() as connection:
        taught = connection.execute(select(questions.c.document_key).where(questions.c.taught)).scalars()
        assert set(taught) == {"text", "guideline"}


def test_upgrading_again_changes_nothing(store: Store, draft) -> None:
    store.add([draft()])
    before = store.state()
    upgrade(store.engine)
    assert store.state() == before


def test_opening_again_finds_the_same_library(store: Store, database: str, tmp_path: Path, draft) -> None:
    store.add([draft()])
    again = Store.open(database, tmp_path)
    assert again.state() == store.state()
    again.close()


def test_several_may_open_a_new_library_at_once(database: str, tmp_path: Path) -> None:
    with ThreadPoolExecutor(6) as pool:
        stores = list(pool.map(lambda _: Store.open(database, tmp_path), range(6)))
    assert len({store.state() for store in stores}) == 1
    for store in stores:
        store.close()


def test_a_library_of_a_newer_version_is_left_alone(store: Store, database: str, tmp_path: Path) -> None:
    with store.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match="새 버전"):
        Store.open(database, tmp_path)


def test_sqlite_writes_ahead_and_holds_foreign_keys(sqlite_database: str, tmp_path: Path) -> None:
    store = Store.open(sqlite_database, tmp_path)
    with store.engine.connect() as connection:
        pragmas = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "foreign_keys")
        ]
    store.close()
    assert pragmas == ["wal", 1]


def test_the_data_folder_is_made_where_no_url_is_given(tmp_path: Path) -> None:
    Store.open(None, tmp_path / "new" / "home").close()
    assert (tmp_path / "new" / "home" / "library.db").is_file()


@pytest.mark.parametrize(
    "url", ["nonsense", "mysql://localhost/x", "oracle+what://x", "postgresql+pg8000://x/y", ""]
)
def test_an_address_of_another_database_is_refused(url: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="IEUM_DATABASE_URL"):
        Store.open(url, tmp_path)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "library.db").write_text("그냥 글입니다. " * 500, encoding="utf-8")
    with pytest.raises(StoreError, match="데이터베이스를 열 수 없습니다"):
        Store.open(None, tmp_path)


def test_a_data_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="IEUM_HOME"):
        Store.open(None, tmp_path / "file" / "home")


def test_a_server_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="IEUM_DATABASE_URL"):
        Store.open("postgresql://ieum@127.0.0.1:1/none", tmp_path)


def test_a_full_disk_is_one_korean_sentence(sqlite_database: str, tmp_path: Path, draft) -> None:
    store = Store.open(sqlite_database, tmp_path)
    with store.engine.connect() as connection:  # the pool hands the same connection out again
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreError, match="쓸 수 없어"):
        store.add([draft("긴 글 " * 100_000)])
    assert store.revision() == 0
    store.close()
