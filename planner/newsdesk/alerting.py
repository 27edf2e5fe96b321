"""Telling those who can do something that a source is not as it should be: once for each trouble, not at each fetch."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from planner.models import Notice, Source
from planner.queries.notices import choices_of, told_keys
from planner.queries.sources import keepers
from planner.vocabulary import N_, NoticeChannel, NoticeKind, NoticeWhy, SourceState

FETCHING = N_("Lấy tin tự động")


@dataclass(frozen=True, slots=True)
class Trouble:
    """A state other than OK: what it was before, since when it is so, and why in words with what to do."""

    before: SourceState
    state: SourceState
    since: datetime
    reason: str


def alert(session: Session, source: Source, trouble: Trouble, *, now: datetime, today: date) -> int:
    """Tell the administrators and the editors of the unit that owns the source ``today``; how many were told now."""
    owner = next((period.unit_id for period in source.periods if period.covers(today)), None)
    event = f"{NoticeKind.SOURCE.value}:{source.id}:{trouble.state.value}:{trouble.since.timestamp():.0f}"
    people = {f"{event}:{number}": (number, editor) for number, editor in keepers(session, owner, today)}
    waiting = people.keys() - told_keys(session, people)
    choices = choices_of(session, [people[key][0] for key in waiting])
    change = {"field": N_("Trạng thái"), "before": trouble.before.label, "after": trouble.state.label}
    for key in sorted(waiting):
        number, editor = people[key]
        channel = choices[number][NoticeKind.SOURCE]
        if channel is not NoticeChannel.OFF:
            session.add(
                Notice(
                    key=key,
                    person_id=number,
                    unit_id=owner if editor else None,
                    subject="source",
                    subject_id=source.id,
                    title=source.name,
                    kind=NoticeKind.SOURCE,
                    why=NoticeWhy.UNIT if editor else NoticeWhy.KEEPER,
                    channel=channel,
                    at=now,
                    actor=FETCHING,
                    changes=[change] if trouble.before is not trouble.state else [],
                    words=trouble.reason[:500],
                )
            )
    return len(waiting)
