"""The rules of automatic reminders, beside the preview of what they would send tomorrow."""

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from planner.domain.access import Action, may_somewhere
from planner.domain.reminders import WHEN
from planner.errors import Invalid, Stale
from planner.forms.reminder_rules import ReminderRulesForm, rule_values
from planner.newsdesk import reminder_rules as desk
from planner.queries.history import history_of_all
from planner.queries.reminders import rules_of
from planner.web import identity
from planner.web.access import requires
from planner.web.refusals import show_refusal
from planner.web.rendering import _

blueprint = Blueprint("reminder_rules", __name__)


@blueprint.route("/thong-bao/quy-tac", methods=["GET", "POST"])
@requires(Action.SET_REMINDERS)
def edit() -> Response | tuple[str, int]:
    session = identity.database()
    form = ReminderRulesForm(data=rule_values(rules_of(session)) | {"version": desk.rules_version(session)})
    if not form.validate_on_submit():
        return _page(form, 400 if form.errors else 200)
    try:
        desk.set_rules(session, identity.actor(), form.rules(), version=form.version.data)
    except Stale as error:
        session.rollback()
        form.form_errors = [_(error.message)]
        form.version.data, form.version.raw_data = desk.rules_version(session), None
        return _page(form, 409)
    except Invalid as error:
        show_refusal(form, error)
        return _page(form, 400)
    session.commit()
    flash(_("Đã lưu quy tắc. Xem trước những gì sẽ gửi ngày mai."))
    return redirect(url_for("notices.preview"), 303)


def _page(form: ReminderRulesForm, status: int) -> tuple[str, int]:
    viewer = identity.viewer()
    page = render_template(
        "notices/rules.html",
        form=form,
        kinds=list(WHEN.items()),
        history=history_of_all(identity.database(), "reminder_rule"),
        may_preview=may_somewhere(viewer, Action.PREVIEW_NOTICES),
        may_see_log=may_somewhere(viewer, Action.SEE_MAIL_LOG),
    )
    return page, status
