"""What an urging note says: drafted from the facts of a gap, in the style of documents, for a person to edit.

A note is a document between offices: it is Vietnamese whoever reads the screen.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from planner.domain.forecast import Forecast, Outlook
from planner.language.style import count, document_date
from planner.vocabulary import GapKind, UrgingState

ONE_DAY = timedelta(days=1)
SATURDAY = 5
DAYS_TO_ANSWER = 3
LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class Gap:
    """What is missing. ``subject_id``: the row it is about, of the table ``kind`` says; ``facts``: in sentences."""

    kind: GapKind
    unit_id: int
    campaign_id: int
    title: str
    facts: str
    subject_id: int | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """A note that was sent, as the report counts it. ``replied_on``: of the first reply."""

    number: int
    unit_name: str
    title: str
    sent_on: date
    due_on: date
    state: UrgingState
    replied_on: date | None = None


@dataclass(frozen=True, slots=True)
class UrgingFigures:
    """Notes sent in a period and how they stood on a day."""

    sent: tuple[Sent, ...]
    today: date

    @property
    def answered(self) -> int:
        return sum(one.replied_on is not None for one in self.sent)

    @property
    def closed(self) -> int:
        return sum(one.state is UrgingState.CLOSED for one in self.sent)

    @property
    def overdue(self) -> tuple[Sent, ...]:
        """Open and past their day without a reply."""
        return tuple(one for one in self.sent if one.state is UrgingState.OPEN and one.due_on < self.today)


def sentences(figures: UrgingFigures) -> Iterable[str]:
    """For section III of the report. Nothing when no note was sent."""
    if not figures.sent:
        return
    units = len({one.unit_name for one in figures.sent})
    yield (
        f"Trong kỳ, Ban đã gửi {count(len(figures.sent))} phiếu đôn đốc đến {count(units)} đơn vị; "
        f"{count(figures.answered)} phiếu đã có phản hồi, {count(figures.closed)} phiếu đã xử lý xong."
    )
    if figures.overdue:
        named = "; ".join(f"{one.unit_name}: {one.title} (hạn {document_date(one.due_on)})" for one in figures.overdue)
        yield f"Quá hạn chưa phản hồi {count(len(figures.overdue))} phiếu: {named}."


def missed_slot(column: str, on: date, unit: str, today: date) -> tuple[str, str]:
    """Title and facts of an instalment that did not come."""
    day = document_date(on)
    facts = (
        f"“{column}” của {unit} có kỳ ngày {day}; đến ngày {document_date(today)} chưa xác nhận được tin, bài nào "
        f"đăng, phát cho kỳ này và cũng chưa ghi lý do bỏ kỳ."
    )
    return f"Lỡ kỳ {day} của “{column}”", facts


def late_item(title: str, on: date, unit: str, today: date) -> tuple[str, str]:
    """Title and facts of a planned item whose day passed without a confirmed publication."""
    facts = (
        f"“{title}” của {unit} dự kiến đăng, phát ngày {document_date(on)}; đến ngày {document_date(today)} đã quá "
        f"{count((today - on).days)} ngày, chưa xác nhận được lần đăng, phát nào."
    )
    return f"Quá ngày dự kiến: {title}", facts


def shortfall(what: str, unit: str, first: date, last: date, found: Forecast) -> tuple[str, str]:
    """Title and facts of a target that will not be reached at this pace. ``what``: genre and theme in words."""
    end = f"theo nhịp này thiếu {count(found.lacking)}; kế hoạch còn lại có {count(found.ahead)}"
    if found.outlook is Outlook.MISSED:
        end = f"kỳ đã hết, thiếu {count(found.lacking)}"
    facts = (
        f"Chỉ tiêu của {unit} từ ngày {document_date(first)} đến ngày {document_date(last)} là {count(found.amount)} "
        f"({what}). Đã xác nhận {count(found.done)} trong {count(found.days.passed)}/{count(found.days.all)} ngày "
        f"làm việc; {end}."
    )
    return f"Chậm so với chỉ tiêu: {what}", facts


def unhealthy_feed(source: str, unit: str, read_on: date | None, today: date) -> tuple[str, str]:
    """Title and facts of a source that cannot be read, so that nobody can say what was published."""
    seen = f"lần đọc được gần nhất là ngày {document_date(read_on)}" if read_on else "chưa lần nào đọc được"
    facts = (
        f"Đến ngày {document_date(today)}, nguồn tin “{source}” của {unit} không đọc được ({seen}), nên chưa đủ dữ "
        f"liệu để xác nhận tin, bài đã đăng."
    )
    return f"Nguồn tin không đọc được: {source}", facts


def whole_text(facts: str) -> str:
    """The note as it is proposed: the facts, then what is asked for."""
    asked = "Đề nghị đơn vị cho biết nguyên nhân, việc đã làm, việc sẽ làm và thời hạn hoàn thành."
    return f"{facts}\n{asked}".strip()


def cut_title(title: str) -> str:
    return title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1]}…"


def due_day(today: date, days_off: Collection[date], days: int = DAYS_TO_ANSWER) -> date:
    """So many working days after today."""
    day = today
    while days:
        day += ONE_DAY
        days -= day.weekday() < SATURDAY and day not in days_off
    return day
