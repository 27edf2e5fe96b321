"""Adding with a title alone, a series, and the pattern of a column."""

from collections.abc import Sequence
from datetime import date

from wtforms import FieldList, FormField, HiddenField, IntegerField, SelectField, TextAreaField
from wtforms.validators import InputRequired, NumberRange

from planner.forms.base import Day, Form, Title, Words, clean, labelled, options
from planner.forms.choices import RowSelect, number
from planner.forms.items import SPARE_ROWS, ItemChoices, PersonRow
from planner.models import Exemplar, Genre, Person, Slot
from planner.newsdesk.patterns import Start
from planner.newsdesk.plans import Plan
from planner.newsdesk.series import MOST
from planner.vocabulary import N_, Medium

FROM_1 = N_("Nhập số ngày từ 1 đến 366.")


class QuickForm(Form):
    """The day or slot is the address's; ``back``: the page to return to."""

    title = Title(N_("Tên tin, bài"), most=300)
    genre = SelectField(N_("Thể loại"), coerce=number, validators=[InputRequired()])
    medium = SelectField(N_("Loại hình"), choices=labelled(Medium))
    exemplar = RowSelect(N_("Điển hình"))
    back = HiddenField()

    def offer(self, genres: Sequence[Genre], exemplars: Sequence[Exemplar]) -> None:
        self.genres, self.exemplars = genres, exemplars
        self.exemplar.offer((one.id, one.name) for one in exemplars)
        self.genre.choices = options((genre.id, genre.name) for genre in genres)

    def plan(self, start: Start, *, slot: Slot | None, on: date | None) -> Plan:
        """Call only after the form has been validated."""
        return Plan(
            title=self.title.data or "",
            genre=next(genre for genre in self.genres if genre.id == self.genre.data),
            medium=Medium(self.medium.data),
            brief=start.brief,
            people=start.people,
            slot=slot,
            campaign=slot.column.campaign if slot else None,
            publish_on=None if slot else on,
            exemplar=next((one for one in self.exemplars if one.id == self.exemplar.data), None),
        )


class SeriesForm(Form):
    title = Title(N_("Tên loạt bài"), most=280, description=N_("Từng kỳ được đánh số: “… (kỳ 1/5)”."))
    count = IntegerField(
        N_("Số kỳ"), validators=[InputRequired(), NumberRange(2, MOST, N_("Một loạt có từ 2 đến 52 kỳ. Sửa số kỳ."))]
    )
    first = Day(N_("Từ ngày"), required=True)
    column = RowSelect(N_("Chuyên mục"), description=N_("Chọn chuyên mục thì loạt bài lấp các kỳ còn trống liên tiếp."))
    every = IntegerField(
        N_("Cách nhau (ngày)"),
        description=N_("Dùng khi không chọn chuyên mục; 7 là hằng tuần."),
        validators=[InputRequired(), NumberRange(1, 366, FROM_1)],
    )
    genre = SelectField(N_("Thể loại"), coerce=number, validators=[InputRequired()])
    medium = SelectField(N_("Loại hình"), choices=labelled(Medium))
    exemplar = RowSelect(N_("Điển hình"))
    campaign = RowSelect(N_("Đợt tuyên truyền"))
    people = FieldList(FormField(PersonRow), label=N_("Người thực hiện"), max_entries=30)
    brief = TextAreaField(N_("Nội dung chính"), validators=[Words(5000)], filters=[clean])

    def offer(self, choices: ItemChoices) -> None:
        self.choices = choices
        self.genre.choices = options((genre.id, genre.name) for genre in choices.genres)
        self.column.offer((column.id, column.name) for column in choices.columns)
        self.exemplar.offer((one.id, one.name) for one in choices.exemplars)
        self.campaign.offer((campaign.id, campaign.short_title) for campaign in choices.campaigns)
        offer_people(self, choices.people)

    def plan(self) -> Plan:
        """Call only after the form has been validated."""
        return Plan(
            title=self.title.data or "",
            genre=next(genre for genre in self.choices.genres if genre.id == self.genre.data),
            medium=Medium(self.medium.data),
            brief=self.brief.data or "",
            campaign=next((one for one in self.choices.campaigns if one.id == self.campaign.data), None),
            people=chosen_people(self, self.choices.people),
            exemplar=next((one for one in self.choices.exemplars if one.id == self.exemplar.data), None),
        )


class PatternForm(Form):
    title = Title(N_("Tên tin, bài"), most=300, required=False)
    genre = RowSelect(N_("Thể loại"))
    people = FieldList(FormField(PersonRow), label=N_("Người thực hiện"), max_entries=30)
    brief = TextAreaField(N_("Nội dung chính"), validators=[Words(5000)], filters=[clean])

    def offer(self, genres: Sequence[Genre], people: Sequence[Person]) -> None:
        self.genres, self.offered = genres, people
        self.genre.offer((genre.id, genre.name) for genre in genres)
        offer_people(self, people)

    def start(self) -> Start:
        """Call only after the form has been validated."""
        return Start(
            title=self.title.data or "",
            genre=next((genre for genre in self.genres if genre.id == self.genre.data), None),
            brief=self.brief.data or "",
            people=chosen_people(self, self.offered),
        )


def offer_people(form: SeriesForm | PatternForm, people: Sequence[Person]) -> None:
    """The people of the form are followed by spare rows."""
    if not form.is_submitted():
        for _spare in range(SPARE_ROWS):
            form.people.append_entry()
    for row in form.people:
        row.form.person.offer((person.id, person.name) for person in people)


def chosen_people(form: SeriesForm | PatternForm, people: Sequence[Person]) -> tuple[tuple[Person, str], ...]:
    by_number = {person.id: person for person in people}
    rows = [row.form for row in form.people]
    return tuple((by_number[row.person.data], row.part.data or "") for row in rows if row.person.data)
