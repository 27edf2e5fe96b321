"""Forms of a source: the source itself, pausing it, handing it to another unit."""

from collections.abc import Iterable

from wtforms import BooleanField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, ValidationError

from feeds.identity import web_link
from planner.forms.base import Day, Form, Title, Words, clean, options
from planner.forms.choices import RowSelect
from planner.newsdesk.sources import DAY_ORDERS, SourceFacts
from planner.vocabulary import N_

ZONES = (
    ("Asia/Ho_Chi_Minh", N_("Giờ Việt Nam (UTC+7)")),
    ("UTC", N_("Giờ quốc tế (UTC)")),
)
URL_MAX = 2048


def stripped(text: str | None) -> str:
    return (text or "").strip()


class WebAddress(StringField):
    """An http(s) address, kept as typed."""

    def __init__(self, label: str, **kwargs: object) -> None:
        validators = [InputRequired(), Words(URL_MAX), _is_web_address]
        super().__init__(label, validators=validators, filters=[stripped], **kwargs)  # type: ignore[arg-type]


def _is_web_address(_form: Form, field: StringField) -> None:
    if field.data and not web_link(field.data, ""):
        message = N_("Đường dẫn phải bắt đầu bằng http:// hoặc https:// và không chứa tên đăng nhập.")
        raise ValidationError(field.gettext(message))


class SourceFactsForm(Form):
    """What is decided about a source, whoever it belongs to."""

    url = WebAddress(
        N_("Địa chỉ nguồn tin (RSS, Atom)"),
        description=N_("Ví dụ: https://bao.example.vn/rss/home.rss. Chưa biết địa chỉ RSS thì nhập trang chủ rồi thử."),
    )
    name = Title(N_("Tên nguồn tin"), most=200)
    zone = SelectField(
        N_("Múi giờ khi ngày không ghi rõ"), choices=options(ZONES), description=N_("Đa số nguồn dùng giờ Việt Nam.")
    )
    day_order = SelectField(N_("Thứ tự ngày, tháng"), choices=options(DAY_ORDERS.items()))
    counts = BooleanField(N_("Tính vào kết quả đăng, phát của đơn vị"), default=True)
    note = TextAreaField(N_("Ghi chú"), validators=[Words(2000)], filters=[clean])

    def facts(self) -> SourceFacts:
        return SourceFacts(
            name=self.name.data or "",
            url=self.url.data or "",
            zone=self.zone.data,
            day_order=self.day_order.data or "",
            counts=bool(self.counts.data),
            note=self.note.data or "",
        )


class SourceForm(SourceFactsForm):
    unit = RowSelect(N_("Thuộc đơn vị"), validators=[InputRequired()])
    channel = RowSelect(N_("Kênh"), description=N_("Kênh cho biết bài thuộc báo điện tử, phát thanh hay truyền hình."))
    since = Day(N_("Từ ngày"), description=N_("Để trống khi nguồn luôn thuộc đơn vị này."))

    def offer(self, units: Iterable[tuple[int, str]], channels: Iterable[tuple[int, str]]) -> None:
        self.unit.offer(units)
        self.channel.offer(channels)


class PauseForm(Form):
    reason = Title(N_("Lý do tạm dừng"), most=400)


class HandOverForm(Form):
    unit = RowSelect(N_("Chuyển sang đơn vị"), validators=[InputRequired()])
    channel = RowSelect(N_("Kênh"))
    on = Day(N_("Từ ngày"), required=True)

    def offer(self, units: Iterable[tuple[int, str]], channels: Iterable[tuple[int, str]]) -> None:
        self.unit.offer(units)
        self.channel.offer(channels)
