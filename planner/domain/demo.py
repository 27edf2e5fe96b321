"""Reading the demonstration's data file. The file describes its layout."""

from datetime import time

from planner.domain.data_file import Entry, read_data_file
from planner.domain.demo_board import read_board
from planner.domain.demo_desk import read_desk
from planner.domain.demo_parts import (
    Demo,
    DemoChannel,
    DemoColumn,
    DemoHand,
    DemoItem,
    DemoLink,
    DemoPerson,
    DemoSkip,
    DemoSource,
    DemoUnit,
    DemoUnplanned,
)
from planner.vocabulary import N_, Medium, Role, Status

USUAL_LEAD = 14


def parse_demo(text: str) -> Demo:
    """The demonstration in ``text``; raises Invalid naming the place of a mistake."""
    return read_data_file(text).read(_demo)


def _demo(entry: Entry) -> Demo:
    entry.number("layout")
    channels = entry.entries("channels", _channel, required=True)
    return Demo(
        campaign=entry.text("campaign"),
        feed=entry.text("feed"),
        units=entry.entries("sample_units", _unit),
        channels=channels,
        people=entry.entries("people", _person, required=True),
        columns=entry.entries("columns", _column),
        starts=entry.text("starts"),
        skipped=entry.entries("skipped", _skip),
        source=entry.entry("source").read(lambda part: DemoSource(part.text("name"), part.text("channel"))),
        items=entry.entries("items", lambda part: _item(part, channels[0].unit), required=True),
        unplanned=entry.entries("unplanned", _unplanned),
        desk=entry.entry("desk").read(read_desk),
        board=entry.entry("board").read(read_board),
        read_until=entry.text("read_until"),
    )


def _unit(entry: Entry) -> DemoUnit:
    return DemoUnit(entry.text("key"), entry.text("name"), entry.text("short"), entry.text("since"))


def _channel(entry: Entry) -> DemoChannel:
    return DemoChannel(
        entry.text("key"),
        entry.text("unit"),
        entry.text("name"),
        entry.choice("medium", Medium),
        entry.text("since"),
    )


def _person(entry: Entry) -> DemoPerson:
    return DemoPerson(
        key=entry.text("key"),
        name=entry.text("name"),
        email=entry.text("email"),
        role=entry.choice("role", Role),
        unit=entry.text("unit", ""),
        post=entry.text("post", ""),
    )


def _column(entry: Entry) -> DemoColumn:
    return DemoColumn(
        key=entry.text("key"),
        channel=entry.text("channel"),
        genre=entry.text("genre"),
        airs_at=_hour(entry, "airs_at"),
        deadline_days=entry.needed_number("deadline_days"),
        reruns=entry.number("reruns") or 0,
    )


def _skip(entry: Entry) -> DemoSkip:
    return DemoSkip(entry.text("column"), _place(entry), entry.text("reason"))


def _unplanned(entry: Entry) -> DemoUnplanned:
    return DemoUnplanned(entry.text("slug"), entry.text("theme"), entry.text("genre"))


def _item(entry: Entry, usual_unit: str) -> DemoItem:
    column = entry.text("column", "")
    lead = entry.number("lead")
    return DemoItem(
        unit=entry.text("unit", usual_unit),
        title=entry.text("title"),
        brief=entry.text("brief", ""),
        place=entry.text("place", ""),
        genre=entry.text("genre", "" if column else None),
        medium=None if column else entry.choice("medium", Medium),
        themes=entry.texts("themes", required=True),
        people=_hands(entry),
        column=column,
        slot=_place(entry) if column else 0,
        day=entry.text("day", ""),
        at=_hour(entry, "at"),
        deadline_days=entry.number("deadline_days"),
        lead=USUAL_LEAD if lead is None else lead,
        status=entry.choice("status", Status),
        reason=entry.text("reason", ""),
        covered=entry.text("covered", ""),
        link=entry.entry("link").read(_link) if entry.has("link") else None,
    )


def _link(entry: Entry) -> DemoLink:
    return DemoLink(entry.text("title"), entry.text("day", ""), entry.text("url"))


def _hands(entry: Entry) -> tuple[DemoHand, ...]:
    return entry.entries("people", lambda part: DemoHand(part.text("who"), part.text("part", "")))


def _hour(entry: Entry, field: str) -> time | None:
    text = entry.optional(field)
    try:
        return time.fromisoformat(text) if text else None
    except ValueError as error:
        raise entry.wrong(field, N_("Tệp dữ liệu, mục %(place)s: không phải là giờ; viết theo dạng 08:15.")) from error


def _place(entry: Entry) -> int:
    """A slot's place counted from today: never 0."""
    text = entry.text("slot")
    if text[:1] not in "+-" or not text[1:].isdecimal() or int(text) == 0:
        raise entry.wrong("slot", N_("Tệp dữ liệu, mục %(place)s: viết kỳ theo dạng -1 hoặc +2."))
    return int(text)
