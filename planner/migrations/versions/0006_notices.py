"""Notices, how people want to hear of them, and the mails that carry them"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

KINDS = (
    "assigned",
    "unassigned",
    "moved",
    "changed",
    "status",
    "declined",
    "postponed",
    "cancelled",
    "comment",
    "mention",
    "deadline",
    "link",
)
CHANNELS = ("off", "app", "mail", "digest")


def whole() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def words(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, length=40)


def upgrade() -> None:
    _create_mail()
    _create_notice()
    _create_notice_choice()


def _create_mail() -> None:
    states = words("mailstate", "waiting", "sending", "sent", "unsure", "failed", "skipped")
    op.create_table(
        "mail",
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("person_id", whole(), nullable=False),
        sa.Column("digest", sa.Boolean(), nullable=False),
        sa.Column("state", states, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", whole(), nullable=False),
        sa.Column("handed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("problem", sa.String(length=500), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lease_by", sa.String(length=80), nullable=False),
        sa.Column("id", whole(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_mail_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail")),
        sa.UniqueConstraint("key", name=op.f("uq_mail_key")),
    )
    op.create_index(op.f("ix_mail_person_id"), "mail", ["person_id"])
    op.create_index("ix_mail_state_due_at", "mail", ["state", "due_at"])
    op.create_index("ix_mail_created_at", "mail", ["created_at"])


def _create_notice() -> None:
    op.create_table(
        "notice",
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("person_id", whole(), nullable=False),
        sa.Column("item_id", whole(), nullable=False),
        sa.Column("kind", words("noticekind", *KINDS), nullable=False),
        sa.Column("why", words("noticewhy", "maker", "former", "creator", "mentioned", "talker"), nullable=False),
        sa.Column("channel", words("noticechannel", *CHANNELS), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=120), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("words", sa.String(length=500), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("mail_id", whole(), nullable=True),
        sa.Column("id", whole(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["planned_item.id"], name=op.f("fk_notice_item_id")),
        sa.ForeignKeyConstraint(["mail_id"], ["mail.id"], name=op.f("fk_notice_mail_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_notice_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        sa.UniqueConstraint("key", name=op.f("uq_notice_key")),
    )
    op.create_index("ix_notice_person_id", "notice", ["person_id", "told_at", "id"])
    op.create_index("ix_notice_unread", "notice", ["person_id", "read_at"])
    op.create_index("ix_notice_outbox", "notice", ["mail_id", "channel", "told_at"])
    op.create_index("ix_notice_item_id", "notice", ["item_id", "person_id"])


def _create_notice_choice() -> None:
    op.create_table(
        "notice_choice",
        sa.Column("person_id", whole(), nullable=False),
        sa.Column("kind", words("noticekind", *KINDS), nullable=False),
        sa.Column("channel", words("noticechannel", *CHANNELS), nullable=False),
        sa.Column("id", whole(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_notice_choice_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_choice")),
    )
    op.create_index("uq_notice_choice_person_id_kind", "notice_choice", ["person_id", "kind"], unique=True)
