"""What an unchanged answer needs to be stored without looking at the items: when the last document came, how many"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def whole() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("source") as source:
        source.add_column(sa.Column("document_at", sa.DateTime(timezone=True), nullable=True))
        source.add_column(sa.Column("document_items", whole(), nullable=False, server_default="0"))
        source.add_column(sa.Column("known_share", sa.Double(), nullable=True))
