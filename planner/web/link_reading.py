"""What the page behind a pasted link says of itself, put into the form for a person to confirm."""

from dataclasses import dataclass
from datetime import datetime

from feeds.recipes import Recipe
from feeds.records import FeedItem
from planner.config import Settings
from planner.domain.health import ADVICE
from planner.forms.published import PasteForm
from planner.newsdesk.asking import Asker
from planner.newsdesk.fetching import manners, understood
from planner.vocabulary import N_, FetchProblem
from planner.web.rendering import translate
from planner.web.source_pages import rule_words

FIELDS = {"text": N_("chữ trên trang"), "time": N_("thẻ thời gian")}


@dataclass(frozen=True, slots=True)
class LinkRead:
    """``problem`` is empty when the page was read; ``found`` names what it said. ``raw``: its date as written, at
    ``place``, read by ``rule``.
    """

    problem: str = ""
    advice: str = ""
    found: tuple[str, ...] = ()
    raw: str = ""
    place: str = ""
    rule: str = ""


def read_link(house: Settings, form: PasteForm, now: datetime) -> LinkRead:
    """One GET of the link a person pasted; what its metadata say replaces what stands in the form."""
    asker = Asker(manners(house), obeys=False, now=lambda: now)
    result = asker(form.link.data or "")
    received = understood(result, zone=str(house.zone), day_order="day-first", now=now, recipe=Recipe("page"))
    if received.problem or not (received.document and received.document.items):
        problem = FetchProblem(received.problem or "empty")
        nothing = problem in (FetchProblem.EMPTY, FetchProblem.NOT_A_FEED)
        words = N_("Trang không cho biết tên bài, ngày đăng. Nhập bằng tay.") if nothing else ADVICE[problem]
        return LinkRead(translate(problem.label) if not nothing else "", translate(words))
    item = received.document.items[0]
    return LinkRead(
        found=tuple(translate(name) for name in _fill(form, item, house)),
        raw=item.date.raw if item.date.utc else "",
        place=translate(FIELDS.get(item.date.field, item.date.field)),
        rule=rule_words(item.date.rule),
    )


def _fill(form: PasteForm, item: FeedItem, house: Settings) -> list[str]:
    """Put what is known into the form; the names of what was."""
    form.title.data = item.title[:500]
    found = [N_("tên bài")]
    if item.date.utc:
        local = item.date.utc.astimezone(house.zone)
        form.on.data, form.on.raw_data = local.date(), None
        found.append(N_("ngày đăng"))
        if item.date.precision != "day":
            form.hour.data, form.hour.raw_data = local.time().replace(second=0, microsecond=0), None
            found.append(N_("giờ đăng"))
    if item.author:
        form.author.data = item.author
        found.append(N_("tác giả"))
    return found
