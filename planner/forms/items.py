"""Forms of a planned item: the plan itself, moving it, and its states."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo

from wtforms import FieldList, FormField, HiddenField, SelectField, StringField, TextAreaField
from wtforms import Form as PlainForm
from wtforms.validators import InputRequired

from planner.domain.deadlines import CLOSING_TIME, instant
from planner.domain.steps import status_words
from planner.forms.base import Day, Form, Hour, Spoken, Title, Words, clean, labelled, one_line, options, say
from planner.forms.choices import RowSelect, Ticks, number
from planner.language.style import short_date, time_of_day, weekday_name
from planner.models import Campaign, Column, Exemplar, Genre, Person, Slot, Theme
from planner.newsdesk.plans import Plan
from planner.vocabulary import N_, Medium, Status

SPARE_ROWS = 2


@dataclass(frozen=True, slots=True)
class ItemChoices:
    """The rows an item's form may choose from, already limited to what the person may use."""

    genres: Sequence[Genre]
    campaigns: Sequence[Campaign]
    columns: Sequence[Column]
    slots: Sequence[Slot]
    people: Sequence[Person]
    exemplars: Sequence[Exemplar] = ()

    @property
    def themes(self) -> list[Theme]:
        return [theme for campaign in self.campaigns for theme in campaign.themes if theme.enabled]


class PersonRow(PlainForm):
    """Somebody and their part in the item."""

    class Meta(Spoken):
        pass

    person = RowSelect(N_("Người thực hiện"))
    part = StringField(N_("Phần việc"), validators=[Words(60)], filters=[one_line])


class ItemForm(Form):
    title = Title(N_("Tên tin, bài"), most=300)
    genre = SelectField(N_("Thể loại"), coerce=number, validators=[InputRequired()])
    medium = SelectField(N_("Loại hình"))
    slot = RowSelect(
        N_("Kỳ của chuyên mục"), description=N_("Chọn kỳ thì ngày, giờ và hạn nộp tự điền theo chuyên mục.")
    )
    column = RowSelect(N_("Chuyên mục"))
    publish_on = Day(N_("Ngày dự kiến đăng, phát"), description=N_("Để trống nếu chưa định ngày (kho đề tài)."))
    publish_time = Hour(N_("Giờ"), description=N_("Để trống nếu giờ chưa rõ."))
    deadline_on = Day(N_("Hạn nộp bài"))
    deadline_time = Hour(N_("Giờ hạn nộp"))
    exemplar = RowSelect(
        N_("Điển hình"), description=N_("Mô hình, cách làm hoặc con người mà tin, bài viết về; chọn từ sổ điển hình.")
    )
    campaign = RowSelect(N_("Đợt tuyên truyền"))
    themes = Ticks(N_("Chủ đề"), coerce=number)
    people = FieldList(FormField(PersonRow), label=N_("Người thực hiện"), max_entries=30)
    place = Title(N_("Địa điểm"), most=200, required=False)
    brief = TextAreaField(N_("Nội dung chính"), validators=[Words(5000)], filters=[clean])
    note = TextAreaField(N_("Ghi chú"), validators=[Words(5000)], filters=[clean])
    # The plan in (Vietnamese) words when the form was opened, as JSON: what a merge measures both sides against.
    opened = HiddenField(render_kw={"lang": "vi"})

    def offer(self, choices: ItemChoices) -> None:
        """Put the lists in; the people of the form are followed by spare rows."""
        self.choices = choices
        self.genre.choices = options((genre.id, genre.name) for genre in choices.genres)
        self.medium.choices = labelled(Medium)
        self.slot.offer([(slot.id, slot_words(slot)) for slot in choices.slots], nothing=N_("Ngày tự chọn"))
        self.column.offer((column.id, column.name) for column in choices.columns)
        self.exemplar.offer((exemplar.id, exemplar.name) for exemplar in choices.exemplars)
        self.campaign.offer((campaign.id, campaign.short_title) for campaign in choices.campaigns)
        self.themes.choices = options((theme.id, theme.name) for theme in choices.themes)
        if not self.is_submitted():
            for _spare in range(SPARE_ROWS):
                self.people.append_entry()
        for row in self.people:
            row.form.person.offer((person.id, person.name) for person in choices.people)

    def plan(self, zone: tzinfo) -> Plan:
        """The plan typed in. Call only after the form has been validated."""
        chosen = self.choices
        return Plan(
            title=self.title.data or "",
            genre=next(genre for genre in chosen.genres if genre.id == self.genre.data),
            medium=Medium(self.medium.data),
            brief=self.brief.data or "",
            place=self.place.data or "",
            note=self.note.data or "",
            campaign=next((one for one in chosen.campaigns if one.id == self.campaign.data), None),
            themes=tuple(theme for theme in chosen.themes if theme.id in (self.themes.data or ())),
            column=next((one for one in chosen.columns if one.id == self.column.data), None),
            slot=next((one for one in chosen.slots if one.id == self.slot.data), None),
            publish_on=self.publish_on.data,
            publish_time=self.publish_time.data,
            deadline_at=_moment(self.deadline_on.data, self.deadline_time.data, zone),
            people=self._people(),
            exemplar=next((one for one in chosen.exemplars if one.id == self.exemplar.data), None),
        )

    def _people(self) -> tuple[tuple[Person, str], ...]:
        by_number = {person.id: person for person in self.choices.people}
        rows = [row.form for row in self.people]
        return tuple((by_number[row.person.data], row.part.data or "") for row in rows if row.person.data)


