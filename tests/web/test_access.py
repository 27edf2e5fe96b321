"""Who may call which route, made from the route table itself: a route nobody thought of fails here."""

from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, MetaData, select
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from planner import clock
from planner.domain.access import RULES, Action, Scope
from planner.domain.answer_links import Saying, sign
from planner.domain.periods import month_of
from planner.extensions import SAFE_METHODS
from planner.models import (
    Activity,
    ActivityFile,
    Attachment,
    Backfill,
    Base,
    CheckLine,
    Comment,
    DayNote,
    DayOff,
    Exemplar,
    Match,
    Move,
    OutsideCalendar,
    Person,
    PublicationLog,
    Relevance,
    Rematch,
    ReportLink,
    UnitStep,
)
from planner.newsdesk.filters import save_filter
from planner.newsdesk.report_files import ask_file
from planner.newsdesk.reporting import Desk, start_report
from planner.newsdesk.subscribing import create_link
from planner.vocabulary import BackfillWay, ExemplarKind, FileKind, LogKind, Role
from tests.factories import (
    NOW,
    TODAY,
    actor,
    make_campaign,
    make_column,
    make_item,
    make_mail,
    make_notice,
    make_person,
    make_published,
    make_slot,
    make_source,
    make_target,
    make_theme,
    make_unit,
    make_urging,
)
from tests.pages import another_visitor, sign_in, token_of

