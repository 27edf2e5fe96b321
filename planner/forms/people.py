"""Accounts as an administrator manages them."""

from wtforms import SelectField, StringField
from wtforms.validators import InputRequired, Regexp

from planner.forms.base import Day, Form, Title, Words, labelled, one_line
from planner.forms.choices import RowSelect
from planner.vocabulary import N_, Role

_ADDRESS = r"^[^@\s]+@[^@\s]+\.[^@\s]+$"


class PersonForm(Form):
    name = Title(N_("Họ và tên"), most=120)
    email = StringField(
        N_("Thư điện tử (tên đăng nhập)"),
        validators=[
            InputRequired(),
            Words(254),
            Regexp(_ADDRESS, message=N_("Địa chỉ thư điện tử không hợp lệ, ví dụ đúng: ten@coquan.vn.")),
        ],
        filters=[one_line],
    )
    role = SelectField(N_("Vai trò"), choices=labelled(Role))
    unit = RowSelect(N_("Đơn vị"), description=N_("Biên tập viên và phóng viên phải thuộc một đơn vị."))
    post = Title(N_("Chức danh"), most=120, required=False)
    since = Day(N_("Công tác tại đơn vị từ ngày"), description=N_("Để trống khi không cần ghi."))


class RoleForm(Form):
    role = SelectField(N_("Vai trò"), choices=labelled(Role))


class MoveForm(Form):
    unit = RowSelect(N_("Chuyển về đơn vị"), validators=[InputRequired()])
    on = Day(N_("Từ ngày"), required=True)
    post = Title(N_("Chức danh"), most=120, required=False)
