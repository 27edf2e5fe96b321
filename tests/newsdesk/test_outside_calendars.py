"""Calendars from elsewhere read by the worker over real HTTP: replaced when good, kept when not, asked politely."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from feeds.ical_reading import read_calendar
from planner.config import Settings
from planner.jobs.outside_calendars import read_round
from planner.models import OutsideCalendar, OutsideEvent
from planner.newsdesk import outside_calendars as desk
from planner.newsdesk.outside_calendars import Read, claim, pause_after, window_on
from tests.factories import NOW, TODAY, actor
from tests.feeds.newspaper import Newspaper

ONE = b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Giao ban\r\nDTSTART:20261124T010000Z\r\nEND:VEVENT\r\n"
OTHER = ONE.replace(b"Giao ban", b"Dai hoi")
END = b"END:VCALENDAR\r\n"


@pytest.fixture
def calendar(session: Session, settings: Settings, newspaper: Newspaper) -> OutsideCalendar:
    read = Read(read_calendar(ONE + END, window_on(TODAY, settings.zone)))
    made = desk.add_calendar(
        session, actor(), name="Lịch bộ", url=newspaper.url("/lich.ics"), unit=None, read=read, seen_by="Mọi đơn vị"
    )
    made.next_poll_at = NOW
    session.commit()
    return made


@pytest.fixture
def read(engine: Engine, settings: Settings, newspaper: Newspaper, session: Session) -> Callable[[datetime], int]:
    allowed = replace(settings, fetch_allow=(f"127.0.0.1:{newspaper.port}",))

    def run(at: datetime) -> int:
        session.commit()
        count = read_round(engine, allowed, at, worker="thử")
        session.expire_all()
        return count

    return run


def titles(session: Session) -> list[str]:
    return list(session.scalars(select(OutsideEvent.title).order_by(OutsideEvent.id)))


def test_a_good_answer_replaces_the_events_and_the_next_one_is_asked_for_in_an_hour(
    session: Session, calendar: OutsideCalendar, newspaper: Newspaper, read: Callable[[datetime], int]
) -> None:
    newspaper.answer("/lich.ics", body=OTHER + END)
    assert read(NOW) == 1
    assert titles(session) == ["Dai hoi"]
    assert (calendar.problem, calendar.failures, calendar.lease_by) == ("", 0, "")
    assert calendar.next_poll_at == NOW + timedelta(hours=1)
    assert read(NOW + timedelta(minutes=59)) == 0


def test_an_unchanged_calendar_is_told_so_and_once_a_day_the_whole_is_asked_for(
    session: Session, calendar: OutsideCalendar, newspaper: Newspaper, read: Callable[[datetime], int]
) -> None:
    asked: list[str | None] = []

    def answer(request: BaseHTTPRequestHandler) -> None:
        asked.append(request.headers.get("If-None-Match"))
        request.send_response(304 if asked[-1] else 200)
        request.send_header("ETag", '"a"')
        request.send_header("Content-Length", "0" if asked[-1] else str(len(ONE + END)))
        request.end_headers()
        if not asked[-1]:
            request.wfile.write(ONE + END)

    newspaper.answers["/lich.ics"] = answer
    calendar.last_full_at = NOW - timedelta(days=1)
    for hours in (0, 1, 2, 25):
        assert read(NOW + timedelta(hours=hours)) == 1
    assert asked == [None, '"a"', '"a"', None]
    assert titles(session) == ["Giao ban"]


@pytest.mark.parametrize(
    ("status", "body", "problem"),
    [(500, b"", "http-5xx"), (410, b"", "gone"), (200, b"<html>Dang nhap</html>", "not-a-feed"), (200, b"", "empty")],
)
def test_a_failure_keeps_what_was_there_says_why_and_comes_back_later_each_time(
    session: Session,
    calendar: OutsideCalendar,
    newspaper: Newspaper,
    read: Callable[[datetime], int],
    status: int,
    body: bytes,
    problem: str,
) -> None:
    newspaper.answer("/lich.ics", body=body, status=status)
    read(NOW)
    assert (titles(session), calendar.problem, calendar.failures) == (["Giao ban"], problem, 1)
    assert calendar.next_poll_at == NOW + timedelta(hours=2)
    assert [pause_after(count) for count in (2, 3, 9, 99)] == [
        timedelta(hours=4),
        timedelta(hours=8),
        timedelta(days=1),
        timedelta(days=1),
    ]
    newspaper.answer("/lich.ics", body=OTHER + END)
    read(NOW + timedelta(hours=2))
    assert (titles(session), calendar.problem, calendar.failures) == (["Dai hoi"], "", 0)


def test_a_place_inside_the_house_is_not_asked(
    session: Session, calendar: OutsideCalendar, newspaper: Newspaper, engine: Engine, settings: Settings
) -> None:
    assert read_round(engine, settings, NOW, worker="thử") == 1
    session.expire_all()
    assert (calendar.problem, newspaper.asked) == ("blocked-address", [])


def test_two_workers_do_not_read_one_calendar_and_a_lost_lease_stores_nothing(
    session: Session, calendar: OutsideCalendar, settings: Settings
) -> None:
    assert claim(session, calendar.id, "một", NOW)
    assert not claim(session, calendar.id, "hai", NOW)
    other = Read(read_calendar(OTHER + END, window_on(TODAY, settings.zone)))
    assert not desk.take_in(session, calendar.id, "hai", other, NOW)
    assert titles(session) == ["Giao ban"]


def test_a_paused_calendar_is_not_read_and_a_removed_one_leaves_only_its_history(
    session: Session, calendar: OutsideCalendar, read: Callable[[datetime], int]
) -> None:
    desk.pause(session, actor(), calendar)
    assert read(NOW) == 0
    desk.resume(session, actor(now=NOW), calendar)
    assert calendar.next_poll_at == NOW
    desk.remove(session, actor(), calendar)
    session.commit()
    assert titles(session) == []
    assert session.scalars(select(OutsideCalendar)).all() == []
