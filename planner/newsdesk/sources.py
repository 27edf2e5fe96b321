"""Sources: adding, editing, pausing, handing over to another unit, accepting a new address."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from planner.errors import Conflict, Invalid, Stale
from planner.models import Channel, Source, SourcePeriod, Unit
from planner.newsdesk.history import Actor, differences, record
from planner.newsdesk.leases import SOURCES
from planner.queries.sources import source_by_url
from planner.vocabulary import N_, SourceKind, SourceState

ONE_DAY = timedelta(days=1)
DAY_ORDERS = {"": N_("tự nhận biết"), "day-first": N_("ngày/tháng"), "month-first": N_("tháng/ngày")}


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """What people decide about a source."""

    name: str
    url: str
    zone: str
    day_order: str
    counts: bool
    note: str
    kind: SourceKind = SourceKind.FEED
    item_selector: str = ""
    title_selector: str = ""
    date_selector: str = ""
    page_param: str = ""

    @property
    def reading(self) -> tuple[str, ...]:
        """What decides how a document is understood: with another one everything is read anew."""
        return (
            self.url,
            self.zone,
            self.day_order,
            self.kind,
            self.item_selector,
            self.title_selector,
            self.date_selector,
        )

    def words(self) -> dict[str, str]:
        return {
            N_("Tên nguồn tin"): self.name,
            N_("Địa chỉ"): self.url,
            N_("Loại nguồn"): self.kind.label,
            N_("Mẫu chọn bài"): self.item_selector,
            N_("Mẫu chọn tên bài"): self.title_selector,
            N_("Mẫu chọn ngày"): self.date_selector,
            N_("Tham số số trang"): self.page_param,
            N_("Múi giờ"): self.zone,
            N_("Thứ tự ngày tháng"): DAY_ORDERS[self.day_order],
            N_("Tính vào kết quả"): N_("có") if self.counts else N_("không"),
            N_("Ghi chú"): self.note,
        }


def facts_of(source: Source) -> SourceFacts:
    return SourceFacts(**{one.name: getattr(source, one.name) for one in fields(SourceFacts)})


def add_source(
    session: Session,
    actor: Actor,
    facts: SourceFacts,
    *,
    unit: Unit,
    channel: Channel | None = None,
    since: date | None = None,
) -> Source:
    """Add a source that is fetched at once. Raises Invalid when the address is already followed."""
    _refuse_known_address(session, facts.url)
    source = Source(
        state_since=actor.now,
        next_poll_at=actor.now,
        periods=[SourcePeriod(unit=unit, channel=channel, valid_from=since)],
        **asdict(facts),
    )
    session.add(source)
    words = facts.words() | {N_("Đơn vị"): unit.name_on(actor.now.date()).name}
    record(session, actor, source, N_("thêm nguồn tin"), differences({}, words))
    return source


def edit_source(session: Session, actor: Actor, source: Source, facts: SourceFacts, *, version: int) -> Source:
    """Change what people decide. The next fetch reads everything anew, so that dates follow a corrected zone.

    Raises Stale when somebody saved since ``version``, Invalid when the address belongs to another source.
    """
    before = facts_of(source)
    changes = differences(before.words(), facts.words())
    if version != source.version:
        theirs = [(change["field"], change["after"], change["before"]) for change in changes]
        raise Stale(N_("Nguồn tin này vừa được người khác sửa. Xem lại rồi lưu."), theirs)
    if not changes:
        return source
    if facts.url != source.url:
        _refuse_known_address(session, facts.url)
    for name, value in asdict(facts).items():
        setattr(source, name, value)
    if before.reading != facts.reading:
        _read_anew(source, actor)
    record(session, actor, source, N_("sửa nguồn tin"), changes)
    return source


def pause(session: Session, actor: Actor, source: Source, *, reason: str) -> Source:
    """Stop fetching until somebody resumes; the state names who and why."""
    if source.state is SourceState.PAUSED:
        raise Conflict(N_("Nguồn tin này đang tạm dừng rồi."))
    _to_state(session, actor, source, SourceState.PAUSED, N_("tạm dừng lấy tin"), reason)
    source.state_reason = f"{actor.name}: {reason}"[:500]
    return source


def resume(session: Session, actor: Actor, source: Source) -> Source:
    if source.state is not SourceState.PAUSED:
        raise Conflict(N_("Nguồn tin này không ở trạng thái tạm dừng."))
    _to_state(session, actor, source, SourceState.NEW, N_("tiếp tục lấy tin"), "")
    source.state_reason, source.failures = "", 0.0
    _read_anew(source, actor)
    return source


def fetch_now(session: Session, actor: Actor, source: Source) -> Source:
    """Ask the worker to fetch at its next step."""
    if source.state is SourceState.PAUSED:
        raise Conflict(N_("Nguồn tin đang tạm dừng. Bấm “Tiếp tục lấy tin” trước."))
    # Bookkeeping of the worker: it must not move the version somebody may be editing against.
    session.execute(update(SOURCES).where(SOURCES.c.id == source.id).values(next_poll_at=actor.now))
    record(session, actor, source, N_("yêu cầu lấy tin ngay"))
    return source


def hand_over(
    session: Session, actor: Actor, source: Source, unit: Unit, *, on: date, channel: Channel | None = None
) -> Source:
    """From ``on`` the source's items belong to another unit; earlier ones stay where they are.

    Raises Invalid when ``on`` is not after the first day of the present owner.
    """
    current = source.periods[-1] if source.periods else None
    if current and current.valid_from and on <= current.valid_from:
        raise Invalid(N_("Chọn ngày sau ngày nguồn tin về đơn vị hiện nay."), field="on")
    before = current.unit.name_on(on - ONE_DAY).name if current else ""
    if current and (current.valid_to is None or current.valid_to >= on):
        current.valid_to = on - ONE_DAY
    source.periods.append(SourcePeriod(unit=unit, channel=channel, valid_from=on))
    after = unit.name_on(on).name
    change = {"field": N_("Đơn vị"), "before": before, "after": f"{after} ({on:%d/%m/%Y})"}
    record(session, actor, source, N_("chuyển nguồn tin sang đơn vị khác"), [change])
    return source


def accept_address(session: Session, actor: Actor, source: Source, url: str) -> Source:
    """Take the address the server has been sending everybody to. Raises Invalid when another source has it."""
    _refuse_known_address(session, url)
    change = {"field": N_("Địa chỉ"), "before": source.url, "after": url}
    source.url = url
    _read_anew(source, actor)
    record(session, actor, source, N_("nhận địa chỉ mới"), [change])
    return source


def present_owners(sources: Sequence[Source], today: date) -> dict[int, SourcePeriod]:
    """The period in force today, or the last one, for each source that has any."""
    return {
        source.id: next((period for period in source.periods if period.covers(today)), source.periods[-1])
        for source in sources
        if source.periods
    }


def _to_state(session: Session, actor: Actor, source: Source, state: SourceState, action: str, reason: str) -> None:
    change = {"field": N_("Trạng thái"), "before": source.state.label, "after": state.label}
    source.state, source.state_since = state, actor.now
    record(session, actor, source, action, [change], reason=reason)


def _read_anew(source: Source, actor: Actor) -> None:
    source.etag = source.last_modified = source.body_hash = ""
    source.next_poll_at = actor.now


def _refuse_known_address(session: Session, url: str) -> None:
    known = source_by_url(session, url)
    if known:
        message = N_("Địa chỉ này đã có trong nguồn tin “%(name)s”.")
        raise Invalid(message, {"name": known.name}, field="url")


def source_channel(session: Session, unit_id: int, channel_id: int | None) -> Channel | None:
    """The chosen channel, which must belong or have belonged to the unit. Raises Invalid otherwise."""
    if not channel_id:
        return None
    channel = session.scalar(select(Channel).where(Channel.id == channel_id))
    if channel is None or unit_id not in {period.unit_id for period in channel.periods}:
        raise Invalid(N_("Chọn kênh của đơn vị đã chọn."), field="channel")
    return channel
