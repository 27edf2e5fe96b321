"""The list view as a file to take away."""

from flask import Response

from planner.documents import listing_docx, listing_xlsx
from planner.documents.listing_docx import write_listing_docx
from planner.documents.listing_xlsx import write_xlsx
from planner.domain.listing import Listing
from planner.errors import Invalid
from planner.queries.calendar import MOST_ITEMS
from planner.vocabulary import N_
from planner.web.calendar_state import State

TOO_MANY = N_("Danh sách có hơn %(most)s tin, bài nên chưa xuất được. Lọc theo đơn vị hoặc chuyên mục rồi xuất.")
WRITERS = {
    "xlsx": (write_xlsx, listing_xlsx.MIMETYPE),
    "docx": (write_listing_docx, listing_docx.MIMETYPE),
}


def listing_file(kind: str, state: State, listing: Listing) -> Response:
    """The file of one kind. Raises Invalid when it would not hold everything."""
    if len(listing.lines) > MOST_ITEMS:
        raise Invalid(TOO_MANY, {"most": MOST_ITEMS})
    write, mimetype = WRITERS[kind]
    answer = Response(write(listing, state.showing.today), mimetype=mimetype)
    answer.headers["Content-Disposition"] = f'attachment; filename="lich-tin-bai-{state.day:%Y-%m}.{kind}"'
    return answer
