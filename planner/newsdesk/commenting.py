"""Comments on planned items; colleagues of the unit named with @ are kept as rows for the notifications."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from planner.domain.mentions import mentioned
from planner.errors import Conflict, Invalid
from planner.models import Comment, Mention, Person, PlannedItem
from planner.newsdesk.history import Actor, record
from planner.newsdesk.notifying import tell_comment
from planner.vocabulary import N_


def comment_on(session: Session, actor: Actor, item: PlannedItem, body: str, colleagues: Sequence[Person]) -> Comment:
    """Say something about an item. ``colleagues``: who may be mentioned; other names stay mere text."""
    if not body:
        raise Invalid(N_("Nhập nội dung ý kiến."), field="body")
    by_number = {person.id: person for person in colleagues}
    named = mentioned(body, {number: person.name for number, person in by_number.items()})
    comment = Comment(
        item_id=item.id,
        author_id=actor.person_id,
        body=body,
        at=actor.now,
        mentions=[Mention(person=by_number[number]) for number in named if number != actor.person_id],
    )
    session.add(comment)
    record(session, actor, item, N_("viết ý kiến"))
    told = [mention.person.id for mention in comment.mentions]
    tell_comment(session, actor, item, body, event=f"c{comment.id}", mentioned=told)
    return comment


def take_back(session: Session, actor: Actor, item: PlannedItem, comment: Comment) -> Comment:
    """The author removes what they said; that something was said stays visible."""
    if comment.author_id != actor.person_id:
        raise Conflict(N_("Chỉ người viết mới gỡ được ý kiến này."))
    if comment.removed_at is None:
        comment.removed_at, comment.body = actor.now, ""
        comment.mentions.clear()
        record(session, actor, item, N_("gỡ ý kiến"))
    return comment
