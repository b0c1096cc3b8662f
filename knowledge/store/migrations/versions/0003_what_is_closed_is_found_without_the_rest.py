"""What is closed is found without the rest

The index over `closed` held every document in force under one value, and SQLite took it for a narrow one:
reading passages by their ids went through the whole library.
"""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index('ix_documents_closed', table_name='documents')
    closed = sa.text('closed IS NOT NULL')
    op.create_index(
        'ix_documents_closed', 'documents', ['closed'], sqlite_where=closed, postgresql_where=closed
    )


def downgrade() -> None:
    op.drop_index('ix_documents_closed', table_name='documents')
    op.create_index('ix_documents_closed', 'documents', ['closed'])
