"""Forms of a source's health page: vouching for a stretch nobody could see, and how the source is read."""

from datetime import date, datetime, time, tzinfo

from wtforms import IntegerField, SelectField, StringField
from wtforms.validators import InputRequired, NumberRange, Optional

from planner.forms.base import Day, Form, Hour, Title, Words, options
from planner.newsdesk.identities import POLICIES
from planner.newsdesk.reading import LONGEST_PATTERN, ORDERS, Reading
from planner.vocabulary import N_


class VouchForm(Form):
    """From a moment to a moment of the newsroom's clock, and how it is known."""

    begins_on = Day(N_("Từ ngày"), required=True)
    begins_at = Hour(N_("Giờ bắt đầu"), validators=[InputRequired()])
    ends_on = Day(N_("Đến ngày"), required=True)
    ends_at = Hour(N_("Giờ kết thúc"), validators=[InputRequired()])
    note = Title(N_("Căn cứ xác nhận"), most=400, description=N_("Ví dụ: tòa soạn xác nhận nghỉ Tết, không đăng bài."))

    def span(self, zone: tzinfo) -> tuple[datetime, datetime]:
        return _moment(self.begins_on.data, self.begins_at.data, zone), _moment(
            self.ends_on.data, self.ends_at.data, zone
        )


def _moment(on: date | None, at: time | None, zone: tzinfo) -> datetime:
    if on is None or at is None:
        raise ValueError("a form is read before it is valid")
    return datetime.combine(on, at, tzinfo=zone)


class ReadingForm(Form):
    """What an administrator decides about how a source is read."""

    policy = SelectField(
        N_("Nhận ra bài"),
        choices=options(POLICIES.items()),
        description=N_("Chương trình tự chuyển sang đường dẫn khi mã của nguồn không tin được."),
    )
    id_pattern = StringField(
        N_("Mẫu số hiệu bài trong đường dẫn"),
        validators=[Words(LONGEST_PATTERN)],
        description=N_("Để trống nếu không biết. Bài cùng số hiệu được coi là một bài dù trang đổi đường dẫn."),
    )
    day_order = SelectField(N_("Thứ tự ngày, tháng"), choices=options(ORDERS.items()))
    expected_hours = IntegerField(
        N_("Im lặng bình thường dài nhất (giờ)"),
        validators=[Optional(), NumberRange(1, 2000, N_("Nhập số giờ từ 1 đến 2000."))],
        description=N_("Dùng khi nguồn còn mới, chưa đủ bài để biết nhịp đăng."),
    )

    def reading(self) -> Reading:
        return Reading(
            policy=self.policy.data,
            id_pattern=(self.id_pattern.data or "").strip(),
            day_order=self.day_order.data or "",
            expected_hours=self.expected_hours.data,
        )
