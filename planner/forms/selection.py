"""Many items at once: which, and what is to be done to them."""

import re
from collections.abc import Sequence

from wtforms import HiddenField, IntegerField, RadioField, SelectField, StringField
from wtforms.validators import NumberRange, Optional

from planner.errors import Invalid
from planner.forms.base import Day, Form, Title, Words, labelled, one_line, options
from planner.forms.choices import RowSelect
from planner.models import Exemplar, Person
from planner.newsdesk.selection import MOST, Deed, Order
from planner.vocabulary import N_, Status

CHOSEN = re.compile(r"(\d{1,9})(?:-(\d{1,9}))?")
DEEDS = (
    (Deed.SHIFT, N_("Lùi hoặc sớm một số ngày")),
    (Deed.DAY, N_("Dời sang một ngày")),
    (Deed.ASSIGN, N_("Giao cho")),
    (Deed.STATUS, N_("Đổi trạng thái")),
    (Deed.EXEMPLAR, N_("Gắn điển hình")),
)


class SelectionForm(Form):
    """``back``: the page to return to."""

    deed = RadioField(N_("Việc cần làm"), choices=options(DEEDS), default=Deed.SHIFT.value)
    days = IntegerField(
        N_("Số ngày"),
        description=N_("Số dương: lùi lại; số âm: sớm lên. 7 là đúng một tuần."),
        validators=[Optional(), NumberRange(-366, 366, N_("Nhập số ngày từ -366 đến 366."))],
    )
    on = Day(N_("Ngày mới"), description=N_("Để trống để đưa về kho đề tài (chưa định ngày)."))
    person = RowSelect(N_("Người được giao"))
    part = StringField(N_("Phần việc"), validators=[Words(60)], filters=[one_line])
    status = SelectField(N_("Trạng thái mới"), choices=[*options([("", "–")]), *labelled(Status)], default="")
    exemplar = RowSelect(N_("Điển hình"), description=N_("Để trống để bỏ gắn."))
    reason = Title(N_("Lý do"), most=500, required=False)
    back = HiddenField()

    def offer(self, people: Sequence[Person], exemplars: Sequence[Exemplar]) -> None:
        self.people, self.exemplars = people, exemplars
        self.exemplar.offer((one.id, one.name) for one in exemplars)
        self.person.offer((person.id, person.name) for person in people)

    def order(self) -> Order:
        """Call only after the form has been validated."""
        return Order(
            Deed(self.deed.data),
            person=next((one for one in self.people if one.id == self.person.data), None),
            part=self.part.data or "",
            days=self.days.data or 0,
            on=self.on.data,
            status=Status(self.status.data) if self.status.data else None,
            exemplar=next((one for one in self.exemplars if one.id == self.exemplar.data), None),
            reason=self.reason.data or "",
        )


def chosen_numbers(values: Sequence[str]) -> dict[int, int | None]:
    """Ticked items: "12", or "12-3" with the version of the preview. Raises Invalid for none, too many or nonsense."""
    found = [CHOSEN.fullmatch(value) for value in values]
    if not found:
        raise Invalid(N_("Chưa chọn tin, bài nào. Đánh dấu ít nhất một dòng."))
    if len(found) > MOST:
        raise Invalid(N_("Chọn nhiều nhất %(most)d tin, bài một lần."), {"most": MOST})
    numbers = {int(match[1]): int(match[2]) if match[2] else None for match in found if match}
    if None in found:
        raise Invalid(N_("Danh sách đã chọn không hợp lệ. Tải lại trang rồi chọn lại."))
    return numbers
