"""A Word file of a campaign's or a unit's own for its reports: put in place, replaced, taken away again."""

from typing import overload

from sqlalchemy.orm import Session

from planner.models import Campaign, Unit, UnitTemplate, WordTemplate
from planner.newsdesk.history import Actor, record
from planner.queries.word_templates import unit_template, word_template
from planner.vocabulary import N_

FIELD = N_("Mẫu Word")


@overload
def keep_template(session: Session, actor: Actor, owner: Unit, name: str, content: bytes) -> UnitTemplate: ...
@overload
def keep_template(session: Session, actor: Actor, owner: Campaign, name: str, content: bytes) -> WordTemplate: ...
def keep_template(
    session: Session, actor: Actor, owner: Campaign | Unit, name: str, content: bytes
) -> WordTemplate | UnitTemplate:
    """Use a checked Word file (``documents/word_template.check``) from now on, in place of an earlier one."""
    row = _own(session, owner)
    before = row.name if row else ""
    if row is None:
        row = WordTemplate(campaign_id=owner.id) if isinstance(owner, Campaign) else UnitTemplate(unit_id=owner.id)
        session.add(row)
    row.name, row.content, row.uploaded_at, row.uploaded_by = name, content, actor.now, actor.name
    change = {"field": FIELD, "before": before, "after": name}
    record(session, actor, owner, N_("đặt mẫu Word của báo cáo"), [change])
    return row


def drop_template(session: Session, actor: Actor, owner: Campaign | Unit) -> None:
    """Back to what holds without it; nothing to do when there is none."""
    row = _own(session, owner)
    if row is not None:
        change = {"field": FIELD, "before": row.name, "after": ""}
        record(session, actor, owner, N_("bỏ mẫu Word của báo cáo"), [change])
        session.delete(row)
        session.flush()


def _own(session: Session, owner: Campaign | Unit) -> WordTemplate | UnitTemplate | None:
    return word_template(session, owner.id) if isinstance(owner, Campaign) else unit_template(session, owner.id)
