"""The board's filters: the address of the page is the form."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from flask_wtf import FlaskForm
from wtforms import SelectField, StringField
from wtforms.validators import ValidationError

from planner.domain.coverage import Measure
from planner.domain.crossing import Axis
from planner.domain.periods import Period
from planner.domain.tally import NO_THEME, Filter, week_of
from planner.errors import Invalid
from planner.forms.base import Day, Form, Words, labelled, options
from planner.forms.choices import RowSelect
from planner.vocabulary import N_, Medium

MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
BY_RULE = "quy-tac"
TODAYS_UNITS = "nay"
EVERY = N_("Tất cả")
NUMBER = re.compile(r"\d{1,9}")


@dataclass(frozen=True, slots=True)
class Offered:
    """What the lists of the form offer: (value, words)."""

    campaigns: Iterable[tuple[str, str]] = ()
    units: Iterable[tuple[int, str]] = ()
    themes: Iterable[tuple[int, str]] = ()
    groups: Iterable[tuple[str, str]] = ()
    columns: Iterable[tuple[int, str]] = ()


class BoardForm(FlaskForm):
    """A GET form: campaign, period (both days or none), unit, and what narrows all figures of the page."""

    class Meta(Form.Meta):
        csrf: bool = False  # type: ignore[bad-override]

    campaign = SelectField(N_("Đợt tuyên truyền"), name="dot")
    since = Day(N_("Từ ngày"), name="tu")
    until = Day(N_("Đến ngày"), name="den")
    unit = RowSelect(N_("Đơn vị"), name="don-vi")
    theme = RowSelect(N_("Chủ đề"), name="chu-de")
    group = SelectField(N_("Thể loại"), name="the-loai", default="")
    medium = SelectField(N_("Loại hình"), name="loai-hinh", default="")
    in_column = RowSelect(N_("Chuyên mục"), name="trong-chuyen-muc")
    count = SelectField(
        N_("Tính"),
        name="tinh",
        default="",
        choices=options([("", N_("chỉ số đã được người xác nhận")), (BY_RULE, N_("cả số nhận theo quy tắc"))]),
    )

    names = SelectField(
        N_("Đơn vị đã hợp nhất"),
        name="ten",
        default="",
        choices=options([("", N_("theo tên thời điểm đó")), (TODAYS_UNITS, N_("quy về đơn vị hiện nay"))]),
    )

    def validate_until(self, field: Day) -> None:
        if field.data and self.since.data and field.data < self.since.data:
            raise ValidationError(field.gettext(N_("Ngày cuối phải sau ngày đầu. Sửa một trong hai ngày.")))

    def offer(self, offered: Offered) -> None:
        self.campaign.choices = options(offered.campaigns)
        self.unit.offer(offered.units, nothing=EVERY)
        self.in_column.offer(offered.columns, nothing=EVERY)
        self.medium.choices = [*options([("", EVERY)]), *labelled(Medium)]
        self.offer_places(offered)

    def offer_places(self, offered: Offered) -> None:
        """The lists that a figure's own address replaces by any place of the tables."""
        self.theme.offer([*offered.themes, (NO_THEME, N_("Chưa gắn chủ đề"))], nothing=EVERY)
        self.group.choices = options([("", EVERY), *offered.groups])

    def narrow(self) -> Filter:
        """What limits every figure. Call only after the form has been validated."""
        return replace(self._limits(), theme_id=self.theme.data, group=self.group.data or None)

    def _limits(self) -> Filter:
        medium = Medium(self.medium.data) if self.medium.data else None
        return Filter(medium=medium, in_column=self.in_column.data)

    @property
    def narrowed(self) -> bool:
        """Whether any of the lesser fields is set."""
        lesser = (self.theme, self.group, self.medium, self.in_column, self.count, self.names)
        return any(field.data not in ("", None) for field in lesser)

    def period(self, default: Period) -> Period:
        """The period asked for; a day left out is that of the default, as long as the two stay in order."""
        first, last = self.since.data or default.first, self.until.data or default.last
        return Period(min(first, last), max(first, last))

    def refuse(self) -> None:
        """Raise Invalid with the first mistake, for addresses that have no page to show it on."""
        wrong = next((field for field in self if field.errors), None)
        if wrong is not None:
            raise Invalid(str(wrong.errors[0]), field=wrong.name)


class FigureForm(BoardForm):
    """The figure whose list is asked for: what is counted, and the place in the tables."""

    measure = SelectField(name="so-lieu", choices=labelled(Measure))
    theme = StringField(name="chu-de", validators=[Words(9)])  # type: ignore[bad-override]
    group = StringField(name="the-loai", validators=[Words(40)])  # type: ignore[bad-override]
    month = StringField(name="thang", validators=[Words(7)])
    week = Day("", name="tuan")
    column = StringField(name="chuyen-muc", validators=[Words(9)])

    def offer_places(self, offered: Offered) -> None:
        """Any place of the tables may be asked for here."""

    def validate_theme(self, field: StringField) -> None:
        _whole_number(field)

    def validate_column(self, field: StringField) -> None:
        _whole_number(field)

    def validate_month(self, field: StringField) -> None:
        if field.data and not MONTH.fullmatch(field.data):
            raise ValidationError(field.gettext(N_("Tháng viết như 2026-11.")))

    def narrow(self) -> Filter:
        return self._limits()

    def wanted(self) -> Filter:
        """The filter of the validated form."""
        return replace(
            self._limits(),
            measure=Measure(self.measure.data),
            unit_id=self.unit.data,
            theme_id=int(self.theme.data) if self.theme.data else None,
            group=self.group.data or None,
            month=date.fromisoformat(f"{self.month.data}-01") if self.month.data else None,
            column_id=int(self.column.data) if self.column.data else None,
            week=week_of(self.week.data) if self.week.data else None,
        )


class CrossForm(BoardForm):
    """A table of any two dimensions."""

    rows = SelectField(N_("Hàng"), name="hang", default=Axis.THEME.value, choices=labelled(Axis))
    heads = SelectField(N_("Cột"), name="cot", default=Axis.WEEK.value, choices=labelled(Axis))
    counted = SelectField(N_("Số liệu"), name="so-lieu", default=Measure.PUBLISHED.value, choices=labelled(Measure))

    def validate_heads(self, field: SelectField) -> None:
        if field.data == self.rows.data:
            raise ValidationError(field.gettext(N_("Chọn cột khác với hàng.")))

    def axes(self) -> tuple[Axis, Axis]:
        """Rows and columns of the validated form."""
        return Axis(self.rows.data), Axis(self.heads.data)


def _whole_number(field: StringField) -> None:
    if field.data and not NUMBER.fullmatch(field.data):
        raise ValidationError(field.gettext(N_("Chọn một mục trong danh sách.")))
