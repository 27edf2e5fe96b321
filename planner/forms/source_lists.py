"""The form of a list of sources brought as a file."""

from collections.abc import Iterable

from flask_wtf.file import FileField

from planner.forms.base import Form
from planner.forms.choices import RowSelect
from planner.vocabulary import N_


class SourceListForm(Form):
    """``file`` is empty when a list looked at before is confirmed: it was kept under the form's key."""

    file = FileField(
        N_("Tệp danh sách (OPML hoặc CSV)"),
        description=N_(
            "OPML do chương trình đọc tin khác xuất ra, hoặc CSV như tệp xuất từ trang này. Tối đa 2.000 nguồn."
        ),
    )
    unit = RowSelect(
        N_("Đơn vị cho các dòng chưa rõ đơn vị"),
        description=N_("Dòng có ghi tên đơn vị đã có trong chương trình thì theo tên đó."),
    )

    def offer(self, units: Iterable[tuple[int, str]]) -> None:
        self.unit.offer(units)
