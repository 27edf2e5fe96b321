"""The item's page: comments, checklist, files, locks, drafts, works, own steps, answers to assignments"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def whole() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _create_unit_step()
    _create_work()
    _create_attachment()
    _create_check_line()
    _create_comment()
    _create_draft()
    _create_edit_lock()
    _create_presence()
    _create_mention()
    op.add_column(
        "assignment",
        sa.Column(
            "answer",
            sa.Enum("pending", "accepted", "declined", name="answer", native_enum=False, length=40),
            server_default="pending",
            nullable=False,
        ),
    )
    op.add_column("assignment", sa.Column("answer_reason", sa.String(length=500), server_default="", nullable=False))
    op.add_column("assignment", sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True))
    _point_from_item("step_id", "unit_step")
    _point_from_item("work_id", "work")
    op.create_index(op.f("ix_planned_item_work_id"), "planned_item", ["work_id"], unique=False)


def _point_from_item(column: str, target: str) -> None:
    """A nullable key on planned_item, in words that both engines take: SQLite adds constraints only with the column."""
    kind = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    constraint = f"CONSTRAINT fk_planned_item_{column} REFERENCES {target} (id)"
    op.execute(f"ALTER TABLE planned_item ADD COLUMN {column} {kind} {constraint}")


def _create_unit_step() -> None:
    op.create_table(
        "unit_step",
        sa.Column("unit_id", whole(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "idea",
                "planned",
                "in_progress",
                "submitted",
                "approved",
                "published",
                "postponed",
                "cancelled",
                name="status",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "media",
            sa.Enum("all", "press", "broadcast", name="stepmedia", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("position", whole(), nullable=False),
        sa.Column("label", sa.String(length=80), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", whole(), nullable=False),
        sa.Column("id", whole(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_unit_step_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_step")),
    )
    op.create_index(op.f("ix_unit_step_unit_id"), "unit_step", ["unit_id"], unique=False)


def _create_work() -> None:
    op.create_table(
        "work",
        sa.Column("unit_id", whole(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", whole(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_work_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work")),
    )
    op.create_index(op.f("ix_work_unit_id"), "work", ["unit_id"], unique=False)


def _create_attachment() -> None:
    op.create_table(
        "attachment",
        sa.Column("item_id", whole(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("stored_as", sa.String(length=64), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", whole(), nullable=False),
        sa.Column("mimetype", sa.String(length=100), nullable=False),
        sa.Column("added_by_id", whole(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", whole(), nullable=False),
        sa.ForeignKeyConstraint(["added_by_id"], ["person.id"], name=op.f("fk_attachment_added_by_id")),
        sa.ForeignKeyConstraint(["item_id"], ["planned_item.id"], name=op.f("fk_attachment_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
        sa.UniqueConstraint("stored_as", name=op.f("uq_attachment_stored_as")),
    )
    op.create_index(op.f("ix_attachment_item_id"), "attachment", ["item_id"], unique=False)


def _create_check_line() -> None:
    op.create_table(
        "check_line",
        sa.Column("item_id", whole(), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by_id", whole(), nullable=True),
        sa.Column("id", whole(), nullable=False),
        sa.ForeignKeyConstraint(["done_by_id"], ["person.id"], name=op.f("fk_check_line_done_by_id")),
        sa.ForeignKeyConstraint(["item_id"], ["planned_item.id"], name=op.f("fk_check_line_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_line")),
    )
    op.create_index(op.f("ix_check_line_item_id"), "check_line", ["item_id"], unique=False)


def _create_comment() -> None:
    op.create_table(
        "comment",
        sa.Column("item_id", whole(), nullable=False),
        sa.Column("author_id", whole(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", whole(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_comment_author_id")),
        sa.ForeignKeyConstraint(["item_id"], ["planned_item.id"], name=op.f("fk_comment_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment")),
    )
    op.create_index("ix_comment_item_id", "comment", ["item_id", "id"], unique=False)


def _create_draft() -> None:
    op.create_table(
        "draft",
        sa.Column("item_id", whole(), nullable=False),
        sa.Column("person_id", whole(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", whole(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["planned_item.id"], name=op.f("fk_draft_item_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_draft_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
    )
    op.create_index("uq_draft_item_id_person_id", "draft", ["item_id", "person_id"], unique=True)


def _create_edit_lock() -> None:
    op.create_table(
        "edit_lock",
        sa.Column("item_id", whole(), nullable=False),
        sa.Column("person_id", whole(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("active_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", whole(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["planned_item.id"], name=op.f("fk_edit_lock_item_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_edit_lock_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edit_lock")),
        sa.UniqueConstraint("item_id", name=op.f("uq_edit_lock_item_id")),
    )


def _create_presence() -> None:
    op.create_table(
        "presence",
        sa.Column("item_id", whole(), nullable=False),
        sa.Column("person_id", whole(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", whole(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["planned_item.id"], name=op.f("fk_presence_item_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_presence_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_presence")),
    )
    op.create_index("uq_presence_item_id_person_id", "presence", ["item_id", "person_id"], unique=True)


def _create_mention() -> None:
    op.create_table(
        "mention",
        sa.Column("comment_id", whole(), nullable=False),
        sa.Column("person_id", whole(), nullable=False),
        sa.Column("id", whole(), nullable=False),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name=op.f("fk_mention_comment_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_mention_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mention")),
    )
    op.create_index(op.f("ix_mention_person_id"), "mention", ["person_id"], unique=False)
    op.create_index("uq_mention_comment_id_person_id", "mention", ["comment_id", "person_id"], unique=True)