# What may be public: signing in, the language before it, the watchdog, calendars by token (in CalDAV it is the
# password), answers by a signed address, the demo's own feed.
PUBLIC = {
    "accounts.sign_in",
    "accounts.choose_language",
    "health.check",
    "subscriptions.calendar",
    "subscriptions.published",
    "report_links.read",
    "answers.show",
    "caldav.well_known",
    "caldav.home",
    "caldav.calendar",
    "caldav.entry",
    "caldav.refuse",
    "caldav.refuse_home",
    "answers.say",
    "demo.feed",
}
# Written beside a read, in a transaction of its own.
SEEN = {"sign_in": {"seen_at"}, "subscription": {"read_at", "read_by", "read_version", "left_out"}}
ROLES = list(Role)


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Rights do not depend on the engine: the whole table once is enough."""
    return sqlite_url


@dataclass(frozen=True, slots=True)
class World:
    """One row of everything, and a person of every role; ``values`` fills the places of addresses."""

    people: dict[Role, Person]
    values: dict[str, str | int]


@pytest.fixture
def world(session: Session) -> World:
    unit = make_unit(session)
    people = {role: make_person(session, unit, role) for role in ROLES}
    campaign = make_campaign(session, unit)
    theme = make_theme(session, campaign)
    column = make_column(session, unit)
    slot = make_slot(session, column, TODAY)
    item = make_item(session, unit, "Bài của đơn vị", people=(people[Role.REPORTER],), campaign=campaign)
    published = make_published(session, unit)
    match = Match(item=item, published_item=published, score=0.5, rule="thu", suggested_at=NOW)
    relevance = Relevance(campaign=campaign, published_item=published, score=0.5, rule="thu", suggested_at=NOW)
    session.add_all([match, relevance])
    day_off = DayOff(on=TODAY, name="Ngày nghỉ")
    note = DayNote(unit=unit, on=TODAY, text="Việc nội bộ", created_at=NOW)
    exemplar = Exemplar(unit=unit, kind=ExemplarKind.MODEL, name="Mô hình của đơn vị")
    session.add_all([day_off, note, exemplar])
    notice, mail = make_notice(session, people[Role.REPORTER], item), make_mail(session, people[Role.REPORTER])
    link, token = create_link(session, actor(), people[Role.REPORTER], label="Máy", today=TODAY)
    move = Move(person_id=people[Role.EDITOR].id, at=NOW)
    session.add(move)
    comment = Comment(item_id=item.id, author_id=people[Role.EDITOR].id, body="Ý kiến", at=NOW)
    line, step = (
        CheckLine(item_id=item.id, words="Gọi điện"),
        UnitStep(unit_id=unit.id, label="Dựng", status=item.status),
    )
    file = Attachment(
        item_id=item.id,
        name="a.txt",
        stored_as="a" * 32,
        sha256="",
        size=1,
        mimetype="text/plain",
        added_by=people[Role.EDITOR],
        added_at=NOW,
    )
    outside = OutsideCalendar(name="Lịch bộ", unit=unit, created_at=NOW)
    log = PublicationLog(
        unit=unit, kind=LogKind.PRINT, file_name="a.csv", sha256="", heads=["A", "B"], rows=[], created_at=NOW
    )
    source = make_source(session, unit)
    run = Backfill(source=source, way=BackfillWay.SITEMAP, first_on=TODAY, last_on=TODAY, started_at=NOW)
    activity = Activity(unit=unit, campaign=campaign, kind="khac", held_on=TODAY, count=1, created_at=NOW)
    proof = ActivityFile(
        activity=activity,
        name="b.txt",
        stored_as="b" * 32,
        sha256="",
        size=1,
        mimetype="text/plain",
        added_by=people[Role.EDITOR],
        added_at=NOW,
    )
    session.add_all([activity, proof])
    session.add_all([comment, line, step, file, outside, log, run])
    rematch = Rematch(campaign=campaign, asked_at=NOW)
    session.add(rematch)
    session.flush()
    target = make_target(session, campaign, unit)
    urging = make_urging(session, campaign, unit)
    at_desk = Desk(actor(), TODAY, ZoneInfo("Asia/Ho_Chi_Minh"))
    report = start_report(session, at_desk, campaign, month_of(TODAY), unit_ids=frozenset({unit.id}))
    report_link = ReportLink(edition=report.edition, token_hash="c" * 64, ends_on=TODAY, created_at=NOW)
    session.add(report_link)
    made = ask_file(session, actor(), report.edition, FileKind.JSON, "")
    values: dict[str, str | int] = {
        "unit_id": unit.id,
        "person_id": people[Role.EDITOR].id,
        "key": campaign.key,
        "campaign_id": campaign.id,
        "directive_id": campaign.directive_id,
        "task_id": campaign.directive.tasks[0].id,
        "theme_id": theme.id,
        "column_id": column.id,
        "slot_id": slot.id,
        "item_id": item.id,
        "day": TODAY.isoformat(),
        "day_off_id": day_off.id,
        "note_id": note.id,
        "exemplar_id": exemplar.id,
        "published_id": published.id,
        "published_item_id": published.id,
        "match_id": match.id,
        "relevance_id": relevance.id,
        "rematch_id": rematch.id,
        "source_id": source.id,
        "run_id": run.id,
        "comment_id": comment.id,
        "line_id": line.id,
        "step_id": step.id,
        "file_id": file.id,
        "link_id": link.id,
        "calendar_id": outside.id,
        "log_id": log.id,
        "activity_id": activity.id,
        "proof_id": proof.id,
        "resource": "item-1.ics",
        "answer": sign("only-for-tests", 1, Saying.ACCEPT, clock.now()),
        "move_id": move.id,
        "filter_id": save_filter(
            session, actor(people[Role.EDITOR]), name="Thử", query="cua-toi=1", person_id=people[Role.EDITOR].id
        ).id,
        "token": token,
        "name": "lich",
        "notice_id": notice.id,
        "target_id": target.id,
        "urging_id": urging.id,
        "mail_id": mail.id,
        "report_id": report.id,
        "public_id": report_link.id,
        "made_id": made.id,
        "part": "4.1",
        "kind": "json",
    }
    session.commit()
    return World(people, values)


def rules(app: Flask) -> Iterator[Rule]:
    yield from app.url_map.iter_rules()


def address(app: Flask, rule: Rule, world: World) -> str:
    """A working address of a rule; a place this test has no value for fails it."""
    values = {name: world.values[name] for name in rule.arguments}
    with app.test_request_context():
        built = app.url_map.bind("localhost").build(rule.endpoint, values)
    return built.split("localhost")[-1]


def access_of(app: Flask, rule: Rule) -> Action | str | None:
    return getattr(app.view_functions[rule.endpoint], "access", None)


def calls(app: Flask, world: World) -> list[tuple[str, str, Rule]]:
    """Every (method, address) the program answers, signing out last since it ends the session."""
    found = [
        (method, address(app, rule, world), rule)
        for rule in rules(app)
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
    ]
    return sorted(found, key=lambda call: call[2].endpoint == "accounts.sign_out")


def rows(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables without the last-seen columns."""
    metadata: MetaData = Base.metadata
    kept: dict[str, list[tuple[object, ...]]] = {}
    with engine.connect() as connection:
        for table in metadata.sorted_tables:
            columns = [column for column in table.columns if column.name not in SEEN.get(table.name, ())]
            kept[table.name] = sorted((tuple(row) for row in connection.execute(select(*columns))), key=repr)
    return kept


def test_every_route_names_its_action_or_is_public_for_a_stated_reason(app: Flask) -> None:
    unmarked = [rule.endpoint for rule in rules(app) if access_of(app, rule) is None]
    public = {rule.endpoint for rule in rules(app) if access_of(app, rule) == "public"}
    assert unmarked == []
    assert public - PUBLIC == set()


