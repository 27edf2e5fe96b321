"""Forms of published items: the list's filter, a pasted link, genre and medium."""

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date, datetime, tzinfo

from flask_wtf import FlaskForm
from wtforms import SearchField, SelectField, StringField
from wtforms.validators import InputRequired, ValidationError

from planner.errors import Invalid
from planner.forms.base import Day, Form, Hour, Title, Words, labelled, one_line, options
from planner.forms.choices import RowSelect
from planner.forms.sources import WebAddress
from planner.language.fold import fold
from planner.queries.published import PublishedFilter
from planner.vocabulary import N_, Medium, Provenance

MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
EVERYTHING = N_("Tất cả")


class PublishedFilterForm(FlaskForm):
    """A GET form: the address of the page is its state."""

    class Meta(Form.Meta):
        csrf: bool = False  # type: ignore[bad-override]

    words = SearchField(N_("Tìm trong tên"), name="tim", validators=[Words(200)], filters=[one_line])
    unit = RowSelect(N_("Đơn vị"), name="don-vi")
    month = StringField(N_("Tháng"), name="thang", validators=[Words(7)], render_kw={"type": "month"})
    source = RowSelect(N_("Nguồn tin"), name="nguon-tin")
    genre = RowSelect(N_("Thể loại"), name="the-loai")
    provenance = SelectField(N_("Biết từ đâu"), name="can-cu", default="")

    def validate_month(self, field: StringField) -> None:
        if field.data and not MONTH.fullmatch(field.data):
            raise ValidationError(field.gettext(N_("Tháng viết như 2026-11.")))

    def offer(
        self,
        units: Iterable[tuple[int, str]],
        sources: Iterable[tuple[int, str]],
        genres: Iterable[tuple[int, str]],
    ) -> None:
        self.unit.offer(units, nothing=EVERYTHING)
        self.source.offer(sources, nothing=EVERYTHING)
        self.genre.offer(genres, nothing=EVERYTHING)
        self.provenance.choices = [*options([("", EVERYTHING)]), *labelled(Provenance)]

    def chosen(self) -> PublishedFilter:
        """The filter the address asks for. Raises Invalid for what is not in the lists."""
        if not self.validate():
            wrong = next(field for field in self if field.errors)
            raise Invalid(str(wrong.errors[0]), field=wrong.name)
        first, last = month_days(self.month.data or "")
        return PublishedFilter(
            unit_ids=frozenset([self.unit.data]) if self.unit.data else None,
            source_id=self.source.data,
            genre_id=self.genre.data,
            provenance=Provenance(self.provenance.data) if self.provenance.data else None,
            first=first,
            last=last,
            words=fold(self.words.data or ""),
        )


def month_days(text: str) -> tuple[date | None, date | None]:
    """First and last day of "2026-11"; nothing for an empty text."""
    found = MONTH.fullmatch(text)
    if not found:
        return None, None
    year, month = int(found[1]), int(found[2])
    if not 1990 <= year <= 2100:
        raise Invalid(N_("Năm phải nằm trong khoảng 1990 đến 2100."), field="thang")
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


class PasteForm(Form):
    """A link to something published, pasted by a person."""

    link = WebAddress(N_("Đường dẫn bài đã đăng"))
    title = Title(N_("Tên tin, bài như đã đăng"), most=500)
    author = Title(N_("Tác giả như đã ghi"), most=300, required=False)
    unit = RowSelect(N_("Đơn vị đăng"), validators=[InputRequired()])
    on = Day(N_("Ngày đăng, phát"), required=True)
    hour = Hour(N_("Giờ"), description=N_("Để trống khi không rõ giờ."))
    medium = SelectField(N_("Phương tiện"), choices=labelled(Medium))
    genre = RowSelect(N_("Thể loại"))

    def moment(self, zone: tzinfo) -> datetime | None:
        """The instant of publication when the hour is known."""
        if self.on.data is None or self.hour.data is None:
            return None
        return datetime.combine(self.on.data, self.hour.data, zone)


class DescribeForm(Form):
    genre = RowSelect(N_("Thể loại"))
    medium = SelectField(N_("Phương tiện"), choices=labelled(Medium))
