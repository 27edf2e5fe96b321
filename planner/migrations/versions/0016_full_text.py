"""Candidates for matching from the database's own full text; what matching needs to remember of plans"""

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass
