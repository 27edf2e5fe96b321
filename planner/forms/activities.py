"""The forms of what a unit reports of itself: the activity, its proof, taking it back, and the list's filter."""

from collections.abc import Iterable
from datetime import date
from typing import cast

from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import IntegerField, SelectField, TextAreaField
from wtforms.validators import InputRequired, NumberRange, Optional

from planner.domain.activities import shipped_kinds
from planner.errors import Invalid
from planner.forms.base import Day, Form, Title, Words, clean, options
from planner.forms.choices import RowSelect
from planner.models import Campaign
from planner.newsdesk.activities import ActivityEntry
from planner.vocabulary import N_

MOST = 1_000_000
HOW_MANY = N_("Nhập số từ %(min)s đến %(max)s.")


class ActivityForm(Form):
    campaign = RowSelect(N_("Đợt tuyên truyền"), validators=[InputRequired()])
    kind = SelectField(N_("Loại hoạt động"), choices=options((one.key, one.name) for one in shipped_kinds()))
    held_on = Day(N_("Ngày"), required=True)
    place = Title(N_("Địa điểm"), most=200, required=False)
    count = IntegerField(
        N_("Số lượng"),
        default=1,
        validators=[InputRequired(), NumberRange(1, MOST, HOW_MANY)],
        description=N_("Số buổi, cuộc, lượt, tấm hoặc bản."),
    )
    audience = IntegerField(
        N_("Người dự, người nghe"),
        validators=[Optional(), NumberRange(0, MOST, HOW_MANY)],
        description=N_("Để trống khi không đếm được."),
    )
    description = TextAreaField(N_("Nội dung"), validators=[Words(5000)], filters=[clean])

    def entry(self, campaigns: Iterable[Campaign]) -> ActivityEntry:
        """What was typed in. Call only after the form has been validated."""
        chosen = next(one for one in campaigns if one.id == self.campaign.data)
        day = cast("date", self.held_on.data)  # required, so it is there once the form is valid
        return ActivityEntry(
            campaign=chosen,
            kind=self.kind.data,
            held_on=day,
            place=self.place.data or "",
            count=self.count.data or 1,
            audience=self.audience.data,
            description=self.description.data or "",
        )


def activity_values(entry: ActivityEntry) -> dict[str, object]:
    """What the fields of ActivityForm show for a row."""
    return {
        "campaign": entry.campaign.id,
        "kind": entry.kind,
        "held_on": entry.held_on,
        "place": entry.place,
        "count": entry.count,
        "audience": entry.audience,
        "description": entry.description,
    }


class ProofForm(Form):
    file = FileField(
        N_("Tệp minh chứng"),
        description=N_(
            "PDF, Word, Excel, ảnh, âm thanh, video hoặc văn bản, tối đa 10 MB. Không đưa tài liệu mật lên đây."
        ),
    )


class WithdrawForm(Form):
    reason = Title(N_("Lý do rút"), most=500)


class ActivityFilter(FlaskForm):
    """A GET form: the address of the page is its state."""

    class Meta(Form.Meta):
        csrf: bool = False  # type: ignore[bad-override]

    campaign = RowSelect(N_("Đợt tuyên truyền"), name="dot")
    unit = RowSelect(N_("Đơn vị"), name="don-vi")
    since = Day(N_("Từ ngày"), name="tu")
    until = Day(N_("Đến ngày"), name="den")

    def check(self) -> None:
        """Raises Invalid with a sentence for what is not in the lists."""
        if not self.validate():
            wrong = next(one for one in self if one.errors)
            raise Invalid(str(wrong.errors[0]), field=wrong.name)
