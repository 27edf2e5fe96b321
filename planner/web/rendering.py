"""What every template may use: words, dates, numbers, addresses of files, the menu."""

from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any, cast
from zoneinfo import ZoneInfo

from flask import Flask, current_app, g, has_request_context, request, session, url_for
from flask.templating import Environment
from flask_login import current_user
from jinja2 import StrictUndefined
from jinja2.runtime import Macro
from markupsafe import Markup
from werkzeug.local import LocalProxy

from planner.domain.access import Action, may_somewhere, plan_visibility
from planner.extensions import SAFE_METHODS
from planner.forms.base import speak_with
from planner.language import stored, style
from planner.language.catalogue import NP_
from planner.language.catalogue import translate as look_up
from planner.queries.notices import unread_count
from planner.vocabulary import Labelled, Status
from planner.web import identity

LANGUAGES = {"vi": "Tiếng Việt", "en": "English"}
MENU = (
    (NP_("many", "Lịch"), "calendar.month", Action.SEE_PLANS),
    (NP_("many", "Việc của tôi"), "my_work.index", Action.REPORT_WORK),
    (NP_("many", "Chuyên mục"), "columns.index", Action.SEE_PLANS),
    (NP_("many", "Điển hình"), "exemplars.index", Action.SEE_PLANS),
    (NP_("many", "Đối chiếu"), "coverage.queue", Action.DECIDE_MATCHES),
    (NP_("many", "Bảng theo dõi"), "board.show", Action.SEE_BOARD),
    (NP_("many", "Báo cáo"), "reports.index", Action.SEE_REPORTS),
    (NP_("many", "Đợt tuyên truyền"), "campaigns.index", Action.SEE_DIRECTIVES),
    (NP_("many", "Tin, bài đã đăng"), "published.index", Action.SEE_PUBLISHED),
    (NP_("many", "Nguồn tin"), "sources.index", Action.SEE_SOURCES),
    (NP_("many", "Đơn vị"), "units.index", Action.SEE_UNITS),
    (NP_("many", "Người dùng"), "people.index", Action.MANAGE_PEOPLE),
)
# Blueprints whose pages are reached through another noun's.
PART_OF = {
    "coverage_bulk": "coverage",
    "precision": "coverage",
    "rematches": "coverage",
    "board_pages": "board",
    "targets": "board",
    "urging": "board",
    "activities": "board",
    "items": "calendar",
    "works": "calendar",
    "quick": "calendar",
    "selection": "calendar",
    "filters": "calendar",
    "moves": "calendar",
    "day_notes": "calendar",
    "outside_calendars": "calendar",
    "patterns": "columns",
    "directives": "campaigns",
    "publication_logs": "published",
    "report_files": "reports",
    "report_links": "reports",
    "report_setup": "reports",
    "source_health": "sources",
    "source_lists": "sources",
    "backfills": "sources",
    "days_off": "units",
    "steps": "units",
}
# How many entries stand in one line of a page 1216 px wide; with more, those after them stand behind "Mục khác".
MENU_ROOM = 8
MENU_LINE = 6


@dataclass(frozen=True, slots=True)
class MenuEntry:
    label: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class ShownViewer:
    """The signed-in person as the page head shows them."""

    name: str
    role_label: str
    unit_name: str


def language() -> str:
    """The reader's language: their own setting, else the choice made on the sign-in page, else Vietnamese."""
    if not has_request_context():
        return "vi"
    if known := g.get("language"):
        return str(known)
    found = _readers_language()
    if request.method in SAFE_METHODS:  # nothing changes it meanwhile, and a page asks hundreds of times
        g.language = found
    return found


def _readers_language() -> str:
    if current_user and current_user.is_authenticated:
        # Only a request that may change it reads the row again.
        return identity.who().language if request.method in SAFE_METHODS else identity.person().language
    chosen = session.get("language", "vi")
    return chosen if chosen in LANGUAGES else "vi"


def translate(text: str, params: Mapping[str, object] | None = None) -> str:
    """A Vietnamese source sentence in the reader's language, with its places filled."""
    found = look_up(text, language())
    return found % params if params else found


def _(text: str, **params: object) -> str:
    """``translate`` for templates, views and forms."""
    return translate(text, params)


