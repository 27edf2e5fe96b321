"""A unit's own Word file for its own reports: put in place, replaced, taken away again."""

from sqlalchemy.orm import Session

from planner.models import Unit, UnitTemplate
from planner.newsdesk.history import Actor, record
from planner.queries.word_templates import unit_template
from planner.vocabulary import N_


def keep_unit_template(session: Session, actor: Actor, unit: Unit, name: str, content: bytes) -> UnitTemplate:
    """Use a checked Word file (``documents/word_template.check``) from now on, in place of an earlier one."""
    row = unit_template(session, unit.id)
    before = row.name if row else ""
    if row is None:
        row = UnitTemplate(unit_id=unit.id)
        session.add(row)
    row.name, row.content, row.uploaded_at, row.uploaded_by = name, content, actor.now, actor.name
    change = {"field": N_("Mẫu Word"), "before": before, "after": name}
    record(session, actor, unit, N_("đặt mẫu Word của báo cáo"), [change])
    return row


def drop_unit_template(session: Session, actor: Actor, unit: Unit) -> None:
    """Back to the campaign's file or the prescribed form; nothing to do when there is none."""
    row = unit_template(session, unit.id)
    if row is not None:
        change = {"field": N_("Mẫu Word"), "before": row.name, "after": ""}
        record(session, actor, unit, N_("bỏ mẫu Word của báo cáo"), [change])
        session.delete(row)
        session.flush()
