"""Campaigns and themes."""

from wtforms import BooleanField, SelectField, SelectMultipleField, TextAreaField
from wtforms.validators import ValidationError

from planner.forms.base import Day, Form, Title, Words, clean, one_line
from planner.vocabulary import N_

MOST_KEYWORDS = 200


class CampaignForm(Form):
    title = Title(N_("Tên đợt tuyên truyền"), most=300)
    short_title = Title(N_("Tên ngắn"), most=80)
    directive = SelectField(N_("Văn bản chỉ đạo"), coerce=int)
    starts_on = Day(N_("Từ ngày"), required=True)
    ends_on = Day(N_("Đến ngày"), description=N_("Để trống khi văn bản không ấn định ngày kết thúc."))
    units = SelectMultipleField(N_("Đơn vị báo chí tham gia"), coerce=int)

    def validate_ends_on(self, field: Day) -> None:
        if field.data and self.starts_on.data and field.data < self.starts_on.data:
            raise ValidationError(N_("Ngày kết thúc phải sau ngày bắt đầu. Sửa một trong hai ngày."))


class ReportWordsForm(Form):
    """Who reports, and the words of the report that are not figures."""

    board = SelectField(N_("Cơ quan báo cáo"), coerce=int)
    place = Title(N_("Địa danh"), most=60, required=False, description=N_("Đứng trước ngày, tháng của báo cáo."))
    signer_post = Title(N_("Chức vụ người ký"), most=80, required=False, description=N_("Ví dụ: Trưởng ban."))
    recipients = TextAreaField(
        N_("Nơi nhận"), description=N_("Mỗi dòng một nơi nhận."), validators=[Words(3000)], filters=[clean]
    )


class ThemeForm(Form):
    name = Title(N_("Tên chủ đề"), most=200)
    task = SelectField(N_("Thực hiện nhiệm vụ"), coerce=int)
    strong = TextAreaField(
        N_("Từ khóa mạnh"),
        description=N_("Mỗi dòng một từ khóa. Gặp một từ là đủ."),
        validators=[Words(10_000)],
        filters=[clean],
    )
    normal = TextAreaField(
        N_("Từ khóa thường"),
        description=N_("Mỗi dòng một từ khóa. Cần gặp hai từ, hoặc một từ kèm từ ngữ cảnh."),
        validators=[Words(10_000)],
        filters=[clean],
    )
    needs_context = BooleanField(N_("Chỉ tính khi có từ ngữ cảnh"))
    enabled = BooleanField(N_("Đang dùng"))

    def validate_strong(self, field: TextAreaField) -> None:
        _check_keywords(field)

    def validate_normal(self, field: TextAreaField) -> None:
        _check_keywords(field)


def keywords(text: str | None) -> list[str]:
    """Lines of a keyword field: trimmed, without blanks and repeats, in the order typed."""
    return list(dict.fromkeys(line for line in map(one_line, (text or "").split("\n")) if line))


def _check_keywords(field: TextAreaField) -> None:
    words = keywords(field.data)
    if len(words) > MOST_KEYWORDS or any(len(word) > 100 for word in words):
        raise ValidationError(N_("Tối đa 200 từ khóa, mỗi từ khóa dài tối đa 100 ký tự."))
