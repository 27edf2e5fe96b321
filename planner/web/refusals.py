"""A verb refused what a form brought: the reason is shown beside its field and nothing is kept."""

from planner.errors import Invalid
from planner.forms.base import Form
from planner.web import identity
from planner.web.rendering import translate


def show_refusal(form: Form, error: Invalid) -> None:
    """Undo the transaction and put the sentence where the person will look for it."""
    identity.database().rollback()
    words = translate(error.message, error.params)
    if error.field and error.field in form:
        form[error.field].errors = [words]
    else:
        form.form_errors = [words]
