"""Seven days of answers, good and bad: a zero is said only when nothing can have been published unseen."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feeds.records import FetchResult
from feeds.rss import parse_document
from planner.domain.coverage import Measure
from planner.domain.health import ADVICE
from planner.domain.periods import Period
from planner.domain.tally import Filter
from planner.models import Fetch, Notice, Observation, Source
from planner.newsdesk.ingest import Desk, Received, take_in
from planner.queries.board import figures_of
from planner.queries.campaigns import campaign_by_key
from planner.queries.coverage import Scope
from planner.vocabulary import FetchProblem, NoticeKind, Role, SourceState
from tests.factories import make_campaign, make_person, make_source, make_unit

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
BEGIN = datetime(2026, 11, 2, tzinfo=ZONE)
STEP, DAYS, HOUR = timedelta(hours=12), 7, timedelta(hours=1)
HTML = b"<!doctype html><html><head><title>%s</title></head><body>Xin chao</body></html>"
PINNED = ("Ghim", "https://bao.example.vn/ghim-1/", BEGIN - timedelta(days=300))

Item = tuple[str, str, datetime]
Answer = Callable[[datetime], Received]


def item(at: datetime) -> Item:
    return f"Tin lúc {at:%H:%M ngày %d/%m}", f"https://bao.example.vn/tin-{at:%Y%m%d%H%M}/", at


def body_of(items: list[Item], said: str = "") -> bytes:
    rows = "".join(
        f"<item><title>{title}</title><link>{link}</link><pubDate>{at:%a, %d %b %Y %H:%M:%S +0700}</pubDate></item>"
        for title, link, at in items
    )
    return f'<rss version="2.0"><channel><title>Báo {said}</title>{rows}</channel></rss>'.encode()


def result_of(
    at: datetime, body: bytes = b"", *, status: int | None = 200, error: str = "", detail: str = ""
) -> FetchResult:
    return FetchResult(
        requested_url="https://bao.example.vn/rss",
        final_url="https://bao.example.vn/rss",
        redirects=(),
        status=status,
        error=error,
        detail=detail,
        body=body,
        content_type="text/xml",
        sha256=sha256(body).hexdigest() if body else "",
        etag='"v1"',
        last_modified="",
        retry_after=None,
        max_age=None,
        started=at,
        seconds=0.1,
        wire_bytes=len(body),
        not_modified=status == 304,
    )


def answering(at: datetime, body: bytes) -> Received:
    document = parse_document(body, content_type="text/xml", base_url="https://bao.example.vn/rss", zone=ZONE, now=at)
    return Received(result_of(at, body), document)


def failing(error: str, status: int | None = None, detail: str = "") -> Answer:
    return lambda at: Received(result_of(at, status=status, error=error, detail=detail))


def said(body: bytes) -> Answer:
    return lambda at: answering(at, body)


def healthy(at: datetime, every: timedelta = timedelta(hours=3), count: int = 20) -> Received:
    """A newspaper with an item every three hours, whatever it is about."""
    newest = BEGIN + ((at - BEGIN) // every) * every
    return answering(at, body_of([item(newest - number * every) for number in range(count)]))


def overflowing(at: datetime, pinned: tuple[Item, ...] = ()) -> Received:
    """An item in every minute: what stood there twelve hours ago is long gone."""
    return answering(at, body_of([*pinned, *(item(at - number * timedelta(minutes=1)) for number in range(24))]))


def silent(at: datetime) -> Received:
    """A daily source whose newest item is eight days old before the period begins; the document is written anew."""
    old = [item(BEGIN - timedelta(days=8 + number)) for number in range(40)]
    return answering(at, body_of(old, said=f"{at:%d %H:%M}"))


def nameless(at: datetime) -> Received:
    rows = "".join(f"<item><title>Bản tin {number}</title></item>" for number in range(10))
    return answering(at, f'<rss version="2.0"><channel>{rows}</channel></rss>'.encode())


def unmodified(at: datetime) -> Received:
    """304 for ever, and nobody asks for the whole any more."""
    return Received(result_of(at, status=304), full=False)


BLIND: dict[str, Answer] = {
    "connection refused": failing("connect"),
    "no such name": failing("dns", detail="name not found"),
    "server error": failing("http-5xx", 500),
    "a challenge page with 200": said(HTML % b"Just a moment..."),
    "a login page with 200": said(HTML % b"Dang nhap"),
    "an empty channel": said(body_of([])),
    "no byte at all": said(b""),
    "a daily source that fell silent": silent,
    "304 for ever while the site moves on": unmodified,
    "a window that overflows": overflowing,
    "a window that overflows under a pinned item": lambda at: overflowing(at, (PINNED,)),
    "items with neither date nor identity": nameless,
}


@dataclass
class Week:
    """A unit's only source, read every twelve hours by a clock of its own."""

    session: Session
    source: Source
    unit_id: int

    def read(self, at: datetime, answer: Answer) -> Fetch | None:
        take_in(self.session, self.source.id, answer(at), Desk("", at, ZONE))
        self.session.flush()
        return self.session.scalar(select(Fetch).order_by(Fetch.id.desc()).limit(1))

    def read_all(self, answer: Answer, *, begin: datetime = BEGIN, days: int = DAYS) -> None:
        for number in range(days * 2 + 1):
            self.read(begin + number * STEP, answer)

    def outside(self, now: datetime = BEGIN + timedelta(days=DAYS)) -> int | None:
        """How many items outside the plan the unit had in the seven days: the figure a board would read."""
        campaign = campaign_by_key(self.session, "thu-nghiem")
        assert campaign is not None
        last = date(2026, 11, 8)
        figures = figures_of(
            self.session,
            campaign,
            Scope(campaign.id, Period(date(2026, 11, 2), last)),
            today=last,
            zone=ZONE,
            now=now,
        )
        return figures.count(Filter(Measure.OUTSIDE, unit_id=self.unit_id))