def _p(context: str, text: str) -> str:
    """``_`` for a string with a context: the names of lists say "many"."""
    return look_up(text, language(), context)


def menu() -> tuple[list[MenuEntry], list[MenuEntry]]:
    """The menu entries this viewer may open: those of the line, and those behind its last word."""
    viewer = identity.viewer()
    noun = (request.blueprint or "") if request else ""
    noun = PART_OF.get(noun, noun)
    entries = [
        MenuEntry(_p("many", label), plain_url(endpoint), endpoint.split(".")[0] == noun)
        for label, endpoint, action in MENU
        if may_somewhere(viewer, action)
    ]
    line = MENU_LINE if len(entries) > MENU_ROOM else len(entries)
    return entries[:line], entries[line:]


def plain_url(endpoint: str) -> str:
    """The address of a page that needs no values, by its full name."""
    return _plain_url(endpoint, request.script_root)


@lru_cache(maxsize=512)
def _plain_url(endpoint: str, _mounted: str) -> str:
    return url_for(endpoint)


def made_once(macro: Macro) -> Markup:
    """What a macro without arguments writes, made once for each language: for parts that are the same on every page."""
    made = current_app.extensions.setdefault("kept_parts", {})
    key = macro.name, language(), request.script_root
    if key not in made:
        made[key] = macro()
    return cast("Markup", made[key])


def asset(path: str) -> str:
    """Address of a static file; it changes when any of them does."""
    return f"{current_app.config['STATIC_PREFIX']}{path}"


class PlainGlobals(Environment):
    """Each template gets its globals as one plain dictionary: Jinja compares them at every import of every page, and
    its own chain of dictionaries is slow to compare.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **(d or {})}


def init_app(app: Flask) -> None:
    """``app.jinja_environment`` is PlainGlobals already: any extension may have made the environment before this."""
    app.jinja_env.undefined = StrictUndefined
    speak_with(translate)
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    common: dict[str, Any] = {"_": _, "_p": _p, "asset": asset, "made_once": made_once, "languages": LANGUAGES}
    common["every_status"] = tuple(Status)
    app.jinja_env.globals.update(common)
    app.jinja_env.filters.update(_filters(app.config["SETTINGS"].zone))
    app.context_processor(_page_context)


def _filters(zone: ZoneInfo) -> dict[str, Any]:
    """Dates, numbers and labels as the reader expects them; moments are shown in the newsroom's zone."""

    def local_day(value: date | datetime) -> date:
        return value.astimezone(zone).date() if isinstance(value, datetime) else value

    def long_date(value: date | datetime) -> str:
        return style.long_date(local_day(value), language())

    def short_date(value: date | datetime) -> str:
        return style.short_date(local_day(value))

    def clock(value: datetime | time) -> str:
        return style.time_of_day(value, zone)

    def moment(value: datetime) -> str:
        return style.date_time(value, zone)

    def month_label(value: date) -> str:
        return style.month(value, language())

    def label(value: Labelled) -> str:
        return _(value.label)

    def stored_words(value: str) -> str:
        return stored.stored_words(value, language())

    return {
        "long_date": long_date,
        "short_date": short_date,
        "clock": clock,
        "moment": moment,
        "month_label": month_label,
        "label": label,
        "stored_words": stored_words,
        "number": style.number,
        "percent": style.percent,
    }


def _page_context() -> dict[str, object]:
    """The head of the page. Worked out when a template first asks: fragments and paper have no head."""
    return {"viewer": _VIEWER, "nav": _NAV, "unread": _UNREAD, "language": language()}


def _shown_viewer() -> ShownViewer | None:
    if not (current_user and current_user.is_authenticated):
        return None
    who = identity.who()
    return ShownViewer(who.name, _(who.role.label), who.unit_name)


def _unread() -> int:
    viewer = identity.viewer()
    return unread_count(identity.database(), viewer.person_id, plan_visibility(viewer))


def _once(name: str, find: Callable[[], Any]) -> Any:
    """What ``find`` says, asked at the first use in a request and kept for its later ones."""

    def found() -> Any:
        if name not in g:
            setattr(g, name, find())
        return getattr(g, name)

    return LocalProxy(found)


_VIEWER = _once("shown_viewer", _shown_viewer)
_NAV = _once("nav", lambda: menu() if _shown_viewer() else ())
_UNREAD = _once("unread", _unread)
