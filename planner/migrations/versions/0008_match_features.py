"""What a match was reckoned from, and whether a person took it back"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("match") as match:
        match.add_column(sa.Column("features", sa.JSON(), nullable=False, server_default="{}"))
        match.add_column(sa.Column("taken_back", sa.Boolean(), nullable=False, server_default=sa.false()))
