"""The first schema of the library"""

import sqlalchemy as sa
from alembic import op

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('documents',
    sa.Column('key', sa.String(length=32), nullable=False),
    sa.Column('identity', sa.Text(), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('audience', sa.String(length=10), nullable=False),
    sa.Column('effective_from', sa.Date(), nullable=True),
    sa.Column('effective_to', sa.Date(), nullable=True),
    sa.Column('stated_to', sa.Date(), nullable=True),
    sa.Column('program', sa.String(length=80), nullable=True),
    sa.Column('url', sa.Text(), nullable=True),
    sa.Column('attributes', sa.JSON(), nullable=False),
    sa.Column('content_hash', sa.String(length=64), nullable=False),
    sa.Column('passage_count', sa.Integer(), nullable=False),
    sa.Column('added', sa.Integer(), nullable=False),
    sa.Column('closed', sa.Integer(), nullable=True),
    sa.PrimaryKeyConstraint('key')
    )
    with op.batch_alter_table('documents', schema=None) as batch_op:
        batch_op.create_index('ix_documents_added', ['added'], unique=False)
        batch_op.create_index('ix_documents_closed', ['closed'], unique=False)
        batch_op.create_index('ix_documents_identity', ['identity'], unique=False)
        batch_op.create_index('ix_documents_program', ['program'], unique=False)

    op.create_table('library',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('epoch', sa.String(length=32), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('marks',
    sa.Column('name', sa.String(length=40), nullable=False),
    sa.Column('value', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('name')
    )
    op.create_table('revisions',
    sa.Column('revision', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('action', sa.String(length=20), nullable=False),
    sa.Column('subject', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('revision')
    )
    op.create_table('turns',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('conversation', sa.String(length=80), nullable=False),
    sa.Column('role', sa.String(length=10), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('as_of', sa.Date(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('reply', sa.JSON(), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('turns', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_turns_conversation'), ['conversation'], unique=False)

    op.create_table('vectors',
    sa.Column('embedder', sa.String(length=80), nullable=False),
    sa.Column('hash', sa.String(length=64), nullable=False),
    sa.Column('vector', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('embedder', 'hash')
    )
    op.create_table('questions',
    sa.Column('id', sa.String(length=48), nullable=False),
    sa.Column('document_key', sa.String(length=32), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['document_key'], ['documents.key'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('questions', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_questions_document_key'), ['document_key'], unique=False)

    op.create_table('sections',
    sa.Column('id', sa.String(length=48), nullable=False),
    sa.Column('document_key', sa.String(length=32), nullable=False),
    sa.Column('ordinal', sa.Integer(), nullable=False),
    sa.Column('depth', sa.Integer(), nullable=False),
    sa.Column('marker', sa.Text(), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('aspect', sa.String(length=20), nullable=True),
    sa.ForeignKeyConstraint(['document_key'], ['documents.key'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('sections', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sections_document_key'), ['document_key'], unique=False)

    op.create_table('passages',
    sa.Column('id', sa.String(length=48), nullable=False),
    sa.Column('document_key', sa.String(length=32), nullable=False),
    sa.Column('section_id', sa.String(length=48), nullable=False),
    sa.Column('ordinal', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('breadcrumb', sa.JSON(), nullable=False),
    sa.Column('page_from', sa.Integer(), nullable=True),
    sa.Column('page_to', sa.Integer(), nullable=True),
    sa.Column('page_label', sa.Text(), nullable=True),
    sa.Column('page_exact', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['document_key'], ['documents.key'], ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['section_id'], ['sections.id'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('passages', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_passages_document_key'), ['document_key'], unique=False)



def downgrade() -> None:
    for table in (
        "turns", "vectors", "questions", "passages", "sections", "documents", "revisions", "marks", "library"
    ):
        op.drop_table(table)
