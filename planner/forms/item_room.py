"""Forms around a planned item: comments, checklist, files, the same work elsewhere; and a unit's own steps."""

from flask_wtf.file import FileField
from wtforms import IntegerField, SelectField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, NumberRange

from planner.forms.base import Day, Form, Title, Words, clean, labelled, options
from planner.vocabulary import N_, Medium, Status, StepMedia

STEP_STATES = (Status.IDEA, Status.PLANNED, Status.IN_PROGRESS, Status.SUBMITTED, Status.APPROVED)


class CommentForm(Form):
    body = TextAreaField(
        N_("Ý kiến"),
        description=N_("Gõ @ rồi tên đồng nghiệp để nhắc người đó."),
        validators=[DataRequired(), Words(3000)],
        filters=[clean],
    )


class CheckForm(Form):
    words = Title(N_("Việc cần làm"), most=200)


class FileForm(Form):
    file = FileField(
        N_("Chọn tệp"),
        description=N_("Tối đa 10 MB: PDF, Word, Excel, PowerPoint, OpenDocument, ảnh, âm thanh, video, văn bản."),
    )


class PublicationForm(Form):
    """The same work in another medium."""

    medium = SelectField(N_("Loại hình"), choices=labelled(Medium), validators=[InputRequired()])
    publish_on = Day(N_("Ngày dự kiến đăng, phát"), description=N_("Để trống nếu chưa định ngày (kho đề tài)."))


class JoinForm(Form):
    """An item that is already planned and carries the same work; its number stands in its address."""

    other = IntegerField(
        N_("Số của tin, bài"),
        description=N_("Số ở cuối địa chỉ trang của tin, bài kia, ví dụ 12 trong /tin-bai/12."),
        validators=[InputRequired(), NumberRange(1, 2**31)],
    )


class DeclineForm(Form):
    reason = Title(N_("Lý do từ chối"), most=500)


class StepForm(Form):
    """A unit's own step of the workflow."""

    label = Title(N_("Tên bước"), most=80)
    status = SelectField(N_("Thuộc trạng thái"), choices=options((one.value, one.label) for one in STEP_STATES))
    media = SelectField(N_("Dùng cho"), choices=labelled(StepMedia))
    position = IntegerField(N_("Thứ tự"), default=1, validators=[InputRequired(), NumberRange(0, 999)])
