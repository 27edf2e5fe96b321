"""The way of a planned item through its states, as data: who may move it from where to where."""

from collections.abc import Mapping

from planner.vocabulary import Role, Status

WITH_REASON = frozenset({Status.POSTPONED, Status.CANCELLED})
STOPPED = frozenset({Status.PUBLISHED, Status.CANCELLED})

_STEPS = (Status.IDEA, Status.PLANNED, Status.IN_PROGRESS, Status.SUBMITTED, Status.APPROVED, Status.PUBLISHED)
_ALIVE = _STEPS[:-1]

# An editor goes one step on or back, may skip to approval, and puts aside what is not yet out.
_EDITOR: Mapping[Status, tuple[Status, ...]] = {
    Status.IDEA: (Status.PLANNED, Status.POSTPONED, Status.CANCELLED),
    Status.PLANNED: (Status.IN_PROGRESS, Status.APPROVED, Status.IDEA, Status.POSTPONED, Status.CANCELLED),
    Status.IN_PROGRESS: (Status.SUBMITTED, Status.APPROVED, Status.PLANNED, Status.POSTPONED, Status.CANCELLED),
    Status.SUBMITTED: (Status.APPROVED, Status.IN_PROGRESS, Status.POSTPONED, Status.CANCELLED),
    Status.APPROVED: (Status.PUBLISHED, Status.SUBMITTED, Status.POSTPONED, Status.CANCELLED),
    Status.PUBLISHED: (Status.APPROVED,),
    Status.POSTPONED: (Status.PLANNED, Status.CANCELLED),
    Status.CANCELLED: (Status.PLANNED,),
}
# A reporter says how the own work goes.
_REPORTER: Mapping[Status, tuple[Status, ...]] = {
    Status.PLANNED: (Status.IN_PROGRESS,),
    Status.IN_PROGRESS: (Status.SUBMITTED,),
    Status.SUBMITTED: (Status.IN_PROGRESS,),
}
MOVES: Mapping[Role, Mapping[Status, tuple[Status, ...]]] = {Role.EDITOR: _EDITOR, Role.REPORTER: _REPORTER}
# A reporter's idea is the reporter's to shape; once approved, the plan is the editor's.
EDITABLE: Mapping[Role, frozenset[Status]] = {
    Role.EDITOR: frozenset(_ALIVE) | {Status.POSTPONED},
    Role.REPORTER: frozenset({Status.IDEA}),
}


def moves(role: Role, status: Status) -> tuple[Status, ...]:
    """The states this role may move an item to, the most usual first."""
    return MOVES.get(role, {}).get(status, ())


def may_edit(role: Role, status: Status) -> bool:
    """Whether this role may change the plan itself (words, people, date) in this state."""
    return status in EDITABLE.get(role, frozenset())
