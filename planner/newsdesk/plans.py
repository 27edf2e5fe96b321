"""A plan as a value: what a form hands in, what a row holds, and both in the words of the history."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo

from planner.language.style import date_time, long_date, time_of_day
from planner.models import Campaign, Column, Exemplar, Genre, Person, PlannedItem, Slot, Theme
from planner.vocabulary import N_, Medium

DAY = N_("Ngày dự kiến đăng, phát")
HOUR = N_("Giờ")
NOTE = N_("Ghi chú")
PEOPLE = N_("Người thực hiện")
DEADLINE = N_("Hạn nộp bài")
SLOT = N_("Kỳ")
STATUS = N_("Trạng thái")
LONGEST_NOTE = 500
LONGEST_PART = 60


@dataclass(frozen=True, slots=True)
class Plan:
    """``publish_time``: newsroom clock, empty when the hour is not known yet. ``people``: (person, part in it)."""

    title: str
    genre: Genre
    medium: Medium
    brief: str = ""
    place: str = ""
    note: str = ""
    campaign: Campaign | None = None
    themes: tuple[Theme, ...] = ()
    column: Column | None = None
    slot: Slot | None = None
    publish_on: date | None = None
    publish_time: time | None = None
    deadline_at: datetime | None = None
    people: tuple[tuple[Person, str], ...] = ()
    exemplar: Exemplar | None = None


def plan_of(item: PlannedItem, zone: tzinfo) -> Plan:
    """The plan a row holds."""
    return Plan(
        title=item.title,
        genre=item.genre,
        medium=item.medium,
        brief=item.brief,
        place=item.place,
        note=item.note,
        campaign=item.campaign,
        themes=tuple(item.themes),
        column=item.column,
        slot=item.slot,
        publish_on=item.publish_on,
        publish_time=hour_of(item, zone),
        deadline_at=item.deadline_at,
        people=tuple((one.person, one.part) for one in item.assignments),
        exemplar=item.exemplar,
    )


def hour_of(item: PlannedItem, zone: tzinfo) -> time | None:
    """The newsroom's clock time of publication, empty when not known yet."""
    return item.publish_at.astimezone(zone).time() if item.publish_at else None


def words_of(plan: Plan, zone: tzinfo) -> dict[str, str]:
    """Every field by its Vietnamese name, as the history keeps it; empty string for nothing."""
    return {
        N_("Tên tin, bài"): plan.title,
        N_("Thể loại"): plan.genre.name,
        N_("Loại hình"): plan.medium.label,
        DAY: long_date(plan.publish_on) if plan.publish_on else "",
        HOUR: time_of_day(plan.publish_time) if plan.publish_time else "",
        DEADLINE: date_time(plan.deadline_at, zone) if plan.deadline_at else "",
        N_("Chuyên mục"): plan.column.name if plan.column else "",
        SLOT: long_date(plan.slot.on) if plan.slot else "",
        N_("Đợt tuyên truyền"): plan.campaign.short_title if plan.campaign else "",
        N_("Chủ đề"): "; ".join(sorted(theme.name for theme in plan.themes)),
        PEOPLE: people_words(plan.people),
        N_("Điển hình"): plan.exemplar.name if plan.exemplar else "",
        N_("Địa điểm"): plan.place,
        N_("Nội dung chính"): plan.brief,
        NOTE: plan.note,
    }


def field_names() -> dict[str, str]:
    """The names of ``words_of`` and the attributes of Plan they speak of, for putting one plan together from two."""
    return {
        N_("Tên tin, bài"): "title",
        N_("Thể loại"): "genre",
        N_("Loại hình"): "medium",
        DAY: "publish_on",
        HOUR: "publish_time",
        DEADLINE: "deadline_at",
        N_("Chuyên mục"): "column",
        SLOT: "slot",
        N_("Đợt tuyên truyền"): "campaign",
        N_("Chủ đề"): "themes",
        PEOPLE: "people",
        N_("Điển hình"): "exemplar",
        N_("Địa điểm"): "place",
        N_("Nội dung chính"): "brief",
        NOTE: "note",
    }


def people_words(people: Iterable[tuple[Person, str]]) -> str:
    """ "Nguyễn Thị Thử (quay phim), Trần Văn Nghiệm"."""
    return ", ".join(f"{person.name} ({part})" if part else person.name for person, part in people)


def each_once(people: Iterable[tuple[Person, str]]) -> tuple[tuple[Person, str], ...]:
    """Somebody named twice has both parts, at the first place."""
    found: dict[int, tuple[Person, list[str]]] = {}
    for person, part in people:
        parts = found.setdefault(person.id, (person, []))[1]
        if part and part not in parts:
            parts.append(part)
    return tuple((person, ", ".join(parts)[:LONGEST_PART]) for person, parts in found.values())


def change_note(changes: Iterable[Mapping[str, str]]) -> str:
    """What a calendar client is told: "14:00 → 16:00"; fields other than day and hour by their name."""
    told = [
        ("" if change["field"] in (DAY, HOUR) else change["field"] + ": ")
        + f"{change['before'] or '–'} → {change['after'] or '–'}"
        for change in changes
        if change["field"] != NOTE
    ]
    words = "; ".join(told)
    return words if len(words) <= LONGEST_NOTE else words[: LONGEST_NOTE - 1] + "…"
