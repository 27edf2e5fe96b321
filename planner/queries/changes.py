"""Whether anything has changed: every change of state leaves a line of history, so the newest lines tell."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from planner.models import History

LATELY = 200


@dataclass(frozen=True, slots=True)
class LatestChange:
    """``mark`` differs after every change; ``at``: when the newest was made, empty before the first."""

    mark: str
    at: datetime | None


def latest_change(session: Session) -> LatestChange:
    """One statement over the newest lines. Their number counts too: a line may become visible after a higher one."""
    newest = select(func.max(History.id)).scalar_subquery()
    last, lines, at = session.execute(
        select(func.max(History.id), func.count(), func.max(History.at)).where(History.id > newest - LATELY)
    ).one()
    return LatestChange(f"{last or 0}.{lines}", at)
