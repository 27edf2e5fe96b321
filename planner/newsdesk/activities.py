"""What a unit reports of itself: writing it down, mending it, proving it, taking it back."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from planner.domain.activities import kind_of
from planner.errors import Conflict, Invalid, Stale
from planner.language.dates import short_date
from planner.language.style import number
from planner.models import Activity, ActivityFile, Campaign, Unit
from planner.newsdesk.attaching import FIELD, StoredFile
from planner.newsdesk.history import Actor, differences, record
from planner.vocabulary import N_

AHEAD = N_("Ngày này chưa tới: chỉ báo cáo hoạt động đã diễn ra.")
CHANGED_SINCE = N_("Người khác vừa sửa báo cáo này. So các mục khác nhau bên dưới rồi lưu lại.")
WITHDRAWN = N_("Báo cáo này đã rút nên không sửa được. Lập báo cáo mới nếu cần.")


@dataclass(frozen=True, slots=True)
class ActivityEntry:
    """What a form hands in."""

    campaign: Campaign
    kind: str
    held_on: date
    place: str
    count: int
    audience: int | None
    description: str


def report_activity(session: Session, actor: Actor, unit: Unit, entry: ActivityEntry, *, today: date) -> Activity:
    """Raises Invalid for a day that has not come."""
    _must_be_past(entry, today)
    row = Activity(unit=unit, created_at=actor.now, created_by_id=actor.person_id)
    _fill(row, entry)
    session.add(row)
    record(session, actor, row, N_("báo cáo hoạt động"), differences({}, _words(entry)))
    return row


def mend_activity(
    session: Session, actor: Actor, row: Activity, entry: ActivityEntry, *, version: int | None, today: date
) -> Activity:
    """Raises Stale, with what differs, when ``version`` is not the stored one any more; Conflict once withdrawn."""
    _must_stand(row)
    _must_be_past(entry, today)
    before, after = _words(entry_of(row)), _words(entry)
    if version is not None and version != row.version:
        raise Stale(CHANGED_SINCE, [(name, after[name], before[name]) for name in after if after[name] != before[name]])
    if changes := differences(before, after):
        _fill(row, entry)
        record(session, actor, row, N_("sửa báo cáo hoạt động"), changes)
    return row


def withdraw_activity(session: Session, actor: Actor, row: Activity, *, reason: str) -> Activity:
    """Take it back: kept with its files, counted no more. Raises Invalid without a reason."""
    _must_stand(row)
    if not reason:
        raise Invalid(N_("Nêu lý do rút báo cáo."), field="reason")
    row.withdrawn_at = actor.now
    record(session, actor, row, N_("rút báo cáo hoạt động"), [], reason=reason)
    return row


def prove(session: Session, actor: Actor, row: Activity, file: StoredFile) -> ActivityFile:
    """Attach a file that lies in the vault already."""
    _must_stand(row)
    proof = ActivityFile(
        activity=row,
        name=file.name,
        stored_as=file.stored_as,
        sha256=file.sha256,
        size=file.size,
        mimetype=file.mimetype,
        added_by_id=actor.person_id,
        added_at=actor.now,
    )
    session.add(proof)
    record(session, actor, row, N_("đính kèm minh chứng"), [{"field": FIELD, "before": "", "after": file.name}])
    return proof


def entry_of(row: Activity) -> ActivityEntry:
    """What the row holds, as a form would hand it in."""
    return ActivityEntry(row.campaign, row.kind, row.held_on, row.place, row.count, row.audience, row.description)


def _must_stand(row: Activity) -> None:
    if row.withdrawn_at is not None:
        raise Conflict(WITHDRAWN)


def _must_be_past(entry: ActivityEntry, today: date) -> None:
    if entry.held_on > today:
        raise Invalid(AHEAD, field="held_on")


def _fill(row: Activity, entry: ActivityEntry) -> None:
    row.campaign, row.kind, row.held_on, row.place = entry.campaign, entry.kind, entry.held_on, entry.place
    row.count, row.audience, row.description = entry.count, entry.audience, entry.description


def _words(entry: ActivityEntry) -> dict[str, str]:
    kind = kind_of(entry.kind)
    return {
        N_("Đợt tuyên truyền"): entry.campaign.title,
        N_("Loại hoạt động"): kind.name,
        N_("Ngày"): short_date(entry.held_on),
        N_("Địa điểm"): entry.place,
        N_("Số lượng"): f"{number(entry.count)} {kind.measure}".strip(),
        N_("Người dự, người nghe"): "" if entry.audience is None else number(entry.audience),
        N_("Nội dung"): entry.description,
    }
