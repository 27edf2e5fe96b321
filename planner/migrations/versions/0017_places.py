"""Places by their dated names, versions of word lists, models learnt on the site's own decisions"""

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass
