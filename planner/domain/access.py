"""Who may do what. The one module that decides; the web's loading functions and the queries ask it.

A unit's unpublished plans are seen by the people of that unit (and of the unit it was merged into) and by the board.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from planner.vocabulary import Role, Status


class Action(StrEnum):
    """What a route does, from the point of view of permission."""

    SEE_DIRECTIVES = "see_directives"
    MANAGE_CAMPAIGNS = "manage_campaigns"
    SEE_UNITS = "see_units"
    MANAGE_UNITS = "manage_units"
    MANAGE_PEOPLE = "manage_people"
    SEE_PLANS = "see_plans"
    ADD_PLANS = "add_plans"
    EDIT_PLANS = "edit_plans"
    REPORT_WORK = "report_work"
    DISCUSS_PLANS = "discuss_plans"
    MANAGE_STEPS = "manage_steps"
    MANAGE_COLUMNS = "manage_columns"
    MANAGE_DAYS_OFF = "manage_days_off"
    WRITE_DAY_NOTES = "write_day_notes"
    KEEP_EXEMPLARS = "keep_exemplars"
    SET_WARNINGS = "set_warnings"
    SEE_PUBLISHED = "see_published"
    SEE_SOURCES = "see_sources"
    MANAGE_SOURCES = "manage_sources"
    KEEP_LOGS = "keep_logs"
    SEE_ACTIVITIES = "see_activities"
    REPORT_ACTIVITIES = "report_activities"
    DECIDE_MATCHES = "decide_matches"
    SEE_BOARD = "see_board"
    SEE_REPORTS = "see_reports"
    WRITE_REPORTS = "write_reports"
    SET_TARGETS = "set_targets"
    SEE_URGING = "see_urging"
    URGE = "urge"
    ANSWER_URGING = "answer_urging"
    SET_REMINDERS = "set_reminders"
    OWN_ACCOUNT = "own_account"
    PREVIEW_NOTICES = "preview_notices"
    SEE_MAIL_LOG = "see_mail_log"
    SEE_OUTSIDE_CALENDARS = "see_outside_calendars"
    KEEP_OUTSIDE_CALENDARS = "keep_outside_calendars"


class Scope(StrEnum):
    """How far a permission reaches: nothing, what one works on oneself, one's unit, every unit."""

    NONE = "none"
    OWN = "own"
    UNIT = "unit"
    ALL = "all"


_EVERYBODY = {
    Action.SEE_DIRECTIVES: Scope.ALL,
    Action.SEE_UNITS: Scope.ALL,
    Action.SEE_PUBLISHED: Scope.ALL,
    Action.SEE_SOURCES: Scope.ALL,
    Action.SEE_OUTSIDE_CALENDARS: Scope.ALL,
    Action.SEE_PLANS: Scope.UNIT,
    Action.OWN_ACCOUNT: Scope.OWN,
}

