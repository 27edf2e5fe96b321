"""Who may move an item from which state to which."""

from itertools import product

from planner.domain.workflow import MOVES, WITH_REASON, may_edit, moves
from planner.vocabulary import Role, Status


def test_an_editor_can_reach_every_state_from_an_idea() -> None:
    reached, waiting = set[Status](), [Status.IDEA]
    while waiting:
        status = waiting.pop()
        if status not in reached:
            reached.add(status)
            waiting += moves(Role.EDITOR, status)
    assert reached == set(Status)


def test_a_reporter_starts_hands_in_and_takes_back_only() -> None:
    assert MOVES[Role.REPORTER] == {
        Status.PLANNED: (Status.IN_PROGRESS,),
        Status.IN_PROGRESS: (Status.SUBMITTED,),
        Status.SUBMITTED: (Status.IN_PROGRESS,),
    }


def test_the_board_and_the_administrator_move_nothing() -> None:
    assert [moves(role, status) for role, status in product((Role.BOARD, Role.ADMINISTRATOR), Status)] == [()] * 16


def test_what_was_put_aside_comes_back_as_a_plan() -> None:
    assert all(moves(Role.EDITOR, status)[0] is Status.PLANNED for status in WITH_REASON)


def test_a_published_or_cancelled_plan_is_not_edited_by_anybody() -> None:
    assert not any(may_edit(role, status) for role in Role for status in (Status.PUBLISHED, Status.CANCELLED))


def test_a_reporter_edits_only_an_idea() -> None:
    assert [status for status in Status if may_edit(Role.REPORTER, status)] == [Status.IDEA]