def test_a_stranger_is_sent_to_sign_in_by_every_route_that_is_not_public(
    app: Flask, client: FlaskClient, world: World
) -> None:
    token = token_of(client)
    for method, path, rule in calls(app, world):
        if access_of(app, rule) == "public":
            continue
        answer = client.open(path, method=method, data={"csrf_token": token} if method == "POST" else None)
        assert answer.status_code == 303, (method, path)
        assert answer.headers["Location"].startswith("/dang-nhap"), (method, path)


@pytest.mark.parametrize("role", ROLES)
def test_a_role_without_the_action_is_refused_and_one_with_it_is_served(
    app: Flask, client: FlaskClient, world: World, engine: Engine, role: Role
) -> None:
    """Refused with 403 and nothing changed; served means no refusal by role and no failure of the program."""
    sign_in(client, world.people[role])
    token, before = token_of(client), rows(engine)
    served = []
    for method, path, rule in calls(app, world):
        action = access_of(app, rule)
        if not isinstance(action, Action) or RULES[role].get(action, Scope.NONE) is not Scope.NONE:
            served.append((method, path, rule))
            continue
        answer = client.open(path, method=method, data={"csrf_token": token} if method == "POST" else None)
        assert answer.status_code == 403, (method, path)
    assert rows(engine) == before
    for method, path, rule in served:
        if method == "GET":
            # CalDAV asks for the password of a link, whoever is signed in.
            expected = (301, 401) if rule.endpoint.startswith("caldav.") else (200, 303, 400, 403, 404)
            assert client.get(path).status_code in expected, path


@pytest.mark.parametrize("role", ROLES)
def test_no_unsafe_request_passes_without_its_token(
    app: Flask, client: FlaskClient, world: World, engine: Engine, role: Role
) -> None:
    sign_in(client, world.people[role])
    before = rows(engine)
    for method, path, rule in calls(app, world):
        if method not in SAFE_METHODS:
            # No cookie counts at CalDAV, which refuses every way to write: there a token would be asked of programs.
            refusal = 403 if rule.endpoint.startswith("caldav.") else 400
            assert client.open(path, method=method).status_code == refusal, (method, path)
    assert rows(engine) == before


@pytest.mark.parametrize("role", ROLES)
def test_looking_changes_nothing(app: Flask, client: FlaskClient, world: World, engine: Engine, role: Role) -> None:
    sign_in(client, world.people[role])
    before = rows(engine)
    for method, path, _rule in calls(app, world):
        if method == "GET":
            client.get(path)
            client.head(path)
    after = rows(engine)
    # A private address that opens nothing is counted as a guess, so that guessing can be slowed.
    for guesses in (before, after):
        guesses["sign_in_attempt"] = [row for row in guesses["sign_in_attempt"] if row[0]]
    assert after == before


@pytest.mark.parametrize("role", [Role.EDITOR, Role.REPORTER])
def test_unpublished_plans_of_another_unit_do_not_exist(
    app: Flask, client: FlaskClient, world: World, session: Session, engine: Engine, role: Role
) -> None:
    """Neither seen nor changed, whatever else is wrong with the request."""
    sign_in(client, make_person(session, make_unit(session), role))
    token, before = token_of(client), rows(engine)
    for method, path, rule in calls(app, world):
        if "item_id" in rule.arguments:
            answer = client.open(path, method=method, data={"csrf_token": token} if method == "POST" else None)
            assert answer.status_code in ((404, 403) if method == "GET" else (400, 403, 404)), (method, path)
            assert "Bài của đơn vị" not in answer.get_data(as_text=True)
    assert rows(engine) == before


@pytest.mark.parametrize("path", ["/khong-co", "/static/khong-co.css", "/static/css/app.css", "/healthz", "/dang-nhap"])
def test_security_headers_stand_on_pages_files_and_errors(client: FlaskClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'")
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] in ("same-origin", "no-referrer")


def test_an_unforeseen_error_shows_a_page_with_headers_and_no_details(app: Flask, client: FlaskClient) -> None:
    def broken() -> str:
        raise RuntimeError("bí mật bên trong")

    app.add_url_rule("/hong", view_func=broken)
    answer = client.get("/hong")
    assert answer.status_code == 500
    assert "bí mật" not in answer.get_data(as_text=True)
    assert "Traceback" not in answer.get_data(as_text=True)
    assert answer.headers["X-Frame-Options"] == "DENY"


def test_pages_behind_sign_in_are_not_kept_by_caches(client: FlaskClient, world: World) -> None:
    sign_in(client, world.people[Role.EDITOR])
    headers = client.get("/tai-khoan").headers
    assert headers["Cache-Control"] == "no-store"
    assert "Cookie" in headers["Vary"]


def test_a_second_browser_has_a_session_of_its_own(
    app: Flask, client: FlaskClient, world: World, session: Session
) -> None:
    sign_in(client, world.people[Role.EDITOR])
    assert another_visitor(app, session).get("/tai-khoan").status_code == 303
