"""What was observed of a source, proved by fetches or vouched for; its identity rules and dates"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def whole() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def moment(name: str, *, nullable: bool = True) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def text(name: str, length: int, default: str = "") -> sa.Column[object]:
    return sa.Column(name, sa.String(length), nullable=False, server_default=default)


def upgrade() -> None:
    op.create_table(
        "observation",
        sa.Column("source_id", whole(), nullable=False),
        moment("begins_at", nullable=False),
        moment("ends_at", nullable=False),
        sa.Column("person_id", whole(), nullable=True),
        text("note", 500),
        moment("written_at", nullable=False),
        sa.Column("id", whole(), nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_observation_source_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_observation_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_observation")),
    )
    op.create_index("ix_observation_source_id_ends_at", "observation", ["source_id", "ends_at"])
    op.create_table(
        "tombstone",
        sa.Column("source_id", whole(), nullable=False),
        sa.Column("key", sa.String(2048), nullable=False),
        moment("removed_at", nullable=False),
        sa.Column("id", whole(), nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_tombstone_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tombstone")),
    )
    op.create_index("uq_tombstone_source_id_key", "tombstone", ["source_id", "key"], unique=True)
    with op.batch_alter_table("fetch") as fetch:
        fetch.add_column(sa.Column("full", sa.Boolean(), nullable=False, server_default=sa.false()))
        fetch.add_column(sa.Column("decoded_bytes", whole(), nullable=False, server_default="0"))
        fetch.add_column(text("sent_etag", 500))
        fetch.add_column(text("sent_modified", 100))
        fetch.add_column(text("got_etag", 500))
        fetch.add_column(text("got_modified", 100))
        fetch.add_column(moment("observed_from"))
    with op.batch_alter_table("source") as source:
        source.add_column(moment("anchor_at"))
        source.add_column(sa.Column("anchor_newest", sa.JSON(), nullable=False, server_default="[]"))
        source.add_column(text("policy", 12, "guid"))
        source.add_column(text("id_pattern", 200))
        source.add_column(sa.Column("order_fixed", sa.Boolean(), nullable=False, server_default=sa.false()))
        source.add_column(sa.Column("zone_doubts", whole(), nullable=False, server_default="0"))
        source.add_column(sa.Column("expected_hours", whole(), nullable=True))
        source.add_column(moment("newest_at"))
        source.add_column(sa.Column("shift_hours", whole(), nullable=False, server_default="0"))
        source.add_column(sa.Column("wishes", sa.JSON(), nullable=False, server_default="{}"))
    with op.batch_alter_table("sighting") as sighting:
        sighting.add_column(sa.Column("position", whole(), nullable=False, server_default="0"))
        sighting.add_column(moment("vanished_at"))
    with op.batch_alter_table("published_item") as item:
        item.add_column(text("story", 40))
        item.create_index("ix_published_item_story", ["story"])
        item.create_index("ix_published_item_source_id_published_at", ["source_id", "published_at"])
