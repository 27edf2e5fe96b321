"""Forms of a column and of a single slot."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from wtforms import IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, NumberRange, Optional

from planner.domain.rhythms import WEEKDAYS, Rhythm, RhythmKind, rhythm_of, rule_of
from planner.errors import Invalid
from planner.forms.base import Day, Form, Hour, Title, Words, clean, labelled, one_line, options
from planner.forms.choices import RowSelect, Ticks, number
from planner.language.dates import WEEKDAYS as WEEKDAY_NAMES
from planner.models import Campaign, Channel, Genre
from planner.newsdesk.columns import ColumnPlan
from planner.vocabulary import N_, ColumnForm

KINDS = (
    (RhythmKind.WEEKLY.value, N_("Theo tuần")),
    (RhythmKind.MONTHLY_WEEKDAY.value, N_("Theo thứ trong tháng")),
    (RhythmKind.MONTHLY_DAY.value, N_("Theo ngày trong tháng")),
    (RhythmKind.RULE.value, N_("Theo quy tắc riêng")),
)
ORDINALS = ((1, N_("tuần 1")), (2, N_("tuần 2")), (3, N_("tuần 3")), (4, N_("tuần 4")), (-1, N_("tuần cuối")))


@dataclass(frozen=True, slots=True)
class ColumnChoices:
    """The rows a column's form may choose from."""

    channels: Sequence[Channel]
    campaigns: Sequence[Campaign]
    genres: Sequence[Genre]


class ColumnEntry(Form):
    name = Title(N_("Tên"), most=200)
    form = SelectField(N_("Hình thức"), choices=labelled(ColumnForm))
    channel = SelectField(N_("Kênh"), coerce=number, validators=[InputRequired()])
    kind = RadioField(N_("Định kỳ"), choices=options(KINDS), default=RhythmKind.WEEKLY.value)
    interval = IntegerField(
        N_("Cách mấy tuần (tháng) một lần"),
        default=1,
        validators=[InputRequired(), NumberRange(1, 52, N_("Nhập số từ 1 đến 52."))],
    )
    weekdays = Ticks(N_("Các thứ trong tuần"), choices=options(zip(WEEKDAYS, WEEKDAY_NAMES, strict=True)))
    ordinals = Ticks(N_("Tuần trong tháng"), coerce=int, choices=options(ORDINALS))
    month_days = StringField(
        N_("Ngày trong tháng"),
        validators=[Words(100)],
        filters=[one_line],
        description=N_("Cách nhau bằng dấu phẩy, ví dụ: 5, 20."),
    )
    rule = StringField(
        N_("Quy tắc riêng (RFC 5545)"),
        validators=[Words(500)],
        filters=[one_line],
        description=N_("Ví dụ: FREQ=MONTHLY;BYDAY=2TH,4TH"),
    )
    starts_on = Day(N_("Bắt đầu"), required=True)
    ends_on = Day(N_("Kết thúc"), description=N_("Để trống nếu chưa định ngày kết thúc."))
    count = IntegerField(
        N_("Số kỳ"),
        description=N_("Để trống nếu kết thúc theo ngày hoặc chưa định."),
        validators=[Optional(), NumberRange(1, 1000, N_("Nhập số kỳ từ 1 đến 1000."))],
    )
    airs_at = Hour(N_("Giờ đăng, phát"))
    duration_min = IntegerField(
        N_("Thời lượng (phút)"), validators=[Optional(), NumberRange(1, 1440, N_("Nhập số phút từ 1 đến 1440."))]
    )
    reruns = IntegerField(
        N_("Phát lại (lần)"),
        default=0,
        description=N_("Chỉ để biết: lượt phát lại không tính vào kết quả."),
        validators=[Optional(), NumberRange(0, 20, N_("Nhập số lần từ 0 đến 20."))],
    )
    warn_days = IntegerField(
        N_("Cảnh báo kỳ trống trước (ngày)"),
        default=7,
        validators=[InputRequired(), NumberRange(0, 60, N_("Nhập số ngày từ 0 đến 60."))],
    )
    deadline_days = IntegerField(
        N_("Hạn nộp trước (ngày)"),
        default=2,
        validators=[InputRequired(), NumberRange(0, 60, N_("Nhập số ngày từ 0 đến 60."))],
    )
    campaign = RowSelect(N_("Đợt tuyên truyền"))
    genre = RowSelect(N_("Thể loại thường dùng"))
    note = TextAreaField(N_("Ghi chú"), validators=[Words(5000)], filters=[clean])
    since = Day(
        N_("Áp dụng từ ngày"),
        description=N_("Để trống: mọi kỳ từ hôm nay. Chọn ngày: các kỳ trước đó giữ nhịp và giờ cũ."),
    )
    reason = Title(N_("Lý do"), most=500, required=False)

    def offer(self, choices: ColumnChoices) -> None:
        self.choices = choices
        self.channel.choices = options((channel.id, channel.name) for channel in choices.channels)
        self.campaign.offer((campaign.id, campaign.short_title) for campaign in choices.campaigns)
        self.genre.offer((genre.id, genre.name) for genre in choices.genres)

    def plan(self) -> ColumnPlan:
        """The column typed in, after validation. Raises Invalid, naming the field, when the rhythm lacks something."""
        chosen = self.choices
        return ColumnPlan(
            name=self.name.data or "",
            form=ColumnForm(self.form.data),
            channel=next(one for one in chosen.channels if one.id == self.channel.data),
            rule=rule_of(self._rhythm()),
            starts_on=cast("date", self.starts_on.data),  # required: validated
            ends_on=self.ends_on.data,
            airs_at=self.airs_at.data,
            duration_min=self.duration_min.data,
            deadline_days=self.deadline_days.data or 0,
            campaign=next((one for one in chosen.campaigns if one.id == self.campaign.data), None),
            genre=next((one for one in chosen.genres if one.id == self.genre.data), None),
            note=self.note.data or "",
            reruns=self.reruns.data or 0,
            warn_days=self.warn_days.data or 0,
        )

    def _rhythm(self) -> Rhythm:
        return Rhythm(
            RhythmKind(self.kind.data),
            self.interval.data or 1,
            tuple(self.weekdays.data or ()),
            tuple(self.ordinals.data or ()),
            _month_days(self.month_days.data or ""),
            self.rule.data or "",
            self.count.data,
        )


