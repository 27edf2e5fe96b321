"""The forms of a publication log: the file with whose it is, and the choice of its columns."""

from collections.abc import Sequence
from typing import Any

from flask_wtf.file import FileField
from wtforms import SelectField
from wtforms.validators import InputRequired, ValidationError

from planner.domain.log_columns import FIELDS
from planner.forms.base import Form, labelled, options
from planner.forms.choices import RowSelect
from planner.vocabulary import N_, LogKind

NO_FILE = N_("Chọn tệp Excel (.xlsx) hoặc CSV.")
NOT_THERE = N_("— không có cột này —")


class UploadForm(Form):
    kind = SelectField(N_("Loại bảng kê"), choices=labelled(LogKind))
    unit = RowSelect(N_("Đơn vị"), validators=[InputRequired()])
    channel = RowSelect(N_("Kênh, ấn phẩm"))
    file = FileField(
        N_("Tệp"),
        description=N_(
            "Excel (.xlsx, .xls), .ods hoặc CSV; tối đa 10 MB và 20.000 dòng. Chưa ghi nhận gì khi tải lên."
        ),
    )

    def validate_file(self, field: FileField) -> None:
        if not field.data:
            raise ValidationError(NO_FILE)


class ColumnsForm(Form):
    """A select per field of the kind; made by ``columns_form``."""

    def chosen(self, kind: LogKind) -> dict[str, int]:
        """Field → place of its column; what is not there is left out."""
        picked = {field.key: self[field.key].data for field in FIELDS[kind]}
        return {key: int(place) for key, place in picked.items() if place}


def columns_form(kind: LogKind, heads: Sequence[str], columns: dict[str, Any], version: int) -> ColumnsForm:
    """The form for one log, showing what is chosen now."""
    choices = [("", NOT_THERE), *((str(place), head or f"({place + 1})") for place, head in enumerate(heads))]

    class ThisForm(ColumnsForm):
        pass

    for field in FIELDS[kind]:
        setattr(ThisForm, field.key, SelectField(field.label, choices=options(choices), default=""))
    shown = {key: str(place) for key, place in columns.items()}
    return ThisForm(data={**shown, "version": version})
