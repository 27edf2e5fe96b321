"""The form that asks for an old period of a source."""

from flask_wtf.file import FileField
from wtforms import SelectField, StringField

from planner.forms.base import Day, Form, Words, labelled
from planner.forms.sources import URL_MAX, stripped
from planner.vocabulary import N_, BackfillWay


class BackfillForm(Form):
    way = SelectField(N_("Đọc"), choices=labelled(BackfillWay))
    first = Day(N_("Từ ngày"), required=True)
    last = Day(N_("Đến ngày"), required=True)
    url = StringField(
        N_("Địa chỉ sơ đồ trang"),
        validators=[Words(URL_MAX)],
        filters=[stripped],
        description=N_(
            "Khi đọc từ sơ đồ trang của một nguồn RSS hoặc trang danh sách; ví dụ https://bao.example.vn/sitemap.xml."
        ),
    )
    file = FileField(
        N_("Tệp đã lưu"), description=N_("RSS, Atom, JSON Feed hoặc sơ đồ trang, tối đa 2 MB. Bài được ghi nhận ngay.")
    )
