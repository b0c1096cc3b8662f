"""The facade over the SQL store that the rest of Ieum uses."""

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

from alembic.util import CommandError
from sqlalchemy import Connection, Engine, select
from sqlalchemy.exc import SQLAlchemyError

from knowledge.errors import StoreError
from knowledge.records import DocumentDraft, DocumentSummary, Passage, Role, StoredDocument
from knowledge.store import backup, conversations, reading, turns
from knowledge.store import writing as write
from knowledge.store.engine import TO_THE_SYSTEM, insert_or_keep, open_engine
from knowledge.store.migrate import upgrade
from knowledge.store.tables import library, marks
from knowledge.store.vectors import SqlVectorCache


class Store:
    """What is known and what was talked about. All methods are thread-safe; each write is one transaction."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        # A SQLite transaction is a snapshot already; PostgreSQL must be asked for one.
        self._snapshots = (
            engine.execution_options(isolation_level="REPEATABLE READ")
            if engine.dialect.name == "postgresql"
            else engine
        )
        self.vectors = SqlVectorCache(engine)

    @classmethod
    def open(cls, url: str | None, home: Path) -> "Store":
        """Opens the database, brings its schema up to date and makes an empty library where there is none.

        Raises StoreError when it cannot be reached or written.
        """
        engine = open_engine(url, home)
        try:
            return cls._opened(engine)
        except BaseException:
            engine.dispose()
            raise

    @classmethod
    def _opened(cls, engine: Engine) -> "Store":
        try:
            upgrade(engine)
            store = cls(engine)
            store._found()
        except CommandError as error:
            raise StoreError(
                "이 자료실은 더 새로운 이음이 만들었습니다. 이음을 새 버전으로 설치해 다시 열어 주세요."
            ) from error
        except SQLAlchemyError as error:
            raise StoreError(
                f"데이터베이스를 열 수 없습니다({type(error).__name__}). "
                "데이터 폴더(IEUM_HOME)의 쓰기 권한이나 IEUM_DATABASE_URL의 서버 상태를 확인해 주세요."
            ) from error
        return store

    def _found(self) -> None:
        first = insert_or_keep(self.engine, library).values(id=1, revision=0, epoch=secrets.token_hex(16))
        with write.writing(self.engine) as connection:
            connection.execute(first)

    def close(self) -> None:
        """Gives the connections back."""
        self.engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One snapshot for several reads."""
        with self._snapshots.connect() as connection, connection.begin():
            yield connection

    def revision(self) -> int:
        """The revision of the newest commit."""
        with self.engine.connect() as connection:
            return int(connection.execute(select(library.c.revision)).scalar_one())

    def state(self) -> tuple[str, int]:
        """(epoch, revision) of the library."""
        with self.engine.connect() as connection:
            row = connection.execute(select(library.c.epoch, library.c.revision)).one()
        return row.epoch, row.revision

    def add(self, drafts: Sequence[DocumentDraft]) -> list[write.Added]:
        """Stores drafts as one revision (see `writing.add_drafts`)."""
        with write.writing(self.engine) as connection:
            return write.add_drafts(connection, drafts)

    def withdraw(self, identity: str) -> int:
        """Closes every current edition of a document; returns how many there were."""
        with write.writing(self.engine) as connection:
            return write.withdraw(connection, identity)

    def shelve(self, shelf: str, drafts: Sequence[DocumentDraft], mark: str) -> bool:
        """Makes the documents of a shelf exactly `drafts` (see `writing.shelve`)."""
        with write.writing(self.engine) as connection:
            return write.shelve(connection, shelf, drafts, mark)

    def mark(self, name: str) -> str | None:
        """The hash of what a shelf was made from."""
        with self.engine.connect() as connection:
            return connection.execute(select(marks.c.value).where(marks.c.name == name)).scalar()

    def passages_by_id(self, ids: Sequence[str], role: Role, as_of: date) -> dict[str, Passage]:
        """See `reading.passages_by_id`."""
        with self.reading() as connection:
            return reading.passages_by_id(connection, ids, role, as_of)

    def passage(self, passage_id: str, role: Role) -> Passage | None:
        """See `reading.passage`."""
        with self.reading() as connection:
            return reading.passage(connection, passage_id, role)

    def program_passages(self, program: str, role: Role, as_of: date) -> list[Passage]:
        """See `reading.program_passages`."""
        with self.reading() as connection:
            return reading.program_passages(connection, program, role, as_of)

    def document_passages(self, identity: str, role: Role, as_of: date) -> list[Passage]:
        """See `reading.document_passages`."""
        with self.reading() as connection:
            return reading.document_passages(connection, identity, role, as_of)

    def program_periods(self, program: str, role: Role) -> list[tuple[date | None, date | None]]:
        """See `reading.program_periods`."""
        with self.reading() as connection:
            return reading.program_periods(connection, program, role)

    def documents(self, role: Role, as_of: date | None, revision: int | None = None) -> list[DocumentSummary]:
        """See `reading.summaries`."""
        with self.reading() as connection:
            return reading.summaries(connection, role, as_of, revision)

    def document(self, key: str, role: Role) -> StoredDocument | None:
        """See `reading.document`."""
        with self.reading() as connection:
            return reading.document(connection, key, role)

    def record_turn(self, turn: turns.RecordedTurn) -> None:
        """Keeps a turn whose text is masked already."""
        with write.writing(self.engine, TO_THE_SYSTEM) as connection:
            turns.record(connection, turn)

    def turn(self, turn_id: str) -> turns.RecordedTurn | None:
        """A turn by its id."""
        with self.reading() as connection:
            return turns.find(connection, turn_id)

    def conversation(self, conversation: str, now: datetime) -> conversations.KeptConversation | None:
        """See `conversations.find`."""
        with self.reading() as connection:
            return conversations.find(connection, conversation, now)

    def keep_conversation(self, kept: conversations.KeptConversation) -> None:
        """See `conversations.keep`."""
        with write.writing(self.engine, TO_THE_SYSTEM) as connection:
            conversations.keep(connection, kept)

    def forget_conversation(self, conversation: str) -> None:
        """See `conversations.forget`."""
        with write.writing(self.engine) as connection:
            conversations.forget(connection, conversation)

    def forget_expired(self, now: datetime) -> int:
        """Forgets the conversations whose time is over; returns how many there were."""
        with self.reading() as connection:
            if not conversations.any_expired(connection, now):
                return 0
        with write.writing(self.engine) as connection:
            return conversations.forget_expired(connection, now)

    def backup(self, path: Path) -> int:
        """Writes the whole library to one file, all or nothing; returns the number of rows."""
        with self.reading() as connection:
            return backup.write(connection, path)

    def restore(self, path: Path) -> int:
        """Replaces the library by a backup, all or nothing; returns the number of rows."""
        with write.writing(self.engine) as connection:
            return backup.restore(connection, path)
