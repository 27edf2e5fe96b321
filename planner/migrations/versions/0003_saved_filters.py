"""Saved filters of the calendar; indexes that count a month's days by status without reading rows"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def whole() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _create_saved_filter()
    op.drop_index("ix_planned_item_unit_id_publish_on", "planned_item")
    op.drop_index("ix_planned_item_publish_on", "planned_item")
    op.create_index("ix_planned_item_unit_day", "planned_item", ["unit_id", "publish_on", "status"])
    op.create_index("ix_planned_item_day", "planned_item", ["publish_on", "status"])
    op.create_index("ix_planned_item_unit_due", "planned_item", ["unit_id", "deadline_at", "status"])


def _create_saved_filter() -> None:
    op.create_table(
        "saved_filter",
        sa.Column("person_id", whole(), nullable=False),
        sa.Column("unit_id", whole(), nullable=True),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("query", sa.String(length=500), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", whole(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_saved_filter_person_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_saved_filter_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_filter")),
    )
    op.create_index(op.f("ix_saved_filter_person_id"), "saved_filter", ["person_id"])
    op.create_index(op.f("ix_saved_filter_unit_id"), "saved_filter", ["unit_id"])
