"""What the demonstration's data file says, as records. Keys are the file's own or those of the campaign's preset."""

from dataclasses import dataclass
from datetime import time

from planner.domain.demo_board import DemoBoard
from planner.domain.demo_desk import DemoDesk
from planner.vocabulary import Medium, Role, Status


@dataclass(frozen=True, slots=True)
class DemoUnit:
    """A press unit beside those of the preset; ``since`` as ``demo_day`` reads it, like every day below."""

    key: str
    name: str
    short: str
    since: str


@dataclass(frozen=True, slots=True)
class DemoChannel:
    key: str
    unit: str
    name: str
    medium: Medium
    since: str


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """``email``: the part before the at sign. ``unit`` empty: belongs to none."""

    key: str
    name: str
    email: str
    role: Role
    unit: str
    post: str


@dataclass(frozen=True, slots=True)
class DemoColumn:
    """``key``: a proposed column of the campaign's preset."""

    key: str
    channel: str
    genre: str
    airs_at: time | None
    deadline_days: int
    reruns: int


@dataclass(frozen=True, slots=True)
class DemoSkip:
    column: str
    slot: int
    reason: str


@dataclass(frozen=True, slots=True)
class DemoHand:
    """A person's part in an item."""

    who: str
    part: str


@dataclass(frozen=True, slots=True)
class DemoLink:
    """A published item known from a link that somebody pasted. ``day`` empty: the planned day."""

    title: str
    day: str
    url: str


@dataclass(frozen=True, slots=True)
class DemoItem:
    """``slot``: of its column, -1 the last one before today, +1 the first one from today; 0 for none. ``lead``: days
    before publication that the plan was made. ``covered``: slug of the feed's article an editor confirmed for it.
    """

    unit: str
    title: str
    brief: str
    place: str
    genre: str
    medium: Medium | None
    themes: tuple[str, ...]
    people: tuple[DemoHand, ...]
    column: str
    slot: int
    day: str
    at: time | None
    deadline_days: int | None
    lead: int
    status: Status
    reason: str
    covered: str
    link: DemoLink | None


@dataclass(frozen=True, slots=True)
class DemoSource:
    name: str
    channel: str


@dataclass(frozen=True, slots=True)
class DemoUnplanned:
    """An article nobody planned that counts for the campaign."""

    slug: str
    theme: str
    genre: str


@dataclass(frozen=True, slots=True)
class Demo:
    """``campaign`` and ``feed``: the names of two other data files. ``starts``: the day the columns began;
    ``read_until``: the last day of the feed that was read before the newcomer came.
    """

    campaign: str
    feed: str
    units: tuple[DemoUnit, ...]
    channels: tuple[DemoChannel, ...]
    people: tuple[DemoPerson, ...]
    columns: tuple[DemoColumn, ...]
    starts: str
    skipped: tuple[DemoSkip, ...]
    source: DemoSource
    items: tuple[DemoItem, ...]
    unplanned: tuple[DemoUnplanned, ...]
    desk: DemoDesk
    board: DemoBoard
    read_until: str
