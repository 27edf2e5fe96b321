"""Lists of what was published, uploaded by units (nhật ký phát sóng, danh mục trang báo)"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def whole() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def words(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, length=40)


def upgrade() -> None:
    op.create_table(
        "publication_log",
        sa.Column("unit_id", whole(), nullable=False),
        sa.Column("channel_id", whole(), nullable=True),
        sa.Column("kind", words("logkind", "broadcast", "print"), nullable=False),
        sa.Column("state", words("logstate", "draft", "stored", "discarded"), nullable=False),
        sa.Column("file_name", sa.String(200), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("heads", sa.JSON(), nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("notes", sa.JSON(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", whole(), nullable=True),
        sa.Column("stored_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", whole(), nullable=False),
        sa.Column("version", whole(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_publication_log_unit_id")),
        sa.ForeignKeyConstraint(["channel_id"], ["channel.id"], name=op.f("fk_publication_log_channel_id")),
        sa.ForeignKeyConstraint(["created_by_id"], ["person.id"], name=op.f("fk_publication_log_created_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication_log")),
    )
    op.create_index(op.f("ix_publication_log_unit_id"), "publication_log", ["unit_id"])
    with op.batch_alter_table("published_item") as item:
        item.add_column(sa.Column("programme", sa.String(300), nullable=False, server_default=""))
        item.add_column(sa.Column("print_page", sa.String(60), nullable=False, server_default=""))
        item.add_column(sa.Column("is_repeat", sa.Boolean(), nullable=False, server_default=sa.false()))
        item.add_column(sa.Column("log_id", whole(), nullable=True))
        item.create_foreign_key(op.f("fk_published_item_log_id"), "publication_log", ["log_id"], ["id"])
        item.create_index(op.f("ix_published_item_log_id"), ["log_id"])
