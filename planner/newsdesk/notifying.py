"""Telling people: every notice is written in the transaction of the change it tells of.

Nobody is told of what they did themselves, nor what they chose not to hear. Whether somebody may still see the item
is asked when the notice is read or mailed, not here: people change units.
"""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.domain.notices import About, Hands, Told, told_of_change, told_of_comment
from planner.models import History, Notice, NoticeChoice, Person, PlannedItem
from planner.newsdesk.history import Actor, record
from planner.queries.notices import active_ids, choices_of, talkers, unread_until
from planner.vocabulary import N_, NoticeChannel, NoticeKind, NoticeWhy, Status

LONGEST_WORDS = 500
LONGEST_TITLE = 300


def hands(item: PlannedItem) -> frozenset[int]:
    """Who makes the item now; asked before a change, so that those who leave are told."""
    return frozenset(one.person.id for one in item.assignments)


def tell_change(
    session: Session,
    actor: Actor,
    item: PlannedItem,
    line: History,
    *,
    before: frozenset[int] | None = None,
    status: Status | None = None,
) -> None:
    """Tell of what a history line says. ``before``: its makers before, when they may have changed; ``status``: the
    state it moved to, when it did.
    """
    after = hands(item)
    present = Hands(before if before is not None else after, after, item.created_by_id)
    session.flush()
    told = told_of_change(line.changes, present, status=status)
    _write(session, actor, item, told, event=f"h{line.id}", words=line.reason)


def tell_comment(
    session: Session, actor: Actor, item: PlannedItem, words: str, *, event: str, mentioned: Iterable[int] = ()
) -> None:
    """Tell those named, the makers, whoever entered the item and whoever commented before.

    ``event`` names the comment ("c12"): telling of it again tells nobody twice.
    """
    session.flush()
    told = told_of_comment(
        mentioned=mentioned, makers=hands(item), creator_id=item.created_by_id, talkers=talkers(session, item.id)
    )
    _write(session, actor, item, told, event=event, words=words)


def tell_declined(session: Session, actor: Actor, item: PlannedItem, line: History) -> None:
    """Tell whoever entered the item that somebody asked to make it will not."""
    session.flush()
    told = [Told(one, NoticeKind.DECLINED, NoticeWhy.CREATOR) for one in [item.created_by_id] if one is not None]
    _write(session, actor, item, told, event=f"h{line.id}", words=line.reason)


def mark_read(session: Session, actor: Actor, person_id: int, notices: Iterable[Notice]) -> None:
    """Only the person's own; a notice read before keeps its moment. Reading leaves no history: nothing was changed."""
    for notice in notices:
        if notice.person_id == person_id and notice.read_at is None:
            notice.read_at = actor.now
    session.flush()


def mark_read_until(session: Session, actor: Actor, person_id: int, newest_id: int) -> None:
    """Everything of one person up to a notice; what came later stays unread."""
    mark_read(session, actor, person_id, unread_until(session, person_id, newest_id))


def choose_channels(session: Session, actor: Actor, person: Person, wanted: dict[NoticeKind, NoticeChannel]) -> Person:
    """Set how a person wants to hear of each kind. One history line with what changed."""
    present = choices_of(session, [person.id])[person.id]
    rows = {row.kind: row for row in session.scalars(select(NoticeChoice).where(NoticeChoice.person_id == person.id))}
    changes: list[dict[str, str]] = []
    for kind, channel in wanted.items():
        if present[kind] is not channel:
            changes.append({"field": kind.label, "before": present[kind].label, "after": channel.label})
            row = rows.get(kind) or NoticeChoice(person_id=person.id, kind=kind)
            row.channel = channel
            session.add(row)
    if changes:
        record(session, actor, person, N_("đổi cách nhận thông báo"), changes)
    return person


def tell_of(session: Session, actor: Actor, told: Iterable[Told], about: About, *, event: str, words: str = "") -> None:
    """Tell of something that is no planned item. ``event`` names what happened to it: told once to each."""
    session.flush()
    for one, channel in _heard(session, actor, told):
        notice = _notice(actor, one, channel, event, words)
        notice.unit_id, notice.subject, notice.subject_id, notice.title = (
            about.unit_id,
            about.subject,
            about.subject_id,
            about.title[:LONGEST_TITLE],
        )
        session.add(notice)


def _write(
    session: Session, actor: Actor, item: PlannedItem, told: Iterable[Told], *, event: str, words: str = ""
) -> None:
    for one, channel in _heard(session, actor, told):
        notice = _notice(actor, one, channel, event, words)
        notice.item_id = item.id
        session.add(notice)


def _heard(session: Session, actor: Actor, told: Iterable[Told]) -> list[tuple[Told, NoticeChannel]]:
    """Who of these hears of it and how: nobody of the own doing, no closed account, not what one chose not to hear."""
    told = [one for one in told if one.person_id != actor.person_id]
    active = active_ids(session, {one.person_id for one in told}) if told else set()
    choices = choices_of(session, active) if active else {}
    heard = [(one, choices[one.person_id][one.kind]) for one in told if one.person_id in active]
    return [(one, channel) for one, channel in heard if channel is not NoticeChannel.OFF]


def _notice(actor: Actor, told: Told, channel: NoticeChannel, event: str, words: str) -> Notice:
    return Notice(
        key=f"{told.kind.value}:{event}:{told.person_id}",
        person_id=told.person_id,
        kind=told.kind,
        why=told.why,
        channel=channel,
        at=actor.now,
        actor=actor.name,
        changes=[dict(change) for change in told.changes],
        words=words if len(words) <= LONGEST_WORDS else words[: LONGEST_WORDS - 1] + "…",
    )
