"""Who is told what when a planned item changes, and how: rules on values."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from planner.vocabulary import N_, NoticeChannel, NoticeKind, NoticeWhy, Status

# Fields by the words the history keeps.
MOVING = frozenset({N_("Ngày dự kiến đăng, phát"), N_("Giờ")})
CHANGING = frozenset({N_("Tên tin, bài"), N_("Hạn nộp bài"), N_("Địa điểm"), N_("Nội dung chính")})
LONGEST_VALUE = 160

DEFAULTS: Mapping[NoticeKind, NoticeChannel] = {
    NoticeKind.ASSIGNED: NoticeChannel.MAIL,
    NoticeKind.UNASSIGNED: NoticeChannel.MAIL,
    NoticeKind.MOVED: NoticeChannel.MAIL,
    NoticeKind.CHANGED: NoticeChannel.DIGEST,
    NoticeKind.STATUS: NoticeChannel.APP,
    NoticeKind.DECLINED: NoticeChannel.MAIL,
    NoticeKind.POSTPONED: NoticeChannel.MAIL,
    NoticeKind.CANCELLED: NoticeChannel.MAIL,
    NoticeKind.COMMENT: NoticeChannel.DIGEST,
    NoticeKind.MENTION: NoticeChannel.MAIL,
    NoticeKind.DEADLINE: NoticeChannel.MAIL,
    NoticeKind.LINK: NoticeChannel.MAIL,
    NoticeKind.URGED: NoticeChannel.MAIL,
    NoticeKind.URGING_ANSWER: NoticeChannel.DIGEST,
    NoticeKind.URGING_DUE: NoticeChannel.MAIL,
    NoticeKind.EMPTY_SLOT: NoticeChannel.DIGEST,
    NoticeKind.SOURCE: NoticeChannel.DIGEST,
    NoticeKind.REPORT: NoticeChannel.MAIL,
}
# When each kind is sent and to whom, for the settings page.
MEANING: Mapping[NoticeKind, str] = {
    NoticeKind.ASSIGNED: N_("Khi được giao một tin, bài."),
    NoticeKind.UNASSIGNED: N_("Khi thôi được giao một tin, bài."),
    NoticeKind.MOVED: N_("Khi ngày hoặc giờ đăng, phát của tin, bài đang làm hoặc do mình lập thay đổi."),
    NoticeKind.CHANGED: N_("Khi tên, hạn nộp, địa điểm hoặc nội dung chính thay đổi."),
    NoticeKind.STATUS: N_("Khi tin, bài sang bước khác: được duyệt, đã nộp, trả lại."),
    NoticeKind.DECLINED: N_("Khi người được giao từ chối tin, bài do mình lập, kèm lý do."),
    NoticeKind.POSTPONED: N_("Khi tin, bài bị hoãn, kèm lý do."),
    NoticeKind.CANCELLED: N_("Khi tin, bài bị hủy, kèm lý do."),
    NoticeKind.COMMENT: N_("Khi có ý kiến mới ở tin, bài đang làm, do mình lập hoặc đã tham gia ý kiến."),
    NoticeKind.MENTION: N_("Khi có người nhắc tên mình trong ý kiến."),
    NoticeKind.DEADLINE: N_("Lúc 8 giờ sáng ngày trước hạn nộp bài, với người thực hiện."),
    NoticeKind.LINK: N_("Lúc 8 giờ sáng ngày sau ngày đăng, phát, khi chưa có đường dẫn nào được xác nhận."),
    NoticeKind.URGED: N_("Khi Ban gửi phiếu đôn đốc cho đơn vị, nhắn thêm, mở lại hoặc đóng phiếu."),
    NoticeKind.URGING_ANSWER: N_("Khi đơn vị phản hồi một phiếu đôn đốc."),
    NoticeKind.URGING_DUE: N_("Buổi sáng trước hạn phản hồi phiếu đôn đốc, khi chưa có phản hồi."),
    NoticeKind.EMPTY_SLOT: N_("Buổi sáng trước ngày của kỳ chuyên mục còn trống, với biên tập viên của đơn vị."),
    NoticeKind.REPORT: N_("Khi báo cáo định kỳ của một đợt tuyên truyền được dự thảo, kèm đường dẫn."),
    NoticeKind.SOURCE: N_(
        "Khi một nguồn tin được tính vào kết quả không còn đọc được, hoặc im lặng lâu hơn thường lệ."
    ),
}


@dataclass(frozen=True, slots=True)
class Told:
    """One person is to be told one thing. ``changes`` as in the history, only those of the kind."""

    person_id: int
    kind: NoticeKind
    why: NoticeWhy
    changes: Sequence[Mapping[str, str]] = ()


@dataclass(frozen=True, slots=True)
class About:
    """Something that is no planned item: its table and row, how it is called, and whose people may read of it."""

    subject: str
    subject_id: int
    title: str
    unit_id: int | None


@dataclass(frozen=True, slots=True)
class Hands:
    """Who has to do with an item: its makers before and after a change, and who entered it."""

    before: frozenset[int]
    after: frozenset[int]
    creator_id: int | None


def told_of_change(changes: Iterable[Mapping[str, str]], hands: Hands, *, status: Status | None = None) -> list[Told]:
    """Who is told what about one change. ``status``: the state it moved to, when it did.

    Somebody new hears only of the assignment and somebody who left only of that; in one change nobody hears more than
    one thing of a kind.
    """
    changes = list(changes)
    found = [Told(one, NoticeKind.ASSIGNED, NoticeWhy.MAKER) for one in sorted(hands.after - hands.before)]
    found += [Told(one, NoticeKind.UNASSIGNED, NoticeWhy.FORMER) for one in sorted(hands.before - hands.after)]
    staying = dict.fromkeys(sorted(hands.before & hands.after), NoticeWhy.MAKER)
    if hands.creator_id is not None and hands.creator_id not in hands.before | hands.after:
        staying[hands.creator_id] = NoticeWhy.CREATOR
    for kind, part in _kinds(changes, status):
        found += [Told(person_id, kind, why, part) for person_id, why in staying.items()]
    return found


def told_of_comment(
    *, mentioned: Iterable[int], makers: Iterable[int], creator_id: int | None, talkers: Iterable[int]
) -> list[Told]:
    """Everybody once, for the strongest reason: being named, making the item, having entered it, having commented."""
    reasons: dict[int, Told] = {}
    groups: list[tuple[Iterable[int], NoticeKind, NoticeWhy]] = [
        (mentioned, NoticeKind.MENTION, NoticeWhy.MENTIONED),
        (makers, NoticeKind.COMMENT, NoticeWhy.MAKER),
        ([creator_id] if creator_id is not None else [], NoticeKind.COMMENT, NoticeWhy.CREATOR),
        (talkers, NoticeKind.COMMENT, NoticeWhy.TALKER),
    ]
    for people, kind, why in groups:
        for person_id in people:
            reasons.setdefault(person_id, Told(person_id, kind, why))
    return [reasons[person_id] for person_id in sorted(reasons)]


def _kinds(
    changes: list[Mapping[str, str]], status: Status | None
) -> list[tuple[NoticeKind, Sequence[Mapping[str, str]]]]:
    if status is not None:
        kind = {Status.POSTPONED: NoticeKind.POSTPONED, Status.CANCELLED: NoticeKind.CANCELLED}.get(status)
        return [(kind or NoticeKind.STATUS, changes)]
    kinds = ((NoticeKind.MOVED, MOVING), (NoticeKind.CHANGED, CHANGING))
    parts = [(kind, [_short(change) for change in changes if change["field"] in fields]) for kind, fields in kinds]
    return [(kind, part) for kind, part in parts if part]


def _short(change: Mapping[str, str]) -> Mapping[str, str]:
    """A long text is told by its beginning: the item's page has the whole."""
    return {
        name: value if len(value) <= LONGEST_VALUE else value[: LONGEST_VALUE - 1] + "…"
        for name, value in change.items()
    }
