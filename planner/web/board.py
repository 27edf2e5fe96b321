"""The board's page (bảng theo dõi): figures, the list behind each, and the report made of them."""

from typing import Any, TypeVar
from urllib.parse import urlencode

from flask import Blueprint, Response, render_template, request, url_for

from planner.documents import docx, report_json
from planner.documents.charts import draw
from planner.documents.profile import FormatProfile, choose_profile, profile_by_key, shipped_profiles
from planner.domain.access import Action, may_somewhere
from planner.domain.activities import activity_lines
from planner.domain.coverage import Measure
from planner.domain.crossing import Axis, places
from planner.domain.figures import Figures
from planner.domain.report import Report
from planner.domain.report_charts import report_charts
from planner.domain.report_tables import report_tables
from planner.domain.tally import Filter
from planner.errors import NotFound
from planner.forms.board import BoardForm, FigureForm
from planner.queries.activities import activity_rows
from planner.queries.reports import drafted
from planner.web import identity
from planner.web.access import NOT_HERE, requires
from planner.web.board_charts import in_words_of_the_reader
from planner.web.board_choice import Choice, choice_of, read
from planner.web.rendering import _, language

blueprint = Blueprint("board", __name__, url_prefix="/bang-theo-doi")
A_PAGE = 100
Asked = TypeVar("Asked", bound=BoardForm)


@blueprint.get("")
@requires(Action.SEE_BOARD)
def show() -> str | tuple[str, int]:
    form, campaign = read(BoardForm)
    if campaign is None:
        return render_template("board/nothing.html")
    if not form.validate():
        return render_template("board/show.html", form=form, campaign=campaign, choice=None, figures=None), 400
    choice = choice_of(form, campaign)
    figures = choice.figures(language())
    return render_template(
        "board/show.html",
        form=form,
        campaign=campaign,
        choice=choice,
        figures=figures,
        tables=report_tables(figures),
        charts=[(one, draw(one)) for one in map(in_words_of_the_reader, report_charts(figures))],
        activities=activity_lines(activity_rows(identity.database(), choice.scope)),
        activities_of=lambda unit_id: _activities_url(choice, unit_id),
        Measure=Measure,
        may_urge=may_somewhere(identity.viewer(), Action.URGE),
        profiles=shipped_profiles(),
        profile=_profile(choice),
    )


@blueprint.get("/danh-sach")
@requires(Action.SEE_BOARD)
def items() -> str:
    form, choice = _asked(FigureForm)
    figures, wanted = choice.figures(), form.wanted()
    found = figures.behind(wanted)
    page = _page_number(len(found))
    return render_template(
        "board/items.html",
        choice=choice,
        campaign=choice.campaign,
        measure=wanted.measure,
        place=_place(figures, wanted),
        facts=found[A_PAGE * (page - 1) : A_PAGE * page],
        count=len(found),
        may_urge=may_somewhere(identity.viewer(), Action.URGE),
        first=A_PAGE * (page - 1) + 1,
        previous_url=_other_page(page - 1, len(found)),
        next_url=_other_page(page + 1, len(found)),
    )


@blueprint.get("/bao-cao.docx")
@requires(Action.SEE_BOARD)
def word() -> Response:
    _form, choice = _asked(BoardForm)
    chosen = request.args.get("the-thuc")
    profile = profile_by_key(chosen) if chosen else _profile(choice)
    return _file(docx.write_docx(_report(choice), profile), docx.MIMETYPE, choice, "docx")


@blueprint.get("/bao-cao.json")
@requires(Action.SEE_BOARD)
def numbers() -> Response:
    _form, choice = _asked(BoardForm)
    return _file(report_json.write_json(_report(choice)).encode(), report_json.MIMETYPE, choice, "json")


def _activities_url(choice: Choice, unit_id: int) -> str:
    """The list behind a unit's own reports."""
    since, until = choice.period.first.isoformat(), choice.period.last.isoformat()
    narrow: dict[str, Any] = {"dot": choice.campaign.id, "don-vi": unit_id, "tu": since, "den": until}
    return url_for("activities.index", **narrow)


def _asked(kind: type[Asked]) -> tuple[Asked, Choice]:
    """The choice of an address that has no page to correct it on: raises Invalid or NotFound."""
    form, campaign = read(kind)
    if campaign is None:
        raise NotFound(NOT_HERE)
    form.validate()
    form.refuse()
    return form, choice_of(form, campaign)


def _report(choice: Choice) -> Report:
    return drafted(
        identity.database(),
        choice.campaign,
        choice.scope,
        today=identity.today(),
        zone=identity.settings().zone,
        now=identity.now(),
    )


def _profile(choice: Choice) -> FormatProfile:
    """The form in force today, which is the day a draft would be issued."""
    stored = choice.campaign.report
    return choose_profile(stored.get("profile", ""), stored.get("profiles", ()), identity.today())


def _file(content: bytes, mimetype: str, choice: Choice, ending: str) -> Response:
    name = f"bao-cao-{choice.campaign.key}-{choice.period.first}-{choice.period.last}.{ending}"
    response = Response(content, mimetype=mimetype)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _page_number(count: int) -> int:
    text = request.args.get("trang", "1")
    last = max(1, -(-count // A_PAGE))
    return min(int(text), last) if text.isdecimal() and int(text) > 0 else 1


def _other_page(page: int, count: int) -> str | None:
    """Address of another page of the list, None when there is none."""
    if not 1 <= page <= -(-count // A_PAGE):
        return None
    return f"{url_for('.items')}?{urlencode(request.args.to_dict() | {'trang': str(page)})}"


def _place(figures: Figures, wanted: Filter) -> list[str]:
    """The rows and columns of the tables whose crossing the list is about, in words."""
    lines = (*figures.units, *figures.themes, *figures.groups, *figures.media, *figures.months)
    words = [line.label for line in lines if line.filter.place and line.filter.place[0] in wanted.place]
    words += [line.name for line in figures.columns if line.column_id == wanted.column_id]
    weeks = (place for place in places(figures, Axis.WEEK) if place.filter.week == wanted.week)
    return words + [f"{_(week.label, **week.params)} ({week.hint})" for week in weeks]
