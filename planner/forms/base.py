"""What all forms share: Vietnamese messages, hidden version and submission key, clean strings."""

import secrets
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import date, time
from typing import Any

from flask_wtf import FlaskForm
from markupsafe import Markup, escape
from wtforms import DateField, Field, HiddenField, IntegerField, StringField, TimeField
from wtforms import fields as wtforms_fields
from wtforms.form import BaseForm
from wtforms.meta import DefaultMeta
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError
from wtforms.widgets import HiddenInput, Select

from planner.vocabulary import N_, Labelled

# WTForms speaks 34 languages, Vietnamese not among them. Its own English sentences are the keys.
MESSAGES: Mapping[str, str] = {
    "This field is required.": N_("Bắt buộc nhập mục này."),
    "Not a valid choice.": N_("Chọn một mục trong danh sách."),
    "Not a valid choice": N_("Chọn một mục trong danh sách."),
    "Invalid Choice: could not coerce.": N_("Chọn một mục trong danh sách."),
    "Invalid choice(s): one or more data inputs could not be coerced.": N_("Chọn các mục có trong danh sách."),
    "Not a valid date value.": N_("Ngày không hợp lệ. Nhập theo dạng ngày/tháng/năm, ví dụ 23/11/2026."),
    "Not a valid datetime value.": N_("Ngày giờ không hợp lệ. Nhập ngày và giờ, ví dụ 23/11/2026 08:00."),
    "Not a valid time value.": N_("Giờ không hợp lệ. Nhập giờ và phút, ví dụ 08:00."),
    "Not a valid integer value.": N_("Nhập một số nguyên."),
    "Not a valid decimal value.": N_("Nhập một số."),
    "Not a valid float value.": N_("Nhập một số."),
    "Invalid email address.": N_("Địa chỉ thư điện tử không hợp lệ, ví dụ đúng: ten@coquan.vn."),
    "Invalid URL.": N_("Đường dẫn không hợp lệ. Đường dẫn bắt đầu bằng http:// hoặc https://."),
    "Invalid input.": N_("Nội dung nhập không hợp lệ."),
    "The CSRF token is missing.": N_("Biểu mẫu đã hết hạn. Tải lại trang rồi gửi lại."),
}


SELECT_CHOICE: Any = vars(wtforms_fields.choices)["SelectChoice"]
_translators: list[Callable[[str], str]] = [str]


def speak_with(translate: Callable[[str], str]) -> None:
    """The web hands in its translator at start, so that forms need not know whose request it is."""
    _translators[:] = [translate]


def say(text: str) -> str:
    """A source string in the reader's language, for the few words that a form puts together itself."""
    return _translators[0](text)


class Translations:
    """Hands WTForms our words for its own sentences, in the reader's language."""

    def gettext(self, text: str) -> str:
        return say(MESSAGES.get(text, text))

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return self.gettext(singular if n == 1 else plural)


class SpokenSelect(Select):
    """A select whose words are said in the reader's language; names that are data have no translation and stay."""

    @classmethod
    def render_option(cls, choice: Any, **kwargs: Any) -> Any:  # type: ignore[bad-override]
        words = say(str(choice.label or choice.value))
        if kwargs or choice.render_kw:
            inherited: Any = super().render_option
            return inherited(choice._replace(label=words), **kwargs)
        # By far the most, and written by hand three times faster than through a list of attributes.
        chosen = " selected" if choice.selected else ""
        return Markup(f'<option{chosen} value="{escape(str(choice.value))}">{escape(words)}</option>')  # noqa: S704


class Spoken(DefaultMeta):
    """What makes a form speak the reader's language: WTForms' own sentences and the words of selects."""

    def get_translations(self, form: Any) -> Translations:  # noqa: ARG002
        return Translations()

    def bind_field(self, form: Any, unbound_field: Any, options: Any) -> Any:
        bound = super().bind_field(form, unbound_field, options)
        if type(bound.widget) is Select:
            bound.widget = SpokenSelect(multiple=bound.widget.multiple)
        return bound


class Form(FlaskForm):
    """``version``: of the row when the form was shown. ``submission``: the same key sent twice is taken once."""

    class Meta(Spoken, FlaskForm.Meta):
        pass

    version = IntegerField(widget=HiddenInput(), validators=[Optional()])
    submission = HiddenField(default=lambda: secrets.token_urlsafe(18), validators=[Length(max=64)])


def clean(text: str | None) -> str:
    """NFC, no control characters except line breaks, no blanks around."""
    plain = unicodedata.normalize("NFC", text or "").replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in plain if c == "\n" or unicodedata.category(c) not in ("Cc", "Cs")).strip()


def one_line(text: str | None) -> str:
    """``clean``, with line breaks and runs of blanks turned into single blanks."""
    return " ".join(clean(text).split())


class Words(Length):
    """A length limit in characters with a sentence that names it."""

    def __init__(self, most: int, least: int = 0) -> None:
        super().__init__(min=least or -1, max=most)

    def __call__(self, form: BaseForm, field: Field) -> None:  # noqa: ARG002
        length = len(field.data or "")
        if length > self.max or length < self.min:
            between = N_("Nhập từ %(min)d đến %(max)d ký tự.")
            shorter = N_("Dài tối đa %(max)d ký tự. Rút gọn rồi lưu lại.")
            sentence = field.gettext(between if self.min > 1 else shorter)
            raise ValidationError(sentence % {"min": self.min, "max": self.max})


class Title(StringField):
    """One line of text, cleaned."""

    def __init__(self, label: str, *, most: int, required: bool = True, **kwargs: Any) -> None:
        # DataRequired: what is left after cleaning counts, so that blanks alone are nothing.
        validators = [DataRequired()] if required else []
        super().__init__(label, validators=[*validators, Words(most)], filters=[one_line], **kwargs)


class Day(DateField):
    """A day as browsers send it (yyyy-mm-dd) or as people write it (dd/mm/yyyy); empty gives None."""

    def __init__(self, label: str, *, required: bool = False, **kwargs: Any) -> None:
        validators = [InputRequired()] if required else []
        formats = ["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y"]
        super().__init__(label, validators=[*validators, _sane_year], format=formats, **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        if valuelist and valuelist[0].strip():
            super().process_formdata([valuelist[0].strip()])
        else:
            self.data: date | None = None


class Hour(TimeField):
    """A time of day (HH:MM); empty gives None."""

    def __init__(self, label: str, **kwargs: Any) -> None:
        super().__init__(label, format=["%H:%M", "%H:%M:%S"], **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        if valuelist and valuelist[0].strip():
            super().process_formdata([valuelist[0].strip()])
        else:
            self.data: time | None = None


def _sane_year(_form: FlaskForm, field: DateField) -> None:
    if field.data is not None and not 1990 <= field.data.year <= 2100:
        raise ValidationError(N_("Năm phải nằm trong khoảng 1990 đến 2100."))


def options(pairs: Iterable[tuple[Any, str]]) -> Any:
    """Choices of a select from (value, words). Typed loosely: WTForms' published types know only the older tuples."""
    return [SELECT_CHOICE(value=value, label=words) for value, words in pairs]


def labelled(kind: type[Labelled]) -> Any:
    """All members of a vocabulary as choices, in their order."""
    return options((member.value, member.label) for member in kind)
