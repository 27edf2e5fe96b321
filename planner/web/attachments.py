"""Files of a planned item: taken in with a larger limit than other forms, handed out only as downloads."""

import io

from flask import Blueprint, flash, request, send_file, url_for
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from planner.domain.access import Action, may
from planner.domain.file_types import MOST_BYTES, TOO_BIG, media_type, shown_name
from planner.errors import Invalid, NotFound
from planner.models import ActivityFile, Attachment
from planner.newsdesk import attaching as desk
from planner.newsdesk.attaching import StoredFile
from planner.queries import item_room as queries
from planner.vault import Vault
from planner.vocabulary import N_
from planner.web import identity, items, submissions
from planner.web.access import NOT_HERE, requires
from planner.web.item_room import form_of
from planner.web.refusals import show_refusal
from planner.web.rendering import _
from planner.web.returning import back_to_item

blueprint = Blueprint("attachments", __name__)

# Nothing in a downloaded file may run or load anything, even when a browser decides to show it.
SANDBOX = "default-src 'none'; sandbox"
FORM_AROUND = 64 * 1024


@blueprint.url_value_preprocessor
def allow_a_file(endpoint: str | None, _values: dict[str, object] | None) -> None:
    """Before anything reads the body: this one form may be as large as a file."""
    if endpoint == "attachments.add":
        request.max_content_length = MOST_BYTES + FORM_AROUND


@blueprint.post("/tin-bai/<int:item_id>/tep")
@requires(Action.REPORT_WORK)
def add(item_id: int) -> Response | tuple[str, int]:
    item, form = items.load_to_report(item_id), form_of("file")
    if not form.validate():
        return items.page(item, file=form), 400
    if earlier := submissions.taken(form):
        return earlier
    try:
        stored = keep(form.file.data)
    except Invalid as error:
        show_refusal(form, error)
        return items.page(items.load_to_report(item_id), file=form), 400
    desk.attach(identity.database(), identity.actor(), item, stored)
    flash(_("Đã đính kèm “%(name)s”.", name=stored.name))
    return submissions.finish(form, url_for("items.show", item_id=item_id) + "#files")


@blueprint.get("/tep-dinh-kem/<int:file_id>")
@requires(Action.SEE_PLANS)
def download(file_id: int) -> Response:
    file = load(file_id)
    return hand_out(file)


@blueprint.post("/tin-bai/<int:item_id>/tep/<int:file_id>/go")
@requires(Action.REPORT_WORK)
def remove(item_id: int, file_id: int) -> Response:
    item, file = items.load_to_report(item_id), load(file_id)
    if file.item_id != item.id:
        raise NotFound(NOT_HERE)
    desk.detach(identity.database(), identity.actor(), item, file)
    identity.database().commit()
    _vault().discard(file.stored_as)
    flash(_("Đã gỡ tệp."))
    return back_to_item(item_id, "files")


def load(file_id: int) -> Attachment:
    """A file of an item of the viewer's unit; of published plans of other units only the plan is shown."""
    file = queries.attachment_by_id(identity.database(), file_id)
    if file is None or not may(identity.viewer(), Action.SEE_PLANS, unit_id=items.load(file.item_id).unit_id):
        raise NotFound(NOT_HERE)
    return file


def hand_out(file: Attachment | ActivityFile) -> Response:
    """The file as a download that nothing runs in; raises NotFound when its bytes are not the ones that were kept."""
    data = _vault().get(file.stored_as, file.sha256)
    if data is None:
        raise NotFound(
            N_("Tệp này không còn nguyên vẹn trên máy chủ. Liên hệ quản trị hệ thống để khôi phục từ bản sao lưu.")
        )
    answer = send_file(io.BytesIO(data), file.mimetype, as_attachment=True, download_name=file.name, etag=False)
    answer.headers["Content-Security-Policy"] = SANDBOX
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def keep(sent: FileStorage | None) -> StoredFile:
    """Check a file sent and lay it in the vault. Raises Invalid with a sentence for what is not taken."""
    if sent is None or not sent.filename:
        raise Invalid(N_("Chọn tệp cần đính kèm."), field="file")
    with sent.stream as stream:
        data, name = stream.read(MOST_BYTES + 1), shown_name(sent.filename)
    if len(data) > MOST_BYTES:
        raise Invalid(TOO_BIG, field="file")
    kind = media_type(name, data)
    stored_as, digest = _vault().put(data)
    return StoredFile(name, stored_as, digest, len(data), kind)


def _vault() -> Vault:
    return Vault(identity.settings().data_dir)
