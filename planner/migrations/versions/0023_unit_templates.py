"""Word files of units for their own reports"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def whole() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "unit_template",
        sa.Column("unit_id", whole(), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("uploaded_by", sa.String(120), nullable=False),
        sa.Column("id", whole(), nullable=False),
        sa.Column("version", whole(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_unit_template_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_template")),
        sa.UniqueConstraint("unit_id", name=op.f("uq_unit_template_unit_id")),
    )
