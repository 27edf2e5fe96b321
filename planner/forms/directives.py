"""Directives and their tasks."""

from wtforms import BooleanField, TextAreaField
from wtforms.validators import InputRequired

from planner.forms.base import Day, Form, Title, Words, clean
from planner.vocabulary import N_


class DirectiveForm(Form):
    number = Title(N_("Số, ký hiệu"), most=60)
    kind = Title(N_("Loại văn bản"), most=60, description=N_("Ví dụ: Công văn, Kết luận, Nghị quyết."))
    issued_on = Day(N_("Ngày ban hành"), description=N_("Để trống khi không rõ ngày."))
    issuer = Title(N_("Cơ quan ban hành"), most=300)
    title = TextAreaField(N_("Trích yếu"), validators=[InputRequired(), Words(2000)], filters=[clean])


class TaskForm(Form):
    title = Title(N_("Nhiệm vụ (tóm tắt)"), most=300)
    text = TextAreaField(N_("Nguyên văn trong văn bản"), validators=[InputRequired(), Words(10_000)], filters=[clean])
    in_scope = BooleanField(N_("Thuộc phạm vi tuyên truyền trên báo chí"))
