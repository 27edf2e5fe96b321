"""The board's filters: the address of the page is the form."""

import re
from collections.abc import Iterable
from datetime import date

from flask_wtf import FlaskForm
from wtforms import SelectField, StringField
from wtforms.validators import ValidationError

from planner.domain.coverage import Measure
from planner.domain.periods import Period
from planner.domain.tally import Filter
from planner.errors import Invalid
from planner.forms.base import Day, Form, Words, labelled, options
from planner.forms.choices import RowSelect
from planner.vocabulary import N_

MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
BY_RULE = "quy-tac"
NUMBER = re.compile(r"\d{1,9}")


class BoardForm(FlaskForm):
    """A GET form: campaign, period (both days or none), unit."""

    class Meta(Form.Meta):
        csrf: bool = False  # type: ignore[bad-override]

    campaign = SelectField(N_("Đợt tuyên truyền"), name="dot")
    since = Day(N_("Từ ngày"), name="tu")
    until = Day(N_("Đến ngày"), name="den")
    unit = RowSelect(N_("Đơn vị"), name="don-vi")
    count = SelectField(
        N_("Tính"),
        name="tinh",
        default="",
        choices=options([("", N_("chỉ số đã được người xác nhận")), (BY_RULE, N_("cả số nhận theo quy tắc"))]),
    )

    def validate_until(self, field: Day) -> None:
        if field.data and self.since.data and field.data < self.since.data:
            raise ValidationError(field.gettext(N_("Ngày cuối phải sau ngày đầu. Sửa một trong hai ngày.")))

    def offer(self, campaigns: Iterable[tuple[str, str]], units: Iterable[tuple[int, str]]) -> None:
        self.campaign.choices = options(campaigns)
        self.unit.offer(units, nothing=N_("Tất cả"))

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
    theme = StringField(name="chu-de", validators=[Words(9)])
    group = StringField(name="the-loai", validators=[Words(40)])
    month = StringField(name="thang", validators=[Words(7)])
    column = StringField(name="chuyen-muc", validators=[Words(9)])

    def validate_theme(self, field: StringField) -> None:
        _whole_number(field)

    def validate_column(self, field: StringField) -> None:
        _whole_number(field)

    def validate_month(self, field: StringField) -> None:
        if field.data and not MONTH.fullmatch(field.data):
            raise ValidationError(field.gettext(N_("Tháng viết như 2026-11.")))

    def wanted(self) -> Filter:
        """The filter of the validated form."""
        return Filter(
            measure=Measure(self.measure.data),
            unit_id=self.unit.data,
            theme_id=int(self.theme.data) if self.theme.data else None,
            group=self.group.data or None,
            month=date.fromisoformat(f"{self.month.data}-01") if self.month.data else None,
            column_id=int(self.column.data) if self.column.data else None,
        )


def _whole_number(field: StringField) -> None:
    if field.data and not NUMBER.fullmatch(field.data):
        raise ValidationError(field.gettext(N_("Chọn một mục trong danh sách.")))
