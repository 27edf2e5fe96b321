"""Signing in and one's own settings."""

from wtforms import PasswordField, SelectField, StringField
from wtforms.validators import EqualTo, InputRequired

from planner.forms.base import Form, Words, options
from planner.vocabulary import N_


class SignInForm(Form):
    email = StringField(N_("Tên đăng nhập (thư điện tử)"), validators=[InputRequired(), Words(254)])
    password = PasswordField(N_("Mật khẩu"), validators=[InputRequired(), Words(256)])


class PasswordForm(Form):
    current = PasswordField(N_("Mật khẩu hiện tại"), validators=[InputRequired(), Words(256)])
    password = PasswordField(N_("Mật khẩu mới"), validators=[InputRequired(), Words(256, least=8)])
    again = PasswordField(
        N_("Nhập lại mật khẩu mới"),
        validators=[InputRequired(), EqualTo("password", N_("Hai lần nhập chưa giống nhau. Nhập lại."))],
    )


class LanguageForm(Form):
    language = SelectField(N_("Ngôn ngữ"), choices=options([("vi", "Tiếng Việt"), ("en", "English")]))