RULES: dict[Role, dict[Action, Scope]] = {
    Role.ADMINISTRATOR: _EVERYBODY
    | {
        Action.SEE_PLANS: Scope.NONE,
        Action.MANAGE_UNITS: Scope.ALL,
        Action.MANAGE_PEOPLE: Scope.ALL,
        Action.PREVIEW_NOTICES: Scope.ALL,
        Action.SEE_MAIL_LOG: Scope.ALL,
        Action.KEEP_OUTSIDE_CALENDARS: Scope.ALL,
        Action.MANAGE_SOURCES: Scope.ALL,
        Action.KEEP_LOGS: Scope.ALL,
        Action.MANAGE_CAMPAIGNS: Scope.ALL,
        Action.MANAGE_DAYS_OFF: Scope.ALL,
        Action.SET_WARNINGS: Scope.ALL,
        Action.MANAGE_STEPS: Scope.ALL,
        Action.SET_REMINDERS: Scope.ALL,
    },
    Role.EDITOR: _EVERYBODY
    | {
        Action.ADD_PLANS: Scope.UNIT,
        Action.EDIT_PLANS: Scope.UNIT,
        Action.REPORT_WORK: Scope.UNIT,
        Action.MANAGE_COLUMNS: Scope.UNIT,
        Action.PREVIEW_NOTICES: Scope.UNIT,
        Action.WRITE_DAY_NOTES: Scope.UNIT,
        Action.KEEP_OUTSIDE_CALENDARS: Scope.UNIT,
        Action.KEEP_LOGS: Scope.UNIT,
        Action.SEE_ACTIVITIES: Scope.UNIT,
        Action.REPORT_ACTIVITIES: Scope.UNIT,
        Action.KEEP_EXEMPLARS: Scope.UNIT,
        Action.SET_WARNINGS: Scope.UNIT,
        Action.DISCUSS_PLANS: Scope.UNIT,
        Action.MANAGE_STEPS: Scope.UNIT,
        Action.DECIDE_MATCHES: Scope.UNIT,
        Action.SEE_BOARD: Scope.UNIT,
        Action.SEE_REPORTS: Scope.UNIT,
        Action.WRITE_REPORTS: Scope.UNIT,
        Action.SEE_URGING: Scope.UNIT,
        Action.ANSWER_URGING: Scope.UNIT,
    },
    Role.REPORTER: _EVERYBODY
    | {
        Action.ADD_PLANS: Scope.UNIT,
        Action.EDIT_PLANS: Scope.OWN,
        Action.REPORT_WORK: Scope.OWN,
        Action.SEE_ACTIVITIES: Scope.UNIT,
        Action.KEEP_EXEMPLARS: Scope.UNIT,
        Action.DISCUSS_PLANS: Scope.UNIT,
    },
    Role.BOARD: _EVERYBODY
    | {
        Action.SEE_PLANS: Scope.ALL,
        Action.SEE_BOARD: Scope.ALL,
        Action.SEE_ACTIVITIES: Scope.ALL,
        Action.SEE_REPORTS: Scope.ALL,
        Action.WRITE_REPORTS: Scope.ALL,
        Action.SET_TARGETS: Scope.ALL,
        Action.SEE_URGING: Scope.ALL,
        Action.URGE: Scope.ALL,
        Action.SET_REMINDERS: Scope.ALL,
        Action.PREVIEW_NOTICES: Scope.ALL,
        Action.DECIDE_MATCHES: Scope.ALL,
        Action.MANAGE_CAMPAIGNS: Scope.ALL,
    },
}


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who is asking: today's role and the units whose plans are theirs (own unit and the units merged into it)."""

    person_id: int
    name: str
    role: Role
    unit_id: int | None
    unit_ids: frozenset[int]


@dataclass(frozen=True, slots=True)
class Visibility:
    """Which plans a select may return: those of ``unit_ids``, plus published ones of every unit; or all of them."""

    everything: bool
    unit_ids: frozenset[int]


def scope_of(viewer: Viewer, action: Action) -> Scope:
    """How far this viewer's permission for an action reaches."""
    return RULES[viewer.role].get(action, Scope.NONE)


def may(viewer: Viewer, action: Action, *, unit_id: int | None = None, people: Iterable[int] = ()) -> bool:
    """Whether the viewer may do this to a thing of ``unit_id`` made or worked on by ``people``."""
    scope = scope_of(viewer, action)
    if scope is Scope.ALL:
        return True
    if scope is Scope.UNIT:
        return unit_id in viewer.unit_ids
    return scope is Scope.OWN and unit_id in viewer.unit_ids and viewer.person_id in set(people)


def may_somewhere(viewer: Viewer, action: Action) -> bool:
    """Whether the action is open to this role at all (menus, routes without a single thing)."""
    return scope_of(viewer, action) is not Scope.NONE


def may_see_plan(viewer: Viewer, unit_id: int, status: Status) -> bool:
    """Published plans are seen by everybody signed in, others by their unit and the board."""
    return status is Status.PUBLISHED or may(viewer, Action.SEE_PLANS, unit_id=unit_id)


def may_see_notice(viewer: Viewer, unit_id: int | None) -> bool:
    """Something of a unit that is no plan: seen by its people and the board; of no unit: by whoever it was told."""
    return unit_id is None or may(viewer, Action.SEE_PLANS, unit_id=unit_id)


def plan_visibility(viewer: Viewer) -> Visibility:
    """The same rule for selects of many plans."""
    scope = scope_of(viewer, Action.SEE_PLANS)
    own_units = viewer.unit_ids if scope is Scope.UNIT else frozenset[int]()
    return Visibility(everything=scope is Scope.ALL, unit_ids=own_units)


def units_within(viewer: Viewer, action: Action) -> frozenset[int] | None:
    """The units the viewer may do this for; ``None`` means every unit."""
    scope = scope_of(viewer, action)
    if scope is Scope.ALL:
        return None
    return frozenset[int]() if scope is Scope.NONE else viewer.unit_ids
