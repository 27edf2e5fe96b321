"""Moves that can be taken back, and what a new item of a column starts with"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "item_move",
        sa.Column("person_id", NUMBER, nullable=True),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", NUMBER, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_item_move_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_move")),
    )
    op.create_index(op.f("ix_item_move_person_id"), "item_move", ["person_id"])
    op.create_table(
        "item_move_line",
        sa.Column("move_id", NUMBER, nullable=False),
        sa.Column("item_id", NUMBER, nullable=False),
        sa.Column("version", NUMBER, nullable=False),
        sa.Column("publish_on", sa.Date(), nullable=True),
        sa.Column("publish_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("original_on", sa.Date(), nullable=True),
        sa.Column("deadline_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("slot_id", NUMBER, nullable=True),
        sa.Column("id", NUMBER, nullable=False),
        sa.ForeignKeyConstraint(["move_id"], ["item_move.id"], name=op.f("fk_item_move_line_move_id")),
        sa.ForeignKeyConstraint(["item_id"], ["planned_item.id"], name=op.f("fk_item_move_line_item_id")),
        sa.ForeignKeyConstraint(["slot_id"], ["slot.id"], name=op.f("fk_item_move_line_slot_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_move_line")),
    )
    op.create_index("uq_item_move_line", "item_move_line", ["move_id", "item_id"], unique=True)
    op.create_index(op.f("ix_item_move_line_item_id"), "item_move_line", ["item_id"])
    op.create_table(
        "pattern",
        sa.Column("column_id", NUMBER, nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("genre_id", NUMBER, nullable=True),
        sa.Column("brief", sa.Text(), nullable=False),
        sa.Column("version", NUMBER, nullable=False),
        sa.Column("id", NUMBER, nullable=False),
        sa.ForeignKeyConstraint(["column_id"], ["column.id"], name=op.f("fk_pattern_column_id")),
        sa.ForeignKeyConstraint(["genre_id"], ["genre.id"], name=op.f("fk_pattern_genre_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pattern")),
        sa.UniqueConstraint("column_id", name=op.f("uq_pattern_column_id")),
    )
    op.create_table(
        "pattern_person",
        sa.Column("pattern_id", NUMBER, nullable=False),
        sa.Column("person_id", NUMBER, nullable=False),
        sa.Column("part", sa.String(length=60), nullable=False),
        sa.Column("position", NUMBER, nullable=False),
        sa.Column("id", NUMBER, nullable=False),
        sa.ForeignKeyConstraint(["pattern_id"], ["pattern.id"], name=op.f("fk_pattern_person_pattern_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_pattern_person_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pattern_person")),
    )
    op.create_index("uq_pattern_person", "pattern_person", ["pattern_id", "person_id"], unique=True)
    op.create_index(op.f("ix_pattern_person_person_id"), "pattern_person", ["person_id"])
