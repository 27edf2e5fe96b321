"""Boring makers of rows for tests: every one takes a session, fills what the test does not care about, and flushes."""

from datetime import UTC, date, datetime, time
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from planner import clock
from planner.config import DEFAULT_ZONE
from planner.domain.access import Viewer
from planner.language.collation import person_key
from planner.language.fold import fold
from planner.models import (
    Assignment,
    Campaign,
    CampaignUnit,
    Channel,
    ChannelPeriod,
    Column,
    Directive,
    Genre,
    Mail,
    Membership,
    Notice,
    Observation,
    Person,
    PlannedItem,
    PublishedItem,
    Slot,
    Source,
    SourcePeriod,
    Target,
    Task,
    Theme,
    Unit,
    UnitName,
    Urging,
)
from planner.newsdesk.history import Actor
from planner.newsdesk.signing_in import HASHER
from planner.queries.people import viewer_of
from planner.vocabulary import (
    ColumnForm,
    GapKind,
    Medium,
    NoticeChannel,
    NoticeKind,
    NoticeWhy,
    Provenance,
    Role,
    Status,
    ThemeOrigin,
    UnitKind,
    UrgingState,
)

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # thứ Hai, 09:00 in the newsroom
TODAY = date(2026, 11, 23)
PASSWORD = "mat-khau-thu-nghiem"
_HASH = HASHER.hash(PASSWORD)
_numbers = count(1)


def newsroom_today() -> date:
    """Today where the newsroom is, for what a page compares with the real day."""
    return clock.local_date(clock.now(), ZoneInfo(DEFAULT_ZONE))


def actor(person: Person | None = None, now: datetime = NOW) -> Actor:
    return Actor(person.name, now, person.id) if person else Actor("kiểm thử", now)


def viewer(session: Session, person: Person, today: date = TODAY) -> Viewer:
    return viewer_of(session, person, today)


def make_unit(session: Session, name: str = "", kind: UnitKind = UnitKind.PRESS_UNIT) -> Unit:
    number = next(_numbers)
    unit = Unit(key=f"don-vi-{number}", kind=kind, names=[UnitName(name=name or f"Báo Thử Nghiệm {number}")])
    session.add(unit)
    session.flush()
    return unit


def make_channel(session: Session, unit: Unit, medium: Medium = Medium.ONLINE, name: str = "") -> Channel:
    channel = Channel(name=name or f"Kênh {next(_numbers)}", medium=medium, periods=[ChannelPeriod(unit=unit)])
    session.add(channel)
    session.flush()
    return channel


def make_person(
    session: Session, unit: Unit | None = None, role: Role = Role.EDITOR, name: str = "", email: str = ""
) -> Person:
    """Somebody who can sign in with PASSWORD."""
    number = next(_numbers)
    name = name or f"Người Thử {number}"
    person = Person(
        email=email or f"nguoi{number}@toasoan.example.vn",
        name=name,
        sort_key=person_key(name),
        role=role,
        password_hash=_HASH,
        memberships=[Membership(unit=unit)] if unit else [],
    )
    session.add(person)
    session.flush()
    return person


def make_genre(session: Session, key: str = "", name: str = "bài phản ánh", group: str = "bai") -> Genre:
    genre = Genre(key=key or f"the-loai-{next(_numbers)}", name=name, group=group)
    session.add(genre)
    session.flush()
    return genre


def make_campaign(session: Session, *units: Unit, key: str = "", **fields: Any) -> Campaign:
    """A campaign with its directive and one task in scope."""
    number = next(_numbers)
    directive = Directive(
        key=f"van-ban-{number}",
        number=f"{number}-CV/TN",
        kind="Công văn",
        issuer="Cơ quan Thử Nghiệm",
        title="Về thử nghiệm",
    )
    directive.tasks.append(
        Task(key="nv1", position=1, ordinal=1, title="Tuyên truyền trên báo chí", text="Tuyên truyền.", in_scope=True)
    )
    values: dict[str, Any] = {
        "title": "Tuyên truyền thử nghiệm",
        "short_title": "Thử nghiệm",
        "starts_on": date(2026, 1, 1),
    } | fields
    campaign = Campaign(
        key=key or f"dot-{number}", directive=directive, units=[CampaignUnit(unit=unit) for unit in units], **values
    )
    session.add(campaign)
    session.flush()
    return campaign


def make_theme(session: Session, campaign: Campaign, name: str = "", **fields: Any) -> Theme:
    number = next(_numbers)
    theme = Theme(
        campaign_id=campaign.id,
        task_id=campaign.directive.tasks[0].id,
        key=f"chu-de-{number}",
        position=number,
        name=name or f"Chủ đề {number}",
        origin=ThemeOrigin.LETTER,
        **fields,
    )
    session.add(theme)
    session.flush()
    return theme


