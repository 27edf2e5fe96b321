"""Private calendar links."""

from wtforms import BooleanField, RadioField, SelectField

from planner.forms.base import Form, Title, options
from planner.vocabulary import N_, CalendarScope

NO_ALARM = 0


class LinkForm(Form):
    label = Title(
        N_("Thiết bị"),
        most=80,
        description=N_("Đặt tên dễ nhận, ví dụ: Điện thoại, Máy tính ở tòa soạn. Mỗi thiết bị nên có đường dẫn riêng."),
    )
    scope = RadioField(
        N_("Nội dung"),
        choices=options(
            [
                (CalendarScope.MINE.value, N_("Việc được phân công cho tôi")),
                (CalendarScope.UNIT.value, N_("Toàn bộ tin, bài của đơn vị tôi")),
            ]
        ),
        default=CalendarScope.MINE.value,
    )
    deadlines = BooleanField(N_("Thêm hạn nộp bài thành sự kiện riêng"), default=True)
    alarm = SelectField(
        N_("Nhắc trước giờ đăng, phát"),
        choices=options([(NO_ALARM, N_("Không nhắc")), (60, N_("1 giờ")), (24 * 60, N_("1 ngày"))]),
        coerce=int,
        default=NO_ALARM,
        description=N_("Google bỏ qua lời nhắc; Apple tắt lời nhắc nếu không chọn giữ lại khi đăng ký."),
    )
