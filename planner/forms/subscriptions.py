"""Private calendar links."""

from collections.abc import Iterable

from wtforms import BooleanField, RadioField, SelectField

from planner.forms.base import Form, Title, options, say
from planner.vocabulary import N_, CalendarContent, CalendarScope, PrefixStyle

NO_ALARM = 0
COLUMN, CAMPAIGN = f"{CalendarScope.COLUMN}-", f"{CalendarScope.CAMPAIGN}-"
CONTENTS = (
    (CalendarContent.ALL, N_("Tin, bài và hạn nộp bài")),
    (CalendarContent.WORK, N_("Chỉ tin, bài")),
    (CalendarContent.DEADLINES, N_("Chỉ hạn nộp bài")),
    (CalendarContent.TASKS, N_("Danh sách việc cần làm, cho ứng dụng việc cần làm")),
    (CalendarContent.PUBLISHED, N_("Tin, bài đã đăng của một đợt tuyên truyền, cho hệ thống khác đọc (Atom)")),
)


class LinkForm(Form):
    label = Title(
        N_("Thiết bị"),
        most=80,
        description=N_("Đặt tên dễ nhận, ví dụ: Điện thoại, Máy tính ở tòa soạn. Mỗi thiết bị nên có đường dẫn riêng."),
    )
    scope = SelectField(N_("Lịch của"), default=CalendarScope.MINE.value)
    content = RadioField(
        N_("Nội dung"),
        choices=options([(kind.value, words) for kind, words in CONTENTS]),
        default=CalendarContent.ALL.value,
    )
    alarm = SelectField(
        N_("Nhắc trước giờ đăng, phát"),
        choices=options([(NO_ALARM, N_("Không nhắc")), (60, N_("1 giờ")), (24 * 60, N_("1 ngày"))]),
        coerce=int,
        default=NO_ALARM,
        description=N_("Google bỏ qua lời nhắc; Apple tắt lời nhắc nếu không chọn giữ lại khi đăng ký."),
    )
    style = SelectField(
        N_("Trạng thái ghi trước tên bài"),
        choices=options(
            [(PrefixStyle.TEXT.value, N_("Bằng chữ: [HOÃN] …")), (PrefixStyle.SIGN.value, N_("Bằng ký hiệu: ⏸ …"))]
        ),
        default=PrefixStyle.TEXT.value,
    )

    language = SelectField(
        N_("Ngôn ngữ của lịch"),
        choices=options([("vi", "Tiếng Việt"), ("en", "English")]),
        default="vi",
    )
    keep_cancelled = BooleanField(
        N_("Giữ mục đã hủy (Google)"),
        description=N_("Google bỏ hẳn mục đã hủy mà không báo; chọn mục này để vẫn thấy, có chữ [HỦY] ở đầu."),
    )

    def offer(self, columns: Iterable[tuple[int, str]], campaigns: Iterable[tuple[int, str]]) -> None:
        """Whose calendar it may be: numbers with names; a whole column or campaign stands under its kind."""
        own = [
            (CalendarScope.MINE.value, N_("Việc được phân công cho tôi")),
            (CalendarScope.UNIT.value, N_("Toàn bộ tin, bài của đơn vị tôi")),
        ]
        column, campaign = say(N_("Chuyên mục")), say(N_("Đợt tuyên truyền"))
        self.scope.choices = options(
            [
                *own,
                *((f"{COLUMN}{number}", f"{column}: {name}") for number, name in columns),
                *((f"{CAMPAIGN}{number}", f"{campaign}: {name}") for number, name in campaigns),
            ]
        )

    def subject(self) -> tuple[CalendarScope, int | None]:
        """The chosen scope and the number of its column or campaign."""
        scope, _dash, number = (self.scope.data or "").partition("-")
        return CalendarScope(scope), int(number) if number else None
