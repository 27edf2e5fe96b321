"""Forms of an urging note: the note itself, the unit's reply, the board's closing and reopening words."""

from wtforms import TextAreaField
from wtforms.validators import DataRequired

from planner.forms.base import Day, Form, Title, Words, clean
from planner.newsdesk.urging import Reply, UrgingEntry
from planner.vocabulary import N_

LONGEST = 5000


def _text(label: str, *, required: bool = True, description: str = "") -> TextAreaField:
    needed = [DataRequired()] if required else []
    return TextAreaField(label, validators=[*needed, Words(LONGEST)], filters=[clean], description=description)


class UrgingForm(Form):
    title = Title(N_("Việc"), most=200)
    text = _text(N_("Nội dung"), description=N_("Soạn sẵn từ số liệu; sửa theo ý Ban trước khi gửi."))
    due_on = Day(N_("Hạn phản hồi"), required=True)

    def entry(self) -> UrgingEntry:
        """What was typed in. Call only after the form has been validated."""
        assert self.due_on.data is not None  # noqa: S101  (required)
        return UrgingEntry(self.title.data or "", self.text.data or "", self.due_on.data)


class ReplyForm(Form):
    text = _text(N_("Giải trình"), description=N_("Vì sao chưa thực hiện, vướng ở đâu."))
    done = _text(N_("Đã làm"), required=False)
    done_by = Day(N_("Hoàn thành trước ngày"), description=N_("Để trống nếu đã xong."))

    def reply(self) -> Reply:
        """What was typed in. Call only after the form has been validated."""
        return Reply(self.text.data or "", self.done.data or "", self.done_by.data)


class NoteForm(Form):
    text = _text(N_("Nhắn thêm"))


class CloseForm(Form):
    text = _text(N_("Kết luận"), description=N_("Việc đã xong thế nào, hoặc vì sao không cần theo dõi nữa."))


class ReopenForm(Form):
    text = _text(N_("Lý do mở lại"))
    due_on = Day(N_("Hạn phản hồi mới"), required=True)
