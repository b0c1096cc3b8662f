"""The tables of the library.

Everything is dated twice: `effective_from`/`effective_to` say when a text is in force, `added`/`closed`
say in which revisions of the library it was recorded. A row is never edited: a correction closes it and
adds another, so that what was answered on a day can be shown again.
"""

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    text,
)

metadata = MetaData()


class Instant(TypeDecorator[datetime]):
    """A moment, always aware and in UTC: SQLite forgets zones, PostgreSQL answers in its server's."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @property
    def python_type(self) -> type[datetime]:
        """What a row holds."""
        return datetime

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """UTC on the way in; a moment without a zone is UTC already."""
        return None if value is None else _utc(value)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """UTC on the way out."""
        return None if value is None else _utc(value)


def _utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


library = Table(
    "library",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("revision", Integer, nullable=False),
    # Changes with every restore, so that an index made from another history is never trusted.
    Column("epoch", String(32), nullable=False),
)

marks = Table(
    "marks",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)

revisions = Table(
    "revisions",
    metadata,
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    Column("action", String(20), nullable=False),
    Column("subject", Text, nullable=False),
)

documents = Table(
    "documents",
    metadata,
    Column("key", String(32), primary_key=True),
    Column("identity", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("audience", String(10), nullable=False),
    Column("effective_from", Date),
    Column("effective_to", Date),
    # What the document itself said of its end; a later edition may end it sooner.
    Column("stated_to", Date),
    Column("program", String(80)),
    Column("url", Text),
    Column("attributes", JSON, nullable=False),
    Column("content_hash", String(64), nullable=False),
    Column("passage_count", Integer, nullable=False),
    Column("added", Integer, nullable=False),
    Column("closed", Integer),
    Index("ix_documents_identity", "identity"),
    Index("ix_documents_program", "program"),
    Index("ix_documents_added", "added"),
    Index(
        "ix_documents_closed",
        "closed",
        sqlite_where=text("closed IS NOT NULL"),
        postgresql_where=text("closed IS NOT NULL"),
    ),
)

sections = Table(
    "sections",
    metadata,
    Column("id", String(48), primary_key=True),
    Column("document_key", ForeignKey("documents.key", ondelete="CASCADE"), nullable=False, index=True),
    Column("ordinal", Integer, nullable=False),
    Column("depth", Integer, nullable=False),
    Column("marker", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("aspect", String(20)),
)

passages = Table(
    "passages",
    metadata,
    Column("id", String(48), primary_key=True),
    Column("document_key", ForeignKey("documents.key", ondelete="CASCADE"), nullable=False, index=True),
    Column("section_id", ForeignKey("sections.id", ondelete="CASCADE"), nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("kind", String(10), nullable=False),
    Column("text", Text, nullable=False),
    Column("breadcrumb", JSON, nullable=False),
    Column("page_from", Integer),
    Column("page_to", Integer),
    Column("page_label", Text),
    Column("page_exact", Boolean, nullable=False),
)

questions = Table(
    "questions",
    metadata,
    Column("id", String(48), primary_key=True),
    Column("document_key", ForeignKey("documents.key", ondelete="CASCADE"), nullable=False, index=True),
    Column("text", Text, nullable=False),
    # Given by a person because it is to lead here; others are examples that came with the text.
    Column("taught", Boolean, nullable=False),
)

vectors = Table(
    "vectors",
    metadata,
    Column("embedder", String(80), primary_key=True),
    Column("hash", String(64), primary_key=True),
    Column("vector", LargeBinary, nullable=False),
)

turns = Table(
    "turns",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("conversation", String(80), nullable=False, index=True),
    Column("role", String(10), nullable=False),
    Column("at", Instant, nullable=False),
    Column("as_of", Date, nullable=False),
    Column("revision", Integer, nullable=False),
    # Masked before it came here.
    Column("text", Text, nullable=False),
    Column("reply", JSON, nullable=False),
)

conversations = Table(
    "conversations",
    metadata,
    Column("id", String(80), primary_key=True),
    Column("role", String(10), nullable=False),
    Column("updated", Instant, nullable=False),
    # When it is forgotten by itself; an official's has no end.
    Column("expires", Instant, index=True),
    # What was understood, never what was said.
    Column("state", JSON, nullable=False),
)

# What a backup holds, parents before children. Vectors are a cache and are made again; conversations stay
# out, so that what somebody had deleted does not come back.
TRUTH = (library, marks, revisions, documents, sections, passages, questions, turns)
