"""Who is told what: rules on values."""

from planner.domain.notices import DEFAULTS, MEANING, Hands, Told, told_of_change, told_of_comment
from planner.vocabulary import NoticeKind, NoticeWhy, Status

DAY = {"field": "Ngày dự kiến đăng, phát", "before": "thứ Hai, 23/11/2026", "after": "thứ Ba, 24/11/2026"}
PLACE = {"field": "Địa điểm", "before": "", "after": "Nhà văn hóa"}
NOTE = {"field": "Ghi chú", "before": "", "after": "gọi trước"}


def hands(before: set[int], after: set[int], creator_id: int | None = None) -> Hands:
    return Hands(frozenset(before), frozenset(after), creator_id)


def test_every_kind_has_a_default_and_says_when_it_comes() -> None:
    assert set(DEFAULTS) == set(MEANING) == set(NoticeKind)


def test_who_comes_hears_of_the_assignment_and_who_goes_of_its_end_only() -> None:
    told = told_of_change([DAY], hands({1, 2}, {2, 3}))
    assert [(one.person_id, one.kind) for one in told] == [
        (3, NoticeKind.ASSIGNED),
        (1, NoticeKind.UNASSIGNED),
        (2, NoticeKind.MOVED),
    ]


def test_a_day_and_a_place_changed_at_once_are_two_kinds_with_their_own_changes() -> None:
    told = told_of_change([DAY, PLACE, NOTE], hands({1}, {1}))
    assert told == [
        Told(1, NoticeKind.MOVED, NoticeWhy.MAKER, [DAY]),
        Told(1, NoticeKind.CHANGED, NoticeWhy.MAKER, [PLACE]),
    ]


def test_a_note_alone_tells_nobody() -> None:
    assert told_of_change([NOTE], hands({1}, {1}, 2)) == []


def test_whoever_entered_the_item_is_told_as_that_unless_making_it() -> None:
    assert [(one.person_id, one.why) for one in told_of_change([DAY], hands({1}, {1}, 9))] == [
        (1, NoticeWhy.MAKER),
        (9, NoticeWhy.CREATOR),
    ]
    assert [one.person_id for one in told_of_change([DAY], hands({9}, {9}, 9))] == [9]


def test_states_have_kinds_of_their_own() -> None:
    kinds = {status: told_of_change([], hands({1}, {1}), status=status)[0].kind for status in Status}
    assert kinds[Status.CANCELLED] is NoticeKind.CANCELLED
    assert kinds[Status.POSTPONED] is NoticeKind.POSTPONED
    assert kinds[Status.APPROVED] is NoticeKind.STATUS


def test_a_long_text_is_told_by_its_beginning() -> None:
    (told,) = told_of_change([{"field": "Nội dung chính", "before": "", "after": "dài " * 500}], hands({1}, {1}))
    assert len(told.changes[0]["after"]) == 160


def test_a_comment_tells_everybody_once_for_the_strongest_reason() -> None:
    told = told_of_comment(mentioned=[3], makers=[1, 3], creator_id=2, talkers=[1, 2, 4])
    assert [(one.person_id, one.kind, one.why) for one in told] == [
        (1, NoticeKind.COMMENT, NoticeWhy.MAKER),
        (2, NoticeKind.COMMENT, NoticeWhy.CREATOR),
        (3, NoticeKind.MENTION, NoticeWhy.MENTIONED),
        (4, NoticeKind.COMMENT, NoticeWhy.TALKER),
    ]
