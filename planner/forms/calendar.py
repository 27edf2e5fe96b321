"""The calendar's filters: the address of the page is the form."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Field, HiddenField, SearchField, SelectField
from wtforms.validators import ValidationError

from planner.domain.access import Viewer
from planner.errors import Invalid
from planner.forms.base import Form, Title, Words, labelled, one_line, options, say
from planner.forms.choices import RowSelect
from planner.queries.calendar import Word
from planner.queries.item_filter import ItemFilter
from planner.vocabulary import N_, CalendarClock, Medium, Status

MONTH = re.compile(r"(\d{4})-(\d{2})")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
EVERYTHING = N_("Tất cả")
WRONG_DAY = N_("Ngày không hợp lệ. Viết như 2026-11-23, trong khoảng 1990 đến 2100.")
STEPS = (5, 15, 30, 60)
PLACES = ("thang", "ngay", "buoc")  # where one looks, as opposed to what one looks for
WRONG_MONTH = N_("Tháng không hợp lệ. Viết như 2026-11, trong khoảng 1990 đến 2100.")


class PlaceForm(FlaskForm):
    """Where one looks, when nothing narrows it. A GET form: no token, nothing it does changes anything."""

    has_lists = False

    class Meta(Form.Meta):
        csrf: bool = False  # type: ignore[bad-override]

    month = HiddenField(name="thang")
    day = HiddenField(name="ngay")
    step = HiddenField(name="buoc")

    def validate_month(self, field: HiddenField) -> None:
        if field.data and month_start(field.data) is None:
            raise ValidationError(WRONG_MONTH)

    def validate_day(self, field: HiddenField) -> None:
        if field.data and day_of(field.data) is None:
            raise ValidationError(WRONG_DAY)

    def offer(self, words: Sequence[Word], units: Sequence[tuple[int, str]]) -> None:
        """It has no lists."""
        del words, units

    def chosen(self, viewer: Viewer, now: datetime) -> ItemFilter:
        """The filter the address asks for. Raises Invalid with a sentence for what is not in the lists."""
        del viewer, now
        self.refuse_what_cannot_be()
        return ItemFilter()

    def refuse_what_cannot_be(self) -> None:
        if not self.validate():
            wrong = next(field for field in self if field.errors)
            raise Invalid(str(wrong.errors[0]), field=wrong.name)

    def reads(self) -> CalendarClock:
        return CalendarClock.PUBLICATION

    def minutes(self) -> int:
        """The step of the day's grid; an hour unless the address names another one."""
        text = self.step.data or ""
        return int(text) if text in map(str, STEPS) else 60

    def in_use(self) -> dict[str, str]:
        """What of the address narrows or turns the calendar: name → value, in the form's order."""
        return {field.name: _sent(field) for field in self if _is_set(field)}

    def spoken(self) -> list[tuple[str, str]]:
        """What is set, in words: (label, value), the value empty for a tick."""
        return [(say(field.label.text), _value_words(field)) for field in self if _is_set(field)]


