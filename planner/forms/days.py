"""Forms of days off, of a unit's notes on a day, and of a unit's own warning leads."""

from wtforms import IntegerField
from wtforms.validators import InputRequired, NumberRange

from planner.forms.base import Day, Form, Title
from planner.vocabulary import N_


class DayOffForm(Form):
    on = Day(N_("Ngày"), required=True)
    name = Title(N_("Tên"), most=200, description=N_("Ví dụ: Quốc khánh, nghỉ bù."))


class DayNoteForm(Form):
    text = Title(
        N_("Ghi chú"), most=300, description=N_("Điều cả đơn vị cần biết trong ngày, ví dụ: đại hội, lịch cắt điện.")
    )


class WarningForm(Form):
    assign_days = IntegerField(
        N_("Cảnh báo chưa phân công trước (ngày)"),
        validators=[InputRequired(), NumberRange(0, 60, N_("Nhập số ngày từ 0 đến 60."))],
    )
