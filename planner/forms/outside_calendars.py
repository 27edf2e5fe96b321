"""The form that adds a calendar from elsewhere."""

from flask_wtf.file import FileField
from wtforms import SelectField, URLField
from wtforms.validators import Length, ValidationError

from planner.forms.base import Form, Title, one_line, options
from planner.newsdesk.outside_calendars import EVERYBODY
from planner.vocabulary import N_

ONE_OF = N_("Dán địa chỉ lịch hoặc chọn một tệp .ics.")
ONLY_ONE = N_("Chỉ dùng một cách: địa chỉ hoặc tệp. Bỏ trống mục còn lại.")


class OutsideCalendarForm(Form):
    """An address or a file, and who sees it."""

    name = Title(N_("Tên lịch"), most=120, description=N_("Hiện trên lịch, ví dụ: Lịch họp báo của bộ."))
    url = URLField(
        N_("Địa chỉ lịch (.ics)"),
        validators=[Length(max=2048)],
        filters=[one_line],
        description=N_("Chương trình đọc lại mỗi giờ. Địa chỉ webcal:// cũng dùng được."),
    )
    file = FileField(N_("Hoặc tệp .ics"), description=N_("Tối đa 2 MB; lịch từ tệp không tự cập nhật."))
    unit = SelectField(N_("Đơn vị xem"), default="")

    def offer(self, units: list[tuple[int, str]], *, everybody: bool) -> None:
        """``everybody``: whoever asks may show it to all units."""
        pairs = [(str(number), name) for number, name in units]
        self.unit.choices = options([("", EVERYBODY), *pairs] if everybody else pairs)
        if not everybody and pairs and not self.unit.data:
            self.unit.data = pairs[0][0]

    def address(self) -> str:
        """The address as it will be asked for."""
        text = self.url.data or ""
        return f"https://{text[9:]}" if text.lower().startswith("webcal://") else text

    def validate_url(self, field: URLField) -> None:
        """One of the two ways, said at the first."""
        if not field.data and not self.file.data:
            raise ValidationError(ONE_OF)
        if field.data and self.file.data:
            raise ValidationError(ONLY_ONE)
