"""Where to go after a change that can be made from several pages: the sender names a place, never an address."""

from flask import redirect, request, url_for
from werkzeug.wrappers import Response


def back_to_item(item_id: int, part: str = "") -> Response:
    """Back to "Việc của tôi" when the form came from there (``back=viec``), else to a part of the item's page."""
    if request.form.get("back") == "viec":
        return redirect(url_for("my_work.index"), 303)
    return redirect(url_for("items.show", item_id=item_id) + (f"#{part}" if part else ""), 303)