def make_column(session: Session, unit: Unit, channel: Channel | None = None, **fields: Any) -> Column:
    values: dict[str, Any] = {
        "name": f"Chuyên mục {next(_numbers)}",
        "form": ColumnForm.COLUMN,
        "rrule": "FREQ=WEEKLY;BYDAY=TH",
        "starts_on": date(2026, 11, 1),
        "airs_at": time(20, 0),
    } | fields
    column = Column(unit=unit, channel=channel or make_channel(session, unit), **values)
    session.add(column)
    session.flush()
    return column


def make_slot(session: Session, column: Column, on: date) -> Slot:
    slot = Slot(column=column, original_on=on, on=on)
    session.add(slot)
    session.flush()
    return slot


def make_item(
    session: Session, unit: Unit, title: str = "", people: tuple[Person, ...] = (), **fields: Any
) -> PlannedItem:
    number = next(_numbers)
    title = title or f"Tin, bài dự kiến {number}"
    if "genre" not in fields:
        fields["genre"] = make_genre(session)
    values: dict[str, Any] = {
        "medium": Medium.ONLINE,
        "publish_on": TODAY,
        "status": Status.PLANNED,
        "created_at": NOW,
        "revised_at": NOW,
    } | fields
    item = PlannedItem(
        unit=unit,
        title=title,
        title_fold=fold(title),
        assignments=[Assignment(person=person, position=place) for place, person in enumerate(people)],
        **values,
    )
    session.add(item)
    session.flush()
    return item


def make_source(session: Session, unit: Unit, url: str = "", **fields: Any) -> Source:
    number = next(_numbers)
    values: dict[str, Any] = {"state_since": NOW, "next_poll_at": NOW} | fields
    source = Source(
        name=f"Nguồn {number}",
        url=url or f"https://nguon{number}.example.vn/rss/home.rss",
        periods=[SourcePeriod(unit=unit)],
        **values,
    )
    session.add(source)
    session.flush()
    return source


def make_observed(session: Session, source: Source, begins: datetime, ends: datetime = NOW) -> Observation:
    """A stretch in which fetches proved that nothing of the source was missed."""
    found = Observation(source_id=source.id, begins_at=begins, ends_at=ends, written_at=ends)
    session.add(found)
    session.flush()
    return found


def make_published(session: Session, unit: Unit, title: str = "", **fields: Any) -> PublishedItem:
    number = next(_numbers)
    title = title or f"Bài đã đăng {number}"
    link = f"https://bao.example.vn/xa-hoi/202611/bai-{number}/"
    values: dict[str, Any] = {
        "medium": Medium.ONLINE,
        "provenance": Provenance.FEED,
        "canonical": link,
        "link": link,
        "published_at": NOW,
        "published_on": TODAY,
        "date_rule": "rfc822",
        "date_precision": "second",
        "date_confidence": "stated",
        "first_seen_at": NOW,
        "last_seen_at": NOW,
    } | fields
    published = PublishedItem(
        unit=unit, unit_name=unit.name_on(TODAY).name, title=title, title_fold=fold(title), **values
    )
    session.add(published)
    session.flush()
    return published


def make_notice(session: Session, person: Person, item: PlannedItem, **fields: Any) -> Notice:
    """Somebody is told that an item they make has moved."""
    values: dict[str, Any] = {
        "kind": NoticeKind.MOVED,
        "why": NoticeWhy.MAKER,
        "channel": NoticeChannel.MAIL,
        "at": NOW,
        "actor": "Biên tập Thử",
    } | fields
    notice = Notice(key=f"thu:{next(_numbers)}", person_id=person.id, item_id=item.id, **values)
    session.add(notice)
    session.flush()
    return notice


def make_mail(session: Session, person: Person, **fields: Any) -> Mail:
    values: dict[str, Any] = {"created_at": NOW, "due_at": NOW} | fields
    mail = Mail(key=f"thu:{next(_numbers)}", person_id=person.id, **values)
    session.add(mail)
    session.flush()
    return mail


def make_target(session: Session, campaign: Campaign, unit: Unit, **fields: Any) -> Target:
    """Ten works of any genre and theme in November 2026."""
    values: dict[str, Any] = {"first": date(2026, 11, 1), "last": date(2026, 11, 30), "amount": 10} | fields
    target = Target(campaign=campaign, unit=unit, **values)
    session.add(target)
    session.flush()
    return target


def make_urging(session: Session, campaign: Campaign, unit: Unit, **fields: Any) -> Urging:
    """An open note due three days from TODAY."""
    values: dict[str, Any] = {
        "gap": GapKind.OTHER,
        "title": f"Việc còn thiếu {next(_numbers)}",
        "text": "Đề nghị đơn vị cho biết nguyên nhân.",
        "due_on": date(2026, 11, 26),
        "state": UrgingState.OPEN,
        "created_at": NOW,
        "sent_at": NOW,
        "revised_at": NOW,
    } | fields
    urging = Urging(campaign=campaign, unit=unit, **values)
    session.add(urging)
    session.flush()
    return urging
