"""Targets, urging notes with their messages, rules of reminders; notices of other things than planned items"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def whole() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def words(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, length=40)


def key(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}"))


def upgrade() -> None:
    _create_target()
    _create_urging()
    _create_urging_message()
    _create_reminder_rule()
    with op.batch_alter_table("notice") as notice:
        notice.alter_column("item_id", existing_type=whole(), nullable=True)
        notice.add_column(sa.Column("unit_id", whole(), nullable=True))
        notice.add_column(sa.Column("subject", sa.String(length=40), nullable=False, server_default="planned_item"))
        notice.add_column(sa.Column("subject_id", whole(), nullable=True))
        notice.add_column(sa.Column("title", sa.String(length=300), nullable=False, server_default=""))
        notice.create_foreign_key(op.f("fk_notice_unit_id"), "unit", ["unit_id"], ["id"])


def _create_target() -> None:
    op.create_table(
        "target",
        sa.Column("campaign_id", whole(), nullable=False),
        sa.Column("unit_id", whole(), nullable=False),
        sa.Column("theme_id", whole(), nullable=True),
        sa.Column("genre_group", sa.String(length=40), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("amount", whole(), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", whole(), nullable=False),
        sa.Column("id", whole(), nullable=False),
        key("target", "campaign_id", "campaign"),
        key("target", "unit_id", "unit"),
        key("target", "theme_id", "theme"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_target")),
    )
    op.create_index("ix_target_campaign_id_unit_id", "target", ["campaign_id", "unit_id"])


def _create_urging() -> None:
    gaps = words("gapkind", "missed_slot", "shortfall", "late_item", "unhealthy_feed", "other")
    states = words("urgingstate", "draft", "open", "answered", "closed")
    op.create_table(
        "urging",
        sa.Column("campaign_id", whole(), nullable=False),
        sa.Column("unit_id", whole(), nullable=False),
        sa.Column("gap", gaps, nullable=False),
        sa.Column("subject_id", whole(), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("state", states, nullable=False),
        sa.Column("created_by_id", whole(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sequence", whole(), nullable=False),
        sa.Column("revised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", whole(), nullable=False),
        sa.Column("id", whole(), nullable=False),
        key("urging", "campaign_id", "campaign"),
        key("urging", "unit_id", "unit"),
        key("urging", "created_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_urging")),
    )
    op.create_index("ix_urging_unit_id_state", "urging", ["unit_id", "state"])
    op.create_index("ix_urging_campaign_id_sent_at", "urging", ["campaign_id", "sent_at"])


def _create_urging_message() -> None:
    op.create_table(
        "urging_message",
        sa.Column("urging_id", whole(), nullable=False),
        sa.Column("kind", words("messagekind", "reply", "note", "closed", "reopened"), nullable=False),
        sa.Column("person_id", whole(), nullable=True),
        sa.Column("author", sa.String(length=120), nullable=False),
        sa.Column("unit_name", sa.String(length=300), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("done", sa.Text(), nullable=False),
        sa.Column("done_by", sa.Date(), nullable=True),
        sa.Column("id", whole(), nullable=False),
        key("urging_message", "urging_id", "urging"),
        key("urging_message", "person_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_urging_message")),
    )
    op.create_index(op.f("ix_urging_message_urging_id"), "urging_message", ["urging_id"])


def _create_reminder_rule() -> None:
    op.create_table(
        "reminder_rule",
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("days", whole(), nullable=False),
        sa.Column("recipient", words("reminderto", "makers", "editors", "board"), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("version", whole(), nullable=False),
        sa.Column("id", whole(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder_rule")),
        sa.UniqueConstraint("kind", name=op.f("uq_reminder_rule_kind")),
    )
