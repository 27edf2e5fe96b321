"""Fetching an old period of a source after the fact: begun by a person, worked off page by page, ended or stopped.

Whatever is new in it is marked as fetched afterwards; running it again brings nothing twice.
"""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from feeds.identity import web_link
from feeds.records import FeedDocument
from planner.clock import local_date
from planner.domain.backfill import LONGEST_DAYS, take
from planner.errors import Conflict, Invalid
from planner.models import Backfill, Source
from planner.newsdesk.history import Actor, record
from planner.newsdesk.storing import store_items
from planner.queries.backfills import running_of
from planner.vocabulary import N_, BackfillState, BackfillWay, FetchProblem, SourceKind

WORKER = N_("Lấy bù tự động")


@dataclass(frozen=True, slots=True)
class Period:
    """Civil days, both included."""

    first: date
    last: date


def begin(
    session: Session, actor: Actor, source: Source, way: BackfillWay, period: Period, *, url: str = ""
) -> Backfill:
    """Ask the worker for an old period. ``url``: the sitemap to begin with, by default the source's own address.

    Raises Invalid for a period or an address that cannot be read, Conflict while another run goes on.
    """
    _check(period, local_date(actor.now, ZoneInfo(source.zone)))
    if running_of(session, source.id):
        raise Conflict(N_("Nguồn tin này đang được lấy bù. Chờ xong hoặc dừng lần đó trước."))
    address = _address(source, way, url)
    return _added(session, actor, source, way, period, address, waiting=[address])


def take_file(
    session: Session, actor: Actor, source: Source, document: FeedDocument, period: Period, *, name: str, zone: ZoneInfo
) -> Backfill:
    """Store what an uploaded document has of a period, at once. Raises Invalid when it cannot be read."""
    _check(period, local_date(actor.now, ZoneInfo(source.zone)))
    if document.error:
        raise Invalid(FetchProblem(document.error).label, field="file")
    run = _added(session, actor, source, BackfillWay.FILE, period, name[:200], waiting=[])
    source_zone = ZoneInfo(source.zone)
    taken = take(
        BackfillWay.SITEMAP,
        document,
        first=period.first,
        last=period.last,
        zone=source_zone,
        waiting=[name],
        keys="",
        pages=0,
        page_param="",
    )
    _store(session, run, taken.document, now=actor.now, zone=zone)
    _end(session, run, BackfillState.DONE, actor, taken.why)
    return run


def cancel(session: Session, actor: Actor, run: Backfill) -> Backfill:
    """Stop a run; what it brought stays. Raises Conflict when it has ended."""
    if run.state is not BackfillState.RUNNING:
        raise Conflict(N_("Lần lấy bù này đã kết thúc."))
    _end(session, run, BackfillState.CANCELLED, actor, N_("Dừng theo yêu cầu."))
    return run


def go_on(
    session: Session, run_id: int, address: str, document: FeedDocument, *, now: datetime, zone: ZoneInfo
) -> None:
    """Take in the document a run was waiting for; nothing when it was stopped meanwhile or has moved on."""
    run = session.scalar(select(Backfill).where(Backfill.id == run_id).with_for_update())
    if run is None or run.state is not BackfillState.RUNNING or run.waiting[:1] != [address]:
        return
    actor = Actor(WORKER, now)
    if document.error and not (document.error == "empty" and run.pages):
        _end(session, run, BackfillState.FAILED, actor, FetchProblem(document.error).label)
        return
    source = run.source
    taken = take(
        run.way,
        document,
        first=run.first_on,
        last=run.last_on,
        zone=ZoneInfo(source.zone),
        waiting=run.waiting,
        keys=run.last_keys,
        pages=run.pages,
        page_param=source.page_param,
    )
    _store(session, run, taken.document, now=now, zone=zone)
    run.waiting, run.last_keys = list(taken.waiting), taken.keys
    if taken.why and not taken.ended:
        run.ended_why = taken.why
    if taken.ended:
        _end(session, run, BackfillState.FAILED if taken.failed else BackfillState.DONE, actor, taken.why)


def _store(session: Session, run: Backfill, document: FeedDocument, *, now: datetime, zone: ZoneInfo) -> None:
    source = run.source
    tally = store_items(session, source, document, now=now, zone=zone, source_zone=ZoneInfo(source.zone), backfill=True)
    run.pages += 1
    run.found += len(document.items)
    run.new += tally.new
    run.known += tally.same + tally.changed


def _added(
    session: Session,
    actor: Actor,
    source: Source,
    way: BackfillWay,
    period: Period,
    url: str,
    *,
    waiting: list[str],
) -> Backfill:
    run = Backfill(
        source=source,
        way=way,
        url=url,
        first_on=period.first,
        last_on=period.last,
        state=BackfillState.RUNNING,
        waiting=waiting,
        pages=0,
        found=0,
        new=0,
        known=0,
        started_at=actor.now,
        started_by_id=actor.person_id,
    )
    session.add(run)
    session.flush()
    days = f"{period.first:%d/%m/%Y}–{period.last:%d/%m/%Y}"
    record(session, actor, source, N_("lấy bù bài cũ"), [{"field": way.label, "before": "", "after": days}])
    return run


def _end(session: Session, run: Backfill, state: BackfillState, actor: Actor, why: str) -> None:
    change = {"field": N_("Lấy bù"), "before": BackfillState.RUNNING.label, "after": state.label}
    run.state, run.ended_at, run.waiting = state, actor.now, list[str]()
    run.ended_why = why or run.ended_why
    record(session, actor, run.source, N_("kết thúc lấy bù bài cũ"), [change], reason=run.ended_why)


def _check(period: Period, today: date) -> None:
    if period.last < period.first:
        raise Invalid(N_("Ngày cuối phải từ ngày đầu trở đi."), field="last")
    if period.last > today:
        raise Invalid(N_("Chỉ lấy bù được những ngày đã qua."), field="last")
    if (period.last - period.first).days > LONGEST_DAYS:
        raise Invalid(N_("Mỗi lần lấy bù tối đa ba năm. Chia thành nhiều lần."), field="first")


def _address(source: Source, way: BackfillWay, url: str) -> str:
    """Where a run begins. Raises Invalid when the source cannot be read that way."""
    if way is BackfillWay.PAGES:
        if source.kind is not SourceKind.WEB_LIST or not source.page_param:
            message = N_("Cách này cần nguồn là trang danh sách và có tham số số trang. Sửa nguồn tin trước.")
            raise Invalid(message, field="way")
        return source.url
    if way is BackfillWay.FILE:
        raise Invalid(N_("Chọn tệp cần đọc."), field="file")
    address = url or (source.url if source.kind is SourceKind.SITEMAP else "")
    if not web_link(address, ""):
        raise Invalid(N_("Nhập địa chỉ sơ đồ trang (sitemap) của trang web này."), field="url")
    return address
