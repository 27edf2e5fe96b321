"""Forms of how a campaign reports: the monthly draft, its own Word file, the accents."""

from flask_wtf.file import FileField
from wtforms import BooleanField, IntegerField, RadioField
from wtforms.validators import InputRequired, NumberRange

from planner.forms.base import Form, options
from planner.vocabulary import N_

DAYS = N_("Nhập ngày từ 1 đến 28, để tháng nào cũng có ngày đó.")


class ScheduleForm(Form):
    enabled = BooleanField(N_("Tự dự thảo báo cáo tháng trước và báo cho Ban"))
    day = IntegerField(N_("Vào ngày"), validators=[InputRequired(), NumberRange(1, 28, DAYS)])


class TemplateForm(Form):
    file = FileField(N_("Tệp mẫu (.docx)"))


class TonesForm(Form):
    tones = RadioField(
        N_("Cách đặt dấu trong câu chữ do chương trình soạn"),
        choices=options([("dau", "hòa, ủy"), ("cuoi", "hoà, uỷ")]),
    )
