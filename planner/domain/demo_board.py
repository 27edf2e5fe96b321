"""What the demonstration's board follows, as its data file says: targets of this month, urging notes and replies."""

from dataclasses import dataclass

from planner.domain.data_file import Entry


@dataclass(frozen=True, slots=True)
class DemoTarget:
    """Of the month the demonstration is set up in. ``group``: of genres, "" for all."""

    unit: str
    group: str
    amount: int
    note: str


@dataclass(frozen=True, slots=True)
class DemoUrging:
    """About a slot nothing came for. ``sent``, ``due``, ``done_by``: days; ``reply``, ``close``: "" for none."""

    column: str
    slot: int
    sent: str
    due: str
    reply: str
    done: str
    done_by: str
    close: str


@dataclass(frozen=True, slots=True)
class DemoBoard:
    """``owner``: the person of the board, ``unit_owner``: who replies for the unit."""

    owner: str
    unit_owner: str
    targets: tuple[DemoTarget, ...]
    urging: tuple[DemoUrging, ...]


def read_board(entry: Entry) -> DemoBoard:
    return DemoBoard(
        owner=entry.text("owner"),
        unit_owner=entry.text("unit_owner"),
        targets=entry.entries("targets", _target),
        urging=entry.entries("urging", _urging),
    )


def _target(entry: Entry) -> DemoTarget:
    return DemoTarget(
        entry.text("unit"), entry.text("group", ""), entry.number("amount", 1) or 1, entry.text("note", "")
    )


def _urging(entry: Entry) -> DemoUrging:
    return DemoUrging(
        column=entry.text("column"),
        slot=int(entry.text("slot")),
        sent=entry.text("sent"),
        due=entry.text("due"),
        reply=entry.text("reply", ""),
        done=entry.text("done", ""),
        done_by=entry.text("done_by", ""),
        close=entry.text("close", ""),
    )
