"""The form that opens a closed report to the public."""

from planner.forms.base import Day, Form
from planner.vocabulary import N_


class OpenForm(Form):
    ends_on = Day(
        N_("Mở công khai đến ngày"),
        required=True,
        description=N_("Ai có đường dẫn đều đọc được báo cáo đến hết ngày này; thu hồi lúc nào cũng được."),
    )
