"""Stored reports: drafts, closed editions, files made in the background, schedules and Word templates"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "report",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("campaign_id", WHOLE, nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("unit_ids", sa.JSON(), nullable=False),
        sa.Column("by_rule", sa.Boolean(), nullable=False),
        sa.Column("profile", sa.String(40), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("version", WHOLE, nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name="fk_report_campaign_id"),
        sa.PrimaryKeyConstraint("id", name="pk_report"),
    )
    op.create_index("ix_report_campaign_id", "report", ["campaign_id", "first_on"])
    _create_edition()
    _create_file()
    op.create_table(
        "report_schedule",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("campaign_id", WHOLE, nullable=False),
        sa.Column("day", WHOLE, nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("last_period", sa.Date(), nullable=True),
        sa.Column("version", WHOLE, nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name="fk_report_schedule_campaign_id"),
        sa.PrimaryKeyConstraint("id", name="pk_report_schedule"),
        sa.UniqueConstraint("campaign_id", name="uq_report_schedule_campaign_id"),
    )
    op.create_table(
        "word_template",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("campaign_id", WHOLE, nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("uploaded_by", sa.String(120), nullable=False),
        sa.Column("version", WHOLE, nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name="fk_word_template_campaign_id"),
        sa.PrimaryKeyConstraint("id", name="pk_word_template"),
        sa.UniqueConstraint("campaign_id", name="uq_word_template_campaign_id"),
    )


def _create_edition() -> None:
    op.create_table(
        "report_edition",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("report_id", WHOLE, nullable=False),
        sa.Column("number", WHOLE, nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("lines", WHOLE, nullable=False),
        sa.Column("own", sa.JSON(), nullable=False),
        sa.Column("refreshed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.String(120), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("reopened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reopen_reason", sa.String(500), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name="fk_report_edition_report_id"),
        sa.PrimaryKeyConstraint("id", name="pk_report_edition"),
    )
    op.create_index("uq_report_edition", "report_edition", ["report_id", "number"], unique=True)


def _create_file() -> None:
    op.create_table(
        "report_file",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("edition_id", WHOLE, nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("profile", sa.String(40), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("done", WHOLE, nullable=False),
        sa.Column("total", WHOLE, nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by_id", WHOLE, nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("problem", sa.String(500), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["edition_id"], ["report_edition.id"], name="fk_report_file_edition_id"),
        sa.ForeignKeyConstraint(["asked_by_id"], ["person.id"], name="fk_report_file_asked_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_report_file"),
    )
    op.create_index("ix_report_file_edition_id", "report_file", ["edition_id"])
    op.create_index("ix_report_file_state", "report_file", ["state", "id"])