def column_values(plan: ColumnPlan) -> dict[str, object]:
    """What the fields of ColumnEntry show for a column."""
    rhythm = rhythm_of(plan.rule)
    return {
        "name": plan.name,
        "form": plan.form.value,
        "channel": plan.channel.id,
        "kind": rhythm.kind.value,
        "interval": rhythm.interval,
        "weekdays": list(rhythm.weekdays),
        "ordinals": list(rhythm.ordinals),
        "month_days": ", ".join(map(str, rhythm.month_days)),
        "rule": rhythm.rule,
        "starts_on": plan.starts_on,
        "ends_on": plan.ends_on,
        "airs_at": plan.airs_at,
        "duration_min": plan.duration_min,
        "deadline_days": plan.deadline_days,
        "campaign": plan.campaign.id if plan.campaign else None,
        "genre": plan.genre.id if plan.genre else None,
        "note": plan.note,
        "count": rhythm.count,
        "reruns": plan.reruns,
        "warn_days": plan.warn_days,
    }


class SlotReason(Form):
    reason = Title(N_("Lý do"), most=500)


class SlotMove(Form):
    on = Day(N_("Ngày mới"), required=True)
    at = Hour(N_("Giờ"), description=N_("Để trống thì giữ giờ cũ."))
    reason = Title(N_("Lý do"), most=500, required=False)


class ColumnEnd(Form):
    since = Day(N_("Không còn kỳ từ ngày"), required=True)
    reason = Title(N_("Lý do"), most=500)


def _month_days(text: str) -> tuple[int, ...]:
    days = [int(part) for part in re.split(r"[\s,;]+", text) if part.isdecimal()]
    if any(not 1 <= day <= 31 for day in days) or re.sub(r"[\d\s,;]", "", text):
        raise Invalid(N_("Ngày trong tháng là các số từ 1 đến 31, cách nhau bằng dấu phẩy."), field="month_days")
    return tuple(dict.fromkeys(days))