class FilterForm(PlaceForm):
    """Where one looks and what for."""

    has_lists = True

    words = SearchField(N_("Tìm trong tên"), name="q", validators=[Words(200)], filters=[one_line])
    unit = RowSelect(N_("Đơn vị"), name="don-vi")
    column = RowSelect(N_("Chuyên mục"), name="chuyen-muc")
    campaign = SelectField(N_("Đợt tuyên truyền"), name="dot", default="")
    theme = RowSelect(N_("Chủ đề"), name="chu-de")
    genre = RowSelect(N_("Thể loại"), name="the-loai")
    medium = SelectField(N_("Loại hình"), name="phuong-tien", default="")
    person = RowSelect(N_("Người thực hiện"), name="nguoi")
    status = SelectField(N_("Trạng thái"), name="trang-thai", default="")
    clock = SelectField(N_("Xếp theo"), name="dong-ho", default=CalendarClock.PUBLICATION.value)
    mine = BooleanField(N_("Của tôi"), name="cua-toi")
    own_unit = BooleanField(N_("Đơn vị tôi"), name="don-vi-toi")
    late = BooleanField(N_("Quá hạn nộp"), name="qua-han")
    slots_only = BooleanField(N_("Chỉ kỳ còn trống"), name="ky-trong")
    no_outside = BooleanField(N_("Ẩn lịch ngoài"), name="an-lich-ngoai")

    def offer(self, words: Sequence[Word], units: Sequence[tuple[int, str]]) -> None:
        """Fill the lists from the page's words; ``units`` with the names of today."""
        self.campaigns = {word.extra: word.id for word in words if word.kind == "campaign"}
        named = [(word.extra, word.name) for word in words if word.kind == "campaign"]
        self.campaign.choices = options([("", EVERYTHING), *named])
        self.unit.offer(units, nothing=EVERYTHING)
        for kind, field in (
            ("column", self.column),
            ("theme", self.theme),
            ("genre", self.genre),
        ):
            field.offer([(word.id, word.name) for word in words if word.kind == kind], nothing=EVERYTHING)
        people = sorted((word for word in words if word.kind == "person"), key=lambda word: word.extra)
        self.person.offer([(word.id, word.name) for word in people], nothing=EVERYTHING)
        self.clock.choices = labelled(CalendarClock)
        self.medium.choices = [*options([("", EVERYTHING)]), *labelled(Medium)]
        self.status.choices = [*options([("", EVERYTHING)]), *labelled(Status)]

    def chosen(self, viewer: Viewer, now: datetime) -> ItemFilter:
        """The filter the address asks for. Raises Invalid with a sentence for what is not in the lists."""
        self.refuse_what_cannot_be()
        return ItemFilter(
            unit=self.unit.data,
            column=self.column.data,
            campaign=self.campaigns.get(self.campaign.data or ""),
            theme=self.theme.data,
            genre=self.genre.data,
            medium=Medium(self.medium.data) if self.medium.data else None,
            person=self.person.data,
            status=Status(self.status.data) if self.status.data else None,
            mine=viewer.person_id if self.mine.data else None,
            own_units=viewer.unit_ids if self.own_unit.data else None,
            late_at=now if self.late.data else None,
            slots_only=bool(self.slots_only.data),
            words=self.words.data or "",
        )

    def reads(self) -> CalendarClock:
        """The clock of the address; that of publication while it names none there is."""
        known = {clock.value: clock for clock in CalendarClock}
        return known.get(self.clock.data or "", CalendarClock.PUBLICATION)


def calendar_form(address: MultiDict[str, str], *, offering: bool) -> PlaceForm:
    """The form of a calendar's address: the whole filter only where it is set or ``offering`` it."""
    return FilterForm(address) if offering or address.keys() - set(PLACES) else PlaceForm(address)


class SaveFilterForm(Form):
    """``query``: the filter as the address has it."""

    name = Title(N_("Tên bộ lọc"), most=80)
    query = HiddenField()
    shared = BooleanField(N_("Dùng chung với đơn vị"))


def query_of(values: dict[str, str]) -> str:
    """The part of an address after the question mark."""
    return urlencode(values)


def _is_set(field: Field) -> bool:
    if field.name in PLACES or not field.data:
        return False
    return field.data != CalendarClock.PUBLICATION.value


def _sent(field: Field) -> str:
    return "1" if isinstance(field, BooleanField) else str(field.data)


def _value_words(field: Field) -> str:
    if isinstance(field, BooleanField):
        return ""
    if isinstance(field, SelectField):
        choices: Any = field.choices
        return next((say(one.label) for one in choices if str(one.value) == str(field.data)), "")
    return str(field.data)


def day_of(text: str) -> date | None:
    """The day of "2026-11-23"; None when it is not a day between 1990 and 2100."""
    if not DAY.fullmatch(text):
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 1990 <= day.year <= 2100 else None


def month_start(text: str) -> date | None:
    """The first day of "2026-11"; None when it is not a month between 1990 and 2100."""
    match = MONTH.fullmatch(text)
    if match is None or not 1 <= int(match[2]) <= 12 or not 1990 <= int(match[1]) <= 2100:
        return None
    return date(int(match[1]), int(match[2]), 1)
