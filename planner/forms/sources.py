"""Forms of a source: the source itself, pausing it, handing it to another unit."""

import re
from collections.abc import Callable, Iterable

from wtforms import BooleanField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, ValidationError

from feeds.discovery import feed_address
from feeds.identity import web_link
from feeds.recipes import Recipe
from planner.forms.base import Day, Form, Title, Words, clean, labelled, one_line, options
from planner.forms.choices import RowSelect
from planner.models.source import recipe_of
from planner.newsdesk.sources import DAY_ORDERS, SourceFacts
from planner.vocabulary import N_, SourceKind

ZONES = (
    ("Asia/Ho_Chi_Minh", N_("Giờ Việt Nam (UTC+7)")),
    ("UTC", N_("Giờ quốc tế (UTC)")),
)
URL_MAX = 2048


def stripped(text: str | None) -> str:
    return (text or "").strip()


class WebAddress(StringField):
    """An http(s) address, kept as typed. ``also`` may make one out of other ways to write it."""

    def __init__(self, label: str, *, also: Callable[[str], str] = str, **kwargs: object) -> None:
        validators = [InputRequired(), Words(URL_MAX), _is_web_address]
        super().__init__(label, validators=validators, filters=[stripped, also], **kwargs)  # type: ignore[arg-type]


def _is_web_address(_form: Form, field: StringField) -> None:
    if field.data and not web_link(field.data, ""):
        message = N_("Đường dẫn phải bắt đầu bằng http:// hoặc https:// và không chứa tên đăng nhập.")
        raise ValidationError(field.gettext(message))


class Selector(StringField):
    """A CSS selector; whether it can be read shows when the address is tried."""

    def __init__(self, label: str, **kwargs: object) -> None:
        super().__init__(label, validators=[Words(300)], filters=[one_line], **kwargs)  # type: ignore[arg-type]


def _is_parameter(_form: Form, field: StringField) -> None:
    if field.data and not re.fullmatch(r"[\w.-]+", field.data, re.ASCII):
        raise ValidationError(field.gettext(N_("Chỉ dùng chữ không dấu, số, dấu gạch và dấu chấm, ví dụ trang.")))


class SourceFactsForm(Form):
    """What is decided about a source, whoever it belongs to."""

    url = WebAddress(
        N_("Địa chỉ nguồn tin"),
        description=N_(
            "Ví dụ: https://bao.example.vn/rss/home.rss. Chưa biết địa chỉ RSS thì nhập trang chủ rồi thử. "
            "Kênh video: nhập địa chỉ trang kênh hoặc mã kênh."
        ),
        also=feed_address,
    )
    kind = SelectField(
        N_("Loại nguồn"),
        choices=labelled(SourceKind),
        default=SourceKind.FEED.value,
        description=N_("Khi thử, chương trình tự nhận ra sơ đồ trang. Trang danh sách dùng cho trang không có RSS."),
    )
    item_selector = Selector(
        N_("Mẫu chọn bài (CSS)"),
        description=N_("Để trống thì chương trình tự nhận ra bài theo đường dẫn. Ví dụ: ul.tin li hoặc a.h3."),
    )
    title_selector = Selector(
        N_("Mẫu chọn tên bài"), description=N_("Ở trong mục của bài; để trống thì lấy chữ của liên kết.")
    )
    date_selector = Selector(N_("Mẫu chọn ngày"), description=N_("Ở trong mục của bài; để trống thì tự tìm ngày."))
    page_param = StringField(
        N_("Tham số số trang"),
        validators=[Words(40), _is_parameter],
        filters=[stripped],
        description=N_("Tên tham số chuyển trang của trang danh sách, ví dụ trang hoặc page; dùng khi lấy bù bài cũ."),
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
            kind=SourceKind(self.kind.data),
            item_selector=self.item_selector.data or "",
            title_selector=self.title_selector.data or "",
            date_selector=self.date_selector.data or "",
            page_param=self.page_param.data or "",
        )

    def recipe(self) -> Recipe:
        """How the address is to be read, as the form says."""
        facts = self.facts()
        return recipe_of(facts.kind, facts.item_selector, facts.title_selector, facts.date_selector)


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
