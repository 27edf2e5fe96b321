"""Forms of reports: the period to draft, a part's text, the form of the document, opening again, issuing."""

from collections.abc import Iterable
from datetime import date

from wtforms import SelectField, TextAreaField
from wtforms.validators import Optional, ValidationError

from planner.domain.periods import Period, half_of, month_before, month_of, quarter_of, year_of
from planner.forms.base import Day, Form, Title, Words, clean, options
from planner.forms.board import BY_RULE
from planner.forms.choices import RowSelect
from planner.newsdesk.reporting import LONGEST_TEXT
from planner.vocabulary import N_

FREE = "tu-chon"
BY_DAY = N_("Theo ngày ban hành")


class StartForm(Form):
    """The period is one of the usual ones or two days; the unit may be left open by those who see every unit."""

    campaign = SelectField(N_("Đợt tuyên truyền"))
    period = SelectField(N_("Kỳ báo cáo"))
    since = Day(N_("Từ ngày"), description=N_("Chỉ khi tự chọn kỳ."))
    until = Day(N_("Đến ngày"), description=N_("Chỉ khi tự chọn kỳ."))
    unit = RowSelect(N_("Đơn vị"), validators=[Optional()])
    count = SelectField(
        N_("Tính"),
        default="",
        choices=options([("", N_("chỉ số đã được người xác nhận")), (BY_RULE, N_("cả số nhận theo quy tắc"))]),
    )

    def offer(
        self,
        campaigns: Iterable[tuple[str, str]],
        units: Iterable[tuple[int, str]],
        periods: Iterable[tuple[Period, str]],
        *,
        every: bool,
    ) -> None:
        """``periods`` with their words. ``every``: whether the report may be of all units."""
        self.campaign.choices = options(campaigns)
        self.unit.offer(units, N_("Mọi đơn vị") if every else None)
        self.period.choices = options(
            [(f"{one.first}/{one.last}", words) for one, words in periods] + [(FREE, N_("Tự chọn ngày"))]
        )

    def validate_until(self, _field: Day) -> None:
        if self.period.data != FREE:
            return
        if self.since.data is None or self.until.data is None:
            raise ValidationError(N_("Chọn cả ngày đầu và ngày cuối của kỳ."))
        if self.until.data < self.since.data:
            raise ValidationError(N_("Ngày cuối kỳ phải sau ngày đầu kỳ."))

    def chosen(self) -> Period:
        """The period asked for. Call only after the form has been validated."""
        if self.period.data == FREE and self.since.data and self.until.data:
            return Period(self.since.data, self.until.data)
        first, last = str(self.period.data).split("/")
        return Period(date.fromisoformat(first), date.fromisoformat(last))


class PartForm(Form):
    text = TextAreaField(N_("Nội dung phần này"), validators=[Words(LONGEST_TEXT)], filters=[clean])


class ProfileForm(Form):
    profile = SelectField(N_("Thể thức văn bản"))

    def offer(self, profiles: Iterable[tuple[str, str]]) -> None:
        self.profile.choices = options([("", BY_DAY), *profiles])


class ReopenForm(Form):
    reason = Title(N_("Lý do mở lại"), most=500)


class IssueForm(Form):
    on = Day(N_("Ngày ban hành"), required=True)


def usual_periods(today: date) -> list[Period]:
    """The months, quarters, halves and years a report is written for about now, without doubles."""
    before = month_before(today).first
    found = [month_before(today), month_of(today)]
    for whole in (quarter_of, half_of, year_of):
        found += [whole(before), whole(today)]
    return list(dict.fromkeys(found))
