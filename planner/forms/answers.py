"""What is said to an invitation by a signed address: one thing a form."""

from planner.forms.base import Form, Title
from planner.forms.sources import WebAddress
from planner.vocabulary import N_


class AcceptForm(Form):
    """Nothing to fill in: the button says it."""


class DeclineForm(Form):
    reason = Title(N_("Lý do"), most=500, description=N_("Biên tập viên đọc để giao lại cho người khác."))


class OutForm(Form):
    link = WebAddress(N_("Đường dẫn bài đã đăng"))
