"""Drafts of new items, and the hours at which a person wants mail"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def whole() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "new_draft",
        sa.Column("person_id", whole(), nullable=False),
        sa.Column("form", sa.String(length=40), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", whole(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_new_draft_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_new_draft")),
    )
    op.create_index("uq_new_draft_person_id_form", "new_draft", ["person_id", "form"], unique=True)
    op.create_table(
        "mail_hours",
        sa.Column("person_id", whole(), nullable=False),
        sa.Column("digest_at", sa.Time(), nullable=False),
        sa.Column("quiet_from", sa.Time(), nullable=True),
        sa.Column("quiet_until", sa.Time(), nullable=True),
        sa.Column("id", whole(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_mail_hours_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_hours")),
        sa.UniqueConstraint("person_id", name=op.f("uq_mail_hours_person_id")),
    )
