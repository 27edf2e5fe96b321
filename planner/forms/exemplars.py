"""The form of an exemplar and the filter of the register."""

from flask_wtf import FlaskForm
from wtforms import SearchField, SelectField, TextAreaField

from planner.errors import Invalid
from planner.forms.base import Form, Title, Words, clean, labelled, one_line, options
from planner.newsdesk.exemplars import ExemplarEntry
from planner.vocabulary import N_, ExemplarKind

EVERYTHING = N_("Tất cả")


class ExemplarForm(Form):
    kind = SelectField(N_("Loại"), choices=labelled(ExemplarKind))
    name = Title(N_("Tên"), most=200)
    place = Title(N_("Địa chỉ"), most=200, required=False, description=N_("Thôn, xã, phường hoặc cơ quan."))
    owner = Title(N_("Chủ thể"), most=200, required=False, description=N_("Người, hộ, hợp tác xã hoặc đơn vị làm nên."))
    field = Title(N_("Lĩnh vực"), most=120, required=False)
    result = TextAreaField(N_("Kết quả"), validators=[Words(5000)], filters=[clean])

    def entry(self) -> ExemplarEntry:
        """What was typed in. Call only after the form has been validated."""
        return ExemplarEntry(
            kind=ExemplarKind(self.kind.data),
            name=self.name.data or "",
            place=self.place.data or "",
            owner=self.owner.data or "",
            field=self.field.data or "",
            result=self.result.data or "",
        )


def exemplar_values(entry: ExemplarEntry) -> dict[str, object]:
    """What the fields of ExemplarForm show for a row."""
    return {
        "kind": entry.kind.value,
        "name": entry.name,
        "place": entry.place,
        "owner": entry.owner,
        "field": entry.field,
        "result": entry.result,
    }


class ExemplarFilter(FlaskForm):
    """A GET form: no token, nothing it does changes anything."""

    class Meta(Form.Meta):
        csrf: bool = False  # type: ignore[bad-override]

    words = SearchField(N_("Tìm theo tên, địa chỉ, chủ thể"), name="q", validators=[Words(200)], filters=[one_line])
    kind = SelectField(
        N_("Loại"), name="loai", default="", choices=[*options([("", EVERYTHING)]), *labelled(ExemplarKind)]
    )

    def chosen(self) -> tuple[str, ExemplarKind | None]:
        """Words and kind of the address. Raises Invalid with a sentence for what is not in the list."""
        if not self.validate():
            wrong = next(one for one in self if one.errors)
            raise Invalid(str(wrong.errors[0]), field=wrong.name)
        return self.words.data or "", ExemplarKind(self.kind.data) if self.kind.data else None
