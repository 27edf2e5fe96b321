"""Sources as a list: what a file of them would bring, and taking it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from feeds.identity import web_link
from planner.domain.source_lists import Line, repeated
from planner.errors import Invalid
from planner.language.fold import fold
from planner.models import Channel, Source, Unit
from planner.newsdesk.history import Actor
from planner.newsdesk.sources import DAY_ORDERS, SourceFacts, add_source, present_owners
from planner.queries.sources import all_sources
from planner.queries.units import channels_on, press_units
from planner.vocabulary import N_, SourceKind

ZONES = frozenset({"Asia/Ho_Chi_Minh", "UTC"})
TEXT_MAX = {"name": 200, "url": 2048, "item_selector": 300, "title_selector": 300, "date_selector": 300}
TEXT_MAX |= {"page_param": 40, "note": 2000}


@dataclass(frozen=True, slots=True)
class Weighed:
    """A line of a file and what would become of it: added to ``unit``, already here under ``known``, or refused."""

    line: Line
    unit: Unit | None = None
    channel: Channel | None = None
    known: str = ""
    refusal: str = ""

    @property
    def fresh(self) -> bool:
        return self.unit is not None and not self.known and not self.refusal


def lines_of(session: Session, today: date) -> list[Line]:
    """Every source as a line of a file, under the unit it belongs to today."""
    sources = all_sources(session)
    owners = present_owners(sources, today)
    lines: list[Line] = []
    for source in sources:
        period = owners.get(source.id)
        since = period.valid_from.isoformat() if period and period.valid_from else ""
        channel = period.channel.name if period and period.channel else ""
        unit = period.unit.name_on(today).name if period else ""
        lines.append(_line(source, unit, channel, since))
    return lines


def _line(source: Source, unit: str, channel: str, since: str) -> Line:
    return Line(
        name=source.name,
        url=source.url,
        unit=unit,
        channel=channel,
        since=since,
        kind=source.kind.value,
        counts="yes" if source.counts else "no",
        zone=source.zone,
        day_order=source.day_order,
        item_selector=source.item_selector,
        title_selector=source.title_selector,
        date_selector=source.date_selector,
        page_param=source.page_param,
        note=source.note,
    )


def weigh(session: Session, lines: Sequence[Line], today: date, *, otherwise: Unit | None) -> list[Weighed]:
    """What each line would bring. ``otherwise``: whose the sources are that name no unit, or one nobody knows."""
    known = {source.url: source.name for source in all_sources(session)}
    units = press_units(session)
    names = {fold(name.name): unit for unit in units for name in unit.names} | {
        fold(unit.name_on(today).label): unit for unit in units
    }
    channels = channels_on(session, [unit.id for unit in units], today)
    again = repeated(lines)
    return [
        Weighed(line, refusal=N_("Trùng địa chỉ với một dòng ở trên."))
        if place in again
        else _weighed(line, known, names.get(fold(line.unit)) or otherwise, channels)
        for place, line in enumerate(lines)
    ]


def _weighed(line: Line, known: dict[str, str], unit: Unit | None, channels: Sequence[Channel]) -> Weighed:
    if line.url in known:
        return Weighed(line, known=known[line.url])
    if refusal := _refusal(line):
        return Weighed(line, refusal=refusal)
    if unit is None:
        return Weighed(line, refusal=N_("Không có đơn vị này. Chọn đơn vị cho các dòng chưa rõ đơn vị, hoặc sửa tệp."))
    wanted = fold(line.channel)
    channel = next((one for one in channels if wanted and fold(one.name) == wanted and _has(one, unit)), None)
    if wanted and channel is None:
        return Weighed(line, unit, refusal=N_("Đơn vị không có kênh này. Sửa tên kênh trong tệp hoặc để trống."))
    return Weighed(line, unit, channel)


def _has(channel: Channel, unit: Unit) -> bool:
    return any(period.unit_id == unit.id for period in channel.periods)


def _refusal(line: Line) -> str:
    """Why a line cannot be taken, or an empty text."""
    if not web_link(line.url, ""):
        return N_("Địa chỉ phải bắt đầu bằng http:// hoặc https:// và không chứa tên đăng nhập.")
    if any(len(getattr(line, name)) > most for name, most in TEXT_MAX.items()):
        return N_("Có ô dài quá mức cho phép. Rút gọn rồi thử lại.")
    if line.kind not in set(SourceKind) or line.day_order not in DAY_ORDERS or line.counts not in ("", "yes", "no"):
        return N_("Cột kind, day_order hoặc counts có giá trị lạ. Xuất một tệp để xem các giá trị đúng.")
    if line.zone and line.zone not in ZONES:
        return N_("Cột zone chỉ nhận Asia/Ho_Chi_Minh hoặc UTC.")
    try:
        day = line.since_day
    except ValueError:
        return N_("Cột since phải là ngày dạng 2026-11-23.")
    return N_("Năm phải nằm trong khoảng 1990 đến 2100.") if day and not 1990 <= day.year <= 2100 else ""


def take_lines(session: Session, actor: Actor, weighed: Iterable[Weighed]) -> list[Source]:
    """Add what is new; every source is due at once. Raises Invalid when nothing is."""
    added = [_added(session, actor, one) for one in weighed if one.fresh]
    if not added:
        raise Invalid(N_("Tệp không có nguồn tin mới nào thêm được. Xem lý do ở từng dòng."))
    return added


def _added(session: Session, actor: Actor, one: Weighed) -> Source:
    if one.unit is None:
        raise ValueError("a line without a unit cannot be added")
    line = one.line
    facts = SourceFacts(
        name=line.name[:200],
        url=line.url,
        zone=line.zone or "Asia/Ho_Chi_Minh",
        day_order=line.day_order,
        counts=line.counts != "no",
        note=line.note,
        kind=SourceKind(line.kind),
        item_selector=line.item_selector,
        title_selector=line.title_selector,
        date_selector=line.date_selector,
        page_param=line.page_param,
    )
    return add_source(session, actor, facts, unit=one.unit, channel=one.channel, since=line.since_day)
