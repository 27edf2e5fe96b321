"""A unit's own steps of the workflow, and putting an item on one of them."""

from sqlalchemy.orm import Session

from planner.domain.steps import takes
from planner.errors import Invalid
from planner.models import PlannedItem, Unit, UnitStep
from planner.newsdesk.history import Actor, differences, record
from planner.newsdesk.progress import set_status
from planner.vocabulary import N_, Role, Status, StepMedia

STEP = N_("Bước")


def add_step(
    session: Session, actor: Actor, unit: Unit, *, label: str, status: Status, media: StepMedia, position: int
) -> UnitStep:
    step = UnitStep(unit_id=unit.id, label=label, status=status, media=media, position=position)
    session.add(step)
    record(session, actor, unit, N_("thêm bước quy trình"), [{"field": STEP, "before": "", "after": label}])
    return step


def change_step(
    session: Session,
    actor: Actor,
    unit: Unit,
    step: UnitStep,
    *,
    label: str,
    status: Status,
    media: StepMedia,
    position: int,
) -> UnitStep:
    before = _words(step)
    step.label, step.status, step.media, step.position = label, status, media, position
    if changes := differences(before, _words(step)):
        record(session, actor, unit, N_("sửa bước quy trình"), changes)
    return step


def retire_step(session: Session, actor: Actor, unit: Unit, step: UnitStep) -> UnitStep:
    """Not offered any more; items that stand on it keep it until they go on."""
    if step.retired_at is None:
        step.retired_at = actor.now
        record(session, actor, unit, N_("bỏ bước quy trình"), [{"field": STEP, "before": step.label, "after": ""}])
    return step


def go_to_step(session: Session, actor: Actor, item: PlannedItem, step: UnitStep, *, role: Role) -> PlannedItem:
    """Put an item on a step; the coarse state follows where the workflow lets this role move it."""
    if step.unit_id != item.unit_id or step.retired_at is not None or not takes(step.media, item.medium):
        raise Invalid(N_("Bước này không dùng cho tin, bài này. Tải lại trang để xem các bước có thể chọn."))
    before = item.step.label if item.step else ""
    set_status(session, actor, item, step.status, role=role)
    if before != step.label:
        item.step = step
        change = {"field": STEP, "before": before, "after": step.label}
        record(session, actor, item, N_("chuyển bước"), [change])
    return item


def _words(step: UnitStep) -> dict[str, str]:
    return {
        STEP: step.label,
        N_("Trạng thái"): step.status.label,
        N_("Loại hình"): step.media.label,
        N_("Thứ tự"): str(step.position),
    }