def item_values(plan: Plan, zone: tzinfo) -> dict[str, object]:
    """What the fields of ItemForm show for a plan."""
    deadline = plan.deadline_at.astimezone(zone) if plan.deadline_at else None
    return {
        "title": plan.title,
        "genre": plan.genre.id,
        "medium": plan.medium.value,
        "slot": plan.slot.id if plan.slot else None,
        "column": plan.column.id if plan.column else None,
        "publish_on": plan.publish_on,
        "publish_time": plan.publish_time,
        "deadline_on": deadline.date() if deadline else None,
        "deadline_time": deadline.time() if deadline else None,
        "exemplar": plan.exemplar.id if plan.exemplar else None,
        "campaign": plan.campaign.id if plan.campaign else None,
        "themes": [theme.id for theme in plan.themes],
        "people": [{"person": person.id, "part": part} for person, part in plan.people],
        "place": plan.place,
        "brief": plan.brief,
        "note": plan.note,
    }


class MoveForm(Form):
    """Another day. A drag sends only the day: then ``hour_sent`` is empty and the hour stays."""

    publish_on = Day(N_("Ngày mới"), description=N_("Để trống để đưa về kho đề tài (chưa định ngày)."))
    publish_time = Hour(N_("Giờ"), description=N_("Để trống nếu giờ chưa rõ."))
    hour_sent = HiddenField(default="1")
    reason = Title(N_("Lý do"), most=500, required=False)


class StatusForm(Form):
    status = SelectField(N_("Trạng thái"), choices=labelled(Status))
    reason = Title(N_("Lý do"), most=500, required=False)


class LaneForm(Form):
    """A step of the work with its reason; only the states within reach are offered."""

    status = SelectField(N_("Trạng thái mới"))
    reason = Title(N_("Lý do"), most=500, required=False, description=N_("Bắt buộc khi hoãn hoặc hủy."))

    def offer(self, medium: Medium, statuses: Sequence[Status]) -> None:
        self.status.choices = options((status.value, status_words(status, medium)) for status in statuses)


class ReasonForm(Form):
    reason = Title(N_("Lý do"), most=500)


def slot_words(slot: Slot) -> str:
    """ "Khoa học quanh ta – thứ Năm, 26/11/2026, 20:00"."""
    at = f", {time_of_day(slot.hour)}" if slot.hour else ""
    return f"{slot.column.name} – {say(weekday_name(slot.on))}, {short_date(slot.on)}{at}"


def _moment(on: date | None, at: time | None, zone: tzinfo) -> datetime | None:
    return instant(on, at or CLOSING_TIME, zone) if on else None
