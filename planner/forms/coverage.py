"""The coverage queue: which unit's, and how an unplanned item is counted."""

from flask_wtf import FlaskForm

from planner.forms.base import Form
from planner.forms.choices import RowSelect
from planner.vocabulary import N_


class UnitFilter(FlaskForm):
    """A GET form: no token, nothing it does changes anything."""

    class Meta(Form.Meta):
        csrf: bool = False  # type: ignore[bad-override]

    unit = RowSelect(N_("Đơn vị"), name="don-vi")


class CountForm(Form):
    """Count an item as unplanned: under which theme, as which genre."""

    theme = RowSelect(N_("Chủ đề"))
    genre = RowSelect(N_("Thể loại"))
