"""Writing history lines: every state change leaves one in the same transaction."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import inspect
from sqlalchemy.orm import Session

from planner.models import Base, History


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does it: a person, or a part of the program (then ``person_id`` is empty). ``now`` is when."""

    name: str
    now: datetime
    person_id: int | None = None


def record(
    session: Session,
    actor: Actor,
    subject: Base,
    action: str,
    changes: Iterable[Mapping[str, str]] = (),
    *,
    reason: str = "",
) -> History:
    """Add a history line. ``action`` is a Vietnamese verb phrase; values in ``changes`` are the words shown."""
    session.flush()
    (number,) = inspect(subject).identity or (0,)
    line = History(
        at=actor.now,
        person_id=actor.person_id,
        actor=actor.name,
        subject=subject.__tablename__,
        subject_id=number,
        action=action,
        changes=[dict(change) for change in changes],
        reason=reason,
    )
    session.add(line)
    return line


def differences(before: Mapping[str, str], after: Mapping[str, str]) -> list[dict[str, str]]:
    """The fields (in words) whose shown value changed, in the order of ``after``."""
    return [
        {"field": field, "before": before.get(field, ""), "after": value}
        for field, value in after.items()
        if before.get(field, "") != value
    ]
