"""Candidates for matching from the database's own full text; what matching needs to remember of plans"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

TEXTS = ("published_text", "plan_text")


def whole() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def key(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}"))


def upgrade() -> None:
    op.create_table(
        "word_count",
        sa.Column("word", sa.String(length=200), nullable=False),
        sa.Column("plain", sa.String(length=200), nullable=False),
        sa.Column("texts", whole(), nullable=False),
        sa.PrimaryKeyConstraint("word", name=op.f("pk_word_count")),
    )
    op.create_index("ix_word_count_plain", "word_count", ["plain"])
    op.create_table(
        "rematch",
        sa.Column("campaign_id", whole(), nullable=False),
        sa.Column("asked_by_id", whole(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("total", whole(), nullable=False),
        sa.Column("done", whole(), nullable=False),
        sa.Column("last_item_id", whole(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled", sa.Boolean(), nullable=False),
        sa.Column("id", whole(), nullable=False),
        key("rematch", "campaign_id", "campaign"),
        key("rematch", "asked_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rematch")),
    )
    op.create_index(op.f("ix_rematch_campaign_id"), "rematch", ["campaign_id"])
    op.create_index(op.f("ix_rematch_ended_at"), "rematch", ["ended_at"])
    _add_columns()
    _create_texts()
    # What is stored is read into the full text by comparing it once more; decided pairs stay as they were decided.
    op.execute("UPDATE published_item SET matched_at = NULL")


def _add_columns() -> None:
    with op.batch_alter_table("planned_item") as item:
        item.add_column(sa.Column("compared_version", whole(), nullable=True))
        item.add_column(sa.Column("after_fact", sa.Boolean(), nullable=False, server_default=sa.false()))
    stale = sa.text("compared_version IS NULL OR compared_version <> version")
    op.create_index("ix_planned_item_to_compare", "planned_item", ["id"], sqlite_where=stale, postgresql_where=stale)


def _create_texts() -> None:
    """Tables of the engines' own full text, known to ``planner.newsdesk.indexing`` and ``queries.full_text`` alone.

    The words come ready to compare: a token ends at a blank and nowhere else.
    """
    for name in TEXTS:
        if op.get_bind().dialect.name == "sqlite":
            tokens = "unicode61 remove_diacritics 0 categories ''L* M* N* S* P* Co''"
            op.execute(
                f"CREATE VIRTUAL TABLE {name} USING fts5"
                f"(words, plain, content='', contentless_delete=1, tokenize='{tokens}')"
            )
        else:
            op.execute(f"CREATE TABLE {name} (id bigint PRIMARY KEY, words tsvector NOT NULL, plain tsvector NOT NULL)")
            for column in ("words", "plain"):
                op.execute(f"CREATE INDEX ix_{name}_{column} ON {name} USING gin ({column})")
