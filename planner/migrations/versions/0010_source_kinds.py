"""Kinds of sources and how each is read; backfills; what a source says of an item's length and title"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def whole() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def words(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, length=40)


def text(name: str, length: int) -> sa.Column[object]:
    return sa.Column(name, sa.String(length), nullable=False, server_default="")


def upgrade() -> None:
    with op.batch_alter_table("source") as source:
        kinds = words("sourcekind", "feed", "sitemap", "web_list")
        source.add_column(sa.Column("kind", kinds, nullable=False, server_default="feed"))
        source.add_column(text("item_selector", 300))
        source.add_column(text("title_selector", 300))
        source.add_column(text("date_selector", 300))
        source.add_column(text("page_param", 40))
    with op.batch_alter_table("published_item") as item:
        item.add_column(sa.Column("duration_seconds", whole(), nullable=True))
        item.add_column(sa.Column("title_guessed", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "backfill",
        sa.Column("source_id", whole(), nullable=False),
        sa.Column("way", words("backfillway", "sitemap", "pages", "file"), nullable=False),
        text("url", 2048),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("state", words("backfillstate", "running", "done", "cancelled", "failed"), nullable=False),
        sa.Column("waiting", sa.JSON(), nullable=False),
        sa.Column("pages", whole(), nullable=False),
        sa.Column("found", whole(), nullable=False),
        sa.Column("new", whole(), nullable=False),
        sa.Column("known", whole(), nullable=False),
        text("last_keys", 64),
        text("ended_why", 500),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("started_by_id", whole(), nullable=True),
        sa.Column("id", whole(), nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_backfill_source_id")),
        sa.ForeignKeyConstraint(["started_by_id"], ["person.id"], name=op.f("fk_backfill_started_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_backfill")),
    )
    op.create_index(op.f("ix_backfill_source_id"), "backfill", ["source_id"])
