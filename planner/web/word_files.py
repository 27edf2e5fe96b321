"""A Word template as a form brings it."""

from planner.documents import word_template
from planner.domain.file_types import media_type, shown_name
from planner.errors import Invalid
from planner.forms.report_setup import TemplateForm
from planner.vocabulary import N_

MOST_SENT = word_template.MOST_BYTES + 64 * 1024  # bytes of a request: the file and the form around it
CHOOSE_A_FILE = N_("Chọn tệp .docx có các chỗ điền, ví dụ {{ tieu_de }}.")
NOT_WORD = N_("Mẫu phải là tệp Word .docx. Mở tệp, lưu lại dạng .docx rồi tải lên.")


def sent_template(form: TemplateForm) -> tuple[str, bytes]:
    """Name and bytes of the file.

    Raises Invalid for none, too large, no Word file, one with macros, or places to fill in that are wrong.
    """
    file = form.file.data
    if file is None or not file.filename:
        raise Invalid(CHOOSE_A_FILE)
    with file.stream as stream:
        content, name = stream.read(word_template.MOST_BYTES + 1), shown_name(file.filename)
    if len(content) > word_template.MOST_BYTES:
        raise Invalid(word_template.TOO_BIG)
    if not name.lower().endswith((".docx", ".docm")):
        raise Invalid(NOT_WORD)
    media_type(f"{name.rpartition('.')[0]}.docx", content)
    word_template.check(content)
    return name, content
