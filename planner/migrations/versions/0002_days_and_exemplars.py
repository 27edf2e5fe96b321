"""Days off, day notes, exemplars; reruns, warnings and dated rhythms of columns"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def whole() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _create_day_off()
    _create_day_note()
    _create_exemplar()
    op.add_column(
        "planned_item",
        sa.Column(
            "exemplar_id",
            whole(),
            sa.ForeignKey("exemplar.id", name=op.f("fk_planned_item_exemplar_id")),
            nullable=True,
        ),
        inline_references=True,
    )
    op.create_index(op.f("ix_planned_item_exemplar_id"), "planned_item", ["exemplar_id"])
    op.add_column("column", sa.Column("rhythm_from", sa.Date(), nullable=True))
    op.add_column("column", sa.Column("reruns", whole(), server_default="0", nullable=False))
    op.add_column("column", sa.Column("warn_days", whole(), server_default="7", nullable=False))
    op.add_column("slot", sa.Column("airs_at", sa.Time(), nullable=True))
    op.add_column("unit", sa.Column("assign_days", whole(), server_default="7", nullable=False))


def _create_day_off() -> None:
    op.create_table(
        "day_off",
        sa.Column("off_on", sa.Date(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column(
            "origin",
            sa.Enum("calendar", "preset", "person", name="dayofforigin", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("version", whole(), nullable=False),
        sa.Column("id", whole(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_day_off")),
        sa.UniqueConstraint("off_on", name=op.f("uq_day_off_off_on")),
    )


def _create_day_note() -> None:
    op.create_table(
        "day_note",
        sa.Column("unit_id", whole(), nullable=False),
        sa.Column("noted_on", sa.Date(), nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("created_by_id", whole(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", whole(), nullable=False),
        sa.Column("id", whole(), nullable=False),
        sa.ForeignKeyConstraint(["created_by_id"], ["person.id"], name=op.f("fk_day_note_created_by_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_day_note_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_day_note")),
    )
    op.create_index("ix_day_note_unit_id_noted_on", "day_note", ["unit_id", "noted_on"])


def _create_exemplar() -> None:
    op.create_table(
        "exemplar",
        sa.Column("unit_id", whole(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("mo_hinh", "cach_lam", "dien_hinh", name="exemplarkind", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("name_fold", sa.String(length=1200), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("owner", sa.String(length=200), nullable=False),
        sa.Column("field", sa.String(length=120), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("version", whole(), nullable=False),
        sa.Column("id", whole(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_exemplar_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exemplar")),
    )
    op.create_index(op.f("ix_exemplar_unit_id"), "exemplar", ["unit_id"])
