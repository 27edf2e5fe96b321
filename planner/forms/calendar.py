"""The calendar's filters: the address of the page is the form."""

import re
from collections.abc import Sequence
from datetime import date

from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, SearchField, SelectField
from wtforms.validators import ValidationError

from planner.errors import Invalid
from planner.forms.base import Form, Words, labelled, one_line, options
from planner.forms.choices import RowSelect
from planner.queries.calendar import ItemFilter, Word
from planner.vocabulary import N_, Medium, Status

MONTH = re.compile(r"(\d{4})-(\d{2})")
EVERYTHING = N_("Tất cả")
WRONG_MONTH = N_("Tháng không hợp lệ. Viết như 2026-11, trong khoảng 1990 đến 2100.")


class FilterForm(FlaskForm):
    """A GET form: no token, nothing it does changes anything."""

    class Meta(Form.Meta):
        csrf: bool = False  # type: ignore[bad-override]

    month = HiddenField(name="thang")
    words = SearchField(N_("Tìm trong tên"), name="q", validators=[Words(200)], filters=[one_line])
    unit = RowSelect(N_("Đơn vị"), name="don-vi")
    column = RowSelect(N_("Chuyên mục"), name="chuyen-muc")
    campaign = SelectField(N_("Đợt tuyên truyền"), name="dot", default="")
    theme = RowSelect(N_("Chủ đề"), name="chu-de")
    genre = RowSelect(N_("Thể loại"), name="the-loai")
    medium = SelectField(N_("Loại hình"), name="phuong-tien", default="")
    person = RowSelect(N_("Người thực hiện"), name="nguoi")
    status = SelectField(N_("Trạng thái"), name="trang-thai", default="")
    mine = BooleanField(N_("Việc của tôi"), name="cua-toi")

    def validate_month(self, field: HiddenField) -> None:
        if field.data and month_start(field.data) is None:
            raise ValidationError(WRONG_MONTH)

    def offer(self, words: Sequence[Word], units: Sequence[tuple[int, str]]) -> None:
        """Fill the lists from the page's words; ``units`` with the names of today."""
        self.campaigns = {word.extra: word.id for word in words if word.kind == "campaign"}
        named = [(word.extra, word.name) for word in words if word.kind == "campaign"]
        self.campaign.choices = options([("", EVERYTHING), *named])
        self.unit.offer(units, nothing=EVERYTHING)
        for kind, field in (
            ("column", self.column),
            ("theme", self.theme),
            ("genre", self.genre),
        ):
            field.offer([(word.id, word.name) for word in words if word.kind == kind], nothing=EVERYTHING)
        people = sorted((word for word in words if word.kind == "person"), key=lambda word: word.extra)
        self.person.offer([(word.id, word.name) for word in people], nothing=EVERYTHING)
        self.medium.choices = [*options([("", EVERYTHING)]), *labelled(Medium)]
        self.status.choices = [*options([("", EVERYTHING)]), *labelled(Status)]

    def chosen(self, me: int) -> ItemFilter:
        """The filter the address asks for. Raises Invalid with a sentence for what is not in the lists."""
        if not self.validate():
            wrong = next(field for field in self if field.errors)
            raise Invalid(str(wrong.errors[0]), field=wrong.name)
        return ItemFilter(
            unit=self.unit.data,
            column=self.column.data,
            campaign=self.campaigns.get(self.campaign.data or ""),
            theme=self.theme.data,
            genre=self.genre.data,
            medium=Medium(self.medium.data) if self.medium.data else None,
            person=self.person.data,
            status=Status(self.status.data) if self.status.data else None,
            mine=me if self.mine.data else None,
            words=self.words.data or "",
        )


def month_start(text: str) -> date | None:
    """The first day of "2026-11"; None when it is not a month between 1990 and 2100."""
    match = MONTH.fullmatch(text)
    if match is None or not 1 <= int(match[2]) <= 12 or not 1990 <= int(match[1]) <= 2100:
        return None
    return date(int(match[1]), int(match[2]), 1)
