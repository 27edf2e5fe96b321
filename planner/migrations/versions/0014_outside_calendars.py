"""Calendars from elsewhere and their events; more choices of a private calendar link; invitations by mail"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def whole() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def moment() -> sa.DateTime:
    return sa.DateTime(timezone=True)


def upgrade() -> None:
    with op.batch_alter_table("subscription") as link:
        link.add_column(sa.Column("keep_cancelled", sa.Boolean(), nullable=False, server_default=sa.false()))
        link.add_column(sa.Column("language", sa.String(length=5), nullable=False, server_default="vi"))
    with op.batch_alter_table("person") as person:
        person.add_column(sa.Column("invited", sa.Boolean(), nullable=False, server_default=sa.false()))
    _create_outside_calendar()
    _create_outside_event()
    _create_invitation()
    with op.batch_alter_table("mail") as mail:
        mail.add_column(sa.Column("invitation_id", whole(), nullable=True))
        mail.create_foreign_key(op.f("fk_mail_invitation_id"), "invitation", ["invitation_id"], ["id"])


def _create_outside_calendar() -> None:
    op.create_table(
        "outside_calendar",
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("url", sa.String(length=2048), nullable=False),
        sa.Column("unit_id", whole(), nullable=True),
        sa.Column("paused", sa.Boolean(), nullable=False),
        sa.Column("created_at", moment(), nullable=False),
        sa.Column("etag", sa.String(length=500), nullable=False),
        sa.Column("last_modified", sa.String(length=100), nullable=False),
        sa.Column("body_hash", sa.String(length=64), nullable=False),
        sa.Column("last_fetch_at", moment(), nullable=True),
        sa.Column("last_good_at", moment(), nullable=True),
        sa.Column("last_full_at", moment(), nullable=True),
        sa.Column("next_poll_at", moment(), nullable=True),
        sa.Column("failures", whole(), nullable=False),
        sa.Column("problem", sa.String(length=40), nullable=False),
        sa.Column("notes", sa.JSON(), nullable=False),
        sa.Column("lease_until", moment(), nullable=True),
        sa.Column("lease_by", sa.String(length=80), nullable=False),
        sa.Column("version", whole(), nullable=False),
        sa.Column("id", whole(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_outside_calendar_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outside_calendar")),
    )
    op.create_index(op.f("ix_outside_calendar_unit_id"), "outside_calendar", ["unit_id"])
    op.create_index(op.f("ix_outside_calendar_next_poll_at"), "outside_calendar", ["next_poll_at"])


def _create_outside_event() -> None:
    op.create_table(
        "outside_event",
        sa.Column("calendar_id", whole(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("starts_at", moment(), nullable=True),
        sa.Column("ends_at", moment(), nullable=True),
        sa.Column("id", whole(), nullable=False),
        sa.ForeignKeyConstraint(["calendar_id"], ["outside_calendar.id"], name=op.f("fk_outside_event_calendar_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outside_event")),
    )
    op.create_index("ix_outside_event_calendar_id", "outside_event", ["calendar_id", "first_on"])


def _create_invitation() -> None:
    op.create_table(
        "invitation",
        sa.Column("person_id", whole(), nullable=False),
        sa.Column("item_id", whole(), nullable=False),
        sa.Column("sequence", whole(), nullable=False),
        sa.Column("told", sa.String(length=64), nullable=False),
        sa.Column("cancelled", sa.Boolean(), nullable=False),
        sa.Column("written_at", moment(), nullable=False),
        sa.Column("id", whole(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_invitation_person_id")),
        sa.ForeignKeyConstraint(["item_id"], ["planned_item.id"], name=op.f("fk_invitation_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
    )
    op.create_index("uq_invitation_item_id_person_id", "invitation", ["item_id", "person_id"], unique=True)
    op.create_index(op.f("ix_invitation_person_id"), "invitation", ["person_id"])
