"""The form of a target and the reason for withdrawing one."""

from collections.abc import Iterable

from wtforms import IntegerField, SelectField
from wtforms.validators import InputRequired, NumberRange, ValidationError

from planner.forms.base import Day, Form, Title, options
from planner.forms.choices import RowSelect
from planner.vocabulary import N_

MOST = 100_000


class TargetForm(Form):
    unit = RowSelect(N_("Đơn vị"), validators=[InputRequired()])
    theme = RowSelect(N_("Chủ đề"), id="target-theme")
    group = SelectField(N_("Thể loại"))
    first = Day(N_("Từ ngày"), required=True)
    last = Day(N_("Đến ngày"), required=True)
    amount = IntegerField(
        N_("Chỉ tiêu"),
        description=N_("Số tác phẩm; với chuyên trang, chuyên mục là số kỳ."),
        validators=[
            InputRequired(),
            NumberRange(1, MOST, message=N_("Nhập một số từ 1 đến 100.000.")),
        ],
    )
    note = Title(N_("Ghi chú"), most=500, required=False, description=N_("Ví dụ: văn bản giao chỉ tiêu."))

    def offer(
        self, units: Iterable[tuple[int, str]], themes: Iterable[tuple[int, str]], groups: Iterable[tuple[str, str]]
    ) -> None:
        self.unit.offer(units)
        self.theme.offer(themes, nothing=N_("Mọi chủ đề"))
        self.group.choices = options([("", N_("Mọi thể loại")), *groups])

    def validate_last(self, field: Day) -> None:
        if field.data and self.first.data and field.data < self.first.data:
            raise ValidationError(field.gettext(N_("Ngày cuối phải sau ngày đầu. Sửa một trong hai ngày.")))


class WithdrawForm(Form):
    reason = Title(N_("Lý do"), most=500)
