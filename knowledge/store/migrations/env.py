"""Alembic's environment; it is only run by `knowledge.store.migrate`, which hands over a connection."""

from alembic import context

from knowledge.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
