"""Planned items: planning, changing, moving, assigning. Their states are in ``planner.newsdesk.progress``."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, time, timedelta, tzinfo

from sqlalchemy.orm import Session

from planner.domain.deadlines import instant
from planner.domain.matching import DAYS_BEFORE
from planner.domain.workflow import STOPPED
from planner.errors import Conflict, Invalid, Stale
from planner.language.fold import fold
from planner.language.style import short_date
from planner.models import Assignment, Person, PlannedItem, Slot, Unit
from planner.newsdesk.due import due, due_after_move
from planner.newsdesk.history import Actor, differences, record
from planner.newsdesk.notifying import hands, tell_change
from planner.newsdesk.plans import PEOPLE, Plan, change_note, each_once, people_words, plan_of, words_of
from planner.newsdesk.progress import cancel, postpone, restore, set_status
from planner.newsdesk.slot_lines import note_place
from planner.newsdesk.suggesting import suggest_for_plan
from planner.queries.columns import items_of_slot, open_slot_on
from planner.vocabulary import N_, SlotState, Status

__all__ = [
    "assign",
    "cancel",
    "edit_item",
    "place",
    "plan_item",
    "postpone",
    "reschedule",
    "restore",
    "set_status",
    "touch_items",
]

CHANGED_SINCE = N_("Người khác vừa lưu tin, bài này. So các mục khác nhau bên dưới rồi lưu lại.")

MOVED_SINCE = N_("Tin, bài này vừa được người khác sửa. Tải lại trang để xem bản mới rồi dời ngày.")


def plan_item(
    session: Session, actor: Actor, unit: Unit, plan: Plan, *, zone: tzinfo, status: Status = Status.IDEA
) -> PlannedItem:
    """Add a planned item of ``unit``. Raises Invalid when slot, day, theme and campaign do not fit together."""
    plan = _settled(session, plan, zone)
    item = PlannedItem(
        unit=unit,
        status=status,
        created_by_id=actor.person_id,
        created_at=actor.now,
        revised_at=actor.now,
        original_on=plan.publish_on,
    )
    _fill(item, plan, zone)
    session.add(item)
    line = record(session, actor, item, N_("lập tin, bài dự kiến"), differences({}, words_of(plan, zone)))
    note_place(session, actor, item, None)
    tell_change(session, actor, item, line, before=frozenset())
    _compare(session, actor, item)
    return item


def edit_item(
    session: Session, actor: Actor, item: PlannedItem, plan: Plan, *, zone: tzinfo, version: int | None = None
) -> PlannedItem:
    """Change the plan. Raises Stale, with what differs, when ``version`` is not the stored one any more."""
    before = words_of(plan_of(item, zone), zone)
    if version is not None and version != item.version:
        raise Stale(CHANGED_SINCE, _typed_and_stored(words_of(plan, zone), before))
    plan = _settled(session, plan, zone)
    if plan.publish_on != item.publish_on:
        _refuse_stopped(item)
    changes = differences(before, words_of(plan, zone))
    if changes:
        makers, slot = hands(item), item.slot
        _fill(item, plan, zone)
        item.original_on = item.original_on or plan.publish_on
        touch_items(actor, [item], change_note(changes))
        line = record(session, actor, item, N_("sửa tin, bài dự kiến"), changes)
        note_place(session, actor, item, slot)
        tell_change(session, actor, item, line, before=makers)
        _compare(session, actor, item)
    return item


def reschedule(
    session: Session,
    actor: Actor,
    item: PlannedItem,
    on: date | None,
    at: time | None = None,
    *,
    zone: tzinfo,
    reason: str = "",
    version: int | None = None,
) -> PlannedItem:
    """Move to a day and hour, or to the backlog (``on`` empty). The deadline keeps its distance to the day.

    An item of a column takes the open slot of its new day, or leaves its slot when there is none. Raises Conflict when
    the item may not move, Stale when ``version`` (of the page the move was made on) is not the stored one any more.
    """
    _refuse_stopped(item)
    if version is not None and version != item.version:
        raise Stale(MOVED_SINCE)
    plan = plan_of(item, zone)
    slot = open_slot_on(session, item.column_id, on) if item.column_id and on else None
    _refuse_taken(session, item, slot)
    moved = replace(
        plan,
        publish_on=on,
        publish_time=at if on else None,
        slot=slot,
        deadline_at=due_after_move(session, plan, on, zone),
    )
    return place(session, actor, item, moved, N_("dời ngày"), zone=zone, reason=reason)


def place(
    session: Session, actor: Actor, item: PlannedItem, moved: Plan, action: str, *, zone: tzinfo, reason: str = ""
) -> PlannedItem:
    """Put an item where ``moved`` says, with a line of history named ``action``; the words of the plan stay."""
    _refuse_stopped(item)
    changes = differences(words_of(plan_of(item, zone), zone), words_of(_settled(session, moved, zone), zone))
    if changes:
        slot = item.slot
        _place(item, moved, zone)
        item.original_on = item.original_on or moved.publish_on
        touch_items(actor, [item], change_note(changes))
        line = record(session, actor, item, action, changes, reason=reason)
        note_place(session, actor, item, slot)
        tell_change(session, actor, item, line)
        _compare(session, actor, item)
    return item


def assign(session: Session, actor: Actor, item: PlannedItem, people: Iterable[tuple[Person, str]]) -> PlannedItem:
    """Set who makes the item and in which part; the order given is the order shown."""
    makers, before = hands(item), people_words((one.person, one.part) for one in item.assignments)
    people = each_once(people)
    _set_people(item, people)
    changes = differences({PEOPLE: before}, {PEOPLE: people_words(people)})
    if changes:
        touch_items(actor, [item], change_note(changes))
        line = record(session, actor, item, N_("phân công"), changes)
        tell_change(session, actor, item, line, before=makers)
    return item


def touch_items(actor: Actor, items: Iterable[PlannedItem], note: str) -> None:
    """Tell calendar clients that something they show has changed, and what."""
    for item in items:
        item.sequence += 1
        item.revised_at = actor.now
        item.change_note = note


def _settled(session: Session, plan: Plan, zone: tzinfo) -> Plan:
    """The plan with what slot, column and themes imply filled in; raises Invalid where they contradict."""
    plan = replace(plan, people=each_once(plan.people))
    if plan.slot:
        plan = _in_slot(plan, plan.slot)
    if plan.publish_on is None and plan.publish_time is not None:
        raise Invalid(N_("Có giờ thì phải có ngày. Nhập ngày hoặc bỏ giờ."), field="publish_on")
    if plan.deadline_at is None and plan.column and plan.publish_on:
        plan = replace(plan, deadline_at=due(session, plan.column, plan.publish_on, zone))
    campaigns = {theme.campaign_id for theme in plan.themes}
    if plan.campaign is None and len(campaigns) == 1:
        plan = replace(plan, campaign=plan.themes[0].campaign)
    if plan.campaign and campaigns - {plan.campaign.id}:
        raise Invalid(N_("Chủ đề phải thuộc đợt tuyên truyền đã chọn. Chọn lại chủ đề hoặc đợt."), field="themes")
    if len(campaigns) > 1:
        raise Invalid(N_("Các chủ đề thuộc nhiều đợt khác nhau. Chọn chủ đề của một đợt."), field="themes")
    _check_campaign_days(plan)
    return plan


def _in_slot(plan: Plan, slot: Slot) -> Plan:
    if slot.state is SlotState.SKIPPED:
        raise Invalid(N_("Kỳ này đã bỏ. Chọn kỳ khác hoặc khôi phục kỳ trước."), field="slot")
    if plan.publish_on not in (None, slot.on):
        raise Invalid(
            N_("Ngày dự kiến không trùng kỳ đã chọn (%(day)s). Sửa ngày hoặc bỏ chọn kỳ."),
            {"day": short_date(slot.on)},
            field="publish_on",
        )
    return replace(plan, column=slot.column, publish_on=slot.on, publish_time=plan.publish_time or slot.hour)


def _check_campaign_days(plan: Plan) -> None:
    campaign, day = plan.campaign, plan.publish_on
    if campaign is None or day is None:
        return
    if day < campaign.starts_on or (campaign.ends_on and day > campaign.ends_on):
        ends = short_date(campaign.ends_on) if campaign.ends_on else "…"
        raise Invalid(
            N_("Ngày dự kiến nằm ngoài đợt “%(campaign)s” (%(first)s – %(last)s). Chọn ngày trong đợt."),
            {"campaign": campaign.short_title, "first": short_date(campaign.starts_on), "last": ends},
            field="publish_on",
        )


def _refuse_stopped(item: PlannedItem) -> None:
    if item.status in STOPPED:
        raise Conflict(
            N_("Tin, bài ở trạng thái “%(status)s” nên không dời ngày được. Đổi trạng thái trước."),
            {"status": item.status.label},
        )


def _refuse_taken(session: Session, item: PlannedItem, slot: Slot | None) -> None:
    """Two items share a slot only when somebody says so in the form; a drag never does it by accident."""
    if slot is None or slot is item.slot:
        return
    other = next((one for one in items_of_slot(session, slot.id) if one is not item), None)
    if other is not None:
        raise Conflict(
            N_("Kỳ %(day)s của chuyên mục đã có “%(title)s”. Dời bài đó trước hoặc chọn ngày khác."),
            {"day": short_date(slot.on), "title": other.title},
        )


def _compare(session: Session, actor: Actor, item: PlannedItem) -> None:
    """What was published before it was planned must still find its plan; a day to come has nothing to compare yet."""
    if item.publish_on is None or item.publish_on <= actor.now.date() + timedelta(days=DAYS_BEFORE + 1):
        suggest_for_plan(session, item, actor.now)


def _fill(item: PlannedItem, plan: Plan, zone: tzinfo) -> None:
    item.title, item.title_fold = plan.title, fold(plan.title)
    item.genre, item.medium, item.exemplar = plan.genre, plan.medium, plan.exemplar
    item.brief, item.place, item.note = plan.brief, plan.place, plan.note
    item.campaign, item.column = plan.campaign, plan.column
    item.themes = list(plan.themes)
    _place(item, plan, zone)
    _set_people(item, plan.people)


def _place(item: PlannedItem, plan: Plan, zone: tzinfo) -> None:
    item.slot, item.deadline_at = plan.slot, plan.deadline_at
    item.publish_on = plan.publish_on
    on, at = plan.publish_on, plan.publish_time
    item.publish_at = instant(on, at, zone) if on and at else None


def _set_people(item: PlannedItem, people: Iterable[tuple[Person, str]]) -> None:
    """Rows of people who stay are kept: deleting and adding the same pair would break its uniqueness."""
    present = {one.person.id: one for one in item.assignments}
    rows: list[Assignment] = []
    for position, (person, part) in enumerate(people):
        row = present.get(person.id) or Assignment(person=person)
        row.part, row.position = part, position
        rows.append(row)
    item.assignments = rows


def _typed_and_stored(typed: Mapping[str, str], stored: Mapping[str, str]) -> list[tuple[str, str, str]]:
    return [(name, words, stored[name]) for name, words in typed.items() if words != stored[name]]
