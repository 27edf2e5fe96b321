"""Indexes of what few items have: only the rows that have it"""

from alembic import op
from sqlalchemy import text

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

COLUMNS = ("column_id", "slot_id", "exemplar_id", "work_id")


def upgrade() -> None:
    for column in COLUMNS:
        name, has_one = f"ix_planned_item_{column}", text(f"{column} IS NOT NULL")
        op.drop_index(name, table_name="planned_item")
        op.create_index(name, "planned_item", [column], sqlite_where=has_one, postgresql_where=has_one)
