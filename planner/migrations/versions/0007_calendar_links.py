"""What a calendar link shows and who has read which version of it; stored versions of calendars"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def whole() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def words(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=False, length=40)


def upgrade() -> None:
    op.create_table(
        "calendar_version",
        sa.Column("scope", words("calendarscope", "mine", "unit", "column", "campaign"), nullable=False),
        sa.Column("subject_id", whole(), nullable=False),
        sa.Column("number", whole(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", whole(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_version")),
    )
    op.create_index("uq_calendar_version_scope_subject_id", "calendar_version", ["scope", "subject_id"], unique=True)
    with op.batch_alter_table("subscription") as link:
        content = words("calendarcontent", "all", "work", "deadlines", "tasks", "published")
        link.add_column(sa.Column("content", content, nullable=False, server_default="all"))
        link.add_column(sa.Column("column_id", whole(), nullable=True))
        link.add_column(sa.Column("campaign_id", whole(), nullable=True))
        link.add_column(sa.Column("style", words("prefixstyle", "text", "sign"), nullable=False, server_default="text"))
        link.add_column(sa.Column("replaced", sa.Boolean(), nullable=False, server_default=sa.false()))
        link.add_column(sa.Column("read_version", whole(), nullable=True))
        link.add_column(sa.Column("left_out", whole(), nullable=False, server_default="0"))
        link.create_foreign_key(op.f("fk_subscription_column_id"), "column", ["column_id"], ["id"])
        link.create_foreign_key(op.f("fk_subscription_campaign_id"), "campaign", ["campaign_id"], ["id"])
    op.execute("UPDATE subscription SET content = 'work' WHERE NOT deadlines")
    with op.batch_alter_table("subscription") as link:
        link.drop_column("deadlines")
