"""Alembic's door: runs on the connection that ``planner.database.upgrade`` hands in."""

from typing import Literal

from alembic import context

from planner.models import Base, UTCDateTime
from planner.models.full_text import TEXT_TABLES

# Tables of the wake-up queue share the database at scale; they are the queue's own business.
FOREIGN_PREFIX = "huey_"


def _ours(name: str | None, kind: str, _parents: object) -> bool:
    return not (kind == "table" and name is not None and name.startswith((FOREIGN_PREFIX, *TEXT_TABLES)))


def _plain_types(kind: str, item: object, _context: object) -> str | Literal[False]:
    """Write our own types as what they are in the database, so that a migration never changes with the models."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, UTCDateTime) else False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    include_name=_ours,
    compare_type=True,
    render_item=_plain_types,
    render_as_batch=connection.dialect.name == "sqlite",
)
with context.begin_transaction():
    context.run_migrations()
