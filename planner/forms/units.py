"""Units, their names and mergers, and their channels."""

from wtforms import SelectField, TextAreaField
from wtforms.validators import InputRequired

from planner.forms.base import Day, Form, Title, Words, clean, labelled
from planner.vocabulary import N_, Medium, UnitKind


class UnitForm(Form):
    name = Title(N_("Tên đơn vị"), most=300)
    short = Title(N_("Tên viết tắt"), most=80, required=False)
    kind = SelectField(N_("Loại"), choices=labelled(UnitKind))
    since = Day(N_("Mang tên này từ ngày"), description=N_("Để trống khi chưa biết."))


class RenameForm(Form):
    name = Title(N_("Tên mới"), most=300)
    short = Title(N_("Tên viết tắt"), most=80, required=False)
    on = Day(N_("Có hiệu lực từ ngày"), required=True)
    reason = Title(N_("Căn cứ (văn bản, quyết định)"), most=500)


class MergeForm(Form):
    into = SelectField(N_("Hợp nhất vào"), coerce=int)
    on = Day(N_("Từ ngày"), required=True)
    basis = TextAreaField(N_("Căn cứ (văn bản, quyết định)"), validators=[InputRequired(), Words(500)], filters=[clean])


class ChannelForm(Form):
    name = Title(N_("Tên kênh (ấn phẩm)"), most=200)
    medium = SelectField(N_("Phương tiện"), choices=labelled(Medium))
    since = Day(N_("Thuộc đơn vị từ ngày"), description=N_("Để trống khi chưa biết."))


class ChannelUnitForm(Form):
    channel = SelectField(N_("Kênh"), coerce=int)
    into = SelectField(N_("Chuyển về đơn vị"), coerce=int)
    on = Day(N_("Từ ngày"), required=True)
