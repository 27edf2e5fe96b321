"""Files attached to planned items. The bytes are already in the vault when a row is written."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from planner.models import Attachment, PlannedItem
from planner.newsdesk.history import Actor, record
from planner.vocabulary import N_

FIELD = N_("Tệp đính kèm")


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A checked file in the vault. ``size`` in bytes, ``sha256`` in hexadecimal."""

    name: str
    stored_as: str
    sha256: str
    size: int
    mimetype: str


def attach(session: Session, actor: Actor, item: PlannedItem, file: StoredFile) -> Attachment:
    row = Attachment(
        item_id=item.id,
        name=file.name,
        stored_as=file.stored_as,
        sha256=file.sha256,
        size=file.size,
        mimetype=file.mimetype,
        added_by_id=actor.person_id,
        added_at=actor.now,
    )
    session.add(row)
    record(session, actor, item, N_("đính kèm tệp"), [{"field": FIELD, "before": "", "after": file.name}])
    return row


def detach(session: Session, actor: Actor, item: PlannedItem, attachment: Attachment) -> Attachment:
    """The row says that there was a file; whoever commits throws the bytes away afterwards."""
    if attachment.removed_at is None:
        attachment.removed_at = actor.now
        record(session, actor, item, N_("gỡ tệp"), [{"field": FIELD, "before": attachment.name, "after": ""}])
    return attachment
