"""Saved filters: kept under a name, shared with the unit or not, taken away."""

from sqlalchemy.orm import Session

from planner.errors import Invalid
from planner.models import SavedFilter
from planner.newsdesk.history import Actor, record
from planner.queries.filters import count_of
from planner.vocabulary import N_

MOST_FILTERS = 30
LONGEST_QUERY = 500
TOO_MANY = N_("Đã lưu %(most)s bộ lọc. Xóa bộ lọc không dùng nữa rồi lưu lại.")
TOO_LONG = N_("Bộ lọc này quá dài nên chưa lưu được. Rút gọn phần tìm trong tên.")
NAME = N_("Tên bộ lọc")


def save_filter(
    session: Session, actor: Actor, *, name: str, query: str, person_id: int, unit_id: int | None = None
) -> SavedFilter:
    """Keep a filter for a person; with ``unit_id`` the whole unit sees it. Raises Invalid when it cannot be kept."""
    if len(query) > LONGEST_QUERY:
        raise Invalid(TOO_LONG)
    if count_of(session, person_id) >= MOST_FILTERS:
        raise Invalid(TOO_MANY, {"most": MOST_FILTERS})
    kept = SavedFilter(person_id=person_id, unit_id=unit_id, name=name, query=query, created_at=actor.now)
    session.add(kept)
    record(session, actor, kept, N_("lưu bộ lọc"), [{"field": NAME, "before": "", "after": name}])
    return kept


def remove_filter(session: Session, actor: Actor, kept: SavedFilter) -> None:
    """Take a saved filter away."""
    record(session, actor, kept, N_("xóa bộ lọc"), [{"field": NAME, "before": kept.name, "after": ""}])
    session.delete(kept)
    session.flush()
