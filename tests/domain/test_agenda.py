"""What a private calendar says of a planned item, and when its revision moves."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.ical import CalendarEvent, CalendarTask, event_bytes, render
from planner.domain.agenda import Agenda, AgendaItem, calendar_of, entries_of, events_of
from planner.vocabulary import CalendarContent, CalendarScope, PrefixStyle, Status

FEED_DAY = date(2026, 11, 23)
AT = datetime(2026, 11, 25, 7, 0, tzinfo=UTC)  # 14:00 in the newsroom
AGENDA = Agenda(
    subject="Nguyễn Thị Thử",
    scope=CalendarScope.MINE,
    content=CalendarContent.ALL,
    style=PrefixStyle.TEXT,
    alarm_min=60,
    feed_day=FEED_DAY,
    domain="co-dinh.invalid",
    zone=ZoneInfo("Asia/Ho_Chi_Minh"),
    page_url="https://lich.example.vn/dang-ky-lich",
    item_url=lambda number: f"https://lich.example.vn/tin-bai/{number}",
)
ITEM = AgendaItem(
    id=7,
    title="Mô hình hay ở hợp tác xã",
    brief="Gặp chủ nhiệm.",
    place="Xã Thử",
    status=Status.PLANNED,
    reason="",
    publish_on=date(2026, 11, 25),
    publish_at=AT,
    deadline_at=None,
    minutes=None,
    genre="phóng sự",
    column="Khoa học và đời sống",
    themes=("Chuyển đổi số",),
    people=("Nguyễn Thị Thử (viết)", "Trần Văn Nghiệm"),
    sequence=3,
    revised_at=datetime(2026, 11, 20, 2, 12, tzinfo=UTC),
    change_note="",
)


def work(item: AgendaItem = ITEM, agenda: Agenda = AGENDA) -> CalendarEvent:
    """The one event of the work itself."""
    (event,) = [event for event in events_of(item, agenda) if event.uid.startswith("item-")]
    return event


def test_an_item_at_an_hour_lasts_an_hour_when_its_column_does_not_say() -> None:
    event = work()
    assert (event.start, event.end) == (AT, AT + timedelta(hours=1))
    assert work(replace(ITEM, minutes=10)).end == AT + timedelta(minutes=10)
    assert (event.uid, event.status, event.transparent) == ("item-7@co-dinh.invalid", "CONFIRMED", False)
    assert event.alarms == (timedelta(hours=1),)


def test_an_item_without_an_hour_takes_the_whole_day_and_no_alarm() -> None:
    event = work(replace(ITEM, publish_at=None))
    assert (event.start, event.end) == (date(2026, 11, 25), date(2026, 11, 26))
    assert event.transparent
    assert event.alarms == ()


@pytest.mark.parametrize("status", [Status.CANCELLED, Status.POSTPONED])
def test_what_is_cancelled_may_be_kept_as_confirmed_behind_its_prefix(status: Status) -> None:
    gone = replace(ITEM, status=status, reason="Trùng đề tài")
    kept = work(gone, replace(AGENDA, keep_cancelled=True))
    assert (work(gone).status, kept.status) == ("CANCELLED", "CONFIRMED")
    assert kept.summary == work(gone).summary
    assert (kept.transparent, kept.alarms) == (True, ())


def test_our_words_come_in_the_links_language_and_the_plans_as_they_were_written() -> None:
    english = replace(AGENDA, language="en")
    item = replace(ITEM, status=Status.CANCELLED, reason="Trùng đề tài", deadline_at=AT, themes=(), people=())
    event = work(item, english)
    assert event.summary == "[CANCELLED] Mô hình hay ở hợp tác xã"
    assert event.description.split("\n")[1:] == [
        "Reason: Trùng đề tài",
        "Gặp chủ nhiệm.",
        "Column: Khoa học và đời sống",
        "Genre: phóng sự",
    ]
    assert calendar_of([item], english).name == "Newsroom calendar – Nguyễn Thị Thử"
    late = replace(item, status=Status.PLANNED)
    (deadline,) = [one for one in events_of(late, english) if one.uid.startswith("deadline-")]
    assert deadline.summary == "⏰ Deadline: Mô hình hay ở hợp tác xã"
    assert work(item, english).uid == work(item).uid


def test_the_description_starts_with_the_link_and_ends_with_the_people() -> None:
    assert work().description.split("\n") == [
        "https://lich.example.vn/tin-bai/7",
        "Gặp chủ nhiệm.",
        "Chuyên mục: Khoa học và đời sống",
        "Thể loại: phóng sự",
        "Chủ đề: Chuyển đổi số",
        "Người thực hiện: Nguyễn Thị Thử (viết), Trần Văn Nghiệm",
    ]


@pytest.mark.parametrize(
    ("status", "summary", "calendar_status"),
    [
        (Status.IDEA, "[Ý TƯỞNG] Mô hình hay ở hợp tác xã", "TENTATIVE"),
        (Status.PLANNED, "Mô hình hay ở hợp tác xã", "CONFIRMED"),
        (Status.PUBLISHED, "[ĐÃ ĐĂNG, PHÁT] Mô hình hay ở hợp tác xã", "CONFIRMED"),
        (Status.POSTPONED, "[HOÃN] Mô hình hay ở hợp tác xã", "CANCELLED"),
        (Status.CANCELLED, "[HỦY] Mô hình hay ở hợp tác xã", "CANCELLED"),
    ],
)
def test_the_title_says_the_state_first(status: Status, summary: str, calendar_status: str) -> None:
    event = work(replace(ITEM, status=status))
    assert (event.summary, event.status) == (summary, calendar_status)


def test_a_cancelled_item_leaves_the_time_free_says_why_and_goes_after_two_weeks() -> None:
    cancelled = replace(ITEM, status=Status.CANCELLED, reason="Trùng đề tài")
    event = work(cancelled)
    assert event.transparent
    assert event.alarms == ()
    assert "Lý do: Trùng đề tài" in event.description
    last_day = replace(AGENDA, feed_day=date(2026, 12, 9))
    assert len(list(events_of(cancelled, last_day))) == 1
    assert list(events_of(cancelled, replace(AGENDA, feed_day=date(2026, 12, 10)))) == []


def test_a_deadline_is_an_event_of_its_own_while_the_copy_is_due() -> None:
    due = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
    item = replace(ITEM, deadline_at=due)
    (deadline,) = [event for event in events_of(item, AGENDA) if event.uid == "deadline-7@co-dinh.invalid"]
    assert deadline.summary == "⏰ Hạn nộp: Mô hình hay ở hợp tác xã"
    assert (deadline.start, deadline.transparent) == (due, True)
    assert deadline.alarms == (timedelta(days=1), timedelta(hours=1))
    assert len(list(events_of(item, replace(AGENDA, content=CalendarContent.WORK)))) == 1
    assert len(list(events_of(replace(item, status=Status.SUBMITTED), AGENDA))) == 1


def test_a_backlog_item_shows_only_its_deadline() -> None:
    item = replace(ITEM, publish_on=None, publish_at=None, deadline_at=AT)
    assert [event.uid for event in events_of(item, AGENDA)] == ["deadline-7@co-dinh.invalid"]


def test_a_link_of_deadlines_shows_nothing_else_and_one_of_the_work_shows_no_deadline() -> None:
    item = replace(ITEM, deadline_at=AT - timedelta(days=1))
    shown = {
        content: [event.uid for event in events_of(item, replace(AGENDA, content=content))]
        for content in (CalendarContent.ALL, CalendarContent.WORK, CalendarContent.DEADLINES)
    }
    work_uid, deadline_uid = "item-7@co-dinh.invalid", "deadline-7@co-dinh.invalid"
    assert shown[CalendarContent.ALL] == [work_uid, deadline_uid]
    assert shown[CalendarContent.WORK] == [work_uid]
    assert shown[CalendarContent.DEADLINES] == [deadline_uid]


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (Status.PLANNED, "NEEDS-ACTION"),
        (Status.IN_PROGRESS, "IN-PROCESS"),
        (Status.SUBMITTED, "COMPLETED"),
        (Status.CANCELLED, "CANCELLED"),
    ],
)
def test_a_task_is_due_with_its_copy_and_done_when_handed_in(status: Status, told: str) -> None:
    due = AT - timedelta(days=1)
    agenda = replace(AGENDA, content=CalendarContent.TASKS)
    (task,) = entries_of(replace(ITEM, deadline_at=due, status=status), agenda)
    assert isinstance(task, CalendarTask)
    assert (task.uid, task.due, task.status) == ("task-7@co-dinh.invalid", due, told)
    assert list(entries_of(replace(ITEM, publish_at=None), agenda)) == []
    assert b"BEGIN:VTODO" in render(calendar_of([replace(ITEM, deadline_at=due)], agenda))


def test_a_sign_before_the_title_is_as_good_as_words() -> None:
    signs = replace(AGENDA, style=PrefixStyle.SIGN)
    assert work(replace(ITEM, status=Status.POSTPONED), signs).summary == "⏸ Mô hình hay ở hợp tác xã"
    assert work(ITEM, signs).summary == "Mô hình hay ở hợp tác xã"


@pytest.mark.parametrize(
    ("scope", "content", "name"),
    [
        (CalendarScope.MINE, CalendarContent.ALL, "Lịch tòa soạn – Nguyễn Thị Thử"),
        (CalendarScope.COLUMN, CalendarContent.WORK, "Chuyên mục – Nguyễn Thị Thử"),
        (CalendarScope.UNIT, CalendarContent.DEADLINES, "Hạn nộp bài – Nguyễn Thị Thử"),
        (CalendarScope.MINE, CalendarContent.TASKS, "Việc cần làm – Nguyễn Thị Thử"),
    ],
)
def test_a_calendar_is_named_by_what_it_holds(scope: CalendarScope, content: CalendarContent, name: str) -> None:
    assert calendar_of([], replace(AGENDA, scope=scope, content=content)).name == name


@pytest.mark.parametrize(("day", "shown"), [(-31, False), (-30, True), (0, True), (365, True), (366, False)])
def test_the_window_reaches_thirty_days_back_and_a_year_ahead(day: int, shown: bool) -> None:
    item = replace(ITEM, publish_on=FEED_DAY + timedelta(days=day), publish_at=None)
    assert bool(list(events_of(item, AGENDA))) is shown


def test_a_change_is_marked_through_the_next_feed_day_and_then_the_mark_goes_as_a_change_of_its_own() -> None:
    changed = replace(
        ITEM, revised_at=datetime(2026, 11, 23, 2, 12, tzinfo=UTC), change_note="14:00 → 16:00", sequence=4
    )
    shown = [work(changed, replace(AGENDA, feed_day=FEED_DAY + timedelta(days=days))) for days in range(3)]

    assert [event.summary.startswith("✳ ") for event in shown] == [True, True, False]
    assert shown[0].description.split("\n")[1] == "Thay đổi 09:12 ngày 23/11/2026: 14:00 → 16:00"
    assert event_bytes(shown[0]) == event_bytes(shown[1])
    assert shown[2].modified > shown[1].modified
    assert shown[2].sequence > shown[1].sequence
    assert work(replace(changed, sequence=5), AGENDA).sequence > shown[2].sequence


VALUES: dict[str, st.SearchStrategy[Any]] = {
    "title": st.text(min_size=1, max_size=30),
    "brief": st.text(max_size=30),
    "place": st.text(max_size=20),
    "status": st.sampled_from(list(Status)),
    "minutes": st.none() | st.integers(5, 90),
    "genre": st.sampled_from(["tin", "phóng sự"]),
    "column": st.sampled_from(["", "Chuyên mục khác"]),
    "themes": st.lists(st.sampled_from(["Một", "Hai"]), max_size=2, unique=True).map(tuple),
    "people": st.lists(st.sampled_from(["An", "Bình", "Chi"]), max_size=3).map(tuple),
    "publish_at": st.none() | st.integers(0, 48).map(lambda hours: AT + timedelta(hours=hours)),
    "deadline_at": st.none() | st.just(AT - timedelta(days=1)),
}
CHANGE = st.sampled_from(sorted(VALUES)).flatmap(lambda name: st.tuples(st.just(name), VALUES[name]))


@given(changes=st.lists(st.tuples(CHANGE, st.integers(1, 60), st.booleans()), min_size=1, max_size=8))
def test_whatever_a_reader_sees_changing_moves_the_revision(
    changes: list[tuple[tuple[str, Any], int, bool]],
) -> None:
    """Edits as the newsdesk makes them, hours apart, with the feed day following: other bytes, newer revision."""
    item, agenda, now = ITEM, AGENDA, datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
    before: dict[str, CalendarEvent] = {event.uid: event for event in events_of(item, AGENDA)}
    for (name, value), hours, moves_day in changes:
        now += timedelta(hours=hours)
        if moves_day:
            agenda = replace(agenda, feed_day=now.astimezone(AGENDA.zone).date())
        if getattr(item, name) != value:
            item = replace(
                item, **{name: value}, sequence=item.sequence + 1, revised_at=now, change_note=f"{name} khác"
            )
        after = {event.uid: event for event in events_of(item, agenda)}
        for uid in before.keys() & after.keys():
            if event_bytes(before[uid]) != event_bytes(after[uid]):
                assert after[uid].sequence > before[uid].sequence
                assert after[uid].modified > before[uid].modified
        before = after


@given(text=st.text(max_size=80))
def test_no_text_breaks_the_calendar(text: str) -> None:
    item = replace(ITEM, title=text or "x", brief=text, place=text, people=(text,), column=text, change_note=text)
    body = render(calendar_of([item], AGENDA))
    assert body.count(b"BEGIN:VEVENT") == body.count(b"END:VEVENT") <= 1
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))
    assert render(calendar_of([item], AGENDA)) == body
