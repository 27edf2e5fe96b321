"""The demonstration newsroom: believable, complete, and its units apart from each other."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from planner.cli.demo import shipped_books
from planner.database import open_engine
from planner.domain.access import may_see_plan, plan_visibility
from planner.models import (
    CheckLine,
    DayNote,
    Exemplar,
    History,
    Match,
    Mention,
    Pattern,
    Person,
    PlannedItem,
    PublishedItem,
    Relevance,
    SavedFilter,
    Slot,
    Source,
    StoredReport,
    Target,
    Urging,
    Work,
)
from planner.newsdesk.demo import Books, build
from planner.newsdesk.demo_people import Account
from planner.newsdesk.demo_tracking import move_source
from planner.queries.demo import is_empty, set_up_at
from planner.queries.items import visible
from planner.queries.people import person_by_email
from planner.vocabulary import (
    MatchState,
    MessageKind,
    Provenance,
    RelevanceState,
    ReportState,
    Role,
    SlotState,
    Status,
    UrgingState,
)
from tests.factories import NOW, TODAY, actor, viewer

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
URL = "http://127.0.0.1:8000/trinh-dien/bao-dien-tu.rss"
AHEAD = {Status.IDEA, Status.PLANNED, Status.IN_PROGRESS, Status.SUBMITTED, Status.APPROVED, Status.POSTPONED}
BEHIND = {Status.APPROVED, Status.PUBLISHED, Status.CANCELLED}


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """The demonstration is built on both engines by the walk of the whole chain; what it holds is the same on each."""
    return sqlite_url


@pytest.fixture(scope="module")
def books() -> Books:
    return shipped_books()


@dataclass(frozen=True, slots=True)
class Built:
    session: Session
    accounts: list[Account]

    def items(self) -> list[PlannedItem]:
        return list(self.session.scalars(select(PlannedItem)))

    def person(self, role: Role, number: int = 0) -> Person:
        email = [account.email for account in self.accounts if account.role is role][number]
        found = person_by_email(self.session, email)
        assert found is not None
        return found


@pytest.fixture
def built(session: Session, books: Books) -> Built:
    accounts = build(session, books, feed_url=URL, now=NOW, today=TODAY, zone=ZONE)
    session.flush()
    session.expire_all()
    return Built(session, accounts)


def test_every_status_fits_its_day(built: Built) -> None:
    for item in built.items():
        if item.publish_on is None:
            assert item.status in AHEAD, item.title
        else:
            assert item.status in (BEHIND if item.publish_on < TODAY else AHEAD), item.title


def test_the_plans_lie_in_the_month_before_this_one_and_the_next(built: Built) -> None:
    months = Counter((item.publish_on.year, item.publish_on.month) for item in built.items() if item.publish_on)

    assert min(months[(2026, 10)], months[(2026, 11)], months[(2026, 12)]) >= 5


def test_the_plans_show_every_situation_an_editor_meets(built: Built) -> None:
    items = built.items()

    assert {item.status for item in items} == set(Status)
    assert [item for item in items if item.publish_on is None]
    assert [item for item in items if item.publish_on and item.publish_on > TODAY and not item.assignments]
    assert all(item.status_reason for item in items if item.status in (Status.POSTPONED, Status.CANCELLED))


def test_one_reporter_is_booked_twice_at_the_same_hour(built: Built) -> None:
    bookings = Counter(
        (one.person_id, item.publish_at) for item in built.items() if item.publish_at for one in item.assignments
    )

    assert max(bookings.values()) == 2


def test_nothing_in_the_history_lies_ahead_or_runs_backwards(built: Built) -> None:
    lines = built.session.scalars(select(History).order_by(History.subject, History.subject_id, History.id)).all()

    assert max(line.at for line in lines) <= NOW
    for earlier, later in pairwise(lines):
        if (earlier.subject, earlier.subject_id) == (later.subject, later.subject_id):
            assert earlier.at <= later.at, (later.subject, later.action)


def test_every_published_plan_walked_through_the_states_before(built: Built) -> None:
    published = [item for item in built.items() if item.status is Status.PUBLISHED]

    steps = Counter(
        built.session.scalars(
            select(History.subject_id).where(History.subject == "planned_item", History.action == "đổi trạng thái")
        )
    )
    assert published
    assert {steps[item.id] for item in published} == {5}


def test_some_slots_are_filled_some_are_empty_and_some_are_skipped(built: Built) -> None:
    slots = built.session.scalars(select(Slot).where(Slot.on >= TODAY)).all()
    taken = set(built.session.scalars(select(PlannedItem.slot_id).where(PlannedItem.slot_id.is_not(None))))

    assert {slot.state for slot in slots} == set(SlotState)
    assert [slot for slot in slots if slot.id in taken]
    assert [slot for slot in slots if slot.id not in taken and slot.state is SlotState.OPEN]


def test_the_feed_of_earlier_weeks_is_decided_and_the_rest_is_left_to_the_first_poll(
    built: Built, books: Books
) -> None:
    session = built.session
    known = session.scalar(
        select(func.count()).select_from(PublishedItem).where(PublishedItem.provenance == Provenance.FEED)
    )
    by_feed = select(Match).join(PublishedItem).where(PublishedItem.provenance == Provenance.FEED)
    confirmed = session.scalars(by_feed.where(Match.state == MatchState.CONFIRMED)).all()
    counted = session.scalars(select(Relevance).where(Relevance.state == RelevanceState.COUNTED)).all()

    assert known == 8
    assert len(books.feed.out(TODAY, NOW, ZONE)) > 8
    assert len(confirmed) == len([item for item in books.demo.items if item.covered])
    assert len(counted) == 2


def test_earlier_years_stand_under_the_names_of_that_time(built: Built) -> None:
    old = built.session.scalars(
        select(PublishedItem).where(PublishedItem.published_on < TODAY.replace(year=2020))
    ).all()

    assert len(old) == 8
    assert {item.unit_name for item in old} == {item.unit.names[0].name for item in old}
    assert all(".example.vn/" in item.link for item in old)


def test_the_sample_unit_does_not_see_the_plans_of_the_other(built: Built) -> None:
    stranger = viewer(built.session, built.person(Role.EDITOR, 1))
    theirs = [item for item in built.items() if item.unit_id not in stranger.unit_ids]
    seen = built.session.scalars(select(PlannedItem).where(visible(plan_visibility(stranger)))).all()

    hidden = [item for item in theirs if item.status is not Status.PUBLISHED]
    assert hidden
    assert not any(may_see_plan(stranger, item.unit_id, item.status) for item in hidden)
    assert {item.id for item in seen}.isdisjoint({item.id for item in hidden})


def test_every_account_has_a_password_of_its_own_that_is_stored_nowhere(built: Built) -> None:
    passwords = [account.password for account in built.accounts]
    people = built.session.scalars(select(Person)).all()

    assert len(set(passwords)) == len(passwords) == len(people)
    assert len({person.password_hash for person in people}) == len(people)
    assert all(person.password_hash.startswith("$argon2id$") for person in people)
    assert {role: sum(account.role is role for account in built.accounts) for role in Role} == {
        Role.ADMINISTRATOR: 1,
        Role.EDITOR: 2,
        Role.REPORTER: 5,
        Role.BOARD: 1,
    }


def test_a_database_with_a_demonstration_is_not_empty(session: Session, books: Books) -> None:
    before = is_empty(session)

    build(session, books, feed_url=URL, now=NOW, today=TODAY, zone=ZONE)

    assert (before, is_empty(session)) == (True, False)


def test_the_source_follows_the_port_and_keeps_its_day_zero(built: Built) -> None:
    later = NOW + timedelta(days=2)
    moved = move_source(built.session, actor(now=later), "bao-dien-tu", URL.replace("8000", "8123"))
    again = move_source(built.session, actor(now=later), "bao-dien-tu", URL.replace("8000", "8123"))

    source = built.session.scalars(select(Source)).one()
    assert (moved, again) == (True, False)
    assert source.url == URL.replace("8000", "8123")
    assert set_up_at(built.session, "bao-dien-tu") == NOW


@pytest.mark.parametrize("days", range(7))
def test_the_demonstration_can_be_set_up_on_any_day_of_the_week(sqlite_url: str, books: Books, days: int) -> None:
    now, today = NOW + timedelta(days=days), TODAY + timedelta(days=days)
    engine = open_engine(sqlite_url)
    with Session(engine) as session:
        build(session, books, feed_url=URL, now=now, today=today, zone=ZONE)
        past = session.scalars(select(PlannedItem).where(PlannedItem.publish_on < today)).all()
        coming = session.scalars(select(PlannedItem).where(PlannedItem.publish_on >= today)).all()

        assert {item.status for item in past} <= BEHIND
        assert {item.status for item in coming} <= AHEAD
    engine.dispose()


def test_the_desk_shows_everything_an_editor_keeps_beside_the_plans(built: Built) -> None:
    session = built.session
    kinds = (DayNote, Exemplar, SavedFilter, Pattern, Mention, CheckLine, Work)
    assert [kind.__tablename__ for kind in kinds if session.scalar(select(func.count()).select_from(kind)) == 0] == []
    told = session.scalar(select(func.count()).where(PlannedItem.exemplar_id.is_not(None)))
    media = session.scalars(select(PlannedItem.medium).where(PlannedItem.work_id.is_not(None))).all()
    assert (told, len(set(media))) == (3, 2)


def test_last_months_report_is_closed_and_this_months_is_a_draft(built: Built) -> None:
    closed, draft = built.session.scalars(select(StoredReport).order_by(StoredReport.first))

    assert (closed.state, draft.state) == (ReportState.CLOSED, ReportState.DRAFT)
    assert closed.last < draft.first <= TODAY
    assert list(closed.edition.own) == ["4.1"]


def test_the_board_has_set_targets_and_urged_about_slots_nothing_came_for(built: Built) -> None:
    targets = list(built.session.scalars(select(Target)))
    open_note, settled = sorted(built.session.scalars(select(Urging)), key=lambda one: one.state.value, reverse=True)
    empty = [built.session.get(Slot, one.subject_id) for one in (open_note, settled)]
    filled = set(built.session.scalars(select(PlannedItem.slot_id).where(PlannedItem.status == Status.PUBLISHED)))

    assert all(target.first <= TODAY <= target.last for target in targets)
    assert (open_note.state, settled.state) == (UrgingState.OPEN, UrgingState.CLOSED)
    assert [one.kind for one in settled.messages] == [MessageKind.REPLY, MessageKind.CLOSED]
    assert all(slot is not None and slot.on < TODAY and slot.id not in filled for slot in empty)
