"""Questions that a person taught

Those of documents that people added, not the catalog's own, were given on purpose.
"""

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('questions', sa.Column('taught', sa.Boolean(), nullable=False, server_default=sa.false()))
    questions = sa.table('questions', sa.column('document_key'), sa.column('taught', sa.Boolean()))
    documents = sa.table('documents', sa.column('key'), sa.column('kind'))
    added = sa.select(documents.c.key).where(documents.c.kind.not_in(('program', 'guide')))
    op.execute(sa.update(questions).values(taught=True).where(questions.c.document_key.in_(added)))


def downgrade() -> None:
    with op.batch_alter_table('questions') as batch_op:
        batch_op.drop_column('taught')
