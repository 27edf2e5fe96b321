"""What a source's last attempts say about it, in the words a manager reads. Pure.

A dead or empty feed is a state with a reason, never "nothing was published".
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from itertools import pairwise

from planner.vocabulary import N_, FetchProblem, SourceState

MOVED_TIMES = 10
LEAST_ITEMS, LEAST_SPAN = 30, timedelta(days=14)
# A press unit's day, for counting silence: nobody wonders at night.
WORK_BEGINS, WORK_ENDS = timedelta(hours=6), timedelta(hours=22)
# Working time: a day and a half.
SHORTEST_SILENCE = timedelta(hours=24)
MOVED_NOTE, RISK_NOTE, LOSS_NOTE = "moved-for-good", "window-at-risk", "possible-loss"

_STATES = {
    FetchProblem.EMPTY: SourceState.EMPTY,
    FetchProblem.NOT_A_FEED: SourceState.NOT_A_FEED,
    FetchProblem.BOT_WALL: SourceState.BOT_WALL,
    FetchProblem.GONE: SourceState.GONE,
}
ADVICE: dict[FetchProblem, str] = {
    FetchProblem.DNS: N_("Kiểm tra lại tên miền trong địa chỉ nguồn tin."),
    FetchProblem.TLS: N_("Báo tòa soạn quản lý trang kiểm tra chứng chỉ."),
    FetchProblem.CONNECT: N_("Chờ lần lấy sau; nếu kéo dài, hỏi đơn vị quản lý trang."),
    FetchProblem.TIMEOUT: N_("Chờ lần lấy sau; nếu kéo dài, hỏi đơn vị quản lý trang."),
    FetchProblem.HTTP_4XX: N_("Kiểm tra lại địa chỉ, hoặc hỏi đơn vị quản lý trang địa chỉ mới."),
    FetchProblem.HTTP_5XX: N_("Chờ lần lấy sau; nếu kéo dài, hỏi đơn vị quản lý trang."),
    FetchProblem.RATE_LIMITED: N_("Chương trình tự giãn nhịp lấy tin, không cần làm gì."),
    FetchProblem.BOT_WALL: N_("Đề nghị đơn vị quản lý trang cho phép chương trình này đọc nguồn tin."),
    FetchProblem.NOT_A_FEED: N_("Tìm địa chỉ RSS trên trang đó rồi sửa lại địa chỉ nguồn tin."),
    FetchProblem.EMPTY: N_("Hỏi đơn vị quản lý trang xem nguồn tin còn được cập nhật không."),
    FetchProblem.MALFORMED: N_("Báo đơn vị quản lý trang sửa nguồn tin."),
    FetchProblem.BLOCKED_ADDRESS: N_("Địa chỉ nội bộ chỉ dùng được khi quản trị hệ thống cho phép trong cấu hình."),
    FetchProblem.TOO_BIG: N_("Dùng nguồn tin của từng chuyên mục thay cho nguồn toàn trang."),
    FetchProblem.TOO_MANY_REDIRECTS: N_("Mở địa chỉ bằng trình duyệt, rồi nhập địa chỉ cuối cùng."),
    FetchProblem.GONE: N_("Hỏi đơn vị quản lý trang địa chỉ mới. Chương trình vẫn thử lại mỗi ngày."),
    FetchProblem.ROBOTS: N_(
        "Đề nghị đơn vị quản lý trang cho phép trong robots.txt, hoặc dùng nguồn RSS của trang đó."
    ),
    FetchProblem.BAD_SELECTOR: N_("Sửa mẫu chọn bài trong thông tin nguồn tin, hoặc để trống để tự nhận ra bài."),
    FetchProblem.INTERNAL: N_("Nếu lặp lại nhiều lần, gửi địa chỉ này cho người phụ trách chương trình."),
}
WHY_NEXT: dict[str, str] = {
    "gone": N_("nguồn đã bị gỡ nên mỗi ngày chỉ thử một lần"),
    "retry-after": N_("máy chủ yêu cầu chờ"),
    "backoff": N_("giãn nhịp sau lỗi"),
    "skip-hours": N_("nguồn tin đề nghị không lấy trước giờ đó"),
    "server-asked": N_("máy chủ đề nghị nhịp này"),
    "window": N_("lấy sớm để không sót bài"),
    "regular": N_("theo nhịp thường lệ"),
    "sooner": N_("nguồn có nhiều bài mới nên lấy sớm hơn"),
    "later": N_("nguồn ít bài mới nên lấy thưa hơn"),
}


@dataclass(frozen=True, slots=True)
class Phrase:
    """A Vietnamese source sentence and what fills its places; values that are words are translated too."""

    text: str
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Attempt:
    """The figures of one fetch row."""

    problem: str
    status: int | None
    not_modified: bool
    same_body: bool
    new: int
    changed: int
    same: int
    bad: int


def state_after(problem: str, *, late: bool) -> SourceState:
    """The state of a source that is not paused, after an attempt that ended with ``problem`` ("" when good)."""
    if not problem:
        return SourceState.LATE if late else SourceState.OK
    return _STATES.get(FetchProblem(problem), SourceState.FAILING)


def is_late(
    published: Sequence[datetime],
    now: datetime,
    *,
    zone: tzinfo = UTC,
    days_off: Collection[date] = (),
    expected: timedelta | None = None,
) -> bool:
    """Silent for longer than the source's own 99th percentile gap, counted in working time.

    ``published``: instants of its recent items, in any order. ``zone`` and ``days_off``: the newsroom's. A record too
    young or too small to have a rhythm is late only against ``expected``, the silence a person called usual.
    """
    moments = sorted(moment for moment in published if moment <= now)
    if not moments:
        return False
    if len(moments) < LEAST_ITEMS or moments[-1] - moments[0] < LEAST_SPAN:
        return expected is not None and now - moments[-1] > expected
    worked = _working_time([*moments, now], zone, days_off)
    gaps = sorted(later - earlier for earlier, later in pairwise(worked[:-1]))
    usual = gaps[min(len(gaps) - 1, round(0.99 * len(gaps)))]
    return worked[-1] - worked[-2] > max(usual, SHORTEST_SILENCE)


def _working_time(moments: Sequence[datetime], zone: tzinfo, days_off: Collection[date]) -> list[timedelta]:
    """For rising moments the working time passed since the first day: 16 hours of every day that is no day off."""
    day = moments[0].astimezone(zone).date()
    passed = timedelta(0)
    found: list[timedelta] = []
    for moment in moments:
        local = moment.astimezone(zone)
        while day < local.date():
            passed += timedelta(0) if day in days_off else WORK_ENDS - WORK_BEGINS
            day += timedelta(days=1)
        hour = timedelta(hours=local.hour, minutes=local.minute, seconds=local.second)
        today = min(max(hour, WORK_BEGINS), WORK_ENDS) - WORK_BEGINS
        found.append(passed + (timedelta(0) if day in days_off else today))
    return found


def sentence(attempt: Attempt) -> tuple[Phrase, ...]:
    """What one attempt brought, for the log a manager reads."""
    if attempt.problem:
        problem = FetchProblem(attempt.problem)
        status = (Phrase(N_("Mã trả lời %(status)s."), {"status": attempt.status}),) if attempt.status else ()
        return (Phrase(N_("Không lấy được: %(problem)s."), {"problem": problem.label}), *status)
    if attempt.not_modified:
        return (Phrase(N_("Máy chủ báo chưa có gì mới.")),)
    if attempt.same_body:
        return (Phrase(N_("Nội dung giống hệt lần trước.")),)
    counts = {"new": attempt.new, "changed": attempt.changed, "same": attempt.same}
    read = Phrase(N_("Đọc được %(new)s bài mới, %(changed)s bài có sửa, %(same)s bài đã có."), counts)
    bad = (Phrase(N_("%(bad)s mục không đọc được."), {"bad": attempt.bad}),) if attempt.bad else ()
    return (read, *bad)


def moved_address(url: str, attempts: Sequence[tuple[str, Sequence[str], bool]]) -> str:
    """The new address to propose, or "": the last ten attempts (newest first) all were redirected for good to it.

    Each attempt is (final address, notes, whether it was good).
    """
    last = attempts[:MOVED_TIMES]
    targets = {final for final, notes, good in last if good and MOVED_NOTE in notes}
    enough = len(last) == MOVED_TIMES and all(good and MOVED_NOTE in notes for _final, notes, good in last)
    return targets.pop() if enough and len(targets) == 1 and url not in targets else ""