@pytest.fixture
def week(session: Session) -> Week:
    unit = make_unit(session)
    make_campaign(session, unit, key="thu-nghiem")
    source = make_source(session, unit, "https://bao.example.vn/rss")
    week = Week(session, source, unit.id)
    week.read_all(healthy, begin=BEGIN - timedelta(days=1), days=1)
    return week


# The rules are the same on both engines, and so are the statements, which the tests below try on both.
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("case", BLIND)
def test_a_week_nobody_could_see_is_never_called_empty(week: Week, case: str) -> None:
    week.read_all(BLIND[case])

    assert week.outside() is None


def test_a_week_of_a_healthy_feed_about_other_things_reads_zero(week: Week) -> None:
    week.read_all(healthy)

    assert week.outside() == 0
    assert len(week.session.scalars(select(Observation)).all()) == 1


def test_a_paused_source_leaves_the_week_open(week: Week) -> None:
    week.source.state = SourceState.PAUSED

    assert week.outside() is None


def test_a_source_that_was_silent_from_the_beginning_proves_nothing(session: Session, week: Week) -> None:
    fresh = make_source(session, week.source.periods[0].unit)
    late = Week(session, fresh, week.unit_id)
    late.read_all(silent, days=2)

    assert (fresh.state, fresh.anchor_at) == (SourceState.LATE, None)
    assert not session.scalars(select(Observation).where(Observation.source_id == fresh.id)).all()


@pytest.mark.parametrize(("window", "figure"), [(12, 0), (2, None)])
def test_an_outage_heals_only_when_a_later_window_reaches_back_before_it(
    week: Week, window: int, figure: int | None
) -> None:
    half = timedelta(minutes=30)
    week.read(BEGIN + HOUR, lambda at: healthy(at, half, 24))
    week.read(BEGIN + 2 * HOUR, failing("connect"))
    week.read(BEGIN + 4 * HOUR, lambda at: healthy(at, half, window * 2 + 1))

    assert week.outside(BEGIN + 4 * HOUR) is figure
    # One wide window later everything is known again.
    week.read(BEGIN + 5 * HOUR, lambda at: healthy(at, half, 24))
    assert week.outside(BEGIN + 5 * HOUR) == 0


def test_304_says_something_as_long_as_a_full_answer_confirms_it_every_day(week: Week) -> None:
    for number in range(DAYS * 2 + 1):
        week.read(BEGIN + number * STEP, unmodified if number % 2 else healthy)

    assert week.outside() == 0


def test_a_possible_loss_is_noted_and_the_next_fetch_comes_sooner(week: Week) -> None:
    before = week.source.interval_min
    fetch = week.read(BEGIN + STEP, overflowing)

    assert fetch is not None
    assert "possible-loss" in fetch.notes
    assert (fetch.observed_from, fetch.next_why) == (None, "window")
    assert week.source.interval_min < before


def test_a_trouble_is_told_once_to_those_who_can_do_something(week: Week) -> None:
    session, unit = week.session, week.source.periods[0].unit
    administrator, editor = make_person(session, role=Role.ADMINISTRATOR), make_person(session, unit)
    make_person(session, unit, Role.REPORTER)
    make_person(session, make_unit(session))
    for number in range(4):
        week.read(BEGIN + number * STEP, failing("http-4xx", 404))
    week.read(BEGIN + 4 * STEP, healthy)
    week.read(BEGIN + 5 * STEP, said(body_of([])))
    # A single empty answer may be a hiccup; the second in a row is none.
    assert session.scalar(select(func.count()).select_from(Notice)) == 2
    week.read(BEGIN + 6 * STEP, said(body_of([])))

    notices = session.scalars(select(Notice).order_by(Notice.id)).all()
    assert [(one.person_id, one.unit_id, one.kind) for one in notices] == [
        (administrator.id, None, NoticeKind.SOURCE),
        (editor.id, unit.id, NoticeKind.SOURCE),
    ] * 2
    assert [one.changes[0]["after"] for one in notices[::2] if one.changes] == [SourceState.FAILING.label]
    assert notices[0].words.startswith(FetchProblem.HTTP_4XX.label)
    assert ADVICE[FetchProblem.EMPTY] in notices[2].words


def test_a_source_that_does_not_count_alerts_nobody(week: Week) -> None:
    make_person(week.session, role=Role.ADMINISTRATOR)
    week.source.counts = False
    week.read(BEGIN, failing("gone", 410))

    assert week.session.scalar(select(func.count()).select_from(Notice)) == 0
